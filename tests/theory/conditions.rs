//! Pattern 9 on `scenarios/financing.toml`.

use crate::{Effect, Study, comes_out_and_goes_away};

const VALUE: &str = "public_value";
const LOST: &str = "applicants_lost";

/// All that is asked, equally strictly, and how far leads heed what it costs them.
fn study(strictness: f64, heed: f64) -> Study {
    let mut changes = vec![format!("conditions.heed={heed}")];
    for line in ["rd_grant.research", "demonstration.first_uses"] {
        changes.push(format!(
            "policy.conditional.{line}.conditions={{reinvest={strictness}, open_knowledge={strictness}, \
             standard={strictness}, local_delivery={strictness}}}"
        ));
    }
    Study::shipped("financing", &changes, &["conditional"], 60)
}

fn gain(of: &Study, over: &Study, outcome: &str) -> Effect {
    let pairs = of.values("conditional", outcome).into_iter().zip(over.values("conditional", outcome));
    Effect::of(pairs.map(|(of, over)| of - over).collect())
}

/// Pattern 9: Conditions buy public value at the price of applicants; where these do not heed what it costs them there is no
/// price.
#[test]
fn conditions_buy_public_value_at_the_price_of_applicants() {
    let (mild, strict) = (study(0.2, 1.0), study(0.6, 1.0));
    assert!(gain(&strict, &mild, VALUE).show("public value in M EUR, strictness 0.6 over 0.2").is_sure());
    let lost = [1.0, 0.5, 0.0].map(|heed| {
        let (mild, strict) = (study(0.2, heed), study(0.6, heed));
        gain(&strict, &mild, LOST)
    });
    comes_out_and_goes_away("share of applicants lost, strictness 0.6 over 0.2", &lost);
}

/// Pattern 9: There is a best strictness: the strictest conditions buy less than stricter than mild ones do, for too few apply.
/// Where applicants do not heed what it costs them, the strictest buy most.
#[test]
fn there_is_a_best_strictness() {
    let effects = [1.0, 0.5, 0.0].map(|heed| {
        let steps = [0.25, 0.5, 0.75, 1.0].map(|strictness| study(strictness, heed));
        for (study, strictness) in steps.iter().zip([0.25, 0.5, 0.75, 1.0]) {
            let mean = |outcome: &str| study.values("conditional", outcome).iter().sum::<f64>() / 60.0;
            println!(
                "heed {heed}, strictness {strictness}: {:.1} M EUR of public value, {:.3} of applicants lost, {:.4} removed, {:.1} M EUR spent",
                mean(VALUE),
                mean(LOST),
                mean("problem_removed.clean_heat"),
                mean("public_cost")
            );
        }
        gain(&steps[1], &steps[3], VALUE)
    });
    comes_out_and_goes_away("public value in M EUR, strictness 0.5 over 1", &effects);
}
