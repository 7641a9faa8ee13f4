//! What firms do.

use super::{Better, Measure, Outcome, When};

pub(super) const OUTCOMES: &[Outcome] = &[
    Outcome {
        name: "private_research",
        unit: "M EUR",
        meaning: "firms' own research money so far, their parts of projects included",
        better: Better::More,
        when: When::Deadline,
        path: false,
        measure: Measure::World(|world| world.private_research),
    },
    Outcome {
        name: "productivity",
        unit: "index",
        meaning: "productivity of firms, by their sales; the mean firm is about 1 at the start",
        better: Better::More,
        when: When::Deadline,
        path: true,
        measure: Measure::World(|world| {
            let sales: f64 = world.firms.sales.iter().sum();
            let weighted = world.firms.sales.iter().zip(&world.firms.productivity).map(|(s, p)| s * p);
            weighted.sum::<f64>() / sales
        }),
    },
    Outcome {
        name: "trials",
        unit: "trials",
        meaning: "trials of firms in real places so far, each of a year",
        better: Better::Neither,
        when: When::Deadline,
        path: false,
        measure: Measure::World(|world| f64::from(world.trials.admitted)),
    },
    Outcome {
        name: "searching",
        unit: "share",
        meaning: "share of firms that search for this solution",
        better: Better::Neither,
        when: When::Deadline,
        path: true,
        measure: Measure::Solution(|world, solution| {
            let firms = (0..world.firms.len()).filter(|firm| world.firms.solution(*firm) == Some(solution));
            firms.count() as f64 / world.firms.len() as f64
        }),
    },
];
