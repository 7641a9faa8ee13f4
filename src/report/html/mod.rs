//! The report: one page that opens anywhere, without a network. First the answer in sentences, then figures that can be
//! asked, then tables, where each number of the model comes from, and how to repeat it.

mod about;
mod brief;
pub mod calibration;
mod cases;
mod data;
mod drawn;
mod evidence;
mod map;
mod replicates;
mod tables;

use std::path::{Path, PathBuf};

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Value};
use serde::Serialize;

use super::answer::lesson::{Told, lessons};
use super::answer::sweep::Points;
use super::answer::verdict::{Table, verdict};
use super::answer::{Teller, listed, matters, outlook, place};
use super::recall::Recalled;
use super::results::Results;
use super::table::Table as Rows;
use super::typeface::escape;
use super::write_whole;
use crate::error::{Error, Result};
use crate::outcomes::REMOVED;
use crate::store::plan::Plan;
use crate::studies::futures::Outlook;
use crate::studies::rows::Subject;
use crate::studies::tally::Tally;
use crate::studies::walk::Witness;
use crate::studies::{sensitivity, spatial};
use about::About;
use data::Data;
use drawn::{Drawn, drawn};
use replicates::Replicates;
use tables::outcomes;

/// The file in a results folder.
pub const FILE: &str = "report.html";

const TEMPLATE: &str = include_str!("page.html");
const STYLE: &str = include_str!("style.css");
/// The charting library, as it is published: https://echarts.apache.org, Apache License 2.0.
const CHARTS: &str = include_str!("echarts/echarts.min.js");
/// What the licences of the library want said with it.
const LICENCES: &str = concat!(
    include_str!("echarts/NOTICE"),
    "\n\n",
    include_str!("echarts/LICENSE"),
    "\n",
    include_str!("echarts/LICENSE-d3")
);
/// The page's own programs, in the order in which they are read.
const SCRIPTS: [&str; 13] = [
    include_str!("scripts/page.js"),
    include_str!("scripts/numbers.js"),
    include_str!("scripts/figure.js"),
    include_str!("scripts/course.js"),
    include_str!("scripts/ends.js"),
    include_str!("scripts/arrivals.js"),
    include_str!("scripts/differences.js"),
    include_str!("scripts/cost.js"),
    include_str!("scripts/convergence.js"),
    include_str!("scripts/cases.js"),
    include_str!("scripts/shares.js"),
    include_str!("scripts/map.js"),
    include_str!("scripts/start.js"),
];

/// What stands on the page.
#[derive(Debug, Serialize)]
struct Page<'p> {
    style: &'static str,
    charts: &'static str,
    licences: &'static str,
    scripts: String,
    study: &'p str,
    missions: Vec<Mission>,
    lessons: Vec<String>,
    warnings: Vec<String>,
    drawn: Vec<Drawn>,
    outcomes: Table,
    about: About,
    data: String,
}

/// What is said of a mission.
#[derive(Debug, Serialize)]
struct Mission {
    name: String,
    goal: String,
    sentences: Vec<String>,
    verdict: Table,
}

/// Sees the runs on behalf of all that tell of them.
#[derive(Default)]
pub struct Listeners {
    replicates: Replicates,
    outlook: Outlook,
    points: Points,
    place: Option<spatial::Reading>,
}

impl Witness for Listeners {
    fn replicate(&mut self, subject: Subject, number: u64, runs: &[Option<&[f64]>]) {
        self.replicates.replicate(subject, number, runs);
        if let Some(place) = &mut self.place {
            place.replicate(subject, number, runs);
        }
    }

    fn case(&mut self, subject: Subject, tally: &Tally) {
        self.outlook.case(subject, tally);
        self.points.case(subject, tally);
        if let Some(place) = &mut self.place {
            place.case(subject, tally);
        }
    }
}

impl Listeners {
    /// For a study that is yet to be read.
    pub fn new(plan: &Plan) -> Self {
        let place = (plan.study == spatial::STUDY).then(|| spatial::Reading::new(plan));
        Self { place, ..Self::default() }
    }

    /// The sentences on a mission: those of its first case, or those that only all cases together can say.
    fn sentences(&self, teller: Teller) -> Vec<String> {
        let Teller { subject, mission, .. } = teller;
        let name = &subject.scenario.missions[mission].name;
        match (&self.place, subject.plan.study.as_str()) {
            (Some(place), _) => [place::sentences(place, subject, name), place::key(subject).into()].concat(),
            (None, "sweep" | sensitivity::STUDY) => self.points.sentences(subject, mission),
            (None, _) => {
                let futures = outlook::sentences(&self.outlook, subject, mission);
                let futures = futures
                    .into_iter()
                    .map(|line| format!("Over all {} futures: {line}.", self.outlook.futures()));
                teller.sentences().into_iter().chain(futures).collect()
            }
        }
    }
}

