//! Structure: what is concluded on Europe's regions, and whether it stands where mechanisms have another form or regions
//! another cut. No number of the world says which form is right, so a conclusion that hangs on one is none.

use serde::{Deserialize, Serialize};

use super::laboratory::Laboratory;
use super::record;
use crate::error::Result;
use crate::numeric::four_digits;
use crate::studies::statistics::{Interval, Moments, Sign};

/// The scenario, and the outcome that is compared.
const SCENARIO: &str = "europe_regions";
const OUTCOME: &str = "problem_removed.clean_heat";
const REPLICATES: u64 = 40;

/// The forms: what they are, and what is changed. The first is the scenario itself.
const FORMS: [(&str, &[&str]); 4] = [
    ("as it is", &[]),
    ("absorption in proportion to capacity, without a threshold", &["space.absorption=linear"]),
    ("owners who take what is worth most to them, without chance", &["owners.choice=threshold"]),
    ("NUTS-1 regions in place of NUTS-2", &["regions.zoning=3"]),
];

/// The policies, and which are compared.
const POLICIES: [&str; 3] = ["no_policy", "blind", "need"];
const PAIRS: [(usize, usize); 3] = [(1, 0), (2, 0), (2, 1)];

/// How far a policy is ahead of another under a form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The pair: a policy less another one.
    pub pair: String,
    /// The form.
    pub form: String,
    /// The mean difference of the share of the problem that is removed, points, in four digits.
    pub difference: f64,
    /// The ends of its 95 % interval over replicates.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// What the record says of them.
const RECORD: &str = include_str!("structure.csv");

/// The rows of the record.
///
/// # Errors
/// A record that can't be read: a bug of ours.
pub fn recorded() -> Result<Vec<Row>> {
    record::read(RECORD)
}

/// Runs the scenario in every form: a row for each pair and form, pairs together.
///
/// # Errors
/// A run that fails: a bug of ours.
pub fn ask(laboratory: &Laboratory) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for (form, changes) in FORMS {
        let scenario = laboratory.scenario(SCENARIO, changes)?;
        let experiment = laboratory.run(&scenario, &POLICIES, REPLICATES)?;
        for (policy, reference) in PAIRS {
            let (ours, theirs) =
                (experiment.values(policy, OUTCOME)?, experiment.values(reference, OUTCOME)?);
            let points: Vec<f64> =
                ours.iter().zip(&theirs).map(|(one, other)| 100.0 * (one - other)).collect();
            rows.push(row((policy, reference), form, &Moments::of(&points)));
        }
    }
    // stable, so forms stay in their order
    rows.sort_by_key(|row| PAIRS.iter().position(|pair| name(*pair) == row.pair));
    Ok(rows)
}

fn name((policy, reference): (usize, usize)) -> String {
    format!("{} - {}", POLICIES[policy], POLICIES[reference])
}

fn row(pair: (usize, usize), form: &str, points: &Moments) -> Row {
    let interval = points.interval();
    Row {
        pair: name(pair),
        form: form.into(),
        difference: four_digits(points.mean()),
        low: four_digits(interval.low),
        high: four_digits(interval.high),
    }
}

impl Row {
    /// Who is ahead, beyond chance.
    pub fn sign(&self) -> Sign {
        Interval { low: self.low, high: self.high }.sign()
    }
}

/// What becomes of the conclusion on each pair, in sentences.
pub fn conclusions(rows: &[Row]) -> Vec<String> {
    let pairs = rows.chunk_by(|one, other| one.pair == other.pair);
    pairs.filter_map(|rows| Some(conclusion(rows.split_first()?))).collect()
}

fn conclusion((ours, others): (&Row, &[Row])) -> String {
    let with = |wanted: fn(Sign, Sign) -> bool| -> Vec<&str> {
        let forms = others.iter().filter(|row| wanted(ours.sign(), row.sign()));
        forms.map(|row| row.form.as_str()).collect()
    };
    let turned = with(Sign::reverses);
    let lost = with(|ours, theirs| ours != Sign::Undecided && theirs == Sign::Undecided);
    let pair = &ours.pair;
    match ours.sign() {
        Sign::Undecided => format!("{pair}: nothing is concluded in the form as it is."),
        _ if turned.is_empty() && lost.is_empty() => format!("{pair}: the sign stands in every form."),
        _ => {
            let turned = (!turned.is_empty()).then(|| format!("turned round with: {}", turned.join("; ")));
            let lost =
                (!lost.is_empty()).then(|| format!("not to be told any more with: {}", lost.join("; ")));
            let told: Vec<String> = [turned, lost].into_iter().flatten().collect();
            format!("{pair}: the sign is {}.", told.join("; and "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(differences: [(f64, f64); 3]) -> Vec<Row> {
        let row = |(form, (low, high)): (&str, (f64, f64))| Row {
            pair: "a - b".into(),
            form: form.into(),
            difference: f64::midpoint(low, high),
            low,
            high,
        };
        ["ours", "one", "two"].into_iter().zip(differences).map(row).collect()
    }

    #[test]
    fn a_conclusion_stands_is_lost_or_is_turned_round() {
        let said = |differences| conclusions(&rows(differences)).concat();
        assert_eq!(said([(1.0, 2.0), (0.5, 3.0), (0.1, 0.2)]), "a - b: the sign stands in every form.");
        assert_eq!(
            said([(1.0, 2.0), (-0.5, 3.0), (-2.0, -1.0)]),
            "a - b: the sign is turned round with: two; and not to be told any more with: one."
        );
        assert_eq!(
            said([(-1.0, 2.0), (1.0, 3.0), (-2.0, -1.0)]),
            "a - b: nothing is concluded in the form as it is."
        );
    }
}
