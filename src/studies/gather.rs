//! Gathering: the parts of a study, read in order, become its tables and what is said of them. Whoever ran the parts, and in
//! which order, comes to the same.

use std::collections::HashMap;
use std::sync::Arc;

use super::conduct::{Aside, Failure};
use super::courses::Courses;
use super::monte_carlo::Stage;
use super::precision::Precision;
use super::rows::{self, RUN_KEYS, Subject};
use super::statistics::EXACT;
use super::tally::Tally;
use super::walk::{Case, Walk, Witness};
use crate::error::Result;
use crate::run::Values;
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

/// Reads the parts of a study in a folder, and writes its tables.
///
/// # Errors
/// A part that is missing or damaged, what the system says.
pub fn gather(plan: &Plan, folder: &Folder, parts: &Parts, witness: &mut dyn Witness) -> Result<Findings> {
    let walk = Walk::new(plan, folder.path(), witness)?;
    let stage = walk.case().stage.clone();
    let tables = Tables::create(plan, folder, &stage)?;
    let mut gathering = Gathering { plan, tables, walk, courses: Courses::default(), failures: Vec::new() };
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
    let Gathering { mut tables, walk, courses, failures, .. } = gathering;
    let tally = walk.end(&mut |case| tables.append(plan, case, &courses))?;
    tables.finish()?;
    let widest = precision.map(|precision| precision.widest());
    Ok(Findings { stage, tally, failures, replicates, widest })
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

    /// Appends what is told of a case when all of it was read.
    fn append(&mut self, plan: &Plan, case: &Case, courses: &Courses) -> Result<()> {
        let subject = case.subject(plan);
        self.summary.append(rows::summary(subject, &case.tally))?;
        if let (Some(series), true) = (&mut self.series, case.stage.keeps_courses) {
            series.append(rows::series(subject, courses))?;
        }
        if let (Some(differences), true) = (&mut self.differences, case.stage.keeps_courses) {
            differences.append(rows::differences(subject, &case.tally))?;
        }
        Ok(())
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
    tables: Tables<'g>,
    walk: Walk<'g>,
    /// What is kept of the paths and regions of the case that is being read.
    courses: Courses,
    failures: Vec<Failure>,
}

impl Gathering<'_> {
    fn take(&mut self, number: u64, frame: Frame, aside: Aside) -> Result<()> {
        let Self { plan, tables, walk, courses: kept, failures } = self;
        let mut courses: HashMap<usize, Courses> = aside.courses.into_iter().collect();
        failures.extend(aside.failures);
        let place_of: HashMap<&str, usize> =
            plan.policies.iter().enumerate().map(|(place, name)| (name.as_str(), place)).collect();
        let policies: Vec<Option<usize>> =
            (0..frame.rows()).map(|row| place_of.get(&*frame.columns[0].text(row)).copied()).collect();
        let outcomes = &frame.columns[(RUN_KEYS + plan.varied.len()).min(frame.columns.len())..];
        let mut row = 0;
        for (case, replicate) in plan.part(number) {
            walk.turn_to(case, &mut |closed| tables.append(plan, closed, &std::mem::take(kept)))?;
            if let Some(courses) = courses.remove(&case) {
                kept.merge(&courses);
            }
            let mut runs: Vec<Option<Vec<f64>>> = vec![None; plan.policies.len()];
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
            walk.take(replicate, &runs);
        }
        tables.runs.append(frame)
    }
}
