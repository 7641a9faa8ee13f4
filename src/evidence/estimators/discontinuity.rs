//! Regression discontinuity: what treatment does to those who just got it, held against those who just missed it.
//!
//! On either side of the cut-off a line is laid through the outcomes near it, nearer ones weighing more (Hahn, Todd, van der
//! Klaauw 2001); the two lines are compared where they meet the cut-off.

/// A case: how far it lies above the cut-off, and what became of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Case {
    /// Distance from the cut-off: above 0 for those who are treated.
    pub margin: f64,
    /// The outcome.
    pub outcome: f64,
}

/// What is needed of the cases on both sides of a cut-off; those of several samples can be added up.
#[derive(Clone, Copy, Debug, Default)]
pub struct Discontinuity {
    below: Side,
    above: Side,
}

/// Weighted sums over the cases on a side: of 1, the margin, its square, the outcome, and their product.
#[derive(Clone, Copy, Debug, Default)]
struct Side([f64; 5]);

impl Discontinuity {
    /// Of cases nearer to the cut-off than a bandwidth: their weight falls to nought there.
    pub fn of(cases: impl IntoIterator<Item = Case>, bandwidth: f64) -> Self {
        let mut sums = Self::default();
        for Case { margin, outcome } in cases {
            let weight = 1.0 - margin.abs() / bandwidth;
            if weight > 0.0 {
                let Side(side) = if margin > 0.0 { &mut sums.above } else { &mut sums.below };
                let terms = [1.0, margin, margin * margin, outcome, margin * outcome];
                side.iter_mut().zip(terms).for_each(|(sum, term)| *sum += weight * term);
            }
        }
        sums
    }

    /// That of all samples together.
    pub fn together(samples: impl IntoIterator<Item = Self>) -> Self {
        samples.into_iter().fold(Self::default(), |all, one| Self {
            below: all.below.and(one.below),
            above: all.above.and(one.above),
        })
    }

    /// Those who just got it over those who just missed it; not a number where there are too few to lay a line.
    pub fn ratio(&self) -> f64 {
        self.above.at_cut_off() / self.below.at_cut_off()
    }
}

impl Side {
    fn and(self, other: Self) -> Self {
        Self(std::array::from_fn(|term| self.0[term] + other.0[term]))
    }

    /// The line's value at the cut-off: `(S_mm S_y - S_m S_my) / (S S_mm - S_m^2)`.
    fn at_cut_off(self) -> f64 {
        /// Less than this beside what it is the difference of is rounding.
        const NOUGHT: f64 = 1e-9;
        let Self([all, margins, squares, outcomes, products]) = self;
        let spread = all * squares - margins * margins;
        if spread > NOUGHT * all * squares {
            (squares * outcomes - margins * products) / spread
        } else {
            f64::NAN
        }
    }
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
        let ratio = |bandwidth| Discontinuity::of(cases.iter().copied(), bandwidth).ratio();
        assert!((ratio(1.0) - 1.5).abs() < 1e-12 && (ratio(0.7) - 1.5).abs() < 1e-12);
        // what lies beyond the bandwidth counts for nothing, and parts can be added up
        let far = cases.iter().copied().chain([Case { margin: -5.0, outcome: 1e9 }]);
        assert_eq!(Discontinuity::of(far, 1.0).ratio(), ratio(1.0));
        let parts = cases.chunks(7).map(|part| Discontinuity::of(part.iter().copied(), 1.0));
        assert!((Discontinuity::together(parts).ratio() - 1.5).abs() < 1e-12);
        assert!(ratio(0.06).is_nan(), "one case on a side gives no line");
    }
}
