//! What a calibration found, as tables.

use std::path::PathBuf;

use serde::Serialize;

use super::findings::Findings;
use crate::cli::study::arguments;
use crate::error::Result;
use crate::store::Folder;
use crate::store::clock::Moment;
use crate::store::number::Number;
use crate::store::plan::Input;
use crate::store::tables;
use crate::studies::calibration::{Calibration, Deviation, Target};
use crate::studies::statistics::exact_quantile;

/// Writes all of it.
///
/// # Errors
/// What the system says.
pub fn write(folder: &Folder, found: &Calibration, findings: &Findings) -> Result<()> {
    tables::write(folder, "points.csv", points(found, findings))?;
    tables::write(folder, PLAUSIBLE, plausible(found, findings))?;
    tables::write(folder, "fit.csv", fit(found, findings))?;
    if !found.courses.is_empty() {
        tables::write(folder, "scores.csv", scores(found, findings))?;
        tables::write(folder, "forecast.csv", forecast(found, findings))?;
    }
    Ok(())
}

/// The table of the points that are kept: a column for each parameter.
pub const PLAUSIBLE: &str = "plausible.csv";

/// Every point, and how it stands.
fn points(found: &Calibration, findings: &Findings) -> impl Iterator<Item = Vec<String>> {
    let words = ["point", "ruled_out_by", "distance", "kept"].map(str::to_owned);
    let head = words.into_iter().chain(found.parameters.iter().cloned()).collect();
    let row = |(place, values): (usize, &Vec<f64>)| {
        let near = findings.nearness[place];
        let kept = if findings.kept.contains(&place) { "1" } else { "0" };
        let cells =
            [place.to_string(), near.ruled_out_by.to_string(), Number(near.distance).text(), kept.into()];
        cells.into_iter().chain(values.iter().map(f64::to_string)).collect()
    };
    std::iter::once(head).chain(found.points.iter().enumerate().map(row).collect::<Vec<_>>())
}

fn plausible(found: &Calibration, findings: &Findings) -> impl Iterator<Item = Vec<String>> {
    let row = |place: &usize| found.points[*place].iter().map(f64::to_string).collect();
    let rows: Vec<Vec<String>> = findings.kept.iter().map(row).collect();
    std::iter::once(found.parameters.clone()).chain(rows)
}

/// A target, and what holds without a calibration and with it.
#[derive(Serialize)]
struct FitRow<'f> {
    of: &'f str,
    what: &'f str,
    year: Option<i32>,
    seen_low: Number,
    seen_high: Number,
    error: Number,
    without: Number,
    kept_5: Number,
    kept_50: Number,
    kept_95: Number,
    /// How far off the nearest of the points that are kept is, in standard deviations.
    least_off: Number,
    unexplained: u8,
}

fn fit<'f>(found: &'f Calibration, findings: &Findings) -> impl Iterator<Item = FitRow<'f>> {
    let row = |(place, target): (usize, &'f Target)| {
        let given = found.given(place, &findings.kept);
        let quantile = |share| Number(exact_quantile(&given, share));
        FitRow {
            of: &target.subject,
            what: &target.what,
            year: target.year,
            seen_low: Number(target.low),
            seen_high: Number(target.high),
            error: Number(match target.error {
                Deviation::Absolute(error) | Deviation::Relative(error) => error,
            }),
            without: Number(found.answers[0][place].mean),
            kept_5: quantile(0.05),
            kept_50: quantile(0.5),
            kept_95: quantile(0.95),
            least_off: Number(found.least_off(place, &findings.kept)),
            unexplained: u8::from(findings.is_unexplained(found, place)),
        }
    };
    found.targets.iter().enumerate().map(row).collect::<Vec<_>>().into_iter()
}

/// How well a method foretold the years that were left out.
#[derive(Serialize)]
struct ScoreRow<'f> {
    of: &'f str,
    what: &'f str,
    /// Which years: `left_out`, or `later`.
    which: &'static str,
    method: &'f str,
    years: usize,
    crps: Number,
    within_half: usize,
    within_nine_tenths: usize,
}

fn scores<'f>(found: &'f Calibration, findings: &'f Findings) -> impl Iterator<Item = ScoreRow<'f>> {
    let left_out = findings.scores.iter().map(|score| ("left_out", score));
    let later = findings.later.iter().map(|score| ("later", score));
    left_out.chain(later).map(|(which, score)| ScoreRow {
        of: &found.courses[score.course].subject,
        what: &found.courses[score.course].what,
        which,
        method: &score.method,
        years: score.years,
        crps: Number(score.crps),
        within_half: score.within_half,
        within_nine_tenths: score.within_nine_tenths,
    })
}

/// What is foretold for a year: quantiles over the nearest runs and the error that they leave.
#[derive(Serialize)]
struct ForecastRow<'f> {
    of: &'f str,
    what: &'f str,
    year: i32,
    unit: &'f str,
    seen: Option<f64>,
    later: Option<f64>,
    q05: Number,
    q25: Number,
    q50: Number,
    q75: Number,
    q95: Number,
}

fn forecast<'f>(found: &'f Calibration, findings: &'f Findings) -> impl Iterator<Item = ForecastRow<'f>> {
    found.courses.iter().flat_map(move |course| {
        findings.foretold(course).into_iter().map(move |(year, [q05, q25, q50, q75, q95])| ForecastRow {
            of: &course.subject,
            what: &course.what,
            year,
            unit: &course.unit,
            seen: of_year(&course.seen, year),
            later: of_year(&course.later, year),
            q05: Number(q05),
            q25: Number(q25),
            q50: Number(q50),
            q75: Number(q75),
            q95: Number(q95),
        })
    })
}

fn of_year(values: &[(i32, f64)], year: i32) -> Option<f64> {
    values.iter().find(|(seen, _)| *seen == year).map(|(_, value)| *value)
}

/// What is to be known of a calibration beside its tables.
#[derive(Serialize)]
pub struct Account {
    program: &'static str,
    version: &'static str,
    arguments: Vec<String>,
    date: String,
    seed: u64,
    points: usize,
    inputs: Vec<Read>,
}

/// A file that was read.
#[derive(Serialize)]
struct Read {
    path: PathBuf,
    sha256: String,
}

impl Account {
    /// Of a calibration that has just been done.
    pub fn of(seed: u64, found: &Calibration, inputs: Vec<Input>) -> Self {
        Self {
            program: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            arguments: arguments(),
            date: Moment::now().extended(),
            seed,
            points: found.points.len(),
            inputs: inputs.into_iter().map(|input| Read { path: input.path, sha256: input.sha256 }).collect(),
        }
    }
}
