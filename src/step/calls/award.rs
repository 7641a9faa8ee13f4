//! Award: whose projects start, in what order, until the money is gone.
//!
//! Told in section 7.7 of docs/odd.md.

use super::super::credits::eagerness_of;
use super::super::pace::speed;
use super::super::staff::administer;
use super::super::{Setting, conditions, staff};
use super::{Application, cofunding, partners};
use crate::chance::Purpose;
use crate::ids::RegionId;
use crate::numeric::ln;
use crate::policy::governance::Selection;
use crate::units::Money;
use crate::world::World;
use crate::world::applications::{LeadKind, Merit};
use crate::world::lines::FIRST_CHANCE;
use crate::world::offers::{Call, Size, Work};
use crate::world::projects::{Fate, Lead, Project};

/// Makes the awards: by rank, by what regions are entitled to, by what the portfolio lacks. What costs more than
/// is left is passed over.
pub(super) fn make(world: &mut World, setting: Setting, applications: &mut Vec<Application>, call: &Call) {
    let read = applications.len();
    let (mut awarded, mut left) = (0, call.money);
    while let Some((next, is_negotiated)) = next(world, setting, call, applications, awarded) {
        let application = applications.remove(next);
        let cost = application.grant(call) + setting.scenario.parameters.calls.administration.0;
        let is_paid_for = cost <= left.min(world.lines[call.line.index()].available());
        if is_paid_for && cofunding::is_together(world, setting, call, &application) {
            start(world, setting, call, &application, is_negotiated);
            left -= cost;
            awarded += 1;
        }
    }
    // what people hear of their chances: half of it is news, and without any they hope as at first
    let seen = if read > 0 { awarded as f64 / read as f64 } else { FIRST_CHANCE };
    let heard = &mut world.lines[call.line.index()].success_rate;
    *heard += (seen - *heard) / 2.0;
}

/// The application that comes next, if any, and whether it is negotiated: by the selection of the policy. Where every
/// second award is negotiated and the portfolio lacks nothing that is proposed, the best score comes next.
fn next(
    world: &World,
    setting: Setting,
    call: &Call,
    applications: &[Application],
    awarded: usize,
) -> Option<(usize, bool)> {
    let capture = setting.scenario.parameters.calls.capture.0;
    let find = |is_negotiated| {
        let favour = if is_negotiated { capture } else { 0.0 };
        first(world, call, applications, (is_negotiated, favour)).map(|place| (place, is_negotiated))
    };
    match setting.policy.governance.selection {
        Selection::Competitive => find(false),
        Selection::Negotiated => find(true),
        Selection::Mixed if awarded.is_multiple_of(2) => find(false),
        Selection::Mixed => find(true).or_else(|| find(false)),
    }
}

/// The first application: of the region that is furthest below its claim, where there are claims; of the solution that
/// the portfolio lacks most, where it is negotiated; then the best score, or the best in favour with the negotiators.
/// Negotiation funds nothing of which the portfolio has enough.
fn first(
    world: &World,
    call: &Call,
    applications: &[Application],
    (is_negotiated, favour): (bool, f64),
) -> Option<usize> {
    let line = &world.lines[call.line.index()];
    let claim = |application: &Application| {
        if call.envelope { line.entitled[application.region] - line.awarded[application.region] } else { 0.0 }
    };
    let lacks = lacks(world, call, is_negotiated);
    let mut best: Option<(usize, (f64, f64, f64))> = None;
    for (place, application) in applications.iter().enumerate().rev() {
        let standing = if favour > 0.0 { in_favour(world, application, favour) } else { 0.0 };
        let mark = (claim(application), lacks[application.solution.index()], standing);
        let is_due = (!call.envelope || mark.0 > 0.0) && (!is_negotiated || mark.1 > 0.0);
        // from the best score on
        if is_due && best.is_none_or(|(_, most)| mark > most) {
            best = Some((place, mark));
        }
    }
    best.map(|(place, _)| place)
}

/// What an application stands for with negotiators who favour whom they know: `score + favour ln(1 + awards)`.
fn in_favour(world: &World, application: &Application, favour: f64) -> f64 {
    let merit = Merit::of(application.lead, &world.firms, &world.bodies);
    application.score + favour * ln(1.0 + f64::from(merit.awards))
}

/// By solution: what its weight in the portfolio would give it beyond what it got, M EUR; nought for all where
/// nobody negotiates.
fn lacks(world: &World, call: &Call, is_negotiated: bool) -> Vec<f64> {
    let agency = &world.agencies[call.agency.index()];
    if !is_negotiated {
        return vec![0.0; agency.funded.len()];
    }
    let mission = &world.missions[call.mission.index()].traits.solutions;
    let all: f64 = mission.iter().map(|id| agency.funded[id.index()]).sum::<f64>() + call.money;
    agency.weights.iter().zip(&agency.funded).map(|(weight, funded)| weight * all - funded).collect()
}

