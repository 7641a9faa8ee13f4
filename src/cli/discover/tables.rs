//! What was found, as tables.

use serde::Serialize;

use super::sentence::Telling;
use crate::error::Result;
use crate::store::Folder;
use crate::store::number::Number;
use crate::store::tables;
use crate::studies::discovery::case_box::Side;
use crate::studies::discovery::cases::Kind;
use crate::studies::discovery::{Found, Limit};
use crate::studies::statistics::Moments;

/// The tables of a search.
pub const FILES: [&str; 4] = ["found.csv", "box.csv", "trajectory.csv", "points.csv"];

/// Writes all of it.
///
/// # Errors
/// What the system says.
pub fn write(folder: &Folder, tellings: &[Telling]) -> Result<()> {
    let [found, limits, trajectory, points] = FILES;
    tables::write(folder, found, tellings.iter().flat_map(found_rows))?;
    tables::write_with_head(folder, limits, &BOX_HEAD, tellings.iter().flat_map(box_rows))?;
    let steps = tellings.iter().flat_map(trajectory_rows);
    tables::write_with_head(folder, trajectory, &TRAJECTORY_HEAD, steps)?;
    tables::write(
        folder,
        points,
        tellings.first().map(point_head).into_iter().chain(tellings.iter().flat_map(point_rows)),
    )
}

/// Which question a row is about.
struct Asked<'t> {
    policy: &'t str,
    reference: &'t str,
    condition: String,
}

fn asked<'t>(telling: &Telling<'t>) -> Asked<'t> {
    let (plan, question) = (telling.plan, &telling.answer.question);
    Asked {
        policy: &plan.policies[question.policy],
        reference: question.reference.map_or("", |place| &plan.policies[place]),
        condition: question.condition.to_string(),
    }
}

/// A question and a box: what is found, or that nothing is.
#[derive(Serialize)]
struct FoundRow<'t> {
    policy: &'t str,
    reference: &'t str,
    condition: String,
    r#box: Option<usize>,
    cases: usize,
    holding: usize,
    unsure: usize,
    inside: Option<usize>,
    holding_inside: Option<usize>,
    coverage: Option<f64>,
    density: Option<f64>,
    deals: Option<u64>,
    as_good_by_chance: Option<u64>,
    sentence: String,
}

fn found_rows<'t>(telling: &Telling<'t>) -> Vec<FoundRow<'t>> {
    let answer = telling.answer;
    let row = |number: Option<usize>| {
        let found = number.map(|number| &answer.found[number]);
        let Asked { policy, reference, condition } = asked(telling);
        FoundRow {
            policy,
            reference,
            condition,
            r#box: number.map(|number| number + 1),
            cases: answer.cases.holds.len(),
            holding: answer.cases.hits(),
            unsure: answer.unsure(),
            inside: found.map(|found| found.told.inside),
            holding_inside: found.map(|found| found.told.hits),
            coverage: found.map(|found| found.trajectory.coverage(&found.told)),
            density: found.map(|found| found.told.density()),
            deals: found.map(|found| found.deals),
            as_good_by_chance: found.map(|found| found.by_chance),
            sentence: telling.sentence(number.unwrap_or(0)),
        }
    };
    if answer.found.is_empty() {
        return vec![row(None)];
    }
    (0..answer.found.len()).map(|number| row(Some(number))).collect()
}

const BOX_HEAD: [&str; 12] = [
    "policy",
    "reference",
    "condition",
    "box",
    "parameter",
    "name",
    "side",
    "low",
    "high",
    "words",
    "quasi_p",
    "unit",
];

/// One limit of a box. A factor with two of them has two rows.
#[derive(Serialize)]
struct BoxRow<'t> {
    policy: &'t str,
    reference: &'t str,
    condition: String,
    r#box: usize,
    parameter: &'t str,
    name: &'t str,
    side: &'static str,
    low: Option<Number>,
    high: Option<Number>,
    words: String,
    quasi_p: f64,
    unit: &'t str,
}

