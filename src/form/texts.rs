//! Lists of texts that name things outside the scenario, such as the rows and columns of a data file.

use super::Form;
use super::declaration::ValueKind;
use super::field::{Fault, Field, Rule};
use super::node::{Node, Place, Value};
use super::words::read_text;

/// A text and where it is written, so that whoever knows what it names can complain there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedText {
    /// What is written.
    pub text: String,
    /// Where.
    pub place: Place,
}

/// Reads a list of texts.
pub struct TextsRule {
    of: &'static str,
    most: usize,
}

impl<'a> Form<'a> {
    /// A list of texts, each once and at least one, that name things `of` one kind outside the scenario.
    pub fn texts(
        &mut self,
        key: &'static str,
        meaning: &'static str,
        of: &'static str,
    ) -> Field<'_, 'a, TextsRule> {
        Field::new(self, key, meaning, TextsRule { of, most: usize::MAX })
    }
}

impl Field<'_, '_, TextsRule> {
    /// Sets how many there may be.
    pub fn at_most(mut self, most: usize) -> Self {
        self.rule.most = most;
        self
    }
}

impl Rule for TextsRule {
    type Value = Vec<PlacedText>;
    fn kind(&self) -> ValueKind {
        ValueKind::Names(self.of)
    }
    fn read(&self, node: &Node, _form: &Form) -> Result<Vec<PlacedText>, Vec<Fault>> {
        let Value::Array(items) = &node.value else {
            let help = matches!(node.value, Value::Text(_)).then(|| "put it in square brackets".into());
            return Err(vec![Fault::wrong_type(node, "a list of texts").help(help)]);
        };
        let mut faults = Vec::new();
        if items.is_empty() {
            let help = Some("leave it out or give at least one".into());
            faults.push(Fault::at(node, "is an empty list").help(help));
        }
        if items.len() > self.most {
            faults.push(Fault::at(node, format!("has {} items, at most {} fit", items.len(), self.most)));
        }
        let mut texts: Vec<PlacedText> = Vec::with_capacity(items.len());
        for item in items {
            match read_text(item) {
                Ok(text) if texts.iter().any(|earlier| earlier.text == text.trim()) => {
                    faults.push(Fault::at(item, format!("gives `{}` twice", text.trim())));
                }
                Ok(text) => {
                    texts.push(PlacedText { text: text.trim().to_owned(), place: item.place.clone() });
                }
                Err(more) => faults.extend(more),
            }
        }
        if faults.is_empty() { Ok(texts) } else { Err(faults) }
    }
    fn stand_in(&self) -> Vec<PlacedText> {
        Vec::new()
    }
}
