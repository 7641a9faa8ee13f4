//! Uncertainties: numbers of the world that nobody controls, each with the range in which it may lie.
//!
//! A future is one value for each of them. Future 0 is what the scenario says.

use std::path::Path;

use super::{Scenario, change_of, tree};
use crate::form::complaint::did_you_mean;
use crate::form::{
    Choice, Complaint, Declaration, Default, Form, Node, Place, Segment, Sources, Value, ValueKind,
};
use crate::numeric::{exp, four_digits, ln};
use crate::units::Index;

/// The most uncertainties that a scenario can have: so many directions can be filled evenly.
pub const MOST_UNCERTAINTIES: usize = 256;

/// One number that may be another.
#[derive(Clone, Debug)]
pub struct Uncertainty {
    /// Its name.
    pub name: String,
    /// The parameter, as `--set` takes it.
    pub parameter: String,
    /// What the scenario says: the value in future 0.
    pub own: f64,
    low: f64,
    high: f64,
    distribution: Distribution,
    is_whole: bool,
    /// Where the parameter and the ends of the range are written.
    places: [Place; 3],
}

/// How likely the values of a range are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Distribution {
    Uniform,
    LogUniform,
    Triangular,
}

impl Choice for Distribution {
    const OPTIONS: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Uniform, "uniform", "all values are equally likely"),
        (Self::LogUniform, "log_uniform", "all ratios are equally likely: for numbers above nought"),
        (Self::Triangular, "triangular", "what the scenario says is most likely, the ends are least"),
    ];
}

impl Uncertainty {
    /// Reads one.
    pub(super) fn read(form: &mut Form, name: &str) -> Self {
        let parameter =
            form.text("parameter", "the number that is uncertain: its path as `--set` takes it").required();
        let low = form.amount::<Index>("low", "the least that it may be, in its own unit").required().0;
        let high = form.amount::<Index>("high", "the most that it may be").required().0;
        let distribution = form
            .choice("distribution", "how likely the values between them are")
            .default(Distribution::Uniform);
        form.text("source", "where the range comes from, for people").default("");
        if low >= high {
            form.complain("high", "the range has no width", "more than `low`");
        }
        if distribution == Distribution::LogUniform && low <= 0.0 {
            form.complain("low", "ratios need numbers above nought", "more than 0, or another distribution");
        }
        let places = ["parameter", "low", "high"].map(|key| form.place_of(key));
        Self {
            name: name.to_owned(),
            parameter,
            own: f64::NAN,
            low,
            high,
            distribution,
            is_whole: false,
            places,
        }
    }

    /// The value at a share of the way through its distribution, in four digits.
    pub fn at(&self, share: f64) -> f64 {
        let Self { low, high, own, .. } = *self;
        let value = match self.distribution {
            Distribution::Uniform => low + share * (high - low),
            Distribution::LogUniform => exp(ln(low) + share * (ln(high) - ln(low))),
            Distribution::Triangular => {
                let below = (own - low) / (high - low);
                if share < below {
                    low + (share * (high - low) * (own - low)).sqrt()
                } else {
                    high - ((1.0 - share) * (high - low) * (high - own)).sqrt()
                }
            }
        };
        let written = four_digits(value).clamp(low, high);
        if self.is_whole { written.round() } else { written }
    }

    /// The parameter, and the least and the most that it may be.
    pub fn range(&self) -> (&str, f64, f64) {
        (&self.parameter, self.low, self.high)
    }

    /// The change that gives it a value, as `--set` takes it.
    pub fn change(&self, value: f64) -> String {
        format!("{}={value}", self.parameter)
    }

    /// Finds out what the scenario says of it.
    fn look_up(&mut self, root: &Node, declarations: &[Declaration]) -> Result<(), Complaint> {
        let complaint = |message: String, label: &str| Complaint::new(self.places[0].clone(), message, label);
        let parameter = &self.parameter;
        let keys: Vec<&str> = parameter.split('.').map(str::trim).collect();
        if let Some(why) = why_not_of_the_world(keys[0]) {
            return Err(complaint(format!("`{parameter}` {why}"), "a number of the world"));
        }
        let Some(declaration) = declarations.iter().find(|one| matches(&one.path, &keys)) else {
            let known = declarations.iter().map(Declaration::path_text);
            let help = did_you_mean(parameter, known.collect::<Vec<_>>().iter().map(String::as_str));
            return Err(complaint(format!("there is no parameter `{parameter}`"), "the path of a parameter")
                .help(help));
        };
        self.is_whole = matches!(declaration.kind, ValueKind::Count { .. });
        if !self.is_whole && !matches!(declaration.kind, ValueKind::Number(_)) {
            return Err(complaint(format!("`{parameter}` is no number"), "a parameter that is one number"));
        }
        let own = written(root, &keys).or_else(|| match &declaration.default {
            Default::Value(value) => value.parse().ok(),
            _ => None,
        });
        let Some(own) = own else {
            let message = format!("the scenario gives `{parameter}` no value, so future 0 has none");
            return Err(complaint(message, "a parameter that has a value"));
        };
        self.own = own;
        if !(self.low..=self.high).contains(&own) {
            let message = format!("`{parameter}` is {own}, which lies outside of the range");
            return Err(complaint(message, "a range from `low` to `high` with what the scenario says in it"));
        }
        Ok(())
    }
}

