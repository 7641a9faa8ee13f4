//! Gathering: the parts of a study, read in order, become its tables and what is said of them. Whoever ran the parts, and in
//! which order, comes to the same.

use std::collections::HashMap;
use std::sync::Arc;

use super::conduct::{Aside, Failure, stage};
use super::courses::Courses;
use super::monte_carlo::Stage;
use super::precision::Precision;
use super::rows::{self, RUN_KEYS, Subject};
use super::statistics::EXACT;
use super::tally::Tally;
use crate::error::Result;
use crate::run::Values;
use crate::scenario::Scenario;
use crate::store::Folder;
use crate::store::frame::Frame;
use crate::store::parts::{Parts, RUNS};
use crate::store::plan::Plan;
use crate::store::tables::{BigTable, MOST_CELLS};

/// What is known of a study when its parts are gathered.
#[derive(Debug)]
pub struct Findings {
    /// The first case, ready to be run.
    pub stage: Arc<Stage<'static>>,
    /// What is said of its runs.
    pub tally: Tally,
    /// Runs that failed, in the order of the plan.
    pub failures: Vec<Failure>,
    /// How many replicates count in each case: fewer than were planned where it was enough before.
    pub replicates: u64,
    /// Half the width of the widest interval, where the study was to go on until all are narrow.
    pub widest: Option<f64>,
}

/// Sees what is read.
pub trait Witness {
    /// A replicate of a case; nothing for a run that failed.
    fn replicate(&mut self, _subject: Subject, _number: u64, _runs: &[Option<&Values>]) {}

    /// A case when all of it was read.
    fn case(&mut self, subject: Subject, tally: &Tally);
}

/// Two witnesses, each of which sees everything.
pub struct Both<'w>(pub &'w mut dyn Witness, pub &'w mut dyn Witness);

impl Witness for Both<'_> {
    fn replicate(&mut self, subject: Subject, number: u64, runs: &[Option<&Values>]) {
        self.0.replicate(subject, number, runs);
        self.1.replicate(subject, number, runs);
    }

    fn case(&mut self, subject: Subject, tally: &Tally) {
        self.0.case(subject, tally);
        self.1.case(subject, tally);
    }
}

/// Reads the parts of a study in a folder, and writes its tables.
///
/// # Errors
/// A part that is missing or damaged, what the system says.
pub fn gather(plan: &Plan, folder: &Folder, parts: &Parts, witness: &mut dyn Witness) -> Result<Findings> {
    let first = Arc::new(stage(plan, folder.path(), 0)?);
    let mut gathering = Gathering {
        plan,
        folder,
        tables: Tables::create(plan, folder, &first)?,
        open: Some(Open::new(plan, 0, first.clone())),
        first: None,
        failures: Vec::new(),
        witness,
    };
    let mut precision = plan.until_interval.map(|width| Precision::new(plan, width)).transpose()?;
    let mut replicates = plan.replicates;
    for number in 0..plan.parts() {
        let (frame, aside) = parts.read(number)?;
        let is_enough = precision.as_mut().is_some_and(|precision| precision.is_enough_after(&frame));
        gathering.take(number, frame, Aside::from_bytes(&aside)?)?;
        if is_enough {
            replicates = ((number + 1) * plan.part_size).min(plan.replicates);
            break;
        }
    }
    gathering.close()?;
    let Gathering { tables, first: tally, failures, .. } = gathering;
    tables.finish()?;
    let baseline = baseline(plan, &first.scenario);
    let empty = || Tally::new(first.survey.clone().into(), plan.policies.len(), baseline);
    let widest = precision.map(|precision| precision.widest());
    Ok(Findings { tally: tally.unwrap_or_else(empty), stage: first, failures, replicates, widest })
}

/// The place of the baseline among the policies that are run.
pub fn baseline(plan: &Plan, scenario: &Scenario) -> Option<usize> {
    let name = &scenario.policies[scenario.baseline()].name;
    plan.policies.iter().position(|policy| policy == name)
}

/// Cells of the tables of a study: runs, series, summary, differences.
fn cells(plan: &Plan, stage: &Stage) -> [u64; 4] {
    let subject = Subject { plan, case: 0, scenario: &stage.scenario, survey: &stage.survey };
    let (cases, outcomes) = (plan.cases.len() as u64, stage.survey.columns.len() as u64);
    let columns = (RUN_KEYS + plan.varied.len()) as u64 + outcomes;
    let detailed = plan.detailed_cases as u64;
    let series = detailed * rows::series_rows(subject) * rows::SERIES_COLUMNS;
    let summary = cases * plan.policies.len() as u64 * outcomes * rows::SUMMARY_COLUMNS;
    let policies = plan.policies.len() as u64;
    let pairs = policies * policies.saturating_sub(1) / 2;
    [plan.runs() * columns, series, summary, detailed * pairs * outcomes * rows::DIFFERENCE_COLUMNS]
}

/// About how many bytes a study needs on disk at most while it runs, and how many it leaves.
pub fn bytes_on_disk(plan: &Plan, stage: &Stage) -> (u64, u64) {
    /// A number as text, with what parts it from the next; in a part it is shorter.
    const TEXT: u64 = 12;
    const NUMBER: u64 = 8;
    let [runs, series, summary, differences] = cells(plan, stage);
    let size = |cells: u64| cells * if cells <= MOST_CELLS { TEXT } else { NUMBER };
    // words repeat, so that they take next to nothing in a part
    let words = |cells: u64| if cells <= MOST_CELLS { cells * 8 } else { cells };
    let left = size(runs) + words(series) + words(summary) + words(differences);
    let subject = Subject { plan, case: 0, scenario: &stage.scenario, survey: &stage.survey };
    let (distributions, means) = rows::series_things(subject);
    let paths =
        distributions * plan.replicates.min(EXACT as u64) * NUMBER + plan.parts() * means * (NUMBER + 2);
    (left + runs * NUMBER + plan.detailed_cases as u64 * paths, left)
}

