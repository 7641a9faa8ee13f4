//! The worlds in which parameters are compared: each is run once, however many comparisons ask for it.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use missionmix::scenario::Scenario;

use crate::small_worlds::{EVERYTHING, Folder, run_all};

/// A scenario in which everything happens, with changes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct World {
    /// Whether its regions are from a table instead of made by rule.
    pub is_from_table: bool,
    /// What is changed, in this order.
    pub changes: Vec<String>,
}

/// Regions of a table: as many as by rule, and of the same names.
const FROM_TABLE: &str = "
[regions]
table = \"regions.csv\"
columns.context = [\"height\", \"coast\"]
[regions.national.east]
country = \"C\"
gdp_per_head = 25_000
research_intensity_percent = 1
human_capital_percent = 30
capacity = 0.4
source = \"made up\"
";

/// Nothing is known of country C but its people, and one region of country B lacks its capacity: there, what is stated
/// for a country and the rule about gaps act. Country A is poor, of little need and at the home of one solution, B is
/// rich, of much need and at the home of the other. Each column has a second one that differs.
const REGIONS: &str = include_str!("regions.csv");

impl World {
    /// Reads it.
    fn load(&self) -> Scenario {
        let folder = if self.is_from_table {
            let (before, after) = EVERYTHING.split_once("[regions.synthetic]").expect("regions by rule");
            let (_, after) = after.split_once("\n\n[mission").expect("missions after the regions");
            let folder = Folder::with(format!("{before}{FROM_TABLE}\n[mission{after}"));
            folder.add("regions.csv", REGIONS);
            folder
        } else {
            Folder::with(EVERYTHING)
        };
        folder.load(&self.changes).unwrap_or_else(|error| panic!("{self:?}: {error}"))
    }
}

/// What was measured in worlds, by replicate and column of the survey.
#[derive(Default)]
pub struct Runs(BTreeMap<World, Vec<Vec<f64>>>);

impl Runs {
    /// Runs worlds until each has so many replicates.
    pub fn extend(&mut self, worlds: &BTreeSet<&World>, replicates: u64) {
        let missing: Vec<(&World, u64)> = worlds
            .iter()
            .map(|world| (*world, self.0.get(*world).map_or(0, |runs| runs.len() as u64)))
            .filter(|(_, done)| *done < replicates)
            .collect();
        let more: Vec<Vec<Vec<f64>>> = missing
            .par_iter()
            .map(|(world, done)| {
                let runs = run_all(&world.load(), *done..replicates);
                runs.into_iter().map(|mut policies| policies.swap_remove(0).values).collect()
            })
            .collect();
        for ((world, _), more) in missing.into_iter().zip(more) {
            self.0.entry(world.clone()).or_default().extend(more);
        }
    }

    /// What was measured in a world, by replicate.
    pub fn of(&self, world: &World) -> &[Vec<f64>] {
        &self.0[world]
    }
}
