//! Scenario files: TOML with the place of every key, and the files that a scenario builds on.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::error::{Error, Result};
use crate::form::complaint::into_error;
use crate::form::{Complaint, Entry, Node, Place, Sources, Value};

/// The largest file that is read, in bytes.
pub const LARGEST_FILE: u64 = 16 << 20;

/// How many files may build on each other.
pub const DEEPEST_BASE: usize = 8;

/// The key that names the file on which another one builds.
pub const BASE_KEY: &str = "base";
/// The number of the text of the file itself among all that are read for it: it is the first.
pub const OWN: usize = 0;

/// Why a scenario could not be loaded.
#[derive(Debug)]
pub enum Failure {
    /// The file itself could not be read.
    Unreadable(Error),
    /// What it says is no scenario.
    Complaints(Vec<Complaint>),
}

impl Failure {
    /// The error that ends the program.
    pub fn into_error(self, sources: &Sources, colour: bool) -> Error {
        match self {
            Self::Unreadable(error) => error,
            Self::Complaints(complaints) => into_error(&complaints, sources, colour),
        }
    }
}

/// Reads a file and all files that it builds on into one tree, whose places point to where each thing stands.
/// The texts are added to the sources, also when they turn out to be wrong.
pub fn load(path: &Path, sources: &mut Sources) -> std::result::Result<Node, Failure> {
    let bytes = read_bytes(path).map_err(Failure::Unreadable)?;
    merge_bases(path, bytes, sources, &mut Vec::new())
        .map_err(|complaint| Failure::Complaints(vec![complaint]))
}

/// Reads TOML text that was added to the sources as this one.
pub fn parse(text: &str, source: usize) -> std::result::Result<Node, Complaint> {
    let table = DeTable::parse(text).map_err(|error| syntax_complaint(&error, source, 0))?;
    if table.get_ref().is_empty() {
        let label = "a scenario in TOML, such as `[mission.clean_heat]`";
        return Err(Complaint::new(Place { source, span: 0..0 }, "the file holds nothing", label));
    }
    Ok(Node { value: table_value(table.get_ref(), source, 0), place: Place { source, span: 0..0 } })
}

/// Reads one TOML value that stands in a source from this byte on.
pub(super) fn parse_value(text: &str, source: usize, offset: usize) -> std::result::Result<Node, Complaint> {
    let value = DeValue::parse(text).map_err(|error| syntax_complaint(&error, source, offset))?;
    Ok(node_of(&value, source, offset))
}

fn syntax_complaint(error: &toml::de::Error, source: usize, offset: usize) -> Complaint {
    let place = place_of(error.span().unwrap_or(0..0), source, offset);
    let (first, rest) = error.message().split_once(", ").unwrap_or((error.message(), ""));
    let is_bare = first.contains("must be quoted");
    let label = if rest.is_empty() || is_bare { "not allowed here" } else { rest };
    let help = is_bare.then(|| "put a text in quotes; true and false have none".into());
    Complaint::new(place, format!("not TOML: {first}"), label).help(help)
}

fn place_of(span: Range<usize>, source: usize, offset: usize) -> Place {
    Place { source, span: span.start + offset..span.end + offset }
}

/// Entries in the order of the text: the parser sorts them by name.
fn table_value(table: &DeTable, source: usize, offset: usize) -> Value {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            key_place: place_of(key.span(), source, offset),
            node: node_of(value, source, offset),
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_place.span.start);
    Value::Table(entries)
}

fn node_of(spanned: &Spanned<DeValue>, source: usize, offset: usize) -> Node {
    let value = match spanned.get_ref() {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
            Ok(whole) => Value::Integer(whole),
            // beyond 64 bits no bound allows it: as a float it is refused with a proper complaint
            Err(_) => Value::Float(number.as_str().parse().unwrap_or(f64::INFINITY)),
        },
        DeValue::Float(number) => Value::Float(number.as_str().parse().unwrap_or(f64::NAN)),
        DeValue::Boolean(flag) => Value::Boolean(*flag),
        DeValue::Datetime(date) => Value::Date(date.to_string()),
        DeValue::Array(items) => {
            Value::Array(items.iter().map(|item| node_of(item, source, offset)).collect())
        }
        DeValue::Table(table) => table_value(table, source, offset),
    };
    Node { value, place: place_of(spanned.span(), source, offset) }
}

