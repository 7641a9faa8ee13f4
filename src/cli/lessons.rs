//! `missionmix lessons`: whether what cases teach comes out of their runs, and does not where it should not.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, value_parser};

use super::pace::Pace;
use super::page::Page;
use super::progress::Progress;
use super::signals::Interruption;
use super::study::{LARGEST, destination};
use super::terminal::{has_colour, print};
use crate::error::{Error, Result};
use crate::evidence::lessons::{Case, Luck, Row, lost, recorded, renewed};
use crate::form::complaint::nearest;
use crate::report::answer::lesson::{difference, lessons, unit_words};
use crate::report::words::{count, joined, wrapped};
use crate::report::{Typeface, ZOOM, taught};
use crate::scenario::Scenario;
use crate::scenario::lesson::{Elsewhere, Lesson};
use crate::scenario::shipped::{self, Shelf};
use crate::store::{Folder, fingerprint, tables};
use crate::studies::lesson::Standing;
use crate::studies::rows::Subject;
use crate::studies::tally::Tally;

/// Whose lessons, and under which luck.
#[derive(Debug, Args)]
pub struct Arguments {
    /// A case that comes with the program by its name (missionmix example list), or a scenario file with lessons [default: all
    /// that come with it]
    #[arg(value_name = "CASE")]
    cases: Vec<String>,
    /// How many replicates each world is run in [default: what the scenario says]
    #[arg(short = 'n', long, value_parser = value_parser!(u64).range(1..=10_000_000))]
    replicates: Option<u64>,
    /// The seed of all luck [default: what the scenario says]
    #[arg(short, long, value_parser = value_parser!(u64).range(..=LARGEST))]
    seed: Option<u64>,
    /// The folder of the table, which must not exist yet [default: a new one in `outputs`]
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,
    /// Write what comes out into this record as well, in place of what it says of these cases
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
    #[command(flatten)]
    pace: Pace,
}

impl Arguments {
    pub fn run(&self) -> Result<()> {
        let shelf = Shelf::fill()?;
        let cases = self.chosen(&shelf)?;
        let asked = format!("{:?} {:?} {:?}", self.cases, self.replicates, self.seed);
        let mark = fingerprint::of(asked.as_bytes());
        let folder = Folder::begin(&destination(self.output.as_ref(), "lessons", &mark))?;
        let all = cases.iter().map(|case| case.length(self.replicates(case))).sum();
        let mut progress = Progress::new(self.pace.progress, all);
        let interruption = Interruption::listen()?;
        let (mut asked, mut done, mut end) = (Vec::new(), 0, Ok(()));
        for case in &cases {
            let replicates = self.replicates(case);
            let seed = self.seed.unwrap_or(case.scenario.seed);
            let luck = Luck { seed, replicates, threads: self.pace.threads() };
            let found = case.ask(luck, &mut |now| {
                progress.hear(done + now);
                interruption.hear()
            });
            done += case.length(replicates);
            match found {
                Ok(found) => asked.push((case, found)),
                Err(error) => {
                    end = Err(kept(error, asked.len()));
                    break;
                }
            }
        }
        progress.finish();
        if asked.is_empty() {
            return end;
        }
        self.tell(folder, &asked)?;
        end?;
        must_not_be_lost(&rows_of(&asked))
    }

    /// Writes and prints what came of the cases that were asked.
    fn tell(&self, folder: Folder, asked: &[(&Case, Vec<Row>)]) -> Result<()> {
        let rows = rows_of(asked);
        tables::write(&folder, "lessons.csv", &rows)?;
        draw(&folder, asked)?;
        let place = folder.finish()?;
        let heads = [
            "case",
            "lesson",
            "here",
            "95 % interval",
            "there",
            "95 % interval",
            "here less there",
            "95 % interval",
            "",
        ];
        let heads = heads.map(str::to_owned).to_vec();
        let told = asked.iter().flat_map(|(case, rows)| case.scenario.lessons.iter().zip(rows));
        let told = told.map(|(lesson, row)| tell(lesson, row)).collect();
        print(&Page { heads, rows: told }.text())?;
        print(&format!("\n{}\nresults: {}\n", summary(&rows), place.display()))?;
        self.record.as_ref().map_or(Ok(()), |record| keep(record, &rows))
    }

    fn replicates(&self, case: &Case) -> u64 {
        self.replicates.unwrap_or(case.scenario.replicates as u64)
    }

    /// The cases that are asked for.
    fn chosen<'s>(&self, shelf: &'s Shelf) -> Result<Vec<Case<'s>>> {
        let has_lessons = |case: &Case| !case.scenario.lessons.is_empty();
        if self.cases.is_empty() {
            let all: Vec<Case> = shipped::names()
                .map(|name| Case::open(&shelf.path(name), shelf, false))
                .collect::<Result<_>>()?;
            return Ok(all.into_iter().filter(has_lessons).collect());
        }
        let open = |name: &String| {
            let case = Case::open(&path_of(name, shelf)?, shelf, has_colour())?;
            if has_lessons(&case) {
                return case.must_be_askable().map(|()| case);
            }
            Err(Error::Usage(format!("`{name}` has no lessons\n  = help: missionmix explain lesson")))
        };
        self.cases.iter().map(open).collect()
    }
}

fn rows_of(asked: &[(&Case, Vec<Row>)]) -> Vec<Row> {
    asked.iter().flat_map(|(_, rows)| rows.iter().cloned()).collect()
}

