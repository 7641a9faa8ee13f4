//! What the figures of the page show, as numbers.

use std::collections::HashMap;

use serde::Serialize;

use super::Listeners;
use super::brief::{hexadecimal, round, rounded};
use super::cases::Cases;
use super::map::Map;
use super::replicates::SHOWN;
use super::tables::unit_of;
use crate::calendar::Quarter;
use crate::error::Result;
use crate::outcomes::{Column, REACHED, REMOVED};
use crate::report::colour;
use crate::report::results::{Results, SERIES_QUARTER, SERIES_REGION, SERIES_STATISTIC, SERIES_VALUE};
use crate::scenario::mission::MissionSpec;
use crate::studies::rows::Subject;
use crate::studies::statistics::{Interval, Sign};
use crate::studies::tally::Tally;

/// With more pairs of policies only what missions are about is compared between all of them, and the rest with the baseline.
const MOST_PAIRS: usize = 30;
/// At most about so many numbers of paths are kept.
const NUMBERS: usize = 120_000;
/// What is kept of the paths of many policies: beside what single runs are shown of, what is shown as parts of a whole.
const PARTS: [&str; 4] = ["spending", "paid_by_stage", "paid_by_capacity", "projects_by_fate"];

/// All of it.
#[derive(Debug, Serialize)]
pub struct Data {
    policies: Vec<Policy>,
    missions: Vec<Mission>,
    /// How many replicates, and from which seed: what a caption says.
    replicates: u64,
    seed: u64,
    /// The quarters of the simulation.
    quarters: Vec<String>,
    outcomes: Vec<Outcome>,
    paths: Vec<Path>,
    /// The first replicates, one by one.
    runs: Runs,
    /// The regions, where there is a map of them.
    map: Option<Map>,
    /// The cases, where something differs between them.
    cases: Option<Cases>,
}

#[derive(Debug, Serialize)]
struct Policy {
    name: String,
    is_baseline: bool,
    colour: String,
    /// For words.
    dark: String,
}

#[derive(Debug, Serialize)]
struct Mission {
    name: String,
    unit: String,
    indicator: String,
    target: f64,
    start: String,
    deadline: String,
    /// What the indicator shall be on the way: quarters and values.
    milestones: Vec<(String, f64)>,
}

/// What is measured, and what it came to under each policy.
#[derive(Debug, Serialize)]
struct Outcome {
    name: String,
    /// Its name without what it is measured of.
    kind: &'static str,
    unit: String,
    better: &'static str,
    meaning: &'static str,
    mission: Option<usize>,
    means: Vec<f64>,
    /// The ends of the 95 % intervals of the means; none of a single run.
    lows: Vec<f64>,
    highs: Vec<f64>,
    pairs: Vec<Pair>,
}

/// A policy less another one under the same luck.
#[derive(Debug, Serialize)]
struct Pair {
    policy: usize,
    reference: usize,
    replicates: u64,
    mean: f64,
    low: f64,
    high: f64,
    /// Whether it can be told from nought.
    is_clear: bool,
}

/// An outcome, quarter by quarter.
#[derive(Debug, Serialize)]
struct Path {
    /// Its place among the outcomes.
    outcome: usize,
    policies: Vec<Course>,
}

/// The same under one policy: a number a quarter for each statistic.
#[derive(Clone, Debug, Default, Serialize)]
struct Course {
    mean: Vec<f64>,
    q05: Vec<f64>,
    q25: Vec<f64>,
    q50: Vec<f64>,
    q75: Vec<f64>,
    q95: Vec<f64>,
}

#[derive(Debug, Serialize)]
struct Runs {
    numbers: Vec<u64>,
    /// Places among the outcomes.
    outcomes: Vec<usize>,
    /// By policy, outcome and replicate.
    values: Vec<Vec<Vec<f64>>>,
}

impl Data {
    /// Gathers it from what is known of the runs, and from the series of the folder.
    pub fn gather(
        results: &Results,
        (subject, tally): (Subject, &Tally),
        Listeners { replicates, points, .. }: &Listeners,
    ) -> Result<Self> {
        let horizon = &subject.scenario.horizon;
        let quarters: Vec<Quarter> = (0..horizon.quarters).map(|step| horizon.date_of(step)).collect();
        let (paths, map) = if subject.plan.detailed_cases > 0 {
            (paths(results, subject, &quarters)?, Map::gather(results, subject)?)
        } else {
            (Vec::new(), None)
        };
        let columns = subject.survey.columns.iter().enumerate();
        Ok(Self {
            policies: policies(subject, tally),
            missions: missions(subject),
            replicates: results.manifest.replicates,
            seed: subject.plan.seed,
            quarters: quarters.iter().map(ToString::to_string).collect(),
            outcomes: columns.map(|(place, column)| outcome((subject, tally), place, column)).collect(),
            paths,
            map,
            cases: Cases::gather(subject, points),
            runs: Runs {
                numbers: replicates.numbers.clone(),
                outcomes: replicates.columns.clone(),
                values: replicates
                    .values
                    .iter()
                    .map(|columns| columns.iter().map(|values| rounded(values)).collect())
                    .collect(),
            },
        })
    }
}

