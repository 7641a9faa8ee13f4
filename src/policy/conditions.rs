//! Conditions of support: what those who take it have to do for it, and what makes no sense to ask of whom.

use super::InstrumentKind;
use crate::form::Form;
use crate::units::Share;
use crate::world::support::Conditions;

/// Who takes the support of an instrument: what can be asked for it hangs on that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taker {
    /// Nobody: it gives no support.
    Nobody,
    /// Firms and public bodies that propose projects.
    Lead,
    /// Public bodies that are asked to do work.
    Commissioned,
    /// Firms for research of their own.
    Researcher,
    /// Firms that supply what public bodies buy.
    Supplier,
    /// Owners who buy.
    Buyer,
    /// Those who hold courses.
    Trainer,
}

impl Taker {
    /// Why it makes no sense to ask profits for research of it, and to ask that what it finds be open; nothing where it
    /// does. All can keep to a standard and work with people of the region.
    pub fn objections(self) -> [Option<&'static str>; 2] {
        match self {
            Self::Nobody | Self::Lead | Self::Researcher => [None, None],
            Self::Supplier => [None, Some("who supplies a lot finds nothing that could be open")],
            Self::Commissioned => [
                Some("public bodies do the work, and they make no profits"),
                Some("what public bodies find is open whatever is asked"),
            ],
            Self::Buyer => [
                Some("owners take it for what they buy, and make no profits with it"),
                Some("who buys finds nothing that could be open"),
            ],
            Self::Trainer => [
                Some("a course makes no profits"),
                Some("who holds a course finds nothing that could be open"),
            ],
        }
    }
}

/// Reads what a line asks of those who take its support, and how strictly.
pub(super) fn read(form: &mut Form, kind: &InstrumentKind) -> Conditions {
    if kind.taker == Taker::Nobody {
        let why = format!("nobody takes support under `{}` of whom something could be asked", kind.name);
        form.refuse("conditions", why, "no `conditions` here");
        return Conditions::default();
    }
    form.table("conditions", "what is asked of those who get support", |form| {
        read_strictness(form, kind.taker)
    })
}

fn read_strictness(form: &mut Form, taker: Taker) -> Conditions {
    let [no_profits, no_findings] = taker.objections();
    let asked = [("reinvest", no_profits), ("open_knowledge", no_findings)];
    let asked = asked.into_iter().filter(|(_, objection)| objection.is_none()).map(|(key, _)| key);
    let keys: Vec<String> =
        asked.chain(["standard", "local_delivery"]).map(|key| format!("`{key}`")).collect();
    let allowed = format!("allowed here: {}", keys.join(", "));
    let mut strictness = |key, meaning, outcome, objection: Option<&str>| {
        if let Some(why) = objection {
            form.refuse(key, format!("`{key}` can't be asked for this support: {why}"), allowed.clone());
            return 0.0;
        }
        let share = form.amount::<Share>(key, meaning);
        share.within(0.0, 1.0).source("neutral: nothing is asked").moves(outcome).default(0.0).0
    };
    Conditions {
        reinvest: strictness(
            "reinvest",
            "profits that a firm must put into research before it pays them out, as a share of the support",
            "profits_reinvested",
            no_profits,
        ),
        open_knowledge: strictness(
            "open_knowledge",
            "share of what is found that is open to all, like that of a public laboratory",
            "knowledge_opened",
            no_findings,
        ),
        standard: strictness(
            "standard",
            "how strict a standard of emissions or wages the work must keep to: it costs who takes the support, and counts",
            "standards_kept",
            None,
        ),
        local_delivery: strictness(
            "local_delivery",
            "share of the work that must be done with people and firms of the region",
            "local_delivery_value",
            None,
        ),
    }
}
