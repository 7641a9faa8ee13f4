//! Applying: who proposes what, and which applications are read.
//!
//! Told in section 7.7 of docs/odd.md.

use std::collections::BTreeSet;

use super::super::pace::{absorbable, capacity_with_help};
use super::super::{Setting, conditions};
use super::{Application, lead_number};
use crate::chance::{Luck, Purpose};
use crate::ids::{BodyId, FirmId, SolutionId};
use crate::units::{Money, QUARTERS_PER_YEAR};
use crate::world::World;
use crate::world::applications::LeadKind;
use crate::world::firms::SizeClass;
use crate::world::offers::{Call, Size};
use crate::world::projects::{Fate, Lead, Project, Stage};
use crate::world::support::Conditions;

/// What all who may apply have in common.
struct Opening<'w> {
    world: &'w World,
    setting: Setting<'w>,
    call: &'w Call,
    /// What is asked of them.
    conditions: Conditions,
    /// By region: whether a project may stand there.
    admitted: Vec<bool>,
    /// By firm: whether it has done an earlier phase; empty where none is asked for.
    qualified: Vec<bool>,
    /// By region: the share of those there who do not hear of the call; empty where all do.
    unheard: Vec<f64>,
    /// Who hears of it.
    hearing: Luck,
}

/// All who apply: they can propose something, can carry their part, and expect to gain.
pub(super) fn gather(world: &World, setting: Setting, applications: &mut Vec<Application>, call: &Call) {
    applications.clear();
    let opening = Opening::of(world, setting, call);
    let luck = setting.streams.luck(Purpose::Apply, world.step);
    for firm in 0..world.firms.len() {
        let lot = luck.bits(world.firms.number[firm], call.question);
        applications.extend(opening.of_firm(firm).map(|application| Application { lot, ..application }));
    }
    if call.leads.bodies {
        for body in 0..world.bodies.len() {
            let lot = luck.bits(world.firms.len() + body, call.question);
            applications.extend(opening.of_body(body).map(|application| Application { lot, ..application }));
        }
    }
}

/// Where something is asked of those who apply: notes who did so, and who would have, had nothing been asked.
pub(super) fn note_who_stays_away(
    world: &mut World,
    setting: Setting,
    applications: &[Application],
    call: &Call,
) {
    if !call.conditions.any() {
        return;
    }
    let opening = Opening { conditions: Conditions::default(), ..Opening::of(world, setting, call) };
    let firms = (0..world.firms.len()).filter_map(|firm| opening.of_firm(firm));
    let bodies =
        (0..if call.leads.bodies { world.bodies.len() } else { 0 }).filter_map(|body| opening.of_body(body));
    let applied: BTreeSet<_> = applications.iter().map(|one| lead_number(one.lead)).collect();
    let place = |one: &Application| (one.region, LeadKind::of(one.lead, &world.firms) as usize);
    let lost: Vec<_> = firms
        .chain(bodies)
        .filter(|one| !applied.contains(&lead_number(one.lead)))
        .map(|one| place(&one))
        .collect();
    let undeterred: Vec<_> = applications.iter().map(place).collect();
    lost.into_iter().for_each(|place| world.applications.lost[place] += 1);
    undeterred.into_iter().for_each(|place| world.applications.undeterred[place] += 1);
}

impl<'w> Opening<'w> {
    fn of(world: &'w World, setting: Setting<'w>, call: &'w Call) -> Self {
        Self {
            world,
            setting,
            call,
            conditions: call.conditions,
            admitted: admitted(world, call),
            qualified: qualified(world, call),
            unheard: unheard(world, setting, call),
            hearing: setting.streams.luck(Purpose::Hearing, world.step),
        }
    }

    /// Whether a lead in a region hears of the call.
    fn is_heard(&self, region: usize, lead: usize) -> bool {
        let unheard = self.unheard.get(region);
        unheard.is_none_or(|share| self.hearing.uniform(lead, self.call.question) >= *share)
    }