fn policies(subject: Subject, tally: &Tally) -> Vec<Policy> {
    let names = &subject.plan.policies;
    let is_baseline = |place: usize| tally.baseline == Some(place);
    let colours = colour::of_policies((0..names.len()).map(is_baseline));
    let policy = |(place, name): (usize, &String)| Policy {
        name: name.clone(),
        is_baseline: is_baseline(place),
        colour: hexadecimal(colours[place]),
        dark: hexadecimal(colour::for_words(colours[place])),
    };
    names.iter().enumerate().map(policy).collect()
}

fn missions(subject: Subject) -> Vec<Mission> {
    let mission = |spec: &MissionSpec| Mission {
        name: spec.name.clone(),
        unit: spec.unit.clone(),
        indicator: spec.indicator.clone(),
        target: spec.target,
        start: spec.start.to_string(),
        deadline: spec.deadline.to_string(),
        milestones: spec
            .milestones()
            .into_iter()
            .map(|(quarter, value)| (quarter.to_string(), round(value)))
            .collect(),
    };
    subject.scenario.missions.iter().map(mission).collect()
}

fn outcome((subject, tally): (Subject, &Tally), place: usize, column: &Column) -> Outcome {
    let moments = |policy: usize| *tally.distribution(policy, place).moments();
    let policies = 0..tally.policies();
    let interval = |policy: usize| match column.mission {
        Some(mission) if column.outcome.name == REACHED => tally
            .probability(policy, mission)
            .map_or(Interval { low: f64::NAN, high: f64::NAN }, |(_, interval)| interval),
        _ => moments(policy).interval(),
    };
    let pairs = tally.pairs();
    let is_all = pairs.len() <= MOST_PAIRS || [REMOVED, REACHED].contains(&column.outcome.name);
    let is_told = |(_, reference): &(usize, usize)| is_all || Some(*reference) == tally.baseline;
    let pair = |(policy, reference): (usize, usize)| {
        let pair = tally.pair(policy, reference, place)?;
        let interval = pair.interval();
        (pair.difference.count() > 0).then(|| Pair {
            policy,
            reference,
            replicates: pair.difference.count(),
            mean: round(pair.difference.mean()),
            low: round(interval.low),
            high: round(interval.high),
            is_clear: pair.sign() != Sign::Undecided,
        })
    };
    Outcome {
        name: column.name.clone(),
        kind: column.outcome.name,
        unit: unit_of(subject, column).to_owned(),
        better: column.outcome.better.word(),
        meaning: column.outcome.meaning,
        mission: column.mission,
        means: policies.clone().map(|policy| round(moments(policy).mean())).collect(),
        lows: policies.clone().map(|policy| round(interval(policy).low)).collect(),
        highs: policies.map(|policy| round(interval(policy).high)).collect(),
        pairs: pairs.into_iter().filter(is_told).filter_map(pair).collect(),
    }
}

/// The paths of the first case, from the table of series.
fn paths(results: &Results, subject: Subject, quarters: &[Quarter]) -> Result<Vec<Path>> {
    let survey = subject.survey;
    let numbers = survey.paths.len() * quarters.len() * subject.plan.policies.len();
    // the middle half of the runs first, then what fewer ask for
    let has_halves = 6 * numbers <= NUMBERS;
    let has_all = 4 * numbers <= NUMBERS;
    let is_kept = |place: &&usize| {
        let kind = survey.columns[**place].outcome.name;
        has_all || SHOWN.contains(&kind) || PARTS.contains(&kind)
    };
    let kept: Vec<usize> = survey.paths.iter().chain(&survey.parts).filter(is_kept).copied().collect();
    let path_of: HashMap<&str, usize> =
        kept.iter().enumerate().map(|(path, column)| (survey.columns[*column].name.as_str(), path)).collect();
    let step_of: HashMap<String, usize> =
        quarters.iter().enumerate().map(|(step, quarter)| (quarter.to_string(), step)).collect();
    let empty = vec![Course::default(); subject.plan.policies.len()];
    let mut paths: Vec<Path> =
        kept.iter().map(|outcome| Path { outcome: *outcome, policies: empty.clone() }).collect();
    let places = results.places_in(subject.plan);
    results.each_in_series(
        |name| path_of.get(name).copied(),
        |policy, path, row| {
            let statistic = row.text(SERIES_STATISTIC);
            let is_half = ["q25", "q75"].contains(&&*statistic);
            if !row.text(SERIES_REGION).is_empty() || is_half && !has_halves {
                return Ok(false);
            }
            let quarter = row.text(SERIES_QUARTER);
            let step = step_of.get(&*quarter).ok_or_else(|| format!("{quarter} is not of this study"))?;
            let value = row.number(SERIES_VALUE)?;
            if let Some(values) = paths[path].policies[places[policy]].statistic(&statistic) {
                values.resize(quarters.len(), f64::NAN);
                values[*step] = value.map_or(f64::NAN, round);
            }
            Ok(value.is_none())
        },
    )?;
    Ok(paths)
}

impl Course {
    fn statistic(&mut self, name: &str) -> Option<&mut Vec<f64>> {
        Some(match name {
            "mean" => &mut self.mean,
            "q05" => &mut self.q05,
            "q25" => &mut self.q25,
            "q50" => &mut self.q50,
            "q75" => &mut self.q75,
            "q95" => &mut self.q95,
            _ => return None,
        })
    }
}
