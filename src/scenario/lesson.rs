//! Lessons: what a scenario teaches, as data. A policy has more or less of an outcome than another one under the same luck;
//! and where the lesson does not hold is said as well, or what came instead.

use std::path::Path;

use super::Scenario;
use super::uncertainty::{matches, problem_with, why_not_of_the_world};
use crate::form::complaint::{did_you_mean, nearest};
use crate::form::{Choice, Complaint, Declaration, Form, Place, PlacedText};
use crate::ids::{MissionKind, PolicyKind};
use crate::outcomes::{Column, Measure, REMOVED, catalogue};

/// The most lessons that a scenario can have.
pub const MOST_LESSONS: usize = 20;

/// What comes out of runs, and where it does not.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// Its name.
    pub name: String,
    /// It in one sentence.
    pub says: String,
    /// The outcome as it is written: its name, or its name and that of a thing.
    pub outcome: String,
    /// The mission, where one is named.
    pub mission: Option<String>,
    /// The outcome with the name of its thing: a column of this scenario.
    pub column: String,
    /// The place of the policy that it is about.
    pub policy: usize,
    /// The place of the one that it is held against.
    pub against: usize,
    /// Whether that one has less of the outcome, or more.
    pub expect: Expect,
    /// Where it does not come out.
    pub elsewhere: Elsewhere,
    /// Where the changes are written.
    places: Vec<Place>,
}

/// Which way the difference goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    /// The policy has more.
    More,
    /// The policy has less.
    Less,
}

impl Choice for Expect {
    const OPTIONS: &'static [(Self, &'static str, &'static str)] = &[
        (Self::More, "more", "the policy has more of the outcome than the other one"),
        (Self::Less, "less", "the policy has less of it"),
    ];
}

/// Where a lesson does not come out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Elsewhere {
    /// In another case, which has policies with the same names.
    Case(String),
    /// In this world, changed as `--set` changes it.
    Changed(Vec<String>),
    /// Nowhere, for it does not come out here: what came instead.
    Finding(String),
}

impl Elsewhere {
    /// Where that is, in one line; nothing for a finding.
    pub fn text(&self) -> String {
        match self {
            Self::Case(name) => name.clone(),
            Self::Changed(changes) => changes.join("; "),
            Self::Finding(_) => String::new(),
        }
    }
}

impl Lesson {
    /// Reads one of a scenario in which this is measured.
    pub(super) fn read(form: &mut Form, name: &str, columns: &[Column]) -> Self {
        let says = form.text("says", "what comes out, in one sentence for people").required();
        let outcome = form
            .text("outcome", "the outcome that is compared: its name, with that of a thing after a dot where it is measured of each")
            .default(REMOVED);
        let mission = form.id::<MissionKind>("mission", "whose outcome, where there are several missions");
        let mission =
            mission.optional().and_then(|id| form.names().all::<MissionKind>().get(id.index()).cloned());
        let column = find_column(form, &outcome, mission.as_deref(), columns);
        let policy = form.id::<PolicyKind>("policy", "the policy that the lesson is about").required();
        let against = form.id::<PolicyKind>("against", "the policy that it is held against").required();
        if policy == against && !form.is_faulty("policy") {
            form.complain("against", "a policy does not differ from itself", "another policy than `policy`");
        }
        let expect = form
            .choice(
                "expect",
                "which way the difference of both goes under the same luck, replicate by replicate",
            )
            .required();
        let (elsewhere, places) = read_elsewhere(form);
        let (policy, against) = (policy.index(), against.index());
        Self {
            name: name.to_owned(),
            says,
            outcome,
            mission,
            column,
            policy,
            against,
            expect,
            elsewhere,
            places,
        }
    }
}

/// Reads where it does not come out: said in one of three ways.
fn read_elsewhere(form: &mut Form) -> (Elsewhere, Vec<Place>) {
    const ONE: &str = "one of `not_in`, `not_where` and `finding`";
    let case = form.text("not_in", "another case, in which it does not come out: the name of its file; it has policies with the same names");
    let case = case.optional();
    let changes = form.texts(
        "not_where",
        "changes of the world, as `--set` takes them, under which it does not come out",
        "change",
    );
    let changes: Option<Vec<PlacedText>> = changes.optional();
    let finding =
        form.text("finding", "what came instead, and what was tried, of a lesson that does not come out");
    let finding = finding.optional();
    let written: Vec<&str> =
        ["not_in", "not_where", "finding"].into_iter().filter(|key| form.is_set(key)).collect();
    match written.as_slice() {
        [] => form.complain("", "nothing says where the lesson does not come out", ONE),
        [_] => (),
        [_, others @ ..] => {
            for key in others {
                form.complain(key, "it is said twice where the lesson does not come out", ONE);
            }
        }
    }
    let (texts, places) =
        changes.unwrap_or_default().into_iter().map(|change| (change.text, change.place)).unzip();
    let elsewhere = match (case, finding) {
        (Some(case), _) => Elsewhere::Case(case),
        (_, Some(finding)) => Elsewhere::Finding(finding),
        _ => Elsewhere::Changed(texts),
    };
    (elsewhere, places)
}

/// The column that is meant; a stand-in, and a complaint, where there is none.
fn find_column(form: &mut Form, outcome: &str, mission: Option<&str>, columns: &[Column]) -> String {
    match column_of(outcome, mission, columns) {
        Ok(name) => name,
        Err(Unfound { key, message, allowed, help }) => {
            let place = form.place_of(key);
            form.push(Complaint::new(place, message, allowed).help(help));
            String::new()
        }
    }
}

