//! Patterns 2, 3 and 4 on `scenarios/governing.toml`.

use crate::{Effect, REMOVED, Study, comes_out_and_goes_away};

/// Pattern 2: Open competition concentrates money in strong regions; not where capacity and knowledge are the same everywhere.
#[test]
#[ignore = "takes minutes: its own step of .ci/run"]
fn open_competition_favours_strong_regions_that_differ() {
    let effects = [1.0, 0.5, 0.0].map(|differs| {
        let study = Study::shipped(
            "governing",
            &[
                format!("regions.synthetic.capacity.spread={}", 0.4 * differs),
                format!("regions.synthetic.human_capital.spread={}", 0.15 * differs),
            ],
            &["open_calls"],
            60,
        );
        let of = |quarter: &str| study.values("open_calls", &format!("money_per_head.{quarter}"));
        let pairs = of("q4").into_iter().zip(of("q1"));
        Effect::of(pairs.map(|(strong, weak)| (strong / weak).ln()).collect())
    });
    comes_out_and_goes_away("money a head in the strongest over the weakest quarter, logarithm", &effects);
}

/// Pattern 2: Without steering the portfolio is scattered over solutions; with the weights of a greedy agency, negotiated, it is
/// not.
#[test]
fn without_steering_the_portfolio_is_scattered() {
    let study = Study::shipped::<&str>("governing", &[], &["open_calls", "unevaluated"], 60);
    let gap = study.effect("unevaluated", "open_calls", "concentration_by_solution.clean_heat");
    assert!(gap.show("concentration of projects on solutions, steered over open").is_sure());
}

/// Pattern 3: Formative evaluation with stopping beats none; not where potentials are known from the start.
#[test]
#[ignore = "takes minutes: its own step of .ci/run"]
fn evaluation_with_stopping_pays_where_potentials_are_hidden() {
    let effects = [0.0, 0.6, 1.0].map(|foresight| {
        let known = [
            format!("mission.clean_heat.foresight={foresight}"),
            "mission.clean_heat.context_sensitivity=0".to_owned(),
        ];
        let study = Study::shipped("governing", &known, &["formative", "unevaluated"], 200);
        study.effect("formative", "unevaluated", REMOVED)
    });
    comes_out_and_goes_away("problem removed, formative with stopping over no evaluation", &effects);
}

/// With potentials and fit known, evaluation, stopping and scaling change nothing but their cost: where hours cost
/// nothing and tire nobody, not a single bit.
#[test]
fn evaluation_of_what_is_known_changes_nothing_but_its_cost() {
    let changes = [
        "mission.clean_heat.foresight=1",
        "mission.clean_heat.context_sensitivity=0",
        "agencies.staff.hour=0",
        "agencies.staff.strain=0",
        "agencies.learning=0",
    ];
    let study = Study::shipped("governing", &changes, &["unevaluated", "formative", "summative"], 4);
    for outcome in [REMOVED, "public_cost", "uptake.clean_heat", "readiness.storage"] {
        let without = study.values("unevaluated", outcome);
        for policy in ["formative", "summative"] {
            assert_eq!(study.values(policy, outcome), without, "{outcome} under {policy}");
        }
    }
}

/// Replicates of a commitment: what it gains hangs on which solution is chosen, so it needs more than others.
const COMMITMENTS: u64 = 240;

/// What a commitment at each of some dates removes, for a way to evaluate and a way to weigh solutions before it.
fn by_date<const N: usize>(
    dates: [&str; N],
    (foresight, evaluation, portfolio): (f64, &str, &str),
) -> [Vec<f64>; N] {
    dates.map(|date| {
        let changes = [
            format!("mission.clean_heat.foresight={foresight}"),
            format!("policy.committed.governance.commit={date}"),
            format!("policy.committed.governance.evaluation={evaluation}"),
            format!("policy.committed.governance.portfolio={portfolio}"),
        ];
        let removed =
            Study::shipped("governing", &changes, &["committed"], COMMITMENTS).values("committed", REMOVED);
        let mean = removed.iter().sum::<f64>() / removed.len() as f64;
        println!("foresight {foresight}, {evaluation}, {portfolio}, committed in {date}: {mean:.4} removed");
        removed
    })
}

fn gain(of: &[f64], over: &[f64]) -> Effect {
    Effect::of(of.iter().zip(over).map(|(of, over)| of - over).collect())
}

/// Pattern 4: There is a best date for a locked choice: later than at once, for evidence has to come first. Where potentials are
/// known the best date is the first.
#[test]
#[ignore = "takes minutes: its own step of .ci/run"]
fn a_commitment_waits_for_evidence_where_potentials_are_hidden() {
    let waiting = [0.0, 0.5, 1.0].map(|foresight| {
        let [at_once, good] = by_date(["2026q1", "2028q1"], (foresight, "formative", "equal"));
        gain(&good, &at_once)
    });
    comes_out_and_goes_away("problem removed, committed in 2028 over at once", &waiting);
}

/// Pattern 4: Summative evidence comes later, so the best date is later: from the third quarter of 2027 to 2029 waiting gains
/// more under summative evaluation than under formative.
#[test]
#[ignore = "takes minutes: its own step of .ci/run"]
fn summative_evidence_comes_later() {
    let waiting = |evaluation: &str| {
        let [soon, later] = by_date(["2027q3", "2029q1"], (0.0, evaluation, "equal"));
        gain(&later, &soon)
    };
    let (formative, summative) = (waiting("formative"), waiting("summative"));
    formative.show("waiting from 2027q3 to 2029, formative");
    summative.show("waiting from 2027q3 to 2029, summative");
    assert!(summative.beyond(&formative).show("the difference").is_sure());
}

/// Pattern 4: With an equal split late is worse than in time, for what is spread thin gets nowhere. An agency that explores has
/// moved its money already, so for it the late side is flat.
#[test]
#[ignore = "takes minutes: its own step of .ci/run"]
fn late_is_worse_but_for_who_explores() {
    let lateness = |portfolio: &str| {
        let [good, late] = by_date(["2028q1", "2034q1"], (0.0, "formative", portfolio));
        gain(&good, &late)
    };
    let (equal, explore) = (lateness("equal"), lateness("explore"));
    assert!(equal.show("2028 over 2034, equal split").is_sure());
    explore.show("2028 over 2034, exploring");
    assert!(equal.beyond(&explore).is_sure());
}
