//! `missionmix schema`: what can be written in a scenario, for editors and for people.

use clap::Args;

use super::terminal::print;
use crate::error::{Error, Result};
use crate::evidence;
use crate::outcomes;
use crate::scenario::{Scenario, schema};
use crate::step::mechanisms;

/// What can be printed.
#[derive(Debug, Args)]
#[group(multiple = false)]
#[expect(clippy::struct_excessive_bools, reason = "each is a word of the command line")]
pub struct Arguments {
    /// Print the reference of all parameters in Markdown instead
    #[arg(long)]
    reference: bool,
    /// Print the reference of all outcomes in Markdown instead
    #[arg(long)]
    outcomes: bool,
    /// Print the reference of all mechanisms with their sources in Markdown instead
    #[arg(long)]
    mechanisms: bool,
    /// Print what the model reproduces of what is known of the world in Markdown instead
    #[arg(long)]
    evidence: bool,
}

impl Arguments {
    pub fn run(&self) -> Result<()> {
        if self.outcomes {
            return print(&outcomes::reference());
        }
        if self.mechanisms {
            return print(&mechanisms::reference());
        }
        if self.evidence {
            return print(&evidence::reference::reference()?);
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
