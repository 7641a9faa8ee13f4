//! Traces: what one agency, firm, household, region or project saw, believed and decided, quarter by quarter, and why.
//!
//! A trace has a run of its own, looks at the world before and after each quarter, and can change neither. What
//! somebody saw in the midst of a quarter is put together from both: a phase changes what it says that it writes,
//! and nothing else.

mod agency;
mod firm;
mod household;
mod project;
mod region;
mod row;

pub use row::{Cell, Row};

use crate::calendar::Quarter;
use crate::error::{Error, Result};
use crate::form::complaint::did_you_mean;
use crate::founding::open_accounts;
use crate::scenario::Scenario;
use crate::step::{Desk, Imbalance, Setting, advance};
use crate::world::World;
use crate::world::projects::Project;

/// Everything that can be traced.
pub const KINDS: &[Kind] = &[agency::KIND, firm::KIND, household::KIND, project::KIND, region::KIND];

/// A kind of thing that can be traced.
#[derive(Debug)]
pub struct Kind {
    /// The word for it.
    pub word: &'static str,
    /// How its things are called.
    names: fn(&Scenario, &World) -> Names,
    /// Tells of one of them in a quarter; nothing where there is nothing to tell.
    tell: fn(&Episode, usize, &mut Row),
}

/// How the things of a kind are called.
#[derive(Debug)]
enum Names {
    /// By these names, each in its place.
    Words(Vec<String>),
    /// By numbers below this.
    Numbers(usize),
    /// By numbers, of which it is not known before the run how many there are.
    Later,
}

/// Something that is traced.
#[derive(Clone, Debug)]
pub struct Subject {
    /// Its kind.
    pub kind: &'static Kind,
    /// Its name.
    pub name: String,
    /// Its place in the table of its kind.
    pub place: usize,
}

/// A quarter from outside.
#[derive(Clone, Copy, Debug)]
struct Episode<'e> {
    setting: Setting<'e>,
    before: &'e World,
    after: &'e World,
}

/// What was told of a run.
#[derive(Debug, Default)]
pub struct Story {
    /// For each subject its quarters in order, without those in which there was nothing to tell.
    pub told: Vec<Vec<(Quarter, Row)>>,
    /// How many projects the run started.
    pub projects: usize,
}

/// Runs a policy in the founded world of a replicate and tells of each subject.
///
/// # Errors
/// An identity of the accounts that does not hold.
pub fn follow(
    founded: &World,
    setting: Setting,
    subjects: &[Subject],
) -> std::result::Result<Story, Imbalance> {
    let mut world = founded.clone();
    open_accounts(&mut world, setting.scenario, setting.policy);
    let mut before = world.clone();
    let mut desk = Desk::default();
    let mut story = Story { told: vec![Vec::new(); subjects.len()], projects: 0 };
    for step in 0..setting.scenario.horizon.quarters {
        before.clone_from(&world);
        advance(&mut world, setting, &mut desk)?;
        let episode = Episode { setting, before: &before, after: &world };
        let date = setting.scenario.horizon.date_of(step);
        for (subject, told) in subjects.iter().zip(&mut story.told) {
            let mut row = Row::default();
            (subject.kind.tell)(&episode, subject.place, &mut row);
            if !row.cells.is_empty() {
                told.push((date, row));
            }
        }
    }
    story.projects = world.projects.all.len();
    Ok(story)
}

/// The subject that a text such as `agency:national` names.
///
/// # Errors
/// A kind or a name that there is not, with those that there are.
pub fn find(text: &str, scenario: &Scenario, founded: &World) -> Result<Subject> {
    let kinds = || KINDS.iter().map(|kind| kind.word);
    let known = || format!("known: {}", kinds().collect::<Vec<_>>().join(", "));
    let Some((word, name)) = text.split_once(':') else {
        let what = format!("`{text}` does not say what is to be traced");
        return Err(wrong(&what, &format!("KIND:NAME, such as agency:national or firm:0; {}", known())));
    };
    let Some(kind) = KINDS.iter().find(|kind| kind.word == word) else {
        let advice = did_you_mean(word, kinds()).unwrap_or_else(known);
        return Err(wrong(&format!("there is no kind `{word}` to trace"), &advice));
    };
    let place = match (kind.names)(scenario, founded) {
        Names::Words(words) => words.iter().position(|known| known == name).ok_or_else(|| {
            let near = did_you_mean(name, words.iter().map(String::as_str));
            let advice = format!("{}known: {}", near.map_or(String::new(), |near| near + " "), first(&words));
            wrong(&format!("there is no {word} `{name}` to trace"), &advice)
        })?,
        Names::Numbers(count) => {
            let place = name.parse().ok().filter(|place| *place < count);
            place.ok_or_else(|| {
                wrong(&format!("there is no {word} `{name}` to trace"), &numbered(word, count))
            })?
        }
        Names::Later => name.parse().map_err(|_| {
            wrong(&format!("there is no {word} `{name}` to trace"), &format!("a number, such as {word}:0"))
        })?,
    };
    Ok(Subject { kind, name: name.to_owned(), place })
}

