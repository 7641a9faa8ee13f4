//! Levers: every lever and every parameter of the world moves the outcome that was named for it before it was measured.

mod comparisons;
mod effects;
mod lines;
mod paths;
#[path = "../small_worlds/mod.rs"]
mod small_worlds;
mod unnamed;
mod values;
mod worlds;

use std::collections::BTreeSet;

use comparisons::{Comparison, comparisons};
use effects::{Effect, LOOKS, MOST_DIFFERENCES};
use missionmix::run::Survey;
use missionmix::scenario::Scenario;
use small_worlds::{EVERYTHING, load};
use unnamed::UNNAMED;
use values::Measure;
use worlds::{Runs, World};

#[test]
fn every_parameter_names_an_outcome_or_is_excused() {
    let declarations = Scenario::declarations();
    let unnamed: BTreeSet<String> = declarations
        .iter()
        .filter(|declaration| !declaration.is_table() && declaration.moves.is_none())
        .map(missionmix::form::Declaration::path_text)
        .collect();
    let excused: BTreeSet<String> = UNNAMED.iter().map(|(path, _)| (*path).to_owned()).collect();
    let missing: Vec<_> = unnamed.difference(&excused).collect();
    assert!(missing.is_empty(), "no outcome is named for {missing:#?}");
    let stale: Vec<_> = excused.difference(&unnamed).collect();
    assert!(stale.is_empty(), "excused, and not there or named all the same: {stale:#?}");
}

#[test]
fn every_pair_of_values_is_of_a_parameter_that_names_an_outcome() {
    let places: BTreeSet<String> = comparisons().into_iter().map(|comparison| comparison.place).collect();
    let rows: Vec<&str> = values::ALL.into_iter().flatten().map(|row| row.place).collect();
    let twice = rows.iter().enumerate().filter(|(place, row)| rows[..*place].contains(row));
    let stale: Vec<&&str> =
        rows.iter().filter(|row| !places.contains(**row)).chain(twice.map(|(_, row)| row)).collect();
    assert!(stale.is_empty(), "values that nothing compares, or twice: {stale:#?}");
}

/// The columns that measure an outcome.
fn columns_of(survey: &Survey, outcome: &str) -> Vec<usize> {
    let columns: Vec<usize> =
        (0..survey.columns.len()).filter(|place| survey.columns[*place].outcome.name == outcome).collect();
    assert!(!columns.is_empty(), "no outcome of a run is {outcome}");
    columns
}

/// The worlds of these comparisons, each once.
fn worlds<'c>(comparisons: impl Iterator<Item = &'c Comparison>) -> BTreeSet<&'c World> {
    comparisons.flat_map(|comparison| &comparison.sides).collect()
}

/// Replicates in which a parameter has to leave its outcome other than it was.
const FEW: u64 = 2;

#[test]
fn each_parameter_touches_the_outcome_that_was_named_for_it() {
    let survey = Survey::of(&load::<&str>(EVERYTHING, &[]));
    let (comparisons, mut runs) = (comparisons(), Runs::default());
    runs.extend(&worlds(comparisons.iter()), FEW);
    let is_touched = |comparison: &&Comparison| {
        let [low, high] = comparison.sides.each_ref().map(|side| runs.of(side));
        let mut columns = columns_of(&survey, comparison.outcome).into_iter();
        columns.any(|column| {
            low.iter().zip(high).any(|(low, high)| low[column].total_cmp(&high[column]).is_ne())
        })
    };
    let inert: Vec<String> = comparisons
        .iter()
        .filter(|comparison| !is_touched(comparison))
        .map(|comparison| format!("{}: {}", comparison.place, comparison.outcome))
        .collect();
    assert!(comparisons.len() > 500, "the parameters are found: {}", comparisons.len());
    assert!(
        inert.is_empty(),
        "{} parameters leave every bit of their outcome as it was: {inert:#?}",
        inert.len()
    );
}

#[test]
#[ignore = "takes minutes: its own step of .ci/run"]
fn each_parameter_moves_the_outcome_that_was_named_for_it() {
    let survey = Survey::of(&load::<&str>(EVERYTHING, &[]));
    let (comparisons, mut runs) = (comparisons(), Runs::default());
    let columns: Vec<Vec<usize>> =
        comparisons.iter().map(|comparison| columns_of(&survey, comparison.outcome)).collect();
    let differences = LOOKS.len() * columns.iter().map(Vec::len).sum::<usize>();
    assert!(differences <= MOST_DIFFERENCES, "{differences} differences need larger quantiles");
    let mut open: Vec<usize> = (0..comparisons.len()).collect();
    let mut silent = Vec::new();
    for (replicates, quantile) in LOOKS {
        runs.extend(&worlds(open.iter().map(|place| &comparisons[*place])), replicates);
        silent.clear();
        open.retain(|place| {
            let comparison = &comparisons[*place];
            let sides = comparison.sides.each_ref().map(|side| runs.of(side));
            let effect = Effect::surest(sides, &columns[*place], comparison.measure, quantile);
            let told = told(comparison, &effect);
            println!("{told} ({replicates} replicates)");
            if !effect.is_sure {
                silent.push(told);
            }
            !effect.is_sure
        });
    }
    assert!(
        silent.is_empty(),
        "{} of {} parameters do not move what was named: {silent:#?}",
        silent.len(),
        comparisons.len()
    );
}

fn told(comparison: &Comparison, effect: &Effect) -> String {
    let Comparison { place, outcome, measure, .. } = comparison;
    let of = if *measure == Measure::Luck { "spread of " } else { "" };
    format!("{place}: {of}{outcome} by {:+.4} +- {:.4}", effect.mean, effect.error)
}
