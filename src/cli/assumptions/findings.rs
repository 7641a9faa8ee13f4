//! What was found about assumptions, and the tables that keep it.

use serde::Serialize;

use crate::error::Result;
use crate::scenario::Scenario;
use crate::scenario::assumptions::Assumption;
use crate::store::Folder;
use crate::store::number::Number;
use crate::store::tables;
use crate::studies::assumptions::{Pair, Task, World};
use crate::studies::dependence::{beyond_chance, rank_correlation};
use crate::studies::statistics::Moments;

/// The tables of the study.
pub const FILES: [&str; 3] = ["assumptions.csv", "worlds.csv", "differences.csv"];

/// How many assumptions are also changed alone.
pub const MOST_ALONE: usize = 8;

/// All that was found.
pub struct Findings<'s> {
    pub scenario: &'s Scenario,
    pub task: Task<'s>,
    pub pairs: Vec<Pair>,
    pub assumptions: Vec<Assumption>,
    /// The difference of each pair with our assumptions.
    pub ours: Vec<Moments>,
    pub worlds: Vec<World>,
    /// The rank correlation of each assumption with each pair's difference over the worlds, by pair.
    pub correlations: Vec<Vec<f64>>,
    /// Assumptions that were changed alone.
    pub singles: Vec<Single>,
    /// How many replicates were run in all.
    pub replicates: u64,
}

/// What came of changing one assumption alone, under the luck under which our own were tried.
pub struct Single {
    pub assumption: usize,
    pub factor: f64,
    pub differences: Vec<Moments>,
}

impl<'s> Findings<'s> {
    pub fn new(
        scenario: &'s Scenario,
        task: Task<'s>,
        assumptions: Vec<Assumption>,
        ours: Vec<Moments>,
        worlds: Vec<World>,
    ) -> Self {
        let pairs = task.pairs(scenario.missions.len());
        let correlate = |pair: usize| {
            let means: Vec<f64> = worlds.iter().map(|world| world.differences[pair].mean()).collect();
            let of_assumption = |place: usize| {
                let factors: Vec<f64> = worlds.iter().map(|world| world.factors[place]).collect();
                rank_correlation(&factors, &means)
            };
            (0..assumptions.len()).map(of_assumption).collect()
        };
        let correlations = (0..pairs.len()).map(correlate).collect();
        Self {
            scenario,
            task,
            pairs,
            assumptions,
            ours,
            worlds,
            correlations,
            singles: Vec::new(),
            replicates: 0,
        }
    }

    /// Worlds that were drawn and can't be.
    pub fn refused(&self) -> u64 {
        self.task.worlds - self.worlds.len() as u64
    }

    /// How large a correlation must be to mean something, among those of one pair.
    pub fn beyond_chance(&self) -> f64 {
        beyond_chance(self.worlds.len(), self.assumptions.len())
    }

    /// The assumptions that go with a pair's difference most, the strongest first.
    pub fn strongest(&self, pair: usize) -> Vec<usize> {
        let weight = |place: &usize| self.correlations[pair][*place].abs();
        let mut places: Vec<usize> =
            (0..self.assumptions.len()).filter(|place| weight(place).is_finite()).collect();
        places.sort_by(|one, other| weight(other).total_cmp(&weight(one)));
        places
    }

    /// Those that go with any pair's difference most, few enough to be tried alone.
    pub fn of_most_weight(&self) -> Vec<usize> {
        let mut places: Vec<usize> = Vec::new();
        let lists: Vec<Vec<usize>> = (0..self.pairs.len()).map(|pair| self.strongest(pair)).collect();
        for rank in 0..self.assumptions.len() {
            for place in lists.iter().filter_map(|list| list.get(rank)) {
                if places.len() < MOST_ALONE && !places.contains(place) {
                    places.push(*place);
                }
            }
        }
        places
    }

