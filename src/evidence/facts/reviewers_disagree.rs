//! F21: reviewers of proposals hardly agree.

use crate::error::Result;
use crate::evidence::laboratory::Laboratory;
use crate::evidence::{Fact, Kind, Range, Reading};
use crate::step::mechanisms::bibliography::MUTZ;
use crate::world::World;

/// The fact.
pub const FACT: Fact = Fact {
    code: "F21",
    claim: "The ratings that single reviewers gave the same of 8,329 proposals have an agreement (intraclass correlation) of 0.26.",
    asked: "`push_and_pull` under `push` with 20 awards in the first call and one reviewer a proposal: how much better the firms \
            are that are awarded than those that apply, over how much better they would be if reviewers saw quality without \
            error. Its square is the share of quality in what varies between scores, since of two normal numbers the choice by \
            one takes over the other by their correlation. 200 replicates in lots of 20.",
    sources: &[&MUTZ],
    kind: Kind::Imposed,
    unmet: None,
    is_quick: true,
    ask,
};

/// Replicates in a lot: a ratio of few awards would be biased.
const LOT: usize = 20;

/// Sums of the quality of firms that applied to the first call, and of those that it awarded, with their numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Seen {
    applied: (f64, f64),
    awarded: (f64, f64),
}

impl Seen {
    fn add(&mut self, quality: f64, is_awarded: bool) {
        self.applied = (self.applied.0 + quality, self.applied.1 + 1.0);
        if is_awarded {
            self.awarded = (self.awarded.0 + quality, self.awarded.1 + 1.0);
        }
    }

    /// How much better those are that were awarded.
    fn gain(&self) -> f64 {
        self.awarded.0 / self.awarded.1 - self.applied.0 / self.applied.1
    }
}

fn ask(laboratory: &Laboratory) -> Result<Vec<Reading>> {
    let (one, sure) = (gains(laboratory, "calls.reviewers=1")?, gains(laboratory, "calls.reviewer_noise=0")?);
    Ok(vec![Reading::mean(
        "agreement of single reviewers",
        "",
        &agreements(&one, &sure),
        Some(Range::between(0.22, 0.3)),
    )])
}

/// How much better those are whom the first call awards, in each replicate.
fn gains(laboratory: &Laboratory, change: &str) -> Result<Vec<f64>> {
    let line = "policy.push.rd_grant.research";
    let (budget, cost) = (format!("{line}.budget=40"), format!("{line}.project_cost=2"));
    // one year is enough for the first call: everything ends with it
    let mut changes = vec!["years=1", "mission.clean_heat.deadline=2026q4", &budget, &cost, change];
    changes.extend([
        "policy.push.rd_grant.research.until=2026q4",
        "policy.mix.rd_grant.research.until=2026q4",
        "policy.mix.demonstration.uses.until=2026q4",
        "policy.mix.adoption_subsidy.rebate.until=2026q4",
    ]);
    let scenario = laboratory.scenario("push_and_pull", &changes)?;
    let runs = laboratory.watch(&scenario, &["push"], 200, |world: &World, seen: &mut Seen| {
        if world.step == 1 {
            let firms = &world.firms;
            let applied = (0..firms.len()).filter(|firm| firms.applied[*firm] > 0);
            applied.for_each(|firm| seen.add(firms.talent[firm], firms.awards[firm] > 0));
        }
    })?;
    Ok(runs.iter().map(|run| run[0].gain()).collect())
}

/// The agreement that each lot of replicates shows: the square of what is gained by one reviewer over what could be.
fn agreements(one: &[f64], sure: &[f64]) -> Vec<f64> {
    let lots = one.chunks(LOT).zip(sure.chunks(LOT));
    lots.map(|(one, sure)| (one.iter().sum::<f64>() / sure.iter().sum::<f64>()).powi(2)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::{Purpose, Streams};
    use crate::numeric::normal_quantile;

    #[test]
    fn the_agreement_is_found_again_in_simulated_scores() {
        // the best ten of a hundred by a score of which a quarter is quality: errors have three times its variance
        let luck = Streams::new(1, 0).luck(Purpose::Review, 0);
        let gains = |error: f64| -> Vec<f64> {
            let gain = |call: usize| {
                let of = |firm: usize| normal_quantile(luck.uniform(call * 100 + firm, 0));
                let noise = |firm: usize| normal_quantile(luck.uniform(call * 100 + firm, 1));
                let score = |firm: usize| of(firm) + error * noise(firm);
                let mut order: Vec<usize> = (0..100).collect();
                order.sort_by(|a, b| score(*b).total_cmp(&score(*a)));
                let mut seen = Seen::default();
                order.iter().enumerate().for_each(|(rank, firm)| seen.add(of(*firm), rank < 10));
                seen.gain()
            };
            (0..400).map(gain).collect()
        };
        let found = agreements(&gains(3.0_f64.sqrt()), &gains(0.0));
        let mean = found.iter().sum::<f64>() / found.len() as f64;
        // 20 lots of 200 awards: the standard error is about 0.006
        assert!((mean - 0.25).abs() < 0.03, "{mean}");
    }
}
