//! **Projects**: work goes on, is paid as fast as the region can absorb it, fails or succeeds; what is done
//! is tried on the market.
//!
//! Reads: capacity, absorption, knowledge, fit, luck. Writes: projects, line accounts, effort, knowledge,
//! adaptation, what can be seen, local money.
//!
//! A quarter pays at most `payment_rate (payment_floor + Q)` of the open commitment and progresses by
//! `(0.5 + 0.5 A) / planned`, slower where the region or the agency has more than it can carry; technical failure has the hazard `h (1.5 - skill)`. A local project adds
//! `(1 - adaptation) (1 - exp(-x / x0))`, x its money per inhabitant. Success gives; failure gives nothing.
//!
//! Told in section 7.8 of docs/odd.md.

mod evaluation;
mod overlap;
mod tied;

pub(super) use evaluation::report;

use super::pace::{capacity_with_help, carried, speed};
use super::{Setting, conditions, donors, staff};
use crate::chance::{Purpose, QUESTIONS};
use crate::ids::{ProjectId, SolutionId};
use crate::numeric::exp;
use crate::units::{Amount, Money, QUARTERS_PER_YEAR};
use crate::world::World;
use crate::world::ledger::{Flow, Sector};
use crate::world::projects::{Fate, Lead, Project, Stage};
use overlap::Crowd;

/// Share of a grant below which the rest is paid at once [A].
const LAST_PAYMENT: f64 = 0.02;
/// Quarters in a year.
const YEAR: usize = 4;

pub(super) fn work(world: &mut World, setting: Setting) {
    world.regions.local_money.fill(0.0);
    world.regions.project_research.fill(0.0);
    world.regions.project_pace.fill(0.0);
    if world.projects.active.is_empty() {
        return;
    }
    let luck = setting.streams.luck(Purpose::ProjectFate, world.step);
    let mut all = std::mem::take(&mut world.projects.all);
    let mut active = std::mem::take(&mut world.projects.active);
    for project in active.iter().map(|place| &all[*place as usize]).filter(|p| p.fate == Fate::Running) {
        world.regions.project_pace[project.region.index()] +=
            project.cost / project.planned * QUARTERS_PER_YEAR;
    }
    let crowd = Crowd::gather(world, active.iter().map(|place| &all[*place as usize]));
    for &place in &active {
        let project = &mut all[place as usize];
        let payment = pay(world, setting, project);
        match project.fate {
            Fate::Running => {
                let (lead, question) = address(world, project);
                staff::ask(
                    world,
                    project.line,
                    setting.scenario.parameters.agencies.staff.project.0,
                    Some(project.region.index()),
                );
                progress(world, setting, project, luck.uniform(lead, question), &crowd);
                report(world, setting, (ProjectId::new(place as usize), project), payment);
            }
            Fate::OnTrial => try_on_market(world, setting, project),
            Fate::Succeeded
            | Fate::TechnicalFailure
            | Fate::MarketFailure
            | Fate::Stopped
            | Fate::Abandoned
            | Fate::Orphaned => {}
        }
    }
    active.retain(|&place| is_active(&all[place as usize]));
    world.projects.all = all;
    world.projects.active = active;
}

/// Whether there is anything left to do or to pay.
pub(super) fn is_active(project: &Project) -> bool {
    matches!(project.fate, Fate::Running | Fate::OnTrial) || project.open() > 0.0
}

/// Where the luck of a project stands: with its lead, apart for each call and solution, and for other work and other
/// years of its beginning.
fn address(world: &World, project: &Project) -> (usize, usize) {
    let leads = world.firms.len() + world.bodies.len();
    let lead = world.number_of(project.lead);
    let solution = project.solution.map_or(0, |id| 1 + id.index());
    let work = usize::from(project.stage.is_local());
    (lead + leads * (project.question + QUESTIONS * solution), (project.start / YEAR * 2 + work) % QUESTIONS)
}

