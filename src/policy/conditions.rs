//! Conditions of support: what those who get it have to do for it.

use crate::form::Form;
use crate::units::Share;
use crate::world::support::Conditions;

/// Reads what a line asks of those who get its support, and how strictly.
pub(super) fn read(form: &mut Form) -> Conditions {
    let mut strictness = |key, meaning, outcome| {
        let share = form.amount::<Share>(key, meaning);
        share.within(0.0, 1.0).source("neutral: nothing is asked").moves(outcome).default(0.0).0
    };
    Conditions {
        reinvest: strictness(
            "reinvest",
            "profits that a firm must put into research before it pays them out, as a share of the support",
            "profits_reinvested",
        ),
        open_knowledge: strictness(
            "open_knowledge",
            "share of what is found that is open to all, like that of a public laboratory",
            "knowledge_opened",
        ),
        standard: strictness(
            "standard",
            "how strict a standard of emissions or wages the work must keep to: it costs the lead, and counts",
            "standards_kept",
        ),
        local_delivery: strictness(
            "local_delivery",
            "share of the work that must be done with people and firms of the region, which learns from it",
            "local_delivery_value",
        ),
    }
}
