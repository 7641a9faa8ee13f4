//! Prospects: what every owner of one kind in one region sees of each solution in this quarter.
//!
//! Told in section 7.11 of docs/odd.md.

use super::super::Setting;
use super::super::conditions::{self, Crowd};
use crate::numeric::{exp, ln, pow};
use crate::scenario::parameters::Owners;
use crate::world::World;
use crate::world::grid::Grid;
use crate::world::missions::Mission;
use crate::world::stock::{ChoiceForm, OwnerKind};

/// Least yearly cost that an owner sees, as a share of the incumbent's: what is free is not worth everything [A].
const LEAST_COST: f64 = 0.01;
/// Cost classes of households: usual and poorest.
const CLASSES: usize = 2;

/// What owners of one kind in one region see of one solution.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Prospect {
    /// Logarithm of its yearly cost relative to the incumbent's, by support (no, yes) and cost class.
    pub ln_cost: [[f32; CLASSES]; 2],
    /// Price less support less the incumbent's price, EUR, by support (no, yes).
    pub upfront: [f32; 2],
    /// Utility that is the same for all owners here: lack of fit and the region's use.
    pub common: f32,
    /// What the public believes that it removes of an owner's problem in a place like this, as it counts in utility
    /// for an owner of full concern.
    pub effect: f32,
    /// Exposure to news so far.
    pub exposure: f32,
    /// Price of one unit here, EUR.
    pub price: f64,
    /// The best support that owners here can claim for it.
    pub support: Support,
}

/// What an offer of support comes to for one unit.
#[derive(Clone, Copy, Debug, Default)]
pub struct Support {
    /// The number of the offer.
    pub offer: u16,
    /// What it pays, EUR; nought where there is none.
    pub amount: f64,
    /// The chance that an owner is reached by it.
    pub reach: f64,
    /// The share of the owners who take it: for the others what is asked costs more than it pays.
    pub takers: f64,
    /// What those who take it pay for what is asked, EUR.
    pub cost: f64,
    /// What it is worth to them as they see it, EUR: what it pays less what they heed of that.
    pub worth: f64,
}

impl Support {
    /// Whether an owner takes it that it may reach, and whether the owner could and does without: by its lots among those
    /// who are reached and among those to whom conditions cost little or much.
    #[expect(
        clippy::needless_bitwise_bool,
        reason = "a lazy operator is a branch, and then nothing vectorises"
    )]
    #[inline(always)]
    pub(super) fn answer(&self, call: f64, place: f64) -> (bool, bool) {
        let (is_reached, takes) = (call < self.reach, place < self.takers);
        (is_reached & takes, is_reached & !takes)
    }
}

/// Prospects of one mission's solutions for one kind of owner, in all regions.
#[derive(Debug, Default)]
pub(super) struct Prospects {
    /// Region by region, solution by solution.
    cells: Vec<Prospect>,
    /// The number of solutions.
    pub ranks: usize,
    /// By rank: whether it is on sale.
    pub on_sale: Vec<bool>,
    /// Weight of the share of an owner's contacts that use a solution.
    pub social: f32,
    /// Whether owners take what weighs most, and leave nothing to chance.
    pub is_certain: bool,
    /// Whether any owner can claim support for anything.
    pub supported: bool,
    /// Whether anything is asked for any of it.
    pub asked: bool,
    /// What the incumbent costs in a year, by cost class, EUR.
    pub incumbent: [f64; CLASSES],
}

/// What turns the price of a solution into yearly costs, by cost class where it matters.
struct Costs {
    /// Yearly cost of one euro of its price.
    annuities: [f64; CLASSES],
    /// Its running cost, EUR a year.
    running: f64,
    /// All yearly costs of the incumbent, EUR.
    incumbent: [f64; CLASSES],
    /// Price of the incumbent, EUR.
    incumbent_price: f64,
}

impl Prospect {
    /// Notes what a solution of this price costs without support and with it.
    fn weigh(&mut self, price: f64, support: Support, costs: &Costs) {
        self.price = price;
        self.support = support;
        // what they see of support, and what they have of it
        let helps = [(0.0, 0.0), (support.worth, support.amount - support.cost)];
        for (helped, (seen, help)) in helps.into_iter().enumerate() {
            if helped == 1 && support.amount <= 0.0 {
                self.ln_cost[1] = self.ln_cost[0];
                self.upfront[1] = self.upfront[0];
                continue;
            }
            self.upfront[helped] = (price - help - costs.incumbent_price) as f32;
            for class in 0..CLASSES {
                let cost = costs.annuities[class] * (price - seen) + costs.running;
                self.ln_cost[helped][class] = ln((cost / costs.incumbent[class]).max(LEAST_COST)) as f32;
            }
        }
    }
}

impl Prospects {
    /// What owners of a region see, by rank.
    #[inline]
    pub fn of(&self, region: usize) -> &[Prospect] {
        &self.cells[region * self.ranks..(region + 1) * self.ranks]
    }

