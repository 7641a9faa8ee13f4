//! Figures that show what only one kind of study found: drawn as images are, with the numbers behind them.

use serde::Serialize;

use crate::error::{Error, Result};
use crate::report::answer::verdict::{Cell, Table};
use crate::report::indices::Index;
use crate::report::manifest::Mission;
use crate::report::penalties::{Entry, Estimate, Found};
use crate::report::results::Results;
use crate::report::typeface::Typeface;
use crate::report::words::signed;
use crate::report::{Drawing, FIGURES, Figure, Subject};
use crate::studies::sensitivity::Method;

/// A figure, and what it shows in numbers.
#[derive(Debug, Serialize)]
pub struct Drawn {
    id: String,
    svg: String,
    caption: String,
    numbers: Table,
}

/// The figures of a folder that only its kind of study has, mission by mission.
///
/// # Errors
/// A table that can't be read.
pub fn drawn(results: &Results) -> Result<Vec<Drawn>> {
    let (typeface, study) = (Typeface::default(), results.manifest.study.as_str());
    let mut all = Vec::new();
    for figure in FIGURES.iter().filter(|figure| figure.study == Some(study)) {
        let Subject::Mission(draw) = figure.subject else { continue };
        for mission in &results.manifest.missions {
            if let Drawing::Drawn(svg) = draw(results, mission, &typeface)? {
                let caption = format!("{}: {}", figure.title, mission.name);
                let id = format!("{}-{}", figure.name, mission.name);
                all.push(Drawn { id, svg, caption, numbers: numbers(figure, results, mission)? });
            }
        }
    }
    Ok(all)
}

fn numbers(figure: &Figure, results: &Results, mission: &Mission) -> Result<Table> {
    Ok(match figure.name {
        "causes" => penalties(&results.causes(mission)?, &["due to differences in"], results),
        "blindness" => penalties(&results.penalties(mission)?, &["case", "setting"], results),
        "indices" => indices(results, mission)?,
        other => return Err(Error::Bug(format!("no numbers are told behind the figure `{other}`"))),
    })
}

/// What the sensitive policy removes of the problem beyond each blind one, in points.
fn penalties(found: &Found, keys: &[&str], results: &Results) -> Table {
    let against = found.comparators.iter().map(|place| &results.manifest.policies[*place].name);
    let pairs = against.flat_map(|name| [format!("against {name}"), "95 % interval".to_owned()]);
    let heads = keys.iter().map(|key| (*key).to_owned()).chain(pairs).collect();
    let cells = |estimate: &Option<Estimate>| {
        let mean = estimate.map_or(f64::NAN, |estimate| estimate.mean);
        [Cell::difference(mean, "points"), interval(estimate.and_then(|estimate| estimate.interval))]
    };
    let row = |entry: &Entry| {
        let names = entry.keys.iter().map(|key| Cell::word(key));
        names.chain(entry.against.iter().flat_map(cells)).collect()
    };
    Table { heads, rows: found.entries.iter().map(row).collect() }
}

/// What a mission hangs on: both indices of each thing that varies, for each policy or how far it is from another.
fn indices(results: &Results, mission: &Mission) -> Result<Table> {
    let found = results.indices(mission)?;
    let (names, unit) = match found.method {
        Method::Morris => (["mu*", "mu"], "points"),
        Method::Sobol => (["total order", "first order"], "share of variance"),
    };
    let indices = names.iter().flat_map(|name| [format!("{name} ({unit})"), "95 % interval".to_owned()]);
    let heads = ["of", "varied"].map(str::to_owned).into_iter().chain(indices).collect();
    let name = |place: usize| results.manifest.policies[place].name.as_str();
    let cells = |index: &Option<Index>| {
        let value = index.map_or(f64::NAN, |index| index.value);
        [Cell::number(value), interval(index.and_then(|index| index.interval))]
    };
    let mut table = Table { heads, rows: Vec::new() };
    for subject in &found.subjects {
        let (policy, reference) = subject.policies;
        let of = reference.map_or_else(
            || name(policy).to_owned(),
            |reference| format!("{} − {}", name(policy), name(reference)),
        );
        for parameter in found.ranked() {
            let keys = [Cell::word(&of), Cell::word(&found.parameters[parameter])];
            let values = subject.indices[parameter].iter().flat_map(cells);
            table.rows.push(keys.into_iter().chain(values).collect());
        }
    }
    Ok(table)
}

fn interval(interval: Option<(f64, f64)>) -> Cell {
    Cell::word(
        &interval.map_or_else(String::new, |(low, high)| format!("{} to {}", signed(low), signed(high))),
    )
}
