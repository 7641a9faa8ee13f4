//! F7: small early grants help small firms on, large late ones do not.

use crate::error::Result;
use crate::evidence::awards::{
    Firm, Judgement, Life, Outcome, Question, Replicate, View, added, just_won_over_just_lost, look_at,
    with_over_without, won_over_matched,
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
            calls of 2031 four years later, by what firms have learned of solutions since (in place of patents; the work that an award pays for counts): winners over \
            losers at the cut-off of the ranking, by local lines within a standard deviation of quality; first awards of firms \
            without an earlier one. Beside it what the calls of 2031 really did, from the same luck with a line that ends in \
            2030, and winners over firms like them that did not apply.",
    sources: &[&HOWELL],
    kind: Kind::Test,
    unmet: Some(
        "Large late awards do much. The award pays for all of the work, and work that is done is knowledge, whoever does it: a \
         late one adds 0.47 M EUR of ideas to a winner that would have had 0.29 without it. Nothing makes those stay away who \
         could do without. Whether a firm applies hangs on its size and on what all hear of their chances, and not on whether \
         somebody else would pay: with applying at 0.03 in place of 0.009 M EUR nobody applies at all. There are no investors \
         who take up those whose first work was done, and so no winners who leave. That grants replace own research in every \
         case (`calls.ladder` 1) changes nothing: the ratio is 2.6. That early awards do much is no better evidence, since the \
         same work counts; firms' productivity and survival, for which no award pays, gain by neither.",
    ),
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
    let judge = |outcome: Outcome| -> Vec<Judgement> {
        let view = View { phase, outcome, is_meant: &is_meant };
        replicates.iter().map(|replicate| view.judge(replicate)).collect()
    };
    let calls = judge(Life::ideas);
    let read = |what: &str, unit, estimate: &dyn Fn(&[&Judgement]) -> f64, accepted| {
        jackknife::reading(format!("{name}: {what}"), unit, &calls, estimate, accepted)
    };
    let mut readings = vec![
        read("ideas, just won over just lost", "ratio", &just_won_over_just_lost, Some(accepted)),
        read("ideas, with the call over without", "ratio", &with_over_without, None),
        read(
            "ideas, the evaluator's estimate less the effect",
            "ratio",
            &|calls| just_won_over_just_lost(calls) - with_over_without(calls),
            None,
        ),
        read("ideas, winners over others like them", "ratio", &won_over_matched, None),
        read("ideas that winners add by the call", "M EUR", &added, None),
    ];
    let others: [(Outcome, &str); 3] = [
        (|_| 1.0, "survival"),
        (Life::supply, "supply of a solution"),
        (Life::productivity, "gain in productivity"),
    ];
    for (outcome, word) in others {
        let calls = judge(outcome);
        let read = |what: &str, estimate: fn(&[&Judgement]) -> f64| {
            jackknife::reading(format!("{name}: {word}, {what}"), "ratio", &calls, estimate, None)
        };
        readings.push(read("just won over just lost", just_won_over_just_lost));
        readings.push(read("with the call over without", with_over_without));
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
            [(Life::ideas, 1.5), (|_| 1.0, 1.0), (Life::supply, 1.0), (Life::productivity, 1.5)];
        for (outcome, expected) in outcomes {
            assert_eq!(replicate(firm).became(0, outcome), expected);
            assert_eq!(replicate(gone).became(0, outcome), 0.0);
        }
    }
}
