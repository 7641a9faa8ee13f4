//! What was found about assumptions, for a person.

use std::fmt::Write;

use super::findings::Findings;
use crate::report::words::{count, percent, percent_interval, short, signed};
use crate::scenario::mission::MissionSpec;
use crate::studies::dependence::share_between;
use crate::studies::statistics::{Interval, Moments, Sign};

/// How many assumptions are named for each pair.
const NAMED: usize = 3;

/// All of it.
pub fn text(findings: &Findings) -> String {
    let missions = findings.scenario.missions.iter().enumerate();
    missions.map(|(place, mission)| of_mission(findings, place, mission)).collect()
}

fn of_mission(findings: &Findings, place: usize, mission: &MissionSpec) -> String {
    let mut text = format!("\n{}: problem removed, points\n{}", mission.name, leaders(findings, place));
    for pair in (0..findings.pairs.len()).filter(|pair| findings.pairs[*pair].mission == place) {
        text.push_str(&of_pair(findings, pair));
    }
    text
}

/// Which policy alone removes most in how many worlds, by mean.
fn leaders(findings: &Findings, mission: usize) -> String {
    let leads: Vec<Option<usize>> =
        findings.worlds.iter().map(|world| world.leader(&findings.pairs, mission)).collect();
    let won = |leader| count(leads.iter().filter(|lead| **lead == leader).count() as u64, "world");
    let policies = findings.task.policies.iter().enumerate().map(|(policy, place)| {
        format!("`{}` in {}", findings.scenario.policies[*place].name, won(Some(policy)))
    });
    let none = leads.contains(&None).then(|| format!("none alone in {}", won(None)));
    format!("removes most: {}\n", policies.chain(none).collect::<Vec<_>>().join(", "))
}

fn of_pair(findings: &Findings, pair: usize) -> String {
    let ours = &findings.ours[pair];
    let sign = Sign::of(ours);
    let of_worlds: Vec<Moments> = findings.worlds.iter().map(|world| world.differences[pair]).collect();
    let mut text = format!(
        "\n{}: {} as we assume ({})\n",
        findings.name(pair),
        points(ours.mean()),
        range(ours.interval())
    );
    let mut means: Vec<f64> = of_worlds.iter().map(Moments::mean).collect();
    means.sort_unstable_by(f64::total_cmp);
    let at = |share: f64| means[(share * (means.len() - 1) as f64).round() as usize];
    let middle = Interval { low: at(0.05), high: at(0.95) };
    let _ = writeln!(text, "  nine worlds in ten: {}, the middle one {}", range(middle), points(at(0.5)));
    let tally = |wanted: Sign| of_worlds.iter().filter(|world| Sign::of(world) == wanted).count() as u64;
    let _ = writeln!(
        text,
        "  beyond Monte Carlo error ahead in {}, behind in {}, neither in {}",
        count(tally(Sign::Ahead), "world"),
        count(tally(Sign::Behind), "world"),
        count(tally(Sign::Undecided), "world"),
    );
    if let Some(share) = share_between(&of_worlds) {
        let _ = writeln!(
            text,
            "  of its variance between runs {} hang on assumptions ({}), the rest on luck",
            percent(share.share),
            percent_interval(share.interval)
        );
    }
    text.push_str(&strongest(findings, pair));
    text.push_str(&reversals(findings, pair, sign));
    text
}

/// The assumptions that go with it most, where that is no chance.
fn strongest(findings: &Findings, pair: usize) -> String {
    let least = findings.beyond_chance();
    let named: Vec<String> = findings
        .strongest(pair)
        .into_iter()
        .map(|place| (findings.correlations[pair][place], &findings.assumptions[place].path))
        .filter(|(correlation, _)| correlation.abs() > least)
        .take(NAMED)
        .map(|(correlation, path)| format!("{path} ({})", signed(correlation)))
        .collect();
    if named.is_empty() {
        format!(
            "  no single assumption goes with it beyond chance (rank correlations below {})\n",
            short(least)
        )
    } else {
        format!("  goes most with: {}\n", named.join(", "))
    }
}

/// Single assumptions that turn it round.
fn reversals(findings: &Findings, pair: usize, sign: Sign) -> String {
    if sign == Sign::Undecided {
        return "  which is ahead is open even as we assume\n".into();
    }
    let turned = findings.singles.iter().filter(|single| Sign::of(&single.differences[pair]).reverses(sign));
    let mut lines = String::new();
    for single in turned {
        let assumption = &findings.assumptions[single.assumption];
        let difference = &single.differences[pair];
        let _ = writeln!(
            lines,
            "  turned round by {} = {} alone: {} ({})",
            assumption.path,
            assumption.written(single.factor),
            points(difference.mean()),
            range(difference.interval())
        );
    }
    if lines.is_empty() { "  none of those tried alone turns it round\n".into() } else { lines }
}

fn points(share: f64) -> String {
    signed(share * 100.0)
}

fn range(interval: Interval) -> String {
    format!("{} to {}", points(interval.low), points(interval.high))
}
