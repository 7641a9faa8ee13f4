//! The assumptions of a scenario: numbers of the world that are ours and that nothing in the scenario replaces.

use std::path::Path;

use super::provenance::places;
use super::{Scenario, tree};
use crate::error::Result;
use crate::form::{Bounds, Declaration, Default, Node, Segment, Sources, ValueKind};
use crate::numeric::four_digits;

/// A number, or a list of numbers, that holds because we assumed it.
#[derive(Clone, Debug, PartialEq)]
pub struct Assumption {
    /// Its path as `--set` takes it.
    pub path: String,
    /// What it means.
    pub meaning: &'static str,
    /// What is assumed: one number, or those of a list.
    pub values: Vec<f64>,
    /// What may be written for each.
    pub bounds: Bounds,
    /// Whether only whole numbers may be written.
    pub is_whole: bool,
    /// Whether it is a list.
    is_list: bool,
}

/// Keys whose assumptions are no belief about the world: how long it is looked at, what regions are made of where there
/// are no data, what policies can choose, and whom a mission is about.
const NOT_THE_WORLD: [&str; 4] = ["years", "regions", "policy", "owned_by"];

impl Assumption {
    /// All that hold in a scenario, in the order of its parameters. A nought is left out: what is off is
    /// another model and not another number.
    ///
    /// # Errors
    /// As when the scenario is loaded.
    pub fn all(path: &Path, changes: &[String], colour: bool) -> Result<Vec<Self>> {
        // a scenario that is wrong says so in full
        Scenario::load(path, changes, colour)?;
        let mut sources = Sources::default();
        let (root, _) = tree(path, changes, &mut sources, colour)?;
        let declarations = Scenario::declarations();
        let ours = declarations.iter().filter(|declaration| {
            let is_of_the_world = |step: &Segment| !NOT_THE_WORLD.contains(&step.name());
            declaration.is_assumed() && declaration.path.iter().all(is_of_the_world)
        });
        Ok(ours.flat_map(|declaration| in_force(declaration, &root)).collect())
    }

    /// By which factors it can be multiplied, when it may change by this one at most, up or down.
    pub fn factors(&self, within: f64) -> (f64, f64) {
        let (mut low, mut high) = (1.0 / within, within);
        for value in &self.values {
            let (least, most) = if *value < 0.0 {
                (self.bounds.high / value, self.bounds.low / value)
            } else {
                (self.bounds.low / value, self.bounds.high / value)
            };
            low = f64::max(low, least);
            high = f64::min(high, most);
        }
        (low, high)
    }

    /// The change that multiplies it, as `--set` takes it, in four digits.
    pub fn change(&self, factor: f64) -> String {
        format!("{}={}", self.path, self.written(factor))
    }

    /// What it is when it is multiplied, as it would be written.
    pub fn written(&self, factor: f64) -> String {
        let one = |value: &f64| {
            let changed = four_digits(value * factor);
            let changed = changed.clamp(self.bounds.low, self.bounds.high);
            if self.is_whole { format!("{}", changed.round() as i64) } else { changed.to_string() }
        };
        let all: Vec<String> = self.values.iter().map(one).collect();
        if self.is_list { format!("[{}]", all.join(", ")) } else { all.concat() }
    }
}

/// The places at which a declaration holds by our assumption; none when it isn't about numbers.
fn in_force(declaration: &Declaration, root: &Node) -> Vec<Assumption> {
    let (bounds, is_whole) = match declaration.kind {
        ValueKind::Number(bounds) | ValueKind::Numbers { each: bounds, .. } => (bounds, false),
        ValueKind::Count { low, high } => (Bounds { low: low as f64, high: high as f64 }, true),
        _ => return Vec::new(),
    };
    let Default::Value(default) = &declaration.default else { return Vec::new() };
    let numbers = default.trim_matches(['[', ']']).split(',').map(|number| number.trim().parse::<f64>());
    let Ok(values) = numbers.collect::<std::result::Result<Vec<f64>, _>>() else { return Vec::new() };
    if values.contains(&0.0) {
        return Vec::new();
    }
    let places = places(&declaration.path, Some(root), String::new());
    // what the scenario says is no assumption of ours
    let paths = places.into_iter().filter(|(_, node)| node.is_none()).map(|(path, _)| path);
    let is_list = default.starts_with('[');
    let one = |path| Assumption {
        path,
        meaning: declaration.meaning,
        values: values.clone(),
        bounds,
        is_whole,
        is_list,
    };
    paths.map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_small_world(changes: &[&str]) -> Vec<Assumption> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/command_line/small.toml");
        let changes: Vec<String> = changes.iter().map(|change| (*change).to_owned()).collect();
        Assumption::all(&path, &changes, false).unwrap()
    }

    fn named(path: &str, all: &[Assumption]) -> Option<Assumption> {
        all.iter().find(|assumption| assumption.path == path).cloned()
    }

    #[test]
    fn what_the_scenario_says_is_no_assumption_of_ours() {
        let all = of_small_world(&[]);
        let hassle = named("owners.hassle", &all).unwrap();
        assert_eq!(hassle.values, [2.0]);
        // names are those of the scenario
        assert!(named("solution.pump.potential", &all).is_some());
        assert_eq!(named("owners.hassle", &of_small_world(&["owners.hassle=1.5"])), None);
        assert!(all.iter().all(|assumption| !assumption.path.starts_with("policy.")));
        // what is off stays off
        assert_eq!(named("mission.heat.need_elasticity", &all), None);
    }

    #[test]
    fn factors_stay_within_bounds_and_changes_can_be_read() {
        let all = of_small_world(&[]);
        let contacts = named("owners.social.contacts", &all).unwrap();
        assert_eq!(
            (contacts.factors(4.0), contacts.change(1.3)),
            ((0.25, 2.0), "owners.social.contacts=10".into())
        );
        let noise = named("agencies.evidence.noise", &all).unwrap();
        assert_eq!(noise.change(2.0), "agencies.evidence.noise=[0.5, 0.3, 0.16, 0.1]");
        for assumption in &all {
            let (low, high) = assumption.factors(2.0);
            assert!((0.5..=1.0).contains(&low) && (1.0..=2.0).contains(&high), "{assumption:?}");
        }
    }

    #[test]
    fn a_number_below_nought_keeps_its_sign() {
        let below = Assumption {
            path: "a.b".into(),
            meaning: "",
            values: vec![-0.4],
            bounds: Bounds { low: -0.5, high: 3.0 },
            is_whole: false,
            is_list: false,
        };
        assert_eq!((below.factors(2.0), below.written(1.25)), ((0.5, 1.25), "-0.5".into()));
    }
}