/// Pays what the region can absorb in a quarter; the lead spends it, with its own part, on wages.
fn pay(world: &mut World, setting: Setting, project: &mut Project) -> Money {
    let space = &setting.scenario.parameters.space;
    let region = project.region.index();
    let open = project.open();
    let capacity = capacity_with_help(world, setting, project.line, region);
    let mut payment = open * (space.payment_rate.0 * (space.payment_floor.0 + capacity)).min(1.0);
    if open - payment <= LAST_PAYMENT * project.grant {
        payment = open;
    }
    let is_running = project.fate == Fate::Running;
    let own_part = if is_running { pay_own_part(world, project) } else { 0.0 };
    let partner_part = if is_running { pay_partner(world, project) } else { 0.0 };
    world.projects.pay(project, Money(payment));
    let tied = tied::pay(world, project, if open > 0.0 { payment / open } else { 1.0 });
    let line = &mut world.lines[project.line.index()];
    line.pay_committed(Money(payment));
    world.ledger.enter(Flow::Grant, Sector::Agencies, sector_of(project.lead), Money(payment));
    world.ledger.enter(
        Flow::ProjectWork,
        sector_of(project.lead),
        Sector::Households,
        Money(payment + own_part + tied),
    );
    // the grant passes through the lead's funds: what comes in goes out
    world.regions.household_account[region] += payment + own_part + tied;
    world.regions.public_money[region] += payment;
    match project.stage {
        Stage::Explore | Stage::Develop => {
            world.regions.project_research[region] += payment + own_part + partner_part + tied;
        }
        Stage::Supply => {}
        Stage::Demonstrate | Stage::Scale => world.regions.local_money[region] += payment + tied,
        Stage::Capacity => {
            world.regions.local_money[region] += (payment + tied) * project.share_of_work();
        }
    }
    conditions::count_project(world, setting, project, payment + own_part + partner_part + tied);
    Money(payment + tied)
}

/// The lead pays its part of a quarter, M EUR, as long as something of it is left: then it is free of it.
fn pay_own_part(world: &mut World, project: &mut Project) -> f64 {
    let payment = project.own_part.min(project.own_left);
    project.own_left -= payment;
    match project.lead {
        Lead::Firm(id) => world.firms.funds[id.index()] -= payment,
        Lead::Body(id) => world.bodies.funds[id.index()] -= payment,
    }
    if project.own_left <= 0.0 {
        if let Lead::Firm(id) = project.lead {
            world.firms.own_part[id.index()] -= project.own_part;
        }
        project.own_part = 0.0;
    }
    payment
}

/// So does the partner, which pays people of its region.
fn pay_partner(world: &mut World, project: &mut Project) -> f64 {
    let Some(partner) = project.partner else { return 0.0 };
    let payment = project.partner_part.min(project.partner_left);
    project.partner_left -= payment;
    world.ledger.transfer(
        Flow::ProjectWork,
        (Sector::Bodies, &mut world.bodies.funds[partner.index()]),
        (Sector::Households, &mut world.regions.household_account[project.region.index()]),
        Money(payment),
    );
    payment
}

fn sector_of(lead: Lead) -> Sector {
    match lead {
        Lead::Firm(_) => Sector::Firms,
        Lead::Body(_) => Sector::Bodies,
    }
}

/// One quarter of work: it may fail, and it may be done.
fn progress(world: &mut World, setting: Setting, project: &mut Project, luck: f64, crowd: &Crowd) {
    let parameters = &setting.scenario.parameters;
    if let Some(solution) = project.solution {
        let hazard = parameters.calls.technical_hazard.0
            * (parameters.calls.skill_offset.0 - skill(world, project, solution)).max(0.0);
        if luck < hazard {
            end(world, project, Fate::TechnicalFailure);
            return;
        }
    }
    let pace = speed(world, setting, project.line, project.region.index())
        * carried(world, setting, project.region.index())
        / world.agencies[project.agency.index()].delay;
    project.progress += pace / project.planned;
    if project.progress >= 1.0 {
        match project.solution {
            Some(solution) => {
                let fresh = crowd.fresh(world, setting, project);
                world.projects.finished += project.cost;
                world.projects.in_vain += project.cost * (1.0 - fresh);
                succeed(world, setting, project, solution.index(), fresh);
                end(world, project, Fate::OnTrial);
            }
            None => end(world, project, Fate::Succeeded),
        }
    }
}

