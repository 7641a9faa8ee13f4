//! An audit that trusts nobody: after every quarter it counts the world afresh from its state, without a word
//! from the program's own accounts, and says what does not add up.

use missionmix::policy::{CATALOGUE, Line, Policy};
use missionmix::scenario::Scenario;
use missionmix::world::World;
use missionmix::world::ledger::{Flow, Sector};
use missionmix::world::missions::Mission;
use missionmix::world::projects::{Fate, Lead, Stage};
use missionmix::world::stock::OwnerKind;

/// What was true at the end of the last quarter.
pub struct Audit<'s> {
    scenario: &'s Scenario,
    policy: &'s Policy,
    funds: [f64; Sector::ALL.len()],
    spent: f64,
    public_money: f64,
    levy_revenue: f64,
    /// All that went through each flow so far, M EUR.
    pub flowed: [f64; Flow::COUNT],
    complaints: Vec<String>,
}

impl<'s> Audit<'s> {
    /// Opens the audit of a world whose accounts are open and that has not moved yet.
    pub fn open(scenario: &'s Scenario, policy: &'s Policy, world: &World) -> Self {
        Self {
            scenario,
            policy,
            funds: funds(world),
            spent: 0.0,
            public_money: 0.0,
            levy_revenue: 0.0,
            flowed: [0.0; Flow::COUNT],
            complaints: Vec::new(),
        }
    }

    /// Looks at the world after a quarter; gives back all that is wrong.
    pub fn look(&mut self, world: &World) -> Vec<String> {
        self.money(world);
        self.lines(world);
        self.projects(world);
        for mission in &world.missions {
            self.owners(world, mission);
        }
        self.bounds(world);
        std::mem::take(&mut self.complaints)
    }

    fn must(&mut self, holds: bool, what: impl FnOnce() -> String) {
        if !holds {
            self.complaints.push(what());
        }
    }

    /// Two sums of money are equal but for rounding: a cent, and a part in 10^10 of what they are sums of.
    fn equal(&mut self, a: f64, b: f64, scale: f64, what: impl FnOnce() -> String) {
        self.must((a - b).abs() <= 1e-6 + 1e-10 * scale.abs(), || format!("{}: {a} and {b}", what()));
    }

    fn money(&mut self, world: &World) {
        let now = funds(world);
        for flow in Flow::ALL {
            let entries = Sector::ALL.map(|sector| world.ledger.entry(flow, sector).0);
            let volume: f64 = entries.iter().map(|entry| entry.abs()).sum();
            self.equal(entries.iter().sum(), 0.0, volume, || format!("the row {flow:?}"));
            self.flowed[flow as usize] += volume / 2.0;
        }
        for sector in Sector::ALL {
            let entered: f64 = Flow::ALL.iter().map(|flow| world.ledger.entry(*flow, sector).0).sum();
            let place = sector as usize;
            self.equal(now[place] - self.funds[place], entered, now[place], || {
                format!("the account of {}", sector.word())
            });
        }
        self.funds = now;
        let paid = |flow| -world.ledger.entry(flow, Sector::Agencies).0;
        let to_owners = paid(Flow::Subsidy) + paid(Flow::Tender);
        let to_wages = paid(Flow::Scouting) + paid(Flow::Courses) + paid(Flow::Outreach);
        let to_regions = paid(Flow::Grant) + to_owners + paid(Flow::ResearchCredit) + to_wages;
        let spent: f64 = world.lines.iter().map(|line| line.spent).sum();
        let elsewhere = paid(Flow::Administration) + paid(Flow::OtherGoals);
        self.equal(spent - self.spent, to_regions + elsewhere, spent, || {
            "what lines spent and agencies paid".into()
        });
        let own_research = world.ledger.entry(Flow::Research, Sector::Households).0;
        self.must(paid(Flow::ResearchCredit) <= own_research * (1.0 + 1e-9), || {
            format!("{} is paid back on own research of {own_research}", paid(Flow::ResearchCredit))
        });
        let public_money: f64 = world.regions.public_money.iter().sum();
        self.equal(public_money - self.public_money, to_regions, public_money, || {
            "public money of regions and payments".into()
        });
        let levied = world.ledger.entry(Flow::Levy, Sector::Exchequer).0;
        let rebate = -world.ledger.entry(Flow::Rebate, Sector::Exchequer).0;
        self.must((0.0..=levied * (1.0 + 1e-9)).contains(&rebate), || {
            format!("{rebate} given back of {levied}")
        });
        let taxes = world.ledger.entry(Flow::Tax, Sector::Exchequer).0;
        // owners who are firms buy from the sector that they belong to, so their purchases leave no trace in it
        self.must(taxes >= -1e-9, || format!("taxes of {taxes}"));
        let kept: f64 = world.missions.iter().map(|mission| mission.purse.levies.present_value).sum();
        let most = world.levy_revenue * (1.0 + 1e-9) + 1e-9;
        self.must((-1e-9..=most).contains(&kept), || format!("{kept} kept of levies"));
        self.equal(world.levy_revenue - self.levy_revenue, levied, world.levy_revenue, || {
            "levy revenue".into()
        });
        (self.spent, self.public_money, self.levy_revenue) = (spent, public_money, world.levy_revenue);
    }

