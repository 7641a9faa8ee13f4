//! `missionmix check`: whether a scenario is sound.

use std::path::PathBuf;

use clap::Args;

use super::terminal::{has_colour, note, print};
use crate::error::Result;
use crate::evidence::lessons::Case;
use crate::report::words::count;
use crate::scenario::Scenario;
use crate::scenario::shipped::Shelf;

/// What can be checked.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The scenario file
    scenario: PathBuf,
    /// Change a parameter first, such as mission.clean_heat.target=0.3
    #[arg(long = "set", value_name = "PATH=VALUE")]
    changes: Vec<String>,
}

impl Arguments {
    pub fn run(&self) -> Result<()> {
        let scenario = Scenario::load(&self.scenario, &self.changes, has_colour())?;
        scenario.regions.notes.iter().for_each(|text| note(&format!("note: {text}")));
        let summary = summary(&scenario);
        if !scenario.lessons.is_empty() {
            Case::open(&self.scenario, &Shelf::fill()?, has_colour())?.must_be_askable()?;
        }
        print(&format!("ok: {summary}\n"))
    }
}

/// A scenario in one line.
fn summary(scenario: &Scenario) -> String {
    let Scenario { name, regions, missions, solutions, policies, horizon, replicates, .. } = scenario;
    let uncertain = match scenario.uncertainties.len() as u64 {
        0 => String::new(),
        number => format!(", {}", count(number, "uncertain number")),
    };
    let lessons = match scenario.lessons.len() as u64 {
        0 => String::new(),
        number => format!(", {}", count(number, "lesson")),
    };
    format!(
        "{name}: {} in {}, {}, {}, {}, {} to {}, {} by default{uncertain}{lessons}",
        count(regions.len() as u64, "region"),
        count(regions.countries.len() as u64, "country"),
        count(missions.len() as u64, "mission"),
        count(solutions.len() as u64, "solution"),
        count(policies.len() as u64, "policy"),
        horizon.start,
        horizon.last(),
        count(*replicates as u64, "replicate"),
    )
}
