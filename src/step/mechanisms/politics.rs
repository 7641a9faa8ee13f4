//! What elections decide.

use super::Mechanism;
use super::bibliography::HEALY;

pub(super) const MECHANISMS: &[Mechanism] = &[
    Mechanism {
        name: "elections",
        phase: "politics",
        meaning: "At each election the budgets of a mission are renewed with a chance that rises with support and with milestones met.",
        equation: "P(renewed) = 1 / (1 + exp(-(inertia + support S + milestones met / passed)))",
        sources: &[&HEALY],
        assumed: "the form and all numbers; that a mission without a milestone so far has met half; one electorate for all regions",
    },
    Mechanism {
        name: "mandate",
        phase: "politics",
        meaning: "What is not renewed is cut: lines get a part of what the policy means them to have, until an election renews them. Levies and standards stay.",
        equation: "mandate = 1 when renewed, else mandate (1 - cut)",
        sources: &[],
        assumed: "all of it",
    },
];