/// Starts a project that the line can pay for.
fn start(world: &mut World, setting: Setting, call: &Call, application: &Application, is_negotiated: bool) {
    let (region, Size { cost, quarters }) = (application.region, application.size);
    let grant = Money(application.grant(call));
    let administration = setting.scenario.parameters.calls.administration;
    let line = &mut world.lines[call.line.index()];
    line.commit(grant);
    line.awarded[region] += grant.0;
    let solutions = &world.missions[call.mission.index()].traits.solutions;
    world.agencies[call.agency.index()].fund(application.solution, solutions, grant);
    let merit = Merit::of(application.lead, &world.firms, &world.bodies);
    let kind = LeadKind::of(application.lead, &world.firms);
    world.applications.award(application.lead, region, kind, merit);
    administer(world, call.line, administration, Some(region));
    staff::ask(world, call.line, staff::hours_of(setting, administration), Some(region));
    if is_negotiated {
        let hours = setting.scenario.parameters.agencies.staff.negotiation.0;
        staff::charge(world, setting, call.line, hours, Some(region));
    }
    // work that goes slowly is paid for slowly
    let slow = quarters / speed(world, setting, call.line, region);
    let support = application.support(call);
    let own_part = (cost - support + conditions::surcharge(setting, call.conditions) * cost) / slow;
    let joined = partners::convene(world, setting, (call, application), own_part * slow);
    let (partner_part, delay) = joined.map_or((0.0, 1.0), |joined| (joined.carried * own_part, joined.delay));
    let own_part = own_part - partner_part;
    let (own_left, partner_left) = (own_part * slow, partner_part * slow);
    let [from_partners, from_donor] = cofunding::tie(world, call, support);
    conditions::owe(world, call.conditions, application.lead, support);
    let displaced = take_on(world, setting, call, application, (own_part, slow));
    world.projects.start(Project {
        line: call.line,
        agency: call.agency,
        solution: Some(application.solution),
        stage: application.stage,
        question: call.question,
        phase: call.phase,
        lead: application.lead,
        partner: joined.map(|joined| joined.partner),
        region: RegionId::new(region),
        grant: grant.0,
        paid: 0.0,
        from_partners,
        from_donor,
        conditions: call.conditions,
        cost,
        own_part,
        own_left,
        partner_part,
        partner_left,
        displaced,
        start: world.step,
        planned: quarters * delay,
        progress: 0.0,
        is_scaled: false,
        fate: Fate::Running,
        since: world.step,
    });
}

/// The lead takes the project on: its award, its own part, and the research of its own that it leaves, which is
/// given back, M EUR a quarter.
fn take_on(
    world: &mut World,
    setting: Setting,
    call: &Call,
    application: &Application,
    (own_part, quarters): (f64, f64),
) -> f64 {
    let Lead::Firm(id) = application.lead else {
        if let Lead::Body(id) = application.lead {
            world.bodies.awards[id.index()] += 1;
        }
        return 0.0;
    };
    let firm = id.index();
    let mut displaced = 0.0;
    if call.work == Work::Research {
        let replaced = displaced_research(world, setting, call.question, firm);
        displaced = replaced * application.size.cost / quarters;
    }
    world.firms.awards[firm] += 1;
    world.firms.own_part[firm] += own_part;
    world.firms.displaced[firm] += displaced;
    displaced
}

/// Share of a project that replaces own research: all of it when the firm would have paid for this rung of
/// its ladder of ideas itself, nothing otherwise.
fn displaced_research(world: &World, setting: Setting, question: usize, firm: usize) -> f64 {
    let firms = &world.firms;
    let wish = firms.intensity[firm] * firms.sales[firm];
    let region = usize::from(firms.region[firm]);
    let place = (region, world.regions.capacity[region]);
    let eager = eagerness_of(setting, &world.offers, place, firms.number[firm]);
    let would_spend = (eager * wish).min(firms.funds[firm].max(0.0));
    let luck = setting.streams.luck(Purpose::Rung, world.step).uniform(firms.number[firm], question);
    let rung = luck * setting.scenario.parameters.calls.ladder.0 * wish;
    if rung < would_spend { 1.0 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{FirmId, SolutionId};
    use crate::units::Money;
    use crate::world::firms::Firms;
    use crate::world::projects::Stage;

    #[test]
    fn who_won_before_is_in_favour_beyond_the_score() {
        let firms = Firms { talent: vec![1.0, 0.0], awards: vec![0, 3], ..Firms::default() };
        let world = World { firms, ..World::default() };
        let of = |firm, favour| {
            let application = Application {
                lead: Lead::Firm(FirmId::new(firm)),
                region: 0,
                solution: SolutionId::new(0),
                stage: Stage::Develop,
                size: Size { cost: 1.0, quarters: 4.0 },
                effort: Money(0.0),
                lot: 0,
                score: [1.0, 0.2][firm],
            };
            in_favour(&world, &application, favour)
        };
        // 0.2 + ln 4 = 1.586 against 1, who never won; half of that is not enough
        assert!((of(1, 1.0) - 1.586_294_361_119_890_6).abs() < 1e-12);
        assert_eq!(of(0, 1.0), 1.0);
        assert!(of(1, 0.5) < of(0, 0.5));
    }
}
