//! F7: small early grants help small firms on, large late ones do not.

use crate::error::Result;
use crate::evidence::awards::{
    Firm, Life, Outcome, Question, Replicate, just_won_over_just_lost, look_at, with_over_without,
    won_over_matched,
};
use crate::evidence::estimators::jackknife;
use crate::evidence::laboratory::Laboratory;
use crate::evidence::{Fact, Kind, Range, Reading};
use crate::step::mechanisms::bibliography::HOWELL;

/// The fact.
pub const FACT: Fact = Fact {
    code: "F7",
    claim: "Small early grants help small firms to innovate and to live on; large late ones to those who have had one do \
            nothing that can be measured, which is put down to who applies for them.",
    asked: "`new_firms` with 4,000 firm agents and a line like the American programme: 20 M EUR a year from 2026 in first \
            awards of 0.14 M EUR to small and medium firms and second ones of 0.9 M EUR to those whose first work was done. The \
            calls of 2031 four years later, by what firms have learned of solutions since (in place of patents): winners over \
            losers at the cut-off of the ranking, by local lines within a standard deviation of quality; first awards of firms \
            without an earlier one. Beside it what the calls of 2031 really did, from the same luck with a line that ends in \
            2030, and winners over firms like them that did not apply.",
    sources: &[&HOWELL],
    kind: Kind::Test,
    unmet: None,
    is_quick: false,
    ask,
};

/// The line with the calls of 2031, and the one that ends before.
const LINES: [&str; 2] = [
    "policy.prize.phased_prize.small_firms={mission='clean_heat', from='2026q1', until='2031q4', budget=20, project_time=2}",
    "policy.without.phased_prize.small_firms={mission='clean_heat', from='2026q1', until='2030q4', budget=20, project_time=2}",
];

fn ask(laboratory: &Laboratory) -> Result<Vec<Reading>> {
    let changes = [LINES[0], LINES[1], "firms.count=4000"];
    let scenario = laboratory.scenario("new_firms", &changes)?;
    let question = Question { policies: ["prize", "without"], call: 20, after: 16, replicates: 100 };
    let replicates = look_at(laboratory, &scenario, question)?;
    let mut readings = Vec::new();
    for (phase, name, accepted) in
        [(1, "small early award", Range::above(1.3)), (2, "large late award", Range::between(0.9, 1.2))]
    {
        readings.extend(of_phase(&replicates, (phase, name), accepted));
    }
    Ok(readings)
}

fn of_phase(replicates: &[Replicate], (phase, name): (u8, &str), accepted: Range) -> Vec<Reading> {
    let is_meant = |firm: &Firm| phase > 1 || firm.awards == 0;
    let seen = |sample: &[&Replicate], outcome| just_won_over_just_lost(sample, (phase, outcome), is_meant);
    let done = |sample: &[&Replicate], outcome| with_over_without(sample, (phase, outcome), is_meant);
    let ideas: Outcome = Life::ideas;
    let read = |what: &str, estimate: &dyn Fn(&[&Replicate]) -> f64, accepted| {
        jackknife::reading(format!("{name}: {what}"), "ratio", replicates, estimate, accepted)
    };
    let mut readings = vec![
        read("ideas, just won over just lost", &|sample| seen(sample, ideas), Some(accepted)),
        read("ideas, with the call over without", &|sample| done(sample, ideas), None),
        read(
            "ideas, the evaluator's estimate less the effect",
            &|sample| seen(sample, ideas) - done(sample, ideas),
            None,
        ),
        read(
            "ideas, winners over others like them",
            &|sample| won_over_matched(sample, (phase, ideas), is_meant),
            None,
        ),
    ];
    let others: [(Outcome, &str); 3] = [
        (Life::survival, "survival"),
        (Life::supply, "supply of a solution"),
        (Life::productivity, "gain in productivity"),
    ];
    for (outcome, word) in others {
        readings.push(read(
            &format!("{word}, just won over just lost"),
            &|sample| seen(sample, outcome),
            None,
        ));
        readings.push(read(
            &format!("{word}, with the call over without"),
            &|sample| done(sample, outcome),
            None,
        ));
    }
    readings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_gone_has_no_outcome_at_all() {
        let before =
            Firm { number: 1, is_at_work: true, knowledge: 1.0, productivity: 1.0, ..Firm::default() };
        let firm = Firm { knowledge: 2.0, productivity: 1.5, supplies: true, ..before };
        let gone = Firm { is_at_work: false, ..firm };
        let replicate =
            |after| Replicate { before: vec![before], after: vec![after], kept: 0.5, ..Replicate::default() };
        let outcomes: [(Outcome, f64); 4] =
            [(Life::ideas, 1.5), (Life::survival, 1.0), (Life::supply, 1.0), (Life::productivity, 1.5)];
        for (outcome, expected) in outcomes {
            assert_eq!(replicate(firm).became(0, outcome), expected);
            assert_eq!(replicate(gone).became(0, outcome), 0.0);
        }
    }
}
