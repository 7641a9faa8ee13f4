//! **Calls**: firms and public bodies apply where the expected gain exceeds the cost, reviewers rank with
//! noise, and awards are made by rank until the money is gone; under envelopes the region that is furthest
//! below what it is entitled to comes first.
//!
//! Reads: offers, talent, track records, knowledge, funds. Writes: projects, commitments, success rates.
//!
//! Score = quality + track record + noise, the variance of one reviewer's noise 2.85 times that of quality.
//! Only a sample of fixed size for each award is read, so the number of agents does not decide who wins.

use super::credits::eagerness;
use super::programmes::administer;
use super::projects::speed;
use super::{Desk, Setting, commissions};
use crate::chance::Purpose;
use crate::ids::{BodyId, FirmId, RegionId, SolutionId};
use crate::numeric::{ln, normal_quantile};
use crate::units::Money;
use crate::world::World;
use crate::world::firms::SizeClass;
use crate::world::ledger::{Flow, Sector};
use crate::world::lines::FIRST_CHANCE;
use crate::world::offers::{Call, Work};
use crate::world::projects::{Fate, Lead, Project, Stage};

/// Room for the applications of one call.
#[derive(Debug, Default)]
pub(super) struct Room {
    applications: Vec<Application>,
}

/// One application to a call.
#[derive(Clone, Copy, Debug)]
struct Application {
    lead: Lead,
    region: usize,
    solution: SolutionId,
    stage: Stage,
    /// What it costs to write it.
    effort: Money,
    /// Decides whether it belongs to the sample that is read.
    lot: u64,
    score: f64,
}

pub(super) fn select(world: &mut World, setting: Setting, desk: &mut Desk) {
    let calls = std::mem::take(&mut world.offers.calls);
    for call in &calls {
        let grant = call.intensity * call.project_cost;
        let administration = setting.scenario.parameters.calls.administration.0;
        let places = (call.money / (grant + administration)).floor();
        if places >= 1.0 {
            gather(world, setting, desk, call);
            let sample = (setting.scenario.parameters.calls.applicants.0 * places) as usize;
            draw_sample(&mut desk.calls.applications, sample);
            review(world, setting, desk, call);
            award(world, setting, desk, call, places as usize);
        }
    }
    world.offers.calls = calls;
    start_capacity_work(world, setting);
    commissions::start(world, setting);
}

/// All who apply: they can propose something, can carry their part, and expect to gain.
fn gather(world: &World, setting: Setting, desk: &mut Desk, call: &Call) {
    let applications = &mut desk.calls.applications;
    applications.clear();
    let parameters = &setting.scenario.parameters.calls;
    let luck = setting.streams.luck(Purpose::Apply, world.step);
    let lot = |lead: usize| luck.bits(lead, call.question);
    let grant = call.intensity * call.project_cost;
    let gain = world.lines[call.line.index()].success_rate * parameters.private_value.0 * grant;
    let admitted = admitted(world, call);
    for firm in 0..world.firms.len() {
        let region = usize::from(world.firms.region[firm]);
        let effort = parameters.applying_cost * applying_weight(world.firms.sales[firm] * 4.0);
        if !admitted[region] || gain <= effort.0 || !can_carry(world, setting, call, firm) {
            continue;
        }
        if let Some((solution, stage)) = proposal_of_firm(world, call, firm) {
            let lead = Lead::Firm(FirmId::new(firm));
            let lot = lot(firm);
            applications.push(Application { lead, region, solution, stage, effort, lot, score: 0.0 });
        }
    }
    if call.bodies && gain > parameters.applying_cost.0 {
        let first = world.firms.len();
        for body in 0..world.bodies.len() {
            let region = usize::from(world.bodies.region[body]);
            let own_part = call.project_cost - grant;
            if !admitted[region] || world.bodies.funds[body] < own_part {
                continue;
            }
            if let Some((solution, stage)) = proposal_of_body(world, call, region) {
                let lead = Lead::Body(BodyId::new(body));
                applications.push(Application {
                    lead,
                    region,
                    solution,
                    stage,
                    effort: parameters.applying_cost,
                    lot: lot(first + body),
                    score: 0.0,
                });
            }
        }
    }
}

/// Large firms have people who write applications: what one costs falls with size [A].
fn applying_weight(turnover: f64) -> f64 {
    match SizeClass::of_turnover(turnover) {
        SizeClass::Micro => 2.0,
        SizeClass::Small => 1.5,
        SizeClass::Medium => 1.0,
        SizeClass::Large => 0.75,
    }
}

fn admitted(world: &World, call: &Call) -> Vec<bool> {
    let Some(regions) = &call.regions else { return vec![true; world.regions.len()] };
    let mut admitted = vec![false; world.regions.len()];
    for region in regions {
        admitted[region.index()] = true;
    }
    admitted
}

