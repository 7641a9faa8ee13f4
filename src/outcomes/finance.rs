//! Whose money projects are paid from, and what conditions of support cost and gain.

use super::{Better, Measure, Outcome, When};
use crate::world::World;
use crate::world::grid::Grid;
use crate::world::projects::{Fate, Project};

pub(super) const OUTCOMES: &[Outcome] = &[
    Outcome {
        name: "cofunding_ratio",
        unit: "ratio",
        meaning: "money of partners and donors for each euro of public money that was paid to projects so far; parts of leads not included",
        better: Better::Neither,
        when: When::Deadline,
        path: false,
        measure: Measure::World(|world| {
            let public = paid(world, |project| project.paid);
            let others = partners(world) + paid(world, |project| project.from_donor.paid);
            if public > 0.0 { others / public } else { f64::NAN }
        }),
    },
    Outcome {
        name: "partners_money",
        unit: "M EUR",
        meaning: "money of private partners that was paid to projects so far",
        better: Better::Neither,
        when: When::Deadline,
        path: false,
        measure: Measure::World(partners),
    },
    Outcome {
        name: "donors_money",
        unit: "M EUR",
        meaning: "money of donors that was paid so far, for projects, purchases and courses",
        better: Better::Neither,
        when: When::Deadline,
        path: false,
        measure: Measure::World(donors),
    },
    Outcome {
        name: "donors_promise_lapsed",
        unit: "M EUR",
        meaning: "money that donors promised and never paid, for nobody could use it, its project ended or they left",
        better: Better::Less,
        when: When::End,
        path: false,
        measure: Measure::World(|world| {
            world
                .lines
                .iter()
                .filter_map(|line| line.donor.as_ref())
                .fold(0.0, |sum, donor| sum + donor.lapsed)
        }),
    },
    Outcome {
        name: "money_lost_in_flight",
        unit: "M EUR",
        meaning: "money of the public purse, partners and donors that had gone into projects at work when their donor left",
        better: Better::Less,
        when: When::Deadline,
        path: false,
        measure: Measure::World(|world| {
            abandoned(world).fold(0.0, |sum, project| sum + project.paid_by_all())
        }),
    },
    Outcome {
        name: "projects_abandoned",
        unit: "share",
        meaning: "share of all projects that were at work when their donor left, and ended there",
        better: Better::Less,
        when: When::End,
        path: false,
        measure: Measure::World(|world| {
            share(abandoned(world).count() as f64, world.projects.all.len() as f64)
        }),
    },
    Outcome {
        name: "applicants_lost",
        unit: "share",
        meaning: "share of those who would have applied to a call, bid for a lot or taken on work, had nothing been asked for it, and did not; where something is asked",
        better: Better::Less,
        when: When::Deadline,
        path: false,
        measure: Measure::World(|world| {
            let count =
                |counts: &Grid<u32>| counts.cells().iter().map(|count| f64::from(*count)).sum::<f64>();
            let lost = count(&world.applications.lost);
            share(lost, lost + count(&world.applications.undeterred))
        }),
    },
    Outcome {
        name: "support_forgone",
        unit: "share",
        meaning: "share of the money of rebates, top-ups, credits and courses on conditions that those who could have had it went without, for what is asked; of buyers who bought all the same",
        better: Better::Less,
        when: When::Deadline,
        path: false,
        measure: Measure::Mission(|world, mission| {
            let takeup = world.missions[mission].takeup;
            share(takeup.forgone, takeup.taken + takeup.forgone)
        }),
    },
    Outcome {
        name: "public_value",
        unit: "M EUR",
        meaning: "what conditions of support gained for the public so far: the sum of the four below",
        better: Better::More,
        when: When::Deadline,
        path: true,
        measure: Measure::World(|world| world.public_value.total()),
    },
    Outcome {
        name: "profits_reinvested",
        unit: "M EUR",
        meaning: "profits that conditions of support sent into research so far",
        better: Better::More,
        when: When::Deadline,
        path: false,
        measure: Measure::World(|world| world.public_value.reinvested),
    },
    Outcome {
        name: "knowledge_opened",
        unit: "M EUR",
        meaning: "supported research so far whose results are open because that was asked",
        better: Better::More,
        when: When::Deadline,
        path: false,
        measure: Measure::World(|world| world.public_value.opened),
    },
    Outcome {
        name: "standards_kept",
        unit: "M EUR",
        meaning: "what supported work that kept to a standard was worth to the public so far",
        better: Better::More,
        when: When::Deadline,
        path: false,
        measure: Measure::World(|world| world.public_value.standards),
    },
    Outcome {
        name: "local_delivery_value",
        unit: "M EUR",
        meaning: "what supported work with people and firms of its region was worth to the public so far, where that was asked",
        better: Better::More,
        when: When::Deadline,
        path: false,
        measure: Measure::World(|world| world.public_value.local),
    },
];

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { f64::NAN }
}

/// A sum over all projects that is a plain nought when there are none.
fn paid(world: &World, of: impl Fn(&Project) -> f64) -> f64 {
    world.projects.all.iter().fold(0.0, |sum, project| sum + of(project))
}

fn partners(world: &World) -> f64 {
    paid(world, |project| project.from_partners.paid)
}

fn donors(world: &World) -> f64 {
    let at_once = world.lines.iter().filter_map(|line| line.donor.as_ref());
    at_once.fold(paid(world, |project| project.from_donor.paid), |sum, donor| sum + donor.paid_at_once)
}

fn abandoned(world: &World) -> impl Iterator<Item = &Project> {
    world.projects.all.iter().filter(|project| project.fate == Fate::Abandoned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcomes::tests::world as founded;
    use crate::world::support::Tied;

    #[test]
    fn co_funding_is_counted_apart_and_loss_in_flight_by_all_who_paid() {
        let mut world = founded();
        let pattern = Project { grant: 4.0, paid: 2.0, ..world.projects.all[0].clone() };
        let tied = |committed, paid| Tied { committed, paid };
        world.projects.all = vec![
            Project { from_partners: tied(3.0, 1.0), ..pattern.clone() },
            Project { from_donor: tied(6.0, 3.0), fate: Fate::Abandoned, ..pattern },
        ];
        let of = |name: &str| {
            let outcome = OUTCOMES.iter().find(|outcome| outcome.name == name).unwrap();
            let Measure::World(measure) = outcome.measure else { panic!() };
            measure(&world)
        };
        assert_eq!(of("cofunding_ratio"), 1.0);
        assert_eq!(of("money_lost_in_flight"), 5.0);
        assert_eq!(of("projects_abandoned"), 0.5);
        assert!(of("applicants_lost").is_nan());
    }
}
