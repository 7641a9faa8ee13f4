//! What the portfolio of projects is made of, and what becomes of it.
//!
//! The portfolio is all projects for a solution; work that builds the capacity of places is not in it. Its money is
//! what was committed, less what projects that failed or were stopped set free.

use super::{Better, Measure, Outcome, When};
use crate::world::World;
use crate::world::projects::{Fate, Project};

/// Share of the best solution's below which what a solution does makes it a dud.
const DUD: f64 = 0.5;
/// The part of the population that counts as best served.
const BEST_SERVED: f64 = 0.2;

pub(super) const OUTCOMES: &[Outcome] = &[
    Outcome {
        name: "concentration_by_solution",
        unit: "index",
        meaning: "Herfindahl index of the money in projects over the mission's solutions: 1 when one has all of it",
        better: Better::Neither,
        when: When::Deadline,
        path: false,
        measure: Measure::Mission(|world, mission| {
            herfindahl(of_mission(world, mission), |solution, _| solution)
        }),
    },
    Outcome {
        name: "concentration_by_stage",
        unit: "index",
        meaning: "Herfindahl index of the money in projects over stages: 1 when all of it is at one stage",
        better: Better::Neither,
        when: When::Deadline,
        path: false,
        measure: Measure::Mission(|world, mission| {
            herfindahl(of_mission(world, mission), |_, project| project.stage as usize)
        }),
    },
    Outcome {
        name: "concentration_by_region",
        unit: "index",
        meaning: "Herfindahl index of the money in projects over regions: 1 when one region has all of it",
        better: Better::Neither,
        when: When::Deadline,
        path: false,
        measure: Measure::World(|world| herfindahl(portfolio(world), |_, project| project.region.index())),
    },
    Outcome {
        name: "best_served_fifth",
        unit: "share",
        meaning: "share of the money in projects that went to the fifth of the population whose regions got most of it a head",
        better: Better::Neither,
        when: When::Deadline,
        path: false,
        measure: Measure::World(best_served_fifth),
    },
    Outcome {
        name: "projects",
        unit: "1",
        meaning: "projects for the solution that were started",
        better: Better::Neither,
        when: When::End,
        path: false,
        measure: Measure::Solution(|world, wanted| {
            portfolio(world).filter(|(solution, _)| *solution == wanted).count() as f64
        }),
    },
    Outcome {
        name: "projects_by_fate",
        unit: "1",
        meaning: "projects for a solution that were started so far, by what has become of them by then",
        better: Better::Neither,
        when: When::Deadline,
        path: true,
        measure: Measure::Fate(|world, fate| f64::from(world.projects.count(Fate::ALL[fate]))),
    },
    Outcome {
        name: "projects_in_market",
        unit: "share",
        meaning: "share of the projects for a solution that were done and found owners who use it around them",
        better: Better::More,
        when: When::End,
        path: false,
        measure: Measure::World(|world| share_of(world, Fate::Succeeded)),
    },
    Outcome {
        name: "projects_on_trial",
        unit: "share",
        meaning: "share of the projects for a solution that were done and of which it is not known yet whether anyone buys",
        better: Better::Neither,
        when: When::End,
        path: false,
        measure: Measure::World(|world| share_of(world, Fate::OnTrial)),
    },
    Outcome {
        name: "projects_market_failure",
        unit: "share",
        meaning: "share of the projects for a solution that were done and found nobody who buys",
        better: Better::Less,
        when: When::End,
        path: false,
        measure: Measure::World(|world| share_of(world, Fate::MarketFailure)),
    },
    Outcome {
        name: "projects_technical_failure",
        unit: "share",
        meaning: "share of the projects for a solution whose technical work failed",
        better: Better::Less,
        when: When::End,
        path: false,
        measure: Measure::World(|world| share_of(world, Fate::TechnicalFailure)),
    },
    Outcome {
        name: "projects_stopped",
        unit: "share",
        meaning: "share of the projects for a solution that their agency stopped on what it had learned",
        better: Better::Neither,
        when: When::End,
        path: false,
        measure: Measure::World(|world| share_of(world, Fate::Stopped)),
    },
    Outcome {
        name: "projects_at_work",
        unit: "share",
        meaning: "share of the projects for a solution that are still at work",
        better: Better::Neither,
        when: When::End,
        path: false,
        measure: Measure::World(|world| share_of(world, Fate::Running)),
    },
    Outcome {
        name: "money_in_duds",
        unit: "share",
        meaning: "share of the public money paid to projects that went to solutions with less than half of the best one's true potential",
        better: Better::Less,
        when: When::End,
        path: false,
        measure: Measure::Mission(money_in_duds),
    },
    Outcome {
        name: "zombies",
        unit: "share",
        meaning: "share of the projects at work whose solution does less than half in their place of what the best would do there",
        better: Better::Less,
        when: When::Deadline,
        path: true,
        measure: Measure::World(zombies),
    },
    Outcome {
        name: "duplication",
        unit: "share",
        meaning: "share of the money of finished work that was in vain because another agency did the same unseen",
        better: Better::Less,
        when: When::Deadline,
        path: false,
        measure: Measure::World(|world| share(world.projects.in_vain, world.projects.finished)),
    },
    Outcome {
        name: "alignment",
        unit: "share",
        meaning: "share of the money awarded that went where the weights of the portfolio at the time would have had it",
        better: Better::More,
        when: When::Deadline,
        path: false,
        measure: Measure::Mission(alignment),
    },
    Outcome {
        name: "region_projects",
        unit: "1",
        meaning: "projects for the mission's solutions that were started in the region so far",
        better: Better::Neither,
        when: When::Deadline,
        path: false,
        measure: Measure::Region(|world, mission, region| {
            of_mission(world, mission).filter(|(_, project)| project.region.index() == region).count() as f64
        }),
    },
];

