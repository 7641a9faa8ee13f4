//! Owners, what they think, and what else the world holds.

use super::{Row, row};

pub const ROWS: &[Row] = &[
    row("owners.interest", "0.02", "0.25"),
    row("owners.interest_poorest", "0.02", "0.5"),
    row("owners.interest_firms", "0.02", "0.3"),
    row("owners.persons_per_household", "1", "5"),
    row("owners.income_share", "0.2", "0.9"),
    row("owners.income_spread", "0", "1.2"),
    row("owners.affordable", "0.02", "1"),
    row("owners.body_income", "20", "1000"),
    row("owners.concern", "0", "1"),
    row("owners.price_sensitivity", "1", "10"),
    row("owners.price_sensitivity_spread", "0", "1"),
    row("owners.hassle", "0", "5"),
    row("owners.hassle_spread", "0", "2"),
    row("owners.effect", "0", "5"),
    row("owners.fit", "0", "6"),
    row("owners.payback_horizon", "2", "40"),
    row("owners.news", "0", "0.3"),
    row("owners.news_of_use", "0", "2"),
    row("owners.news_of_demonstration", "0", "1"),
    row("owners.news_cap", "0", "2"),
    row("owners.visibility_decay", "0.005", "0.5"),
    row("owners.social.weight", "0", "8"),
    row("owners.social.by_contacts", "0", "1"),
    row("owners.social.contacts", "2", "16"),
    // where much hangs on few others, all owners are households, and there are many: neighbours of neighbours and strangers do
    // nearly the same
    row("owners.social.rewired", "0", "1").beside(&[
        "owners.social.weight=6",
        "owners.social.contacts=2",
        "owners.households=6000",
        "owners.hassle_spread=0",
        "mission.heat.owned_by={household=1, firm=0, public_body=0}",
    ]),
    // while it begins
    row("owners.social.abroad", "0", "1")
        .beside(&["mission.heat.deadline=2034q4", "mission.travel.deadline=2034q4"]),
    row("opinion.demonstrations", "0", "0.5"),
    row("opinion.surprise", "0", "1"),
    row("opinion.disappointment", "0", "1"),
    row("opinion.unfairness", "0", "1"),
    row("opinion.talk", "0", "1"),
    row("opinion.burden", "0", "10"),
    row("opinion.rebate", "0", "1"),
    row("opinion.voice", "0", "0.5"),
    row("firms.user_cost_elasticity", "0", "2"),
    row("calls.unheard", "0", "1"),
    row("calls.capture", "0", "5").beside(&["policy.all.governance.selection=negotiated"]),
    row("space.absorbable", "5", "100"),
    row("space.help_money", "0.2", "10").beside(&["policy.all.demonstration.first_uses.help=0.3"]),
    row("supply.capacity_cost", "0.05", "1"),
    // at home far behind the world
    row("supply.imitation_cost", "0.1", "5")
        .beside(&["supply.world_readiness=1"])
        .alone(&["policy.all.technology_transfer.scouts"]),
    // where there are more than there is work for
    row("supply.idle_installers_leave", "0", "0.8").beside(&[
        "policy.all.training.courses.budget=10",
        "policy.all.advance_market_commitment.first_units.budget=0",
    ]),
    row("exchequer.tax_on_sales", "0", "0.2"),
    row("exchequer.tax_on_incumbent", "0", "0.5"),
    row("exchequer.tax_on_solutions", "0", "0.5"),
    row("exchequer.levy_returned", "0.2", "1"),
    row("space.trial_share", "0", "1").beside(&["policy.all.regulatory_sandbox.exceptions.budget=20"]),
    // a standard that binds most, and people who are told too much
    row("owners.evasion", "0", "1")
        .beside(&["policy.all.standard.new.share=0.8", "mission.heat.promises=[1, 1]"])
        .alone(&["policy.all.standard.new"]),
    row("owners.news_of_outreach", "0", "2"),
];
