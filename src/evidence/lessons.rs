//! The lessons of cases, recomputed: what comes out here and where it should not, and what the record says of it.

use std::num::NonZero;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::record;
use crate::error::{Error, Result};
use crate::form::Choice;
use crate::numeric::four_digits;
use crate::run::Survey;
use crate::scenario::Scenario;
use crate::scenario::essence::essence;
use crate::scenario::lesson::{Elsewhere, Lesson, column_of};
use crate::scenario::shipped::Shelf;
use crate::store::fingerprint;
use crate::studies::lesson::{Differences, Found, Hear, Judged, Pair, Standing, run};
use crate::studies::statistics::{Interval, Moments};

/// The table that comes with the program, kept by `missionmix lessons --record`.
const RECORD: &str = include_str!("lessons.csv");

/// How many digits of a fingerprint are kept.
const MARK: usize = 12;

/// A scenario whose lessons are asked for.
pub struct Case<'s> {
    path: PathBuf,
    shelf: &'s Shelf,
    /// The scenario.
    pub scenario: Scenario,
}

/// Under which luck lessons are asked for.
#[derive(Clone, Copy, Debug)]
pub struct Luck {
    /// The seed.
    pub seed: u64,
    /// How many replicates.
    pub replicates: u64,
    /// On how many threads.
    pub threads: NonZero<usize>,
}

/// What became of one lesson, as a row of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The case.
    pub case: String,
    /// The lesson.
    pub lesson: String,
    /// The policy that it is about.
    pub policy: String,
    /// The one that it is held against.
    pub against: String,
    /// The outcome, with that of which it is measured.
    pub outcome: String,
    /// The unit of all numbers.
    pub unit: String,
    /// Which way the difference should go.
    pub expect: String,
    /// Where it should not come out; empty of a finding.
    pub not_there: String,
    /// The seed of all luck.
    pub seed: u64,
    /// How many replicates.
    pub replicates: u64,
    /// The mean paired difference here, in four digits.
    pub here: Option<f64>,
    /// The ends of its 95 % interval.
    pub here_low: Option<f64>,
    /// The upper end.
    pub here_high: Option<f64>,
    /// The same there.
    pub there: Option<f64>,
    /// The lower end.
    pub there_low: Option<f64>,
    /// The upper end.
    pub there_high: Option<f64>,
    /// The difference here less that there, replicate by replicate.
    pub less: Option<f64>,
    /// The lower end.
    pub less_low: Option<f64>,
    /// The upper end.
    pub less_high: Option<f64>,
    /// What that says.
    pub standing: String,
    /// The fingerprint of what the worlds here and there are.
    pub worlds: String,
}

impl<'s> Case<'s> {
    /// Opens a scenario by its file; other cases that it names are looked for beside it, and then among those that come with
    /// the program.
    ///
    /// # Errors
    /// All complaints.
    pub fn open(path: &Path, shelf: &'s Shelf, colour: bool) -> Result<Self> {
        Ok(Self { path: path.to_owned(), shelf, scenario: Scenario::load(path, &[], colour)? })
    }

    /// Whether all of its lessons can be asked, of this scenario and where they should not come out.
    ///
    /// # Errors
    /// A case that is not there, or that lacks a policy or an outcome.
    pub fn must_be_askable(&self) -> Result<()> {
        for lesson in &self.scenario.lessons {
            self.pair(lesson, &self.scenario)?;
            if let Some(other) = self.other(&lesson.elsewhere)? {
                self.pair(lesson, &other)?;
            }
        }
        Ok(())
    }

    /// How many replicates are run in all for so many of each world.
    pub fn length(&self, replicates: u64) -> u64 {
        let worlds = self.worlds();
        (1 + worlds.len() as u64) * replicates
    }

    /// The places where its lessons should not come out, each once.
    fn worlds(&self) -> Vec<&Elsewhere> {
        let mut worlds: Vec<&Elsewhere> = Vec::new();
        for lesson in &self.scenario.lessons {
            let is_known = worlds.contains(&&lesson.elsewhere);
            if !matches!(lesson.elsewhere, Elsewhere::Finding(_)) && !is_known {
                worlds.push(&lesson.elsewhere);
            }
        }
        worlds
    }

