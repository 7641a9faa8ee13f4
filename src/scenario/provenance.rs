//! Where each value of a scenario comes from: what its file says, what a source says, and what we assumed.

use std::path::Path;

use super::{Scenario, tree};
use crate::error::Result;
use crate::form::{Declaration, Default, Node, Segment, Source, Sources, Value};

/// A value that holds in a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// Its path as `--set` takes it.
    pub path: String,
    /// The value, as it would be written.
    pub value: String,
    /// Its unit, when it has one.
    pub unit: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// Where it comes from.
    pub origin: Origin,
}

/// Where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The scenario says it, or the command line.
    Written,
    /// A publication or a data set.
    Cited(&'static str),
    /// An assumption of ours.
    Assumed,
    /// A choice that needs no source.
    Chosen,
}

impl Held {
    /// All values of a scenario, in the order of its parameters.
    ///
    /// # Errors
    /// As when the scenario is loaded.
    pub fn all(path: &Path, changes: &[String]) -> Result<Vec<Self>> {
        let (root, _) = tree(path, changes, &mut Sources::default(), false)?;
        let declarations = Scenario::declarations();
        let values = declarations.iter().filter(|one| !one.is_table()).flat_map(|one| held(one, &root));
        let mut values: Vec<Self> = values.collect();
        // regions come from a table or are made by rule, and of the other way nothing holds
        if values.iter().any(|held| held.path == "regions.table") {
            values.retain(|held| !held.path.starts_with("regions.synthetic."));
        }
        // what is to come out of runs is nothing that holds
        values.retain(|held| !held.path.starts_with("lesson."));
        Ok(values)
    }
}

/// The values that a declaration has in a tree.
fn held(declaration: &Declaration, root: &Node) -> Vec<Held> {
    let one = |(path, node): (String, Option<&Node>)| {
        let (value, origin) = match (node, &declaration.default) {
            (Some(node), _) => (text(&node.value), Origin::Written),
            (None, Default::Value(value)) => (
                value.clone(),
                match declaration.source {
                    Source::Cited(source) => Origin::Cited(source),
                    Source::Assumed => Origin::Assumed,
                    Source::Definition => Origin::Chosen,
                },
            ),
            (None, _) => return None,
        };
        let unit = declaration.unit.unwrap_or_default();
        Some(Held { path, value, unit, meaning: declaration.meaning, origin })
    };
    places(&declaration.path, Some(root), String::new()).into_iter().filter_map(one).collect()
}

/// The paths that a declaration has in a tree, each with what is written there.
pub(super) fn places<'n>(
    path: &[Segment],
    node: Option<&'n Node>,
    above: String,
) -> Vec<(String, Option<&'n Node>)> {
    let Some((first, rest)) = path.split_first() else { return vec![(above, node)] };
    let entries = match node.map(|node| &node.value) {
        Some(Value::Table(entries)) => entries.as_slice(),
        _ => &[],
    };
    let join = |key: &str| if above.is_empty() { key.to_owned() } else { format!("{above}.{key}") };
    match first {
        Segment::Fixed(key) => {
            let below = entries.iter().find(|entry| entry.key == *key).map(|entry| &entry.node);
            places(rest, below, join(key))
        }
        Segment::Named(_) => {
            entries.iter().flat_map(|entry| places(rest, Some(&entry.node), join(&entry.key))).collect()
        }
    }
}

/// A value as it would be written.
fn text(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Date(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Boolean(flag) => flag.to_string(),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| text(&item.value)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Table(_) => "a table".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_small_world(changes: &[&str]) -> Vec<Held> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/command_line/small.toml");
        let changes: Vec<String> = changes.iter().map(|change| (*change).to_owned()).collect();
        Held::all(&path, &changes).unwrap()
    }

    #[test]
    fn each_value_says_where_it_comes_from() {
        let of = |path: &str, changes: &[&str]| {
            of_small_world(changes)
                .into_iter()
                .find(|held| held.path == path)
                .map(|held| (held.value, held.origin))
        };
        assert_eq!(of("owners.hassle", &[]), Some(("2".into(), Origin::Assumed)));
        assert_eq!(of("owners.hassle", &["owners.hassle=1.5"]), Some(("1.5".into(), Origin::Written)));
        // every path once, and each with a meaning
        let all = of_small_world(&[]);
        let mut paths: Vec<&str> = all.iter().map(|held| held.path.as_str()).collect();
        paths.sort_unstable();
        paths.dedup();
        assert_eq!(paths.len(), all.len());
        assert!(all.iter().all(|held| !held.meaning.is_empty()));
        assert!(all.iter().any(|held| matches!(held.origin, Origin::Cited(_))));
        assert!(all.iter().any(|held| held.path.starts_with("regions.synthetic.")));
        let europe = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/europe_regions.toml");
        let of_europe = Held::all(&europe, &[]).unwrap();
        assert!(of_europe.iter().all(|held| !held.path.starts_with("regions.synthetic.")));
    }
}
