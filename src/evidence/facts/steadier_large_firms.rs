//! F5: the growth of larger firms varies less.

use super::tent_shaped_growth::{Growth, growth};
use crate::error::Result;
use crate::evidence::estimators::line::Line;
use crate::evidence::laboratory::Laboratory;
use crate::evidence::{Fact, Kind, Range, Reading};
use crate::numeric::ln;
use crate::step::mechanisms::bibliography::STANLEY;

/// The fact.
pub const FACT: Fact = Fact {
    code: "F5",
    claim: "The growth of larger firms varies less: its standard deviation falls with sales to a power of 0.14 to 0.20.",
    asked: "`push_and_pull` under its mix of policies: firms and years over 20 years in ten groups of equal number by sales; the \
            slope of the logarithm of the standard deviation of growth in a group on that of its sales.",
    sources: &[&STANLEY],
    kind: Kind::Imposed,
    unmet: None,
    is_quick: true,
    ask,
};

/// Groups by sales.
const GROUPS: usize = 10;

fn ask(laboratory: &Laboratory) -> Result<Vec<Reading>> {
    let powers: Vec<f64> = growth(laboratory)?.into_iter().map(power).collect();
    Ok(vec![Reading::mean(
        "power of sales in the spread of growth",
        "",
        &powers,
        Some(Range::between(-0.25, -0.10)),
    )])
}

/// The power of sales with which the standard deviation of growth goes.
fn power(mut growth: Vec<Growth>) -> f64 {
    growth.sort_by(|one, other| one.sales.total_cmp(&other.sales));
    let of_group = |group: &[Growth]| {
        let count = group.len() as f64;
        let mean = group.iter().map(|growth| growth.rate).sum::<f64>() / count;
        let squares: f64 = group.iter().map(|growth| (growth.rate - mean) * (growth.rate - mean)).sum();
        let size = group.iter().map(|growth| ln(growth.sales)).sum::<f64>() / count;
        (size, ln(squares / (count - 1.0)) / 2.0)
    };
    let groups: Vec<(f64, f64)> = growth.chunks(growth.len().div_ceil(GROUPS).max(1)).map(of_group).collect();
    Line::through(&groups).map_or(f64::NAN, |line| line.slope)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::exp;

    #[test]
    fn the_power_of_a_known_law_is_recovered() {
        // growth of plus or minus sales to the power -0.2, sales from 1 to e^10
        let of = |place: u32| {
            let size = f64::from(place / 2) / 100.0;
            Growth {
                sales: exp(size),
                rate: exp(-0.2 * size) * if place.is_multiple_of(2) { 1.0 } else { -1.0 },
            }
        };
        let found = power((0..2000).map(of).collect());
        assert!((found + 0.2).abs() < 0.002, "{found}");
        assert!(power(Vec::new()).is_nan());
    }
}
