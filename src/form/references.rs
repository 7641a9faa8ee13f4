//! References: names of things that stand elsewhere in the scenario, and files.

use std::marker::PhantomData;
use std::path::PathBuf;

use super::complaint::did_you_mean;
use super::declaration::ValueKind;
use super::field::{Fault, Rule};
use super::node::{Node, Place, Value};
use super::words::read_text;
use super::{Form, Names};
use crate::ids::{Id, Kind};

/// A file that is named in a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileReference {
    /// The path, seen from the working folder of the program.
    pub path: PathBuf,
    /// Where it is named, so that whoever reads the file can complain there.
    pub place: Place,
}

/// Reads the name of a thing.
pub struct IdRule<K> {
    pub(super) kind: PhantomData<fn() -> K>,
}

/// Reads a list of names of things.
pub struct IdsRule<K> {
    pub(super) kind: PhantomData<fn() -> K>,
}

/// Reads the path of a file.
pub struct PathRule;

impl<K: Kind> Rule for IdRule<K> {
    type Value = Id<K>;
    fn kind(&self) -> ValueKind {
        ValueKind::Name(K::NAME)
    }
    fn read(&self, node: &Node, form: &Form) -> Result<Id<K>, Vec<Fault>> {
        let name = read_text(node)?;
        look_up(name, node, form.names()).map_err(|fault| vec![fault])
    }
    fn stand_in(&self) -> Id<K> {
        Id::new(0)
    }
}

impl<K: Kind> Rule for IdsRule<K> {
    type Value = Vec<Id<K>>;
    fn kind(&self) -> ValueKind {
        ValueKind::Names(K::NAME)
    }
    fn read(&self, node: &Node, form: &Form) -> Result<Vec<Id<K>>, Vec<Fault>> {
        let Value::Array(items) = &node.value else {
            let help = matches!(node.value, Value::Text(_)).then(|| "put it in square brackets".into());
            return Err(vec![Fault::wrong_type(node, "a list of names").help(help)]);
        };
        if items.is_empty() {
            let help = Some("leave it out or give at least one name".into());
            return Err(vec![Fault::at(node, "is an empty list").help(help)]);
        }
        let mut ids = Vec::with_capacity(items.len());
        let mut faults = Vec::new();
        for item in items {
            match read_text(item)
                .and_then(|name| look_up(name, item, form.names()).map_err(|fault| vec![fault]))
            {
                Ok(id) if ids.contains(&id) => faults.push(Fault::at(item, "gives this name twice")),
                Ok(id) => ids.push(id),
                Err(more) => faults.extend(more),
            }
        }
        if faults.is_empty() { Ok(ids) } else { Err(faults) }
    }
    fn stand_in(&self) -> Vec<Id<K>> {
        Vec::new()
    }
}

impl Rule for PathRule {
    type Value = FileReference;
    fn kind(&self) -> ValueKind {
        ValueKind::Path
    }
    fn read(&self, node: &Node, form: &Form) -> Result<FileReference, Vec<Fault>> {
        let path = read_text(node)?;
        if path.trim().is_empty() {
            return Err(vec![Fault::at(node, "is empty")]);
        }
        Ok(FileReference { path: form.sources().resolve(&node.place, path), place: node.place.clone() })
    }
    fn stand_in(&self) -> FileReference {
        FileReference { path: PathBuf::new(), place: Place::default() }
    }
}

/// How many known names a complaint lists at most.
const FEW_NAMES: usize = 8;

fn look_up<K: Kind>(name: &str, node: &Node, names: &Names) -> Result<Id<K>, Fault> {
    if let Some(id) = names.find::<K>(name) {
        return Ok(id);
    }
    let known = names.all::<K>();
    let help = did_you_mean(name, known.iter().map(String::as_str)).or_else(|| match known.len() {
        0 => Some(format!("the scenario has no {} yet", K::NAME)),
        1..=FEW_NAMES => Some(format!("known names: {}", quoted(known))),
        _ => None,
    });
    Err(Fault::at(node, format!("names the {} `{name}`, which is unknown", K::NAME)).help(help))
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
