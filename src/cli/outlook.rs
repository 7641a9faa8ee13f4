//! What the futures say together, for a person. Luck is within them and uncertainty is between them: the two are not mixed.

use serde::Serialize;

use super::page::Page;
use super::undertaking::Reading;
use crate::error::Result;
use crate::outcomes::{REACHED, REMOVED};
use crate::report::answer::outlook::sentences;
use crate::report::words::{count, short};
use crate::store::Folder;
use crate::store::number::Number;
use crate::store::tables;
use crate::studies::futures::Outlook;
use crate::studies::robustness::METRICS;
use crate::studies::rows::Subject;
use crate::studies::walk::Witness;

impl Reading for Outlook {
    fn witness(&mut self) -> &mut dyn Witness {
        self
    }

    fn write(&self, folder: &Folder, subject: Subject) -> Result<()> {
        if self.futures() < 2 {
            return Ok(());
        }
        tables::write(folder, "robustness.csv", robustness(subject, self))
    }

    fn text(&self, subject: Subject) -> String {
        text(subject, self)
    }
}

/// What a metric makes of a policy over all futures.
#[derive(Debug, Serialize)]
struct RobustnessRow {
    outcome: String,
    metric: &'static str,
    meaning: &'static str,
    better: &'static str,
    policy: String,
    value: Number,
    /// Whether the metric prefers this policy to all others.
    preferred: bool,
}

/// What is judged of each mission: the name of the outcome, and what is good enough.
fn judged(subject: Subject, mission: usize) -> [(String, Option<f64>); 2] {
    let spec = &subject.scenario.missions[mission];
    let required = 1.0 - spec.target / spec.baseline_value;
    [(format!("{REACHED}.{}", spec.name), None), (format!("{REMOVED}.{}", spec.name), Some(required))]
}

fn robustness(subject: Subject, outlook: &Outlook) -> Vec<RobustnessRow> {
    let policies = subject.plan.policies.len();
    let mut rows = Vec::new();
    for mission in 0..subject.scenario.missions.len() {
        for (outcome, required) in judged(subject, mission) {
            let prospects = outlook.prospects(mission, policies, required);
            for metric in &METRICS {
                let preferred = metric.preferred(&prospects);
                rows.extend(metric.values(&prospects).into_iter().enumerate().map(|(policy, value)| {
                    RobustnessRow {
                        outcome: outcome.clone(),
                        metric: metric.name,
                        meaning: metric.meaning,
                        better: metric.better.word(),
                        policy: subject.name(policy).to_owned(),
                        value: Number(value),
                        preferred: preferred == Some(policy),
                    }
                }));
            }
        }
    }
    rows
}

/// What the metrics make of the probability of reaching a mission's target, and which policy each prefers.
fn robustness_page(subject: Subject, outlook: &Outlook, mission: usize) -> String {
    let policies = subject.plan.policies.len();
    let prospects = outlook.prospects(mission, policies, None);
    let names = (0..policies).map(|policy| subject.name(policy).to_owned());
    let heads = ["metric of P(target)".to_owned()].into_iter().chain(names).chain(["prefers".to_owned()]);
    let mut page = Page { heads: heads.collect(), rows: Vec::new() };
    for metric in &METRICS {
        let values = metric.values(&prospects).into_iter().map(short);
        let preferred = metric.preferred(&prospects).map_or("-", |policy| subject.name(policy));
        let cells = [metric.name.to_owned()].into_iter().chain(values).chain([preferred.to_owned()]);
        page.rows.push((cells.collect(), Vec::new()));
    }
    page.text()
}

/// All of it; nothing where there is one future.
fn text(subject: Subject, outlook: &Outlook) -> String {
    let futures = outlook.futures();
    if futures < 2 {
        return String::new();
    }
    let missions = subject.scenario.missions.iter().enumerate();
    let of_mission = |(place, name): (usize, &str)| of_mission(subject, outlook, (place, name));
    format!(
        "\nAbove is the first future, the scenario's own. Over all {}:\n{}",
        count(futures as u64, "future"),
        missions.map(|(place, mission)| of_mission((place, &mission.name))).collect::<String>()
    )
}

fn of_mission(subject: Subject, outlook: &Outlook, (mission, name): (usize, &str)) -> String {
    let lines: Vec<String> =
        sentences(outlook, subject, mission).iter().map(|line| format!("  {line}\n")).collect();
    format!(
        "{name}:\n{}How robust they are, by what each metric makes of all futures (more in robustness.csv):\n{}",
        lines.concat(),
        robustness_page(subject, outlook, mission)
    )
}
