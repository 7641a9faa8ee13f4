//! What runs say of the lessons of their scenario.

use super::named;
use super::verdict::SHARE;
use crate::report::words::{count, signed};
use crate::scenario::lesson::{Elsewhere, Lesson};
use crate::studies::lesson::Found;
use crate::studies::rows::Subject;
use crate::studies::tally::Tally;

/// A difference in the unit of an outcome; of shares in points.
pub fn difference(value: f64, unit: &str) -> String {
    signed(if unit == SHARE { value * 100.0 } else { value })
}

/// What a difference is counted in.
pub fn unit_words(unit: &str) -> &str {
    if unit == SHARE { "points" } else { unit }
}

/// What a lesson says, with a stop at its end.
fn sentence(says: &str) -> String {
    if says.ends_with(['.', '!', '?']) { says.to_owned() } else { format!("{says}.") }
}

/// A lesson of the scenario, and what these runs say of it.
pub struct Told<'t> {
    /// The lesson.
    pub lesson: &'t Lesson,
    /// Whether it comes out in these runs, and the difference that says so.
    pub text: String,
}

impl Told<'_> {
    /// It, and what these runs say of it.
    pub fn sentences(&self) -> String {
        format!("{} {}", sentence(&self.lesson.says), self.text)
    }
}

/// Every lesson of which these runs say something.
pub fn lessons<'t>(subject: Subject<'t>, tally: &Tally) -> Vec<Told<'t>> {
    let told = |lesson: &'t Lesson| Some(Told { lesson, text: text(lesson, subject, tally)? });
    subject.scenario.lessons.iter().filter_map(told).collect()
}

fn text(lesson: &Lesson, subject: Subject, tally: &Tally) -> Option<String> {
    let name = |policy: usize| &subject.scenario.policies[policy].name;
    let place = |policy: usize| subject.plan.policies.iter().position(|run| run == name(policy));
    let found = Found::in_tally(lesson, [place(lesson.policy), place(lesson.against)], tally)?;
    let column = tally.survey().columns.iter().find(|column| column.name == lesson.column)?;
    if found.difference.count() == 0 {
        return Some(format!(
            "Can't be told from these runs: no pair of them has {}.",
            named(&lesson.column)
        ));
    }
    let unit = subject.unit(column);
    let value = |value: f64| difference(value, unit);
    let is_finding = matches!(lesson.elsewhere, Elsewhere::Finding(_));
    let head = match (found.comes_out, found.is_turned_round(), is_finding) {
        (true, _, false) => "Comes out in these runs",
        (true, _, true) => "Comes out in these runs, though the scenario tells that it does not",
        (_, true, _) => "The opposite comes out in these runs",
        (.., true) => "Does not come out in these runs, as the scenario tells",
        _ => "Does not come out in these runs",
    };
    let spread = if found.difference.count() < 2 {
        "no interval".to_owned()
    } else {
        format!("95 % interval {} to {}", value(found.interval.low), value(found.interval.high))
    };
    Some(format!(
        "{head}: {} of {} less {}: {} {} ({spread}, paired, {}).",
        named(&lesson.column),
        named(name(lesson.policy)),
        named(name(lesson.against)),
        value(found.difference.mean()),
        unit_words(unit),
        count(found.difference.count(), "replicate"),
    ))
}
