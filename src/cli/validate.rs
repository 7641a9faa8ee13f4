//! `missionmix validate`: whether the model reproduces what is known of the world.

use std::io;
use std::ops::ControlFlow;
use std::path::PathBuf;

use clap::{Args, value_parser};
use serde::Serialize;

use super::pace::Pace;
use super::page::Page;
use super::progress::Progress;
use super::signals::Interruption;
use super::study::destination;
use super::terminal::print;
use crate::error::{Error, Result};
use crate::evidence::laboratory::Laboratory;
use crate::evidence::record::{self, Row};
use crate::evidence::structure;
use crate::evidence::{FACTS, Fact, Kind, Range, Reading, SEED};
use crate::report::words::{count, joined, short, signed, wrapped};
use crate::store::{Folder, fingerprint};

/// Which facts, and under which luck.
#[derive(Debug, Args)]
pub struct Arguments {
    /// A fact by its code, such as F6; may be given more than once [default: all]
    #[arg(long = "fact", value_name = "CODE")]
    facts: Vec<String>,
    /// Only those that take seconds
    #[arg(long, conflicts_with = "facts")]
    quick: bool,
    /// The seed of all luck; under another one than that of the record nothing is held against it
    #[arg(short, long, default_value_t = SEED, value_parser = value_parser!(u64).range(0..(1 << 53)))]
    seed: u64,
    /// The folder of the table, which must not exist yet [default: a new one in `outputs`]
    #[arg(short, long)]
    output: Option<PathBuf>,
    #[command(flatten)]
    pace: Pace,
}

impl Arguments {
    pub fn run(&self) -> Result<()> {
        let chosen = self.chosen()?;
        let asked = format!("{} {chosen:?}", self.seed);
        let mark = fingerprint::of(asked.as_bytes());
        let folder = Folder::begin(&destination(self.output.as_ref(), "validate", &mark))?;
        let laboratory = Laboratory::open(self.seed, self.pace.threads())?;
        let mut progress = Progress::of(self.pace.progress, chosen.len() as u64, "facts");
        let interruption = Interruption::listen()?;
        let mut found = Vec::new();
        for place in chosen {
            found.push((place, (FACTS[place].ask)(&laboratory)?));
            progress.hear(found.len() as u64);
            if let ControlFlow::Break(stopped) = interruption.hear() {
                return Err(stopped);
            }
        }
        let structure =
            if self.quick || !self.facts.is_empty() { Vec::new() } else { structure::ask(&laboratory)? };
        progress.finish();
        write(&folder, "evidence.csv", &rows(&found))?;
        write(&folder, "structure.csv", &structure)?;
        let place = folder.finish()?;
        print(&text(&found))?;
        print(&forms(&structure))?;
        print(&format!("\nresults: {}\n", place.display()))?;
        if self.seed == SEED { must_not_be_lost(&found) } else { Ok(()) }
    }

    /// The places of the facts that are asked for.
    fn chosen(&self) -> Result<Vec<usize>> {
        let place = |code: &String| {
            let place = FACTS.iter().position(|fact| fact.code.eq_ignore_ascii_case(code));
            let known = FACTS.map(|fact| fact.code).join(", ");
            place.ok_or_else(|| Error::Usage(format!("there is no fact `{code}`\n  = help: {known}")))
        };
        if self.facts.is_empty() {
            return Ok((0..FACTS.len()).filter(|place| FACTS[*place].is_quick || !self.quick).collect());
        }
        let mut places: Vec<usize> = self.facts.iter().map(place).collect::<Result<_>>()?;
        places.sort_unstable();
        places.dedup();
        Ok(places)
    }
}

/// All readings, as rows of a table.
fn rows(found: &[(usize, Vec<Reading>)]) -> Vec<Row> {
    let of = |(place, readings): &(usize, Vec<Reading>)| -> Vec<Row> {
        readings.iter().map(|reading| Row::of(&FACTS[*place], reading)).collect()
    };
    found.iter().flat_map(of).collect()
}

/// Writes a table, unless it has no rows.
fn write(folder: &Folder, name: &str, rows: &[impl Serialize]) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let failed = |error: io::Error| folder.failed(name, error);
    let mut table = csv::Writer::from_writer(Vec::new());
    for row in rows {
        table.serialize(row).map_err(|error| failed(error.into()))?;
    }
    folder.write(name, &table.into_inner().map_err(|error| failed(error.into_error()))?)
}

