//! Agencies, conditions, finance, elections and governance.

use super::{Row, row};

/// Everything is asked of research; or that it be open.
const ASKED: &[&str] = &[
    "policy.all.rd_grant.research.conditions={reinvest=0.8, open_knowledge=0.8, standard=0.8, local_delivery=0.8}",
];
const OPENED: &[&str] = &["policy.all.rd_grant.research.conditions={open_knowledge=1}"];
/// A donor pays for a part of demonstrations; it leaves soon; or never, and its works decay.
const DONOR: &[&str] = &["policy.all.demonstration.first_uses.finance.donor=0.6"];
const DONOR_LEAVES: &[&str] =
    &[DONOR[0], "policy.all.capacity_building.academies.finance.donor=0.6", "finance.donor_exit=0.3"];
const DONOR_STAYS: &[&str] = &[DONOR[0], "finance.donor_exit=0", "finance.decay=0.9"];
/// Partners join in research.
const JOINED: &str = "policy.all.rd_grant.research.finance.crowd_in=0.3";
const PARTNERS: &[&str] = &[JOINED];

/// Need differs much; money follows it.
const NEED_DIFFERS: &[&str] = &["mission.heat.need_elasticity=-2", "mission.travel.need_elasticity=-2"];
const BY_NEED: &[&str] =
    &["policy.all.design=need", "mission.heat.need_elasticity=-2", "mission.travel.need_elasticity=-2"];