/// An interruption says what was kept of so many cases.
fn kept(error: Error, cases: usize) -> Error {
    match error {
        Error::Interrupted(_) if cases > 0 => {
            Error::Interrupted(format!("{} asked to the end and kept", count(cases as u64, "case")))
        }
        other => other,
    }
}

/// Draws the lessons of each case.
fn draw(folder: &Folder, asked: &[(&Case, Vec<Row>)]) -> Result<()> {
    let typeface = Typeface::default();
    for (case, rows) in asked {
        let Scenario { name, title, lessons, .. } = &case.scenario;
        let taught: Vec<(&Lesson, &Row)> = lessons.iter().zip(rows).collect();
        if let Some(svg) = taught::draw(title, &taught, &typeface)? {
            folder.write(&format!("{name}.svg"), svg.as_bytes())?;
            folder.write(&format!("{name}.png"), &typeface.png(&svg, ZOOM)?)?;
        }
    }
    Ok(())
}

/// The file of a case by its name, or a file.
fn path_of(name: &str, shelf: &Shelf) -> Result<PathBuf> {
    if shipped::names().any(|known| known == name) {
        return Ok(shelf.path(name));
    }
    let path = Path::new(name);
    if path.extension().is_some() || path.exists() {
        return Ok(path.to_owned());
    }
    let help = nearest(name, shipped::names())
        .map_or_else(|| "missionmix example list".into(), |near| format!("did you mean `{near}`?"));
    Err(Error::Usage(format!("there is no case `{name}`\n  = help: {help}")))
}

/// What the runs of a study say of the lessons of its scenario; nothing where it has none.
pub fn text(subject: Subject, tally: &Tally) -> String {
    let told = lessons(subject, tally);
    let lines = told.iter().map(|told| wrapped(&format!("- {}", told.sentences())));
    let lines: String = lines.collect();
    if lines.is_empty() { lines } else { format!("\nLessons of this scenario:\n{lines}") }
}

/// The cells of a lesson, and what is said below them.
fn tell(lesson: &Lesson, row: &Row) -> (Vec<String>, Vec<String>) {
    let interval = |low: Option<f64>, high: Option<f64>| match (low, high) {
        (Some(low), Some(high)) => {
            format!("{} to {}", difference(low, &row.unit), difference(high, &row.unit))
        }
        _ => String::new(),
    };
    let mean = |mean: Option<f64>| mean.map_or_else(|| "-".to_owned(), |mean| difference(mean, &row.unit));
    let cells = vec![
        row.case.clone(),
        row.lesson.clone(),
        mean(row.here),
        interval(row.here_low, row.here_high),
        mean(row.there),
        interval(row.there_low, row.there_high),
        mean(row.less),
        interval(row.less_low, row.less_high),
        row.standing.clone(),
    ];
    let asked = format!(
        "{} of {} less {} ({}), {} expected, {}",
        row.outcome,
        row.policy,
        row.against,
        unit_words(&row.unit),
        row.expect,
        count(row.replicates, "replicate"),
    );
    let elsewhere = match &lesson.elsewhere {
        Elsewhere::Case(name) => format!("there: {name}"),
        Elsewhere::Changed(changes) => format!("there: with {}", changes.join(", ")),
        Elsewhere::Finding(finding) => format!("finding: {finding}"),
    };
    (cells, vec![lesson.says.clone(), asked, elsewhere])
}

/// How many lessons come out.
fn summary(rows: &[Row]) -> String {
    let findings = rows.iter().filter(|row| row.not_there.is_empty()).count();
    let out = rows.iter().filter(|row| row.standing() == Some(Standing::ComesOut)).count();
    let told = if findings > 0 { format!(", and {findings} told as not coming out") } else { String::new() };
    format!(
        "{}: {out} of {} come out here and not there{told}.",
        count(rows.len() as u64, "lesson"),
        rows.len() - findings
    )
}

/// Puts rows into a record in place of those of the same cases.
fn keep(record: &Path, rows: &[Row]) -> Result<()> {
    let failed = |source| Error::file("could not write", record, source, "make room or allow writing there");
    let text = match fs::read(record) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(failed(error)),
    };
    let known =
        csv::Reader::from_reader(text.as_slice()).deserialize().collect::<std::result::Result<_, _>>();
    let known: Vec<Row> = known
        .map_err(|error| Error::Usage(format!("`{}` is no record of lessons: {error}", record.display())))?;
    let mut table = csv::Writer::from_writer(Vec::new());
    for row in renewed(known, rows) {
        table.serialize(row).map_err(|error| failed(error.into()))?;
    }
    let text = table.into_inner().map_err(|error| failed(error.into_error()))?;
    let name = record.file_name().unwrap_or_default().to_string_lossy();
    let beside = record.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Folder::of(beside).write(&name, &text)
}

/// What came out when the record was made has to come out now.
fn must_not_be_lost(rows: &[Row]) -> Result<()> {
    let recorded = recorded()?;
    let lost: Vec<String> =
        lost(rows, &recorded).iter().map(|row| format!("`{}` of `{}`", row.lesson, row.case)).collect();
    if lost.is_empty() {
        return Ok(());
    }
    Err(Error::Differs(format!("{} came out when the record was made, and not now", joined(&lost, "and"))))
}