/// What is concluded in other forms of the model, for a person.
fn forms(rows: &[structure::Row]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let heads = ["policies", "points of the problem removed", "95 % interval", "form of the model"];
    let cells = |row: &structure::Row| {
        let ends = format!("{} to {}", signed(row.low), signed(row.high));
        (vec![row.pair.clone(), signed(row.difference), ends, row.form.clone()], Vec::new())
    };
    let page = Page { heads: heads.map(str::to_owned).to_vec(), rows: rows.iter().map(cells).collect() };
    let conclusions: Vec<String> =
        structure::conclusions(rows).iter().map(|line| format!("- {line}\n")).collect();
    format!("\nOther forms of the model, `europe_regions`:\n{}\n{}", page.text(), conclusions.concat())
}

/// All of it, for a person.
fn text(found: &[(usize, Vec<Reading>)]) -> String {
    let heads = ["fact", "kind", "what the model gives", "value", "95 % interval", "accepted", ""];
    let mut page = Page { heads: heads.map(str::to_owned).to_vec(), rows: Vec::new() };
    for (place, readings) in found {
        let fact = &FACTS[*place];
        for (number, reading) in readings.iter().enumerate() {
            let is_last = number + 1 == readings.len();
            let remarks = if is_last { remarks(fact, readings) } else { Vec::new() };
            page.rows.push((cells(fact, reading), remarks));
        }
    }
    format!("{}\n{}", page.text(), summary(found))
}

fn cells(fact: &Fact, reading: &Reading) -> Vec<String> {
    let interval = reading.interval;
    let ends = if interval.low.is_nan() {
        String::new()
    } else {
        format!("{} to {}", short(interval.low), short(interval.high))
    };
    let value = format!("{} {}", short(reading.value), reading.unit);
    vec![
        fact.code.into(),
        fact.kind.word().into(),
        reading.what.clone(),
        value.trim_end().into(),
        ends,
        reading.accepted.map_or_else(String::new, accepted),
        reading.standing().words().into(),
    ]
}

fn accepted(range: Range) -> String {
    match (range.low.is_finite(), range.high.is_finite()) {
        (true, true) => format!("{} to {}", short(range.low), short(range.high)),
        (true, false) => format!("{} or more", short(range.low)),
        _ => format!("{} or less", short(range.high)),
    }
}

/// What is known, from where, and why it is not met where it isn't.
fn remarks(fact: &Fact, readings: &[Reading]) -> Vec<String> {
    let sources: Vec<&str> = fact.sources.iter().map(|work| work.key).collect();
    let claim = format!("{} ({})", fact.claim, sources.join("; "));
    let is_met = Fact::is_met(readings) != Some(false);
    let why = fact.unmet.filter(|_| !is_met).map(|reason| format!("Why not: {reason}"));
    [Some(claim), why].into_iter().flatten().collect()
}

/// How many facts of each kind are met.
fn summary(found: &[(usize, Vec<Reading>)]) -> String {
    let of = |kind: Kind| {
        let met: Vec<bool> = found
            .iter()
            .filter(|(place, _)| FACTS[*place].kind == kind)
            .filter_map(|(_, readings)| Fact::is_met(readings))
            .collect();
        let passed = met.iter().filter(|met| **met).count();
        (!met.is_empty()).then(|| format!("{passed} of {} {}", met.len(), kind.word()))
    };
    let kinds: Vec<String> =
        [Kind::Imposed, Kind::Calibrated, Kind::Test].into_iter().filter_map(of).collect();
    if kinds.is_empty() {
        return "nothing here has to be met: it is only told\n".into();
    }
    wrapped(&format!(
        "{}: met {}. Only tests are evidence: what is imposed follows from an input, and what is marked calibrated may be used \
         to choose a parameter, though none was chosen so far.\n",
        count(found.len() as u64, "fact"),
        joined(&kinds, "and"),
    ))
}

/// What was met when the record was made has to be met now.
fn must_not_be_lost(found: &[(usize, Vec<Reading>)]) -> Result<()> {
    let lost: Vec<String> =
        record::lost(found)?.into_iter().map(|place| FACTS[place].code.to_owned()).collect();
    if lost.is_empty() {
        return Ok(());
    }
    Err(Error::Differs(format!(
        "{} met when the record was made and {} not met now",
        joined(&lost, "and"),
        if lost.len() == 1 { "is" } else { "are" }
    )))
}
