//! Forms: every parameter is declared once, where it is read.
//!
//! A [`Form`] reads one table. The same reading function, run on a form that records, yields the list of all
//! declarations: the schema, the explanations and the reference come from there, and there is no second list.

/// What is wrong, where, and how it is shown.
pub mod complaint;
/// What a parameter is.
pub mod declaration;
mod field;
mod names;
/// What was written, with its places.
pub mod node;
mod numbers;
mod references;
mod texts;
mod words;

pub use complaint::Complaint;
pub use declaration::{Bounds, Declaration, Default, Segment, Source, ValueKind, check_declarations};
pub use field::{Fault, Field, HasDefault, Rule};
pub use names::Names;
pub use node::{Entry, Node, Place, SourceText, Sources, Value};
pub use numbers::{AmountRule, AmountsRule, CountRule};
pub use references::{FileReference, IdRule, IdsRule, PathRule};
pub use texts::{PlacedText, TextsRule};
pub use words::{Choice, ChoiceRule, FlagRule, QuarterRule, TextRule};

use std::marker::PhantomData;

use crate::ids::Kind;
use crate::units::Amount;
use complaint::did_you_mean;
use declaration::{is_snake_case, path_text};

/// Reads one table, or records what is declared.
pub struct Form<'a> {
    common: &'a mut Common,
    sources: &'a Sources,
    /// The entries of the table; none when it was not written or when the form records.
    entries: &'a [Entry],
    /// Where complaints about the table as a whole stand.
    place: Place,
    path: Vec<Segment>,
    declared: Vec<&'static str>,
}

/// What a form shares with the forms of its sub-tables.
#[derive(Default)]
struct Common {
    names: Names,
    complaints: Vec<Complaint>,
    /// What was declared so far, when the form records.
    recording: Option<Vec<Declaration>>,
}

/// How many allowed keys a complaint lists at most.
const FEW_KEYS: usize = 8;

/// What a form in want of something to show calls a sub-table's reader with.
impl Form<'_> {
    /// Reads a whole file: what `read` makes of it, or all complaints.
    pub fn read_root<T>(
        root: &Node,
        sources: &Sources,
        read: impl FnOnce(&mut Form) -> T,
    ) -> Result<T, Vec<Complaint>> {
        let mut common = Common::default();
        let entries = match &root.value {
            Value::Table(entries) => entries.as_slice(),
            other => {
                let message = format!("the scenario is {}", other.what());
                common.complaints.push(Complaint::new(root.place.clone(), message, "a table"));
                &[]
            }
        };
        let mut form = Form {
            common: &mut common,
            sources,
            entries,
            place: root.place.clone(),
            path: Vec::new(),
            declared: Vec::new(),
        };
        let result = read(&mut form);
        form.refuse_unknown_keys();
        if common.complaints.is_empty() { Ok(result) } else { Err(common.complaints) }
    }

    /// All declarations that `read` makes, in its order. What it returns is made of stand-ins and dropped.
    pub fn record<T>(read: impl FnOnce(&mut Form) -> T) -> Vec<Declaration> {
        let mut common = Common { recording: Some(Vec::new()), ..Common::default() };
        let mut form = Form {
            common: &mut common,
            sources: &Sources::default(),
            entries: &[],
            place: Place::default(),
            path: Vec::new(),
            declared: Vec::new(),
        };
        read(&mut form);
        common.recording.unwrap_or_default()
    }
}