/// A part of a whole; NaN where there is no whole.
fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { f64::NAN }
}

/// The projects for a solution, each with its solution.
fn portfolio(world: &World) -> impl Iterator<Item = (usize, &Project)> {
    world.projects.all.iter().filter_map(|project| Some((project.solution?.index(), project)))
}

fn of_mission(world: &World, mission: usize) -> impl Iterator<Item = (usize, &Project)> {
    let traits = &world.solutions.traits;
    portfolio(world).filter(move |(solution, _)| traits[*solution].mission.index() == mission)
}

/// The sum of the squares of the shares in all money (Herfindahl 1950, Hirschman 1945).
fn herfindahl<'w>(
    projects: impl Iterator<Item = (usize, &'w Project)>,
    place: impl Fn(usize, &Project) -> usize,
) -> f64 {
    let mut money = Vec::new();
    for (solution, project) in projects {
        let place = place(solution, project);
        if money.len() <= place {
            money.resize(place + 1, 0.0);
        }
        money[place] += project.committed();
    }
    let all: f64 = money.iter().sum();
    share(money.iter().map(|money| money * money).sum(), all * all)
}

/// Of the region in which the fifth ends a part counts, so that equal money a head gives just a fifth.
fn best_served_fifth(world: &World) -> f64 {
    let people = &world.regions.geography.population;
    let mut money = vec![0.0; people.len()];
    portfolio(world).for_each(|(_, project)| money[project.region.index()] += project.committed());
    let mut order: Vec<usize> = (0..people.len()).collect();
    order.sort_by(|&a, &b| (money[b] / people[b]).total_cmp(&(money[a] / people[a])).then(a.cmp(&b)));
    let (mut left, mut served) = (BEST_SERVED * world.regions.total_population(), 0.0);
    for region in order {
        let counted = people[region].min(left);
        served += money[region] * counted / people[region];
        left -= counted;
    }
    share(served, money.iter().sum())
}

fn share_of(world: &World, fate: Fate) -> f64 {
    share(f64::from(world.projects.count(fate)), f64::from(world.projects.for_solutions()))
}