    /// How a pair is called.
    pub fn name(&self, pair: usize) -> String {
        let Pair { policy, reference, .. } = self.pairs[pair];
        let name = |policy: usize| &self.scenario.policies[self.task.policies[policy]].name;
        format!("{} - {}", name(policy), name(reference))
    }

    fn mission(&self, pair: usize) -> &str {
        &self.scenario.missions[self.pairs[pair].mission].name
    }

    /// Writes all of it.
    ///
    /// # Errors
    /// What the system says.
    pub fn write(&self, folder: &Folder) -> Result<()> {
        tables::write(folder, FILES[0], self.assumption_rows())?;
        tables::write(folder, FILES[1], self.world_rows())?;
        tables::write(folder, FILES[2], self.difference_rows())
    }

    fn assumption_rows(&self) -> impl Iterator<Item = AssumptionRow<'_>> {
        (0..self.pairs.len()).flat_map(move |pair| {
            self.assumptions.iter().enumerate().map(move |(place, assumption)| {
                let (low, high) = assumption.factors(self.task.within);
                AssumptionRow {
                    parameter: &assumption.path,
                    meaning: assumption.meaning,
                    assumed: assumption.written(1.0),
                    lowest: assumption.written(low),
                    highest: assumption.written(high),
                    mission: self.mission(pair),
                    pair: self.name(pair),
                    rank_correlation: Number(self.correlations[pair][place]),
                }
            })
        })
    }

    fn world_rows(&self) -> impl Iterator<Item = Vec<String>> {
        let names = self.assumptions.iter().map(|assumption| assumption.path.clone());
        let scaled = self.worlds[0].scales.iter().map(|(policy, _)| format!("policy.{policy}.scale"));
        let head = std::iter::once("world".to_owned()).chain(names).chain(scaled).collect();
        let rows = self.worlds.iter().enumerate().map(|(number, world)| {
            let values =
                self.assumptions.iter().zip(&world.factors).map(|(one, factor)| one.written(*factor));
            let scales = world.scales.iter().map(|(_, scale)| scale.to_string());
            std::iter::once((number + 1).to_string()).chain(values).chain(scales).collect()
        });
        std::iter::once(head).chain(rows)
    }

    fn difference_rows(&self) -> impl Iterator<Item = DifferenceRow<'_>> {
        let ours = [(Some(0), None, String::new(), &self.ours)];
        let worlds = self
            .worlds
            .iter()
            .enumerate()
            .map(|(at, world)| (Some(at + 1), None, String::new(), &world.differences));
        let singles = self.singles.iter().map(|single| {
            let assumption = &self.assumptions[single.assumption];
            (None, Some(assumption.path.as_str()), assumption.written(single.factor), &single.differences)
        });
        ours.into_iter().chain(worlds).chain(singles).flat_map(
            move |(world, parameter, value, differences)| {
                differences.iter().enumerate().map(move |(pair, difference)| DifferenceRow {
                    world,
                    parameter,
                    value: value.clone(),
                    mission: self.mission(pair),
                    pair: self.name(pair),
                    replicates: difference.count(),
                    difference: Number(difference.mean()),
                    standard_error: Number(difference.standard_error()),
                    unit: "share of the problem",
                })
            },
        )
    }
}

/// An assumption and what goes with it.
#[derive(Serialize)]
struct AssumptionRow<'f> {
    parameter: &'f str,
    meaning: &'f str,
    assumed: String,
    lowest: String,
    highest: String,
    mission: &'f str,
    pair: String,
    rank_correlation: Number,
}

/// A difference between two policies: in a world (0 with all assumptions as they are), or with one changed alone.
#[derive(Serialize)]
struct DifferenceRow<'f> {
    world: Option<usize>,
    parameter: Option<&'f str>,
    value: String,
    mission: &'f str,
    pair: String,
    replicates: u64,
    difference: Number,
    standard_error: Number,
    unit: &'static str,
}