    fn of_firm(&self, firm: usize) -> Option<Application> {
        let (world, call) = (self.world, self.call);
        let region = usize::from(world.firms.region[firm]);
        let turnover = world.firms.sales[firm] * QUARTERS_PER_YEAR;
        let class = SizeClass::of_turnover(turnover);
        let number = world.firms.number[firm];
        let may = world.firms.is_at_work(firm)
            && self.admitted[region]
            && call.leads.firms[class as usize]
            && self.qualified.get(firm).is_none_or(|qualified| *qualified)
            && self.is_heard(region, number);
        if !may {
            return None;
        }
        let effort = self.effort(region, applying_weight(class));
        let size = self.size((region, number, true), effort, |size| self.firm_can_carry(firm, size))?;
        let (solution, stage) = proposal_of_firm(world, call, firm)?;
        let lead = Lead::Firm(FirmId::new(firm));
        Some(Application { lead, region, solution, stage, size, effort, lot: 0, score: 0.0 })
    }

    fn of_body(&self, body: usize) -> Option<Application> {
        let (world, call) = (self.world, self.call);
        let region = usize::from(world.bodies.region[body]);
        let number = world.firms.len() + body;
        if !self.admitted[region] || !self.is_heard(region, number) {
            return None;
        }
        let effort = self.effort(region, 1.0);
        let funds = world.bodies.funds[body];
        let lead = (region, number, false);
        let size = self.size(lead, effort, |size| funds >= self.own_share() * size.cost)?;
        let (solution, stage) =
            proposal_of_body(world, &call.solutions, region, |readiness| call.work.stage(readiness))?;
        let lead = Lead::Body(BodyId::new(body));
        Some(Application { lead, region, solution, stage, size, effort, lot: 0, score: 0.0 })
    }

    /// What it costs to apply, less the part that help pays.
    fn effort(&self, region: usize, weight: f64) -> Money {
        let cost = self.setting.scenario.parameters.calls.applying_cost * weight;
        let help = self.world.lines[self.call.line.index()].help.get(region).copied().unwrap_or(0.0);
        let scale = self.setting.scenario.parameters.space.help_money.0;
        cost * (scale / (scale + help))
    }

    /// The largest project on the menu that a lead can carry and gains by. Where there is a choice it does not
    /// take more than its region can carry; the smallest is always small enough.
    fn size(
        &self,
        (region, lead, is_firm): (usize, usize, bool),
        effort: Money,
        can_carry: impl Fn(Size) -> bool,
    ) -> Option<Size> {
        let call = self.call;
        let rate = self.world.lines[call.line.index()].success_rate;
        let (asked, capacity) = ((self.conditions, call.intensity), self.world.regions.capacity[region]);
        let burden = conditions::burden(self.setting, asked, (lead, is_firm), capacity);
        let worth = self.setting.scenario.parameters.calls.private_value.0 - burden;
        let value = rate * worth * call.intensity;
        let smallest = call.menu.len() - 1;
        let fits = |place: usize, size: Size| {
            place == smallest || {
                let pace = size.cost / size.quarters * QUARTERS_PER_YEAR;
                let busy = self.world.regions.project_pace[region];
                busy + pace <= absorbable(self.world, self.setting, region)
            }
        };
        let mut menu = call.menu.iter().copied().enumerate();
        menu.find(|(place, size)| fits(*place, *size) && value * size.cost > effort.0 && can_carry(*size))
            .map(|(_, size)| size)
    }

    /// Share of a project's cost that its lead pays itself.
    fn own_share(&self) -> f64 {
        1.0 - self.call.intensity + conditions::surcharge(self.setting, self.conditions)
    }

    /// Whether a firm can pay its own part beside what it carries already.
    fn firm_can_carry(&self, firm: usize, size: Size) -> bool {
        let firms = &self.world.firms;
        let own_part = self.own_share() * size.cost / size.quarters;
        let most = self.setting.scenario.parameters.calls.largest_project.0 * firms.sales[firm];
        firms.own_part[firm] + own_part <= most && firms.funds[firm] >= 4.0 * own_part
    }
}

