//! Outcomes: what is measured in one run. Measuring reads the world and can't change it.
//!
//! An outcome is one entry of a theme's list; tables, series, figures and documents pick it up from there.

mod agencies;
mod awards;
mod diffusion;
mod economy;
mod exchequer;
mod finance;
mod money;
mod place;
mod portfolio;
mod progress;
mod witness;

use std::fmt::Write;

pub use witness::Witness;

use crate::world::World;
use crate::world::applications::LeadKind;
use crate::world::projects::{Fate, Stage};

/// Every outcome, theme by theme.
pub fn catalogue() -> impl Iterator<Item = &'static Outcome> {
    let themes = [
        progress::OUTCOMES,
        diffusion::OUTCOMES,
        place::OUTCOMES,
        money::OUTCOMES,
        finance::OUTCOMES,
        exchequer::OUTCOMES,
        economy::OUTCOMES,
        portfolio::OUTCOMES,
        awards::OUTCOMES,
        agencies::OUTCOMES,
    ];
    themes.into_iter().flatten()
}

/// The outcome that says how far a mission got.
pub const REMOVED: &str = "problem_removed";
/// The outcome that says whether it got there: 1 or 0.
pub const REACHED: &str = "target_reached";

/// Something that is measured.
#[derive(Debug)]
pub struct Outcome {
    /// Its name.
    pub name: &'static str,
    /// Its unit; `indicator` stands for the unit of the mission's indicator.
    pub unit: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// Which way is better.
    pub better: Better,
    /// When it counts.
    pub when: When,
    /// Whether its path is kept as well: quarter by quarter, or of regions at the ends of the years of the mission and of
    /// those after it. Of what is measured of kinds or regions, the mean over replicates alone: the means of parts add up to
    /// the mean of their whole, their quantiles to nothing.
    pub path: bool,
    /// How it is measured, and of what.
    pub measure: Measure,
}

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// More is better.
    More,
    /// Less is better.
    Less,
    /// Neither.
    Neither,
}

impl Better {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::More => "more",
            Self::Less => "less",
            Self::Neither => "neither",
        }
    }
}

/// When the value of a run is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// At the end of the mission's deadline (the last one for what belongs to no mission).
    Deadline,
    /// The mean over all quarters up to the deadline; only for outcomes whose path is kept.
    Throughout,
    /// Five years after the last budget of any policy ends, or at the end of the simulation if that comes first: the
    /// same quarter under every policy.
    AfterMoney,
    /// At the end of the simulation.
    End,
}

impl When {
    /// In words, after "counts".
    pub fn words(self) -> &'static str {
        match self {
            Self::Deadline => "at the deadline",
            Self::Throughout => "as the mean until the deadline",
            Self::AfterMoney => "five years after the last budget ends, or at the end of the simulation",
            Self::End => "at the end of the simulation",
        }
    }
}

/// A measurement of the world; the numbers are places in their tables. A value that does not exist is NaN.
#[derive(Clone, Copy, Debug)]
pub enum Measure {
    /// One number.
    World(fn(&World) -> f64),
    /// One number for each mission.
    Mission(fn(&World, usize) -> f64),
    /// One number for each solution.
    Solution(fn(&World, usize) -> f64),
    /// One number for each kind of instrument.
    Instrument(fn(&World, usize) -> f64),
    /// One number for each quarter of the population, by capacity at the start, the weakest first.
    Quartile(fn(&World, usize) -> f64),
    /// One number for each fifth of the households by income, the poorest first.
    Fifth(fn(&World, usize) -> f64),
    /// One number for each kind of lead, by [`LeadKind::ALL`].
    Lead(fn(&World, usize) -> f64),
    /// One number for each stage of projects, by [`Stage::ALL`].
    Stage(fn(&World, usize) -> f64),
    /// One number for each thing that can become of a project, by [`Fate::ALL`].
    Fate(fn(&World, usize) -> f64),
    /// One number for each mission and region.
    Region(fn(&World, usize, usize) -> f64),
    /// One number beside the baseline's run under the same luck.
    Beside(fn(&Witness, &Witness) -> f64),
    /// The same for each mission.
    MissionBeside(fn(&Witness, &Witness, usize) -> f64),
    /// The same for each mission and region.
    RegionBeside(fn(&Witness, &Witness, usize, usize) -> f64),
}