fn box_rows<'t>(telling: &Telling<'t>) -> Vec<BoxRow<'t>> {
    let answer = telling.answer;
    let of_box = |(number, found): (usize, &'t Found)| {
        let row = move |limit: &Limit| {
            let named = &telling.names[answer.varied[limit.factor]];
            let limits = &found.told.bounds.limits[limit.factor];
            let words = match (&answer.cases.factors[limit.factor].kind, limit.side) {
                (Kind::Words(words), Side::Words) => words
                    .iter()
                    .enumerate()
                    .filter(|(place, _)| !limits.barred.contains(place))
                    .map(|(_, word)| word.clone())
                    .collect(),
                _ => Vec::new(),
            };
            let Asked { policy, reference, condition } = asked(telling);
            BoxRow {
                policy,
                reference,
                condition,
                r#box: number + 1,
                parameter: &named.parameter,
                name: &named.name,
                side: limit.side.word(),
                low: limits.low.filter(|_| limit.side == Side::Low).map(Number),
                high: limits.high.filter(|_| limit.side == Side::High).map(Number),
                words: words.join(" | "),
                quasi_p: limit.quasi_p,
                unit: named.unit,
            }
        };
        found.limits.iter().map(row)
    };
    answer.found.iter().enumerate().flat_map(of_box).collect()
}

const TRAJECTORY_HEAD: [&str; 14] = [
    "policy",
    "reference",
    "condition",
    "box",
    "step",
    "how",
    "chosen",
    "inside",
    "holding_inside",
    "mass",
    "coverage",
    "density",
    "factors_limited",
    "limits",
];

/// One box on the way to the one that is told.
#[derive(Serialize)]
struct StepRow<'t> {
    policy: &'t str,
    reference: &'t str,
    condition: String,
    r#box: usize,
    step: usize,
    how: &'static str,
    chosen: bool,
    inside: usize,
    holding_inside: usize,
    mass: f64,
    coverage: f64,
    density: f64,
    factors_limited: usize,
    limits: String,
}

fn trajectory_rows<'t>(telling: &Telling<'t>) -> Vec<StepRow<'t>> {
    let of_box = |(number, found): (usize, &'t Found)| {
        let trajectory = &found.trajectory;
        trajectory.steps.iter().enumerate().map(move |(place, step)| {
            let Asked { policy, reference, condition } = asked(telling);
            let is_peeled = place < trajectory.peeled;
            StepRow {
                policy,
                reference,
                condition,
                r#box: number + 1,
                step: place,
                how: if is_peeled { "peeled" } else { "pasted" },
                chosen: place == found.chosen,
                inside: step.inside,
                holding_inside: step.hits,
                mass: trajectory.mass(step),
                coverage: trajectory.coverage(step),
                density: step.density(),
                factors_limited: step.bounds.restricted(),
                limits: telling.limits(&step.bounds),
            }
        })
    };
    telling.answer.found.iter().enumerate().flat_map(of_box).collect()
}

fn point_head(telling: &Telling) -> Vec<String> {
    let plan = telling.plan;
    let own = [
        "policy",
        "reference",
        "condition",
        &plan.case_word,
        "replicates",
        "mean",
        "standard_error",
        "holds",
        "box",
    ];
    own.map(str::to_owned).into_iter().chain(plan.varied.iter().cloned()).collect()
}

/// The cases with their values, what they come to, whether it holds there, and the number of the box that they are in.
fn point_rows(telling: &Telling) -> Vec<Vec<String>> {
    let (plan, answer) = (telling.plan, telling.answer);
    let row = |(place, (case, moments)): (usize, &(usize, Moments))| {
        let Asked { policy, reference, condition } = asked(telling);
        let own = [
            policy.to_owned(),
            reference.to_owned(),
            condition,
            case.to_string(),
            moments.count().to_string(),
            Number(moments.mean()).text(),
            Number(moments.standard_error()).text(),
            answer.cases.holds[place].to_string(),
            answer.box_of(place).map_or(String::new(), |number| number.to_string()),
        ];
        own.into_iter().chain(plan.cases[*case].values.iter().cloned()).collect()
    };
    answer.judged.iter().enumerate().map(row).collect()
}
