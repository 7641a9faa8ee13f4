//! Conditions: what is looked for, such as `target_reached.clean_heat<0.5`.

use std::fmt;
use std::str::FromStr;

use crate::outcomes::{REACHED, REMOVED};
use crate::store::number::Number;

/// An outcome on one side of a number.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// The outcome, as it stands at the head of the table of runs.
    pub outcome: String,
    comparison: Comparison,
    /// The number.
    pub threshold: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comparison {
    Below,
    AtMost,
    Above,
    AtLeast,
}

impl Comparison {
    /// With those of two letters first, so that they are not taken for one.
    const ALL: [(Self, &'static str); 4] =
        [(Self::AtMost, "<="), (Self::AtLeast, ">="), (Self::Below, "<"), (Self::Above, ">")];

    fn sign(self) -> &'static str {
        Self::ALL.iter().find(|(one, _)| *one == self).map_or("", |(_, sign)| sign)
    }

    fn words(self) -> &'static str {
        match self {
            Self::Below => "below",
            Self::AtMost => "of at most",
            Self::Above => "above",
            Self::AtLeast => "of at least",
        }
    }
}

impl FromStr for Condition {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let advice = "an outcome, <, <=, > or >=, and a number, such as target_reached.clean_heat<0.5";
        let split = |(comparison, sign): &(Comparison, &str)| {
            let (outcome, number) = text.split_once(sign)?;
            Some((outcome.trim(), *comparison, number.trim()))
        };
        let (outcome, comparison, number) =
            Comparison::ALL.iter().find_map(split).ok_or_else(|| format!("no comparison in it; {advice}"))?;
        let threshold = number.parse().ok().filter(|number: &f64| number.is_finite());
        let threshold = threshold.ok_or_else(|| format!("`{number}` is no number; {advice}"))?;
        if outcome.is_empty() {
            return Err(format!("no outcome in it; {advice}"));
        }
        Ok(Self { outcome: outcome.to_owned(), comparison, threshold })
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}{}{}", self.outcome, self.comparison.sign(), Number(self.threshold).text())
    }
}

impl Condition {
    /// That a mission is missed in more than half of the luck.
    pub fn missed(mission: &str) -> Self {
        Self { outcome: format!("{REACHED}.{mission}"), comparison: Comparison::Below, threshold: 0.5 }
    }

    /// That less of the problem of a mission is removed, of a difference.
    pub fn behind(mission: &str) -> Self {
        Self { outcome: format!("{REMOVED}.{mission}"), comparison: Comparison::Below, threshold: 0.0 }
    }

    /// Whether it holds for a number.
    pub fn holds(&self, value: f64) -> bool {
        match self.comparison {
            Comparison::Below => value < self.threshold,
            Comparison::AtMost => value <= self.threshold,
            Comparison::Above => value > self.threshold,
            Comparison::AtLeast => value >= self.threshold,
        }
    }

    /// The condition that holds where it does not.
    pub fn opposite(&self) -> Self {
        let comparison = match self.comparison {
            Comparison::Below => Comparison::AtLeast,
            Comparison::AtMost => Comparison::Above,
            Comparison::Above => Comparison::AtMost,
            Comparison::AtLeast => Comparison::Below,
        };
        Self { comparison, ..self.clone() }
    }

    /// What a policy does where it holds, beside another one if there is one.
    pub fn clause(&self, policy: &str, reference: Option<&str>, unit: &str) -> String {
        let mission = |outcome: &str| self.outcome.strip_prefix(outcome)?.strip_prefix('.');
        let is_at = |comparison, threshold| self.comparison == comparison && self.threshold == threshold;
        match reference {
            None => match mission(REACHED) {
                Some(mission) if is_at(Comparison::Below, 0.5) => {
                    format!("`{policy}` misses {mission} more often than not")
                }
                Some(mission) if is_at(Comparison::Above, 0.5) => {
                    format!("`{policy}` reaches {mission} more often than not")
                }
                Some(mission) if is_at(Comparison::AtLeast, 0.5) => {
                    format!("`{policy}` reaches {mission} at least as often as it misses it")
                }
                _ => format!("`{policy}` has {}", self.with_unit(unit)),
            },
            Some(reference) => match mission(REMOVED) {
                Some(mission) if is_at(Comparison::Below, 0.0) => {
                    format!("`{policy}` removes less of the problem of {mission} than `{reference}`")
                }
                Some(mission) if is_at(Comparison::Above, 0.0) => {
                    format!("`{policy}` removes more of the problem of {mission} than `{reference}`")
                }
                _ => format!("`{policy}` less `{reference}` has {}", self.with_unit(unit)),
            },
        }
    }

    fn with_unit(&self, unit: &str) -> String {
        let number = Number(self.threshold).text();
        let amount = if unit.is_empty() { number } else { format!("{number} {unit}") };
        format!("a mean {} {} {amount}", self.outcome, self.comparison.words())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_read_and_said() {
        for (text, value, holds, said) in [
            ("target_reached.a<0.5", 0.5, false, "`need` misses a more often than not"),
            ("target_reached.a > 0.5", 0.51, true, "`need` reaches a more often than not"),
            ("public_cost>=120", 120.0, true, "`need` has a mean public_cost of at least 120 M EUR"),
            ("shortfall.a <= 0.1", 0.2, false, "`need` has a mean shortfall.a of at most 0.1 M EUR"),
        ] {
            let condition: Condition = text.parse().unwrap();
            assert_eq!(condition.to_string(), text.replace(' ', ""));
            assert_eq!(condition.holds(value), holds, "{text}");
            assert_eq!(condition.opposite().holds(value), !holds, "{text}");
            assert_eq!(condition.clause("need", None, "M EUR"), said);
        }
        let behind = Condition::behind("a");
        assert_eq!(
            behind.clause("need", Some("blind"), ""),
            "`need` removes less of the problem of a than `blind`"
        );
        assert_eq!(
            Condition::missed("a").clause("need", Some("blind"), ""),
            "`need` less `blind` has a mean target_reached.a below 0.5"
        );
    }

    #[test]
    fn what_is_no_condition_is_refused() {
        for (text, said) in
            [("a", "no comparison"), ("<1", "no outcome"), ("a<b", "`b` is no number"), ("a<", "`` is")]
        {
            let complaint = text.parse::<Condition>().unwrap_err();
            assert!(complaint.contains(said), "{text}: {complaint}");
        }
    }
}
