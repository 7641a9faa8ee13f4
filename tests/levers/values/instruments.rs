//! What instruments have of their own.

use super::{Row, row};

pub const ROWS: &[Row] = &[
    row("policy.all.scale", "", "0.5"),
    row("policy.all.levy.carbon.rate", "0", "").alone(&["policy.all.levy.carbon"]),
    row("policy.all.standard.new.share", "0", "0.6").alone(&["policy.all.standard.new"]),
    row("policy.all.public_procurement.buildings.award", "", "price"),
    row("policy.all.public_procurement.buildings.early", "0", "10"),
    // with money for all, while it begins
    row("policy.all.adoption_subsidy.rebate.rate", "0", "0.8").beside(&[
        "policy.all.adoption_subsidy.rebate.budget=2000",
        "mission.heat.deadline=2034q4",
        "mission.travel.deadline=2034q4",
    ]),
    row("policy.all.adoption_subsidy.rebate.cap", "500", ""),
    row("policy.all.adoption_subsidy.rebate.owners", "", "firms"),
    row("policy.all.capacity_building.academies.to_agency", "0", "0.5"),
    row("policy.all.mission_lab.open_research.labs", "1", "6"),
    row("policy.all.partnership.roadmap.cost", "0.02", "1")
        .beside(&["policy.all.partnership.roadmap.carried=1"]),
    row("policy.all.partnership.roadmap.carried", "0", "1"),
    row("policy.all.phased_prize.prizes.first_cost", "0.1", "1"),
    row("policy.all.phased_prize.prizes.first_time", "0.5", "3"),
    row("policy.all.phased_prize.prizes.first_share", "0.1", "0.9"),
    row("policy.all.rd_tax_credit.credit.rate", "0.05", "0.5"),
    row("policy.all.regulatory_sandbox.exceptions.cost", "0.05", "0.5"),
    row("policy.all.regulatory_sandbox.exceptions.ready", "5", "9"),
    row("policy.all.advance_market_commitment.first_units.top_up", "200", "3000"),
    row("policy.all.advance_market_commitment.first_units.profile", "7", "9"),
    row("policy.all.standard.new.ban", "", "2034q1"),
    row("policy.all.training.courses.cost", "100", "10_000")
        .beside(&["policy.all.training.courses.budget=10"])
        .alone(&["policy.all.training.courses"]),
    row("policy.all.campaign.adverts.reach", "0.2", "20"),
    row("policy.all.participation.forums.reach", "1", "50"),
    row("policy.all.participation.forums.length", "0", "4")
        .beside(&["mission.heat.deadline=2030q4"])
        .alone(&["policy.all.participation.forums", "policy.all.rd_grant.research"]),
    // what knowing places costs would take all of its public money
    row("policy.all.training.courses.finance.donor", "0", "0.6")
        .beside(&["policy.all.training.courses.budget=10"])
        .alone(&["policy.all.training.courses"]),
    row("policy.all.training.courses.time", "0.25", "10").beside(&["policy.all.training.courses.budget=10"]),
];