/// What can be declared. Each begins a [`Field`], which ends with `required`, `optional` or `default`.
impl<'a> Form<'a> {
    /// A number with the unit of its type.
    pub fn amount<A: Amount>(
        &mut self,
        key: &'static str,
        meaning: &'static str,
    ) -> Field<'_, 'a, AmountRule<A>> {
        Field::new(self, key, meaning, AmountRule { bounds: Bounds::NONE, amount: PhantomData })
    }
    /// A list of numbers with the unit of their type; at least one.
    pub fn amounts<A: Amount>(
        &mut self,
        key: &'static str,
        meaning: &'static str,
    ) -> Field<'_, 'a, AmountsRule<A>> {
        let rule = AmountsRule { each: Bounds::NONE, fewest: 1, most: usize::MAX, amount: PhantomData };
        Field::new(self, key, meaning, rule)
    }
    /// A whole number that isn't negative.
    pub fn count(&mut self, key: &'static str, meaning: &'static str) -> Field<'_, 'a, CountRule> {
        Field::new(self, key, meaning, CountRule { low: 0, high: usize::MAX })
    }
    /// A text.
    pub fn text(&mut self, key: &'static str, meaning: &'static str) -> Field<'_, 'a, TextRule> {
        Field::new(self, key, meaning, TextRule)
    }
    /// True or false.
    pub fn flag(&mut self, key: &'static str, meaning: &'static str) -> Field<'_, 'a, FlagRule> {
        Field::new(self, key, meaning, FlagRule)
    }
    /// One of a closed set of words.
    pub fn choice<C: Choice>(
        &mut self,
        key: &'static str,
        meaning: &'static str,
    ) -> Field<'_, 'a, ChoiceRule<C>> {
        Field::new(self, key, meaning, ChoiceRule { choice: PhantomData })
    }
    /// A quarter such as `"2026q1"`.
    pub fn quarter(&mut self, key: &'static str, meaning: &'static str) -> Field<'_, 'a, QuarterRule> {
        Field::new(self, key, meaning, QuarterRule)
    }
    /// The name of one thing that is in [`Form::names`] by now.
    pub fn id<K: Kind>(&mut self, key: &'static str, meaning: &'static str) -> Field<'_, 'a, IdRule<K>> {
        Field::new(self, key, meaning, IdRule { kind: PhantomData })
    }
    /// A list of names of things that are in [`Form::names`] by now, each once.
    pub fn ids<K: Kind>(&mut self, key: &'static str, meaning: &'static str) -> Field<'_, 'a, IdsRule<K>> {
        Field::new(self, key, meaning, IdsRule { kind: PhantomData })
    }
    /// The path of a file, seen from the folder of the file in which it is written.
    pub fn path(&mut self, key: &'static str, meaning: &'static str) -> Field<'_, 'a, PathRule> {
        Field::new(self, key, meaning, PathRule)
    }

    /// A sub-table. One that isn't written is read as an empty one: its defaults hold.
    pub fn table<T>(
        &mut self,
        key: &'static str,
        meaning: &'static str,
        read: impl FnOnce(&mut Form) -> T,
    ) -> T {
        self.declare_table(key, meaning, ValueKind::Table);
        let (entries, place) = match self.find(key) {
            Some(entry) => (self.entries_of(entry, "a table"), entry.key_place.clone()),
            None => (&[][..], self.place.clone()),
        };
        let path = self.path_to(Segment::Fixed(key.into()));
        self.read_child(entries, place, path, read)
    }

    /// A table with one sub-table for each name that the user gives, in the order of the file. A form that
    /// records reads one, whose name is a placeholder: `<policy>` for the table `policy`, `<name>` deeper down.
    pub fn named<T>(
        &mut self,
        key: &'static str,
        meaning: &'static str,
        mut read: impl FnMut(&mut Form, &str) -> T,
    ) -> Vec<(String, T)> {
        self.declare_table(key, meaning, ValueKind::NamedTables);
        let path = self.path_to(Segment::Fixed(key.into()));
        if self.is_recording() {
            let placeholder = Segment::Named(if self.path.is_empty() { key } else { "name" }.into());
            let name = placeholder.to_string();
            let path = path.into_iter().chain([placeholder]).collect();
            let one = self.read_child(&[], Place::default(), path, |form| read(form, &name));
            return vec![(name, one)];
        }
        let Some(entry) = self.find(key) else { return Vec::new() };
        let what = format!("a table for each name, such as [{}.a_name]", path_text(&path));
        let mut all = Vec::new();
        for named in self.entries_of(entry, &what) {
            self.check_name(named);
            let path = path.iter().cloned().chain([Segment::Fixed(named.key.clone())]).collect();
            let entries = self.entries_of(named, &what);
            let one = self.read_child(entries, named.key_place.clone(), path, |form| read(form, &named.key));
            all.push((named.key.clone(), one));
        }
        all
    }
}

