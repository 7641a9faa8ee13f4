//! `missionmix discover`: in which part of what was varied something holds, such as that a target is missed.

mod answer;
mod condition;
mod names;
mod sentence;
mod tables;

use std::path::PathBuf;

use clap::{Args, value_parser};
use serde::Serialize;

use super::status::finished;
use super::study::{LARGEST, arguments, destination};
use super::terminal::print;
use crate::error::{Error, Result};
use crate::form::complaint::nearest;
use crate::report::cases::{Measure, moments};
use crate::report::package;
use crate::report::table::Table;
use crate::report::{self, Results};
use crate::store::Folder;
use crate::store::clock::Moment;
use crate::store::fingerprint;
use crate::store::manifest::Written;
use crate::store::plan::{MANIFEST, Plan};
use crate::studies::discovery::{Choice, Lots, Settings};
use crate::studies::sensitivity::Method;
use answer::{Answer, Question, Search};
use condition::Condition;
use sentence::Telling;

/// What is looked for, and where.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The folder of a finished study of many points or futures
    folder: PathBuf,
    /// What is looked for, of means over the replicates of a point, such as 'public_cost>120' [default: that a mission is
    /// missed more often than not; with --against, that less of its problem is removed]
    #[arg(long = "where", value_name = "CONDITION", value_parser = str::parse::<Condition>)]
    conditions: Vec<Condition>,
    /// Only these policies [default: all but the baseline, each in turn]
    #[arg(long = "policy", value_name = "NAME", value_delimiter = ',')]
    policies: Vec<String>,
    /// Of each policy, how far it is from this one under the same luck
    #[arg(long, value_name = "POLICY")]
    against: Option<String>,
    /// Tell the box with this number on the trajectory [default: the one with the greatest harmonic mean of coverage and
    /// density, without limits that are not significant]
    #[arg(long = "box", value_name = "NUMBER")]
    number: Option<usize>,
    /// Tell the largest box with at least this density, from 0 to 1
    #[arg(long, value_name = "SHARE", value_parser = share, conflicts_with = "number")]
    density: Option<f64>,
    /// How many boxes, each among the points that those before leave
    #[arg(long, default_value_t = 1, value_name = "NUMBER", value_parser = value_parser!(u64).range(1..=100))]
    boxes: u64,
    /// How often the answers are dealt out by lot, to see what chance alone finds: 19 times or more, or 0 for never
    #[arg(long, default_value_t = 199, value_name = "NUMBER", value_parser = deals)]
    deals: u64,
    /// The seed of the deals [default: that of the study]
    #[arg(short, long, value_parser = value_parser!(u64).range(..=LARGEST))]
    seed: Option<u64>,
    /// The folder for what is found, new or empty [default: a new one in outputs/]
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,
    /// Draw no figures
    #[arg(long)]
    no_figures: bool,
    /// Say only what is found, in a sentence, and where the tables are
    #[arg(short, long)]
    quiet: bool,
}

/// Of fewer deals none could tell a box from noise: it counts as one of them.
fn deals(text: &str) -> std::result::Result<u64, String> {
    let deals = text.parse().ok().filter(|deals| *deals == 0 || (19..=100_000).contains(deals));
    deals.ok_or_else(|| "19 to 100000 deals, since fewer can tell nothing from noise, or 0 for none".into())
}

fn share(text: &str) -> std::result::Result<f64, String> {
    let share = text.parse().ok().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| "a share from 0 to 1, such as 0.8".into())
}

/// The kind of study.
const STUDY: &str = "discover";

/// The manifest of a search.
#[derive(Serialize)]
struct Record<'r> {
    program: &'static str,
    version: &'static str,
    study: &'static str,
    arguments: Vec<String>,
    /// The folder that was read, the fingerprint of its plan, and that of its manifest, which has those of its tables.
    read: Read<'r>,
    peel: f64,
    paste: f64,
    smallest: f64,
    deals: u64,
    seed: u64,
    started: String,
    ended: String,
    files: Vec<Written>,
}

