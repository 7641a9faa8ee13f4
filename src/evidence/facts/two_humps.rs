//! F24: with the same parameters and the same policy worlds can end in two different ways.

use crate::error::Result;
use crate::evidence::laboratory::Laboratory;
use crate::evidence::works::{GOTTS, HARTIGAN};
use crate::evidence::{Fact, Kind, Range, Reading};
use crate::studies::dip::dips;
use crate::studies::statistics::wilson;

/// The fact.
pub const FACT: Fact = Fact {
    code: "F24",
    claim: "Runs of one model with identical parameters can end in two regimes, with little between.",
    asked: "`governing` under `formative`, 40 years, with all potentials as expected and goods that last six and eight years, so \
            that luck in prices and choices alone tells replicates apart. Owners follow each other (weight 10, trouble 6.5), \
            and prices fall by a quarter with each doubling of units made at home. The dip test of Hartigan and Hartigan on \
            uptake at the end of 2064: how likely so deep a gap is under one hump at most. The interval is that of its \
            simulation. The world was sought for it: what is shown is that there is one, and not that two humps are usual.",
    sources: &[&GOTTS, &HARTIGAN],
    kind: Kind::Test,
    unmet: None,
    is_quick: false,
    ask,
};

/// Samples of one hump against which a dip is held.
const SAMPLES: u64 = 2000;
/// What is on sale in the scenario.
const GOODS: [&str; 4] = ["heat_pump", "heat_network", "deep_retrofit", "storage"];

fn ask(laboratory: &Laboratory) -> Result<Vec<Reading>> {
    let strong = uptakes(laboratory, [10.0, 6.5, 0.25], 100)?;
    let weak = uptakes(laboratory, [3.5, 2.0, 0.18], 60)?;
    let between: Vec<f64> =
        strong.iter().map(|share| f64::from(u8::from((1.0 / 3.0..2.0 / 3.0).contains(share)))).collect();
    Ok(vec![
        under_one_hump("probability under one hump", &strong, Some(Range::between(0.0, 0.05))),
        Reading::mean("replicates that end between a third and two thirds", "share", &between, None),
        under_one_hump("the first with weight, trouble and learning at their defaults", &weak, None),
    ])
}

/// How likely so deep a gap between numbers is under one hump, at most.
fn under_one_hump(what: &str, values: &[f64], accepted: Option<Range>) -> Reading {
    let value = dips(&[values])[0].probability;
    Reading {
        what: what.into(),
        unit: "",
        value,
        interval: wilson(value * SAMPLES as f64, SAMPLES),
        accepted,
    }
}

/// Uptake at the end in each replicate, by the weight of others' use, the trouble of what is new and the rate of learning.
fn uptakes(
    laboratory: &Laboratory,
    [weight, hassle, learning]: [f64; 3],
    replicates: u64,
) -> Result<Vec<f64>> {
    let mut changes = vec![
        "years=40".to_owned(),
        "mission.clean_heat.deadline=2064q4".to_owned(),
        "mission.clean_heat.potentials=expected".to_owned(),
        "mission.clean_heat.incumbent_lifetime=6".to_owned(),
        format!("owners.social.weight={weight}"),
        format!("owners.hassle={hassle}"),
    ];
    for good in GOODS {
        changes.push(format!("solution.{good}.world_growth=0"));
        changes.push(format!("solution.{good}.lifetime=8"));
        changes.push(format!("solution.{good}.learning_rate={learning}"));
    }
    let changes: Vec<&str> = changes.iter().map(String::as_str).collect();
    let scenario = laboratory.scenario("governing", &changes)?;
    laboratory.run(&scenario, &["formative"], replicates)?.values(0, "uptake.clean_heat")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Standing;

    #[test]
    fn two_heaps_are_told_from_one() {
        let accepted = Some(Range::between(0.0, 0.05));
        let even: Vec<f64> = (0_u8..60).map(f64::from).collect();
        let apart: Vec<f64> =
            even.iter().map(|place| if *place < 30.0 { *place } else { place + 200.0 }).collect();
        assert_eq!(under_one_hump("", &apart, accepted).standing(), Standing::Met);
        assert_eq!(under_one_hump("", &even, accepted).standing(), Standing::Missed);
    }
}
