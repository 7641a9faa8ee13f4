//! Forms: every parameter is declared once, where it is read.
//!
//! A `Form` reads one table. The same reading function, run on a form that records, yields the list of all
//! declarations: the schema, the explanations and the reference come from there, and there is no second list.
//!
//! ```
//! use missionmix::form::Form;
//! use missionmix::units::Money;
//!
//! fn budget(form: &mut Form) -> Money {
//!     form.amount("budget", "public money").within(0.0, 1e6).assumed().default(20.0)
//! }
//! assert_eq!(Form::record(budget)[0].allowed(), "a number from 0 to 1000000 [M EUR]");
//! ```

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
mod tables;
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
use declaration::path_text;

/// Reads one table, or records what is declared.
pub struct Form<'a> {
    common: &'a mut Common,
    sources: &'a Sources,
    table: Table<'a>,
    path: Vec<Segment>,
    declared: Vec<&'static str>,
    /// Keys whose values are stand-ins, since what is written is wrong or missing.
    faulty: Vec<&'static str>,
    /// Keys that tables of this kind may have and this one must not: what is to be said has been said.
    refused: Vec<&'static str>,
}

/// The table that a form reads.
struct Table<'a> {
    /// What stands in it; nothing when it was not written or when the form records.
    entries: &'a [Entry],
    /// Where complaints about the table as a whole stand.
    place: Place,
    /// Whether a key that isn't there is missing: not where the user wrote something that is no table.
    is_legible: bool,
}

/// What a form shares with the forms of its sub-tables.
#[derive(Default)]
struct Common {
    names: Names,
    complaints: Vec<Complaint>,
    /// What was declared so far, when the form records.
    recording: Option<Vec<Declaration>>,
}

/// The two ways to use a reading function.
impl Form<'_> {
    /// Reads a whole file: what `read` makes of it, or all complaints.
    pub fn read_root<T>(
        root: &Node,
        sources: &Sources,
        read: impl FnOnce(&mut Form) -> T,
    ) -> Result<T, Vec<Complaint>> {
        let mut common = Common::default();
        let table = Table { entries: &[], place: root.place.clone(), is_legible: true };
        let mut form = Form::new(&mut common, sources, table, Vec::new());
        form.table = form.open("the scenario", root, root.place.clone(), "a table");
        let result = read(&mut form);
        form.refuse_unknown_keys();
        if common.complaints.is_empty() { Ok(result) } else { Err(common.complaints) }
    }

    /// All declarations that `read` makes, in its order. What it returns is made of stand-ins and dropped.
    pub fn record<T>(read: impl FnOnce(&mut Form) -> T) -> Vec<Declaration> {
        let mut common = Common { recording: Some(Vec::new()), ..Common::default() };
        let sources = &Sources::default();
        let table = Table { entries: &[], place: Place::default(), is_legible: false };
        read(&mut Form::new(&mut common, sources, table, Vec::new()));
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
        self.find(key).map_or(&self.table.place, |entry| &entry.node.place).clone()
    }
    /// Whether the value of a key is a stand-in, since what is written is wrong or missing.
    pub fn is_faulty(&self, key: &str) -> bool {
        self.faulty.contains(&key)
    }
    /// Complains about the value of a key (about the table if the key isn't written): what is wrong, and
    /// what is allowed. Nothing is said about a key whose value already is a stand-in.
    pub fn complain(&mut self, key: &str, message: impl Into<String>, allowed: impl Into<String>) {
        if !self.faulty.contains(&key) {
            self.complain_at(self.place_of(key), message, allowed);
        }
    }
    /// Complains of a key, if it is written, that means something in other tables of this kind and nothing in this one:
    /// why, and what is allowed instead.
    pub fn refuse(&mut self, key: &'static str, why: impl Into<String>, allowed: impl Into<String>) {
        self.refused.push(key);
        if let Some(entry) = self.find(key) {
            self.complain_at(entry.key_place.clone(), why, allowed);
        }
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
    fn new(common: &'a mut Common, sources: &'a Sources, table: Table<'a>, path: Vec<Segment>) -> Self {
        Self { common, sources, table, path, declared: Vec::new(), faulty: Vec::new(), refused: Vec::new() }
    }

    fn find(&self, key: &str) -> Option<&'a Entry> {
        self.table.entries.iter().find(|entry| entry.key == key)
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
}