    fn lines(&mut self, world: &World) {
        for (place, line) in self.policy.lines.iter().enumerate() {
            let account = &world.lines[place];
            let name = format!("line {} ({})", line.name, CATALOGUE[line.kind].name);
            let scale = account.promised;
            let disposed = account.spent + account.returned + account.balance;
            self.equal(account.promised, disposed, scale, || format!("promised and disposed of, {name}"));
            self.equal(account.committed, account.spent + account.open, scale, || {
                format!("committed, and spent or open, {name}")
            });
            let mine = world.projects.all.iter().filter(|project| project.line.index() == place);
            let tied: f64 = mine.clone().map(|project| project.from_donor.committed).sum();
            let promised = account
                .donor
                .as_ref()
                .map_or([0.0; 4], |d| [d.promised, d.in_hand, d.lapsed, d.paid_at_once]);
            self.must(promised[1] >= -1e-6 - 1e-10 * promised[0], || {
                format!("its donor gave more than it had in its year: {} are left, {name}", promised[1])
            });
            let used = tied + promised[1] + promised[2] + promised[3];
            self.equal(promised[0], used, promised[0], || {
                format!("what its donor promised, and tied, paid, has in hand or let lapse, {name}")
            });
            let open: f64 = mine.map(missionmix::world::projects::Project::open).sum();
            self.equal(account.open, open, scale, || format!("open commitments and projects, {name}"));
            let least = account.open.min(account.balance - account.open).min(account.balance);
            self.must(least >= -1e-6 - 1e-10 * scale, || format!("cover {least} of {name}"));
            let most = self.most_promised(line, world.step);
            self.must(account.promised <= most + 1e-6 + 1e-10 * scale, || {
                format!("promised {} and at most {most}, {name}", account.promised)
            });
            for (region, awarded) in account.awarded.iter().enumerate() {
                let admitted = acts_in(line, region);
                self.must(admitted || *awarded == 0.0, || {
                    format!("{awarded} in region {region}, where it does not act, {name}")
                });
            }
        }
        for region in 0..world.regions.len() {
            let somebody =
                self.policy.lines.iter().any(|line| CATALOGUE[line.kind].spends() && acts_in(line, region));
            let money = world.regions.public_money[region];
            self.must(somebody || money == 0.0, || format!("{money} in region {region}, where nothing acts"));
        }
    }

    /// What a line may have promised by now: its budget for every quarter in force, to the end of its year.
    fn most_promised(&self, line: &Line, steps: usize) -> f64 {
        let terms = &line.terms;
        let quarter_of_year = |date: missionmix::calendar::Quarter| date.since(terms.from).rem_euclid(4);
        let last = self.scenario.horizon.date_of(steps - 1);
        let end_of_year = last.plus(3 - quarter_of_year(last));
        let quarters = end_of_year.since(self.scenario.horizon.start) + 1;
        (0..quarters)
            .map(|quarter| self.scenario.horizon.start.plus(quarter))
            .filter(|date| terms.runs_on(*date))
            .map(|date| terms.budget.0 / 4.0 * terms.ramp_on(date))
            .sum()
    }

