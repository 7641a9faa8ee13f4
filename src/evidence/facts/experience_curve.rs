//! F2: costs fall with experience, by Wright's law.

use crate::error::Result;
use crate::evidence::laboratory::Laboratory;
use crate::evidence::{Fact, Kind, Range, Reading};
use crate::numeric::{ln, pow};
use crate::step::mechanisms::bibliography::{MCDONALD, WRIGHT};
use crate::world::World;

/// The fact.
pub const FACT: Fact = Fact {
    code: "F2",
    claim: "The cost of a technology falls by a constant share with each doubling of what was ever made, by 5 to 25 % in energy.",
    asked: "`push_and_pull` under `mix`, where all solutions learn by the default of 18 % in every replicate: from yearly changes \
            of the logarithms of cost and of all units ever made, of four solutions, the fall of cost with a doubling. Costs \
            also move by luck, a tenth a year.",
    sources: &[&MCDONALD, &WRIGHT],
    kind: Kind::Imposed,
    unmet: None,
    is_quick: true,
    ask,
};

/// The rate of learning of the scenario.
const LEARNING: f64 = 0.18;
/// What is on sale in the scenario.
const GOODS: [&str; 4] = ["heat_pump", "heat_network", "deep_retrofit", "storage"];
/// Quarters in a year.
const YEAR: usize = 4;

/// By solution: logarithms of units ever made and of cost, at the ends of years.
type Curves = Vec<Vec<(f64, f64)>>;

fn ask(laboratory: &Laboratory) -> Result<Vec<Reading>> {
    let changes = GOODS.map(|good| format!("solution.{good}.learning_rate_spread=0"));
    let scenario = laboratory.scenario("push_and_pull", &changes.each_ref().map(String::as_str))?;
    let runs = laboratory.watch(&scenario, &["mix"], 120, |world: &World, curves: &mut Curves| {
        let solutions = &world.solutions;
        curves.resize(solutions.len(), Vec::new());
        if world.step.is_multiple_of(YEAR) {
            for (solution, curve) in curves.iter_mut().enumerate() {
                let units = solutions.world_units[solution] + solutions.home_units[solution];
                curve.push((ln(units), ln(solutions.cost[solution])));
            }
        }
    })?;
    let found: Vec<f64> = runs.iter().map(|run| learning_rate(&run[0])).collect();
    Ok(vec![Reading::mean(
        "fall of cost with a doubling of units",
        "share",
        &found,
        Some(Range::between(LEARNING - 0.01, LEARNING + 0.01)),
    )])
}

/// The fall of cost with a doubling that the yearly steps of all curves show: `1 - 2^slope`, of a line through nought.
fn learning_rate(curves: &[Vec<(f64, f64)>]) -> f64 {
    let (mut products, mut squares) = (0.0, 0.0);
    for step in curves.iter().flat_map(|curve| curve.windows(2)) {
        let (units, cost) = (step[1].0 - step[0].0, step[1].1 - step[0].1);
        products += units * cost;
        squares += units * units;
    }
    1.0 - pow(2.0, products / squares)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fifth_off_with_each_doubling_is_found_again() {
        let doubling = ln(2.0);
        let steps = [1.0, 2.5, 3.0, 6.0].map(|doublings| (doublings * doubling, doublings * ln(0.8)));
        assert!((learning_rate(&[steps.to_vec(), steps[1..].to_vec()]) - 0.2).abs() < 1e-12);
    }
}
