//! Who applies to calls, and who gets in.

use super::{Better, Measure, Outcome, When};
use crate::world::World;
use crate::world::applications::LeadKind;
use crate::world::grid::Grid;

pub(super) const OUTCOMES: &[Outcome] = &[
    Outcome {
        name: "repeat_awards",
        unit: "share",
        meaning: "share of the awards of calls that went to leads which had been awarded a project before",
        better: Better::Neither,
        when: When::Deadline,
        path: false,
        measure: Measure::World(|world| per_award(world, f64::from(world.applications.repeated))),
    },
    Outcome {
        name: "quality_of_awards",
        unit: "index",
        meaning: "quality of what calls awarded, as reviewers without error would see it, in standard deviations: mean over awards",
        better: Better::More,
        when: When::Deadline,
        path: false,
        measure: Measure::World(|world| per_award(world, world.applications.quality)),
    },
    Outcome {
        name: "applications",
        unit: "1",
        meaning: "applications of leads of this kind that were read so far",
        better: Better::Neither,
        when: When::Deadline,
        path: false,
        measure: Measure::Lead(|world, kind| of_lead(&world.applications.read, kind)),
    },
    Outcome {
        name: "success_rate",
        unit: "share",
        meaning: "share of the applications of leads of this kind that were awarded, among those that were read",
        better: Better::Neither,
        when: When::Deadline,
        path: false,
        measure: Measure::Lead(|world, kind| {
            let applications = &world.applications;
            share(of_lead(&applications.awarded, kind), of_lead(&applications.read, kind))
        }),
    },
    Outcome {
        name: "applications_by_capacity",
        unit: "1",
        meaning: "applications from the regions of this quarter of the population that were read so far",
        better: Better::Neither,
        when: When::Deadline,
        path: false,
        measure: Measure::Quartile(|world, quartile| of_quartile(world, &world.applications.read, quartile)),
    },
    Outcome {
        name: "success_rate_by_capacity",
        unit: "share",
        meaning: "share of the applications from the regions of this quarter of the population that were awarded",
        better: Better::Neither,
        when: When::Deadline,
        path: false,
        measure: Measure::Quartile(|world, quartile| {
            let of = |counts| of_quartile(world, counts, quartile);
            share(of(&world.applications.awarded), of(&world.applications.read))
        }),
    },
];

/// A part of a whole; NaN where there is no whole.
fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { f64::NAN }
}

/// A sum over the awards of calls so far, for each of them.
fn per_award(world: &World, total: f64) -> f64 {
    let awards: u32 = world.applications.awarded.cells().iter().sum();
    share(total, f64::from(awards))
}

fn of_lead(counts: &Grid<u32>, kind: usize) -> f64 {
    debug_assert!(kind < LeadKind::ALL.len());
    counts.rows().map(|row| f64::from(row[kind])).sum()
}

fn of_quartile(world: &World, counts: &Grid<u32>, wanted: usize) -> f64 {
    let quarters = &world.regions.standing.quarter;
    let here = counts.rows().zip(quarters).filter(|(_, quarter)| **quarter == wanted);
    here.map(|(row, _)| row.iter().map(|count| f64::from(*count)).sum::<f64>()).sum()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::outcomes::tests::world as founded;
    use crate::world::applications::Merit;
    use crate::world::projects::Lead;

    #[test]
    fn every_application_is_counted_once() {
        let world = founded();
        let applications = &world.applications;
        let all = |counts: &Grid<u32>| counts.cells().iter().map(|count| f64::from(*count)).sum::<f64>();
        assert_eq!(all(&applications.awarded), world.projects.all.len() as f64);
        assert!(all(&applications.read) >= all(&applications.awarded));
        let by_lead: f64 = (0..5).map(|kind| of_lead(&applications.read, kind)).sum();
        let by_place: f64 = (0..4).map(|quartile| of_quartile(&world, &applications.read, quartile)).sum();
        assert_eq!((by_lead, by_place), (all(&applications.read), all(&applications.read)));
    }

    #[test]
    fn awards_are_repeated_where_a_lead_has_several() {
        let mut world = founded();
        let leads: Vec<Lead> = world.projects.all.iter().map(|project| project.lead).collect();
        let several: BTreeSet<usize> = leads.iter().map(|lead| world.number_of(*lead)).collect();
        assert_eq!(world.applications.repeated as usize, leads.len() - several.len());
        let quality: f64 =
            leads.iter().map(|lead| Merit::of(*lead, &world.firms, &world.bodies).quality).sum();
        let mean = per_award(&world, world.applications.quality);
        assert!((mean - quality / leads.len() as f64).abs() < 1e-9);
        // one more award to the first of them, who has had some
        let merit = Merit::of(leads[0], &world.firms, &world.bodies);
        let before = world.applications.repeated;
        world.applications.award(leads[0], 0, LeadKind::Body, merit);
        assert_eq!(world.applications.repeated, before + 1);
    }
}
