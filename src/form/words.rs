//! Texts, flags, choices and quarters.

use std::marker::PhantomData;
use std::mem::discriminant;

use super::Form;
use super::complaint::did_you_mean;
use super::declaration::ValueKind;
use super::field::{Fault, HasDefault, Rule};
use super::node::{Node, Value};
use crate::calendar::Quarter;

/// A closed set of words: an enum without data.
pub trait Choice: Copy + 'static {
    /// Each option with its word and what it means; at least one.
    const OPTIONS: &'static [(Self, &'static str, &'static str)];

    /// The word of an option.
    fn word(self) -> &'static str {
        let mut options = Self::OPTIONS.iter();
        options
            .find(|(option, ..)| discriminant(option) == discriminant(&self))
            .map_or("", |(_, word, _)| word)
    }
}

/// Reads a text.
pub struct TextRule;

/// Reads true or false.
pub struct FlagRule;

/// Reads one of a closed set of words.
pub struct ChoiceRule<C> {
    pub(super) choice: PhantomData<fn() -> C>,
}

/// Reads a quarter.
pub struct QuarterRule;

impl Rule for TextRule {
    type Value = String;
    fn kind(&self) -> ValueKind {
        ValueKind::Text
    }
    fn read(&self, node: &Node, _form: &Form) -> Result<String, Vec<Fault>> {
        read_text(node).map(str::to_owned)
    }
    fn stand_in(&self) -> String {
        String::new()
    }
}

impl HasDefault for TextRule {
    type Given = &'static str;
    fn value_of(&self, given: &'static str) -> String {
        given.into()
    }
    fn written(&self, given: &'static str) -> String {
        format!("{given:?}")
    }
}

impl Rule for FlagRule {
    type Value = bool;
    fn kind(&self) -> ValueKind {
        ValueKind::Flag
    }
    fn read(&self, node: &Node, _form: &Form) -> Result<bool, Vec<Fault>> {
        match &node.value {
            Value::Boolean(flag) => Ok(*flag),
            other => {
                let is_quoted = matches!(other, Value::Text(text) if text == "true" || text == "false");
                let help = is_quoted.then(|| "write it without quotes".into());
                Err(vec![Fault::wrong_type(node, "true or false").help(help)])
            }
        }
    }
    fn stand_in(&self) -> bool {
        false
    }
}

impl HasDefault for FlagRule {
    type Given = bool;
    fn value_of(&self, given: bool) -> bool {
        given
    }
    fn written(&self, given: bool) -> String {
        given.to_string()
    }
}

impl<C: Choice> Rule for ChoiceRule<C> {
    type Value = C;
    fn kind(&self) -> ValueKind {
        ValueKind::Choice(C::OPTIONS.iter().map(|&(_, word, meaning)| (word, meaning)).collect())
    }
    fn read(&self, node: &Node, _form: &Form) -> Result<C, Vec<Fault>> {
        let text = read_text(node)?;
        if let Some((option, ..)) = C::OPTIONS.iter().find(|(_, word, _)| *word == text) {
            return Ok(*option);
        }
        let help = did_you_mean(text, C::OPTIONS.iter().map(|(_, word, _)| *word));
        Err(vec![Fault::at(node, format!("can't be `{text}`")).help(help)])
    }
    fn stand_in(&self) -> C {
        C::OPTIONS[0].0
    }
}

impl<C: Choice> HasDefault for ChoiceRule<C> {
    type Given = C;
    fn value_of(&self, given: C) -> C {
        given
    }
    fn written(&self, given: C) -> String {
        format!("{:?}", given.word())
    }
}

impl Rule for QuarterRule {
    type Value = Quarter;
    fn kind(&self) -> ValueKind {
        ValueKind::Quarter
    }
    fn read(&self, node: &Node, _form: &Form) -> Result<Quarter, Vec<Fault>> {
        let text = match &node.value {
            Value::Text(text) => text,
            other => {
                let help = quarter_of_date(other).map(|quarter| format!("write `\"{quarter}\"`"));
                return Err(vec![Fault::wrong_type(node, "a quarter").help(help)]);
            }
        };
        text.parse().map_err(|_| {
            let last = format!("{text}q4").parse::<Quarter>();
            let help = last.map(|last| format!("say which quarter of the year, such as `\"{last}\"`")).ok();
            vec![Fault::at(node, format!("can't be `{text}`")).help(help)]
        })
    }
    fn stand_in(&self) -> Quarter {
        Quarter::of(2000, 1)
    }
}

impl HasDefault for QuarterRule {
    type Given = Quarter;
    fn value_of(&self, given: Quarter) -> Quarter {
        given
    }
    fn written(&self, given: Quarter) -> String {
        format!("\"{given}\"")
    }
}

/// The quarter in which a date such as 2026-05-01 falls, or the first one of a year written as a number.
fn quarter_of_date(value: &Value) -> Option<Quarter> {
    let written = match value {
        Value::Integer(year) => format!("{year}q1"),
        Value::Date(date) => {
            let month: usize = date.get(5..7)?.parse().ok()?;
            format!("{}q{}", date.get(..4)?, month.div_ceil(3))
        }
        _ => return None,
    };
    written.parse().ok()
}

/// The text of a node, or the complaint that it is none.
pub(super) fn read_text(node: &Node) -> Result<&str, Vec<Fault>> {
    match &node.value {
        Value::Text(text) => Ok(text),
        other => {
            let is_plain =
                matches!(other, Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Date(_));
            let help = is_plain.then(|| "put it in quotes".into());
            Err(vec![Fault::wrong_type(node, "a text").help(help)])
        }
    }
}
