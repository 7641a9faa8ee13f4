//! A field: one parameter while it is being declared, from its key to its value.

use super::declaration::{Declaration, Default, Segment, Source, ValueKind, path_text};
use super::node::{Node, Place};
use super::{Complaint, Form};

/// How values of one kind are declared and read.
pub trait Rule {
    /// What is read.
    type Value;
    /// What may be written.
    fn kind(&self) -> ValueKind;
    /// The unit, when there is one.
    fn unit(&self) -> Option<&'static str> {
        None
    }
    /// The value that is written, or everything that is wrong with it.
    fn read(&self, node: &Node, form: &Form) -> Result<Self::Value, Vec<Fault>>;
    /// A harmless value that lets reading go on after a complaint.
    fn stand_in(&self) -> Self::Value;
}

/// A rule whose values can have a default.
pub trait HasDefault: Rule {
    /// How the program gives the default.
    type Given: Copy;
    /// The default as a value.
    fn value_of(&self, given: Self::Given) -> Self::Value;
    /// The default as it would be written.
    fn written(&self, given: Self::Given) -> String;
}

/// What is wrong with a value: the end of a sentence that begins with the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub place: Place,
    /// What, such as "is too large".
    pub what: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Fault {
    /// A fault at a node.
    pub fn at(node: &Node, what: impl Into<String>) -> Self {
        Self { place: node.place.clone(), what: what.into(), help: None }
    }
    /// A value of the wrong type.
    pub fn wrong_type(node: &Node, wanted: &str) -> Self {
        Self::at(node, format!("is {}, not {wanted}", node.value.what()))
    }
    /// The same with advice, if there is any.
    #[must_use]
    pub fn help(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }
}

/// A parameter that is being declared. It ends with `required`, `optional` or `default`, which read it.
#[must_use = "a field is read by `required`, `optional` or `default`"]
pub struct Field<'f, 'a, R> {
    form: &'f mut Form<'a>,
    key: &'static str,
    meaning: &'static str,
    source: Source,
    moves: Option<&'static str>,
    pub(super) rule: R,
}

impl<'f, 'a, R: Rule> Field<'f, 'a, R> {
    pub(super) fn new(form: &'f mut Form<'a>, key: &'static str, meaning: &'static str, rule: R) -> Self {
        Self { form, key, meaning, source: Source::Definition, moves: None, rule }
    }
    /// Marks the default and the bounds as an assumption of ours.
    pub fn assumed(mut self) -> Self {
        self.source = Source::Assumed;
        self
    }
    /// Says where the default and the bounds come from.
    pub fn source(mut self, source: &'static str) -> Self {
        self.source = Source::Cited(source);
        self
    }
    /// Says which outcome it is expected to move first: thought out from what it does, before it is measured.
    pub fn moves(mut self, outcome: &'static str) -> Self {
        self.moves = Some(outcome);
        self
    }

    /// The value; it must be written.
    pub fn required(self) -> R::Value {
        match self.declare_and_read(Default::Required) {
            Written::Value(value) => value,
            Written::Nothing(rule) => rule.stand_in(),
        }
    }
    /// The value, if one is written.
    pub fn optional(self) -> Option<R::Value> {
        match self.declare_and_read(Default::Optional) {
            Written::Value(value) => Some(value),
            Written::Nothing(_) => None,
        }
    }
    /// The value, or this one if none is written.
    pub fn default(self, given: R::Given) -> R::Value
    where
        R: HasDefault,
    {
        let default = Default::Value(self.rule.written(given));
        match self.declare_and_read(default) {
            Written::Value(value) => value,
            Written::Nothing(rule) => rule.value_of(given),
        }
    }

    fn declare_and_read(self, default: Default) -> Written<R> {
        let Self { form, key, meaning, source, moves, rule } = self;
        let path = form.path_to(Segment::Fixed(key.into()));
        let is_required = default == Default::Required;
        let declaration =
            Declaration { path, meaning, unit: rule.unit(), kind: rule.kind(), default, source, moves };
        let allowed = declaration.allowed();
        let path = path_text(&declaration.path);
        form.declare(declaration, key);
        let Some(entry) = form.find(key) else {
            if is_required && form.table.is_legible {
                let label = format!("needs `{key}`: {allowed}");
                form.complain_at(form.table.place.clone(), format!("`{path}` is missing"), label);
            }
            if is_required {
                form.faulty.push(key);
            }
            return Written::Nothing(rule);
        };
        match rule.read(&entry.node, form) {
            Ok(value) => Written::Value(value),
            Err(faults) => {
                for Fault { place, what, help } in faults {
                    let message = format!("`{key}` {what}");
                    form.push(Complaint::new(place, message, allowed.clone()).help(help));
                }
                form.faulty.push(key);
                Written::Nothing(rule)
            }
        }
    }
}

/// What became of a field: its value, or nothing that can be used.
enum Written<R: Rule> {
    Value(R::Value),
    Nothing(R),
}
