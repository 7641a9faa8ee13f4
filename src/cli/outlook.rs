//! What the futures say together, for a person. Luck is within them and uncertainty is between them: the two are not mixed.

use std::fmt::Write;

use super::words::{count, percent, signed};
use crate::studies::futures::{Contest, Outlook};
use crate::studies::rows::Subject;

/// All of it; nothing where there is one future.
pub fn text(subject: Subject, outlook: &Outlook) -> String {
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
    let mut text = format!("{name}:\n");
    let policies = subject.plan.policies.len();
    for policy in 0..policies {
        if let Some(shares) = outlook.probabilities(mission, policy) {
            let (name, [least, middle, most]) = (subject.name(policy), shares.map(percent));
            let _ =
                writeln!(text, "  P(target) of {name} from {least} to {most}, in the middle future {middle}");
        }
    }
    for policy in 0..policies {
        for reference in 0..policy {
            if let Some(contest) = outlook.contest(mission, policy, reference) {
                let pair = format!("{} - {}", subject.name(policy), subject.name(reference));
                text.push_str(&of_pair(&pair, contest));
            }
        }
    }
    text
}

fn of_pair(pair: &str, contest: Contest) -> String {
    let Contest { range, ahead, behind, undecided } = contest;
    let points = |share: f64| signed(share * 100.0);
    format!(
        "  {pair}: {} to {} points of the problem removed; beyond Monte Carlo error ahead in {ahead}, behind in {behind}, \
         neither in {undecided}\n",
        points(range.low),
        points(range.high)
    )
}