    /// The scenario of another world; nothing for a finding.
    fn other(&self, elsewhere: &Elsewhere) -> Result<Option<Scenario>> {
        match elsewhere {
            Elsewhere::Finding(_) => Ok(None),
            Elsewhere::Changed(changes) => Scenario::load(&self.path, changes, false).map(Some),
            Elsewhere::Case(name) => Scenario::load(&self.path_of(name)?, &[], false).map(Some),
        }
    }

    fn path_of(&self, name: &str) -> Result<PathBuf> {
        let beside = self.path.with_file_name(name).with_extension("toml");
        [beside, self.shelf.path(name)].into_iter().find(|path| path.is_file()).ok_or_else(|| {
            Error::Usage(format!("there is no case `{name}` beside `{}`, nor among those that come with the program\n  = help: missionmix example list", self.path.display()))
        })
    }

    /// Asks for all of its lessons: a row for each.
    ///
    /// # Errors
    /// A case that is not there or lacks a policy; a run that fails; who calls it off.
    pub fn ask(&self, luck: Luck, hear: &mut Hear) -> Result<Vec<Row>> {
        let Luck { seed, replicates, threads } = luck;
        let all: Vec<&Lesson> = self.scenario.lessons.iter().collect();
        let mut done = 0;
        let mut run = |scenario: &Scenario, lessons: &[&Lesson]| -> Result<Vec<Differences>> {
            let pairs: Vec<Pair> =
                lessons.iter().map(|lesson| self.pair(lesson, scenario)).collect::<Result<_>>()?;
            let taken = run(scenario, &pairs, (seed, 0..replicates), threads, &mut |now| hear(done + now));
            done += replicates;
            taken
        };
        let here = run(&self.scenario, &all)?;
        let mut there: Vec<Option<(Differences, String)>> = all.iter().map(|_| None).collect();
        for world in self.worlds() {
            let Some(scenario) = self.other(world)? else { continue };
            let mark = mark(&[self.essence()?, self.essence_of(world)?]);
            let places: Vec<usize> = (0..all.len()).filter(|place| all[*place].elsewhere == *world).collect();
            let lessons: Vec<&Lesson> = places.iter().map(|place| all[*place]).collect();
            for (place, differences) in places.into_iter().zip(run(&scenario, &lessons)?) {
                there[place] = Some((differences, mark.clone()));
            }
        }
        let own = mark(&[self.essence()?]);
        let row = |((lesson, here), there): ((&&Lesson, &Differences), &Option<(Differences, String)>)| {
            let judged = Judged::of(lesson.expect, here, there.as_ref().map(|(differences, _)| differences));
            let worlds = there.as_ref().map_or(&own, |(_, mark)| mark);
            self.row(lesson, &judged, luck, worlds)
        };
        Ok(all.iter().zip(&here).zip(&there).map(row).collect())
    }

    /// What the row of a lesson has to say of the file, whatever comes of it: without numbers.
    ///
    /// # Errors
    /// A case that is not there.
    pub fn told(&self, lesson: &Lesson) -> Result<Row> {
        let mut worlds = vec![self.essence()?];
        if !matches!(lesson.elsewhere, Elsewhere::Finding(_)) {
            worlds.push(self.essence_of(&lesson.elsewhere)?);
        }
        let Scenario { seed, replicates, .. } = self.scenario;
        Ok(self.blank(lesson, (seed, replicates as u64), &mark(&worlds)))
    }

    fn essence(&self) -> Result<String> {
        essence(&self.path)
    }

    fn essence_of(&self, world: &Elsewhere) -> Result<String> {
        match world {
            Elsewhere::Case(name) => essence(&self.path_of(name)?),
            Elsewhere::Changed(changes) => Ok(changes.join("\n")),
            Elsewhere::Finding(_) => Ok(String::new()),
        }
    }

    /// The two policies in a scenario that has them by name, and what is compared.
    fn pair(&self, lesson: &Lesson, scenario: &Scenario) -> Result<Pair> {
        let lacks = |what: &str| {
            Error::Usage(format!(
                "the lesson `{}` of `{}` can't be asked of `{}`: {what}",
                lesson.name, self.scenario.name, scenario.name
            ))
        };
        let place = |policy: usize| {
            let name = &self.scenario.policies[policy].name;
            let place = scenario.policies.iter().position(|policy| policy.name == *name);
            place.ok_or_else(|| lacks(&format!("it has no policy `{name}`")))
        };
        let survey = Survey::of(scenario);
        let has = |mission: &&str| scenario.missions.iter().any(|spec| spec.name == **mission);
        // another case may call its only mission by another name
        let mission = lesson.mission.as_deref().filter(has);
        let name = column_of(&lesson.outcome, mission, &scenario.columns())
            .map_err(|unfound| lacks(&unfound.message))?;
        let column = survey.columns.iter().position(|column| column.name == name);
        let column = column.ok_or_else(|| lacks(&format!("it does not measure `{name}`")))?;
        Ok(Pair { policy: place(lesson.policy)?, against: place(lesson.against)?, column })
    }

