//! Missions and solutions.

use super::{Row, row};

pub const ROWS: &[Row] = &[
    row("mission.heat.baseline_value", "", "150"),
    row("mission.heat.target", "", "60"),
    row("mission.heat.start", "", "2030q1"),
    row("mission.heat.deadline", "2036q4", ""),
    row("mission.heat.complexity", "0", "1"),
    row("mission.heat.context_sensitivity", "0", "1"),
    row("mission.heat.need_elasticity", "-3", "3"),
    row("mission.heat.units_per_person", "0.1", "2"),
    row("mission.heat.incumbent_cost", "3000", "12_000"),
    row("mission.heat.incumbent_running_cost", "300", "2000"),
    row("mission.heat.incumbent_lifetime", "5", "20"),
    // the shares of all owners sum to 1
    row(
        "mission.heat.owned_by.household",
        "0.98; mission.heat.owned_by.firm=0.01; mission.heat.owned_by.public_body=0.01",
        "0.1; mission.heat.owned_by.firm=0.1; mission.heat.owned_by.public_body=0.8",
    ),
    row(
        "mission.heat.owned_by.firm",
        "",
        "0.8; mission.heat.owned_by.household=0.1; mission.heat.owned_by.public_body=0.1",
    ),
    row(
        "mission.heat.owned_by.public_body",
        "",
        "0.8; mission.heat.owned_by.household=0.1; mission.heat.owned_by.firm=0.1",
    ),
    row("solution.pump.mission", "", "travel"),
    row("solution.pump.readiness", "5", "8"),
    row("solution.pump.unit_cost", "5000", "14_000"),
    row("solution.pump.running_cost", "100", "900"),
    row("solution.pump.lifetime", "5", "20"),
    row("solution.pump.learning_rate", "0.05", "0.4"),
    // where there is no other luck of costs
    row("solution.pump.learning_rate_spread", "0", "0.15").beside(&["shocks.cost_spread=0"]).by_luck(),
    row("solution.pump.world_units", "0.001", "1"),
    row("solution.pump.world_growth", "0", "0.3"),
    row("solution.pump.handicap", "0", "1"),
    row("solution.pump.world_path", "[0.01]", "[0.1]"),
    row("solution.pump.potential", "0.3", "0.8"),
    row("solution.pump.home_context", "", "[2, -2]"),
    // where capacity can hardly grow, and most of it is abroad
    row("solution.pump.imports", "false", "")
        .beside(&["supply.capacity_growth=0.05", "supply.import_share=0.9"]),
    row("solution.pump.initial_uptake", "0", "0.2"),
    row("mission.heat.foresight", "0", "1").beside(&["mission.heat.context_sensitivity=0"]),
    // the agency commits itself to the solution that does most for growth, and firms follow it
    row("mission.heat.growth_spread", "0", "3").beside(&[
        "mission.heat.growth_alignment=1",
        "mission.heat.foresight=1",
        "mission.heat.complexity=1",
        "mission.heat.context_sensitivity=0",
        "policy.all.governance.commit=2026q1",
        "firms.search.revenue=6",
    ]),
    row("mission.heat.growth_alignment", "-1", "1").beside(&[
        "mission.heat.growth_spread=0.5",
        "mission.heat.foresight=1",
        "mission.heat.complexity=1",
        "mission.heat.context_sensitivity=0",
        "policy.all.governance.commit=2026q1",
        "firms.search.revenue=6",
        "firms.search.outside=0",
        "firms.search.sharpness=3",
    ]),
    row("solution.pump.search_rate", "0", "0.2"),
    row("mission.heat.norms", "0", "20"),
    row("mission.heat.promises", "", "[0.5, 1, 1, 1]"),
    row("mission.heat.potentials", "drawn", "expected")
        .beside(&["mission.heat.complexity=1", "solution.pump.potential=0.95"]),
];
