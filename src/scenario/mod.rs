//! What the user wrote: files and changes are read, checked and turned into a `Scenario`.

/// Agencies.
pub mod agency;
/// What holds because we assumed it.
pub mod assumptions;
/// `--set`: changes to single values.
pub mod change;
/// All that decides what runs are.
pub mod essence;
/// TOML with places.
pub mod file;
/// What the comments of a file say.
pub mod header;
/// What is known of a parameter by its path.
pub mod known;
mod likeness;
/// What a scenario teaches.
pub mod lesson;
/// Missions.
pub mod mission;
/// What was seen of the world.
pub mod observed;
/// Parameters of the world.
pub mod parameters;
mod places;
/// Where each value comes from.
pub mod provenance;
/// Regions: from a table or made by rule.
pub mod regions;
/// What the declarations say to people and editors.
pub mod schema;
/// The scenarios that come with the program.
pub mod shipped;
/// Solutions.
pub mod solution;
/// Numbers that nobody controls.
pub mod uncertainty;

use std::path::{Path, PathBuf};

use crate::calendar::{Horizon, Quarter};
use crate::error::Result;
use crate::form::complaint::into_error;
use crate::form::{Complaint, Declaration, Form, Node, Sources};
use crate::ids::{Id, PolicyKind, SolutionId, SolutionKind};
use crate::outcomes::{self, Column, Labels};
use crate::policy::{CATALOGUE, Frame, Policy};
use crate::units::Years;
use agency::{AgencySpec, MOST_AGENCIES};
use lesson::{Lesson, MOST_LESSONS};
use mission::MissionSpec;
use observed::Observed;
use parameters::Parameters;
use regions::RegionTable;
use solution::SolutionSpec;
use uncertainty::{MOST_UNCERTAINTIES, Uncertainty};

/// The most missions that a scenario can have.
pub const MOST_MISSIONS: usize = 8;
/// The most solutions that a scenario can have.
pub const MOST_SOLUTIONS: usize = 24;

/// All that a run needs to know, checked.
#[derive(Debug)]
pub struct Scenario {
    /// Its name: the name of its file.
    pub name: String,
    /// What it is about, for people.
    pub title: String,
    /// The quarters that are simulated.
    pub horizon: Horizon,
    /// How many replicates are run when nobody says otherwise.
    pub replicates: usize,
    /// The seed when nobody says otherwise.
    pub seed: u64,
    /// The regions.
    pub regions: RegionTable,
    /// The missions.
    pub missions: Vec<MissionSpec>,
    /// The solutions of all missions.
    pub solutions: Vec<SolutionSpec>,
    /// The parameters of the world.
    pub parameters: Parameters,
    /// The agencies: at least one.
    pub agencies: Vec<AgencySpec>,
    /// The policies.
    pub policies: Vec<Policy>,
    /// What is uncertain, but for what the command line fixes.
    pub uncertainties: Vec<Uncertainty>,
    /// What was seen of the world.
    pub observed: Vec<Observed>,
    /// What it teaches.
    pub lessons: Vec<Lesson>,
    /// The files that were read: their paths and what they said.
    pub inputs: Vec<(PathBuf, Vec<u8>)>,
}

impl Scenario {
    /// Reads a scenario file with all that it builds on, and applies the changes of `--set` in their order.
    ///
    /// # Errors
    /// All complaints at once, rendered for a person; with `colour` for a terminal.
    pub fn load(path: &Path, changes: &[String], colour: bool) -> Result<Self> {
        let mut sources = Sources::default();
        let (root, mut complaints) = tree(path, changes, &mut sources, colour)?;
        let name =
            path.file_stem().map_or_else(|| "scenario".into(), |stem| stem.to_string_lossy().into_owned());
        let read = Form::read_root(&root, &sources, |form| Self::read(form, name));
        match read {
            Ok(mut scenario) if complaints.is_empty() => {
                complaints.extend(uncertainty::settle(&mut scenario.uncertainties, &root, path, changes));
                complaints.extend(lesson::settle(&scenario.lessons, path, changes));
                if !complaints.is_empty() {
                    return Err(into_error(&complaints, &sources, colour));
                }
                scenario.inputs = inputs(&sources, &scenario.regions);
                Ok(scenario)
            }
            Ok(_) => Err(into_error(&complaints, &sources, colour)),
            Err(more) => {
                complaints.extend(more);
                Err(into_error(&complaints, &sources, colour))
            }
        }
    }