#[derive(Serialize)]
struct Read<'r> {
    folder: &'r PathBuf,
    study: &'r str,
    fingerprint: &'r str,
    manifest_sha256: String,
}

impl Arguments {
    pub fn run(&self) -> Result<()> {
        let started = Moment::now();
        let plan = finished(&self.folder)?;
        must_vary(&plan)?;
        let results = Results::open(&self.folder)?;
        let questions = self.questions(&plan, &results)?;
        let lots = Lots { deals: self.deals, seed: self.seed.unwrap_or(plan.seed) };
        let search = Search { choice: self.choice(&questions)?, boxes: self.boxes as usize, lots };
        let asked = format!("{questions:?} {search:?}");
        let print_of = fingerprint::of_all([plan.fingerprint.as_bytes(), asked.as_bytes()]);
        let target = destination(self.output.as_ref(), &format!("{}-discover", plan.name), &print_of);
        target.must_be_outside(&self.folder)?;
        let measures: Vec<Measure> = questions.iter().map(Question::measure).collect();
        let moments = moments(&self.folder, &plan, &measures)?;
        let names = names::of_plan(&plan, &self.folder);
        let answers = questions.into_iter().zip(&moments);
        let answers = answers
            .map(|(question, moments)| Answer::find(&plan, question, moments, search))
            .collect::<Result<Vec<Answer>>>()?;
        let tellings: Vec<Telling> =
            answers.iter().map(|answer| Telling { plan: &plan, names: &names, answer }).collect();
        let folder = Folder::begin(&target)?;
        tables::write(&folder, &tellings)?;
        self.record((&plan, &results.manifest.title), lots, started, &folder)?;
        if !self.no_figures {
            let title = |answer: &Answer| format!("Where {}", answer.question.clause(&plan).replace('`', ""));
            let titles: Vec<String> =
                answers.iter().flat_map(|answer| answer.found.iter().map(move |_| title(answer))).collect();
            report::draw_boxes(folder.path(), &results, &titles)?;
        }
        let place = folder.finish()?;
        for telling in &tellings {
            if self.quiet {
                print(&telling.short())?;
            } else {
                print(&telling.text())?;
            }
        }
        print(&format!("{}results: {}\n", if self.quiet { "" } else { "\n" }, place.display()))
    }

    fn choice(&self, questions: &[Question]) -> Result<Choice> {
        if self.number.is_some() && questions.len() > 1 {
            let message = "each question has a trajectory of its own, so --box needs a single one";
            return Err(Error::Usage(format!("{message}\n  = help: name one policy and one condition")));
        }
        Ok(match (self.number, self.density) {
            (Some(number), _) => Choice::Number(number),
            (None, Some(share)) => Choice::Density(share),
            (None, None) => Choice::Best,
        })
    }

    /// What is asked: each condition of each policy.
    fn questions(&self, plan: &Plan, results: &Results) -> Result<Vec<Question>> {
        let manifest = &results.manifest;
        let place = |name: &String| place_of(plan, name);
        let reference = self.against.as_ref().map(place).transpose()?;
        let mut policies = self.policies.iter().map(place).collect::<Result<Vec<usize>>>()?;
        policies.sort_unstable();
        policies.dedup();
        if policies.is_empty() {
            let is_baseline =
                |name: &String| manifest.policies.iter().any(|one| one.baseline && one.name == *name);
            policies =
                (0..plan.policies.len()).filter(|place| !is_baseline(&plan.policies[*place])).collect();
        }
        policies.retain(|policy| Some(*policy) != reference);
        if policies.is_empty() {
            let known = plan.policies.join(", ");
            return Err(Error::Usage(format!(
                "no policy is left to ask about\n  = help: name one of {known} with --policy"
            )));
        }
        let of_mission = if reference.is_some() { Condition::behind } else { Condition::missed };
        let mut conditions: Vec<Condition> = Vec::new();
        for condition in &self.conditions {
            if !conditions.contains(condition) {
                conditions.push(condition.clone());
            }
        }
        if conditions.is_empty() {
            conditions.extend(manifest.missions.iter().map(|mission| of_mission(&mission.name)));
        }
        let units = self.units()?;
        let mut questions = Vec::new();
        for condition in conditions {
            let unit = unit_of(&units, &condition.outcome)?;
            questions.extend(policies.iter().map(|policy| Question {
                policy: *policy,
                reference,
                condition: condition.clone(),
                unit: unit.clone(),
            }));
        }
        Ok(questions)
    }

