//! What a parameter is: said once, where it is read, and shown wherever people ask.

use std::collections::BTreeSet;
use std::fmt;

/// A parameter, or a table of parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct Declaration {
    /// From the root of the file to it.
    pub path: Vec<Segment>,
    /// What it means, in words.
    pub meaning: &'static str,
    /// Its unit, when it has one.
    pub unit: Option<&'static str>,
    /// What may be written.
    pub kind: ValueKind,
    /// What holds when nothing is written.
    pub default: Default,
    /// Where the default and the bounds come from.
    pub source: Source,
    /// The outcome that it is expected to move first: said before it is measured. Words, names and what only says how finely is
    /// simulated move none.
    pub moves: Option<&'static str>,
}

/// A step of a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Segment {
    /// A key that the program gives.
    Fixed(String),
    /// A name that the user gives; shown as `<policy>`.
    Named(String),
}

impl Segment {
    /// The key, or what the name is a name of.
    pub fn name(&self) -> &str {
        match self {
            Self::Fixed(name) | Self::Named(name) => name,
        }
    }
}

impl fmt::Display for Segment {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Fixed(name) => f.write_str(name),
            Self::Named(name) => write!(f, "<{name}>"),
        }
    }
}

/// A path as it is written, such as `policy.<policy>.rd_grant.<name>.budget`.
pub fn path_text(path: &[Segment]) -> String {
    path.iter().map(ToString::to_string).collect::<Vec<_>>().join(".")
}

/// What may be written for a parameter.
#[derive(Clone, Debug, PartialEq)]
pub enum ValueKind {
    /// A finite number within inclusive bounds, which may be infinite.
    Number(Bounds),
    /// A whole number within inclusive bounds.
    Count {
        /// The smallest.
        low: usize,
        /// The largest.
        high: usize,
    },
    /// Several numbers, each within bounds.
    Numbers {
        /// The bounds of each.
        each: Bounds,
        /// At least so many.
        fewest: usize,
        /// At most so many.
        most: usize,
    },
    /// Any text.
    Text,
    /// True or false.
    Flag,
    /// One of these words, each with its meaning.
    Choice(Vec<(&'static str, &'static str)>),
    /// A quarter such as `"2026q1"`.
    Quarter,
    /// The name of a thing of this kind, which stands elsewhere in the scenario.
    Name(&'static str),
    /// Several such names, each once.
    Names(&'static str),
    /// A file, seen from the folder of the file in which it is named.
    Path,
    /// A table with keys that the program gives.
    Table,
    /// A table of tables, one for each name that the user gives.
    NamedTables,
}

/// Inclusive bounds of a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// The smallest value, or minus infinity.
    pub low: f64,
    /// The largest value, or infinity.
    pub high: f64,
}

impl Bounds {
    /// Every finite number.
    pub const NONE: Self = Self { low: f64::NEG_INFINITY, high: f64::INFINITY };

    /// Whether a number is finite and within.
    pub fn contain(self, number: f64) -> bool {
        number.is_finite() && self.low <= number && number <= self.high
    }
    /// The harmless number that stands in for one that can't be read: the low bound, where there is one.
    pub fn stand_in(self) -> f64 {
        [self.low, self.high].into_iter().find(|bound| bound.is_finite()).unwrap_or(0.0)
    }
}

impl fmt::Display for Bounds {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match (self.low.is_finite(), self.high.is_finite()) {
            (true, true) => write!(f, " from {} to {}", self.low, self.high),
            (true, false) => write!(f, " of at least {}", self.low),
            (false, true) => write!(f, " of at most {}", self.high),
            (false, false) => Ok(()),
        }
    }
}

/// What holds when nothing is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Default {
    /// It must be written.
    Required,
    /// It may be left out, which means none.
    Optional,
    /// This value, as it would be written.
    Value(String),
}

impl fmt::Display for Default {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Self::Required => "required",
            Self::Optional => "none",
            Self::Value(value) => value,
        })
    }
}

/// Where a default and its bounds come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A publication or a data set.
    Cited(&'static str),
    /// An assumption of ours.
    Assumed,
    /// A choice of the user that needs no source, such as a name or a date.
    Definition,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Self::Cited(source) => source,
            Self::Assumed => "[A] assumption",
            Self::Definition => "the user's choice",
        })
    }
}

impl Declaration {
    /// Its path as it is written.
    pub fn path_text(&self) -> String {
        path_text(&self.path)
    }
    /// The last step of its path, as it is written.
    pub fn key(&self) -> String {
        self.path.last().map(ToString::to_string).unwrap_or_default()
    }
    /// Whether its default is an assumption of ours.
    pub fn is_assumed(&self) -> bool {
        self.source == Source::Assumed
    }
    /// Whether it is a table rather than a value.
    pub fn is_table(&self) -> bool {
        matches!(self.kind, ValueKind::Table | ValueKind::NamedTables)
    }
    /// What may be written, with the unit, as a phrase such as `a number from 0 to 1 [share]`.
    pub fn allowed(&self) -> String {
        let unit = self.unit.map(|unit| format!(" [{unit}]")).unwrap_or_default();
        format!("{}{unit}", self.kind)
    }
}

