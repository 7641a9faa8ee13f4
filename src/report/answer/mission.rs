//! What the runs of one case say of a mission.

use super::ranking::{Gap, costs};
use super::{NET, listed, named, ranking};
use crate::outcomes::{REACHED, REMOVED};
use crate::report::words::{count, percent, percent_interval, short, signed};
use crate::scenario::mission::MissionSpec;
use crate::studies::contrast::Paired;
use crate::studies::rows::Subject;
use crate::studies::statistics::{Distribution, Interval, Moments, Sign, wilson};
use crate::studies::tally::Tally;

/// Half the width of an interval of P(target) from which it is said that more replicates are wanted.
const WIDE: f64 = 0.05;
/// The share of the runs that do worst.
const WORST: f64 = 0.1;

/// Tells of one mission.
#[derive(Clone, Copy, Debug)]
pub struct Teller<'t> {
    /// The case.
    pub subject: Subject<'t>,
    /// What is known of its runs.
    pub tally: &'t Tally,
    /// The place of the mission.
    pub mission: usize,
}

impl Teller<'_> {
    /// What was to be reached.
    pub fn goal(self) -> String {
        let MissionSpec { indicator, target, unit, deadline, .. } = self.spec();
        format!("{indicator} ({unit}) at or below {target} by the end of {deadline}")
    }

    /// Whether it is reached, by whom most, how sure that is, at what cost, and where.
    pub fn sentences(self) -> Vec<String> {
        let all = [
            self.chances(),
            self.leader(),
            self.gain(),
            ranking(self.subject, self.tally, self.mission),
            self.shortfall(),
            self.time(),
            self.cost(),
            self.per_unit(),
            self.weak_regions(),
            self.precision(),
        ];
        all.into_iter().flatten().collect()
    }

    fn spec(&self) -> &MissionSpec {
        &self.subject.scenario.missions[self.mission]
    }

    fn name(self, policy: usize) -> String {
        named(self.subject.name(policy))
    }

    fn moments(&self, policy: usize, outcome: &str, mission: Option<usize>) -> Option<&Moments> {
        let column = self.tally.survey().column(outcome, mission)?;
        let moments = self.tally.distribution(policy, column).moments();
        (moments.count() > 0).then_some(moments)
    }

    fn of_mission(&self, policy: usize, outcome: &str) -> Option<&Moments> {
        self.moments(policy, outcome, Some(self.mission))
    }

    fn pair(self, policy: usize, reference: usize, outcome: &str) -> Option<Paired> {
        let column = self.tally.survey().column(outcome, Some(self.mission))?;
        self.tally.pair(policy, reference, column)
    }

    /// The policies of which an outcome has a number, the greatest mean first.
    fn ordered(self, outcome: &str) -> Vec<(usize, f64)> {
        let mean = |policy| Some((policy, self.of_mission(policy, outcome)?.mean()));
        let mut means: Vec<(usize, f64)> = (0..self.tally.policies()).filter_map(mean).collect();
        means.sort_by(|one, other| other.1.total_cmp(&one.1));
        means
    }

    /// How probable it is, under each policy.
    fn chances(self) -> Option<String> {
        let order = self.ordered(REACHED);
        let clauses: Vec<String> = order.iter().filter_map(|(policy, _)| self.chance(*policy)).collect();
        (!clauses.is_empty()).then(|| format!("The target is met in {}.", listed(&clauses)))
    }

    fn chance(self, policy: usize) -> Option<String> {
        let moments = self.of_mission(policy, REACHED)?;
        let (runs, share) = (moments.count(), moments.mean());
        let (_, interval) = self.tally.probability(policy, self.mission)?;
        let met = (share * runs as f64).round() as u64;
        let part = match met {
            0 if runs == 1 => "0 of 1 run".to_owned(),
            1 if runs == 1 => "1 of 1 run".to_owned(),
            0 => format!("none of the {runs} runs"),
            _ if met == runs => format!("all {runs} runs"),
            _ => format!("{} of the runs", short_of_all(share)),
        };
        Some(format!("{part} under {} (95 % interval {})", self.name(policy), percent_interval(interval)))
    }

    /// Which policy removes most of the problem, and from which others it can't be told.
    fn leader(self) -> Option<String> {
        let order = self.ordered(REMOVED);
        let [(leader, most), rivals @ ..] = order.as_slice() else { return None };
        if *most == 0.0 {
            return Some("On the mean no policy removes anything of the problem.".into());
        }
        if rivals.is_empty() {
            return Some(format!(
                "On the mean {} removes {} of the problem.",
                self.name(*leader),
                percent(*most)
            ));
        }
        let pairs: Vec<(usize, Paired)> = rivals
            .iter()
            .filter_map(|(rival, _)| Some((*rival, self.pair(*leader, *rival, REMOVED)?)))
            .collect();
        let of = |sign: Sign| pairs.iter().filter(move |(_, pair)| pair.sign() == sign);
        let head = format!(
            "On the mean {} removes the largest share of the problem, {}",
            self.name(*leader),
            percent(*most)
        );
        let told = |(rival, pair): &(usize, Paired)| format!("{} than {}", more(pair), self.name(*rival));
        let next = of(Sign::Ahead).next().map(told);
        let difference_to =
            |(rival, pair): &(usize, Paired)| format!("{} ({})", self.name(*rival), difference(pair));
        let listed_with = |sign: Sign| of(sign).map(difference_to).collect::<Vec<_>>();
        let (open, behind) = (listed_with(Sign::Undecided), listed_with(Sign::Behind));
        let open = (!open.is_empty()).then(|| format!("no difference can be shown to {}", listed(&open)));
        // whose runs failed, or have no number, is held against others in fewer replicates than it has a mean of
        let behind = (!behind.is_empty())
            .then(|| format!("in the replicates that have both it removes less than {}", listed(&behind)));
        let doubts: Vec<String> = open.into_iter().chain(behind).collect();
        Some(match (doubts.is_empty(), next) {
            (true, Some(next)) => format!("{head}: {next}, the next."),
            (true, None) => format!("{head}."),
            (false, None) => format!("{head}, but {}.", listed(&doubts)),
            (false, Some(next)) => format!("{head}, but {}; it removes {next}.", listed(&doubts)),
        })
    }

    /// What the leader gains over the baseline, if that was not said.
    fn gain(self) -> Option<String> {
        let order = self.ordered(REMOVED);
        let (leader, baseline) = (order.first()?.0, self.tally.baseline?);
        let clear = |(rival, _): &&(usize, f64)| {
            self.pair(leader, *rival, REMOVED).is_some_and(|pair| pair.sign() == Sign::Ahead)
        };
        if leader == baseline || order[1..].iter().find(clear)?.0 == baseline {
            return None;
        }
        let pair = self.pair(leader, baseline, REMOVED)?;
        (pair.sign() == Sign::Ahead).then(|| {
            format!("Over the baseline {} that is a gain of {}.", self.name(baseline), difference(&pair))
        })
    }

    /// How much is missing, on the mean and in the worst runs.
    fn shortfall(self) -> Option<String> {
        let column = self.tally.survey().column("shortfall", Some(self.mission))?;
        let clause = |policy: usize| {
            let distribution = self.tally.distribution(policy, column);
            let mean = distribution.moments().mean();
            let worst = distribution.quantile(1.0 - WORST);
            (mean > 0.0)
                .then(|| format!("{} ({}) under {}", percent(mean), percent(worst), self.name(policy)))
        };
        let clauses: Vec<String> = (0..self.tally.policies()).filter_map(clause).collect();
        (!clauses.is_empty()).then(|| {
            format!(
                "Of what had to be removed by the deadline there is left on the mean (and in the worst tenth of the runs at least): \
                 {}.",
                listed(&clauses)
            )
        })
    }

    /// By when half of all runs have met the target, quarters after its start, and whether that is in time.
    fn time(self) -> Option<String> {
        let column = self.tally.survey().column("time_to_target", Some(self.mission))?;
        let allowed = f64::from(self.spec().deadline.since(self.spec().start) + 1) / 4.0;
        let clause = |policy: usize| {
            let distribution = self.tally.distribution(policy, column);
            let runs = self.of_mission(policy, REACHED)?.count();
            let years = later_half(distribution, runs)?;
            let late = if years > allowed { " (after the deadline)" } else { "" };
            Some(format!("{years} years under {}{late}", self.name(policy)))
        };
        let clauses: Vec<String> = (0..self.tally.policies()).filter_map(clause).collect();
        let others = (0..self.tally.policies()).filter(|policy| clause(*policy).is_none());
        let others: Vec<String> = others.map(|policy| self.name(policy)).collect();
        let fewer = if others.is_empty() {
            String::new()
        } else {
            format!("; under {} fewer than half ever do", listed(&others))
        };
        (!clauses.is_empty()).then(|| {
            format!(
                "Counted from its start, at least half of the runs have met the target after {}{fewer}.",
                listed(&clauses)
            )
        })
    }

    /// What the policies cost, the baseline aside, and whether that is the same.
    fn cost(self) -> Option<String> {
        let costs = costs(self.tally);
        if costs.iter().all(|(_, cost)| *cost == 0.0) {
            return None;
        }
        let told: Vec<String> = costs
            .iter()
            .map(|(policy, cost)| format!("{} M EUR under {}", short(*cost), self.name(*policy)))
            .collect();
        let equal = match Gap::between(&costs) {
            None => String::new(),
            Some(gap) if gap.is_equal() => "; on the mean that is the same within 2 %".into(),
            Some(gap) => format!(
                "; the least and the most differ by {} of the larger amount, so that what reaches more may just cost more",
                percent(gap.share)
            ),
        };
        let whole = if self.subject.scenario.missions.len() > 1 { " of all missions together" } else { "" };
        Some(format!("Net public cost{whole}, as present value over the baseline: {}{equal}.", listed(&told)))
    }

    /// What one more unit of a solution costs.
    fn per_unit(self) -> Option<String> {
        // costs are those of all missions together
        if self.subject.scenario.missions.len() > 1 {
            return None;
        }
        let clause = |policy: usize| {
            let units = self.of_mission(policy, "additional_units")?.mean();
            let cost = self.moments(policy, NET, None)?.mean();
            (units > 0.0 && cost > 0.0)
                .then(|| format!("{} EUR under {}", short(cost * 1e6 / units), self.name(policy)))
        };
        let clauses: Vec<String> = (0..self.tally.policies()).filter_map(clause).collect();
        (!clauses.is_empty()).then(|| {
            format!(
                "Mean net public cost over the mean number of units more than under the baseline: {} a unit.",
                listed(&clauses)
            )
        })
    }

    /// How the weak regions fare.
    fn weak_regions(self) -> Option<String> {
        let clause = |policy: usize| {
            let ratio = self.of_mission(policy, "weak_regions_uptake")?.mean();
            Some(format!("{} under {}", short(ratio), self.name(policy)))
        };
        let clauses: Vec<String> = (0..self.tally.policies()).filter_map(clause).collect();
        (!clauses.is_empty()).then(|| {
            format!(
                "In the weak regions, where the fifth of the population with the least institutional capacity lives, uptake is \
                 this multiple of the mean: {}.",
                listed(&clauses)
            )
        })
    }

    /// Whether there are too few replicates to say much of the chances, and how many would do.
    fn precision(self) -> Option<String> {
        let known = |policy: usize| {
            let moments = self.of_mission(policy, REACHED)?;
            let (_, interval) = self.tally.probability(policy, self.mission)?;
            Some((half_of(interval), moments.mean(), moments.count()))
        };
        let known: Vec<(f64, f64, u64)> = (0..self.tally.policies()).filter_map(known).collect();
        let (widest, _, runs) = *known.iter().max_by(|one, other| one.0.total_cmp(&other.0))?;
        let wanted = known.iter().map(|(_, share, _)| runs_for(*share)).max()?;
        (widest > WIDE).then(|| {
            format!(
                "With {} P(target) of the least certain policy is known to ±{} points; about {} would do for ±{}.",
                count(runs, "replicate"),
                short(widest * 100.0),
                short(wanted as f64),
                short(WIDE * 100.0)
            )
        })
    }
}