/// Whether a firm can pay its own part beside what it carries already.
fn can_carry(world: &World, setting: Setting, call: &Call, firm: usize) -> bool {
    let firms = &world.firms;
    let own_part = (1.0 - call.intensity) * call.project_cost / call.project_quarters;
    let most = setting.scenario.parameters.calls.largest_project.0 * firms.sales[firm];
    firms.own_part[firm] + own_part <= most && firms.funds[firm] >= 4.0 * own_part
}

/// A firm proposes the solution on which it works, else the one that it knows best.
fn proposal_of_firm(world: &World, call: &Call, firm: usize) -> Option<(SolutionId, Stage)> {
    let fits = |id: &SolutionId| call.work.stage(world.solutions.readiness[id.index()]);
    if let Some(working) = world.firms.solution(firm) {
        let id = call.solutions.iter().find(|id| id.index() == working)?;
        return fits(id).map(|stage| (*id, stage));
    }
    let known = world.firms.knowledge.row(firm);
    let best = call
        .solutions
        .iter()
        .filter(|id| known[id.index()] > 0.0 && fits(id).is_some())
        .max_by(|a, b| known[a.index()].total_cmp(&known[b.index()]).then(b.cmp(a)))?;
    fits(best).map(|stage| (*best, stage))
}

/// A public body proposes what fits its place best among what is least adapted to it.
fn proposal_of_body(world: &World, call: &Call, region: usize) -> Option<(SolutionId, Stage)> {
    let solutions = &world.solutions;
    let promise = |id: &SolutionId| {
        let solution = id.index();
        let native = f64::from(solutions.native_fit[(region, solution)]);
        let left = 1.0 - f64::from(solutions.adaptation[(region, solution)]);
        solutions.traits[solution].expected_potential * native * left / solutions.price[solution]
    };
    let best = call
        .solutions
        .iter()
        .filter(|id| call.work.stage(solutions.readiness[id.index()]).is_some())
        .max_by(|a, b| promise(a).total_cmp(&promise(b)).then(b.cmp(a)))?;
    call.work.stage(solutions.readiness[best.index()]).map(|stage| (*best, stage))
}

/// Keeps the applications with the lowest lots.
fn draw_sample(applications: &mut Vec<Application>, sample: usize) {
    if applications.len() > sample {
        applications.select_nth_unstable_by_key(sample, |application| {
            (application.lot, lead_number(application.lead))
        });
        applications.truncate(sample);
    }
}

fn lead_number(lead: Lead) -> (u8, usize) {
    match lead {
        Lead::Firm(id) => (0, id.index()),
        Lead::Body(id) => (1, id.index()),
    }
}

/// Reviewers score what they read, and applicants pay for having written it.
fn review(world: &mut World, setting: Setting, desk: &mut Desk, call: &Call) {
    let parameters = &setting.scenario.parameters.calls;
    let firms = world.firms.len();
    let luck = setting.streams.luck(Purpose::Review, world.step);
    let spread = (parameters.reviewer_noise.0 / parameters.reviewers as f64).sqrt();
    for application in &mut desk.calls.applications {
        let (number, talent, awards) = match application.lead {
            Lead::Firm(id) => (id.index(), world.firms.talent[id.index()], world.firms.awards[id.index()]),
            Lead::Body(id) => {
                (firms + id.index(), world.bodies.talent[id.index()], world.bodies.awards[id.index()])
            }
        };
        application.score = talent
            + parameters.track_record.0 * ln(1.0 + f64::from(awards))
            + spread * normal_quantile(luck.uniform(number, call.question));
        let (payer, funds) = match application.lead {
            Lead::Firm(id) => (Sector::Firms, &mut world.firms.funds[id.index()]),
            Lead::Body(id) => (Sector::Bodies, &mut world.bodies.funds[id.index()]),
        };
        let wages = &mut world.regions.household_account[application.region];
        world.ledger.transfer(
            Flow::ProjectWork,
            (payer, funds),
            (Sector::Households, wages),
            application.effort,
        );
    }
    desk.calls.applications.sort_unstable_by(|a, b| {
        b.score.total_cmp(&a.score).then_with(|| lead_number(a.lead).cmp(&lead_number(b.lead)))
    });
}

/// Makes the awards: by rank, or region by region where each is entitled to a part.
fn award(world: &mut World, setting: Setting, desk: &mut Desk, call: &Call, places: usize) {
    let applications = &mut desk.calls.applications;
    let read = applications.len();
    let mut awarded = 0;
    while awarded < places && !applications.is_empty() {
        let next = if call.envelope { furthest_below(world, call, applications) } else { Some(0) };
        let Some(next) = next else { break };
        let application = applications.remove(next);
        start_project(world, setting, call, &application);
        awarded += 1;
    }
    // what people hear of their chances: half of it is news, and without any they hope as at first
    let seen = if read > 0 { awarded as f64 / read as f64 } else { FIRST_CHANCE };
    let heard = &mut world.lines[call.line.index()].success_rate;
    *heard += (seen - *heard) / 2.0;
}

