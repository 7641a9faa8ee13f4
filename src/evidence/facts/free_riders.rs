//! F25: many of those who take a rebate would have bought anyway.

use crate::error::Result;
use crate::evidence::laboratory::Laboratory;
use crate::evidence::{Fact, Kind, Range, Reading};
use crate::step::mechanisms::bibliography::OLSTHOORN;

/// The fact.
pub const FACT: Fact = Fact {
    code: "F25",
    claim: "More than half of those who would take a rebate for an energy-saving good in most of eight countries of the European \
            Union would buy it without one.",
    asked: "`small_country` with goods that are ready and of which suppliers have enough, one owner in ten using one of them \
            at the start: under a rebate of half the price for households, with money for all who ask, from 2026 to 2030, the \
            share of the units of those who took it whose owner uses such a good at the end of 2030 without the rebate too.",
    sources: &[&OLSTHOORN],
    kind: Kind::Test,
    unmet: Some(
        "Missed by little. The goods of the scenario cost twice what they replace, and at that price few buy unaided: 12 % of \
         households use one at the end of 2030 without the rebate and 22 % with it. It is the price that decides: at one and a \
         half times that of what is replaced 55 % are free riders and at one and a quarter times 65 %; where three in ten use \
         one at the start 38 %; with a rebate of three tenths of the price 41 % (20 replicates).",
    ),
    is_quick: false,
    ask,
};

/// What is on sale in the scenario.
const GOODS: [&str; 3] = ["heat_pump", "insulation", "ground_loop"];

fn ask(laboratory: &Laboratory) -> Result<Vec<Reading>> {
    let told = |what: &str, users, price, accepted| -> Result<Reading> {
        Ok(Reading::mean(what, "share", &shares(laboratory, users, price)?, accepted))
    };
    let accepted = Some(Range::between(0.3, 0.7));
    Ok(vec![
        told("free riders of a rebate of half the price", 0.1, None, accepted)?,
        told("the same where nobody uses a good yet", 0.0, None, None)?,
        told("the same where three in ten use one", 0.3, None, None)?,
        told(
            "the same as the first at one and a half times the price of what is replaced",
            0.1,
            Some(9_000),
            None,
        )?,
    ])
}

/// The share of free riders in each replicate where a share of owners uses one of the goods at the start, at a price in EUR or
/// that of the scenario.
fn shares(laboratory: &Laboratory, users: f64, price: Option<u32>) -> Result<Vec<f64>> {
    let changes = changes(users, price);
    let changes: Vec<&str> = changes.iter().map(String::as_str).collect();
    let scenario = laboratory.scenario("small_country", &changes)?;
    laboratory.run(&scenario, &["no_policy", "rebates"], 120)?.values(1, "free_riders.warm_homes")
}

/// Goods that are known on the market, and one rebate for all households that ask.
fn changes(users: f64, price: Option<u32>) -> Vec<String> {
    let rebate = "policy.rebates.adoption_subsidy.rebate";
    let mut changes = vec![
        "mission.warm_homes.deadline=2030q4".to_owned(),
        // what is asked is what each would do, not how much can be made
        "supply.capacity_start=10".to_owned(),
        "supply.installers_start=10".to_owned(),
        format!("{rebate}.rate=0.5"),
        format!("{rebate}.owners=households"),
        format!("{rebate}.from=2026q1"),
        format!("{rebate}.until=2030q4"),
        format!("{rebate}.budget=100000"),
    ];
    for good in GOODS {
        changes.push(format!("solution.{good}.readiness=9"));
        changes.push(format!("solution.{good}.initial_uptake={}", users / GOODS.len() as f64));
        changes.extend(price.map(|price| format!("solution.{good}.unit_cost={price}")));
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_users_of_the_start_are_shared_out_over_the_goods() {
        let changes = changes(0.3, None);
        let of_start: Vec<&String> =
            changes.iter().filter(|change| change.contains("initial_uptake")).collect();
        assert_eq!(of_start.len(), GOODS.len());
        let users: f64 =
            of_start.iter().filter_map(|change| change.split_once('=')?.1.parse::<f64>().ok()).sum();
        assert!((users - 0.3).abs() < 1e-12, "{changes:?}");
    }
}
