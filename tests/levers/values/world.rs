//! The world: shocks, space, firms, calls and supply.

use super::{OVER, Row, row};

/// Far from the market, and each level takes years: the world does not come nearer of itself, research decides.
const FAR: &[&str] = &[
    "solution.pump.readiness=4",
    "solution.network.readiness=4",
    "supply.world_readiness=0",
    "supply.readiness_cost=200",
];
/// Far from the market.
const FAR_FROM_ALL: &[&str] = &["solution.pump.readiness=4", "solution.network.readiness=4"];
/// Firms close down and others enter.
const RIVALRY: &[&str] = &["firms.demography.rivalry=1"];

pub const ROWS: &[Row] = &[
    row("start", "2020q1", "").beside(&["years=23"]),
    row("years", "17", "25").beside(&["exchequer.tax_on_sales=0.1"]),
    row("shocks.growth", "0", "0.05"),
    row("shocks.growth_spread", "0", "0.05").by_luck(),
    row("shocks.incumbent_spread", "0", "0.3").by_luck(),
    // where there is no other luck of costs
    row("shocks.cost_spread", "0", "0.2").beside(&["solution.pump.learning_rate_spread=0"]).by_luck(),
    row("shocks.discount_rate", "0", "0.1"),
    row("owners.choice", "", "threshold"),
    row("space.absorption", "", "linear"),
    row("space.absorption_threshold", "0.1", "0.8"),
    row("space.capacity_gain", "0", "0.1"),
    row("space.capacity_money", "1", "30"),
    row("space.capacity_slip", "0", "0.3"),
    row("space.regional_capacity", "0", "1"),
    row("space.payment_rate", "0.02", "0.3"),
    row("space.payment_floor", "0", "2"),
    row("space.fit_distance", "0.5", "10"),
    row("space.adaptation_money", "2", "100"),
    // where variants are soon adapted
    row("space.variety_loss", "0", "0.95").beside(&["space.adaptation_money=2"]),
    row("space.spillover", "0", "0.5").beside(FAR),
    row("space.spillover_decay", "20", "500").beside(OVER),
    row("space.spillover_range", "0", "1000").beside(OVER),
    row("space.spillover_border", "0", "1").beside(OVER),
    row("space.wage_elasticity", "0", "1").beside(FAR),
    row("counterfactual.capacity", "as_it_is", "mean"),
    row("counterfactual.need", "as_it_is", "per_head").beside(&["mission.heat.need_elasticity=-2"]),
    // as much comes over in all, so no mean moves; but whom one knows from elsewhere may live anywhere, which makes regions
    // more alike: where others count for much, while it begins
    row("counterfactual.distance", "as_it_is", "mean").beside(&[
        "owners.social.abroad=1",
        "owners.social.weight=6",
        "owners.households=6000",
        "owners.hassle_spread=0",
        "shocks.cost_spread=0",
        "mission.heat.deadline=2036q4",
        "mission.heat.context_sensitivity=1",
        "mission.heat.owned_by={household=1, firm=0, public_body=0}",
    ]),
    row("counterfactual.fit", "as_it_is", "one"),
    row("counterfactual.shuffle", "0", "1")
        .beside(&["counterfactual.capacity=shuffled", "space.regional_capacity=1"]),
    row("counterfactual.need_capacity_correlation", "-0.8", "0.8")
        .beside(&["mission.heat.need_elasticity=-2", "mission.travel.need_elasticity=-2"]),
    row("firms.field_share", "0.005", "0.1"),
    row("firms.business_share", "0.3", "0.9"),
    row("firms.size_tail", "0.9", "2.5"),
    row("firms.margin", "0.02", "0.2"),
    row("firms.reserve", "0.1", "5"),
    row("firms.success_rate", "0.02", "0.4"),
    row("firms.step", "0.05", "0.4"),
    row("firms.imitation", "0", "0.4"),
    row("firms.growth_spread", "0.05", "1"),
    row("firms.growth_size_power", "0", "0.4"),
    // where firms stay with what they know
    row("firms.knowledge_decay", "0.02", "1").beside(&["firms.search.relatedness=6"]),
    row("firms.search.sharpness", "0", "5"),
    row("firms.search.revenue", "0", "5"),
    row("firms.search.relatedness", "0", "6"),
    row("firms.search.expectations", "0", "8"),
    row("firms.search.readiness", "0", "3").beside(FAR),
    row("firms.search.switching", "0", "10"),
    row("firms.search.outside", "0", "10"),
    row("firms.demography.rivalry", "0", "1"),
    row("firms.demography.selection", "0", "1").beside(RIVALRY),
    row("firms.demography.entry", "0.1", "5").beside(RIVALRY),
    row("firms.demography.entrant_size", "0.05", "2").beside(RIVALRY),
    row("calls.reviewers", "1", "20"),
    row("calls.reviewer_noise", "0", "20"),
    row("calls.track_record", "0", "2"),
    row("calls.information_cost", "0", "0.5")
        .beside(&["policy.all.demonstration.first_uses.information=all"])
        .alone(&["policy.all.demonstration.first_uses"]),
    row("calls.administration", "0", "0.5"),
    row("calls.applying_cost", "0", "0.1"),
    row("calls.applicants", "2", "50"),
    row("calls.private_value", "0.1", "2"),
    row("calls.largest_project", "0.02", "0.5"),
    row("calls.ladder", "1", "20"),
    row("calls.technical_hazard", "0", "0.2"),
    row("calls.skill_offset", "0.5", "5"),
    // where hardly any region has enough of it
    row("calls.trial", "0", "10").beside(&["calls.market_share=0.5"]),
    row("calls.market_share", "0.002", "0.3"),
    row("supply.readiness_cost", "5", "100").beside(FAR),
    row("supply.readiness_growth", "1", "3").beside(FAR),
    row("supply.world_readiness", "0", "1").beside(FAR_FROM_ALL),
    row("supply.home_learning", "0", "1"),
    row("supply.import_price", "1", "2"),
    // where ordinary margins don't pay for the research that firms wish to do
    row("supply.profit", "0.02", "0.5").beside(&["firms.margin=0.005"]),
    row("supply.import_share", "0", "1"),
    row("supply.capacity_start", "0.001", "0.05"),
    row("supply.capacity_growth", "0.05", "2"),
    row("supply.competition", "0", "1"),
    row("supply.installers_start", "0.005", "0.1"),
    row("supply.installers_growth", "0.02", "1"),
];
