//! Households at the start: who they are and whom they know.

use std::sync::Arc;

use super::Ground;
use super::allocation::lay_out;
use crate::chance::{Purpose, Streams};
use crate::numeric::{exp, normal_quantile};
use crate::scenario::Scenario;
use crate::world::households::{Households, People};
use crate::world::links::Links;

/// Spread of concern between households [A].
const CONCERN_SPREAD: f64 = 0.2;
/// Who counts as poorest.
const POOREST: f64 = 0.2;

pub(super) fn found(ground: &Ground, scenario: &Scenario, streams: Streams) -> Households {
    let parameters = &scenario.parameters.owners;
    let (starts, region) = lay_out(&ground.households);
    let count = region.len();
    let luck = streams.luck(Purpose::FoundHousehold, 0);
    let uniform = |household: usize, question: usize| luck.uniform(household, question);

    let spread = parameters.income_spread.0;
    let income_of = |household: usize| {
        let place = usize::from(region[household]);
        let mean = scenario.regions.gdp[place] * 1e6 / scenario.regions.population[place]
            * parameters.persons_per_household.0
            * parameters.income_share.0;
        mean * exp(spread * normal_quantile(uniform(household, 0)) - 0.5 * spread * spread)
    };
    let concern_of = |household: usize| {
        (parameters.concern.0 + CONCERN_SPREAD * normal_quantile(uniform(household, 1))).clamp(0.0, 1.0)
    };
    let contacts = contacts(ground, scenario, streams, &starts, &region);
    let per_contact = (0..count)
        .map(|household| match contacts.of(household).len() {
            0 => 0.0,
            many => 1.0 / many as f32,
        })
        .collect();
    let people = People {
        poorest: (0..count).map(|household| u8::from(uniform(household, 0) < POOREST)).collect(),
        income: (0..count).map(|household| income_of(household) as f32).collect(),
        persons: parameters.persons_per_household.0,
        concern: (0..count).map(|household| concern_of(household) as f32).collect(),
        per_contact,
        contacts,
        region,
        starts,
    };
    let support = vec![vec![0.0; count]; scenario.missions.len()];
    Households { people: Arc::new(people), support }
}

/// A spatially embedded small world: a ring of neighbours in each region, some of whose links lead
/// elsewhere in the region or to the nearest region (Watts, Strogatz 1998).
fn contacts(ground: &Ground, scenario: &Scenario, streams: Streams, starts: &[u32], region: &[u16]) -> Links {
    let social = &scenario.parameters.owners.social;
    let forward = social.contacts / 2;
    let count = region.len();
    let luck = streams.luck(Purpose::FoundContacts, 0);
    let mut pairs = Vec::with_capacity(count * forward);
    // a small place next to large ones: whoever has as many contacts as can be counted makes no more
    let mut known = vec![0_u8; count];
    for household in 0..count {
        let here = usize::from(region[household]);
        for step in 1..=forward {
            let lot = luck.uniform(household, 2 * (step - 1));
            let target = luck.uniform(household, 2 * (step - 1) + 1);
            let other = if lot < social.abroad.0 {
                match &ground.nearest {
                    Some(nearest) => anyone(starts, nearest[here], target),
                    None => anyone_elsewhere(starts, here, target),
                }
            } else if lot < social.abroad.0 + social.rewired.0 {
                anyone(starts, here, target)
            } else {
                let (first, size) = span(starts, here);
                first + (household - first + step) % size
            };
            if other != household && known[household].max(known[other]) < u8::MAX {
                known[household] += 1;
                known[other] += 1;
                pairs.push((household as u32, other as u32));
            }
        }
    }
    Links::mutual(count, &pairs)
}

fn span(starts: &[u32], region: usize) -> (usize, usize) {
    let first = starts[region] as usize;
    (first, starts[region + 1] as usize - first)
}

fn anyone(starts: &[u32], region: usize, uniform: f64) -> usize {
    let (first, size) = span(starts, region);
    first + (uniform * size as f64) as usize
}

/// Anyone outside of a region; of a single region anyone.
fn anyone_elsewhere(starts: &[u32], region: usize, uniform: f64) -> usize {
    let (first, size) = span(starts, region);
    let all = starts[starts.len() - 1] as usize;
    if size == all {
        return anyone(starts, region, uniform);
    }
    let other = (uniform * (all - size) as f64) as usize;
    if other < first { other } else { other + size }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anyone_elsewhere_lives_in_no_region_of_ones_own() {
        let starts = [0, 3, 5, 9];
        let found: Vec<usize> =
            (0_u8..7).map(|n| anyone_elsewhere(&starts, 1, (f64::from(n) + 0.5) / 7.0)).collect();
        assert_eq!(found, [0, 1, 2, 5, 6, 7, 8]);
        assert_eq!(anyone_elsewhere(&[0, 4], 0, 0.6), 2);
    }
}