/// The tables of a study.
struct Tables<'f> {
    runs: BigTable<'f>,
    series: Option<BigTable<'f>>,
    summary: BigTable<'f>,
    differences: Option<BigTable<'f>>,
}

impl<'f> Tables<'f> {
    fn create(plan: &'f Plan, folder: &'f Folder, stage: &Stage) -> Result<Self> {
        let [runs, series, summary, differences] = cells(plan, stage);
        let has_series = (plan.detailed_cases > 0).then_some(series);
        Ok(Self {
            runs: BigTable::of_parts(folder, RUNS, runs)?,
            series: has_series.map(|cells| BigTable::create(folder, "series", cells)).transpose()?,
            summary: BigTable::create(folder, "summary", summary)?,
            differences: if differences > 0 {
                Some(BigTable::create(folder, "differences", differences)?)
            } else {
                None
            },
        })
    }

    fn finish(self) -> Result<()> {
        self.runs.finish()?;
        self.series.map_or(Ok(()), BigTable::finish)?;
        self.differences.map_or(Ok(()), BigTable::finish)?;
        self.summary.finish()
    }
}

/// Parts on their way into the tables.
struct Gathering<'g> {
    plan: &'g Plan,
    folder: &'g Folder,
    tables: Tables<'g>,
    /// The case whose runs are being read.
    open: Option<Open>,
    /// What was said of the first case.
    first: Option<Tally>,
    failures: Vec<Failure>,
    witness: &'g mut dyn Witness,
}

/// A case whose runs are being read.
struct Open {
    case: usize,
    stage: Arc<Stage<'static>>,
    tally: Tally,
    courses: Courses,
}

impl Open {
    fn new(plan: &Plan, case: usize, stage: Arc<Stage<'static>>) -> Self {
        let tally =
            Tally::new(stage.survey.clone().into(), plan.policies.len(), baseline(plan, &stage.scenario));
        Self { case, stage, tally, courses: Courses::default() }
    }

    fn subject<'s>(&'s self, plan: &'s Plan) -> Subject<'s> {
        Subject { plan, case: self.case, scenario: &self.stage.scenario, survey: &self.stage.survey }
    }
}

impl Gathering<'_> {
    fn take(&mut self, number: u64, frame: Frame, aside: Aside) -> Result<()> {
        let mut courses: HashMap<usize, Courses> = aside.courses.into_iter().collect();
        self.failures.extend(aside.failures);
        let place_of: HashMap<&str, usize> =
            self.plan.policies.iter().enumerate().map(|(place, name)| (name.as_str(), place)).collect();
        let policies: Vec<Option<usize>> =
            (0..frame.rows()).map(|row| place_of.get(&*frame.columns[0].text(row)).copied()).collect();
        let outcomes = &frame.columns[(RUN_KEYS + self.plan.varied.len()).min(frame.columns.len())..];
        let mut row = 0;
        for (case, replicate) in self.plan.part(number) {
            self.turn_to(case)?;
            let Some(open) = &mut self.open else { continue };
            if let Some(courses) = courses.remove(&case) {
                open.courses.merge(&courses);
            }
            let mut runs: Vec<Option<Vec<f64>>> = vec![None; self.plan.policies.len()];
            let is_of = |row: usize| {
                frame.columns[1].number(row) == case as f64
                    && frame.columns[2].number(row) == replicate as f64
            };
            while row < frame.rows() && is_of(row) {
                if let Some(policy) = policies[row] {
                    runs[policy] = Some(outcomes.iter().map(|cells| cells.number(row)).collect());
                }
                row += 1;
            }
            let runs: Vec<Option<&Values>> = runs.iter().map(Option::as_deref).collect();
            open.tally.add(&runs);
            self.witness.replicate(open.subject(self.plan), replicate, &runs);
        }
        self.tables.runs.append(frame)
    }

    /// Closes the open case when another one begins.
    fn turn_to(&mut self, case: usize) -> Result<()> {
        if self.open.as_ref().is_some_and(|open| open.case == case) {
            return Ok(());
        }
        self.close()?;
        self.open = Some(Open::new(self.plan, case, Arc::new(stage(self.plan, self.folder.path(), case)?)));
        Ok(())
    }

    fn close(&mut self) -> Result<()> {
        let Some(Open { case, stage, tally, courses }) = self.open.take() else { return Ok(()) };
        let subject = Subject { plan: self.plan, case, scenario: &stage.scenario, survey: &stage.survey };
        let Tables { series, summary, differences, .. } = &mut self.tables;
        summary.append(rows::summary(subject, &tally))?;
        if let (Some(series), true) = (series, stage.keeps_courses) {
            series.append(rows::series(subject, &courses))?;
        }
        if let (Some(differences), true) = (differences, stage.keeps_courses) {
            differences.append(rows::differences(subject, &tally))?;
        }
        self.witness.case(subject, &tally);
        self.first.get_or_insert(tally);
        Ok(())
    }
}