impl Measure {
    /// Whether it is of the kinds that a whole consists of.
    pub fn is_part(self) -> bool {
        matches!(
            self,
            Self::Instrument(_)
                | Self::Quartile(_)
                | Self::Fifth(_)
                | Self::Lead(_)
                | Self::Stage(_)
                | Self::Fate(_)
        )
    }

    /// Whether it is one number for each region.
    pub fn is_regional(self) -> bool {
        matches!(self, Self::Region(_) | Self::RegionBeside(_))
    }
}

/// The names of the things that outcomes are measured of.
#[derive(Clone, Copy, Debug)]
pub struct Labels<'n> {
    /// Missions.
    pub missions: &'n [String],
    /// Solutions.
    pub solutions: &'n [String],
    /// The mission of each solution.
    pub mission_of: &'n [usize],
    /// Kinds of instrument.
    pub instruments: &'n [String],
}

/// An outcome of one thing: a column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// The outcome.
    pub outcome: &'static Outcome,
    /// Its place in the table of what it is measured of.
    pub place: usize,
    /// The name: the outcome's, and the thing's after a dot.
    pub name: String,
    /// The mission at whose deadline it counts; `None` means the last deadline.
    pub mission: Option<usize>,
}

impl Column {
    /// What it is in a world. NaN for what is measured by region or beside another run.
    pub fn measure(&self, world: &World) -> f64 {
        match self.outcome.measure {
            Measure::World(measure) => measure(world),
            Measure::Mission(measure)
            | Measure::Solution(measure)
            | Measure::Instrument(measure)
            | Measure::Quartile(measure)
            | Measure::Fifth(measure)
            | Measure::Lead(measure)
            | Measure::Stage(measure)
            | Measure::Fate(measure) => measure(world, self.place),
            Measure::Region(_)
            | Measure::Beside(_)
            | Measure::MissionBeside(_)
            | Measure::RegionBeside(_) => f64::NAN,
        }
    }

