//! Counterfactuals: what the world would be if regions differed less.

use crate::form::{Choice, Form, Place};
use crate::units::Index;

/// In what regions differ less than the table says.
#[derive(Clone, Debug)]
pub struct Counterfactual {
    pub(crate) capacity: Capacity,
    pub(crate) need: Need,
    pub(crate) distance: Distance,
    pub(crate) fit: Fit,
    /// Which of the orders drawn by lot is taken.
    pub(crate) shuffle: usize,
    /// The rank correlation of need per head with capacity, where it is another than it is.
    pub(crate) need_capacity_correlation: Option<f64>,
    /// Where that is written.
    pub(crate) correlation_place: Place,
}

/// Institutional capacity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Capacity {
    AsItIs,
    Mean,
    Shuffled,
}

/// Where the problem lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    AsItIs,
    PerHead,
}

/// How far regions lie from each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Distance {
    AsItIs,
    Mean,
}

/// How solutions fit places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fit {
    AsItIs,
    One,
}

impl Choice for Capacity {
    const OPTIONS: &'static [(Self, &'static str, &'static str)] = &[
        (Self::AsItIs, "as_it_is", "each region its own"),
        (Self::Mean, "mean", "every region the mean over people"),
        (Self::Shuffled, "shuffled", "exchanged by lot among the regions of each country"),
    ];
}

impl Choice for Need {
    const OPTIONS: &'static [(Self, &'static str, &'static str)] = &[
        (Self::AsItIs, "as_it_is", "each region its own problem"),
        (Self::PerHead, "per_head", "the problem in proportion to people"),
    ];
}

impl Choice for Distance {
    const OPTIONS: &'static [(Self, &'static str, &'static str)] = &[
        (Self::AsItIs, "as_it_is", "along the earth, with borders between countries"),
        (
            Self::Mean,
            "mean",
            "every two regions equally far from each other, without borders, so that as much comes over at the start in all",
        ),
    ];
}

impl Choice for Fit {
    const OPTIONS: &'static [(Self, &'static str, &'static str)] = &[
        (Self::AsItIs, "as_it_is", "by the distance of contexts"),
        (Self::One, "one", "every solution fits everywhere as at home"),
    ];
}

impl Counterfactual {
    pub(super) fn read(form: &mut Form) -> Self {
        Self {
            capacity: form
                .choice("capacity", "institutional capacity of regions at the start")
                .moves("capacity_weak")
                .default(Capacity::AsItIs),
            need: form
                .choice("need", "where the problem of each mission lies; it is as large in all")
                .moves("problem_removed")
                .default(Need::AsItIs),
            distance: form
                .choice("distance", "how far regions lie from each other")
                .moves("theil_within")
                .default(Distance::AsItIs),
            fit: form
                .choice("fit", "how solutions fit places before anything is adapted")
                .moves("problem_removed")
                .default(Fit::AsItIs),
            shuffle: form
                .count("shuffle", "number of the order by lot in which capacities, or needs, are handed out")
                .within(0, 1_000_000)
                .source("arbitrary: any order is as good as another")
                .moves("capacity_mean")
                .default(0),
            need_capacity_correlation: form
                .amount::<Index>(
                    "need_capacity_correlation",
                    "rank correlation of need per head with capacity: the same needs per head are handed out anew",
                )
                .within(-0.95, 0.95)
                .moves("problem_removed")
                .optional()
                .map(|Index(correlation)| correlation),
            correlation_place: form.place_of("need_capacity_correlation"),
        }
    }
}
