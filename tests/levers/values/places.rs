//! Regions, made by rule.

use super::{OVER, Row, row};

pub const ROWS: &[Row] = &[
    row("regions.synthetic.count", "", "8"),
    row("regions.synthetic.countries", "1", ""),
    // solutions have a home in as many contexts
    row(
        "regions.synthetic.contexts",
        "",
        "1; solution.pump.home_context=[0.6]; solution.network.home_context=[-0.6]; solution.tram.home_context=[0]",
    ),
    row("regions.synthetic.context_spread", "0", "3"),
    row("regions.synthetic.spacing", "20", "200").beside(OVER),
    row("regions.synthetic.population.mean", "", "4e6"),
    row("regions.synthetic.population.spread", "0", "1.4e6"),
    row("regions.synthetic.gdp_per_head.mean", "", "60_000"),
    row("regions.synthetic.gdp_per_head.spread", "0", "30_000"),
    row("regions.synthetic.research_intensity.mean", "", "0.04"),
    row("regions.synthetic.research_intensity.spread", "0", "0.02"),
    row("regions.synthetic.human_capital.mean", "", "0.8"),
    row("regions.synthetic.human_capital.spread", "0", "0.3"),
    row("regions.synthetic.capacity.mean", "", "0.6"),
    row("regions.synthetic.capacity.spread", "0", ""),
];
