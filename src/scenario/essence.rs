//! The essence of a scenario: all that decides what its runs are, and nothing that only people read.

use std::fmt::Write;
use std::path::Path;

use super::{Scenario, file};
use crate::error::Result;
use crate::form::{Entry, Node, Sources, Value};

/// Tables and keys of the file that change no run of a policy under given luck.
const BESIDE: [&str; 6] = ["title", "replicates", "seed", "uncertainty", "observed", "lesson"];
/// Keys anywhere that are words for people, or drawn.
const WORDS: [&str; 4] = ["title", "source", "map", "map_key"];

/// It as a text: each value of the file and of those that it builds on with its path, in order, and the tables of data.
///
/// # Errors
/// All complaints about the file.
pub fn essence(path: &Path) -> Result<String> {
    let mut sources = Sources::default();
    let mut root = file::load(path, &mut sources).map_err(|failure| failure.into_error(&sources, false))?;
    if let Value::Table(entries) = &mut root.value {
        entries.retain(|entry| !BESIDE.contains(&entry.key.as_str()));
    }
    let mut text = String::new();
    write_node(&root, "", &mut text);
    for (path, bytes) in Scenario::load(path, &[], false)?.inputs {
        let is_table = path.extension().is_some_and(|extension| extension == "csv");
        if is_table {
            text += &String::from_utf8_lossy(&bytes).replace('\r', "");
        }
    }
    Ok(text)
}

fn write_node(node: &Node, path: &str, text: &mut String) {
    let Value::Table(entries) = &node.value else {
        let _ = writeln!(text, "{path} = {}", written(&node.value));
        return;
    };
    let mut sorted: Vec<&Entry> =
        entries.iter().filter(|entry| !WORDS.contains(&entry.key.as_str())).collect();
    // where keys stand in a file is of no matter, but for things with names: their order is that of their numbers
    if path.matches('.').count() != 1 {
        sorted.sort_by(|one, other| one.key.cmp(&other.key));
    }
    for entry in sorted {
        write_node(&entry.node, &format!("{path}.{}", entry.key), text);
    }
}

fn written(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Date(text) => format!("{text:?}"),
        Value::Integer(number) => (*number as f64).to_string(),
        Value::Float(number) => number.to_string(),
        Value::Boolean(flag) => flag.to_string(),
        Value::Array(items) => items.iter().map(|item| written(&item.value) + ", ").collect(),
        Value::Table(entries) => {
            let pairs =
                entries.iter().map(|entry| entry.key.clone() + " = " + &written(&entry.node.value) + ", ");
            pairs.collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn words_are_of_no_matter_and_numbers_are() {
        let folder = tempfile::tempdir().unwrap();
        let small = include_str!("../../tests/command_line/small.toml");
        let of = |text: &str| {
            let path = folder.path().join("a.toml");
            fs::write(&path, text).unwrap();
            essence(&path).unwrap()
        };
        let own = of(small);
        assert_eq!(own, of(&format!("# a comment\n{small}")));
        assert_eq!(own, of(&small.replacen("title = \"", "title = \"Another ", 1)));
        assert_ne!(own, of(&small.replacen("budget = 50", "budget = 51", 1)));
    }
}
