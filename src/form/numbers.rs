//! Numbers: amounts with units, lists of them, and counts.

use std::marker::PhantomData;

use super::Form;
use super::declaration::{Bounds, ValueKind};
use super::field::{Fault, Field, HasDefault, Rule};
use super::node::{Node, Value};
use crate::units::Amount;

/// Reads a number with the unit of its type.
pub struct AmountRule<A> {
    pub(super) bounds: Bounds,
    pub(super) amount: PhantomData<fn() -> A>,
}

/// Reads a list of numbers with the unit of their type.
pub struct AmountsRule<A> {
    pub(super) each: Bounds,
    pub(super) fewest: usize,
    pub(super) most: usize,
    pub(super) amount: PhantomData<fn() -> A>,
}

/// Reads a whole number that isn't negative.
pub struct CountRule {
    pub(super) low: usize,
    pub(super) high: usize,
}

impl<A: Amount> Field<'_, '_, AmountRule<A>> {
    /// Sets inclusive bounds, in the unit of the amount.
    pub fn within(mut self, low: f64, high: f64) -> Self {
        self.rule.bounds = Bounds { low, high };
        self
    }
}

impl<A: Amount> Field<'_, '_, AmountsRule<A>> {
    /// Sets inclusive bounds of each, in the unit of the amounts.
    pub fn within(mut self, low: f64, high: f64) -> Self {
        self.rule.each = Bounds { low, high };
        self
    }
    /// Sets how many there may be.
    pub fn between_items(mut self, fewest: usize, most: usize) -> Self {
        self.rule.fewest = fewest;
        self.rule.most = most;
        self
    }
}

impl Field<'_, '_, CountRule> {
    /// Sets inclusive bounds.
    pub fn within(mut self, low: usize, high: usize) -> Self {
        self.rule.low = low;
        self.rule.high = high;
        self
    }
}

impl<A: Amount> Rule for AmountRule<A> {
    type Value = A;
    fn kind(&self) -> ValueKind {
        ValueKind::Number(self.bounds)
    }
    fn unit(&self) -> Option<&'static str> {
        unit_of::<A>()
    }
    fn read(&self, node: &Node, _form: &Form) -> Result<A, Vec<Fault>> {
        read_number(node, self.bounds, "").map(A::new).map_err(|fault| vec![fault])
    }
    fn stand_in(&self) -> A {
        A::new(self.bounds.stand_in())
    }
}

impl<A: Amount> HasDefault for AmountRule<A> {
    type Given = f64;
    fn value_of(&self, given: f64) -> A {
        A::new(given)
    }
    fn written(&self, given: f64) -> String {
        given.to_string()
    }
}

impl<A: Amount> Rule for AmountsRule<A> {
    type Value = Vec<A>;
    fn kind(&self) -> ValueKind {
        ValueKind::Numbers { each: self.each, fewest: self.fewest, most: self.most }
    }
    fn unit(&self) -> Option<&'static str> {
        unit_of::<A>()
    }
    fn read(&self, node: &Node, _form: &Form) -> Result<Vec<A>, Vec<Fault>> {
        let Value::Array(items) = &node.value else {
            return Err(vec![Fault::wrong_type(node, "a list")]);
        };
        let mut faults = Vec::new();
        if !(self.fewest..=self.most).contains(&items.len()) {
            let what = match items.len() {
                0 => "is an empty list".into(),
                1 => "has 1 item".into(),
                count => format!("has {count} items"),
            };
            faults.push(Fault::at(node, what));
        }
        let mut numbers = Vec::with_capacity(items.len());
        for (place, item) in items.iter().enumerate() {
            match read_number(item, self.each, &format!("item {} ", place + 1)) {
                Ok(number) => numbers.push(A::new(number)),
                Err(fault) => faults.push(fault),
            }
        }
        if faults.is_empty() { Ok(numbers) } else { Err(faults) }
    }
    fn stand_in(&self) -> Vec<A> {
        vec![A::new(self.each.stand_in()); self.fewest]
    }
}

impl<A: Amount> HasDefault for AmountsRule<A> {
    type Given = &'static [f64];
    fn value_of(&self, given: &'static [f64]) -> Vec<A> {
        given.iter().copied().map(A::new).collect()
    }
    fn written(&self, given: &'static [f64]) -> String {
        let items: Vec<String> = given.iter().map(ToString::to_string).collect();
        format!("[{}]", items.join(", "))
    }
}

impl Rule for CountRule {
    type Value = usize;
    fn kind(&self) -> ValueKind {
        ValueKind::Count { low: self.low, high: self.high }
    }
    fn read(&self, node: &Node, _form: &Form) -> Result<usize, Vec<Fault>> {
        let fault = match &node.value {
            Value::Integer(number) => match usize::try_from(*number) {
                Ok(count) if count > self.high => Fault::at(node, "is too large"),
                Ok(count) if count >= self.low => return Ok(count),
                _ => Fault::at(node, "is too small"),
            },
            Value::Float(number) if *number > self.high as f64 => Fault::at(node, "is too large"),
            Value::Float(number) => {
                let whole = (number.fract() == 0.0).then(|| format!("write `{number}`"));
                Fault::wrong_type(node, "a whole number").help(whole)
            }
            _ => Fault::wrong_type(node, "a whole number").help(unquoted::<usize>(node)),
        };
        Err(vec![fault])
    }
    fn stand_in(&self) -> usize {
        self.low
    }
}

impl HasDefault for CountRule {
    type Given = usize;
    fn value_of(&self, given: usize) -> usize {
        given
    }
    fn written(&self, given: usize) -> String {
        given.to_string()
    }
}

/// The unit that people are shown: a plain number has none.
fn unit_of<A: Amount>() -> Option<&'static str> {
    (A::UNIT != "1").then_some(A::UNIT)
}

fn read_number(node: &Node, bounds: Bounds, item: &str) -> Result<f64, Fault> {
    let number = match &node.value {
        Value::Float(number) => *number,
        Value::Integer(number) => *number as f64,
        other => {
            let what = format!("{item}is {}, not a number", other.what());
            return Err(Fault::at(node, what).help(unquoted::<f64>(node)));
        }
    };
    if bounds.contain(number) {
        return Ok(number);
    }
    let what = if !number.is_finite() {
        "is not a finite number"
    } else if number < bounds.low {
        "is too small"
    } else {
        "is too large"
    };
    Err(Fault::at(node, format!("{item}{what}")))
}

/// The advice for a number that was put in quotes.
fn unquoted<N: std::str::FromStr>(node: &Node) -> Option<String> {
    let Value::Text(text) = &node.value else { return None };
    text.parse::<N>().is_ok().then(|| format!("write it without quotes: `{text}`"))
}
