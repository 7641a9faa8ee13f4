//! `missionmix schema`: what can be written in a scenario, for editors and for people.

use clap::Args;

use super::terminal::print;
use crate::error::{Error, Result};
use crate::outcomes;
use crate::scenario::{Scenario, schema};

/// What can be printed.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Print the reference of all parameters in Markdown instead
    #[arg(long, conflicts_with = "outcomes")]
    reference: bool,
    /// Print the reference of all outcomes in Markdown instead
    #[arg(long)]
    outcomes: bool,
}

impl Arguments {
    pub fn run(&self) -> Result<()> {
        if self.outcomes {
            return print(&outcomes::reference());
        }
        let declarations = Scenario::declarations();
        if self.reference {
            return print(&schema::reference(&declarations));
        }
        let text = serde_json::to_string_pretty(&schema::schema(&declarations))
            .map_err(|error| Error::Bug(format!("the schema is no JSON: {error}")))?;
        print(&(text + "\n"))
    }
}
