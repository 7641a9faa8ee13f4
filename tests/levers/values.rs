//! Two values of every parameter that names an outcome.

/// A parameter in the scenario in which everything happens, its low and its high value (an empty one leaves what
/// stands), what is changed for both, and the lines that alone have money, where not all have.
pub type Row = (&'static str, &'static str, &'static str, &'static [&'static str], &'static [&'static str]);

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
const PARTNERS: &[&str] = &["policy.all.rd_grant.research.finance.crowd_in=0.3"];

/// The parameters in the order of the reference.
pub const VALUES: &[Row] = &[
    ("mission.heat.foresight", "0", "1", &["mission.heat.context_sensitivity=0"], &[]),
    ("agency.nation.level", "national", "city", &["agencies.links.drift=0.9"], &[]),
    // the agency commits itself to the solution that does most for growth, and firms follow it
    (
        "mission.heat.growth_spread",
        "0",
        "3",
        &[
            "mission.heat.growth_alignment=1",
            "mission.heat.foresight=1",
            "mission.heat.complexity=1",
            "mission.heat.context_sensitivity=0",
            "policy.all.governance.commit=2026q1",
            "firms.search.revenue=6",
        ],
        &[],
    ),
    (
        "mission.heat.growth_alignment",
        "-1",
        "1",
        &[
            "mission.heat.growth_spread=0.5",
            "mission.heat.foresight=1",
            "mission.heat.complexity=1",
            "mission.heat.context_sensitivity=0",
            "policy.all.governance.commit=2026q1",
            "firms.search.revenue=6",
            "firms.search.outside=0",
            "firms.search.sharpness=3",
        ],
        &[],
    ),
    ("agency.nation.field", "heat", "science", &["agencies.links.friction=0.9"], &[]),
    ("agency.nation.regions", "", "['S1R1', 'S1R2', 'S2R4', 'S3R8']", &[], &[]),
    ("agency.nation.capability", "0.3", "0.9", &[], &[]),
    ("agencies.capability", "0.3", "0.9", &[], &[]),
    ("agency.nation.staff", "5", "60", &[], &[]),
    ("agencies.newcomers", "0.1", "0.8", &[], &[]),
    ("agencies.turnover", "0.02", "0.3", &[], &[]),
    ("agencies.learning", "0", "0.2", &[], &[]),
    ("agencies.training", "0.02", "0.5", &[], &[]),
    ("agencies.view_noise", "0", "3", &["agencies.capability=0"], &["policy.all.demonstration.first_uses"]),
    ("agencies.evidence.noise", "[0.02, 0.02, 0.02, 0.02]", "[1, 1, 1, 1]", &[], &[]),
    ("agencies.evidence.noise_of_use", "0.02", "1", &[], &[]),
    ("agencies.evidence.money", "0.5", "20", &[], &[]),
    ("agencies.evidence.first", "0.25", "8", &[], &[]),
    ("agencies.evidence.carried", "0", "1", &[], &[]),
    ("agencies.steering.weight", "0", "10", &[], &[]),
    ("agencies.steering.reversion", "0", "0.3", &[], &[]),
    ("agencies.staff.project", "0", "100", &[], &[]),
    ("agencies.staff.reading", "0", "20", &[], &[]),
    ("agencies.staff.negotiation", "0", "400", &[], &[]),
    ("agencies.staff.formative", "0", "50", &[], &[]),
    ("agencies.staff.summative", "0", "200", &["policy.all.governance.evaluation=summative"], &[]),
    ("agencies.staff.link", "0", "1000", &[], &[]),
    ("agencies.staff.team", "0", "3000", &["policy.all.governance.mission_team=true"], &[]),
    ("agencies.staff.strain", "0", "1", &["agency.nation.staff=3"], &[]),
    ("agencies.staff.by_budget", "0.1", "1", &[], &[]),
    ("agencies.staff.hour", "0", "200", &[], &[]),
    ("agencies.links.time", "0", "10", &[], &[]),
    ("agencies.links.duplication", "0", "1", &["policy.all.governance.horizontal_links=false"], &[]),
    ("agencies.links.drift", "0", "0.5", &["agency.nation.level=city"], &[]),
    ("agencies.links.friction", "0", "0.9", &[], &[]),
    (
        "agencies.links.conflict",
        "0",
        "8",
        &[],
        &["policy.all.rd_grant.research", "policy.all.partnership.roadmap"],
    ),
    ("conditions.reinvest", "0", "1", ASKED, &[]),
    ("conditions.open_knowledge", "0", "1", ASKED, &[]),
    ("conditions.local_delivery", "0", "1", ASKED, &[]),
    ("conditions.standard", "0", "0.5", ASKED, &[]),
    ("conditions.spread", "0", "1", OPENED, &[]),
    ("conditions.heed", "0", "1", ASKED, &[]),
    ("conditions.standard_value", "0.05", "1", ASKED, &[]),
    ("conditions.local_value", "0.05", "1", ASKED, &[]),
    ("conditions.payout", "0.05", "1", ASKED, &[]),
    ("finance.donor_exit", "0", "0.5", DONOR, &[]),
    ("finance.given_up", "0", "1", DONOR_LEAVES, &[]),
    ("finance.decay", "0", "0.9", DONOR_LEAVES, &[]),
    ("finance.ownership", "0", "1", DONOR_STAYS, &[]),
    ("finance.partners.most", "1", "10", PARTNERS, &[]),
    ("finance.partners.follow", "0", "100", PARTNERS, &[]),
    // far from the market
    (
        "finance.partners.risk",
        "0",
        "0.95",
        &[PARTNERS[0], "solution.pump.readiness=5", "solution.network.readiness=5"],
        &[],
    ),
    // where nobody expects enough but who expects more than others
    ("finance.partners.spread", "0.01", "2", &[PARTNERS[0], "finance.partners.most=0.9"], &[]),
    ("firms.user_cost_elasticity", "0", "2", &[], &[]),
    ("space.absorbable", "5", "100", &[], &[]),
    ("space.help_money", "0.2", "10", &["policy.all.demonstration.first_uses.help=0.3"], &[]),
    ("supply.capacity_cost", "0.05", "1", &[], &[]),
    // at home far behind the world
    (
        "supply.imitation_cost",
        "0.1",
        "5",
        &["supply.world_readiness=1"],
        &["policy.all.technology_transfer.scouts"],
    ),
    ("supply.idle_installers_leave", "0", "0.8", &["policy.all.training.courses.budget=10"], &[]),
    ("policy.all.governance.commit", "", "2028q1", &[], &[]),
    // a commitment of the start is wrong often enough
    ("policy.all.governance.release_cost", "0", "1000", &["policy.all.governance.commit=2026q1"], &[]),
    ("policy.all.governance.selection", "competitive", "negotiated", &[], &[]),
    ("policy.all.governance.evaluation", "none", "formative", &[], &[]),
    ("policy.all.governance.portfolio", "equal", "greedy", &[], &[]),
    ("policy.all.governance.stopping_hurdle", "0.01", "2", &[], &[]),
    // where leads can carry it, and what is not for the best solution is not stopped first
    (
        "policy.all.governance.scaling",
        "0",
        "1",
        &[
            "policy.all.governance.stopping_hurdle=0",
            "policy.all.demonstration.first_uses.budget=100",
            "firms.reserve=5",
        ],
        &["policy.all.demonstration.first_uses"],
    ),
    // where what serves growth does not serve the mission
    (
        "policy.all.governance.growth_weight",
        "0",
        "1",
        &[
            "mission.heat.growth_spread=2",
            "mission.heat.growth_alignment=-1",
            "mission.heat.foresight=1",
            "mission.heat.complexity=1",
            "mission.heat.context_sensitivity=0",
            "policy.all.governance.commit=2026q1",
            "firms.search.revenue=6",
        ],
        &[],
    ),
    ("policy.all.governance.authority", "0", "1", &[], &[]),
    ("policy.all.governance.mission_team", "false", "true", &[], &[]),
    ("policy.all.governance.horizontal_links", "false", "true", &[], &[]),
    ("policy.all.governance.vertical_links", "false", "true", &["agency.academy.level=regional"], &[]),
    ("policy.all.capacity_building.academies.to_agency", "0", "0.5", &[], &[]),
    ("policy.all.mission_lab.open_research.labs", "1", "6", &[], &[]),
    ("policy.all.partnership.roadmap.cost", "0.02", "1", &["policy.all.partnership.roadmap.carried=1"], &[]),
    ("policy.all.partnership.roadmap.carried", "0", "1", &[], &[]),
    ("policy.all.phased_prize.prizes.first_cost", "0.1", "1", &[], &[]),
    ("policy.all.phased_prize.prizes.first_time", "0.5", "3", &[], &[]),
    ("policy.all.phased_prize.prizes.first_share", "0.1", "0.9", &[], &[]),
    ("policy.all.rd_tax_credit.credit.rate", "0.05", "0.5", &[], &[]),
    ("policy.all.training.courses.cost", "500", "10_000", &["policy.all.training.courses.budget=10"], &[]),
    ("policy.all.campaign.adverts.reach", "0.2", "20", &[], &[]),
    ("policy.all.participation.forums.reach", "1", "50", &[], &[]),
    ("policy.all.participation.forums.length", "0", "4", &["mission.heat.deadline=2032q4"], &[]),
    (
        "policy.all.governance.intervention",
        "",
        "2",
        &["policy.all.governance.stopping_hurdle=0", "mission.heat.target=20"],
        &[],
    ),
    ("mission.heat.norms", "0", "20", &[], &[]),
    ("mission.heat.promises", "", "[0.5, 1, 1, 1]", &[], &[]),
    (
        "mission.heat.potentials",
        "drawn",
        "expected",
        &["mission.heat.complexity=1", "solution.pump.potential=0.95"],
        &[],
    ),
    ("owners.news_of_outreach", "0", "2", &[], &[]),
    ("politics.mode", "on", "off", &[], &[]),
    ("politics.first", "2", "16", &["politics.mode=on", "politics.inertia=-1"], &[]),
    ("politics.term", "1", "16", &["politics.mode=on", "politics.inertia=-1"], &[]),
    ("politics.cut", "0", "1", &["politics.mode=on", "politics.inertia=-1"], &[]),
    ("politics.inertia", "0", "4", &["politics.mode=on"], &[]),
    ("politics.support", "0", "15", &["politics.mode=on", "politics.inertia=-1"], &[]),
    ("politics.milestones", "0", "5", &["politics.mode=on", "politics.inertia=-1"], &[]),
    ("policy.all.training.courses.time", "0.25", "10", &["policy.all.training.courses.budget=10"], &[]),
];
