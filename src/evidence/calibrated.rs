//! The document of calibrations: what `missionmix calibrate` gave with this version, and what it is worth.

use std::fmt::Write;

use serde::Deserialize;

use super::calibration::PARAMETERS;
use super::record;
use crate::error::{Error, Result};
use crate::numeric::four_digits;
use crate::studies::calibration::RULED_OUT;
use crate::studies::statistics::exact_quantile;

/// A calibration whose results come with the program.
struct Calibrated {
    heading: &'static str,
    /// What is to be known before its tables.
    opening: &'static str,
    command: &'static str,
    /// The points that were kept, beside the scenarios.
    file: &'static str,
    plausible: &'static str,
    fit: &'static str,
    /// Where it was seen year by year: how well years are foretold, what is foretold, and the figure.
    foresight: Option<Foresight>,
    /// What was made of it, and what stays unexplained.
    closing: &'static str,
}

/// What is foretold.
struct Foresight {
    scores: &'static str,
    forecast: &'static str,
    figure: &'static str,
}

const OPENING: &str = "\
# What was calibrated, and how well it foretells

This page is made from the results of three commands (`src/evidence/calibrated/`, `scenarios/plausible/`). `missionmix calibrate` runs points that fill the ranges of a few named numbers evenly and holds them against what was seen. A point is ruled out by what lies three or more
standard deviations away, of all that may lie between: error of what was seen, and luck (Craig et al. 1997). What is not ruled out is plausible. Where less than a twentieth of the points is left, the nearest
twentieth is kept as it is, and that it is ruled out is said (Beaumont 2010).

**No default was changed.** What is kept lies beside the defaults, and `missionmix compare SCENARIO --plausible FILE` draws futures from it.
";

const CALIBRATED: [Calibrated; 3] = [
    Calibrated {
        heading: "The model on facts",
        opening: "Five parameters, on the four facts that are marked *calibrated* (`docs/evidence.md`) and on no others.",
        command: "missionmix calibrate --points 31",
        file: "scenarios/plausible/model.csv",
        plausible: include_str!("../../scenarios/plausible/model.csv"),
        fit: include_str!("calibrated/model/fit.csv"),
        foresight: None,
        closing: include_str!("calibrated/model/closing.md"),
    },
    Calibrated {
        heading: "Plug-in cars in five countries, a hindcast",
        opening: "Owners that behave alike in Norway, Germany, the Netherlands, France and the United Kingdom, with the prices and the instruments of each country, held against the share of plug-in cars in the cars \
                  sold from 2010 to 2017. Nothing later is among the inputs. What is foretold for 2018 to 2023 was written down before it was held against anything; since the world since then is known, it is called \
                  pseudo-out-of-sample.",
        command: "missionmix calibrate scenarios/norway_ev.toml scenarios/germany_ev.toml scenarios/netherlands_ev.toml scenarios/france_ev.toml scenarios/united_kingdom_ev.toml --points 511 -n 2",
        file: "scenarios/plausible/plug_in_cars.csv",
        plausible: include_str!("../../scenarios/plausible/plug_in_cars.csv"),
        fit: include_str!("calibrated/plug_in_cars/fit.csv"),
        foresight: Some(Foresight {
            scores: include_str!("calibrated/plug_in_cars/scores.csv"),
            forecast: include_str!("calibrated/plug_in_cars/forecast.csv"),
            figure: "calibration_plug_in_cars.png",
        }),
        closing: include_str!("calibrated/plug_in_cars/closing.md"),
    },
    Calibrated {
        heading: "Solar modules: price against cumulative capacity",
        opening: "The law by which costs fall with experience, on prices of solar modules from 1981 to 2009, with the capacity that the world had installed in all years to 2020: prices are foretold given how much is built.",
        command: "missionmix calibrate scenarios/solar_modules.toml --points 255 -n 16",
        file: "scenarios/plausible/solar_modules.csv",
        plausible: include_str!("../../scenarios/plausible/solar_modules.csv"),
        fit: include_str!("calibrated/solar_modules/fit.csv"),
        foresight: Some(Foresight {
            scores: include_str!("calibrated/solar_modules/scores.csv"),
            forecast: include_str!("calibrated/solar_modules/forecast.csv"),
            figure: "calibration_solar_modules.png",
        }),
        closing: include_str!("calibrated/solar_modules/closing.md"),
    },
];

/// A target, as `fit.csv` has it.
#[derive(Deserialize)]
struct Fit {
    of: String,
    what: String,
    year: Option<i32>,
    seen_low: Option<f64>,
    seen_high: Option<f64>,
    without: Option<f64>,
    kept_5: Option<f64>,
    kept_50: Option<f64>,
    kept_95: Option<f64>,
    least_off: Option<f64>,
}

/// How well a method foretold, as `scores.csv` has it.
#[derive(Deserialize)]
struct Score {
    of: String,
    which: String,
    method: String,
    years: usize,
    crps: f64,
    within_half: usize,
    within_nine_tenths: usize,
}

