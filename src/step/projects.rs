//! **Projects**: work goes on, is paid as fast as the region can absorb it, fails or succeeds; what is done
//! is tried on the market.
//!
//! Reads: capacity, absorption, knowledge, fit, luck. Writes: projects, line accounts, effort, knowledge,
//! adaptation, what can be seen, local money.
//!
//! A quarter pays at most `payment_rate (payment_floor + Q)` of the open commitment and progresses by
//! `(0.5 + 0.5 A) / planned`; technical failure has the hazard `h (1.5 - skill)`. A local project adds
//! `(1 - adaptation) (1 - exp(-x / x0))`, x its money per inhabitant. Success gives; failure gives nothing.

use super::Setting;
use crate::chance::{Purpose, QUESTIONS};
use crate::ids::SolutionId;
use crate::numeric::exp;
use crate::units::{Amount, Money};
use crate::world::World;
use crate::world::ledger::{Flow, Sector};
use crate::world::projects::{Fate, Lead, Project, Stage};
use crate::world::regions::absorption;

/// Share of a grant below which the rest is paid at once [A].
const LAST_PAYMENT: f64 = 0.02;

pub(super) fn work(world: &mut World, setting: Setting) {
    world.regions.local_money.fill(0.0);
    world.regions.project_research.fill(0.0);
    if world.projects.active.is_empty() {
        return;
    }
    let luck = setting.streams.luck(Purpose::ProjectFate, world.step);
    let mut all = std::mem::take(&mut world.projects.all);
    let mut active = std::mem::take(&mut world.projects.active);
    for &place in &active {
        let project = &mut all[place as usize];
        pay(world, setting, project);
        match project.fate {
            Fate::Running => {
                let (lead, question) = address(world, project);
                progress(world, setting, project, luck.uniform(lead, question));
            }
            Fate::OnTrial => try_on_market(world, setting, project),
            Fate::Succeeded | Fate::TechnicalFailure | Fate::MarketFailure => {}
        }
    }
    active.retain(|&place| is_active(&all[place as usize]));
    world.projects.all = all;
    world.projects.active = active;
}

fn is_active(project: &Project) -> bool {
    matches!(project.fate, Fate::Running | Fate::OnTrial) || project.open() > 0.0
}

/// Where the luck of a project stands: with its lead, apart for other work and other years of its beginning.
fn address(world: &World, project: &Project) -> (usize, usize) {
    // a public body may do research on several solutions at once: each has luck of its own
    let desk = project.solution.filter(|_| project.has_open_results()).map_or(0, |id| 1 + id.index());
    let lead = match project.lead {
        Lead::Firm(id) => id.index(),
        Lead::Body(id) => world.firms.len() + desk * world.bodies.len() + id.index(),
    };
    let work = usize::from(project.stage == Stage::Demonstrate);
    (lead, (project.start / 4 * 2 + work) % QUESTIONS)
}

/// Pays what the region can absorb in a quarter; the lead spends it, with its own part, on wages.
fn pay(world: &mut World, setting: Setting, project: &mut Project) {
    let space = &setting.scenario.parameters.space;
    let region = project.region.index();
    let open = project.open();
    let mut payment =
        open * (space.payment_rate.0 * (space.payment_floor.0 + world.regions.capacity[region])).min(1.0);
    if open - payment <= LAST_PAYMENT * project.grant {
        payment = open;
    }
    let own_part = if project.fate == Fate::Running { project.own_part } else { 0.0 };
    project.paid += payment;
    let line = &mut world.lines[project.line.index()];
    line.pay_committed(Money(payment));
    world.ledger.enter(Flow::Grant, Sector::Agencies, sector_of(project.lead), Money(payment));
    world.ledger.enter(
        Flow::ProjectWork,
        sector_of(project.lead),
        Sector::Households,
        Money(payment + own_part),
    );
    // the grant passes through the lead's funds: what comes in goes out, and the own part with it
    match project.lead {
        Lead::Firm(id) => world.firms.funds[id.index()] -= own_part,
        Lead::Body(id) => world.bodies.funds[id.index()] -= own_part,
    }
    world.regions.household_account[region] += payment + own_part;
    world.regions.public_money[region] += payment;
    match project.stage {
        Stage::Explore | Stage::Develop => world.regions.project_research[region] += payment + own_part,
        Stage::Demonstrate | Stage::Capacity => world.regions.local_money[region] += payment,
    }
}

fn sector_of(lead: Lead) -> Sector {
    match lead {
        Lead::Firm(_) => Sector::Firms,
        Lead::Body(_) => Sector::Bodies,
    }
}

