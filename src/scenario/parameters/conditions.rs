//! What conditions of support cost those who get it, and what they are worth.

use crate::form::Form;
use crate::units::{Index, Share};

/// What conditions of support cost those who get it, and what they are worth.
#[derive(Clone, Debug)]
pub struct ConditionCosts {
    pub(crate) reinvest: Share,
    pub(crate) open_knowledge: Share,
    pub(crate) local_delivery: Share,
    pub(crate) standard: Share,
    pub(crate) spread: Index,
    pub(crate) heed: Share,
    pub(crate) standard_value: Index,
    pub(crate) local_value: Index,
    pub(crate) payout: Share,
}

impl ConditionCosts {
    pub(super) fn read(form: &mut Form) -> Self {
        let mut cost = |key, meaning, default| {
            form.amount(key, meaning).within(0.0, 2.0).assumed().moves("applicants_lost").default(default)
        };
        Self {
            reinvest: cost("reinvest", "what a euro of profit that has to go into research costs its firm", 0.3),
            open_knowledge: cost(
                "open_knowledge",
                "private return that who takes the support loses where all that it finds is open, as a share of the support",
                0.4,
            ),
            local_delivery: cost(
                "local_delivery",
                "what work with people and firms of a region without any capacity costs who takes the support, as a share of it",
                0.5,
            ),
            standard: cost("standard", "what the strictest standard adds to the cost of the work for who takes the support, as a share of that cost", 0.1),
            spread: form
                .amount("spread", "standard deviation of the logarithm of what the same condition costs different takers")
                .within(0.0, 3.0)
                .assumed()
                .moves("applicants_lost")
                .default(0.7),
            heed: form
                .amount("heed", "how far those who could take support heed what conditions cost them: 0 not at all")
                .within(0.0, 1.0)
                .source("neutral: in full")
                .moves("applicants_lost")
                .default(1.0),
            standard_value: form
                .amount("standard_value", "what the strictest standard is worth to the public for each euro of work")
                .within(0.0, 10.0)
                .assumed()
                .moves("standards_kept")
                .default(0.2),
            local_value: form
                .amount("local_value", "what a euro of work with people and firms of the region is worth to the public beside what they learn")
                .within(0.0, 10.0)
                .assumed()
                .moves("local_delivery_value")
                .default(0.1),
            payout: form
                .amount("payout", "share of the profits that it would pay out which a firm puts into research as long as it has to")
                .within(0.0, 1.0)
                .assumed()
                .moves("profits_reinvested")
                .default(0.5),
        }
    }
}
