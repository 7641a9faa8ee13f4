//! Evidence: facts about the real world, recomputed from runs of the model and held against what was measured.
//!
//! To add a fact: write `facts/NAME.rs` with a `Fact` and one line in `FACTS`.
//!
//! Facts are of three kinds. What is *imposed* follows from an input: it checks the code, and not the theory. What is
//! marked *calibrated* may be used to choose a parameter. Only a *test* is evidence: nothing may be chosen for it. A fact that fails is
//! shown failing, with the reason as far as it was traced.

/// Calls and what became of who applied.
mod awards;
/// The document of what was calibrated.
pub mod calibrated;
/// Which values of parameters agree with facts.
pub mod calibration;
/// What researchers make of data.
pub mod estimators;
/// The facts, one file each.
mod facts;
/// Where worlds are run and watched.
pub mod laboratory;
/// The lessons of cases, recomputed.
pub mod lessons;
/// A programme like Cohesion policy.
mod programmes;
/// What this version of the model was seen to reproduce.
pub mod record;
/// The document of it.
pub mod reference;
/// Whether conclusions stand where mechanisms have another form.
pub mod structure;
/// Works that only facts cite.
mod works;

use crate::error::Result;
use crate::step::mechanisms::Work;
use crate::studies::statistics::Interval;
use laboratory::Laboratory;

/// The seed of the record: arbitrary.
pub const SEED: u64 = 20_260_101;

/// All facts, in the order of their codes.
pub const FACTS: [Fact; 22] = [
    facts::slow_adoption::FACT,
    facts::experience_curve::FACT,
    facts::firm_sizes::AT_THE_START,
    facts::firm_sizes::LATER,
    facts::tent_shaped_growth::FACT,
    facts::steadier_large_firms::FACT,
    facts::crowding_out::FACT,
    facts::small_early_grants::FACT,
    facts::absorbed_transfers::FACT,
    facts::late_payments::FACT,
    facts::grants_in_poorer_regions::FACT,
    facts::innovation_paradox::FACT,
    facts::local_spillovers::FACT,
    facts::related_entry::FACT,
    facts::peers_nearby::FACT,
    facts::fate_of_projects::FACT,
    facts::reviewers_disagree::FACT,
    facts::stops_on_bad_news::FACT,
    facts::two_humps::FACT,
    facts::free_riders::FACT,
    facts::dear_researchers::FACT,
    facts::concentrated_awards::FACT,
];

/// Something that is known of the world.
pub struct Fact {
    /// Its code, by which documents name it.
    pub code: &'static str,
    /// What is known, in one sentence.
    pub claim: &'static str,
    /// How the model is asked: the world, the policies, what is compared with what.
    pub asked: &'static str,
    /// Where it is from.
    pub sources: &'static [&'static Work],
    /// What meeting it says.
    pub kind: Kind,
    /// Where it is not met: the reason as far as it was traced.
    pub unmet: Option<&'static str>,
    /// Whether it takes so short that it is seen after every change.
    pub is_quick: bool,
    /// Asks the model.
    pub ask: fn(&Laboratory) -> Result<Vec<Reading>>,
}

/// What meeting a fact says of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An input implies it: a check of the code.
    Imposed,
    /// A parameter may be chosen for it; none was so far.
    Calibrated,
    /// Nothing may be chosen for it: evidence.
    Test,
}

impl Kind {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Imposed => "imposed",
            Self::Calibrated => "calibrated",
            Self::Test => "test",
        }
    }
}

/// A number that the model gives, and what the world gives.
#[derive(Clone, Debug)]
pub struct Reading {
    /// What it is, in words.
    pub what: String,
    /// Its unit; empty of a plain number.
    pub unit: &'static str,
    /// The model's number.
    pub value: f64,
    /// Its 95 % interval over replicates.
    pub interval: Interval,
    /// What is accepted; none of what is only told.
    pub accepted: Option<Range>,
}

/// A range with one end or two.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// The lowest value in it.
    pub low: f64,
    /// The highest.
    pub high: f64,
}

impl Range {
    /// From one value to another.
    pub const fn between(low: f64, high: f64) -> Self {
        Self { low, high }
    }

    /// This or more.
    pub const fn above(low: f64) -> Self {
        Self { low, high: f64::INFINITY }
    }

    /// Whether a value lies in it; what is no number lies nowhere.
    pub fn holds(self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }
}

/// How a number stands to what is accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// In the range, with its whole interval.
    Met,
    /// In the range, but its interval is not.
    MetBarely,
    /// Outside, but its interval reaches in.
    MissedBarely,
    /// Outside, with its whole interval.
    Missed,
    /// There is nothing to be met.
    Told,
}

impl Standing {
    /// Whether it counts as met; none where there is nothing to be met.
    pub fn is_met(self) -> Option<bool> {
        match self {
            Self::Met | Self::MetBarely => Some(true),
            Self::Missed | Self::MissedBarely => Some(false),
            Self::Told => None,
        }
    }

    /// It in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Met => "pass",
            Self::MetBarely => "pass, not beyond doubt",
            Self::MissedBarely => "fail, not beyond doubt",
            Self::Missed => "fail",
            Self::Told => "told",
        }
    }
}

impl Reading {
    /// How it stands to what is accepted.
    pub fn standing(&self) -> Standing {
        let Some(range) = self.accepted else { return Standing::Told };
        let Interval { low, high } = self.interval;
        // without an interval nothing is beyond doubt
        let is_inside = range.holds(low) && range.holds(high);
        let is_outside = high < range.low || low > range.high || self.value.is_nan();
        match range.holds(self.value) {
            true if is_inside => Standing::Met,
            true => Standing::MetBarely,
            false if is_outside => Standing::Missed,
            false => Standing::MissedBarely,
        }
    }
}

impl Fact {
    /// Whether all that is to be met is met; none where nothing is.
    pub fn is_met(readings: &[Reading]) -> Option<bool> {
        readings.iter().filter_map(|reading| reading.standing().is_met()).reduce(|all, one| all && one)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(value: f64, low: f64, high: f64) -> Reading {
        let interval = Interval { low, high };
        Reading { what: String::new(), unit: "", value, interval, accepted: Some(Range::between(1.0, 2.0)) }
    }

    #[test]
    fn a_number_stands_inside_or_outside_and_beyond_doubt_or_not() {
        let of = |value, low, high| reading(value, low, high).standing();
        assert_eq!(of(1.5, 1.2, 1.8), Standing::Met);
        assert_eq!(of(1.5, 0.9, 1.8), Standing::MetBarely);
        assert_eq!(of(0.9, 0.7, 1.1), Standing::MissedBarely);
        assert_eq!(of(2.5, 2.1, 2.9), Standing::Missed);
        assert_eq!(of(1.5, f64::NAN, f64::NAN), Standing::MetBarely);
        assert_eq!(of(f64::NAN, f64::NAN, f64::NAN), Standing::Missed);
        let told = Reading { accepted: None, ..reading(1.0, 1.0, 1.0) };
        assert_eq!(told.standing(), Standing::Told);
        assert_eq!(Fact::is_met(std::slice::from_ref(&told)), None);
        assert_eq!(Fact::is_met(&[told, reading(1.5, 1.2, 1.8)]), Some(true));
        assert_eq!(Fact::is_met(&[reading(3.0, 3.0, 3.0), reading(1.5, 1.2, 1.8)]), Some(false));
    }
}
