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
    let often = (0..policies).max_by(|one, other| {
        tally.best(*one, mission).total_cmp(&tally.best(*other, mission)).then(other.cmp(one))
    })?;
    let share = tally.best(often, mission);
    let column = tally.survey().column(REACHED, Some(mission))?;
    let rivals = (0..policies).filter(|policy| *policy != often);
    let leads: Option<Vec<f64>> =
        rivals.map(|rival| Some(tally.pair(often, rival, column)?.interval().low * 100.0)).collect();
    let least = leads.and_then(|leads| leads.into_iter().reduce(f64::min)).unwrap_or(f64::NAN);
    let name = subject.name(often);
    Some(if share >= BEST && least > CLEAR {
        format!(
            "`{name}` is best: it removes more of the problem than any other in {} of the replicates, and its lead in P(target) \
             is at least {} points (lower end of the 95 % interval).",
            percent(share),
            short(least),
        )
    } else if share >= BEST {
        format!(
            "These replicates carry no ranking: `{name}` removes more of the problem than any other in {} of them, but its lead \
             in P(target) is not clearly above {CLEAR} points.",
            percent(share),
        )
    } else {
        format!(
            "These replicates carry no ranking: no policy removes more of the problem than any other in {} of them.",
            percent(BEST),
        )
    })
}

/// The mean net public cost of each policy that has one, the baseline aside, M EUR.
pub fn costs(tally: &Tally) -> Vec<(usize, f64)> {
    let Some(column) = tally.survey().column(NET, None) else { return Vec::new() };
    let policies = (0..tally.policies()).filter(|policy| Some(*policy) != tally.baseline);
    policies
        .map(|policy| (policy, tally.distribution(policy, column).moments().mean()))
        .filter(|(_, cost)| cost.is_finite())
        .collect()
}

/// How far the least and the greatest of some costs lie apart.
#[derive(Clone, Copy, Debug)]
pub struct Gap {
    cheapest: (usize, f64),
    dearest: (usize, f64),
    /// Of the larger amount; beyond 1 where one of them is below nought.
    pub share: f64,
}

impl Gap {
    /// Between these; none of one policy, or of noughts.
    pub fn between(costs: &[(usize, f64)]) -> Option<Self> {
        let cheapest = *costs.iter().min_by(|one, other| one.1.total_cmp(&other.1))?;
        let dearest = *costs.iter().max_by(|one, other| one.1.total_cmp(&other.1))?;
        let size = cheapest.1.abs().max(dearest.1.abs());
        let share = (dearest.1 - cheapest.1) / size;
        (costs.len() > 1 && size > 0.0).then_some(Self { cheapest, dearest, share })
    }

    /// Whether that counts as equal.
    pub fn is_equal(self) -> bool {
        self.share <= EQUAL_COST
    }
}

/// A warning when the policies that are compared, the baseline aside, don't cost the same.
pub fn unequal_cost(subject: Subject, tally: &Tally) -> Option<String> {
    let gap = Gap::between(&costs(tally)).filter(|gap| !gap.is_equal())?;
    let Gap { cheapest, dearest, share } = gap;
    let less =
        if cheapest.1 < 0.0 { format!("{} M EUR", short(dearest.1 - cheapest.1)) } else { percent(share) };
    Some(format!(
        "Not at equal public cost: `{}` costs {less} less than `{}`; `--equalise` scales budgets to one cost.",
        subject.name(cheapest.0),
        subject.name(dearest.0)
    ))
}