/// Writes the report of a finished study into its folder, and says where it is: its runs are read again.
///
/// # Errors
/// A study of another version, a file that isn't what the program writes, what the system says.
pub fn write_again(folder: &Path, plan: Plan) -> Result<PathBuf> {
    let results = Results::open(folder)?;
    plan.must_be_of_this_version()?;
    let mut listeners = Listeners::new(&plan);
    let recalled = Recalled::read(&results, plan, &mut listeners)?;
    write(&results, recalled.subject(), &recalled.tally, &listeners)
}

/// Writes the report of a study into its folder, from what is known of its runs, and says where it is.
///
/// # Errors
/// A file that isn't what the program writes, what the system says.
pub fn write(results: &Results, subject: Subject, tally: &Tally, listeners: &Listeners) -> Result<PathBuf> {
    let mission = |mission: usize| {
        let teller = Teller { subject, tally, mission };
        let sentences = [what_matters(results, mission)?, listeners.sentences(teller)].concat();
        let name = subject.scenario.missions[mission].name.clone();
        Ok(Mission { name, goal: teller.goal(), sentences, verdict: verdict(teller) })
    };
    let page = Page {
        style: STYLE,
        charts: CHARTS,
        licences: LICENCES,
        scripts: SCRIPTS.join("\n"),
        study: &subject.plan.study,
        missions: (0..subject.scenario.missions.len()).map(mission).collect::<Result<_>>()?,
        lessons: lessons(subject, tally).iter().map(Told::sentences).collect(),
        warnings: warnings(results)?,
        drawn: drawn(results)?,
        outcomes: outcomes(subject, tally),
        about: About::read(results, subject)?,
        data: embedded(&Data::gather(results, (subject, tally), listeners)?)?,
    };
    write_whole(results.folder(), FILE, fill(TEMPLATE, &page)?.as_bytes())
}

/// What has to be kept in mind: runs that failed, and reasons to doubt what is said to matter.
fn warnings(results: &Results) -> Result<Vec<String>> {
    let failed = results.manifest.failed_runs;
    let failed = (failed > 0).then(|| {
        format!(
            "Of all runs {failed} failed: nothing here is about them, and `failures.csv` says which and why."
        )
    });
    let mut all: Vec<String> = failed.into_iter().collect();
    if results.manifest.study == sensitivity::STUDY {
        all.extend(doubts(results)?);
    }
    Ok(all)
}

/// Reasons to doubt what is said to matter for the removed share of problems, each once, with what it is about.
fn doubts(results: &Results) -> Result<Vec<String>> {
    let mut reasons: Vec<(String, Vec<String>)> = Vec::new();
    let columns = ["policy", "reference", "outcome", "warning"];
    Rows::open(results.folder(), "warnings", &columns)?.each(|row| {
        if !row.text(2).starts_with(REMOVED) {
            return Ok(());
        }
        let (policy, reference, reason) = (row.text(0), row.text(1), row.text(3));
        let of = if reference.is_empty() {
            format!("`{policy}`")
        } else {
            format!("`{policy}` − `{reference}`")
        };
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, about)) => about.push(of),
            None => reasons.push((reason.into_owned(), vec![of])),
        }
        Ok(())
    })?;
    Ok(reasons.into_iter().map(|(reason, about)| format!("{}: {reason}.", listed(&about))).collect())
}

/// What a study of sensitivity says of a mission; nothing of another one.
fn what_matters(results: &Results, mission: usize) -> Result<Vec<String>> {
    if results.manifest.study != sensitivity::STUDY {
        return Ok(Vec::new());
    }
    let policies: Vec<&str> = results.manifest.policies.iter().map(|policy| policy.name.as_str()).collect();
    Ok(matters::sentences(&results.indices(&results.manifest.missions[mission])?, &policies))
}

/// Numbers for the page's programs, so that nothing in them can end the element in which they stand.
fn embedded(data: &Data) -> Result<String> {
    let text = serde_json::to_string(data)
        .map_err(|error| Error::Bug(format!("the numbers of a report could not be written: {error}")))?;
    Ok(text.replace('<', "\\u003c"))
}

fn fill(template: &str, page: &impl Serialize) -> Result<String> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.add_filter("coded", coded);
    let fill = || environment.render_str(template, Serde(page));
    fill().map_err(|error| Error::Bug(format!("a report could not be put together: {error:#}")))
}

/// Words of a sentence with its names, which stand between backticks, marked as such.
fn coded(text: &str) -> Value {
    // a number and its unit stay on one line
    let text = text.replace(" %", "\u{a0}%").replace(" M EUR", "\u{a0}M\u{a0}EUR");
    let parts = text.split('`').enumerate();
    let html: String = parts
        .map(|(place, part)| match place % 2 {
            0 => escape(part),
            _ => format!("<code>{}</code>", escape(part)),
        })
        .collect();
    Value::from_safe_string(html)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_marked_and_nothing_else_gets_through() {
        let text = coded("`a<b` removes <b>more</b> & `c`").to_string();
        assert_eq!(text, "<code>a&lt;b</code> removes &lt;b&gt;more&lt;/b&gt; &amp; <code>c</code>");
    }
}