fn read_bytes(path: &Path) -> Result<Vec<u8>> {
    let cannot = |source: std::io::Error| match source.kind() {
        ErrorKind::NotFound => Error::Usage(format!("there is no file `{}`", path.display())),
        _ => Error::file("cannot read", path, source, "check that you may read it"),
    };
    if path.is_dir() {
        let advice = "name the scenario file in it";
        return Err(Error::Usage(format!("`{}` is a folder, not a file; {advice}", path.display())));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(cannot)?;
    file.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(cannot)?;
    if bytes.len() as u64 > LARGEST_FILE {
        let limit = LARGEST_FILE >> 20;
        return Err(Error::Usage(format!("`{}` is larger than {limit} MiB: no scenario", path.display())));
    }
    Ok(bytes)
}

/// What some editors write before a text.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Keeps the text; one that isn't UTF-8 is kept with stand-ins for what can't be read.
fn add_text(path: &Path, bytes: Vec<u8>, sources: &mut Sources) -> std::result::Result<usize, Complaint> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let name = path.display().to_string();
    match String::from_utf8(bytes) {
        Ok(text) => Ok(sources.add(name, text.trim_start_matches(BYTE_ORDER_MARK), folder)),
        Err(error) => {
            let start = error.utf8_error().valid_up_to();
            let source = sources.add(name, String::from_utf8_lossy(error.as_bytes()), folder);
            let place = Place { source, span: start..start + char::REPLACEMENT_CHARACTER.len_utf8() };
            let complaint = Complaint::new(place, "the file is not UTF-8 text", "this can't be read");
            Err(complaint.help(Some("save the file with the encoding UTF-8".into())))
        }
    }
}

/// The tree of a file, laid over the tree of the file that its key `base` names.
fn merge_bases(
    path: &Path,
    bytes: Vec<u8>,
    sources: &mut Sources,
    above: &mut Vec<PathBuf>,
) -> std::result::Result<Node, Complaint> {
    let source = add_text(path, bytes, sources)?;
    let text = sources.get(source).map(|text| text.content.clone()).unwrap_or_default();
    let mut tree = parse(&text, source)?;
    let Some(base) = take_base(&mut tree) else { return Ok(tree) };
    let Value::Text(base_path) = &base.value else {
        let message = format!("`{BASE_KEY}` is {}, not a text", base.value.what());
        return Err(Complaint::new(base.place, message, "the path of a scenario file, in quotes"));
    };
    above.push(identity(path));
    let base_path = sources.resolve(&base.place, base_path);
    if above.contains(&identity(&base_path)) {
        let message = format!("`{}` builds on itself", base_path.display());
        return Err(Complaint::new(base.place, message, "a file that doesn't build on this one"));
    }
    if above.len() > DEEPEST_BASE {
        let label = format!("at most {DEEPEST_BASE} files below one another");
        return Err(Complaint::new(base.place, "too many files build on each other", label));
    }
    let bytes = read_bytes(&base_path).map_err(|error| {
        let message = error.to_string();
        let message = message.strip_prefix("error: ").unwrap_or(&message);
        Complaint::new(
            base.place.clone(),
            message,
            "the path of a scenario file, seen from the folder of this one",
        )
    })?;
    let mut merged = merge_bases(&base_path, bytes, sources, above)?;
    lay_over(&mut merged, tree);
    Ok(merged)
}

/// What tells files apart, however their paths are written.
fn identity(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}

fn take_base(tree: &mut Node) -> Option<Node> {
    let Value::Table(entries) = &mut tree.value else { return None };
    let position = entries.iter().position(|entry| entry.key == BASE_KEY)?;
    Some(entries.remove(position).node)
}

