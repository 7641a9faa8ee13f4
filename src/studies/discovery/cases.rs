//! The data: what is varied, case by case, and where something holds.

use std::collections::BTreeSet;

use super::case_box::CaseBox;

/// What is varied over the cases, and in which of them something holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Cases {
    /// What is varied.
    pub factors: Vec<Factor>,
    /// Whether it holds, by case.
    pub holds: Vec<bool>,
}

/// One thing that is varied.
#[derive(Clone, Debug, PartialEq)]
pub struct Factor {
    /// What kind of values it has.
    pub kind: Kind,
    /// Its value in each case: a number, or the place of a word.
    pub values: Vec<f64>,
}

/// Kinds of values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Numbers. A limit lies between two of them.
    Real,
    /// Whole numbers. A limit is one of them.
    Whole,
    /// Words without an order, these.
    Words(Vec<String>),
}

impl Factor {
    /// From what is written: numbers where all are, whole ones where all are.
    pub fn of_texts(texts: &[&str]) -> Self {
        let numbers: Option<Vec<f64>> = texts.iter().map(|text| finite(text)).collect();
        let Some(values) = numbers else { return Self::of_words(texts) };
        let is_whole = values.iter().all(|value| value.fract() == 0.0);
        Self { kind: if is_whole { Kind::Whole } else { Kind::Real }, values }
    }

    fn of_words(texts: &[&str]) -> Self {
        let words: Vec<&str> = texts.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
        let place = |text: &&str| words.binary_search(text).map_or(f64::NAN, |place| place as f64);
        let values = texts.iter().map(place).collect();
        Self { kind: Kind::Words(words.into_iter().map(str::to_owned).collect()), values }
    }

    /// Whether it is the same in all cases.
    pub fn is_constant(&self) -> bool {
        self.values.windows(2).all(|pair| pair[0] == pair[1])
    }
}

fn finite(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

impl Cases {
    /// In how many it holds.
    pub fn hits(&self) -> usize {
        self.holds.iter().filter(|holds| **holds).count()
    }

    /// The places of the cases in a box.
    pub fn inside<'c>(&'c self, bounds: &'c CaseBox) -> impl Iterator<Item = usize> + 'c {
        (0..self.holds.len()).filter(|case| bounds.admits(self, *case))
    }
}

/// The cases that no box holds yet, in the order of each factor.
#[derive(Clone, Debug)]
pub(super) struct Left<'c> {
    pub cases: &'c Cases,
    /// Which are left, in their order.
    pub places: Vec<usize>,
    /// By factor: those that are left, the lowest value first.
    pub orders: Vec<Vec<usize>>,
}

impl<'c> Left<'c> {
    pub fn all(cases: &'c Cases) -> Self {
        Self::of(cases, (0..cases.holds.len()).collect())
    }

    fn of(cases: &'c Cases, places: Vec<usize>) -> Self {
        let order = |factor: &Factor| {
            let mut order = places.clone();
            order.sort_by(|one, other| factor.values[*one].total_cmp(&factor.values[*other]));
            order
        };
        let orders = cases.factors.iter().map(order).collect();
        Self { cases, places, orders }
    }

    /// Those outside of a box.
    pub fn without(&self, bounds: &CaseBox) -> Self {
        let outside = self.places.iter().copied().filter(|case| !bounds.admits(self.cases, *case));
        Self::of(self.cases, outside.collect())
    }

    /// The same cases with other labels.
    pub fn relabelled(&self, cases: &'c Cases) -> Self {
        Self { cases, places: self.places.clone(), orders: self.orders.clone() }
    }

    pub fn hits(&self) -> usize {
        self.places.iter().filter(|case| self.cases.holds[**case]).count()
    }

    /// Whether it holds in some and not in all.
    pub fn is_mixed(&self) -> bool {
        (1..self.places.len()).contains(&self.hits())
    }
}
