//! Regression discontinuity: what treatment does to those who just got it, held against those who just missed it.
//!
//! On either side of the cut-off a line is laid through the outcomes near it, nearer ones weighing more (Hahn, Todd, van der
//! Klaauw 2001); the two lines are compared where they meet the cut-off.

use super::linear::{Observation, coefficients};

/// A case: how far it lies above the cut-off, and what became of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Case {
    /// Distance from the cut-off: above 0 for those who are treated.
    pub margin: f64,
    /// The outcome.
    pub outcome: f64,
}

/// The outcome at the cut-off, as seen from below and from above, by cases nearer than a bandwidth; nothing where there are
/// too few of them on a side.
pub fn at_cut_off(cases: &[Case], bandwidth: f64) -> Option<[f64; 2]> {
    let side = |is_above: bool| {
        let near = cases.iter().filter(|case| (case.margin > 0.0) == is_above);
        let near = near.filter(|case| case.margin.abs() < bandwidth);
        let observation = |case: &Case| Observation {
            given: vec![1.0, case.margin],
            value: case.outcome,
            weight: 1.0 - case.margin.abs() / bandwidth,
        };
        let observations: Vec<Observation> = near.map(observation).collect();
        coefficients(&observations).map(|coefficients| coefficients[0])
    };
    Some([side(false)?, side(true)?])
}

/// Those who just got it over those who just missed it; not a number where there are too few.
pub fn ratio(cases: &[Case], bandwidth: f64) -> f64 {
    at_cut_off(cases, bandwidth).map_or(f64::NAN, |[below, above]| above / below)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_told_from_a_slope() {
        // outcomes rise with the margin all along, and by a half at the cut-off
        let case = |place: i32| {
            let margin = (f64::from(place) + 0.5) / 10.0;
            Case { margin, outcome: 1.0 + 2.0 * margin + if margin > 0.0 { 0.5 } else { 0.0 } }
        };
        let cases: Vec<Case> = (-20..20).map(case).collect();
        let [below, above] = at_cut_off(&cases, 1.0).unwrap();
        assert!((below - 1.0).abs() < 1e-12 && (above - 1.5).abs() < 1e-12, "{below}, {above}");
        assert!((ratio(&cases, 0.7) - 1.5).abs() < 1e-12);
        // what lies beyond the bandwidth counts for nothing
        let far = [cases.clone(), vec![Case { margin: -5.0, outcome: 1e9 }]].concat();
        assert_eq!(ratio(&far, 1.0), ratio(&cases, 1.0));
        assert!(ratio(&cases, 0.06).is_nan(), "one case on a side gives no line");
    }
}