/// What is foretold, as `forecast.csv` has it.
#[derive(Deserialize)]
struct Foretold {
    of: String,
    year: i32,
    seen: Option<f64>,
    later: Option<f64>,
    q05: f64,
    q50: f64,
    q95: f64,
}

/// All of it, in Markdown.
///
/// # Errors
/// A table that can't be read: a bug of ours.
pub fn reference() -> Result<String> {
    let mut text = OPENING.to_owned();
    for one in &CALIBRATED {
        let _ = write!(text, "\n## {}\n\n{}\n\n```sh\n{}\n```\n", one.heading, one.opening, one.command);
        write_parameters(&mut text, one)?;
        write_fit(&mut text, one)?;
        if let Some(foresight) = &one.foresight {
            write_foresight(&mut text, one.heading, foresight)?;
        }
        let _ = write!(text, "\n{}", one.closing);
    }
    Ok(text)
}

fn write_parameters(text: &mut String, one: &Calibrated) -> Result<()> {
    let mut reader = csv::Reader::from_reader(one.plausible.as_bytes());
    let broken = |error: csv::Error| Error::Bug(format!("a table of plausible points: {error}"));
    let names: Vec<String> = reader.headers().map_err(broken)?.iter().map(str::to_owned).collect();
    let rows: Vec<Vec<f64>> = reader.deserialize().collect::<std::result::Result<_, _>>().map_err(broken)?;
    let _ = write!(text, "\n{} points were kept, in `{}`:\n\n", rows.len(), one.file);
    text.push_str("| parameter | median | middle half | all | what else it moves |\n|---|---|---|---|---|\n");
    for (place, name) in names.iter().enumerate() {
        let values: Vec<f64> = rows.iter().map(|row| row[place]).collect();
        let quantile = |share| four_digits(exact_quantile(&values, share));
        let moves = PARAMETERS
            .iter()
            .find(|parameter| parameter.path == name)
            .map_or("", |parameter| parameter.moves);
        let _ = writeln!(
            text,
            "| `{name}` | {} | {} to {} | {} to {} | {moves} |",
            quantile(0.5),
            quantile(0.25),
            quantile(0.75),
            quantile(0.0),
            quantile(1.0)
        );
    }
    Ok(())
}

fn write_fit(text: &mut String, one: &Calibrated) -> Result<()> {
    text.push_str(
        "\n| of | what | seen | without | kept: median | 5 to 95 % | least off | |\n|---|---|---|---|---|---|---|---|\n",
    );
    for row in record::read::<Fit>(one.fit)? {
        let seen = if row.seen_low == row.seen_high {
            number(row.seen_low)
        } else if row.seen_high.is_none() {
            format!("{} or more", number(row.seen_low))
        } else {
            format!("{} to {}", number(row.seen_low), number(row.seen_high))
        };
        let what = row.year.map_or_else(|| row.what.clone(), |year| year.to_string());
        let mark = if row.least_off.is_none_or(|off| off > RULED_OUT) { "unexplained" } else { "" };
        let _ = writeln!(
            text,
            "| {} | {what} | {seen} | {} | {} | {} to {} | {} | {mark} |",
            row.of,
            number(row.without),
            number(row.kept_50),
            number(row.kept_5),
            number(row.kept_95),
            number(row.least_off),
        );
    }
    Ok(())
}

fn write_foresight(text: &mut String, heading: &str, foresight: &Foresight) -> Result<()> {
    let _ =
        write!(text, "\n![{heading}: what is foretold and what was seen](figures/{})\n", foresight.figure);
    let scores: Vec<Score> = record::read(foresight.scores)?;
    for (which, title) in [
        ("left_out", "Years left out, one after the other, and foretold from the others"),
        ("later", "Years that were seen later, foretold from all before"),
    ] {
        let scores: Vec<&Score> = scores.iter().filter(|score| score.which == which).collect();
        if scores.is_empty() {
            continue;
        }
        let _ = write!(text, "\n{title} (CRPS in the unit of what is foretold; less is better):\n\n");
        text.push_str("| of | foretold by | CRPS | within the middle half | within nine tenths |\n|---|---|---|---|---|\n");
        for score in scores {
            let Score { of, method, years, within_half, within_nine_tenths, .. } = score;
            let crps = four_digits(score.crps);
            let _ = writeln!(
                text,
                "| {of} | {method} | {crps} | {within_half} of {years} | {within_nine_tenths} of {years} |"
            );
        }
    }
    text.push_str("\n| of | year | 5 % | median | 95 % | seen later |\n|---|---|---|---|---|---|\n");
    for row in record::read::<Foretold>(foresight.forecast)?.iter().filter(|row| row.seen.is_none()) {
        let [low, middle, high] = [row.q05, row.q50, row.q95].map(four_digits);
        let later = row.later.map_or_else(String::new, |later| later.to_string());
        let _ = writeln!(text, "| {} | {} | {low} | {middle} | {high} | {later} |", row.of, row.year);
    }
    Ok(())
}

fn number(value: Option<f64>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| four_digits(value).to_string())
}