/// Skill, 0 to 1: the lead's knowledge, the fit of the solution to the place, and its agency's capability.
fn skill(world: &World, project: &Project, solution: SolutionId) -> f64 {
    let solution = solution.index();
    let knowledge = match project.lead {
        Lead::Firm(id) => {
            let known = f64::from(world.firms.knowledge[(solution, id.index())]);
            known / (known + project.cost)
        }
        Lead::Body(id) => f64::from((world.bodies.knows[id.index()] >> solution) & 1),
    };
    let joined =
        project.partner.map_or(0.0, |id| f64::from((world.bodies.knows[id.index()] >> solution) & 1));
    let mission = &world.missions[world.solutions.traits[solution].mission.index()];
    let fit = world.solutions.fit(mission.traits.context_sensitivity, project.region.index(), solution);
    (knowledge.max(joined) + fit + world.agencies[project.agency.index()].capability) / 3.0
}

/// Ends the work: the lead is free of its part; a failure or a stop sets the rest of the commitment free.
pub(super) fn end(world: &mut World, project: &mut Project, fate: Fate) {
    if let Lead::Firm(id) = project.lead {
        let firm = id.index();
        world.firms.own_part[firm] -= project.own_part;
        world.firms.displaced[firm] -= project.displaced;
    }
    tied::release(world, project, fate);
    if fate.sets_free() {
        let line = &mut world.lines[project.line.index()];
        line.release(Money(project.open()));
        if fate != Fate::TechnicalFailure {
            line.freed += project.open();
        }
        line.awarded[project.region.index()] -= project.open();
    }
    world.projects.turn(project, fate, world.step);
}

/// What a project leaves: readiness from research; adaptation and something to be seen from a demonstration;
/// knowledge from both. Only the fresh share of the work counts: what others have not done unseen.
fn succeed(world: &mut World, setting: Setting, project: &Project, solution: usize, fresh: f64) {
    let region = project.region.index();
    let money = Money::new(project.cost * fresh);
    match project.stage {
        Stage::Explore | Stage::Develop => {
            super::readiness::add_effort(
                world,
                setting,
                solution,
                money.0 * world.regions.real_research[region],
            );
        }
        Stage::Demonstrate | Stage::Scale => {
            let per_head = money.per_head(world.regions.geography.population[region]).0;
            let scale = setting.scenario.parameters.space.adaptation_money.0;
            let adaptation = &mut world.solutions.adaptation[(region, solution)];
            *adaptation += (1.0 - *adaptation) * (1.0 - exp(-per_head / scale)) as f32;
            world.solutions.visible[(region, solution)] += per_head as f32;
            donors::leave_behind(world, project, (solution, per_head));
        }
        Stage::Supply => build_supply(world, setting, project, solution, money),
        Stage::Capacity => {}
    }
    match project.lead {
        Lead::Firm(id) => world.firms.knowledge[(solution, id.index())] += money.0 as f32,
        Lead::Body(id) => world.bodies.knows[id.index()] |= 1 << solution,
    }
    if let Some(partner) = project.partner {
        world.bodies.knows[partner.index()] |= 1 << solution;
    }
    let found = money.0 * world.regions.real_research[region];
    if project.has_open_results() {
        super::learning::publish(world, region, solution, found);
    } else if project.conditions.open_knowledge > 0.0 {
        let open = project.conditions.open_knowledge * found;
        super::learning::publish(world, region, solution, open);
        world.public_value.opened += open;
    }
}

/// A firm that works on the solution can supply as much more as the money builds.
fn build_supply(world: &mut World, setting: Setting, project: &Project, solution: usize, money: Money) {
    let Lead::Firm(id) = project.lead else { return };
    if world.firms.solution(id.index()) == Some(solution) && world.firms.supply_capacity[id.index()] > 0.0 {
        let unit = setting.scenario.parameters.supply.capacity_cost.0 * world.solutions.price[solution];
        world.firms.supply_capacity[id.index()] += money.0 * 1e6 / unit / QUARTERS_PER_YEAR;
    }
}

/// A finished project has found its market when owners around it use the solution; its time may run out.
fn try_on_market(world: &mut World, setting: Setting, project: &mut Project) {
    let calls = &setting.scenario.parameters.calls;
    let Some(solution) = project.solution else { return };
    let solution = solution.index();
    let traits = &world.solutions.traits[solution];
    let mission = &world.missions[traits.mission.index()];
    let region = project.region.index();
    let used = mission.units_of(region, traits.rank + 1) / mission.traits.units[region];
    if used >= calls.market_share.0 {
        world.projects.turn(project, Fate::Succeeded, world.step);
    } else if (world.step - project.since) as f64 >= calls.trial.quarters() {
        world.projects.turn(project, Fate::MarketFailure, world.step);
    }
}