    /// Every parameter that a scenario can have, as declared.
    pub fn declarations() -> Vec<Declaration> {
        Form::record(|form| Self::read(form, String::new()))
    }

    /// Reads the whole scenario from its root table.
    fn read(form: &mut Form, name: String) -> Self {
        let title = form.text("title", "what the scenario is about, for people").default("");
        let horizon = read_horizon(form);
        let replicates = form
            .count("replicates", "replicates that are run when the command line does not say how many")
            .within(1, 10_000_000)
            .source("by rule: the standard error of a probability is then 0.05 at most")
            .default(100);
        let seed = form
            .count("seed", "seed of all luck when the command line gives none")
            .within(0, (1 << 53) - 1)
            .source("arbitrary: any seed is as good as another")
            .default(1) as u64;
        let regions = form.table("regions", "the regions: from a table, or made by rule", RegionTable::read);
        let missions =
            form.named("mission", "goals with an indicator, a target and a deadline", |form, name| {
                MissionSpec::read(form, name, horizon)
            });
        // regions that could not be read have no first one, and nothing can be said of the contexts
        let contexts = regions.context.first().map(Vec::len);
        let solutions = form.named("solution", "competing ways to reach a mission", |form, name| {
            form.names_mut().add::<SolutionKind>(name);
            SolutionSpec::read(form, name, contexts)
        });
        let parameters = Parameters::read(form);
        let agencies = AgencySpec::read_all(form);
        let territories: Vec<_> = agencies.iter().map(|agency| agency.regions.clone()).collect();
        let frame =
            Frame { horizon, territories: &territories, administration: parameters.calls.administration };
        let policies = form.named("policy", "named mixes of instruments", |form, name| {
            form.names_mut().add::<PolicyKind>(name);
            Policy::read(form, name, frame)
        });
        let uncertainties = form.named(
            "uncertainty",
            "numbers of the world that nobody controls, with their ranges",
            Uncertainty::read,
        );
        let observed = read_observed(form, horizon);
        let mut scenario = Self {
            name,
            title,
            horizon,
            replicates,
            seed,
            regions,
            missions: missions.into_iter().map(|(_, mission)| mission).collect(),
            solutions: solutions.into_iter().map(|(_, solution)| solution).collect(),
            parameters,
            agencies,
            policies: policies.into_iter().map(|(_, policy)| policy).collect(),
            uncertainties: uncertainties.into_iter().map(|(_, uncertainty)| uncertainty).collect(),
            observed,
            lessons: Vec::new(),
            inputs: Vec::new(),
        };
        scenario.read_lessons(form);
        scenario.check(form);
        scenario
    }

    fn read_lessons(&mut self, form: &mut Form) {
        let columns = self.columns();
        let meaning = "what the scenario teaches: which policy has more of what, and where it does not; one that builds on it does not \
                       teach the same";
        let lessons = form.named("lesson", meaning, |form, name| {
            (form.place_of("says").source == file::OWN, Lesson::read(form, name, &columns))
        });
        let of_this_file = |(_, (is_own, lesson)): (_, (bool, Lesson))| is_own.then_some(lesson);
        self.lessons = lessons.into_iter().filter_map(of_this_file).collect();
    }

    /// All that is measured in a run.
    pub fn columns(&self) -> Vec<Column> {
        let missions: Vec<String> = self.missions.iter().map(|mission| mission.name.clone()).collect();
        let solutions: Vec<String> = self.solutions.iter().map(|solution| solution.name.clone()).collect();
        let mission_of: Vec<usize> = self.solutions.iter().map(|solution| solution.mission.index()).collect();
        let instruments: Vec<String> = CATALOGUE.iter().map(|kind| kind.name.to_owned()).collect();
        outcomes::columns(Labels {
            missions: &missions,
            solutions: &solutions,
            mission_of: &mission_of,
            instruments: &instruments,
        })
    }

