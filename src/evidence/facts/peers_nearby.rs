//! F18: who has adopted makes those nearby adopt, so uptake clusters in space.

use crate::error::Result;
use crate::evidence::estimators::nearness::{moran, nearest};
use crate::evidence::laboratory::Laboratory;
use crate::evidence::works::MORAN;
use crate::evidence::{Fact, Kind, Range, Reading};
use crate::scenario::Scenario;
use crate::step::mechanisms::bibliography::BOLLINGER;
use crate::studies::statistics::Moments;
use crate::world::World;
use crate::world::stock::{Good, INCUMBENT, OwnerKind};

/// The fact.
pub const FACT: Fact = Fact {
    code: "F18",
    claim: "One more solar roof in a zip code raises the chance that another one follows there: peers matter, and nearby.",
    asked: "`europe_regions` under `blind`. Neighbourhoods are twenty household agents who stand next to each other in their \
            region. The share of those without a solution who take one up in a quarter is regressed on the share who use one \
            before it, with an effect of each region in each quarter, so that prices, news and policy are the same for all \
            that are compared. Moran's I is that of households' uptake at the end of 2041, over the five nearest regions. \
            Beside it the same without the weight of others' use in what owners choose, and without any contacts.",
    sources: &[&BOLLINGER, &MORAN],
    kind: Kind::Test,
    unmet: None,
    is_quick: false,
    ask,
};

/// Household agents in a neighbourhood.
const NEIGHBOURHOOD: usize = 20;
/// Regions that count as near.
const NEAR: usize = 5;
/// The quarter at whose end uptake is mapped: the last of 2041.
const DEADLINE: usize = 64;

/// What is seen of a run.
#[derive(Default)]
struct Seen {
    /// What each household used a quarter ago.
    before: Vec<Good>,
    /// Products of what is used with what is taken up and with itself, within region and quarter.
    products: (f64, f64),
    /// Households' uptake by region at the deadline.
    uptake: Vec<f64>,
}

impl Seen {
    /// What one more user among twenty adds to the share of the others who follow in a quarter.
    fn of_one_more(&self) -> f64 {
        self.products.0 / self.products.1 / NEIGHBOURHOOD as f64
    }

    fn look(&mut self, world: &World) {
        let stock = &world.missions[0].stocks[OwnerKind::Household as usize];
        if !self.before.is_empty() {
            for region in 0..world.regions.len() {
                let here = world.owners_of(OwnerKind::Household, region);
                let (used, taken) = products(&self.before[here.clone()], &stock.owned[here]);
                self.products.0 += used;
                self.products.1 += taken;
            }
        }
        self.before.clone_from(&stock.owned);
        if world.step == DEADLINE {
            let share = |region: usize| {
                let counts = stock.counts.row(region);
                1.0 - f64::from(counts[usize::from(INCUMBENT)]) / f64::from(counts.iter().sum::<u32>())
            };
            self.uptake = (0..world.regions.len()).map(share).collect();
        }
    }
}

/// Over the neighbourhoods of a region: use before times what is taken up, and use before times itself, each less its mean over
/// the region. Neighbourhoods in which everybody uses a solution already tell nothing.
fn products(before: &[Good], after: &[Good]) -> (f64, f64) {
    let mut points = Vec::new();
    for (before, after) in before.chunks_exact(NEIGHBOURHOOD).zip(after.chunks_exact(NEIGHBOURHOOD)) {
        let without: f64 = before.iter().map(|good| f64::from(u8::from(*good == INCUMBENT))).sum();
        let taken =
            before.iter().zip(after).filter(|(b, a)| **b == INCUMBENT && **a != INCUMBENT).count() as f64;
        if without > 0.0 {
            points.push((1.0 - without / NEIGHBOURHOOD as f64, taken / without));
        }
    }
    let count = points.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / count;
    let (used, taken) = (mean(|point| point.0), mean(|point| point.1));
    points.iter().fold((0.0, 0.0), |(with_taken, with_itself), point| {
        let gap = point.0 - used;
        (with_taken + gap * (point.1 - taken), with_itself + gap * gap)
    })
}

fn ask(laboratory: &Laboratory) -> Result<Vec<Reading>> {
    let with = watched(laboratory, &laboratory.scenario("europe_regions", &[])?)?;
    let without = watched(laboratory, &laboratory.scenario("europe_regions", &["owners.social.weight=0"])?)?;
    let alone = ["owners.social.weight=0", "owners.social.contacts=0"];
    let alone = watched(laboratory, &laboratory.scenario("europe_regions", &alone)?)?;
    let percent = |effects: &[f64]| effects.iter().map(|effect| effect * 100.0).collect::<Vec<f64>>();
    let positive = Some(Range::above(0.0));
    let effect = "one more user among twenty adds to the share of the others who follow in a quarter";
    Ok(vec![
        Reading::mean(effect, "points", &percent(&with.effects), positive),
        Reading::mean("Moran's I of uptake", "", &with.clusters, positive),
        Reading::mean(
            "the first without the weight of others' use",
            "points",
            &percent(&without.effects),
            None,
        ),
        Reading::mean("the first without contacts", "points", &percent(&alone.effects), None),
        Reading::mean("Moran's I without the weight of others' use", "", &without.clusters, None),
        Reading::mean("Moran's I without contacts", "", &alone.clusters, None),
        Reading::mean("uptake of households in 2041", "share", &with.uptake, None),
        Reading::mean("the same without the weight of others' use", "share", &without.uptake, None),
        Reading::mean("the same without contacts", "share", &alone.uptake, None),
    ])
}

/// In each replicate: the effect of one more user, Moran's I, and the mean over regions of uptake.
struct Watched {
    effects: Vec<f64>,
    clusters: Vec<f64>,
    uptake: Vec<f64>,
}

fn watched(laboratory: &Laboratory, scenario: &Scenario) -> Result<Watched> {
    let regions = &scenario.regions;
    let near = nearest(regions.len(), NEAR, |here, there| regions.distance_km(here, there).0);
    let runs =
        laboratory.watch(scenario, &["blind"], 16, |world: &World, seen: &mut Seen| seen.look(world))?;
    let of = |number: &dyn Fn(&Seen) -> f64| runs.iter().map(|run| number(&run[0])).collect();
    Ok(Watched {
        effects: of(&Seen::of_one_more),
        clusters: of(&|seen| moran(&seen.uptake, &near).unwrap_or(f64::NAN)),
        uptake: of(&|seen| Moments::of(&seen.uptake).mean()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_follows_more_users_is_told_from_who_does_not() {
        // two neighbourhoods: in one 10 of 20 use it, and 5 of the other 10 follow; in the other nobody, and nobody does
        let mut before = vec![INCUMBENT; 40];
        before[..10].fill(1);
        let mut after = before.clone();
        after[10..15].fill(2);
        // gaps of use +-0.25, of what is taken up +-0.25
        assert_eq!(products(&before, &after), (0.125, 0.125));
        let seen = Seen { products: (0.125, 0.125), ..Seen::default() };
        assert_eq!(seen.of_one_more(), 0.05);
        // what is left of a region that makes no neighbourhood counts nowhere
        assert_eq!(products(&before[..30], &after[..30]), (0.0, 0.0));
    }
}