    /// The outcomes of the study, each with its unit.
    fn units(&self) -> Result<Vec<(String, String)>> {
        let known = Table::columns(&self.folder, "runs")?;
        let mut units = Vec::new();
        Table::open(&self.folder, "outcomes", &["name", "unit"])?.each(|row| {
            let name = row.text(0).into_owned();
            if known.contains(&name) {
                units.push((name, row.text(1).into_owned()));
            }
            Ok(())
        })?;
        Ok(units)
    }

    fn record(
        &self,
        (plan, title): (&Plan, &str),
        lots: Lots,
        started: Moment,
        folder: &Folder,
    ) -> Result<()> {
        let path = self.folder.join(MANIFEST);
        let manifest = std::fs::read(&path)
            .map_err(|error| Error::file("could not read", &path, error, "give the folder of a study"))?;
        let Settings { peel, paste, smallest } = Settings::default();
        let mut files = tables::FILES.map(PathBuf::from).to_vec();
        // it has no copies of what the study read
        let described = Plan { study: STUDY.into(), inputs: Vec::new(), ..plan.clone() };
        package::write(folder, &described, title, &files)?;
        files.push(package::FILE.into());
        let record = Record {
            program: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            study: STUDY,
            arguments: arguments(),
            read: Read {
                folder: &self.folder,
                study: &plan.study,
                fingerprint: &plan.fingerprint,
                manifest_sha256: fingerprint::of(&manifest),
            },
            peel,
            paste,
            smallest,
            deals: lots.deals,
            seed: lots.seed,
            started: started.extended(),
            ended: Moment::now().extended(),
            files: Written::of(folder, files)?,
        };
        folder.write_json(MANIFEST, &record)
    }
}

/// A study has to have points that differ in something.
fn must_vary(plan: &Plan) -> Result<()> {
    let is_same =
        |place: usize| plan.cases.windows(2).all(|pair| pair[0].values[place] == pair[1].values[place]);
    let has_ways = plan.sensitivity.as_ref().is_some_and(|sensed| sensed.method == Method::Morris.word());
    let message = if has_ways {
        "the points of trajectories repeat each other, so that what holds in a part of them can't be told from luck"
    } else if plan.study == "spatial" {
        "a spatial study has worlds of its own making, and no points of which a box could be one"
    } else if plan.cases.len() < 2 || (0..plan.varied.len()).all(is_same) {
        "nothing is varied in this study, so there is nowhere to look"
    } else {
        return Ok(());
    };
    let advice =
        "missionmix sweep varies levers and uncertainties, missionmix compare --futures uncertainties";
    Err(Error::Usage(format!("{message}\n  = help: {advice}")))
}

fn place_of(plan: &Plan, name: &str) -> Result<usize> {
    let known = || plan.policies.iter().map(String::as_str);
    known()
        .position(|known| known == name)
        .ok_or_else(|| unknown("policy", name, &known().collect::<Vec<_>>()))
}

fn unit_of(units: &[(String, String)], outcome: &str) -> Result<String> {
    let known = || units.iter().map(|(name, _)| name.as_str());
    let found = units.iter().find(|(name, _)| name == outcome).map(|(_, unit)| unit.clone());
    // shares are said without a word for them
    found
        .map(|unit| if unit == "share" { String::new() } else { unit })
        .ok_or_else(|| unknown("outcome", outcome, &known().collect::<Vec<_>>()))
}

fn unknown(kind: &str, name: &str, known: &[&str]) -> Error {
    let advice = match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.len() < 20 => format!("known: {}", known.join(", ")),
        None => "outcomes.csv in the folder lists them".into(),
    };
    Error::Usage(format!("the study has no {kind} `{name}`\n  = help: {advice}"))
}

#[cfg(test)]
mod tests;
