//! F1: adoption is S-shaped and slow.

use crate::error::Result;
use crate::evidence::estimators::growth::{Logistic, best_is_logistic};
use crate::evidence::laboratory::Laboratory;
use crate::evidence::works::GRUEBLER;
use crate::evidence::{Fact, Kind, Range, Reading};
use crate::step::mechanisms::bibliography::ROGERS;
use crate::world::World;

/// The fact.
pub const FACT: Fact = Fact {
    code: "F1",
    claim: "Uptake follows an S-curve, and it is slow: from a tenth to nine tenths takes decades where infrastructure has to be \
            built or replaced, and from some years to two decades for goods that consumers buy.",
    asked: "`small_country` over 40 years without policy, goods ready from the start, households the only owners. Consumer goods \
            last ten years, infrastructure thirty; half of the replicates with goods as dear as what they replace, half \
            with goods twice as dear. As histories tell of technologies that came to be used, runs count where half of the \
            owners use one at the end; for infrastructure, where a tenth do. A logistic, an exponential and a line are fitted \
            to uptake at the ends of years, by least squares; the time is that from a tenth to nine tenths of the fitted \
            ceiling.",
    sources: &[&GRUEBLER, &ROGERS],
    kind: Kind::Test,
    unmet: None,
    is_quick: false,
    ask,
};

/// What is on sale in the scenario.
const GOODS: [&str; 3] = ["heat_pump", "insulation", "ground_loop"];
/// What the goods cost, EUR: as much as what they replace, and twice as much.
const PRICES: [u32; 2] = [6_000, 12_000];
/// Quarters in a year.
const YEAR: usize = 4;

/// Uptake at the ends of years.
type Path = Vec<(f64, f64)>;

fn ask(laboratory: &Laboratory) -> Result<Vec<Reading>> {
    let consumer = fits(&paths(laboratory, 10, 40)?, 0.5);
    let infrastructure = fits(&paths(laboratory, 30, 20)?, 0.1);
    let as_shipped = fits(&paths(laboratory, 15, 20)?, 0.5);
    let shaped: Vec<f64> = consumer.iter().map(|fit| f64::from(u8::from(fit.is_some()))).collect();
    let times =
        |fits: &[Option<Logistic>]| -> Vec<f64> { fits.iter().flatten().map(Logistic::takes).collect() };
    Ok(vec![
        Reading::mean("paths that a logistic tells best", "share", &shaped, Some(Range::above(0.9))),
        Reading::mean(
            "consumer goods, from a tenth to nine tenths",
            "years",
            &times(&consumer),
            Some(Range::between(6.0, 20.0)),
        ),
        Reading::mean("infrastructure, the same", "years", &times(&infrastructure), Some(Range::above(15.0))),
        Reading::mean("goods that last fifteen years, the same", "years", &times(&as_shipped), None),
    ])
}

/// Uptake of goods that last so long, in so many replicates at each price.
fn paths(laboratory: &Laboratory, lifetime: u32, replicates: u64) -> Result<Vec<Path>> {
    let mut paths = Vec::new();
    for price in PRICES {
        let mut changes: Vec<String> = [
            "years=40",
            "mission.warm_homes.deadline=2065q4",
            "mission.warm_homes.owned_by.household=1",
            "mission.warm_homes.owned_by.firm=0",
            "mission.warm_homes.owned_by.public_body=0",
        ]
        .map(str::to_owned)
        .to_vec();
        changes.push(format!("mission.warm_homes.incumbent_lifetime={lifetime}"));
        for good in GOODS {
            let set = |name: &str, value: u32| format!("solution.{good}.{name}={value}");
            changes.extend([set("readiness", 9), set("unit_cost", price), set("lifetime", lifetime)]);
        }
        let changes: Vec<&str> = changes.iter().map(String::as_str).collect();
        let scenario = laboratory.scenario("small_country", &changes)?;
        let runs =
            laboratory.watch(&scenario, &["no_policy"], replicates, |world: &World, path: &mut Path| {
                if world.step.is_multiple_of(YEAR) && world.step > 0 {
                    let share = world.missions[0].uptake_path.last().copied().unwrap_or_default();
                    path.push(((world.step / YEAR) as f64, share));
                }
            })?;
        paths.extend(runs.into_iter().flatten());
    }
    Ok(paths)
}

/// Of the paths that end at a share or above: the logistic, where it tells best.
fn fits(paths: &[Path], least: f64) -> Vec<Option<Logistic>> {
    let ended = |path: &&Path| path.last().is_some_and(|(_, share)| *share >= least);
    paths.iter().filter(ended).map(|path| best_is_logistic(path)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::exp;

    #[test]
    fn only_what_came_to_be_used_counts_and_only_an_s_is_one() {
        let path = |share: fn(f64) -> f64| {
            (1_u8..=40).map(|year| (f64::from(year), share(f64::from(year)))).collect()
        };
        let paths: [Path; 3] = [
            path(|year| 0.9 / (1.0 + exp(-(year - 15.0) / 2.0))),
            path(|year| 0.02 * year),
            path(|year| 0.3 / (1.0 + exp(-(year - 15.0) / 2.0))),
        ];
        let fits = fits(&paths, 0.5);
        assert_eq!(fits.len(), 2);
        // two time scales of two years: 2 x 4.394
        assert!(fits[0].is_some_and(|fit| (fit.takes() - 8.79).abs() < 0.01), "{fits:?}");
        assert_eq!(fits[1], None);
    }
}