/// Large firms have people who write applications: what one costs falls with size [A].
fn applying_weight(class: SizeClass) -> f64 {
    match class {
        SizeClass::Micro => 2.0,
        SizeClass::Small => 1.5,
        SizeClass::Medium => 1.0,
        SizeClass::Large => 0.75,
    }
}

/// By region: the share of those there who do not hear of a call, the less the more capacity there is, help included;
/// empty where all hear of it.
fn unheard(world: &World, setting: Setting, call: &Call) -> Vec<f64> {
    let most = setting.scenario.parameters.calls.unheard.0;
    if most <= 0.0 {
        return Vec::new();
    }
    let lack = |region| 1.0 - capacity_with_help(world, setting, call.line, region);
    (0..world.regions.len()).map(|region| most * lack(region)).collect()
}

fn admitted(world: &World, call: &Call) -> Vec<bool> {
    let Some(regions) = &call.regions else { return vec![true; world.regions.len()] };
    let mut admitted = vec![false; world.regions.len()];
    for region in regions {
        admitted[region.index()] = true;
    }
    admitted
}

/// By firm: whether it has done the work of the phase that a call builds on.
fn qualified(world: &World, call: &Call) -> Vec<bool> {
    let Some(phase) = call.after else { return Vec::new() };
    let mut qualified = vec![false; world.firms.len()];
    let is_done = |project: &Project| {
        matches!(project.fate, Fate::OnTrial | Fate::Succeeded | Fate::MarketFailure)
            && project.line == call.line
            && project.phase == phase
    };
    for project in world.projects.all.iter().filter(|project| is_done(project)) {
        if let Lead::Firm(id) = project.lead {
            // what was done by a firm that stood here before counts for nobody
            qualified[id.index()] |= world.firms.was_there(id.index(), project.start);
        }
    }
    qualified
}

/// A firm proposes the solution on which it works, else the one that it knows best.
fn proposal_of_firm(world: &World, call: &Call, firm: usize) -> Option<(SolutionId, Stage)> {
    let fits = |id: &SolutionId| call.work.stage(world.solutions.readiness[id.index()]);
    if let Some(working) = world.firms.solution(firm) {
        let id = call.solutions.iter().find(|id| id.index() == working)?;
        return fits(id).map(|stage| (*id, stage));
    }
    let known = |id: &SolutionId| world.firms.knowledge[(id.index(), firm)];
    let best = call
        .solutions
        .iter()
        .filter(|id| known(id) > 0.0 && fits(id).is_some())
        .max_by(|a, b| known(a).total_cmp(&known(b)).then(b.cmp(a)))?;
    fits(best).map(|stage| (*best, stage))
}

/// A public body proposes what promises most per euro in its place among what is least adapted there, as the public
/// sees it.
pub(super) fn proposal_of_body(
    world: &World,
    solutions: &[SolutionId],
    region: usize,
    stage: impl Fn(f64) -> Option<Stage>,
) -> Option<(SolutionId, Stage)> {
    let all = &world.solutions;
    let promise = |id: &SolutionId| {
        let solution = id.index();
        let left = 1.0 - f64::from(all.adaptation[(region, solution)]);
        world.public.of(solution, all.type_of(region, solution)).mean * left / all.price[solution]
    };
    let best = solutions
        .iter()
        .filter(|id| stage(all.readiness[id.index()]).is_some())
        .max_by(|a, b| promise(a).total_cmp(&promise(b)).then(b.cmp(a)))?;
    stage(all.readiness[best.index()]).map(|stage| (*best, stage))
}

/// Keeps the applications with the lowest lots, until together they ask for so many times the money.
pub(super) fn draw_sample(applications: &mut Vec<Application>, call: &Call, times: f64) {
    applications.sort_unstable_by_key(|application| (application.lot, lead_number(application.lead)));
    let mut asked = 0.0;
    let read = applications.iter().take_while(|application| {
        let is_read = asked < times * call.money;
        asked += application.grant(call);
        is_read
    });
    let read = read.count();
    applications.truncate(read);
}