    /// Complains of what no single value shows.
    fn check(&self, form: &mut Form) {
        let count = |form: &mut Form, key: &str, found: usize, most: usize| {
            if found == 0 {
                form.complain(
                    key,
                    format!("the scenario has no {key}"),
                    format!("at least one [{key}.a_name]"),
                );
            } else if found > most {
                form.complain(key, format!("the scenario has {found} of them"), format!("{most} at most"));
            }
        };
        count(form, "mission", self.missions.len(), MOST_MISSIONS);
        count(form, "solution", self.solutions.len(), MOST_SOLUTIONS);
        count(form, "policy", self.policies.len(), 1000);
        count(form, "agency", self.agencies.len(), MOST_AGENCIES);
        let may_be_none = [
            ("uncertainty", self.uncertainties.len(), MOST_UNCERTAINTIES),
            ("lesson", self.lessons.len(), MOST_LESSONS),
        ];
        for (key, found, most) in may_be_none.into_iter().filter(|(_, found, most)| found > most) {
            form.complain(key, format!("the scenario has {found} of them"), format!("{most} at most"));
        }
        for (place, mission) in self.missions.iter().enumerate() {
            if !self.solutions.iter().any(|solution| solution.mission.index() == place) {
                let message = format!("no solution serves the mission `{}`", mission.name);
                form.complain("solution", message, "at least one solution for each mission");
            }
        }
        if self.policies.iter().filter(|policy| policy.baseline).count() > 1 {
            form.complain(
                "policy",
                "more than one policy is the baseline",
                "`baseline = true` in one policy",
            );
        }
        self.check_places(form);
        for (place, solution) in self.solutions.iter().enumerate() {
            let mine = SolutionId::new(place);
            for policy in &self.policies {
                for line in &policy.lines {
                    let listed = line.terms.solutions.as_ref().is_some_and(|all| all.contains(&mine));
                    if listed && line.terms.mission != solution.mission {
                        let message = format!(
                            "`{}` of policy `{}` supports `{}`, which serves another mission",
                            line.name, policy.name, solution.name
                        );
                        form.complain(
                            "policy",
                            message,
                            "solutions of the mission that the instrument serves",
                        );
                    }
                }
            }
        }
    }

    /// The solutions of a mission, in order.
    pub fn solutions_of(&self, mission: usize) -> Vec<SolutionId> {
        (0..self.solutions.len())
            .filter(|place| self.solutions[*place].mission.index() == mission)
            .map(Id::new)
            .collect()
    }

    /// The place of the policy that the others are compared with: the one marked, else the first.
    pub fn baseline(&self) -> usize {
        self.policies.iter().position(|policy| policy.baseline).unwrap_or(0)
    }
}

/// What the files say with the changes, each policy with what it takes over from the one that it is like; and what is wrong
/// with that.
fn tree(
    path: &Path,
    changes: &[String],
    sources: &mut Sources,
    colour: bool,
) -> Result<(Node, Vec<Complaint>)> {
    let mut root = file::load(path, sources).map_err(|failure| failure.into_error(sources, colour))?;
    let mut complaints: Vec<Complaint> =
        changes.iter().filter_map(|change| change::apply(&mut root, change, sources).err()).collect();
    complaints.extend(likeness::resolve(&mut root));
    Ok((root, complaints))
}

/// The path that a change of `--set` names.
fn change_of(change: &str) -> String {
    let path = change.split('=').next().unwrap_or_default();
    path.split('.').map(str::trim).collect::<Vec<_>>().join(".")
}

fn read_observed(form: &mut Form, horizon: Horizon) -> Vec<Observed> {
    let meaning = "what was seen of the world, year by year, for `missionmix calibrate`";
    let observed = form.named("observed", meaning, |form, name| Observed::read(form, name, horizon));
    observed.into_iter().map(|(_, observed)| observed).collect()
}

fn read_horizon(form: &mut Form) -> Horizon {
    let start = form
        .quarter("start", "first quarter that is simulated")
        .moves("uptake")
        .default(Quarter::of(2026, 1));
    let years: Years = form
        .amount("years", "time that is simulated; whole quarters")
        .within(1.0, 40.0)
        .assumed()
        .moves("tax_revenue")
        .default(20.0);
    if years.quarters().fract() != 0.0 {
        form.complain(
            "years",
            "the time does not end with a quarter",
            "years in quarters, such as 10 or 10.25",
        );
    }
    Horizon { start, quarters: years.quarters() as usize }
}

/// What was read, for the copies beside the results: scenario files as text, data files as they are.
fn inputs(sources: &Sources, regions: &RegionTable) -> Vec<(PathBuf, Vec<u8>)> {
    let texts = sources
        .iter()
        .filter(|text| !text.name.starts_with("--set"))
        .map(|text| (PathBuf::from(&text.name), text.content.as_bytes().to_vec()));
    let files =
        regions.files.iter().filter_map(|path| std::fs::read(path).ok().map(|bytes| (path.clone(), bytes)));
    texts.chain(files).collect()
}

#[cfg(test)]
mod tests;
