//! All scenarios that come with the program.

use std::time::Duration;

use super::super::page::Page;
use super::super::terminal::print;
use crate::error::Result;
use crate::report::words::{count, time};
use crate::scenario::Scenario;
use crate::scenario::header::Header;
use crate::scenario::shipped::{self, Shelf};

/// How long an agent takes in a quarter on one core, in seconds: about what national scenarios take on the machines of 2025.
const AGENT_QUARTER: f64 = 1.2e-7;
/// On so many cores a time is told.
const CORES: f64 = 2.0;

/// Tells of each.
pub fn tell() -> Result<()> {
    let shelf = Shelf::fill()?;
    let (mut cases, mut others) = (page(), page());
    for name in shipped::names() {
        let scenario = Scenario::load(&shelf.path(name), &[], false)?;
        let header = Header::read(&shipped::file(&format!("{name}.toml")).unwrap_or_default());
        let page = if scenario.lessons.is_empty() { &mut others } else { &mut cases };
        page.rows.push(row(&scenario, &header));
    }
    if !cases.rows.is_empty() {
        print(&format!(
            "Cases: what each teaches comes out of its runs (missionmix lessons NAME)\n{}\n",
            cases.text()
        ))?;
    }
    print(&format!(
        "{}{}\n{HOW}",
        if cases.rows.is_empty() { "" } else { "Other scenarios\n" },
        others.text()
    ))
}

const HOW: &str = "\
missionmix example copy NAME     a folder with one of them and all that it needs, to run and to change
missionmix new FOLDER            a scenario of your own, to begin with
";

fn page() -> Page {
    let heads = ["name", "regions", "policies", "replicates", "on 2 cores"];
    Page { heads: heads.map(str::to_owned).to_vec(), rows: Vec::new() }
}

fn row(scenario: &Scenario, header: &Header) -> (Vec<String>, Vec<String>) {
    let Scenario { name, title, regions, policies, replicates, parameters, horizon, lessons, .. } = scenario;
    let (firms, owners) = (&parameters.firms, &parameters.owners);
    let agents = firms.count + owners.households + owners.bodies;
    let runs = policies.len() * replicates;
    let seconds = AGENT_QUARTER * (agents * horizon.quarters * runs) as f64 / CORES;
    let cells = vec![
        name.clone(),
        regions.len().to_string(),
        policies.len().to_string(),
        replicates.to_string(),
        time(Duration::from_secs_f64(seconds)),
    ];
    let names: Vec<&str> = policies.iter().map(|policy| policy.name.as_str()).collect();
    let teaches = if header.teaches.is_empty() {
        String::new()
    } else {
        format!("What it teaches ({}): {}", count(lessons.len() as u64, "lesson"), header.teaches)
    };
    let remarks = [title.clone(), teaches, format!("policies: {}", names.join(", "))];
    (cells, remarks.into_iter().filter(|remark| !remark.is_empty()).collect())
}
