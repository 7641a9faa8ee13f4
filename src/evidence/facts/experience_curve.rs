//! F2: costs fall with experience, by Wright's law.

use crate::error::Result;
use crate::evidence::laboratory::Laboratory;
use crate::evidence::{Fact, Kind, Range, Reading};
use crate::numeric::{ln, pow};
use crate::step::mechanisms::bibliography::{MCDONALD, WRIGHT};
use crate::world::World;
use crate::world::solutions::Solutions;

/// The fact.
pub const FACT: Fact = Fact {
    code: "F2",
    claim: "The cost of a technology falls by a constant share with each doubling of what was ever made, by 5 to 25 % in energy.",
    asked: "`push_and_pull` under `mix`, where all solutions learn by the default of 18 % in every replicate: from quarterly \
            changes of the logarithms of cost and of all units made before, of four solutions in twenty replicates together, \
            the fall of cost with a doubling. Costs also move by luck, a tenth a year. Yearly changes may show more: what \
            becomes cheap early in a year can sell more in the same year. Two other ways were tried before: yearly changes of each \
            replicate gave 0.196, quarterly ones 0.173.",
    sources: &[&MCDONALD, &WRIGHT],
    kind: Kind::Imposed,
    unmet: None,
    is_quick: false,
    ask,
};

/// The rate of learning of the scenario.
const LEARNING: f64 = 0.18;
/// What is on sale in the scenario.
const GOODS: [&str; 4] = ["heat_pump", "heat_network", "deep_retrofit", "storage"];
/// Replicates whose curves are taken together: what became cheap by luck sells more later, which biases a single curve.
const LOT: usize = 20;
/// Quarters in a year.
const YEAR: usize = 4;

/// Logarithms of the units made before a quarter and of the cost in it, quarter by quarter.
type Curve = Vec<(f64, f64)>;

/// What is seen of the solutions of a run.
#[derive(Default)]
struct Seen {
    /// Units made until now.
    made: Vec<f64>,
    curves: Vec<Curve>,
}

impl Seen {
    fn look(&mut self, solutions: &Solutions) {
        self.curves.resize(solutions.len(), Vec::new());
        for (solution, made) in self.made.iter().enumerate() {
            self.curves[solution].push((ln(*made), ln(solutions.cost[solution])));
        }
        let made = |solution: usize| solutions.world_units[solution] + solutions.home_units[solution];
        self.made = (0..solutions.len()).map(made).collect();
    }
}

fn ask(laboratory: &Laboratory) -> Result<Vec<Reading>> {
    let changes = GOODS.map(|good| format!("solution.{good}.learning_rate_spread=0"));
    let scenario = laboratory.scenario("push_and_pull", &changes.each_ref().map(String::as_str))?;
    let runs = laboratory.watch(&scenario, &["mix"], 400, |world: &World, seen: &mut Seen| {
        seen.look(&world.solutions);
    })?;
    let found = |quarters: usize| -> Vec<f64> {
        let lots =
            runs.chunks(LOT).map(|lot| lot.iter().flat_map(|run| &run[0].curves).collect::<Vec<&Curve>>());
        lots.map(|curves| learning_rate(&curves, quarters)).collect()
    };
    let accepted = Range::between(LEARNING - 0.01, LEARNING + 0.01);
    Ok(vec![
        Reading::mean("fall of cost with a doubling of units", "share", &found(1), Some(accepted)),
        Reading::mean("the same by yearly changes", "share", &found(YEAR), None),
    ])
}

/// The fall of cost with a doubling that the steps of so many quarters of all curves show: `1 - 2^slope`, of a line through
/// nought.
fn learning_rate(curves: &[&Curve], quarters: usize) -> f64 {
    let (mut products, mut squares) = (0.0, 0.0);
    let steps = |curve: &&Curve| -> Vec<(f64, f64)> {
        let ends: Vec<&(f64, f64)> = curve.iter().step_by(quarters).collect();
        ends.windows(2).map(|ends| (ends[1].0 - ends[0].0, ends[1].1 - ends[0].1)).collect()
    };
    for (units, cost) in curves.iter().flat_map(steps) {
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
        for quarters in 1..3 {
            let found = learning_rate(&[&steps.to_vec(), &steps[1..].to_vec()], quarters);
            assert!((found - 0.2).abs() < 1e-12, "{found}");
        }
    }
}