pub const ROWS: &[Row] = &[
    row("policy.all.like", "", "other").beside(&[
        "policy.other.public_procurement.more={mission='heat', from='2028q1', until='2041q4', budget=100}",
    ]),
    row("policy.all.design", "blind", "need").beside(NEED_DIFFERS),
    row("policy.all.envelope", "none", "need_and_capacity").beside(&["policy.all.information=all"]),
    row("policy.all.information", "none", "all")
        .beside(&["policy.all.envelope=per_head", "calls.information_cost=0.2"]),
    row("policy.all.map", "exact", "wrong").beside(BY_NEED),
    // need differs so much that a wrong map sends most of the money elsewhere
    row("policy.all.public_procurement.buildings.map", "exact", "wrong")
        .beside(&[
            "policy.all.public_procurement.buildings.design=need",
            "mission.heat.need_elasticity=-3",
            "mission.travel.need_elasticity=-3",
        ])
        .alone(&["policy.all.public_procurement.buildings"]),
    row("policy.all.help", "0", "0.3"),
    row("policy.all.menu", "large", "small_too").beside(&["space.absorbable=0.5"]),
    row("agency.nation.level", "national", "city").beside(&["agencies.links.drift=0.9"]),
    row("agency.nation.field", "heat", "science").beside(&["agencies.links.friction=0.9"]),
    row("agency.nation.regions", "", "['S1R1', 'S1R2', 'S2R4', 'S3R8']"),
    row("agency.nation.capability", "0.3", "0.9"),
    row("agencies.capability", "0.3", "0.9"),
    row("agency.nation.staff", "5", "60"),
    row("agencies.newcomers", "0.1", "0.8"),
    row("agencies.turnover", "0.02", "0.3"),
    row("agencies.learning", "0", "0.2"),
    row("agencies.training", "0.02", "0.5"),
    row("agencies.view_noise", "0", "3")
        .beside(&["agencies.capability=0"])
        .alone(&["policy.all.demonstration.first_uses"]),
    row("agencies.evidence.noise", "[0.02, 0.02, 0.02, 0.02]", "[1, 1, 1, 1]"),
    row("agencies.evidence.noise_of_use", "0.02", "1"),
    row("agencies.evidence.money", "0.5", "20"),
    row("agencies.evidence.first", "0.25", "8"),
    row("agencies.evidence.carried", "0", "1"),
    row("agencies.steering.weight", "0", "10"),
    row("agencies.steering.reversion", "0", "0.3"),
    row("agencies.steering.mimicry", "0", "6"),
    row("agencies.staff.project", "0", "100"),
    row("agencies.staff.reading", "0", "20"),
    row("agencies.staff.negotiation", "0", "400"),
    row("agencies.staff.formative", "0", "50"),
    row("agencies.staff.summative", "0", "200").beside(&["policy.all.governance.evaluation=summative"]),
    row("agencies.staff.link", "0", "1000"),
    row("agencies.staff.team", "0", "3000").beside(&["policy.all.governance.mission_team=true"]),
    row("agencies.staff.strain", "0", "1").beside(&["agency.nation.staff=3"]),
    row("agencies.staff.by_budget", "0.1", "1"),
    row("agencies.staff.hour", "0", "200"),
    row("agencies.links.time", "0", "10"),
    row("agencies.links.duplication", "0", "1").beside(&["policy.all.governance.horizontal_links=false"]),
    row("agencies.links.drift", "0", "0.5").beside(&["agency.nation.level=city"]),
    row("agencies.links.friction", "0", "0.9"),
    row("agencies.links.distance", "0", "3"),
    row("agencies.links.salience", "0", "5"),
    row("agencies.links.conflict", "0", "8")
        .alone(&["policy.all.rd_grant.research", "policy.all.partnership.roadmap"]),
    row("conditions.reinvest", "0", "1").beside(ASKED),
    row("conditions.open_knowledge", "0", "1").beside(ASKED),
    row("conditions.local_delivery", "0", "1").beside(ASKED),
    row("conditions.standard", "0", "0.5").beside(ASKED),
    row("conditions.spread", "0", "1").beside(OPENED),
    row("conditions.heed", "0", "1").beside(ASKED),
    row("conditions.standard_value", "0.05", "1").beside(ASKED),
    row("conditions.local_value", "0.05", "1").beside(ASKED),
    row("conditions.payout", "0.05", "1").beside(ASKED),
    row("finance.donor_exit", "0", "0.5").beside(DONOR),
    row("finance.given_up", "0", "1").beside(DONOR_LEAVES),
    row("finance.decay", "0", "0.9").beside(DONOR_LEAVES),
    row("finance.ownership", "0", "1").beside(DONOR_STAYS),
    row("finance.partners.most", "1", "10").beside(PARTNERS),
    row("finance.partners.follow", "0", "100").beside(&[JOINED, "finance.partners.most=0.9"]),
    // far from the market
    row("finance.partners.risk", "0", "0.95").beside(&[
        JOINED,
        "solution.pump.readiness=5",
        "solution.network.readiness=5",
    ]),
    // where nobody expects enough but who expects more than others
    row("finance.partners.spread", "0.01", "2").beside(&[JOINED, "finance.partners.most=0.9"]),
    row("policy.all.governance.commit", "", "2028q1"),
    // a commitment of the start is wrong often enough
    row("policy.all.governance.release_cost", "0", "1000").beside(&["policy.all.governance.commit=2026q1"]),
    row("policy.all.governance.selection", "competitive", "negotiated"),
    row("policy.all.governance.evaluation", "none", "formative"),
    row("policy.all.governance.portfolio", "equal", "greedy"),
    row("policy.all.governance.stopping_hurdle", "0.01", "2"),
    // where leads can carry it, and what is not for the best solution is not stopped first
    row("policy.all.governance.scaling", "0", "1")
        .beside(&[
            "policy.all.governance.stopping_hurdle=0",
            "policy.all.demonstration.first_uses.budget=100",
            "firms.reserve=5",
        ])
        .alone(&["policy.all.demonstration.first_uses"]),
    // where what serves growth does not serve the mission
    row("policy.all.governance.growth_weight", "0", "1").beside(&[
        "mission.heat.growth_spread=2",
        "mission.heat.growth_alignment=-1",
        "mission.heat.foresight=1",
        "mission.heat.complexity=1",
        "mission.heat.context_sensitivity=0",
        "policy.all.governance.commit=2026q1",
        "firms.search.revenue=6",
    ]),
    row("policy.all.governance.authority", "0", "1"),
    row("policy.all.governance.mission_team", "false", "true"),
    row("policy.all.governance.horizontal_links", "false", "true"),
    row("policy.all.governance.vertical_links", "false", "true").beside(&["agency.academy.level=regional"]),
    row("policy.all.governance.intervention", "", "2")
        .beside(&["policy.all.governance.stopping_hurdle=0", "mission.heat.target=20"]),
    row("politics.mode", "on", "off"),
    row("politics.first", "2", "16").beside(&["politics.mode=on", "politics.inertia=-1"]),
    row("politics.term", "1", "16").beside(&["politics.mode=on", "politics.inertia=-1"]),
    row("politics.cut", "0", "1").beside(&["politics.mode=on", "politics.inertia=-1"]),
    row("politics.inertia", "0", "4").beside(&["politics.mode=on"]),
    row("politics.support", "0", "15").beside(&["politics.mode=on", "politics.inertia=-1"]),
    row("politics.milestones", "0", "5").beside(&["politics.mode=on", "politics.inertia=-1"]),
];