fn money_in_duds(world: &World, mission: usize) -> f64 {
    let potential = &world.solutions.potential;
    let solutions = &world.missions[mission].traits.solutions;
    let best = solutions.iter().map(|id| potential[id.index()]).fold(0.0, f64::max);
    let (mut in_duds, mut all) = (0.0, 0.0);
    for (solution, project) in of_mission(world, mission) {
        all += project.paid;
        if potential[solution] < DUD * best {
            in_duds += project.paid;
        }
    }
    share(in_duds, all)
}

fn zombies(world: &World) -> f64 {
    let active = world.projects.active.iter().map(|place| &world.projects.all[*place as usize]);
    let (mut zombies, mut all) = (0.0, 0.0);
    for project in active.filter(|project| project.fate == Fate::Running) {
        let Some(solution) = project.solution else { continue };
        let mission = &world.missions[world.solutions.traits[solution.index()].mission.index()].traits;
        let does = |solution: usize| {
            world.solutions.contribution(mission.context_sensitivity, project.region.index(), solution)
        };
        let best = mission.solutions.iter().map(|id| does(id.index())).fold(0.0, f64::max);
        all += 1.0;
        zombies += f64::from(does(solution.index()) < DUD * best);
    }
    share(zombies, all)
}

/// One less half of the sum of what solutions got too much or too little, as a share of all: over all agencies, each
/// by its own weights.
fn alignment(world: &World, mission: usize) -> f64 {
    let (mut astray, mut all) = (0.0, 0.0);
    for agency in &world.agencies {
        for id in &world.missions[mission].traits.solutions {
            let (funded, intended) = (agency.funded[id.index()], agency.intended[id.index()]);
            astray += (funded - intended).abs() / 2.0;
            all += funded;
        }
    }
    1.0 - share(astray, all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{RegionId, SolutionId};
    use crate::outcomes::tests::world as founded;
    use crate::units::Money;
    use crate::world::projects::{Projects, Stage};

    /// A project: its solution, stage and region, the money that was committed and paid, and what became of it.
    type Brief = (usize, Stage, usize, (f64, f64), Fate);

    /// A world in which just these projects were started.
    fn world(briefs: &[Brief]) -> World {
        let mut world = founded();
        let pattern = world.projects.all[0].clone();
        let make = |&(solution, stage, region, (grant, paid), fate): &Brief| Project {
            solution: Some(SolutionId::new(solution)),
            region: RegionId::new(region),
            stage,
            grant,
            paid,
            fate,
            ..pattern.clone()
        };
        world.projects = Projects::default();
        briefs.iter().map(make).for_each(|project| world.projects.start(project));
        world
    }

    const MIXED: &[Brief] = &[
        (0, Stage::Develop, 0, (6.0, 6.0), Fate::Succeeded),
        (1, Stage::Develop, 1, (9.0, 2.0), Fate::Stopped),
        (1, Stage::Scale, 0, (2.0, 1.0), Fate::Running),
        (2, Stage::Scale, 2, (8.0, 0.0), Fate::TechnicalFailure),
    ];

    #[test]
    fn concentration_is_the_sum_of_squared_shares() {
        let world = world(MIXED);
        // what was stopped kept 2 of its 9, and what failed nothing: 6, 2 and 2 of 10
        let by_solution = herfindahl(of_mission(&world, 0), |solution, _| solution);
        assert!((by_solution - (0.36 + 0.16)).abs() < 1e-12, "{by_solution}");
        let by_stage = herfindahl(of_mission(&world, 0), |_, project| project.stage as usize);
        assert!((by_stage - (0.64 + 0.04)).abs() < 1e-12, "{by_stage}");
        assert!(herfindahl([].into_iter(), |_, _| 0).is_nan());
    }

    #[test]
    fn the_best_served_fifth_counts_a_part_of_its_last_region() {
        // a fifth of the people is four fifths of the first of four equal regions, which has 8 of 10
        assert!((best_served_fifth(&world(MIXED)) - 0.64).abs() < 1e-12);
        let even: Vec<Brief> =
            (0..4).map(|region| (0, Stage::Scale, region, (1.0, 0.0), Fate::Running)).collect();
        assert!((best_served_fifth(&world(&even)) - 0.2).abs() < 1e-12);
        assert!(best_served_fifth(&world(&[])).is_nan());
    }

    #[test]
    fn the_fates_of_projects_are_shares_of_all() {
        let fates = [
            Fate::Succeeded,
            Fate::OnTrial,
            Fate::MarketFailure,
            Fate::TechnicalFailure,
            Fate::Stopped,
            Fate::Running,
        ];
        let world = world(MIXED);
        assert_eq!(fates.map(|fate| share_of(&world, fate)), [0.25, 0.0, 0.0, 0.25, 0.25, 0.25]);
    }

    #[test]
    fn what_has_become_of_projects_is_counted_as_it_turns() {
        let mut world = world(MIXED);
        let counts = |world: &World| -> Vec<(&str, f64)> {
            let outcome = OUTCOMES.iter().find(|outcome| outcome.name == "projects_by_fate").unwrap();
            let Measure::Fate(measure) = outcome.measure else { panic!() };
            let of = |fate: usize| (Fate::ALL[fate].word(), measure(world, fate));
            (0..Fate::COUNT).map(of).filter(|(_, count)| *count > 0.0).collect()
        };
        let one = |fate| (fate, 1.0);
        assert_eq!(counts(&world), ["at_work", "in_market", "technical_failure", "stopped"].map(one));
        // the running one is done and on trial, and then finds nobody who buys
        let mut project = world.projects.all[2].clone();
        world.projects.turn(&mut project, Fate::OnTrial, 5);
        assert_eq!(counts(&world), ["on_trial", "in_market", "technical_failure", "stopped"].map(one));
        world.projects.turn(&mut project, Fate::MarketFailure, 9);
        assert_eq!((project.fate, project.since), (Fate::MarketFailure, 9));
        assert_eq!(counts(&world), ["in_market", "market_failure", "technical_failure", "stopped"].map(one));
        // work that builds the capacity of places is not in the portfolio
        world.projects.start(Project { solution: None, ..project.clone() });
        world.projects.start(Project { fate: Fate::Stopped, ..project });
        let failed = [("market_failure", 1.0), ("technical_failure", 1.0), ("stopped", 2.0)];
        assert_eq!(counts(&world)[1..], failed);
    }

    #[test]
    fn duds_and_zombies_are_told_by_the_truth() {
        let mut world = world(MIXED);
        world.solutions.potential = vec![0.8, 0.39, 0.41];
        // solution 1 is a dud: 3 of 9 paid; its running project is the only one at work
        assert!((money_in_duds(&world, 0) - 1.0 / 3.0).abs() < 1e-12);
        assert_eq!(zombies(&world), 1.0);
        world.solutions.potential[1] = 0.41;
        assert_eq!((money_in_duds(&world, 0), zombies(&world)), (0.0, 0.0));
        // a project for the best is none, whatever else there is
        world.solutions.potential[1] = 0.39;
        world.projects.all[2].solution = Some(SolutionId::new(0));
        assert_eq!(zombies(&world), 0.0);
    }

    #[test]
    fn awards_agree_with_the_weights_of_their_time() {
        let mut world = founded();
        let solutions = world.missions[0].traits.solutions.clone();
        let agency = &mut world.agencies[0];
        (agency.funded, agency.intended) = (vec![0.0; 3], vec![0.0; 3]);
        agency.weights = vec![0.5, 0.5, 0.0];
        agency.fund(solutions[0], &solutions, Money(4.0));
        agency.weights = vec![0.0, 0.0, 1.0];
        agency.fund(solutions[2], &solutions, Money(6.0));
        // 4, 0, 6 in place of 2, 2, 6: 2 of 10 went astray
        assert!((alignment(&world, 0) - 0.8).abs() < 1e-12);
    }
}