/// Why an outcome can't be found: the key that is wrong, what is wrong, what is allowed and what to do.
#[derive(Debug, PartialEq, Eq)]
pub struct Unfound {
    key: &'static str,
    /// What is wrong.
    pub message: String,
    allowed: &'static str,
    help: Option<String>,
}

/// The full name of the column of a run that an outcome and a mission mean.
///
/// # Errors
/// None, or several.
pub fn column_of(outcome: &str, mission: Option<&str>, columns: &[Column]) -> Result<String, Unfound> {
    const OF_RUN: &str = "an outcome of which a run has one number: `missionmix schema --outcomes`";
    let wrong = |key, message, allowed, help| Err(Unfound { key, message, allowed, help });
    let is_whole = |column: &&Column| column.name == outcome && !column.outcome.measure.is_regional();
    if let Some(column) = columns.iter().find(is_whole) {
        if mission.is_none() {
            return Ok(column.name.clone());
        }
        let message = format!("`{outcome}` says itself of what it is measured");
        return wrong("mission", message, "no mission with this outcome", None);
    }
    let of: Vec<&Column> = columns.iter().filter(|column| column.outcome.name == outcome).collect();
    let Some(first) = of.first() else {
        let known = columns.iter().filter(|column| !column.outcome.measure.is_regional());
        let known: Vec<&str> =
            catalogue().map(|outcome| outcome.name).chain(known.map(|column| column.name.as_str())).collect();
        let help = did_you_mean(outcome, known);
        return wrong("outcome", format!("there is no outcome `{outcome}`"), OF_RUN, help);
    };
    match first.outcome.measure {
        Measure::Region(_) | Measure::RegionBeside(_) => {
            wrong("outcome", format!("`{outcome}` is a number for each region"), OF_RUN, None)
        }
        Measure::Mission(_) | Measure::MissionBeside(_) => match (mission, of.as_slice()) {
            (Some(mission), _) => Ok(format!("{outcome}.{mission}")),
            (None, [only]) => Ok(only.name.clone()),
            (None, _) => {
                let message = format!("`{outcome}` is measured of each mission, and there are {}", of.len());
                wrong("mission", message, "the name of a mission", None)
            }
        },
        _ => {
            let message = format!("`{outcome}` is measured of each thing of a kind");
            let help = Some(format!("write of which, such as `{}`", first.name));
            wrong("outcome", message, OF_RUN, help)
        }
    }
}

/// Complains of changes that are none of the world, or under which the scenario can't be read. Where the command line changes
/// the scenario nothing is said: then the lessons are not those of the file.
pub(super) fn settle(lessons: &[Lesson], path: &Path, changes: &[String]) -> Vec<Complaint> {
    let are_changed =
        |lesson: &&Lesson| matches!(&lesson.elsewhere, Elsewhere::Changed(all) if !all.is_empty());
    if !changes.is_empty() || !lessons.iter().any(|lesson| are_changed(&lesson)) {
        return Vec::new();
    }
    let declarations = Scenario::declarations();
    lessons.iter().filter(are_changed).flat_map(|lesson| faults(lesson, path, &declarations)).collect()
}

fn faults(lesson: &Lesson, path: &Path, declarations: &[Declaration]) -> Vec<Complaint> {
    const ALLOWED: &str = "a change of the world, such as mission.clean_heat.context_sensitivity=0";
    let Elsewhere::Changed(changes) = &lesson.elsewhere else { return Vec::new() };
    let of_one = |(change, place): (&String, &Place)| {
        let complaint = |message: String| Some(Complaint::new(place.clone(), message, ALLOWED));
        let parameter = super::change_of(change);
        let keys: Vec<&str> = parameter.split('.').collect();
        if let Some(why) = why_not_of_the_world(keys[0]) {
            return complaint(format!("`{parameter}` {why}"));
        }
        if !declarations.iter().any(|one| matches(&one.path, &keys)) {
            let known: Vec<String> = declarations.iter().map(Declaration::path_text).collect();
            // names of things are the user's: a path is as near as its declaration with them in it
            let help = known.iter().map(|path| with_names(path, &keys)).collect::<Vec<_>>();
            let help = nearest(&parameter, help.iter().map(String::as_str))
                .map(|near| format!("did you mean `{near}`?"));
            return complaint(format!("there is no parameter `{parameter}`"))
                .map(|complaint| complaint.help(help));
        }
        None
    };
    let complaints: Vec<Complaint> = changes.iter().zip(&lesson.places).filter_map(of_one).collect();
    if !complaints.is_empty() {
        return complaints;
    }
    let problem = problem_with(path, &[], changes.clone());
    let place = lesson.places.first().cloned().unwrap_or_default();
    let complaint = |what| Complaint::new(place, format!("the world can't be so: {what}"), ALLOWED);
    problem.map(complaint).into_iter().collect()
}

/// The path of a declaration with the names that stand at its places in another path.
fn with_names(declared: &str, keys: &[&str]) -> String {
    let step = |(place, step): (usize, &str)| match keys.get(place) {
        Some(name) if step.starts_with('<') => (*name).to_owned(),
        _ => step.to_owned(),
    };
    declared.split('.').enumerate().map(step).collect::<Vec<_>>().join(".")
}