    fn projects(&mut self, world: &World) {
        let mut own_part = vec![0.0; world.firms.len()];
        let mut displaced = own_part.clone();
        let mut awards = vec![0_u16; world.firms.len() + world.bodies.len()];
        let mut active = vec![false; world.projects.all.len()];
        for &place in &world.projects.active {
            let twice = std::mem::replace(&mut active[place as usize], true);
            self.must(!twice, || format!("project {place} is active twice"));
        }
        let at_once = world.lines.iter().filter_map(|line| line.donor.as_ref()).map(|d| d.paid_at_once);
        let (mut paid, mut by_partners, mut by_donors) = (0.0, 0.0, at_once.sum());
        let (mut fates, mut by_stage) = ([0_u32; Fate::COUNT], [0.0; Stage::COUNT]);
        for (place, project) in world.projects.all.iter().enumerate() {
            let (at_work, region) = (project.fate == Fate::Running, project.region.index());
            let line = &self.policy.lines[project.line.index()];
            paid += project.paid;
            fates[project.fate as usize] += u32::from(project.solution.is_some());
            by_stage[project.stage as usize] += project.paid;
            by_partners += project.from_partners.paid;
            by_donors += project.from_donor.paid;
            let tied = [project.from_partners, project.from_donor];
            let is_tied = tied.iter().all(|tied| {
                within([tied.paid], 0.0, tied.committed) && (!project.fate.sets_free() || tied.open() == 0.0)
            });
            self.must(is_tied, || format!("money tied to project {place}: {tied:?}"));
            let sound = (-1e-9..=project.grant * (1.0 + 1e-9) + 1e-9).contains(&project.paid)
                && project.progress >= 0.0
                && (project.progress < 1.0 || !at_work)
                && project.since >= project.start
                && project.since < world.step
                && (at_work || project.fate == Fate::OnTrial || project.open() > 0.0) == active[place]
                && acts_in(line, region)
                && project.solution.is_none_or(|solution| {
                    line.terms.supports(solution)
                        && world.solutions.traits[solution.index()].mission == line.terms.mission
                })
                && (project.solution.is_some()
                    || matches!(project.fate, Fate::Running | Fate::Succeeded | Fate::Abandoned));
            let (lead, home) = match project.lead {
                Lead::Firm(id) => (id.index(), world.firms.region[id.index()]),
                Lead::Body(id) => (world.firms.len() + id.index(), world.bodies.region[id.index()]),
            };
            self.must(sound && usize::from(home) == region, || format!("project {place}: {project:?}"));
            // what a firm won that stood here before is forgotten
            let is_there = match project.lead {
                Lead::Firm(id) => world.firms.was_there(id.index(), project.start),
                Lead::Body(_) => true,
            };
            awards[lead] += u16::from(is_there && project.solution.is_some());
            if let (Lead::Firm(id), true) = (project.lead, at_work) {
                own_part[id.index()] += project.own_part;
                displaced[id.index()] += project.displaced;
            }
        }
        self.equal(paid, self.flowed[Flow::Grant as usize], paid, || "grants paid and projects".into());
        let counted = Fate::ALL.map(|fate| world.projects.count(fate));
        self.must(counted == fates, || format!("fates of projects: {counted:?} and {fates:?}"));
        for stage in Stage::ALL {
            let (booked, paid) = (world.projects.paid(stage).0, by_stage[stage as usize]);
            self.equal(booked, paid, paid, || format!("money paid to projects: {}", stage.word()));
        }
        for (flow, paid) in [(Flow::CoFunding, by_partners), (Flow::Donation, by_donors)] {
            self.equal(paid, self.flowed[flow as usize], paid, || format!("{flow:?} and projects"));
        }
        for firm in 0..world.firms.len() {
            let firms = &world.firms;
            self.equal(firms.own_part[firm], own_part[firm], own_part[firm], || {
                format!("parts of firm {firm}")
            });
            self.equal(firms.displaced[firm], displaced[firm], displaced[firm], || {
                format!("what projects of firm {firm} replace")
            });
        }
        let counted: Vec<u16> = world.firms.awards.iter().chain(&world.bodies.awards).copied().collect();
        self.must(counted == awards, || "awards of leads and their projects".into());
    }

