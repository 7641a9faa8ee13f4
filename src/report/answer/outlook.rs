//! What futures say together: luck is within them and uncertainty is between them, and the two are not mixed.

use crate::report::words::{percent, signed};
use crate::studies::futures::{Contest, Outlook};
use crate::studies::rows::Subject;

/// What all futures together say of a mission; nothing of one future.
pub fn sentences(outlook: &Outlook, subject: Subject, mission: usize) -> Vec<String> {
    if outlook.futures() < 2 {
        return Vec::new();
    }
    let policies = subject.plan.policies.len();
    let chance = |policy: usize| {
        let [least, middle, most] = outlook.probabilities(mission, policy)?.map(percent);
        let name = subject.name(policy);
        Some(format!("P(target) of {name} from {least} to {most}, in the middle future {middle}"))
    };
    let chances = (0..policies).filter_map(chance);
    let pairs = (0..policies).flat_map(|policy| (0..policy).map(move |reference| (policy, reference)));
    let contests = pairs.filter_map(|(policy, reference)| {
        let contest = outlook.contest(mission, policy, reference)?;
        Some(of_pair(&format!("{} - {}", subject.name(policy), subject.name(reference)), contest))
    });
    chances.chain(contests).collect()
}

fn of_pair(pair: &str, contest: Contest) -> String {
    let Contest { range, ahead, behind, undecided } = contest;
    let points = |share: f64| signed(share * 100.0);
    format!(
        "{pair}: {} to {} points of the problem removed; beyond Monte Carlo error ahead in {ahead}, behind in {behind}, neither \
         in {undecided}",
        points(range.low),
        points(range.high)
    )
}
