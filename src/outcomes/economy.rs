//! What firms and projects do.

use super::{Better, Measure, Outcome, When};
use crate::world::World;
use crate::world::projects::{Fate, Project};

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
    Outcome {
        name: "projects",
        unit: "1",
        meaning: "projects for a solution that were started",
        better: Better::Neither,
        when: When::End,
        path: false,
        measure: Measure::World(|world| solution_projects(world).count() as f64),
    },
    Outcome {
        name: "projects_in_market",
        unit: "share",
        meaning: "share of ended projects for a solution that found owners who use it around them",
        better: Better::More,
        when: When::End,
        path: false,
        measure: Measure::World(|world| share_of(world, Fate::Succeeded)),
    },
    Outcome {
        name: "projects_technical_failure",
        unit: "share",
        meaning: "share of ended projects for a solution whose technical work failed",
        better: Better::Less,
        when: When::End,
        path: false,
        measure: Measure::World(|world| share_of(world, Fate::TechnicalFailure)),
    },
    Outcome {
        name: "projects_market_failure",
        unit: "share",
        meaning: "share of ended projects for a solution that were done and found nobody who buys",
        better: Better::Less,
        when: When::End,
        path: false,
        measure: Measure::World(|world| share_of(world, Fate::MarketFailure)),
    },
];

fn solution_projects(world: &World) -> impl Iterator<Item = &Project> {
    world.projects.all.iter().filter(|project| project.solution.is_some())
}

fn share_of(world: &World, fate: Fate) -> f64 {
    let ended = |project: &&Project| !matches!(project.fate, Fate::Running | Fate::OnTrial);
    let all = solution_projects(world).filter(ended).count();
    if all == 0 {
        return f64::NAN;
    }
    solution_projects(world).filter(|project| project.fate == fate).count() as f64 / all as f64
}
