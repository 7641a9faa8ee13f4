//! Recalls a finished study: the runs of its folder, read again, say what they said when it was finished.

use std::path::Path;
use std::sync::Arc;

use super::results::Results;
use super::table::Table;
use crate::error::Result;
use crate::run::Survey;
use crate::scenario::Scenario;
use crate::store::plan::Plan;
use crate::studies::gather::{Witness, baseline};
use crate::studies::rows::Subject;
use crate::studies::tally::Tally;

/// A finished study.
#[derive(Debug)]
pub struct Recalled {
    /// What was run.
    pub plan: Plan,
    /// The scenario of its first case.
    pub scenario: Arc<Scenario>,
    /// What is measured.
    pub survey: Arc<Survey>,
    /// What is known of the runs of its first case.
    pub tally: Tally,
}

impl Recalled {
    /// Reads the runs of a study, and shows them to a witness, in the order of the plan.
    ///
    /// # Errors
    /// A table that can't be read.
    pub fn read(results: &Results, plan: Plan, witness: &mut dyn Witness) -> Result<Self> {
        let folder = results.folder();
        let first = Open::new(&plan, folder, 0)?;
        let (scenario, survey) = (first.scenario.clone(), first.survey.clone());
        let reach = plan.first_replicate + results.manifest.replicates;
        let mut reader =
            Reader { plan: &plan, folder, open: first, first: None, witness, runs: Vec::new(), key: None };
        let mut expected =
            (0..plan.parts()).flat_map(|part| plan.part(part)).filter(|(_, replicate)| *replicate < reach);
        let columns: Vec<&str> = ["policy", plan.case_word.as_str(), "replicate"]
            .into_iter()
            .chain(survey.columns.iter().map(|column| column.name.as_str()))
            .collect();
        Table::open(folder, "runs", &columns)?.each(|row| {
            let key = (row.count(1)? as usize, row.count(2)?);
            while reader.key != Some(key) {
                let next = expected.next().ok_or_else(|| {
                    format!("the plan knows no replicate {} of {} {}", key.1, plan.case_word, key.0)
                })?;
                reader.turn_to(next).map_err(|error| error.to_string())?;
            }
            let name = row.text(0);
            let policy = plan.policies.iter().position(|known| *known == name);
            let policy = policy.ok_or_else(|| format!("the plan knows no policy `{name}`"))?;
            let cells = 3..columns.len();
            let values: std::result::Result<Vec<f64>, String> =
                cells.map(|place| Ok(row.number(place)?.unwrap_or(f64::NAN))).collect();
            reader.runs[policy] = Some(values?);
            Ok(())
        })?;
        // replicates of which every run failed leave no row
        for rest in expected {
            reader.turn_to(rest)?;
        }
        let tally = reader.close()?;
        Ok(Self { plan, scenario, survey, tally })
    }

    /// What it is about: its first case.
    pub fn subject(&self) -> Subject<'_> {
        Subject { plan: &self.plan, case: 0, scenario: &self.scenario, survey: &self.survey }
    }
}

/// A case whose runs are being read.
struct Open {
    case: usize,
    scenario: Arc<Scenario>,
    survey: Arc<Survey>,
    tally: Tally,
}

impl Open {
    fn new(plan: &Plan, folder: &Path, case: usize) -> Result<Self> {
        let scenario = Arc::new(plan.load(folder, &plan.cases[case], false)?);
        let survey = Arc::new(Survey::of(&scenario));
        let tally = Tally::new(survey.clone(), plan.policies.len(), baseline(plan, &scenario));
        Ok(Self { case, scenario, survey, tally })
    }
}

/// Runs on their way from the table to what is said of them.
struct Reader<'r> {
    plan: &'r Plan,
    folder: &'r Path,
    open: Open,
    /// What was said of the first case.
    first: Option<Tally>,
    witness: &'r mut dyn Witness,
    /// The runs of the replicate that is being read, by policy.
    runs: Vec<Option<Vec<f64>>>,
    /// Its case and number.
    key: Option<(usize, u64)>,
}

impl Reader<'_> {
    /// Takes the replicate that was read, and begins another one.
    fn turn_to(&mut self, (case, replicate): (usize, u64)) -> Result<()> {
        self.take();
        if self.open.case != case {
            let next = Open::new(self.plan, self.folder, case)?;
            self.end(next);
        }
        self.key = Some((case, replicate));
        self.runs = vec![None; self.plan.policies.len()];
        Ok(())
    }

    fn take(&mut self) {
        let Some((case, replicate)) = self.key.take() else { return };
        let runs: Vec<Option<&[f64]>> = self.runs.iter().map(Option::as_deref).collect();
        let Open { scenario, survey, tally, .. } = &mut self.open;
        tally.add(&runs);
        let subject = Subject { plan: self.plan, case, scenario, survey };
        self.witness.replicate(subject, replicate, &runs);
    }

    /// Ends the open case, for another one or for good.
    fn end(&mut self, next: Open) {
        let Open { case, scenario, survey, tally } = std::mem::replace(&mut self.open, next);
        let subject = Subject { plan: self.plan, case, scenario: &scenario, survey: &survey };
        self.witness.case(subject, &tally);
        self.first.get_or_insert(tally);
    }

    fn close(mut self) -> Result<Tally> {
        self.take();
        let empty = Open::new(self.plan, self.folder, 0)?;
        self.end(empty);
        Ok(self.first.unwrap_or(self.open.tally))
    }
}
