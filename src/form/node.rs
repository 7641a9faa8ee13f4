//! What was written, with the place of every key and value: the tree that forms read.

use std::ops::Range;
use std::path::{Path, PathBuf};

/// A stretch of one of the texts that were read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Which text: the number that [`Sources::add`] gave it.
    pub source: usize,
    /// Its bytes in that text.
    pub span: Range<usize>,
}

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What was written.
    pub value: Value,
    /// Where.
    pub place: Place,
}

/// What can be written.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Keys with values, in the order of the text.
    Table(Vec<Entry>),
    /// Values one after the other.
    Array(Vec<Node>),
    /// A text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number with a decimal point or an exponent, also infinity and not-a-number.
    Float(f64),
    /// True or false.
    Boolean(bool),
    /// A date or time, as it was written.
    Date(String),
}

/// A key of a table with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands; for a table it is the key in the table's heading.
    pub key_place: Place,
    /// The value.
    pub node: Node,
}

impl Value {
    /// What it is, for a sentence such as "is a text, not a number".
    pub fn what(&self) -> &'static str {
        match self {
            Self::Table(_) => "a table",
            Self::Array(_) => "a list",
            Self::Text(_) => "a text",
            Self::Integer(_) => "a whole number",
            Self::Float(_) => "a number with a decimal point",
            Self::Boolean(_) => "true or false",
            Self::Date(_) => "a date",
        }
    }
}

/// A text that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceText {
    /// The name that people see: a path, or `--set`.
    pub name: String,
    /// Its content.
    pub content: String,
    /// The folder that paths written in it start from.
    pub folder: PathBuf,
}

/// The texts that were read, so that a [`Place`] can be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    texts: Vec<SourceText>,
}

impl Sources {
    /// Keeps a text; the number is what places refer to.
    pub fn add(&mut self, name: impl Into<String>, content: impl Into<String>, folder: &Path) -> usize {
        self.texts.push(SourceText { name: name.into(), content: content.into(), folder: folder.into() });
        self.texts.len() - 1
    }
    /// The text with this number.
    pub fn get(&self, source: usize) -> Option<&SourceText> {
        self.texts.get(source)
    }
    /// All texts, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = &SourceText> {
        self.texts.iter()
    }
    /// A path written at a place, seen from the folder of the text in which it stands.
    pub fn resolve(&self, place: &Place, path: &str) -> PathBuf {
        self.get(place.source).map_or_else(|| path.into(), |text| text.folder.join(path))
    }
}
