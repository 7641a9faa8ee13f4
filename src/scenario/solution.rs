//! Solutions: competing ways to reach a mission.

use crate::form::Form;
use crate::ids::{MissionId, MissionKind};
use crate::units::{Euros, Index, PerYear, Readiness, Share, Years};

/// A solution as the user wrote it.
#[derive(Clone, Debug)]
pub struct SolutionSpec {
    /// Its name.
    pub name: String,
    /// What it is, for people.
    pub title: String,
    /// The mission that it serves.
    pub mission: MissionId,
    pub(crate) readiness: Readiness,
    pub(crate) unit_cost: Euros,
    pub(crate) running_cost: Euros,
    pub(crate) lifetime: Years,
    pub(crate) learning_rate: Share,
    pub(crate) learning_rate_spread: Share,
    pub(crate) search_rate: Share,
    pub(crate) world_units: Share,
    pub(crate) world_growth: PerYear,
    pub(crate) world_path: Vec<Share>,
    pub(crate) potential: Share,
    pub(crate) handicap: Index,
    pub(crate) home_context: Vec<Index>,
    pub(crate) imports: bool,
    pub(crate) initial_uptake: Share,
}

impl SolutionSpec {
    /// Reads one solution; `contexts` is how many numbers describe a region's context, where there is any region.
    pub fn read(form: &mut Form, name: &str, contexts: Option<usize>) -> Self {
        let (learning_rate, learning_rate_spread, search_rate) = read_learning(form);
        let (world_units, world_growth, world_path) = read_world(form);
        Self {
            name: name.to_owned(),
            title: form.text("title", "what the solution is, for people").default(""),
            mission: form
                .id::<MissionKind>("mission", "the mission that it serves")
                .moves("solution_share")
                .required(),
            readiness: form
                .amount("readiness", "technology readiness at the start")
                .within(1.0, 9.0)
                .moves("readiness")
                .required(),
            unit_cost: form
                .amount("unit_cost", "price of one unit at the start")
                .within(1.0, 1e9)
                .moves("unit_price")
                .required(),
            running_cost: form
                .amount("running_cost", "running cost of one unit, a year")
                .within(0.0, 1e9)
                .source("neutral: nothing")
                .moves("solution_share")
                .default(0.0),
            lifetime: form
                .amount("lifetime", "mean lifetime of one unit")
                .within(0.25, 100.0)
                .moves("solution_share")
                .required(),
            learning_rate,
            learning_rate_spread,
            search_rate,
            world_units,
            world_growth,
            world_path,
            potential: form
                .amount(
                    "potential",
                    "expected share of the problem that one adoption removes; the true one is hidden",
                )
                .within(0.02, 0.98)
                .assumed()
                .moves("problem_removed")
                .default(0.55),
            handicap: form
                .amount("handicap", "what the solution lacks for who uses it, beside the incumbent, in units of utility; negative where it is better")
                .within(-100.0, 100.0)
                .source("neutral: it serves as well")
                .moves("solution_share")
                .default(0.0),
            home_context: read_home_context(form, contexts),
            imports: form
                .flag("imports", "whether units can be imported")
                .moves("solution_share")
                .default(true),
            initial_uptake: form
                .amount("initial_uptake", "share of owners who use it at the start")
                .within(0.0, 0.9)
                .source("neutral: nobody")
                .moves("solution_share")
                .default(0.0),
        }
    }
}

fn read_learning(form: &mut Form) -> (Share, Share, Share) {
    let rate = form
        .amount("learning_rate", "mean fall of the cost with each doubling of units")
        .within(0.0, 0.6)
        .source("McDonald, Schrattenholzer 2001: 5 to 25 %, median near 18 %")
        .moves("unit_price")
        .default(0.18);
    let spread = form
        .amount("learning_rate_spread", "standard deviation of the learning rate between replicates")
        .within(0.0, 0.3)
        .assumed()
        .moves("unit_price")
        .default(0.04);
    let search = form
        .amount(
            "search_rate",
            "switch: fall of the cost with each doubling of what research has found, of the world and at home",
        )
        .within(0.0, 0.6)
        .source("off: experience alone lowers costs")
        .moves("unit_price")
        .default(0.0);
    (rate, spread, search)
}

fn read_world(form: &mut Form) -> (Share, PerYear, Vec<Share>) {
    let units = form
        .amount("world_units", "units in the rest of the world at the start, as a share of the home stock")
        .within(1e-6, 1000.0)
        .assumed()
        .moves("unit_price")
        .default(0.01);
    let growth = form
        .amount(
            "world_growth",
            "growth of the units in the rest of the world, after `world_path` where there is one",
        )
        .within(0.0, 2.0)
        .assumed()
        .moves("unit_price")
        .default(0.05);
    let path = form
        .amounts("world_path", "units in the rest of the world at the end of each year from the start on, as a share of the home stock, as far as they are known")
        .within(1e-6, 1e6)
        .between_items(1, 40)
        .source("neutral: `world_growth` alone")
        .moves("unit_price")
        .optional()
        .unwrap_or_default();
    (units, growth, path)
}

fn read_home_context(form: &mut Form, contexts: Option<usize>) -> Vec<Index> {
    if !form.is_set("home_context") {
        return vec![Index(0.0); contexts.unwrap_or(0)];
    }
    let home: Vec<Index> = form
        .amounts("home_context", "the context in which the solution fits best, in standard deviations: one number for each context of the regions; nought is the mean")
        .within(-10.0, 10.0)
        .moves("solution_share")
        .optional()
        .unwrap_or_default();
    if let Some(contexts) = contexts.filter(|contexts| *contexts != home.len()) {
        let message = format!("`home_context` has the length {}", home.len());
        let allowed = format!("as many numbers as the regions have contexts: {contexts}");
        form.complain("home_context", message, allowed);
    }
    home
}
