//! Calibration on facts: which values of a few parameters agree with the facts that may be used for it, and with no others.

use super::laboratory::Laboratory;
use super::{FACTS, Fact, Kind, Reading};
use crate::error::{Error, Result};
use crate::form::Default;
use crate::numeric::{exp, four_digits, ln};
use crate::scenario::Scenario;
use crate::scenario::known::declaration_of;
use crate::studies::calibration::{Answer, Deviation, Target};

/// A parameter that may be chosen.
pub struct Parameter {
    /// Its path, as `--set` takes it.
    pub path: &'static str,
    /// The least that it may be.
    pub low: f64,
    /// The most: values between are as likely in equal ratios.
    pub high: f64,
    /// Which facts it is chosen for.
    pub for_facts: &'static [&'static str],
    /// What else it was seen to move: choosing a parameter that serves one fact alone would be a fit.
    pub moves: &'static str,
}

/// The parameters.
pub const PARAMETERS: [Parameter; 5] = [
    Parameter {
        path: "space.spillover",
        low: 0.001,
        high: 0.032,
        for_facts: &["F16"],
        moves: "nothing that was seen: 0.003 in place of 0.016 moves no outcome of `europe_regions` or `push_and_pull` by five standard errors in 20 \
                replicates; near its default it serves F16 alone",
    },
    Parameter {
        path: "space.absorption_threshold",
        low: 0.1,
        high: 0.8,
        for_facts: &["F12"],
        moves: "77 outcomes of `europe_regions` under `need` (0.6 in place of 0.35, beyond five standard errors in 20 replicates): \
                adaptation, the shortfall (0.11 to 0.22), regions over the line (0.40 to 0.26), support, the Theil index",
    },
    Parameter {
        path: "space.payment_rate",
        low: 0.04,
        high: 0.16,
        for_facts: &["F12b"],
        moves: "41 outcomes there (0.06 in place of 0.09): projects at work, what is paid at each stage, money by region and by \
                capacity, capacity of weak regions (0.082 to 0.072), public cost",
    },
    Parameter {
        path: "calls.technical_hazard",
        low: 0.005,
        high: 0.04,
        for_facts: &["F19"],
        moves: "76 outcomes there (0.01 in place of 0.02): projects in the market, adaptation, regions over the line (0.40 to 0.48), \
                the quality of awards",
    },
    Parameter {
        path: "calls.trial",
        low: 1.0,
        high: 8.0,
        for_facts: &["F19"],
        moves: "the fates of projects and nothing else there (2.3 in place of 4 years: 6 outcomes, all of them fates): it serves \
                F19 alone",
    },
];

/// The facts that count: all that are marked so.
pub fn facts() -> impl Iterator<Item = &'static Fact> {
    FACTS.iter().filter(|fact| fact.kind == Kind::Calibrated)
}

impl Parameter {
    /// The value at a share of the way, in four digits.
    pub fn at(&self, share: f64) -> f64 {
        four_digits(exp(ln(self.low) + share * (ln(self.high) - ln(self.low))))
    }
}

/// What the parameters are where nobody says anything else.
///
/// # Errors
/// A parameter without a default: a bug of ours.
pub fn own() -> Result<Vec<f64>> {
    let declarations = Scenario::declarations();
    let own = |parameter: &Parameter| match &declaration_of(parameter.path, &declarations)?.default {
        Default::Value(value) => value.parse().ok(),
        _ => None,
    };
    let missing = |path| Error::Bug(format!("`{path}` has no default"));
    PARAMETERS.iter().map(|one| own(one).ok_or_else(|| missing(one.path))).collect()
}

/// What the model gives with some changes, for all that is to be met.
///
/// # Errors
/// A run that fails: a bug of ours.
pub fn ask(laboratory: &Laboratory) -> Result<Vec<(Target, Answer)>> {
    let mut found = Vec::new();
    for fact in facts() {
        let readings = (fact.ask)(laboratory)?;
        found.extend(readings.iter().filter_map(|reading| pair(fact, reading)));
    }
    Ok(found)
}

/// A reading that is to be met: within what is accepted nothing is off, and beyond it only luck excuses.
fn pair(fact: &Fact, reading: &Reading) -> Option<(Target, Answer)> {
    let accepted = reading.accepted?;
    let target = Target {
        subject: fact.code.into(),
        what: reading.what.clone(),
        year: None,
        low: accepted.low,
        high: accepted.high,
        error: Deviation::Absolute(0.0),
    };
    // half of a 95 % interval is about two standard errors
    let error = (reading.interval.high - reading.interval.low) / 4.0;
    let luck = if error.is_finite() { error * error } else { 0.0 };
    Some((target, Answer { mean: reading.value, luck, values: Vec::new() }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Range;
    use crate::studies::statistics::Interval;

    #[test]
    fn parameters_are_there_their_facts_may_be_used_and_each_fact_has_one() {
        for (parameter, own) in PARAMETERS.iter().zip(own().unwrap()) {
            assert!((parameter.low..=parameter.high).contains(&own), "{}", parameter.path);
            assert!(!parameter.for_facts.is_empty() && parameter.moves.len() > 60, "{}", parameter.path);
            for code in parameter.for_facts {
                assert!(facts().any(|fact| fact.code == *code), "{code}");
            }
        }
        for fact in facts() {
            assert!(PARAMETERS.iter().any(|one| one.for_facts.contains(&fact.code)), "{}", fact.code);
        }
    }

    #[test]
    fn values_are_spread_in_equal_ratios() {
        let parameter = &PARAMETERS[4];
        assert_eq!([0.0, 1.0 / 3.0, 1.0].map(|share| parameter.at(share)), [1.0, 2.0, 8.0]);
    }

    #[test]
    fn a_reading_is_off_by_its_distance_to_what_is_accepted() {
        let fact = facts().next().unwrap();
        let reading = |value: f64, accepted| Reading {
            what: "a share".into(),
            unit: "",
            value,
            interval: Interval { low: value - 0.2, high: value + 0.2 },
            accepted,
        };
        let off = |value| {
            let (target, answer) = pair(fact, &reading(value, Some(Range::between(0.0, 1.0)))).unwrap();
            target.implausibility(&answer)
        };
        assert_eq!([off(0.5), off(1.0)], [0.0, 0.0]);
        assert!((off(1.3) - 3.0).abs() < 1e-12);
        assert!(pair(fact, &reading(1.0, None)).is_none());
    }
}
