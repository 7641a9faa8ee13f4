//! The program: parse, run, print the error, exit code.

use std::process::ExitCode;

use clap::Parser;
use missionmix::cli::Cli;

fn main() -> ExitCode {
    match Cli::parse().run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(error.exit_code())
        }
    }
}
