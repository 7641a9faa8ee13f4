//! F4: rates at which firms grow are shaped like a tent.

use crate::error::Result;
use crate::evidence::estimators::subbotin;
use crate::evidence::laboratory::Laboratory;
use crate::evidence::{Fact, Kind, Range, Reading};
use crate::numeric::ln;
use crate::step::mechanisms::bibliography::BOTTAZZI_SECCHI;
use crate::units::QUARTERS_PER_YEAR;
use crate::world::World;

/// The fact.
pub const FACT: Fact = Fact {
    code: "F4",
    claim: "Rates at which firms grow in a year are shaped like a tent: their body is that of Laplace's distribution, and not \
            the normal one.",
    asked: "`push_and_pull` under its mix of policies: logarithms of growth of the sales of all firms from year to year over 20 \
            years, less the mean of the year; the shape of Subbotin's distribution that is most likely (1 is Laplace's, 2 the \
            normal one).",
    sources: &[&BOTTAZZI_SECCHI],
    kind: Kind::Imposed,
    unmet: None,
    is_quick: true,
    ask,
};

fn ask(laboratory: &Laboratory) -> Result<Vec<Reading>> {
    let of_run = |growth: &Vec<Growth>| {
        let rates: Vec<f64> = growth.iter().map(|growth| growth.rate).collect();
        subbotin::shape(&rates)
    };
    let shapes: Vec<f64> = growth(laboratory)?.iter().map(of_run).collect();
    Ok(vec![Reading::mean("shape of growth rates", "", &shapes, Some(Range::between(0.7, 1.4)))])
}

/// How a firm grew in a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Growth {
    /// Sales before, M EUR a year.
    pub sales: f64,
    /// The logarithm of their growth, less the mean over firms.
    pub rate: f64,
}

/// How firms grew in each year, by replicate.
pub(super) fn growth(laboratory: &Laboratory) -> Result<Vec<Vec<Growth>>> {
    const REPLICATES: u64 = 10;
    let scenario = laboratory.scenario("push_and_pull", &[])?;
    let look = |world: &World, years: &mut Vec<Vec<f64>>| {
        if world.step.is_multiple_of(4) {
            years.push(world.firms.sales.iter().map(|sales| sales * QUARTERS_PER_YEAR).collect());
        }
    };
    let runs = laboratory.watch(&scenario, &["mix"], REPLICATES, look)?;
    Ok(runs.iter().map(|run| of_years(&run[0])).collect())
}

/// Growth from each year to the next, of firms that are there in both.
fn of_years(years: &[Vec<f64>]) -> Vec<Growth> {
    let mut all = Vec::new();
    for pair in years.windows(2) {
        let both = pair[0].iter().zip(&pair[1]).filter(|(before, after)| **before > 0.0 && **after > 0.0);
        let rates: Vec<(f64, f64)> = both.map(|(before, after)| (*before, ln(after / before))).collect();
        let mean = rates.iter().map(|(_, rate)| rate).sum::<f64>() / rates.len() as f64;
        all.extend(rates.into_iter().map(|(sales, rate)| Growth { sales, rate: rate - mean }));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_is_told_from_the_mean_of_its_year() {
        let years = [vec![1.0, 2.0, 5.0], vec![2.0, 2.0, 0.0], vec![2.0, 4.0, 1.0]];
        let half = ln(2.0) / 2.0;
        let expected = [(1.0, half), (2.0, -half), (2.0, -half), (2.0, half)];
        let found = of_years(&years);
        assert_eq!(found.len(), expected.len(), "who is gone or new has no growth");
        for (found, (sales, rate)) in found.iter().zip(expected) {
            assert!((found.sales - sales).abs() < 1e-12 && (found.rate - rate).abs() < 1e-12, "{found:?}");
        }
    }
}
