//! Recalls a finished study: the runs of its folder, read again, say what they said when it was finished.

use std::sync::Arc;

use super::results::Results;
use super::table::Table;
use crate::error::Result;
use crate::store::plan::Plan;
use crate::studies::monte_carlo::Stage;
use crate::studies::rows::{RUN_KEYS, Subject};
use crate::studies::tally::Tally;
use crate::studies::walk::{Walk, Witness};

/// A finished study.
#[derive(Debug)]
pub struct Recalled {
    /// What was run.
    plan: Plan,
    /// Its first case.
    stage: Arc<Stage<'static>>,
    /// What is known of the runs of its first case.
    pub tally: Tally,
}

impl Recalled {
    /// Reads the runs of a study, and shows them to a witness, in the order of the plan.
    ///
    /// # Errors
    /// A table that can't be read.
    pub fn read(results: &Results, plan: Plan, witness: &mut dyn Witness) -> Result<Self> {
        let walk = Walk::new(&plan, results.folder(), witness)?;
        let stage = walk.case().stage.clone();
        // fewer than were planned where it was enough before
        let reach = plan.first_replicate + results.manifest.replicates;
        let mut expected =
            (0..plan.parts()).flat_map(|part| plan.part(part)).filter(|(_, replicate)| *replicate < reach);
        let mut reader = Reader { walk, policies: plan.policies.len(), open: None };
        let columns: Vec<&str> = ["policy", plan.case_word.as_str(), "replicate"]
            .into_iter()
            .chain(stage.survey.columns.iter().map(|column| column.name.as_str()))
            .collect();
        Table::open(results.folder(), "runs", &columns)?.each(|row| {
            let key = (row.count(1)? as usize, row.count(2)?);
            while reader.open.as_ref().is_none_or(|(open, _)| *open != key) {
                let next = expected.next().ok_or_else(|| {
                    format!("the plan knows no replicate {} of {} {}", key.1, plan.case_word, key.0)
                })?;
                reader.turn_to(next).map_err(|error| error.to_string())?;
            }
            let name = row.text(0);
            let policy = plan.policies.iter().position(|known| *known == name);
            let policy = policy.ok_or_else(|| format!("the plan knows no policy `{name}`"))?;
            let cells = RUN_KEYS..columns.len();
            let values: std::result::Result<Vec<f64>, String> =
                cells.map(|place| Ok(row.number(place)?.unwrap_or(f64::NAN))).collect();
            if let Some((_, runs)) = &mut reader.open {
                runs[policy] = Some(values?);
            }
            Ok(())
        })?;
        // replicates of which every run failed leave no row
        for rest in expected {
            reader.turn_to(rest)?;
        }
        reader.take();
        let tally = reader.walk.end(&mut |_| Ok(()))?;
        Ok(Self { plan, stage, tally })
    }

    /// What it is about: its first case.
    pub fn subject(&self) -> Subject<'_> {
        Subject { plan: &self.plan, case: 0, scenario: &self.stage.scenario, survey: &self.stage.survey }
    }
}

/// The runs of one replicate by policy, as far as they came by; its case and number.
type Open = ((usize, u64), Vec<Option<Vec<f64>>>);

/// Rows of the table of runs on their way to replicates.
struct Reader<'r> {
    walk: Walk<'r>,
    policies: usize,
    /// The replicate that is being read.
    open: Option<Open>,
}

impl Reader<'_> {
    /// Takes the replicate that was read, and begins another one.
    fn turn_to(&mut self, key: (usize, u64)) -> Result<()> {
        self.take();
        self.walk.turn_to(key.0, &mut |_| Ok(()))?;
        self.open = Some((key, vec![None; self.policies]));
        Ok(())
    }

    fn take(&mut self) {
        if let Some(((_, replicate), runs)) = self.open.take() {
            self.walk.take(replicate, &runs.iter().map(Option::as_deref).collect::<Vec<_>>());
        }
    }
}