    fn blank(&self, lesson: &Lesson, (seed, replicates): (u64, u64), worlds: &str) -> Row {
        let name = |policy: usize| self.scenario.policies[policy].name.clone();
        Row {
            case: self.scenario.name.clone(),
            lesson: lesson.name.clone(),
            policy: name(lesson.policy),
            against: name(lesson.against),
            outcome: lesson.column.clone(),
            unit: self.unit_of(lesson),
            expect: lesson.expect.word().into(),
            not_there: lesson.elsewhere.text(),
            seed,
            replicates,
            here: None,
            here_low: None,
            here_high: None,
            there: None,
            there_low: None,
            there_high: None,
            less: None,
            less_low: None,
            less_high: None,
            standing: String::new(),
            worlds: worlds.into(),
        }
    }

    /// The unit of what is compared; an indicator has that of its mission.
    fn unit_of(&self, lesson: &Lesson) -> String {
        let column = self.scenario.columns().into_iter().find(|column| column.name == lesson.column);
        column.map_or_else(String::new, |column| match (column.outcome.unit, column.mission) {
            ("indicator", Some(mission)) => self.scenario.missions[mission].unit.clone(),
            (unit, _) => unit.to_owned(),
        })
    }

    fn row(&self, lesson: &Lesson, judged: &Judged, luck: Luck, worlds: &str) -> Row {
        let mut row = self.blank(lesson, (luck.seed, luck.replicates), worlds);
        let numbers = |moments: &Moments, interval: Interval| {
            [moments.mean(), interval.low, interval.high]
                .map(|number| number.is_finite().then(|| four_digits(number)))
        };
        let of = |found: &Found| numbers(&found.difference, found.interval);
        [row.here, row.here_low, row.here_high] = of(&judged.here);
        if let Some((there, less)) = &judged.there {
            [row.there, row.there_low, row.there_high] = of(there);
            [row.less, row.less_low, row.less_high] = numbers(less, less.interval());
        }
        judged.standing().words().clone_into(&mut row.standing);
        row
    }
}

fn mark(pieces: &[String]) -> String {
    let mut mark = fingerprint::of_all(pieces.iter().map(String::as_bytes));
    mark.truncate(MARK);
    mark
}

impl Row {
    /// What it says; none of a row without numbers.
    pub fn standing(&self) -> Option<Standing> {
        Standing::ALL.into_iter().find(|standing| standing.words() == self.standing)
    }

    /// Whether it is about the same lesson.
    fn is_of(&self, other: &Self) -> bool {
        self.case == other.case && self.lesson == other.lesson
    }
}

/// The rows of the record.
///
/// # Errors
/// A record that can't be read: a bug of ours.
pub fn recorded() -> Result<Vec<Row>> {
    record::read(RECORD)
}

/// Lessons that came out when the record was made and do not now, under the same luck in as many replicates or more.
pub fn lost<'r>(found: &'r [Row], recorded: &[Row]) -> Vec<&'r Row> {
    let is_lost = |row: &&Row| {
        let before = recorded.iter().find(|before| before.is_of(row));
        row.standing() != Some(Standing::ComesOut)
            && before.is_some_and(|before| {
                before.standing() == Some(Standing::ComesOut)
                    && before.seed == row.seed
                    && before.replicates <= row.replicates
            })
    };
    found.iter().filter(is_lost).collect()
}

/// A record in which all rows of the cases that were asked are replaced, cases in the order of their names.
pub fn renewed(recorded: Vec<Row>, found: &[Row]) -> Vec<Row> {
    let is_old = |row: &Row| found.iter().all(|new| new.case != row.case);
    let mut rows: Vec<Row> = recorded.into_iter().filter(is_old).chain(found.iter().cloned()).collect();
    rows.sort_by(|one, other| one.case.cmp(&other.case));
    rows
}
