//! Which policy is best, if the replicates carry it; and whether policies that are compared cost the same.

use crate::outcomes::REACHED;
use crate::report::words::{percent, short};
use crate::studies::rows::Subject;
use crate::studies::tally::Tally;

/// A ranking is announced only when a policy is best in at least this share of replicates ...
const BEST: f64 = 0.8;
/// ... and when the interval of what it is ahead in reaching the target lies above this, percentage points.
const CLEAR: f64 = 3.0;
/// Policies whose public costs differ by more than this are not at equal cost.
pub const EQUAL_COST: f64 = 0.02;
/// What policies are brought to the same level of.
pub const NET: &str = "net_public_cost";

/// Which policy is best for a mission; that none can be called so where the replicates don't carry it. Nothing of one policy.
pub fn ranking(subject: Subject, tally: &Tally, mission: usize) -> Option<String> {
    let policies = tally.policies();
    if policies < 2 {
        return None;
    }
    let leader = (0..policies).find(|policy| tally.best(*policy, mission) >= BEST);
    let ahead = leader.and_then(|leader| {
        let column = tally.survey().column(REACHED, Some(mission))?;
        let rivals = (0..policies).filter(|policy| *policy != leader);
        let leads: Option<Vec<f64>> =
            rivals.map(|rival| Some(tally.pair(leader, rival, column)?.interval().low * 100.0)).collect();
        let least = leads?.into_iter().reduce(f64::min)?;
        (least > CLEAR).then_some((leader, least))
    });
    Some(match ahead {
        Some((leader, least)) => format!(
            "`{}` is best: it removes more of the problem than any other in {} of the replicates, and its lead in P(target) \
             is at least {} points (lower end of the 95 % interval).",
            subject.name(leader),
            percent(tally.best(leader, mission)),
            short(least),
        ),
        None => format!(
            "These replicates carry no ranking: no policy removes more of the problem than any other in {} of them while \
             its lead in P(target) is clearly above {CLEAR} points.",
            percent(BEST),
        ),
    })
}

/// A warning when the policies that are compared, the baseline aside, don't cost the same.
pub fn unequal_cost(subject: Subject, tally: &Tally) -> Option<String> {
    let column = tally.survey().column(NET, None)?;
    let costs = (0..tally.policies())
        .filter(|policy| Some(*policy) != tally.baseline)
        .map(|policy| (tally.distribution(policy, column).moments().mean(), policy));
    let costs: Vec<(f64, usize)> = costs.filter(|(cost, _)| cost.is_finite()).collect();
    let (least, cheapest) = costs.iter().copied().min_by(|a, b| a.0.total_cmp(&b.0))?;
    let (most, dearest) = costs.iter().copied().max_by(|a, b| a.0.total_cmp(&b.0))?;
    (most - least > EQUAL_COST * most).then(|| {
        format!(
            "Not at equal public cost: `{}` costs {} less than `{}`; `--equalise` scales budgets to one cost.",
            subject.name(cheapest),
            percent((most - least) / most),
            subject.name(dearest)
        )
    })
}