    /// What it is in each region, for what is measured by region.
    pub fn measure_regions(&self, world: &World) -> Vec<f64> {
        match self.outcome.measure {
            Measure::Region(measure) => {
                (0..world.regions.len()).map(|region| measure(world, self.place, region)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// What it is beside the baseline's run under the same luck, for what is measured so.
    pub fn measure_beside(&self, own: &Witness, baseline: &Witness) -> Option<f64> {
        match self.outcome.measure {
            Measure::Beside(measure) => Some(measure(own, baseline)),
            Measure::MissionBeside(measure) => Some(measure(own, baseline, self.place)),
            _ => None,
        }
    }

    /// The same in each region, for what is measured so.
    pub fn measure_regions_beside(&self, own: &Witness, baseline: &Witness) -> Option<Vec<f64>> {
        match self.outcome.measure {
            Measure::RegionBeside(measure) => {
                let regions = own.missions[self.place].removed.len();
                Some((0..regions).map(|region| measure(own, baseline, self.place, region)).collect())
            }
            _ => None,
        }
    }
}

/// All columns, in the order of the catalogue.
pub fn columns(labels: Labels) -> Vec<Column> {
    let mut columns = Vec::new();
    let quartiles: Vec<String> = (1..=4).map(|number| format!("q{number}")).collect();
    let fifths: Vec<String> = (1..=5).map(|number| format!("f{number}")).collect();
    let leads = LeadKind::ALL.map(|kind| kind.word().to_owned());
    let stages = Stage::ALL.map(|stage| stage.word().to_owned());
    let fates = Fate::ALL.map(|fate| fate.word().to_owned());
    for outcome in catalogue() {
        let names: &[String] = match outcome.measure {
            Measure::World(_) | Measure::Beside(_) => &[],
            Measure::Mission(_)
            | Measure::Region(_)
            | Measure::MissionBeside(_)
            | Measure::RegionBeside(_) => labels.missions,
            Measure::Solution(_) => labels.solutions,
            Measure::Instrument(_) => labels.instruments,
            Measure::Quartile(_) => &quartiles,
            Measure::Fifth(_) => &fifths,
            Measure::Lead(_) => &leads,
            Measure::Stage(_) => &stages,
            Measure::Fate(_) => &fates,
        };
        let mission_of = |place: usize| match outcome.measure {
            Measure::Mission(_)
            | Measure::Region(_)
            | Measure::MissionBeside(_)
            | Measure::RegionBeside(_) => Some(place),
            Measure::Solution(_) => Some(labels.mission_of[place]),
            _ => None,
        };
        if matches!(outcome.measure, Measure::World(_) | Measure::Beside(_)) {
            columns.push(Column { outcome, place: 0, name: outcome.name.into(), mission: None });
        }
        columns.extend(names.iter().enumerate().map(|(place, name)| Column {
            outcome,
            place,
            name: format!("{}.{name}", outcome.name),
            mission: mission_of(place),
        }));
    }
    columns
}

/// The catalogue as a table in Markdown.
pub fn reference() -> String {
    let mut text = String::from(
        "| outcome | of each | unit | better | counts | path | meaning |\n|---|---|---|---|---|---|---|\n",
    );
    for outcome in catalogue() {
        let of = match outcome.measure {
            Measure::World(_) | Measure::Beside(_) => "run",
            Measure::Mission(_) | Measure::MissionBeside(_) => "mission",
            Measure::Solution(_) => "solution",
            Measure::Instrument(_) => "kind of instrument",
            Measure::Quartile(_) => "quarter of the population by capacity",
            Measure::Fifth(_) => "fifth of the households by income",
            Measure::Lead(_) => "kind of lead",
            Measure::Stage(_) => "stage of projects",
            Measure::Fate(_) => "fate of projects",
            Measure::Region(_) | Measure::RegionBeside(_) => "mission and region",
        };
        let when = outcome.when.words();
        let path = match (outcome.path, outcome.measure) {
            (false, _) => "no",
            (true, measure) if measure.is_regional() => "means by year",
            (true, measure) if measure.is_part() => "means",
            (true, _) => "yes",
        };
        let _ = writeln!(
            text,
            "| `{}` | {of} | {} | {} | {when} | {path} | {} |",
            outcome.name,
            outcome.unit,
            outcome.better.word(),
            outcome.meaning
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::chance::Streams;
    use crate::founding::{Ground, open_accounts};
    use crate::scenario::Scenario;
    use crate::step::{Desk, Setting, advance};

    /// Four regions of 100,000 people, one mission with three solutions, and a policy with calls.
    const CALLS: &[&str] = &[
        "regions.synthetic={count=4, population={mean=100000, spread=0}}",
        "mission.heat.context_sensitivity=0",
        "solution.loop={mission=\"heat\", readiness=6.5, unit_cost=6000, lifetime=12}",
        "solution.store={mission=\"heat\", readiness=5, unit_cost=6000, lifetime=12}",
        "policy.calls.rd_grant.research={mission=\"heat\", from=\"2026q1\", until=\"2029q4\", budget=20, project_cost=1}",
    ];

    /// That world after a quarter.
    pub(in crate::outcomes) fn world() -> World {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/command_line/small.toml");
        let changes: Vec<String> = CALLS.iter().map(ToString::to_string).collect();
        let scenario = Scenario::load(&path, &changes, false).unwrap_or_else(|error| panic!("{error}"));
        let policy = scenario.policies.iter().find(|policy| policy.name == "calls").unwrap();
        let streams = Streams::new(1, 0);
        let mut world = Ground::survey(&scenario).found(&scenario, streams);
        open_accounts(&mut world, &scenario, policy);
        let setting = Setting { scenario: &scenario, policy, streams };
        advance(&mut world, setting, &mut Desk::default()).unwrap();
        world
    }

    #[test]
    fn outcomes_are_unique_and_documented() {
        let mut names: Vec<_> = catalogue().map(|outcome| outcome.name).collect();
        names.sort_unstable();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count);
        for outcome in catalogue() {
            assert!(outcome.meaning.len() > 10 && !outcome.unit.is_empty(), "{}", outcome.name);
        }
    }
}