/// Complains of a subject that was there in no run: of a project that no policy started.
///
/// # Errors
/// That complaint, with how many there were under each policy.
pub fn must_be_told(subject: &Subject, stories: &[(&str, &Story)], place: usize) -> Result<()> {
    if stories.iter().any(|(_, story)| !story.told[place].is_empty()) {
        return Ok(());
    }
    let Subject { kind: Kind { word, .. }, name, .. } = subject;
    let counts: Vec<String> = stories
        .iter()
        .map(|(policy, story)| match story.projects {
            0 => format!("`{policy}` starts none"),
            count => format!("`{policy}` starts 0 to {}", count - 1),
        })
        .collect();
    Err(wrong(&format!("there is no {word} `{name}` to trace"), &counts.join(", ")))
}

fn wrong(what: &str, advice: &str) -> Error {
    Error::Usage(format!("{what}\n  = help: {advice}"))
}

/// What numbers the things of a kind have.
fn numbered(word: &str, count: usize) -> String {
    match count {
        0 => format!("there is no {word} at all"),
        1 => format!("known: {word}:0"),
        _ => format!("known: {word}:0 to {word}:{}", count - 1),
    }
}

/// The most names that a complaint lists.
const MOST_NAMES: usize = 30;

/// The first names, and how many more there are.
fn first(names: &[String]) -> String {
    let listed = names[..names.len().min(MOST_NAMES)].join(", ");
    match names.len().saturating_sub(MOST_NAMES) {
        0 => listed,
        more => format!("{listed} and {more} more"),
    }
}

impl<'e> Episode<'e> {
    fn step(&self) -> usize {
        self.before.step
    }

    fn scenario(&self) -> &'e Scenario {
        self.setting.scenario
    }

    fn solution(&self, place: usize) -> &'e str {
        &self.scenario().solutions[place].name
    }

    fn region(&self, place: usize) -> &'e str {
        &self.scenario().regions.code[place]
    }

    /// A good of a mission: the incumbent or a solution.
    fn good(&self, mission: usize, good: u8) -> &'e str {
        match usize::from(good).checked_sub(1) {
            None => "incumbent",
            Some(rank) => self.solution(self.after.missions[mission].traits.solutions[rank].index()),
        }
    }

    /// The projects that began in this quarter, with their numbers.
    fn started(&self) -> impl Iterator<Item = (usize, &'e Project)> {
        self.after.projects.all.iter().enumerate().skip(self.before.projects.all.len())
    }

    /// The projects that were active before this quarter: their numbers, what they were and what they are.
    fn active(&self) -> impl Iterator<Item = (usize, &'e Project, &'e Project)> {
        let (before, after) = (&self.before.projects, &self.after.projects.all);
        before.active.iter().map(|place| {
            let place = *place as usize;
            (place, &before.all[place], &after[place])
        })
    }

    /// A project in words: its number, its stage, its solution and its place.
    fn describe(&self, number: usize, project: &Project) -> String {
        format!("{number} ({} in {})", self.work(project), self.region(project.region.index()))
    }

    /// What a project does: its stage and its solution.
    fn work(&self, project: &Project) -> String {
        let solution = project.solution.map(|id| format!(" {}", self.solution(id.index())));
        format!("{}{}", project.stage.word(), solution.unwrap_or_default())
    }

    /// What became of a project in this quarter, if anything.
    fn fate(&self, number: usize, before: &Project, after: &Project) -> Option<String> {
        (before.fate != after.fate)
            .then(|| format!("project {}: {}", self.describe(number, after), after.fate.words()))
    }
}

#[cfg(test)]
mod tests;