    /// Looks at all solutions in all regions for one kind of owner.
    pub fn survey(
        &mut self,
        world: &World,
        setting: Setting,
        mission: &Mission,
        kind: OwnerKind,
        prices: &Grid<f64>,
    ) {
        let owners = &setting.scenario.parameters.owners;
        let traits = &mission.traits;
        self.ranks = traits.solutions.len();
        self.social = (owners.social.weight.0 * owners.social.by_contacts.0) as f32;
        self.is_certain = owners.choice == ChoiceForm::Threshold;
        self.on_sale.clear();
        self.on_sale.extend(traits.solutions.iter().map(|id| world.solutions.on_sale(id.index())));
        (self.supported, self.asked) = (false, false);
        let crowd = Crowd::new(setting);
        let rates = rates(owners, kind);
        let running = traits.incumbent_running_cost * exp(mission.incumbent_luck) + mission.levy;
        let incumbent = rates
            .map(|rate| annuity(owners, rate, traits.incumbent_lifetime) * traits.incumbent_cost + running);
        self.incumbent = incumbent;
        self.cells.clear();
        self.cells.resize(world.regions.len() * self.ranks, Prospect::default());
        for (rank, id) in traits.solutions.iter().enumerate() {
            if !self.on_sale[rank] {
                continue;
            }
            let solution = &world.solutions.traits[id.index()];
            let costs = Costs {
                annuities: rates.map(|rate| annuity(owners, rate, solution.lifetime)),
                running: solution.running_cost,
                incumbent,
                incumbent_price: traits.incumbent_cost,
            };
            for region in 0..world.regions.len() {
                let price = prices[(region, rank)];
                let support = best_support(world, mission, &crowd, (kind, region), (rank, price));
                self.supported |= support.amount > 0.0;
                self.asked |= support.amount > 0.0 && (support.cost > 0.0 || support.takers < 1.0);
                let cell = &mut self.cells[region * self.ranks + rank];
                cell.weigh(price, support, &costs);
                let fit = world.solutions.fit(traits.context_sensitivity, region, id.index());
                let by_region = match kind {
                    OwnerKind::Household => 1.0 - owners.social.by_contacts.0,
                    OwnerKind::Firm | OwnerKind::Body => 1.0,
                };
                let used = mission.stocks[kind as usize].share(region, rank);
                let others = (owners.social.weight.0 * by_region + traits.norms * used) * used;
                cell.common = (owners.fit.0 * (fit - 1.0) + others - solution.handicap) as f32;
                let region_type = world.solutions.type_of(region, id.index());
                cell.effect = (owners.effect.0 * world.public.of(id.index(), region_type).mean) as f32;
                cell.exposure = world.solutions.exposure[(region, id.index())];
            }
        }
    }
}

/// The offer of support that is worth most to owners of a kind in a region for a solution of this price, among those
/// whose pot is not empty.
pub fn best_support(
    world: &World,
    mission: &Mission,
    crowd: &Crowd,
    (kind, region): (OwnerKind, usize),
    (rank, price): (usize, f64),
) -> Support {
    let served = world.solutions.traits[mission.traits.solutions[rank].index()].mission;
    let mut best = Support::default();
    for (number, offer) in world.offers.subsidies.iter().enumerate() {
        let (amount, reach) = ((offer.rate * price).min(offer.cap), offer.reach[offer.pot_of(region)]);
        let open = offer.mission == served && offer.supported[rank] && offer.reaches(kind, region);
        if !open || reach <= 0.0 || amount <= 0.0 {
            continue;
        }
        let asked = (offer.conditions, amount / price);
        let uptake = crowd.uptake(asked, world.regions.capacity[region]);
        let support = Support {
            offer: number as u16,
            amount,
            reach,
            takers: uptake.share,
            cost: amount * uptake.cost,
            worth: amount - amount * uptake.heeded,
        };
        // by what it is worth to all; what nobody takes is still on offer
        let mark = |support: &Support| (support.takers * support.worth, support.amount);
        if mark(&support) > mark(&best) {
            best = support;
        }
    }
    best
}

/// Whether an owner takes support on what is asked for it, once it is reached: the less the conditions cost whoever would
/// install for it.
pub fn takes(setting: Setting, mission: usize, (kind, owner): (OwnerKind, usize), support: &Support) -> bool {
    conditions::luck_of_owners(setting, mission, kind).uniform(owner, 0) < support.takers
}

/// Rates of interest of the cost classes of a kind of owner.
fn rates(owners: &Owners, kind: OwnerKind) -> [f64; CLASSES] {
    match kind {
        OwnerKind::Household => [owners.interest.0, owners.interest_poorest.0],
        OwnerKind::Firm => [owners.interest_firms.0; CLASSES],
        OwnerKind::Body => [owners.interest.0; CLASSES],
    }
}

/// Yearly cost of one euro that is paid back in equal parts over a life.
fn annuity(owners: &Owners, rate: f64, lifetime: f64) -> f64 {
    let years = lifetime.min(owners.payback_horizon.0);
    if rate < 1e-9 { 1.0 / years } else { rate / (1.0 - pow(1.0 + rate, -years)) }
}

/// Price of one unit in a region, EUR: a variant that is adapted to its place shares only part of others' experience.
///
/// `c_r = c (X_eff / X)^-b` with `X_eff = X - loss x adaptation x (X - X_r)`.
pub fn local_price(world: &World, setting: Setting, region: usize, solution: usize) -> f64 {
    let solutions = &world.solutions;
    let adaptation = f64::from(solutions.adaptation[(region, solution)]);
    let loss = setting.scenario.parameters.space.variety_loss.0 * adaptation;
    if loss <= 0.0 {
        return solutions.price[solution];
    }
    let learnt = setting.scenario.parameters.supply.home_learning.0;
    let all = solutions.world_units[solution] + learnt * solutions.home_units[solution];
    let mission = &setting.scenario.missions[solutions.traits[solution].mission.index()];
    let here = world.regions.geography.population[region] * mission.units_per_person.0;
    let everywhere = world.regions.total_population() * mission.units_per_person.0;
    let own = learnt * f64::from(solutions.region_units[(region, solution)]) * here / everywhere;
    let shared = 1.0 - loss * (1.0 - (own / all).min(1.0));
    solutions.price[solution] * pow(shared, -solutions.traits[solution].learning_exponent)
}