/// Lays one tree over another: tables key by key, everything else is replaced.
pub(super) fn lay_over(below: &mut Node, above: Node) {
    let Node { value, place } = above;
    below.place = place;
    match (&mut below.value, value) {
        (Value::Table(entries), Value::Table(changes)) => {
            for change in changes {
                match entries.iter_mut().find(|entry| entry.key == change.key) {
                    Some(entry) => {
                        entry.key_place = change.key_place;
                        lay_over(&mut entry.node, change.node);
                    }
                    None => entries.push(change),
                }
            }
        }
        (replaced, value) => *replaced = value,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::form::{Form, complaint::render};
    use crate::units::Index;

    /// Names with contents.
    type Files<'a> = &'a [(&'a str, &'a [u8])];

    /// What the file `a.toml` in a folder with these files says about x and y, or its errors.
    fn loaded(files: Files) -> std::result::Result<(f64, f64), String> {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        let mut sources = Sources::default();
        let tree = load(&folder.path().join("a.toml"), &mut sources);
        let tree = tree.map_err(|failure| failure.into_error(&sources, false).to_string());
        let read = |form: &mut Form| {
            form.table("t", "a table", |form| {
                let mut number = |key| form.amount::<Index>(key, "a number").within(0.0, 9.0).required().0;
                (number("x"), number("y"))
            })
        };
        let values = Form::read_root(&tree?, &sources, read);
        let shown = values.map_err(|complaints| render(&complaints, &sources, false));
        shown.map_err(|text| text.replace(&folder.path().display().to_string(), "."))
    }

    #[test]
    fn a_file_lays_itself_over_its_base() {
        let a = b"base = 'below/b.toml'\nt.x = 3".as_slice();
        let c = b"[t]\nx = 1\ny = 2".as_slice();
        let files = [("a.toml", a), ("below/b.toml", b"base = '../c.toml'"), ("c.toml", c)];
        assert_eq!(loaded(&files), Ok((3.0, 2.0)));
    }

    #[test]
    fn a_complaint_points_into_the_file_where_the_value_stands() {
        let c = b"[t]\nx = 1\ny = 20".as_slice();
        let rendered = loaded(&[("a.toml", b"base = 'c.toml'\nt.x = 3"), ("c.toml", c)]).unwrap_err();
        assert!(rendered.starts_with("error: `y` is too large\n --> ./c.toml:3:5\n"), "{rendered}");
    }

    #[test]
    fn bases_that_can_not_be_are_refused() {
        let long: Vec<(String, String)> =
            (0..10).map(|n| (format!("b{n}.toml"), format!("base = 'b{}.toml'", n + 1))).collect();
        let mut long: Vec<(&str, &[u8])> =
            long.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
        long.push(("a.toml", b"base = 'b0.toml'"));
        let circle: Files = &[("a.toml", b"base = 'b.toml'"), ("b.toml", b"base = './a.toml'")];
        let cases: [(Files, &str); 5] = [
            (circle, "a.toml` builds on itself"),
            (&long, "too many files build on each other"),
            (&[("a.toml", b"base = 3")], "`base` is a whole number, not a text"),
            (&[("a.toml", b"base = 'b.toml'")], "there is no file"),
            (&[("a.toml", b"base = '.'")], "is a folder"),
        ];
        for (files, message) in cases {
            let rendered = loaded(files).unwrap_err();
            assert!(rendered.contains(message) && rendered.contains("base = "), "{rendered}");
        }
    }

    #[test]
    fn files_that_can_not_be_read_are_refused() {
        let big = vec![b'#'; LARGEST_FILE as usize + 1];
        let cases: [(Files, &str); 6] = [
            (&[], "there is no file"),
            (&[("a.toml/b", b"")], "is a folder, not a file"),
            (&[("a.toml", &big)], "is larger than 16 MiB"),
            (&[("a.toml", b"")], "the file holds nothing"),
            (&[("a.toml", b"x = 1\ny = '\xff\xfe'")], "a.toml:2:6"),
            (&[("a.toml", b"x = [1")], "not TOML"),
        ];
        for (files, message) in cases {
            let error = loaded(files).unwrap_err();
            assert!(error.contains(message), "{error}");
        }
    }

    #[test]
    fn a_byte_order_mark_is_passed_over() {
        assert_eq!(loaded(&[("a.toml", b"\xef\xbb\xbft.x = 1\r\nt.y = 2\r\n")]), Ok((1.0, 2.0)));
    }
}