/// One quarter of work: it may fail, and it may be done.
fn progress(world: &mut World, setting: Setting, project: &mut Project, luck: f64) {
    let parameters = &setting.scenario.parameters;
    let region = project.region.index();
    if let Some(solution) = project.solution {
        let hazard = parameters.calls.technical_hazard.0
            * (parameters.calls.skill_offset.0 - skill(world, project, solution)).max(0.0);
        if luck < hazard {
            end(world, project, Fate::TechnicalFailure);
            return;
        }
    }
    project.progress += speed(world, setting, region) / project.planned;
    if project.progress >= 1.0 {
        match project.solution {
            Some(solution) => {
                succeed(world, setting, project, solution.index());
                end(world, project, Fate::OnTrial);
            }
            None => end(world, project, Fate::Succeeded),
        }
    }
}

/// How fast work goes in a region, as a share of full speed: `0.5 + 0.5 A`.
pub(super) fn speed(world: &World, setting: Setting, region: usize) -> f64 {
    let space = &setting.scenario.parameters.space;
    let regions = &world.regions;
    let (human_capital, capacity) = (regions.geography.human_capital[region], regions.capacity[region]);
    0.5 + 0.5 * absorption(space.absorption, space.absorption_threshold.0, human_capital, capacity)
}

/// Skill, 0 to 1: the lead's knowledge, the fit of the solution to the place, and the agency's capability.
fn skill(world: &World, project: &Project, solution: SolutionId) -> f64 {
    let solution = solution.index();
    let knowledge = match project.lead {
        Lead::Firm(id) => {
            let known = f64::from(world.firms.knowledge[(id.index(), solution)]);
            known / (known + project.cost)
        }
        Lead::Body(id) => f64::from((world.bodies.knows[id.index()] >> solution) & 1),
    };
    let mission = &world.missions[world.solutions.traits[solution].mission.index()];
    let fit = world.solutions.fit(mission.traits.context_sensitivity, project.region.index(), solution);
    (knowledge + fit + world.agency.capability) / 3.0
}

/// Ends the work: the lead is free of its part; a failure sets the rest of the commitment free.
fn end(world: &mut World, project: &mut Project, fate: Fate) {
    if let Lead::Firm(id) = project.lead {
        let firm = id.index();
        world.firms.own_part[firm] -= project.own_part;
        world.firms.displaced[firm] -= project.displaced;
    }
    if fate == Fate::TechnicalFailure {
        let line = &mut world.lines[project.line.index()];
        line.release(Money(project.open()));
        line.awarded[project.region.index()] -= project.open();
    }
    project.fate = fate;
    project.since = world.step;
}

/// What a project leaves: readiness from research; adaptation and something to be seen from a demonstration;
/// knowledge from both.
fn succeed(world: &mut World, setting: Setting, project: &Project, solution: usize) {
    let region = project.region.index();
    let money = Money::new(project.cost);
    match project.stage {
        Stage::Explore | Stage::Develop => {
            super::research::add_effort(
                world,
                setting,
                solution,
                money.0 * world.regions.real_research[region],
            );
        }
        Stage::Demonstrate => {
            let per_head = money.per_head(world.regions.geography.population[region]).0;
            let scale = setting.scenario.parameters.space.adaptation_money.0;
            let adaptation = &mut world.solutions.adaptation[(region, solution)];
            *adaptation += (1.0 - *adaptation) * (1.0 - exp(-per_head / scale)) as f32;
            world.solutions.visible[(region, solution)] += per_head as f32;
        }
        Stage::Capacity => {}
    }
    match project.lead {
        Lead::Firm(id) => world.firms.knowledge[(id.index(), solution)] += money.0 as f32,
        Lead::Body(id) => world.bodies.knows[id.index()] |= 1 << solution,
    }
    if project.has_open_results() {
        super::learning::publish(world, region, solution, money.0 * world.regions.real_research[region]);
    }
}

/// A finished project has found its market when owners around it use the solution; its time may run out.
fn try_on_market(world: &World, setting: Setting, project: &mut Project) {
    let calls = &setting.scenario.parameters.calls;
    let Some(solution) = project.solution else { return };
    let solution = solution.index();
    let traits = &world.solutions.traits[solution];
    let mission = &world.missions[traits.mission.index()];
    let region = project.region.index();
    let used = mission.units_of(region, traits.rank + 1) / mission.traits.units[region];
    if used >= calls.market_share.0 {
        project.fate = Fate::Succeeded;
        project.since = world.step;
    } else if (world.step - project.since) as f64 >= calls.trial.quarters() {
        project.fate = Fate::MarketFailure;
        project.since = world.step;
    }
}
