//! Changes from the command line: `--set path.to.key=value`.

use std::path::Path;

use super::file::parse_value;
use crate::form::{Complaint, Entry, Node, Place, Sources, Value};

/// How people know these changes; complaints show the argument under this name.
pub const NAME: &str = "--set";

/// The longest path that a change may have; no parameter lies deeper.
const DEEPEST_PATH: usize = 16;

/// Sets or creates what an argument such as `mission.clean_heat.target=0.3` names. The argument becomes a
/// source of its own. Keys that nobody declares are found when the tree is read.
pub fn apply(root: &mut Node, argument: &str, sources: &mut Sources) -> Result<(), Complaint> {
    let source = sources.add(NAME, argument, Path::new(""));
    let at = |span| Place { source, span };
    let Some(equals) = argument.find('=') else {
        let label = "a path and a value, such as mission.clean_heat.target=0.3";
        return Err(Complaint::new(at(0..argument.len()), "no `=` between path and value", label));
    };
    let keys = read_path(&argument[..equals], source)?;
    let value = read_value(&argument[equals + 1..], source, equals + 1)?;
    set(root, &keys, value)
}

/// A key of the path with its place.
struct Key<'a> {
    name: &'a str,
    place: Place,
}

fn read_path(path: &str, source: usize) -> Result<Vec<Key<'_>>, Complaint> {
    let mut keys = Vec::new();
    let mut start = 0;
    for written in path.split('.') {
        let name = written.trim();
        let from = start + written.len() - written.trim_start().len();
        let place = Place { source, span: from..from + name.len() };
        let is_key = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-';
        if name.is_empty() || !name.chars().all(is_key) {
            let label = "names joined by dots, such as mission.clean_heat.target";
            return Err(Complaint::new(place, format!("`{name}` can't be a key"), label));
        }
        if keys.len() == DEEPEST_PATH {
            let label = format!("at most {DEEPEST_PATH} names joined by dots");
            return Err(Complaint::new(place, "the path is too long", label));
        }
        keys.push(Key { name, place });
        start += written.len() + 1;
    }
    Ok(keys)
}

/// A TOML value; a bare word is a text, since a shell takes the quotes away.
fn read_value(written: &str, source: usize, offset: usize) -> Result<Node, Complaint> {
    let word = written.trim();
    let start = offset + written.len() - written.trim_start().len();
    let place = Place { source, span: start..start + word.len() };
    if word.is_empty() {
        let complaint = Complaint::new(place, "no value after `=`", "a value, such as 0.3 or 2026q1");
        return Err(complaint.help(Some("write `''` for an empty text".into())));
    }
    parse_value(word, source, start).or_else(|complaint| {
        let is_bare = !word.starts_with(['"', '\'', '[', '{']) && !word.contains(['\n', '\r']);
        if is_bare { Ok(Node { value: Value::Text(word.into()), place }) } else { Err(complaint) }
    })
}

fn set(node: &mut Node, keys: &[Key], value: Node) -> Result<(), Complaint> {
    let [key, deeper @ ..] = keys else {
        *node = value;
        return Ok(());
    };
    let what = node.value.what();
    let Value::Table(entries) = &mut node.value else {
        let message = format!("`{}` can't be set: what is before it is {what}, not a table", key.name);
        return Err(Complaint::new(key.place.clone(), message, "a key of a table"));
    };
    let position = entries.iter().position(|entry| entry.key == key.name).unwrap_or_else(|| {
        let node = Node { value: Value::Table(Vec::new()), place: key.place.clone() };
        entries.push(Entry { key: key.name.into(), key_place: key.place.clone(), node });
        entries.len() - 1
    });
    let entry = &mut entries[position];
    if deeper.is_empty() {
        entry.key_place = key.place.clone();
    }
    set(&mut entry.node, deeper, value)
}

#[cfg(test)]
mod tests {
    use super::super::file::parse;
    use super::*;

    fn changed(text: &str, argument: &str) -> Result<Node, String> {
        let mut sources = Sources::default();
        let source = sources.add("a.toml", text, Path::new(""));
        let mut tree = parse(text, source).map_err(|complaint| complaint.message)?;
        apply(&mut tree, argument, &mut sources).map_err(|complaint| complaint.message)?;
        Ok(tree)
    }

    fn value_at<'a>(node: &'a Node, path: &str) -> &'a Node {
        path.split('.').fold(node, |node, key| match &node.value {
            Value::Table(entries) => &entries.iter().find(|entry| entry.key == key).unwrap().node,
            other => panic!("{} at {key}", other.what()),
        })
    }

    #[test]
    fn a_change_overrides_and_creates() {
        let text = "[a]\nb = 1\nc = 2";
        for (argument, path, expected) in [
            ("a.b=3", "a.b", Value::Integer(3)),
            ("a.d.e=0.5", "a.d.e", Value::Float(0.5)),
            ("a={f = true}", "a.f", Value::Boolean(true)),
            (" a . b = 2026q1 ", "a.b", Value::Text("2026q1".into())),
            ("a.b=two words", "a.b", Value::Text("two words".into())),
            ("a.b='x=y'", "a.b", Value::Text("x=y".into())),
            ("a.b=2026-05-01", "a.b", Value::Date("2026-05-01".into())),
        ] {
            let tree = changed(text, argument).unwrap();
            let node = value_at(&tree, path);
            assert_eq!((&node.value, node.place.source), (&expected, 1), "{argument}");
        }
        assert_eq!(value_at(&changed(text, "a.b=3").unwrap(), "a.c").place.source, 0);
        assert_eq!(value_at(&changed(text, "a.b= 3").unwrap(), "a.b").place.span, 5..6);
    }

    #[test]
    fn what_is_no_change_is_refused() {
        for (argument, message) in [
            ("a", "no `=` between path and value"),
            ("=1", "`` can't be a key"),
            ("a..b=1", "`` can't be a key"),
            ("a b=1", "`a b` can't be a key"),
            ("a=", "no value after `=`"),
            ("a=[1", "not TOML: unclosed array"),
            ("a.b.c=1", "`c` can't be set: what is before it is a whole number, not a table"),
            ("a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a=1", "the path is too long"),
        ] {
            assert_eq!(changed("[a]\nb = 1", argument), Err(message.into()), "{argument}");
        }
    }
}
