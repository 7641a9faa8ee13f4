//! What a reader needs to believe a report, and to repeat it.

use serde::Serialize;

use super::evidence::{Evidence, evidence};
use crate::error::Result;
use crate::report::answer::sweep;
use crate::report::results::Results;
use crate::report::words::{count, quoted};
use crate::scenario::provenance::{Held, Origin};
use crate::step::mechanisms::catalogue;
use crate::store::plan::Plan;
use crate::studies::rows::Subject;

/// All of it.
#[derive(Debug, Serialize)]
pub struct About {
    /// The scenario's title, or its name.
    title: String,
    /// What a case is.
    case_word: String,
    /// How many there are.
    cases: usize,
    /// What is varied, as the first case has it.
    first: String,
    /// What is to be known of the regions.
    notes: Vec<String>,
    /// Facts of the study: what they are of, and what they are.
    facts: Vec<(String, String)>,
    /// The commands that repeat it.
    commands: Vec<String>,
    /// What the scenario says itself.
    written: Vec<Row>,
    /// What holds by a source.
    cited: Vec<Row>,
    /// What we assumed.
    assumed: Vec<Row>,
    mechanisms: Vec<Mechanism>,
    /// What the model reproduces.
    evidence: Vec<Evidence>,
}

/// A value of the scenario.
#[derive(Debug, Serialize)]
struct Row {
    path: String,
    value: String,
    unit: &'static str,
    meaning: &'static str,
    source: &'static str,
}

/// A mechanism of the model.
#[derive(Debug, Serialize)]
struct Mechanism {
    name: &'static str,
    meaning: &'static str,
    source: String,
}

impl About {
    /// Reads what the folder says of itself.
    ///
    /// # Errors
    /// A scenario that can't be read any more.
    pub fn read(results: &Results, subject: Subject) -> Result<Self> {
        let (plan, folder) = (subject.plan, results.folder());
        let mut values = Held::all(&folder.join(&plan.scenario), &plan.changes)?;
        // of policies that were not run nothing holds
        values.retain(|held| {
            let policy = held.path.strip_prefix("policy.").and_then(|rest| rest.split('.').next());
            policy.is_none_or(|policy| plan.policies.iter().any(|known| known == policy))
        });
        let of = |wanted: fn(Origin) -> bool| -> Vec<Row> {
            values.iter().filter(|held| wanted(held.origin)).map(row).collect()
        };
        let title = match results.manifest.title.as_str() {
            "" => results.manifest.scenario.clone(),
            title => title.to_owned(),
        };
        let mechanisms =
            catalogue().map(|one| Mechanism { name: one.name, meaning: one.meaning, source: one.source() });
        Ok(Self {
            title,
            case_word: plan.case_word.clone(),
            cases: plan.cases.len(),
            first: sweep::setting(subject, 0),
            notes: subject.scenario.regions.notes.clone(),
            facts: facts(results, plan),
            commands: commands(plan),
            written: of(|origin| origin == Origin::Written),
            cited: of(|origin| matches!(origin, Origin::Cited(_))),
            assumed: of(|origin| origin == Origin::Assumed),
            mechanisms: mechanisms.collect(),
            evidence: evidence()?,
        })
    }
}

fn row(held: &Held) -> Row {
    let Held { path, value, unit, meaning, origin } = held.clone();
    let source = match origin {
        Origin::Cited(source) => source,
        Origin::Assumed => "assumption",
        Origin::Written | Origin::Chosen => "",
    };
    Row { path, value, unit, meaning, source }
}

fn facts(results: &Results, plan: &Plan) -> Vec<(String, String)> {
    let manifest = &results.manifest;
    let runs = format!(
        "{} × {} × {}",
        count(plan.cases.len() as u64, &plan.case_word),
        count(plan.policies.len() as u64, "policy"),
        count(manifest.replicates, "replicate"),
    );
    let equalised = plan.equalised.as_ref().map(|equalised| {
        let factors = equalised.factors.iter().map(|one| format!("{} × {}", one.policy, one.scale));
        format!(
            "{} as in {}: {}",
            equalised.words,
            equalised.reference,
            factors.collect::<Vec<_>>().join(", ")
        )
    });
    let changes = (!plan.changes.is_empty()).then(|| plan.changes.join("; "));
    let optional = [("brought to the same cost", equalised), ("changes to the scenario", changes)];
    let given = [
        ("scenario", manifest.scenario.clone()),
        ("study", plan.study.clone()),
        ("runs", runs),
        ("runs that failed", manifest.failed_runs.to_string()),
        ("seed", plan.seed.to_string()),
        ("replicates from number", plan.first_replicate.to_string()),
        ("program", format!("missionmix {}", plan.version)),
        ("fingerprint of all that the results depend on", plan.fingerprint.clone()),
        ("finished", manifest.ended.clone()),
    ];
    let given = given.into_iter().map(|(name, value)| (name, Some(value)));
    let facts = given.chain(optional).filter_map(|(name, value)| Some((name.to_owned(), value?)));
    let inputs = plan
        .inputs
        .iter()
        .map(|input| (format!("input {}", input.path.display()), format!("SHA-256 {}", input.sha256)));
    facts.chain(inputs).collect()
}

/// Words of a command that say where results go and how they are dealt, and change none of them: with a value, and alone.
const WITH_VALUE: [&str; 4] = ["-o", "--output", "--shard", "--shards"];
const ALONE: [&str; 3] = ["--plan", "-q", "--quiet"];

/// The commands that repeat the study into another folder, and that hold this one against what was written.
fn commands(plan: &Plan) -> Vec<String> {
    let mut asked: Vec<String> = Vec::new();
    let mut words = plan.arguments.iter();
    while let Some(word) = words.next() {
        let name = word.split('=').next().unwrap_or(word);
        if WITH_VALUE.contains(&word.as_str()) {
            words.next();
        } else if !WITH_VALUE.contains(&name) && !ALONE.contains(&name) {
            asked.push(quoted(word));
        }
    }
    vec![format!("missionmix {} -o again", asked.join(" ")), "missionmix verify .".into()]
}