/// Why what stands below a key of the file is nothing of the world, where it isn't.
pub(super) fn why_not_of_the_world(key: &str) -> Option<&'static str> {
    NOT_OF_THE_WORLD.iter().find(|(known, _)| key == *known).map(|(_, why)| *why)
}

/// Keys below which nothing is of the world, and what they are.
const NOT_OF_THE_WORLD: [(&str, &str); 8] = [
    ("policy", "is a lever, which policies choose"),
    ("start", "says what is simulated"),
    ("years", "says what is simulated"),
    ("replicates", "says how often it is simulated"),
    ("seed", "is chance, which replicates draw"),
    ("uncertainty", "says what is uncertain"),
    ("observed", "is what was seen"),
    ("lesson", "says what comes out"),
];

/// Whether a path is declared so.
pub(super) fn matches(declared: &[Segment], keys: &[&str]) -> bool {
    declared.len() == keys.len()
        && declared.iter().zip(keys).all(|(segment, key)| match segment {
            Segment::Fixed(name) => name == key,
            Segment::Named(_) => true,
        })
}

/// The number that is written at a path.
pub(super) fn written(root: &Node, keys: &[&str]) -> Option<f64> {
    let node = keys.iter().try_fold(root, |node, key| match &node.value {
        Value::Table(entries) => entries.iter().find(|entry| entry.key == *key).map(|entry| &entry.node),
        _ => None,
    })?;
    match node.value {
        Value::Integer(number) => Some(number as f64),
        Value::Float(number) => Some(number),
        _ => None,
    }
}

/// Leaves out what the command line fixes, finds out what the scenario says of the others, and complains of what can't be.
pub(super) fn settle(
    uncertainties: &mut Vec<Uncertainty>,
    root: &Node,
    path: &Path,
    changes: &[String],
) -> Vec<Complaint> {
    let is_fixed = |one: &Uncertainty| changes.iter().any(|change| change_of(change) == one.parameter);
    uncertainties.retain(|one| !is_fixed(one));
    if uncertainties.is_empty() {
        return Vec::new();
    }
    let declarations = Scenario::declarations();
    let mut complaints = Vec::new();
    for one in uncertainties {
        if let Err(complaint) = one.look_up(root, &declarations) {
            complaints.push(complaint);
            continue;
        }
        for (end, place) in [one.low, one.high].into_iter().zip(&one.places[1..]) {
            if let Some(what) = problem_with(path, changes, vec![one.change(end)]) {
                let message = format!("`{}` can't be {end}: {what}", one.parameter);
                complaints.push(Complaint::new(
                    place.clone(),
                    message,
                    "an end with which the scenario can be read",
                ));
            }
        }
    }
    complaints
}

/// What is wrong with a scenario that is right without some changes more, if anything.
pub(super) fn problem_with(path: &Path, changes: &[String], more: Vec<String>) -> Option<String> {
    let changes: Vec<String> = changes.iter().cloned().chain(more).collect();
    let mut sources = Sources::default();
    let (root, complaints) = tree(path, &changes, &mut sources, false).ok()?;
    let complaints = match Form::read_root(&root, &sources, |form| Scenario::read(form, String::new())) {
        Ok(_) => complaints,
        Err(more) => complaints.into_iter().chain(more).collect(),
    };
    complaints.into_iter().next().map(|complaint| complaint.message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(distribution: Distribution, is_whole: bool) -> Uncertainty {
        Uncertainty {
            name: "a".into(),
            parameter: "b.c".into(),
            own: 4.0,
            low: 1.0,
            high: 16.0,
            distribution,
            is_whole,
            places: [Place::default(), Place::default(), Place::default()],
        }
    }

    #[test]
    fn shares_of_each_distribution_by_hand() {
        let at = |distribution, share| of(distribution, false).at(share);
        assert_eq!(at(Distribution::Uniform, 0.2), 4.0);
        assert_eq!(at(Distribution::LogUniform, 0.5), 4.0);
        // a fifth of the triangle lies below its top at 4; halfway up the left side, a quarter of that fifth
        assert_eq!(at(Distribution::Triangular, 0.2), 4.0);
        assert_eq!(at(Distribution::Triangular, 0.05), 2.5);
        // 1 - p = (16 - x)^2 / (15 x 12): a fifth is left at 10
        assert_eq!(at(Distribution::Triangular, 0.8), 10.0);
        for distribution in [Distribution::Uniform, Distribution::LogUniform, Distribution::Triangular] {
            assert_eq!((at(distribution, 0.0), at(distribution, 1.0)), (1.0, 16.0));
        }
        assert_eq!(of(Distribution::Uniform, true).at(0.25), 5.0);
        assert_eq!(of(Distribution::Uniform, false).change(2.5), "b.c=2.5");
    }

    #[test]
    fn a_path_is_declared_with_any_name() {
        let declared = Scenario::declarations();
        let is_known = |path: &str| {
            let keys: Vec<&str> = path.split('.').collect();
            declared.iter().any(|one| matches(&one.path, &keys))
        };
        assert!(
            is_known("owners.hassle") && is_known("mission.any.target") && is_known("agencies.staff.hour")
        );
        assert!(!is_known("owners.hassle.more") && !is_known("owners.hassel"));
    }
}
