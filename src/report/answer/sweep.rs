//! What the points of a sweep say: where each policy reaches most and least, and which is ahead where.

use super::{listed, named};
use crate::outcomes::REMOVED;
use crate::report::words::{count, percent, short};
use crate::studies::rows::Subject;
use crate::studies::tally::Tally;
use crate::studies::walk::Witness;

/// What was found at each point, by mission and policy.
#[derive(Debug, Default)]
pub struct Points {
    missions: Vec<Vec<Vec<Found>>>,
}

/// What was found of a policy at a point.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    /// The chance of reaching the target.
    pub chance: f64,
    /// The mean share of the problem removed.
    pub removed: f64,
}

impl Witness for Points {
    fn case(&mut self, _: Subject, tally: &Tally) {
        let survey = tally.survey();
        self.missions.resize_with(survey.missions(), Vec::new);
        for (mission, policies) in self.missions.iter_mut().enumerate() {
            policies.resize_with(tally.policies(), Vec::new);
            for (policy, points) in policies.iter_mut().enumerate() {
                let chance = tally.probability(policy, mission).map_or(f64::NAN, |(share, _)| share);
                let removed = survey.column(REMOVED, Some(mission));
                let mean = |column| tally.distribution(policy, column).moments().mean();
                points.push(Found { chance, removed: removed.map_or(f64::NAN, mean) });
            }
        }
    }
}

impl Points {
    /// What was found of a mission: by policy and point.
    pub fn of(&self, mission: usize) -> &[Vec<Found>] {
        self.missions.get(mission).map_or(&[], Vec::as_slice)
    }

    /// What it says of a mission.
    pub fn sentences(&self, subject: Subject, mission: usize) -> Vec<String> {
        let policies = self.of(mission);
        let number = count(subject.plan.cases.len() as u64, "point");
        let ranges = policies.iter().enumerate().filter_map(|(policy, points)| {
            let chances = || points.iter().enumerate().filter(|(_, found)| found.chance.is_finite());
            let by_chance = |a: &(usize, &Found), b: &(usize, &Found)| a.1.chance.total_cmp(&b.1.chance);
            let (lowest, least) = chances().min_by(by_chance)?;
            let (highest, most) = chances().max_by(by_chance)?;
            let name = named(subject.name(policy));
            if least.chance == most.chance {
                return Some(format!("{name}: P(target) is {} at all {number}.", percent(least.chance)));
            }
            Some(format!(
                "{name}: P(target) lies between {} ({}) and {} ({}) over {number}.",
                percent(least.chance),
                setting(subject, lowest),
                percent(most.chance),
                setting(subject, highest)
            ))
        });
        ranges.chain(leads(subject, policies)).collect()
    }
}

/// At how many points each policy removes most on the mean; nothing of one policy.
fn leads(subject: Subject, policies: &[Vec<Found>]) -> Option<String> {
    let points = policies.first()?.len();
    if policies.len() < 2 {
        return None;
    }
    let mut wins = vec![0_u64; policies.len()];
    for point in 0..points {
        let removed: Vec<f64> = policies.iter().map(|points| points[point].removed).collect();
        let most = removed.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let mut best = (0..removed.len()).filter(|policy| removed[*policy] >= most);
        if let (Some(winner), None) = (best.next(), best.next()) {
            wins[winner] += 1;
        }
    }
    let won: Vec<String> = (0..wins.len())
        .filter(|policy| wins[*policy] > 0)
        .map(|policy| format!("{} at {}", named(subject.name(policy)), wins[policy]))
        .collect();
    let won = if won.is_empty() { "no policy alone at any".to_owned() } else { listed(&won) };
    let replicates = count(subject.plan.replicates, "replicate");
    Some(format!(
        "By the mean over {replicates} the largest share of the problem is removed by {won}, of {}; means that lie close to each \
         other can change places with other luck.",
        count(points as u64, &subject.plan.case_word)
    ))
}

/// What is varied, as a point has it.
pub fn setting(subject: Subject, point: usize) -> String {
    let plan = subject.plan;
    let values = plan.varied.iter().zip(&plan.cases[point].values);
    let values = values.map(|(parameter, value)| format!("{parameter} = {}", shown(value)));
    values.collect::<Vec<_>>().join(", ")
}

/// A value as people read it.
pub fn shown(value: &str) -> String {
    value.parse::<f64>().map_or_else(
        |_| value.to_owned(),
        |number| {
            let text = number.to_string();
            if text.len() <= 6 { text } else { short(number) }
        },
    )
}
