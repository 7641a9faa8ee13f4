//! Pattern 9 on `scenarios/financing.toml`, where a project is worth little to its lead beside what it is paid: with more
//! to gain so many apply that the strictest conditions still find enough of them.

use crate::{Effect, Study, comes_out_and_goes_away};

const VALUE: &str = "public_value";
const LOST: &str = "applicants_lost";
const REPLICATES: u64 = 60;

/// Research out of profits, open results and local delivery, equally strictly; and how far leads heed what that costs
/// them. A standard is left out: it raises the part that leads pay, so it keeps some away who heed nothing.
fn study(strictness: f64, heed: f64) -> Study {
    let mut changes = vec![format!("conditions.heed={heed}"), "calls.private_value=0.15".into()];
    for line in ["rd_grant.research", "demonstration.first_uses"] {
        changes.push(format!(
            "policy.conditional.{line}.conditions={{reinvest={strictness}, open_knowledge={strictness}, \
             local_delivery={strictness}}}"
        ));
    }
    let study = Study::shipped("financing", &changes, &["conditional"], REPLICATES);
    let mean = |outcome: &str| study.values("conditional", outcome).iter().sum::<f64>() / REPLICATES as f64;
    println!(
        "heed {heed}, strictness {strictness}: public value {:.1} M EUR, applicants lost {:.3}, removed {:.4}, cost {:.1} M EUR",
        mean(VALUE),
        mean(LOST),
        mean("problem_removed.clean_heat"),
        mean("public_cost")
    );
    study
}

fn gain(of: &Study, over: &Study, outcome: &str) -> Effect {
    let pairs = of.values("conditional", outcome).into_iter().zip(over.values("conditional", outcome));
    Effect::of(pairs.map(|(of, over)| of - over).collect())
}

/// Pattern 9: Conditions buy public value at the price of applicants; there is no such price where leads do not heed what it
/// costs them.
#[test]
#[ignore = "takes minutes: its own step of .ci/run"]
fn conditions_buy_public_value_at_the_price_of_applicants() {
    let studies = [1.0, 0.5, 0.0].map(|heed| [0.01, 0.6].map(|strictness| study(strictness, heed)));
    for [mild, strict] in &studies {
        assert!(gain(strict, mild, VALUE).show("public value in M EUR, strictness 0.6 over 0.01").is_sure());
    }
    let lost = studies.each_ref().map(|[mild, strict]| gain(strict, mild, LOST));
    comes_out_and_goes_away("share of applicants lost, strictness 0.6 over 0.01", &lost);
}

/// Pattern 9: There is a best strictness: the strictest conditions buy less than strict ones, and these more than mild ones. Where
/// leads do not heed what it costs them the strictest buy most.
#[test]
#[ignore = "takes minutes: its own step of .ci/run"]
fn there_is_a_best_strictness() {
    let mild = study(0.25, 1.0);
    let studies = [1.0, 0.5, 0.0].map(|heed| [0.75, 1.0].map(|strictness| study(strictness, heed)));
    assert!(
        gain(&studies[0][0], &mild, VALUE).show("public value in M EUR, strictness 0.75 over 0.25").is_sure()
    );
    let effects = studies.each_ref().map(|[strict, strictest]| gain(strict, strictest, VALUE));
    comes_out_and_goes_away("public value in M EUR, strictness 0.75 over 1", &effects);
    assert!(effects[2].mean < 0.0, "the strictest buy most");
}
