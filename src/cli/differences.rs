//! What policies differ in, outcome by outcome, each held against the baseline under the same luck.

use super::page::Page;
use crate::outcomes::Column;
use crate::report::answer::{EQUAL_COST, NET};
use crate::report::words::{count, percent, short, signed};
use crate::studies::contrast::Paired;
use crate::studies::rows::Subject;
use crate::studies::statistics::Sign;
use crate::studies::tally::Tally;

/// What most ask for, in the order in which it is told.
const HEADLINES: [&str; 27] = [
    "target_reached",
    "problem_removed",
    "shortfall",
    "time_to_target",
    "milestones_met",
    "net_public_cost",
    "cost_per_additional_unit",
    "social_cost",
    "free_riders",
    "money_in_duds",
    "payments_over_commitments",
    "money_returned",
    "uptake",
    "uptake_after_money",
    "weak_regions_uptake",
    "weak_regions_removed",
    "regions_over_line",
    "people_over_line",
    "theil_between",
    "theil_within",
    "capacity_weak",
    "capacity_after_money",
    "support",
    "levy_burden",
    "agency_load",
    "public_value",
    "productivity",
];

/// With more pairs of policies only those with the baseline stand beside each other.
const MOST_PAIRS: usize = 4;

/// All of it: a line an outcome, a column a policy; the chances of being best, and what can't be compared.
pub fn text(subject: Subject, tally: &Tally, all: bool) -> String {
    let reference = tally.baseline.unwrap_or(0);
    let mut compared = tally.pairs();
    if compared.len() > MOST_PAIRS {
        compared.retain(|(_, other)| *other == reference);
    }
    let columns = subject.survey.columns.iter().enumerate();
    let rank = |column: &Column| HEADLINES.iter().position(|name| *name == column.outcome.name);
    let mut columns: Vec<(usize, &Column)> =
        columns.filter(|(_, column)| all || rank(column).is_some()).collect();
    if !all {
        columns.sort_by_key(|(_, column)| (rank(column), column.name.clone()));
    }
    let heads = ["outcome", "unit", subject.name(reference)].into_iter().map(str::to_owned);
    let difference =
        |(policy, other): &(usize, usize)| format!("{} - {}", subject.name(*policy), subject.name(*other));
    let heads = heads.chain(compared.iter().map(difference));
    let mut page = Page { heads: heads.collect(), rows: Vec::new() };
    let replicates = tally.replicates();
    for (place, column) in columns {
        let pairs: Vec<Option<Paired>> =
            compared.iter().map(|(policy, other)| tally.pair(*policy, *other, place)).collect();
        let differs = |pair: &Option<Paired>| pair.is_some_and(|pair| pair.difference.mean().abs() > 0.0);
        if !pairs.iter().any(differs) {
            continue;
        }
        let is_share = subject.unit(column) == "share";
        let own = tally.distribution(reference, place).moments().mean();
        let own = if is_share { percent(own) } else { short(own) };
        let cells = [column.name.clone(), unit(subject, column), own].into_iter();
        let cells =
            cells.chain(pairs.iter().map(|pair| {
                pair.as_ref().map_or_else(|| "-".into(), |pair| cell(pair, is_share, replicates))
            }));
        page.rows.push((cells.collect(), Vec::new()));
    }
    format!(
        "\nDifferences under the same luck, {}: mean and half the width of its 95 % interval, or its ends;\nin brackets what can't be \
         told from nought. Shares in points; `in 9` where only 9 of the replicates have a number under both.\n{}{}",
        count(replicates, "replicate"),
        page.text(),
        [chances(subject, tally), worst_tenth(subject, tally), costs(subject, tally)].concat()
    )
}

fn unit(subject: Subject, column: &Column) -> String {
    match subject.unit(column) {
        "share" => "points".into(),
        unit => unit.into(),
    }
}

/// A difference with half the width of its interval, and in how many replicates both policies have a number where not all do.
fn cell(pair: &Paired, is_share: bool, replicates: u64) -> String {
    let difference = pair.difference;
    let scale = if is_share { 100.0 } else { 1.0 };
    let interval = pair.interval();
    let half = (interval.high - interval.low) / 2.0;
    if difference.mean() == 0.0 && difference.variance() == 0.0 {
        return "same".into();
    }
    let mean = signed(difference.mean() * scale);
    // intervals of shares lie further to one side
    let is_even = (interval.high + interval.low - 2.0 * difference.mean()).abs() < 0.01 * half;
    let reach = if is_even {
        format!(" ±{}", short(half * scale))
    } else {
        format!(", {} to {}", signed(interval.low * scale), signed(interval.high * scale))
    };
    let text = match (difference.count(), pair.sign()) {
        (0, _) => "-".into(),
        (1, _) => format!("({mean})"),
        (_, Sign::Undecided) => format!("({mean}{reach})"),
        (_, Sign::Ahead | Sign::Behind) => format!("{mean}{reach}"),
    };
    match difference.count() {
        pairs if (1..replicates).contains(&pairs) => format!("{text} in {pairs}"),
        _ => text,
    }
}

/// What is missing at least in the worst tenth of the replicates, by policy.
fn worst_tenth(subject: Subject, tally: &Tally) -> String {
    let line = |(place, mission): (usize, &str)| {
        let column = subject.survey.column("shortfall", Some(place))?;
        let of = |policy| percent(tally.distribution(policy, column).quantile(0.9));
        let all = (0..tally.policies()).map(|policy| format!("{} {}", subject.name(policy), of(policy)));
        Some(format!(
            "In the worst tenth of the replicates the shortfall of {mission} is at least: {}\n",
            all.collect::<Vec<_>>().join(", ")
        ))
    };
    let missions = subject.scenario.missions.iter().enumerate();
    missions.filter_map(|(place, mission)| line((place, &mission.name))).collect()
}

/// Whether the policies cost the same, the baseline aside: what each costs more than the first of them, and how sure that is.
fn costs(subject: Subject, tally: &Tally) -> String {
    let Some(column) = subject.survey.column(NET, None) else { return String::new() };
    let mut policies = (0..tally.policies()).filter(|policy| Some(*policy) != tally.baseline);
    let Some(first) = policies.next() else { return String::new() };
    let cost = tally.distribution(first, column).moments().mean();
    let line = |policy: usize| {
        let pair = tally.pair(policy, first, column)?;
        let interval = pair.interval();
        let share = |value: f64| signed(value / cost * 100.0);
        let is_equal = interval.low.abs().max(interval.high.abs()) <= EQUAL_COST * cost;
        Some(format!(
            "Net public cost of {} over {}: {} % (95 % interval {} to {}): {}\n",
            subject.name(policy),
            subject.name(first),
            share(pair.difference.mean()),
            share(interval.low),
            share(interval.high),
            if is_equal { "equal within 2 %" } else { "equality within 2 % can't be shown" }
        ))
    };
    if cost > 0.0 { policies.filter_map(line).collect() } else { String::new() }
}

/// In which share of the replicates each policy alone removes most of a mission's problem.
fn chances(subject: Subject, tally: &Tally) -> String {
    let line = |(place, mission): (usize, &str)| {
        let best = (0..tally.policies())
            .map(|policy| format!("{} {}", subject.name(policy), percent(tally.best(policy, place))));
        format!("Removes most of the problem of {mission}: {}\n", best.collect::<Vec<_>>().join(", "))
    };
    let missions = subject.scenario.missions.iter().enumerate();
    missions.map(|(place, mission)| line((place, &mission.name))).collect()
}
