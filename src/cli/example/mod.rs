//! `missionmix example`: the scenarios that come with the program, told and copied.

mod copy;
mod list;

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::error::Result;

/// What is done with them.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Tell all scenarios that come with the program: what they teach, their policies, how long they take
    List,
    /// Copy one with all that it needs into a folder, to run it and to change it
    Copy {
        /// The name of the scenario
        name: String,
        /// The folder, which is new or empty [default: the name]
        folder: Option<PathBuf>,
    },
}

impl Arguments {
    pub fn run(&self) -> Result<()> {
        match &self.action {
            None | Some(Action::List) => list::tell(),
            Some(Action::Copy { name, folder }) => {
                copy::carry_out(name, folder.as_deref().unwrap_or(name.as_ref()))
            }
        }
    }
}
