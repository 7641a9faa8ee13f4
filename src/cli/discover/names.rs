//! What is varied, as people call it.

use crate::report::words::joined;
use std::path::Path;

use crate::cli::terminal::{has_colour, note};
use crate::scenario::Scenario;
use crate::scenario::known::declaration_of;
use crate::store::number::Number;
use crate::store::plan::Plan;
use crate::studies::discovery::case_box::{Limits, Side};
use crate::studies::discovery::cases::{Factor, Kind};

/// One thing that is varied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The parameter: the head of its column.
    pub parameter: String,
    /// The name of the uncertainty where it is one, else the parameter.
    pub name: String,
    /// Its unit; empty where it has none.
    pub unit: &'static str,
}

/// All that a study varies, in the order of its plan.
pub fn of_plan(plan: &Plan, folder: &Path) -> Vec<Named> {
    let scenario = Scenario::load(&folder.join(&plan.scenario), &plan.changes, has_colour());
    if scenario.is_err() {
        note(
            "note: this version can't read the scenario of the study, so parameters are called by their paths",
        );
    }
    let uncertainties = scenario.map(|scenario| scenario.uncertainties).unwrap_or_default();
    let declarations = Scenario::declarations();
    let named = |parameter: &String| {
        let unit = declaration_of(parameter, &declarations).and_then(|declaration| declaration.unit);
        let uncertainty = uncertainties.iter().find(|one| one.parameter == *parameter);
        let name = uncertainty.map_or(parameter, |one| &one.name).clone();
        Named { parameter: parameter.clone(), name, unit: unit.unwrap_or_default() }
    };
    plan.varied.iter().map(named).collect()
}

impl Named {
    /// Limits on it, as the end of a sentence; nothing where there are none.
    pub fn limited(&self, factor: &Factor, limits: &Limits) -> Option<String> {
        let words = match (&factor.kind, limits.low, limits.high) {
            (Kind::Words(words), ..) => {
                let (barred, allowed): (Vec<_>, Vec<_>) =
                    words.iter().enumerate().partition(|(place, _)| limits.barred.contains(place));
                let texts = |some: &[(usize, &String)]| {
                    some.iter().map(|(_, word)| (*word).clone()).collect::<Vec<_>>()
                };
                match (barred.len(), allowed.len()) {
                    (0, _) => return None,
                    (barred_words, words) if words <= barred_words => joined(&texts(&allowed), "or"),
                    _ => format!("not {}", joined(&texts(&barred), "or")),
                }
            }
            (_, None, None) => return None,
            (_, Some(low), None) => format!("at least {}", self.amount(low)),
            (_, None, Some(high)) => format!("at most {}", self.amount(high)),
            (_, Some(low), Some(high)) if low == high => self.amount(low),
            (_, Some(low), Some(high)) => format!("from {} to {}", Number(low).text(), self.amount(high)),
        };
        Some(format!("{} is {words}", self.name))
    }

    /// One of the limits alone.
    pub fn limited_on(&self, factor: &Factor, limits: &Limits, side: Side) -> String {
        let alone = match side {
            Side::High => Limits { high: limits.high, ..Limits::default() },
            Side::Low => Limits { low: limits.low, ..Limits::default() },
            Side::Words => Limits { barred: limits.barred.clone(), ..Limits::default() },
        };
        self.limited(factor, &alone).unwrap_or_default()
    }

    fn amount(&self, number: f64) -> String {
        let number = Number(number).text();
        // shares and levels are said without a word for them
        if ["", "share", "level", "index"].contains(&self.unit) {
            number
        } else {
            format!("{number} {}", self.unit)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_said() {
        let named = Named { parameter: "a.b".into(), name: "price".into(), unit: "EUR" };
        let numbers = Factor::of_texts(&["1.5", "2"]);
        let limits = |low, high| Limits { low, high, ..Limits::default() };
        for (low, high, said) in [
            (None, None, None),
            (Some(1.5), None, Some("price is at least 1.5 EUR")),
            (None, Some(2.0), Some("price is at most 2 EUR")),
            (Some(1.5), Some(2.0), Some("price is from 1.5 to 2 EUR")),
            (Some(2.0), Some(2.0), Some("price is 2 EUR")),
        ] {
            assert_eq!(named.limited(&numbers, &limits(low, high)).as_deref(), said);
        }
        let words = Factor::of_texts(&["bus", "tram", "walk", "cycle"]);
        let barred =
            |places: &[usize]| Limits { barred: places.iter().copied().collect(), ..Limits::default() };
        for (places, said) in [
            (&[][..], None),
            (&[0], Some("price is not bus")),
            (&[0, 1], Some("price is tram or walk")),
            (&[0, 1, 2], Some("price is walk")),
        ] {
            assert_eq!(named.limited(&words, &barred(places)).as_deref(), said);
        }
        assert_eq!(
            named.limited_on(&numbers, &limits(Some(1.5), Some(2.0)), Side::Low),
            "price is at least 1.5 EUR"
        );
    }
}
