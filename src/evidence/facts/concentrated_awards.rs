//! F27: open competition concentrates money on few regions.

use crate::error::Result;
use crate::evidence::laboratory::Laboratory;
use crate::evidence::works::JOINT_RESEARCH_CENTRE;
use crate::evidence::{Fact, Kind, Range, Reading};
use crate::world::World;

/// The fact.
pub const FACT: Fact = Fact {
    code: "F27",
    claim: "Money of the European Union for research that is won in open competition (Horizon 2020) is concentrated on fewer \
            regions than that of Cohesion policy, which has envelopes by need.",
    asked: "`europe_regions`: the share of the money of projects that goes to the fifth of the regions that get most of it, under \
            `blind`, open competition, less that under `need`, envelopes by need. The same for the fifth of the people whose \
            regions get most a head.",
    sources: &[&JOINT_RESEARCH_CENTRE],
    kind: Kind::Test,
    unmet: None,
    is_quick: false,
    ask,
};

/// One of so many regions is among the best served.
const FIFTH: usize = 5;
/// The quarter at whose end money is counted: the last of the programme, 2041.
const DEADLINE: usize = 64;

/// Shares of the money that go to the best served fifth: of regions by money, and of people by money a head.
#[derive(Clone, Copy, Default)]
struct Seen {
    of_regions: f64,
    of_people: f64,
}

fn ask(laboratory: &Laboratory) -> Result<Vec<Reading>> {
    let scenario = laboratory.scenario("europe_regions", &[])?;
    let runs = laboratory.watch(&scenario, &["blind", "need"], 8, |world: &World, seen: &mut Seen| {
        if world.step == DEADLINE {
            *seen = look(world);
        }
    })?;
    let shares =
        |of: &dyn Fn(&[Seen]) -> f64| -> Vec<f64> { runs.iter().map(|run| 100.0 * of(run)).collect() };
    let more = Some(Range::above(0.0));
    let told = |what: &str, values: &[f64]| Reading::mean(what, "%", values, None);
    Ok(vec![
        Reading::mean(
            "share of the best served fifth of regions, competition less envelopes",
            "points",
            &shares(&|run| run[0].of_regions - run[1].of_regions),
            more,
        ),
        Reading::mean(
            "the same for people, by money a head",
            "points",
            &shares(&|run| run[0].of_people - run[1].of_people),
            more,
        ),
        told(
            "share of the best served fifth of regions under competition",
            &shares(&|run| run[0].of_regions),
        ),
        told("the same under envelopes", &shares(&|run| run[1].of_regions)),
    ])
}

fn look(world: &World) -> Seen {
    let people = &world.regions.geography.population;
    let mut money = vec![0.0; people.len()];
    for project in world.projects.all.iter().filter(|project| project.solution.is_some()) {
        money[project.region.index()] += project.committed();
    }
    Seen { of_regions: of_best_regions(&money), of_people: of_best_served(&money, people) }
}

/// The share of the fifth of the regions that get most.
fn of_best_regions(money: &[f64]) -> f64 {
    of_best_served(money, &vec![1.0; money.len()])
}

/// The share of the fifth of the people whose regions get most a head; of the region in which the fifth ends a part counts.
fn of_best_served(money: &[f64], people: &[f64]) -> f64 {
    let mut order: Vec<usize> = (0..money.len()).collect();
    order.sort_by(|&a, &b| (money[b] / people[b]).total_cmp(&(money[a] / people[a])).then(a.cmp(&b)));
    let mut left = people.iter().sum::<f64>() / FIFTH as f64;
    let mut served = 0.0;
    for region in order {
        let counted = people[region].min(left);
        served += money[region] * counted / people[region];
        left -= counted;
    }
    served / money.iter().sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_served_fifth_is_found() {
        // one of five regions gets half of the money
        assert_eq!(of_best_regions(&[1.0, 1.0, 5.0, 2.0, 1.0]), 0.5);
        // a fifth of ten people: the one of the first region, and one of the four of the second, which gets 8
        assert_eq!(of_best_served(&[4.0, 8.0, 0.0], &[1.0, 4.0, 5.0]), 0.5);
        // equal money gives just a fifth
        assert!((of_best_regions(&[2.0; 7]) - 0.2).abs() < 1e-12);
    }
}