/// The best application of the region that is furthest below its entitlement, if one is below at all.
fn furthest_below(world: &World, call: &Call, applications: &[Application]) -> Option<usize> {
    let line = &world.lines[call.line.index()];
    let gap =
        |application: &Application| line.entitled[application.region] - line.awarded[application.region];
    let mut best: Option<(usize, f64)> = None;
    for (place, application) in applications.iter().enumerate() {
        let gap = gap(application);
        if gap > 0.0 && best.is_none_or(|(_, most)| gap > most) {
            best = Some((place, gap));
        }
    }
    best.map(|(place, _)| place)
}

fn start_project(world: &mut World, setting: Setting, call: &Call, application: &Application) {
    let region = application.region;
    let grant = Money(call.intensity * call.project_cost);
    let line = &mut world.lines[call.line.index()];
    line.commit(grant);
    line.awarded[region] += grant.0;
    administer(world, call.line, setting.scenario.parameters.calls.administration, Some(region));
    // work that goes slowly is paid for slowly
    let quarters = call.project_quarters / speed(world, setting, region);
    let own_part = (call.project_cost - grant.0) / quarters;
    let mut displaced = 0.0;
    match application.lead {
        Lead::Firm(id) => {
            let firm = id.index();
            if call.work == Work::Research {
                displaced =
                    displaced_research(world, setting, call.question, firm) * call.project_cost / quarters;
            }
            world.firms.awards[firm] += 1;
            world.firms.own_part[firm] += own_part;
            world.firms.displaced[firm] += displaced;
        }
        Lead::Body(id) => world.bodies.awards[id.index()] += 1,
    }
    open_project(
        world,
        Project {
            line: call.line,
            solution: Some(application.solution),
            stage: application.stage,
            lead: application.lead,
            region: RegionId::new(region),
            grant: grant.0,
            paid: 0.0,
            cost: call.project_cost,
            own_part,
            displaced,
            start: world.step,
            planned: call.project_quarters,
            progress: 0.0,
            fate: Fate::Running,
            since: world.step,
        },
    );
}

pub(super) fn open_project(world: &mut World, project: Project) {
    world.projects.active.push(world.projects.all.len() as u32);
    world.projects.all.push(project);
}

/// Share of a project that replaces own research: all of it when the firm would have paid for this rung of
/// its ladder of ideas itself, nothing otherwise.
fn displaced_research(world: &World, setting: Setting, question: usize, firm: usize) -> f64 {
    let firms = &world.firms;
    let wish = firms.intensity[firm] * firms.sales[firm];
    let elasticity = setting.scenario.parameters.firms.user_cost_elasticity;
    let eager = eagerness(&world.offers, elasticity, usize::from(firms.region[firm]));
    let would_spend = (eager * wish).min(firms.funds[firm].max(0.0));
    let luck = setting.streams.luck(Purpose::Rung, world.step).uniform(firm, question);
    let rung = luck * setting.scenario.parameters.calls.ladder.0 * wish;
    if rung < would_spend { 1.0 } else { 0.0 }
}

/// Quarters of one year's work on capacity. What a region learns follows its payments, and those follow what it
/// can absorb, so nothing hangs on this but the date at which the project counts as done.
const CAPACITY_WORK: f64 = 4.0;

/// Starts the work that builds the capacity of regions, led by their first public body.
fn start_capacity_work(world: &mut World, setting: Setting) {
    let offers = std::mem::take(&mut world.offers.capacity);
    let administration = setting.scenario.parameters.calls.administration;
    for offer in &offers {
        for (region, &money) in offer.money.iter().enumerate() {
            let grant = money - administration.0;
            if grant <= 0.0 {
                continue;
            }
            let line = &mut world.lines[offer.line.index()];
            line.commit(Money(grant));
            line.awarded[region] += grant;
            administer(world, offer.line, administration, Some(region));
            let project = Project {
                line: offer.line,
                solution: None,
                stage: Stage::Capacity,
                lead: Lead::Body(BodyId::new(world.bodies.starts[region] as usize)),
                region: RegionId::new(region),
                grant,
                paid: 0.0,
                cost: grant,
                own_part: 0.0,
                displaced: 0.0,
                start: world.step,
                planned: CAPACITY_WORK,
                progress: 0.0,
                fate: Fate::Running,
                since: world.step,
            };
            open_project(world, project);
        }
    }
    world.offers.capacity = offers;
}
