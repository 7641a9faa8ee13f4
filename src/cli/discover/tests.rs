//! What is said agrees with the data, whatever they are.

use proptest::prelude::*;
use serde_json::json;

use super::answer::{Answer, Question, Search};
use super::condition::Condition;
use super::names::Named;
use super::sentence::Telling;
use crate::store::plan::Plan;
use crate::studies::discovery::{Choice, Lots};
use crate::studies::statistics::Moments;

const WORDS: [&str; 4] = ["bus", "cycle", "tram", "walk"];
/// What is varied, with its unit: a number, a whole number, a word.
const VARIED: [(&str, &str); 3] = [("price", "EUR"), ("firms", ""), ("way", "")];

/// A plan of cases with these values.
fn plan(rows: &[[String; 3]]) -> Plan {
    let cases: Vec<_> = rows.iter().map(|row| json!({"name": "", "changes": [], "values": row})).collect();
    let names = VARIED.map(|(name, _)| name);
    let text = json!({
        "version": "", "study": "sweep", "arguments": [], "scenario": "", "name": "made_up", "changes": [],
        "policies": ["need"], "seed": 1, "first_replicate": 0, "replicates": 3, "case_word": "point", "varied": names,
        "cases": cases, "detailed_cases": 0, "until_interval": null, "made_to_fail": [], "part_size": 16, "shards": 1,
        "equalised": null, "assumptions": null, "inputs": [], "fingerprint": "", "seal": "",
    });
    serde_json::from_value(text).unwrap()
}

/// Whether a point is where a sentence says, from its words alone.
fn is_where_it_says(limits: &str, row: &[String; 3]) -> bool {
    // where each limit begins, in the order of the factors
    let begins: Vec<(usize, usize)> = VARIED
        .iter()
        .enumerate()
        .filter_map(|(factor, (name, _))| Some((limits.find(&format!("{name} is "))?, factor)))
        .collect();
    begins.iter().enumerate().all(|(place, (from, factor))| {
        let end = begins.get(place + 1).map_or(limits.len(), |(next, _)| *next);
        let (name, unit) = VARIED[*factor];
        let words = limits[*from..end].trim_end_matches(" and ").trim_end_matches(", ");
        let words = words.strip_prefix(name).unwrap().strip_prefix(" is ").unwrap();
        let words = words.strip_suffix(unit).unwrap_or(words).trim();
        let value = &row[*factor];
        if *factor == 2 {
            let listed = |list: &str| list.split([',', ' ']).any(|word| word == value);
            return words.strip_prefix("not ").map_or_else(|| listed(words), |barred| !listed(barred));
        }
        let number = |text: &str| text.trim().parse::<f64>().unwrap();
        let value = number(value);
        if let Some(least) = words.strip_prefix("at least ") {
            value >= number(least)
        } else if let Some(most) = words.strip_prefix("at most ") {
            value <= number(most)
        } else if let Some(both) = words.strip_prefix("from ") {
            let (low, high) = both.split_once(" to ").unwrap();
            (number(low)..=number(high)).contains(&value)
        } else {
            value == number(words)
        }
    })
}

fn rows() -> impl Strategy<Value = Vec<([String; 3], f64)>> {
    let row = (0..1000_i32, 1..9_i32, 0..WORDS.len(), 0.0..1.0_f64, any::<bool>());
    let row = row.prop_map(|(price, firms, word, luck, is_planted)| {
        let price = f64::from(price) / 8.0;
        let values = [price.to_string(), firms.to_string(), WORDS[word].to_owned()];
        // half of the answers hang on the values
        let is_in = price < 60.0 && firms > 3 && word != 1;
        (values, if is_planted { f64::from(u8::from(is_in)) } else { luck })
    });
    prop::collection::vec(row, 20..120)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn the_counts_of_a_sentence_are_those_of_the_data(rows in rows()) {
        let (values, means): (Vec<[String; 3]>, Vec<f64>) = rows.into_iter().unzip();
        let plan = plan(&values);
        let moments: Vec<Moments> = means
            .iter()
            .map(|mean| {
                let mut moments = Moments::default();
                [mean - 0.1, mean + 0.1].iter().for_each(|value| moments.add(*value));
                moments
            })
            .collect();
        let condition: Condition = "problem_removed.heat>=0.5".parse().unwrap();
        let question = Question { policy: 0, reference: None, condition, unit: String::new() };
        let search = Search { choice: Choice::Best, boxes: 1, lots: Lots { deals: 0, seed: 1 } };
        let answer = Answer::find(&plan, question, &moments, search).unwrap();
        let names = VARIED.map(|(name, unit)| Named { parameter: name.into(), name: name.into(), unit });
        let sentence = Telling { plan: &plan, names: &names, answer: &answer }.sentence(0);
        let holds = |place: &usize| moments[*place].mean() >= 0.5;
        let of_all = (0..values.len()).filter(holds).count();
        let Some((before, rest)) = sentence.split_once(" in which ") else {
            prop_assert!(answer.found.is_empty(), "{}", sentence);
            return Ok(());
        };
        let (limits, after) = rest.split_once(". That is ").unwrap();
        let inside: Vec<usize> =
            (0..values.len()).filter(|place| is_where_it_says(limits, &values[*place])).collect();
        let hits = inside.iter().filter(|place| holds(place)).count();
        prop_assert!(inside.len() < values.len(), "{}", sentence);
        let points = |number: usize| if number == 1 { "1 point".into() } else { format!("{number} points") };
        let expected = format!(" in {hits} of the {} (", points(inside.len()));
        prop_assert!(before.contains(&expected), "{} {}", expected, sentence);
        let expected = format!("{hits} of the {} (", points(of_all));
        prop_assert!(after.starts_with(&expected), "{} {}", expected, sentence);
        let expected = format!("of all {} it does in {of_all} (", points(values.len()));
        prop_assert!(after.contains(&expected), "{} {}", expected, sentence);
        for (place, _) in values.iter().enumerate() {
            prop_assert_eq!(answer.box_of(place) == Some(1), inside.contains(&place));
        }
    }
}