    fn owners(&mut self, world: &World, mission: &Mission) {
        let (regions, goods) = (world.regions.len(), mission.traits.solutions.len() + 1);
        let total: f64 = mission.traits.units.iter().sum();
        let mut units_by_good = vec![0.0; goods];
        let mut incumbents = vec![0.0; regions];
        for kind in OwnerKind::ALL {
            let stock = &mission.stocks[kind as usize];
            let mut counts = vec![vec![0_u32; goods]; regions];
            for (owner, &good) in stock.owned.iter().enumerate() {
                let region = usize::from(world.owner_regions(kind)[owner]);
                counts[region][usize::from(good)] += 1;
                units_by_good[usize::from(good)] += stock.traits.units[region];
                incumbents[region] += if good == 0 { stock.traits.units[region] } else { 0.0 };
            }
            let kept: Vec<Vec<u32>> = stock.counts.rows().map(<[u32]>::to_vec).collect();
            self.must(kept == counts, || format!("the counts of owners ({})", kind.word()));
            let late = stock.due.iter().filter(|due| usize::from(**due) < world.step).count();
            self.must(late == 0, || format!("{late} owners ({}) whose time is over", kind.word()));
        }
        for (good, units) in units_by_good.iter().enumerate() {
            let kept = mission.units_by_good[good];
            self.equal(*units, kept, total, || format!("units of good {good}"));
        }
        self.equal(units_by_good.iter().sum(), total, total, || "all units".into());
        for (region, units) in incumbents.iter().enumerate() {
            let uptake = 1.0 - units / mission.traits.units[region];
            self.equal(mission.uptake[region], uptake, 1.0, || format!("uptake of region {region}"));
        }
        let stock = &mission.stocks[OwnerKind::Household as usize];
        let contacts = &world.households.people.contacts;
        // without a share of the problem households own nothing
        for household in 0..stock.len() {
            let mut using = vec![0_u32; goods];
            for contact in contacts.of(household) {
                using[usize::from(stock.owned[*contact as usize])] += 1;
            }
            let kept: Vec<u32> =
                stock.contacts_using.row(household).iter().map(|using| u32::from(*using)).collect();
            self.must(kept == using[1..], || {
                format!("contacts of household {household}: {kept:?} and {:?}", &using[1..])
            });
        }
    }

    fn bounds(&mut self, world: &World) {
        let regions = &world.regions;
        let mut sound = within(regions.capacity.iter().copied(), 0.0, 1.0);
        sound &= within(world.solutions.readiness.iter().copied(), 1.0, 9.0);
        sound &= within(world.solutions.adaptation.cells().iter().map(|a| f64::from(*a)), 0.0, 1.0);
        for (mission, support) in world.missions.iter().zip(&world.households.support) {
            let trained = mission.trained.iter().zip(&mission.installers);
            sound &= trained.into_iter().all(|(trained, all)| (0.0..=all * (1.0 + 1e-9)).contains(trained));
            sound &= mission.cohorts.iter().all(|cohort| cohort.ready >= world.step && cohort.units > 0.0);
            sound &= within(support.iter().map(|s| f64::from(*s)), -1.0, 1.0);
            sound &= within(mission.removed.iter().copied(), 0.0, 1.0);
            sound &= within([mission.removed_total()], 0.0, 1.0);
        }
        self.must(sound, || "a share, an index or a level is out of its bounds".into());
        for region in 0..regions.len() {
            let shares: f64 = world.firms.market_share[world.firms.of_region(region)].iter().sum();
            self.equal(shares, 1.0, 1.0, || format!("market shares of region {region}"));
        }
    }
}

fn within(values: impl IntoIterator<Item = f64>, low: f64, high: f64) -> bool {
    values.into_iter().all(|value| (low - 1e-9..=high + 1e-9).contains(&value))
}

fn acts_in(line: &Line, region: usize) -> bool {
    line.terms.regions.as_ref().is_none_or(|regions| regions.iter().any(|id| id.index() == region))
}

/// Funds of all sectors, summed from the accounts of their members.
fn funds(world: &World) -> [f64; Sector::ALL.len()] {
    let mut funds = [0.0; Sector::ALL.len()];
    funds[Sector::Partners as usize] = world.ledger.partners;
    funds[Sector::Donors as usize] = world.ledger.donors;
    funds[Sector::Exchequer as usize] = world.ledger.exchequer;
    funds[Sector::World as usize] = world.ledger.world;
    for line in &world.lines {
        funds[Sector::Agencies as usize] += line.balance;
    }
    for firm in &world.firms.funds {
        funds[Sector::Firms as usize] += firm;
    }
    for body in &world.bodies.funds {
        funds[Sector::Bodies as usize] += body;
    }
    for account in &world.regions.household_account {
        funds[Sector::Households as usize] += account;
    }
    funds
}
