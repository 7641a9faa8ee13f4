//! Boxes: limits on some of what is varied, and the cases that they admit.

use std::collections::BTreeSet;

use super::cases::{Cases, Kind};

/// The limits of a box.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseBox {
    /// By factor.
    pub limits: Vec<Limits>,
}

/// The limits on one factor, ends included.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Limits {
    /// The least that it may be.
    pub low: Option<f64>,
    /// The most that it may be.
    pub high: Option<f64>,
    /// The places of the words that it may not be.
    pub barred: BTreeSet<usize>,
}

/// Where a factor is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// It must not be more.
    High,
    /// It must not be less.
    Low,
    /// It must not be some words.
    Words,
}

impl Side {
    /// All of them. Where two limits are as good, the first is taken.
    pub const ALL: [Self; 3] = [Self::High, Self::Low, Self::Words];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Low => "low",
            Self::Words => "words",
        }
    }
}

impl Limits {
    /// Whether there is any.
    pub fn are_some(&self) -> bool {
        Side::ALL.iter().any(|side| self.has(*side))
    }

    /// Whether there is one on this side.
    pub fn has(&self, side: Side) -> bool {
        match side {
            Side::High => self.high.is_some(),
            Side::Low => self.low.is_some(),
            Side::Words => !self.barred.is_empty(),
        }
    }

    /// Whether the limit on a side admits a value: a number, or the place of a word.
    pub fn admit_on(&self, side: Side, value: f64) -> bool {
        match side {
            Side::High => self.high.is_none_or(|high| value <= high),
            Side::Low => self.low.is_none_or(|low| value >= low),
            Side::Words => self.barred.is_empty() || !self.barred.contains(&(value as usize)),
        }
    }

    /// Takes the limit on a side away.
    fn drop(&mut self, side: Side) {
        match side {
            Side::High => self.high = None,
            Side::Low => self.low = None,
            Side::Words => self.barred.clear(),
        }
    }
}

impl CaseBox {
    /// The box of everything.
    pub fn without_limits(factors: usize) -> Self {
        Self { limits: vec![Limits::default(); factors] }
    }

    /// Whether a case is in it.
    pub fn admits(&self, cases: &Cases, case: usize) -> bool {
        self.limits
            .iter()
            .zip(&cases.factors)
            .all(|(limits, factor)| Side::ALL.iter().all(|side| limits.admit_on(*side, factor.values[case])))
    }

    /// Its limits: of which factor and on which side.
    pub fn sides(&self) -> impl Iterator<Item = (usize, Side)> + '_ {
        self.limits.iter().enumerate().flat_map(|(factor, limits)| {
            Side::ALL.into_iter().filter(|side| limits.has(*side)).map(move |side| (factor, side))
        })
    }

    /// How many factors it limits.
    pub fn restricted(&self) -> usize {
        self.limits.iter().filter(|limits| limits.are_some()).count()
    }

    /// The box without one limit.
    #[must_use]
    pub fn without(&self, factor: usize, side: Side) -> Self {
        let mut wider = self.clone();
        wider.limits[factor].drop(side);
        wider
    }

    /// The box with a limit between the value that is the last to be admitted and the first that is not.
    pub(super) fn limit(&mut self, kind: &Kind, (factor, side): (usize, Side), admitted: f64, refused: f64) {
        let limits = &mut self.limits[factor];
        let number = match kind {
            Kind::Real => roundest(admitted, refused),
            Kind::Whole | Kind::Words(_) => admitted,
        };
        match side {
            Side::High => limits.high = Some(number),
            Side::Low => limits.low = Some(number),
            Side::Words => {
                limits.barred.insert(refused as usize);
            }
        }
    }
}

/// The number with the fewest digits on the way from what is admitted, which it may be, to what is refused, which it may not,
/// nearest to the middle: people can say it, and it parts the two all the same.
fn roundest(admitted: f64, refused: f64) -> f64 {
    let middle = admitted + (refused - admitted) / 2.0;
    let parts = |number: &f64| {
        if admitted < refused {
            (admitted..refused).contains(number)
        } else {
            *number > refused && *number <= admitted
        }
    };
    let rounded = (0..17).filter_map(|digits| format!("{middle:.digits$e}").parse().ok());
    rounded.into_iter().find(parts).unwrap_or(admitted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_has_the_fewest_digits_that_part_what_it_parts() {
        for (admitted, refused, number) in [
            (0.418_671, 0.503, 0.5),
            (0.418_671, 0.42, 0.419),
            (0.42, 0.418_671, 0.42),
            (41.3, 44.9, 43.0),
            (-3.0, 4.0, 0.5),
            (2026.25, 2026.5, 2026.4),
            // next to each other: the one that is admitted
            (1.0, 1.0 + f64::EPSILON, 1.0),
            (1.0 + f64::EPSILON, 1.0, 1.0 + f64::EPSILON),
        ] {
            assert_eq!(roundest(admitted, refused), number, "{admitted} {refused}");
        }
    }

    #[test]
    fn a_box_admits_what_is_in_all_of_its_limits() {
        let factors = [&["1.5", "2", "3", "4"][..], &["a", "b", "b", "c"]];
        let cases = Cases {
            factors: factors.map(super::super::cases::Factor::of_texts).to_vec(),
            holds: vec![true; 4],
        };
        let mut bounds = CaseBox::without_limits(2);
        assert_eq!(cases.inside(&bounds).count(), 4);
        bounds.limit(&Kind::Real, (0, Side::Low), 2.0, 1.5);
        bounds.limit(&Kind::Words(Vec::new()), (1, Side::Words), 0.0, 2.0);
        // between 1.5 and 2 lies no number of one digit but 2; c is barred
        assert_eq!((bounds.limits[0].low, bounds.restricted()), (Some(2.0), 2));
        assert_eq!(cases.inside(&bounds).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(cases.inside(&bounds.without(1, Side::Words)).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(bounds.sides().collect::<Vec<_>>(), [(0, Side::Low), (1, Side::Words)]);
    }
}