/// When at least half of so many runs have met the target, those that never do among them; none where fewer ever do.
fn later_half(distribution: &Distribution, runs: u64) -> Option<f64> {
    let met = distribution.moments().count();
    let place = runs.div_ceil(2);
    (place > 0 && met >= place).then(|| {
        // the run at this place: quantiles lie between runs, and quarters don't
        let below = (place - 1) as f64 / (met - 1).max(1) as f64;
        (distribution.quantile(below) * 4.0).round() / 4.0
    })
}

fn half_of(interval: Interval) -> f64 {
    (interval.high - interval.low) / 2.0
}

/// How many runs tell a share as closely as is wished, if it stays what it is.
fn runs_for(share: f64) -> u64 {
    let is_wide = |runs: u64| half_of(wilson(share * runs as f64, runs)) > WIDE;
    let mut runs = 1;
    while is_wide(runs) {
        runs += (runs / 50).max(1);
    }
    runs
}

/// A share of runs that is neither none nor all, as a percentage that is neither.
fn short_of_all(share: f64) -> String {
    match percent(share) {
        text if text == percent(1.0) => "more than 99 %".to_owned(),
        text => text,
    }
}

/// "0.54 points more (95 % interval 0.43 to 0.64)".
fn more(pair: &Paired) -> String {
    let interval = pair.interval();
    let points = |share: f64| short(share * 100.0);
    format!(
        "{} points more (95 % interval {} to {})",
        points(pair.difference.mean()),
        points(interval.low),
        points(interval.high)
    )
}

/// "+0.54 points, 95 % interval +0.43 to +0.64".
fn difference(pair: &Paired) -> String {
    let (mean, interval) = (pair.difference.mean(), pair.interval());
    let points = |share: f64| signed(share * 100.0);
    match pair.difference.count() {
        0 => "no replicate has both".to_owned(),
        1 => format!("{} points in the only replicate", points(mean)),
        _ if mean == 0.0 && pair.difference.variance() == 0.0 => "the same in every replicate".to_owned(),
        _ => format!(
            "{} points, 95 % interval {} to {}",
            points(mean),
            points(interval.low),
            points(interval.high)
        ),
    }
}