/// What a reader may ask and say besides.
impl Form<'_> {
    /// The names that are known by now, in every table of the file.
    pub fn names(&self) -> &Names {
        &self.common.names
    }
    /// The same, to add to.
    pub fn names_mut(&mut self) -> &mut Names {
        &mut self.common.names
    }
    /// The texts that the file was read from.
    pub fn sources(&self) -> &Sources {
        self.sources
    }
    /// Whether a key is written in this table. A form that records says yes, so that what is read only
    /// under a condition is declared too.
    pub fn is_set(&self, key: &str) -> bool {
        self.is_recording() || self.find(key).is_some()
    }
    /// Whether the form records what is declared, without any input: then all values are stand-ins, and ids
    /// may point at nothing.
    pub fn is_recording(&self) -> bool {
        self.common.recording.is_some()
    }
    /// The path of this table as it is written, such as `policy.early.rd_grant`; empty at the root.
    pub fn path_text(&self) -> String {
        path_text(&self.path)
    }
    /// Where the value of a key stands; where the table stands if the key isn't written.
    pub fn place_of(&self, key: &str) -> Place {
        self.find(key).map_or(&self.place, |entry| &entry.node.place).clone()
    }
    /// Complains about the value of a key (about the table if the key isn't written): what is wrong, and
    /// what is allowed.
    pub fn complain(&mut self, key: &str, message: impl Into<String>, allowed: impl Into<String>) {
        self.complain_at(self.place_of(key), message, allowed);
    }
    /// Complains about any place.
    pub fn complain_at(&mut self, place: Place, message: impl Into<String>, allowed: impl Into<String>) {
        self.push(Complaint::new(place, message, allowed));
    }
    /// Adds a complaint; a form that records has nothing to complain about.
    pub fn push(&mut self, complaint: Complaint) {
        if !self.is_recording() {
            self.common.complaints.push(complaint);
        }
    }
}

impl<'a> Form<'a> {
    fn find(&self, key: &str) -> Option<&'a Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    fn path_to(&self, last: Segment) -> Vec<Segment> {
        self.path.iter().cloned().chain([last]).collect()
    }

    /// Makes a key known to this table and writes it down when the form records.
    fn declare(&mut self, declaration: Declaration, key: &'static str) {
        self.declared.push(key);
        if let Some(recorded) = &mut self.common.recording {
            recorded.push(declaration);
        }
    }

    fn declare_table(&mut self, key: &'static str, meaning: &'static str, kind: ValueKind) {
        let path = self.path_to(Segment::Fixed(key.into()));
        let (default, source) = (Default::Optional, Source::Definition);
        self.declare(Declaration { path, meaning, unit: None, kind, default, source }, key);
    }

    /// The entries of a table; none, and a complaint, when something else is written.
    fn entries_of(&mut self, entry: &'a Entry, allowed: &str) -> &'a [Entry] {
        if let Value::Table(entries) = &entry.node.value {
            return entries;
        }
        let message = format!("`{}` is {}, not a table", entry.key, entry.node.value.what());
        self.complain_at(entry.node.place.clone(), message, allowed);
        &[]
    }

    fn read_child<T>(
        &mut self,
        entries: &[Entry],
        place: Place,
        path: Vec<Segment>,
        read: impl FnOnce(&mut Form) -> T,
    ) -> T {
        let (common, sources) = (&mut *self.common, self.sources);
        let mut form = Form { common, sources, entries, place, path, declared: Vec::new() };
        let result = read(&mut form);
        form.refuse_unknown_keys();
        result
    }

    fn check_name(&mut self, entry: &Entry) {
        if is_snake_case(&entry.key) {
            return;
        }
        let better: String = entry
            .key
            .to_lowercase()
            .chars()
            .map(|letter| if letter.is_ascii_lowercase() || letter.is_ascii_digit() { letter } else { '_' })
            .collect();
        let help = is_snake_case(&better).then(|| format!("write `{better}`"));
        let message = format!("the name `{}` is not in snake_case", entry.key);
        let label = "lower-case letters, digits and `_`, beginning with a letter";
        self.push(Complaint::new(entry.key_place.clone(), message, label).help(help));
    }

    fn refuse_unknown_keys(&mut self) {
        for entry in self.entries {
            if self.declared.contains(&entry.key.as_str()) {
                continue;
            }
            let table =
                if self.path.is_empty() { "the file".into() } else { format!("`{}`", self.path_text()) };
            let label = if self.declared.len() <= FEW_KEYS {
                let keys: Vec<String> = self.declared.iter().map(|key| format!("`{key}`")).collect();
                format!("allowed here: {}", keys.join(", "))
            } else {
                "no such key here".into()
            };
            let help = did_you_mean(&entry.key, self.declared.iter().copied());
            let message = format!("unknown key `{}` in {table}", entry.key);
            self.push(Complaint::new(entry.key_place.clone(), message, label).help(help));
        }
    }
}