impl fmt::Display for ValueKind {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Number(bounds) => write!(f, "a number{bounds}"),
            Self::Count { low, high: usize::MAX } => write!(f, "a whole number of at least {low}"),
            Self::Count { low, high } => write!(f, "a whole number from {low} to {high}"),
            Self::Numbers { each, fewest, most } => {
                match (fewest, most) {
                    (fewest, &usize::MAX) => write!(f, "a list of at least {fewest} numbers")?,
                    (fewest, most) if fewest == most => write!(f, "a list of {most} numbers")?,
                    (fewest, most) => write!(f, "a list of {fewest} to {most} numbers")?,
                }
                if *each == Bounds::NONE { Ok(()) } else { write!(f, ", each{each}") }
            }
            Self::Text => f.write_str("a text in quotes"),
            Self::Flag => f.write_str("true or false"),
            Self::Choice(options) => {
                let words: Vec<String> = options.iter().map(|(word, _)| format!("\"{word}\"")).collect();
                write!(f, "one of {}", words.join(", "))
            }
            Self::Quarter => f.write_str("a quarter in quotes such as \"2026q1\", from 1900q1 to 2199q4"),
            Self::Name(kind) if kind.starts_with('a') => write!(f, "the name of an {kind}"),
            Self::Name(kind) => write!(f, "the name of a {kind}"),
            Self::Names(kind) => write!(f, "a list of names, each of a {kind}"),
            Self::Path => f.write_str("the path of a file, seen from the folder of this one"),
            Self::Table => f.write_str("a table"),
            Self::NamedTables => f.write_str("a table for each name"),
        }
    }
}

/// What is wrong with the declarations themselves, one sentence each: for a test of the program.
pub fn check_declarations(declarations: &[Declaration]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut problems = Vec::new();
    for declaration in declarations {
        let path = declaration.path_text();
        let mut problem = |what: &str| problems.push(format!("`{path}` {what}"));
        if !seen.insert(declaration.path.clone()) {
            problem("is declared twice");
        }
        if declaration.path.iter().any(|segment| !is_snake_case(segment.name())) {
            problem("has a name that is empty or not in snake_case");
        }
        if declaration.meaning.trim().is_empty() {
            problem("has no meaning");
        }
        if let Some(what) = declaration.kind.fault() {
            problem(what);
        }
        if let Default::Value(value) = &declaration.default {
            if !declaration.kind.admits(value) {
                problem(&format!("has the default {value}, which is not {}", declaration.allowed()));
            }
            if declaration.kind.is_numeric() && declaration.source == Source::Definition {
                problem("has a default, but neither a source nor the mark of an assumption");
            }
        }
    }
    problems
}

/// Whether a name is lower-case letters, digits and `_`, beginning with a letter.
pub fn is_snake_case(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
}

impl ValueKind {
    fn is_numeric(&self) -> bool {
        matches!(self, Self::Number(_) | Self::Count { .. } | Self::Numbers { .. })
    }

    fn fault(&self) -> Option<&'static str> {
        let is_ordered = match self {
            Self::Number(bounds) => bounds.low <= bounds.high,
            Self::Count { low, high } => low <= high,
            Self::Numbers { each, fewest, most } => each.low <= each.high && fewest <= most,
            Self::Choice(options) => {
                let words: BTreeSet<&str> = options.iter().map(|(word, _)| *word).collect();
                return (words.len() < options.len() || words.is_empty())
                    .then_some("offers no word, or one word twice");
            }
            _ => true,
        };
        (!is_ordered).then_some("has its bounds the wrong way round")
    }

    /// Whether a default, as it would be written, keeps to what is allowed.
    fn admits(&self, written: &str) -> bool {
        let unquoted = written.trim_matches('"');
        match self {
            Self::Number(bounds) => written.parse().is_ok_and(|number| bounds.contain(number)),
            Self::Count { low, high } => written.parse().is_ok_and(|count| (*low..=*high).contains(&count)),
            Self::Numbers { each, fewest, most } => {
                let items: Vec<&str> =
                    written.trim_matches(['[', ']']).split(", ").filter(|item| !item.is_empty()).collect();
                (*fewest..=*most).contains(&items.len())
                    && items.iter().all(|item| item.parse().is_ok_and(|number| each.contain(number)))
            }
            Self::Choice(options) => options.iter().any(|(word, _)| *word == unquoted),
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Form;
    use super::*;
    use crate::units::Share;

    #[test]
    fn faults_of_declarations_are_found() {
        let declarations = Form::record(|form| {
            let _ = form.amount::<Share>("a", "twice").within(0.0, 1.0).assumed().default(2.0);
            let _ = form.text("a", "twice").default("");
            let _ = form.count("b", "").within(5, 1).required();
            let _ = form.flag("", "no name").default(true);
            let _ = form.amount::<Share>("c", "no source").default(0.5);
            let _ = form.amounts::<Share>("d", "too few").between_items(2, 3).assumed().default(&[0.5]);
            form.named("policy", "mixes", |form, name| {
                assert_eq!(name, "<policy>");
                form.named("rd_grant", "grants", |form, _| form.flag("e", "fine").optional())
            })
        });
        assert_eq!(
            check_declarations(&declarations),
            [
                "`a` has the default 2, which is not a number from 0 to 1 [share]",
                "`a` is declared twice",
                "`b` has no meaning",
                "`b` has its bounds the wrong way round",
                "`` has a name that is empty or not in snake_case",
                "`c` has a default, but neither a source nor the mark of an assumption",
                "`d` has the default [0.5], which is not a list of 2 to 3 numbers [share]",
            ]
        );
        assert_eq!(
            declarations.last().map(Declaration::path_text).as_deref(),
            Some("policy.<policy>.rd_grant.<name>.e")
        );
    }
}
