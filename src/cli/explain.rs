//! `missionmix explain`: what a parameter, an instrument, an outcome or a mechanism is.

use clap::Args;

use super::terminal::print;
use crate::error::{Error, Result};
use crate::form::complaint::nearest;
use crate::outcomes::{self, Outcome};
use crate::policy::{CATALOGUE, InstrumentKind};
use crate::scenario::Scenario;
use crate::scenario::schema::explain_text;
use crate::step::mechanisms::{self, Mechanism};

/// What can be explained.
#[derive(Debug, Args)]
pub struct Arguments {
    /// A parameter such as rd_grant.budget, an instrument, an outcome or a mechanism
    #[arg(value_name = "NAME", required_unless_present = "all")]
    query: Option<String>,
    /// Tell all of every instrument: why it should work, what is known of it, its limits and parameters
    #[arg(long, conflicts_with = "query")]
    all: bool,
}

impl Arguments {
    pub fn run(&self) -> Result<()> {
        if self.all {
            return print(&mechanisms::instrument_reference(&Scenario::declarations()));
        }
        let query = self.query.as_deref().unwrap_or_default().trim();
        // a column such as uptake.clean_heat is the outcome of one thing
        let outcome_name = query.split('.').next().unwrap_or(query);
        let mut texts = Vec::new();
        texts.extend(CATALOGUE.iter().find(|kind| kind.name == query).map(instrument_text));
        let parameter = explain_text(&Scenario::declarations(), query);
        texts.extend(parameter.as_ref().ok().cloned());
        texts.extend(outcomes::catalogue().find(|outcome| outcome.name == outcome_name).map(outcome_text));
        texts.extend(mechanisms::catalogue().find(|mechanism| mechanism.name == query).map(mechanism_text));
        match (texts.is_empty(), parameter) {
            (true, Err(error)) => Err(other_name(query).unwrap_or(error)),
            _ => print(&texts.join("\n")),
        }
    }
}

/// The error that names a near instrument, outcome or mechanism, if there is one.
fn other_name(query: &str) -> Option<Error> {
    let names = outcomes::catalogue()
        .map(|outcome| outcome.name)
        .chain(CATALOGUE.iter().map(|kind| kind.name))
        .chain(mechanisms::catalogue().map(|mechanism| mechanism.name));
    let near = nearest(query, names)?;
    Some(Error::Usage(format!(
        "there is no parameter, instrument, outcome or mechanism `{query}`\n  = help: did you mean `{near}`?"
    )))
}

fn instrument_text(kind: &InstrumentKind) -> String {
    let InstrumentKind { name, summary, theory, limits, source, intensity, .. } = kind;
    format!(
        "{name} (instrument)\n  {summary}\n  theory   {theory}\n  limits   {limits}\n  lever    {intensity}\n  source   \
         {source}\n"
    )
}

fn outcome_text(outcome: &Outcome) -> String {
    let Outcome { name, unit, meaning, better, when, .. } = outcome;
    let better = better.word();
    format!(
        "{name} (outcome)\n  {meaning}\n  unit     {unit}\n  better   {better}\n  counts   {}\n",
        when.words()
    )
}

fn mechanism_text(mechanism: &Mechanism) -> String {
    let Mechanism { name, phase, meaning, equation, .. } = mechanism;
    let equation = if equation.is_empty() { String::new() } else { format!("  equation {equation}\n") };
    format!(
        "{name} (mechanism of {phase})\n  {meaning}\n{equation}  source   {}\n  told in  section {} of docs/odd.md\n",
        mechanism.source(),
        mechanisms::section(phase)
    )
}
