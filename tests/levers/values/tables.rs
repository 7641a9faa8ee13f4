//! Regions, from a table.

use super::{OVER, Row, row};

/// Little luck of costs and potentials.
const CALM: &[&str] = &[
    "mission.heat.complexity=0",
    "shocks.cost_spread=0",
    "shocks.incumbent_spread=0",
    "solution.pump.learning_rate_spread=0",
    "solution.network.learning_rate_spread=0",
];
/// The same, and a home for each solution in some regions, far from that of the other, to which nothing is adapted.
const HOMES: &[&str] = &[
    "mission.heat.complexity=0",
    "shocks.cost_spread=0",
    "shocks.incumbent_spread=0",
    "space.fit_distance=1",
    "space.adaptation_money=10_000",
    "solution.pump.home_context=[1.2, -1.2]",
    "solution.network.home_context=[-1.2, 1.2]",
];

pub const ROWS: &[Row] = &[
    row("regions.table", "", "tests/levers/others.csv"),
    row("regions.countries", "", "['A', 'B']"),
    row("regions.only", "", "['S1R1', 'S1R2', 'S1R3', 'S2R4']"),
    row("regions.zoning", "4", "2; agency.valley.regions=['S1']"),
    row("regions.gaps", "", "drop"),
    row("regions.columns.country", "", "country_2").beside(CALM),
    row("regions.columns.population", "", "population_2"),
    row("regions.columns.gdp", "", "gdp_2"),
    row("regions.columns.research_intensity_percent", "", "research_intensity_percent_2"),
    row("regions.columns.human_capital_percent", "", "human_capital_percent_2"),
    row("regions.columns.capacity", "", "capacity_2"),
    row("regions.columns.longitude", "", "longitude_2").beside(OVER),
    row("regions.columns.latitude", "", "latitude_2").beside(OVER),
    row("regions.columns.need", "", "need_2"),
    row("regions.columns.context", "", "['height_2', 'coast_2']").beside(HOMES),
    row("regions.national.east.country", "C", "B"),
    row("regions.national.east.gdp_per_head", "15000", "45000"),
    row("regions.national.east.research_intensity_percent", "0.5", "4"),
    row("regions.national.east.human_capital_percent", "15", "60"),
    row("regions.national.east.capacity", "0.2", "0.9"),
];
