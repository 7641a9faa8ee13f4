//! Sentences over random tables of results: each is held against the numbers themselves.

mod place_and_sweep;

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::outcomes::{REACHED, REMOVED};
use crate::report::words::percent;
use crate::run::Survey;
use crate::scenario::Scenario;
use crate::store::plan::Plan;
use crate::studies::rows::Subject;
use crate::studies::statistics::Moments;
use crate::studies::statistics::{paired_shares, student_t};
use crate::studies::tally::Tally;
use crate::studies::tests::{plan_of, small_scenario};

/// What a policy does in a random table.
#[derive(Clone, Copy, Debug)]
enum Manner {
    /// What it removes is drawn, on top of this.
    Drawn(f64),
    /// The same as the policy before it.
    Like,
    /// It never meets the target.
    Never,
    /// It always does.
    Always,
    /// A run in three has no number.
    Gaps,
    /// No run has a number.
    Nothing,
}

/// The runs of a table: by policy and replicate, none for one that failed.
#[derive(Clone, Debug)]
struct Runs {
    policies: Vec<Vec<Option<Run>>>,
    has_baseline: bool,
}

/// One run.
#[derive(Clone, Copy, Debug)]
struct Run {
    removed: f64,
    reached: f64,
    cost: f64,
    units: f64,
}

impl Run {
    /// Years until the target is met, in quarters; never where it is not.
    fn time(&self) -> f64 {
        if self.reached > 0.0 { ((1.0 - self.removed).max(0.0) * 24.0).ceil() / 4.0 } else { f64::INFINITY }
    }
}

fn manner() -> impl Strategy<Value = Manner> {
    prop_oneof![
        4 => (0.0..0.3).prop_map(Manner::Drawn),
        1 => Just(Manner::Like),
        1 => Just(Manner::Never),
        1 => Just(Manner::Always),
        1 => Just(Manner::Gaps),
        1 => Just(Manner::Nothing),
    ]
}

fn tables() -> impl Strategy<Value = Runs> {
    let sizes = (
        proptest::collection::vec(
            (manner(), prop_oneof![3 => 0.0..100.0, 1 => -100.0..0.0, 1 => Just(50.0)]),
            1..6,
        ),
        1_usize..40,
        any::<bool>(),
    );
    sizes.prop_flat_map(|(manners, replicates, has_baseline)| {
        let draws = proptest::collection::vec(proptest::collection::vec(0.0..1.0, replicates), manners.len());
        draws.prop_map(move |draws| Runs { policies: runs(&manners, &draws), has_baseline })
    })
}

fn runs(manners: &[(Manner, f64)], draws: &[Vec<f64>]) -> Vec<Vec<Option<Run>>> {
    let mut policies: Vec<Vec<Option<Run>>> = Vec::new();
    for (place, ((manner, cost), luck)) in manners.iter().zip(draws).enumerate() {
        let run = |(replicate, luck): (usize, &f64)| {
            let common = draws[0][replicate];
            let removed = 0.4 * common + 0.1 * luck;
            let of = |removed: f64| Run {
                removed,
                reached: f64::from(removed > 0.25),
                cost: *cost,
                units: (removed - 0.2) * 1e4,
            };
            Some(match manner {
                Manner::Drawn(more) => of(removed + more),
                Manner::Like if place > 0 => return policies[place - 1][replicate],
                Manner::Never => Run { reached: 0.0, ..of(removed) },
                Manner::Always => Run { reached: 1.0, ..of(removed) },
                Manner::Gaps if replicate % 3 == 0 => return None,
                Manner::Like | Manner::Gaps => of(removed),
                Manner::Nothing => return None,
            })
        };
        let runs = luck.iter().enumerate().map(run).collect();
        policies.push(runs);
    }
    policies
}

/// A table with all that tells of it.
struct Told {
    scenario: Scenario,
    survey: Arc<Survey>,
    plan: Plan,
    tally: Tally,
}

impl Told {
    fn of(runs: &Runs) -> Self {
        let scenario = small_scenario();
        let survey = Arc::new(Survey::of(&scenario));
        let names: Vec<String> = (0..runs.policies.len()).map(|place| format!("p{place}")).collect();
        let replicates = runs.policies[0].len();
        let baseline = runs.has_baseline.then_some(0);
        let mut tally = Tally::new(survey.clone(), names.len(), baseline);
        let column = |outcome, mission| survey.column(outcome, mission).unwrap();
        let places = [
            column(REMOVED, Some(0)),
            column(REACHED, Some(0)),
            column(NET, None),
            column("additional_units", Some(0)),
            column("shortfall", Some(0)),
            column("time_to_target", Some(0)),
        ];
        let columns = survey.columns.len();
        let values = |run: &Run| {
            let mut values = vec![f64::NAN; columns];
            let time = if run.reached > 0.0 { run.time() } else { f64::NAN };
            let cells = [run.removed, run.reached, run.cost, run.units, 1.0 - run.reached, time];
            places.iter().zip(cells).for_each(|(place, value)| values[*place] = value);
            values
        };
        for replicate in 0..replicates {
            let all: Vec<Option<Vec<f64>>> =
                runs.policies.iter().map(|policy| policy[replicate].as_ref().map(values)).collect();
            tally.add(&all.iter().map(Option::as_deref).collect::<Vec<_>>());
        }
        Self { plan: plan_of(&names, replicates as u64), scenario, survey, tally }
    }

    fn sentences(&self) -> Vec<String> {
        let subject = Subject { plan: &self.plan, case: 0, scenario: &self.scenario, survey: &self.survey };
        Teller { subject, tally: &self.tally, mission: 0 }.sentences()
    }
}

impl Runs {
    fn of(&self, policy: usize, read: fn(&Run) -> f64) -> Vec<f64> {
        self.policies[policy].iter().flatten().map(read).collect()
    }

    fn mean(&self, policy: usize, read: fn(&Run) -> f64) -> f64 {
        let values = self.of(policy, read);
        values.iter().sum::<f64>() / values.len() as f64
    }

    /// The differences of two policies in the replicates that have both.
    fn gaps(&self, one: usize, other: usize, read: fn(&Run) -> f64) -> Vec<f64> {
        let pairs = self.policies[one].iter().zip(&self.policies[other]);
        pairs.filter_map(|(one, other)| Some(read(one.as_ref()?) - read(other.as_ref()?))).collect()
    }

    /// Whether the interval of the mean difference in what is removed lies above nought.
    fn is_ahead(&self, one: usize, other: usize) -> bool {
        let gaps = self.gaps(one, other, |run| run.removed);
        let count = gaps.len() as f64;
        let mean = gaps.iter().sum::<f64>() / count;
        let squares: f64 = gaps.iter().map(|gap| (gap - mean).powi(2)).sum();
        let error = (squares / (count - 1.0) / count).sqrt();
        mean - student_t(gaps.len().saturating_sub(1) as u64) * error > 0.0
    }
}

/// The names that stand in a part of a sentence.
fn names(text: &str) -> Vec<usize> {
    text.split('`').skip(1).step_by(2).filter_map(|name| name.strip_prefix('p')?.parse().ok()).collect()
}

/// A share as it may be written: half a per cent is rounded by the last bit of a mean.
fn percents(share: f64) -> [String; 2] {
    [percent((share - 1e-12).max(0.0)), percent(share + 1e-12)]
}

/// The part of a text after some words, up to a semicolon or its end; empty where they don't stand in it.
fn after<'t>(text: &'t str, words: &str) -> &'t str {
    text.split_once(words).map_or("", |(_, rest)| rest.split(';').next().unwrap_or(rest))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_leader_is_told_from_just_those_whose_interval_is_clear(runs in tables()) {
        let told = Told::of(&runs).sentences();
        let Some(text) = told.iter().find(|text| text.contains("largest share of the problem, ")) else {
            let with_numbers = (0..runs.policies.len()).filter(|policy| !runs.of(*policy, |run| run.removed).is_empty());
            prop_assert!(with_numbers.count() < 2);
            return Ok(());
        };
        let leader = names(text)[0];
        let known: Vec<usize> = (0..runs.policies.len()).filter(|policy| !runs.of(*policy, |run| run.removed).is_empty()).collect();
        let mean = |policy: usize| runs.mean(policy, |run| run.removed);
        prop_assert!(known.iter().all(|rival| mean(*rival) <= mean(leader) + 1e-12), "{}", text);
        prop_assert!(text.contains(&percent(mean(leader))), "{}", text);
        let open = names(after(text, "no difference can be shown to").split(" and in the replicates").next().unwrap());
        let behind = names(after(text, "that have both it removes less than"));
        for rival in known.into_iter().filter(|rival| *rival != leader) {
            let is_clear = runs.is_ahead(leader, rival);
            let is_behind = runs.is_ahead(rival, leader);
            prop_assert_eq!(open.contains(&rival), !is_clear && !is_behind, "p{} in {}", rival, text);
            prop_assert_eq!(behind.contains(&rival), is_behind, "p{} in {}", rival, text);
            if text.contains(&format!(") than `p{rival}`")) {
                prop_assert!(is_clear, "{}", text);
            }
        }
    }

    #[test]
    fn chances_are_those_that_were_counted(runs in tables()) {
        let told = Told::of(&runs).sentences();
        let text = told.iter().find(|text| text.starts_with("The target is met")).cloned().unwrap_or_default();
        for policy in 0..runs.policies.len() {
            let reached = runs.of(policy, |run| run.reached);
            let met = reached.iter().filter(|value| **value > 0.0).count();
            let part = |share: &str| text.contains(&format!("{share} under `p{policy}`"));
            prop_assert_eq!(reached.is_empty(), !text.contains(&format!("`p{policy}`")), "{}", text);
            if reached.len() > 1 {
                prop_assert_eq!(part(&format!("none of the {} runs", reached.len())), met == 0, "{}", text);
                prop_assert_eq!(part(&format!("all {} runs", reached.len())), met == reached.len(), "{}", text);
                if met > 0 && met < reached.len() {
                    let is_said = |share: &String| part(&format!("{share} of the runs"));
                    prop_assert!(percents(met as f64 / reached.len() as f64).iter().any(is_said), "{}", text);
                }
            }
        }
    }

    #[test]
    fn nobody_is_best_whom_the_runs_do_not_carry(runs in tables()) {
        let told = Told::of(&runs).sentences();
        for text in told.iter().filter(|text| text.contains(" is best")) {
            let best = names(text)[0];
            let replicates = runs.policies[0].len();
            let whole: Vec<usize> = (0..replicates).filter(|replicate| runs.policies.iter().all(|policy| policy[*replicate].is_some())).collect();
            let wins = whole.iter().filter(|replicate| {
                let of = |policy: usize| runs.policies[policy][**replicate].map_or(f64::NAN, |run| run.removed);
                (0..runs.policies.len()).filter(|rival| *rival != best).all(|rival| of(best) > of(rival))
            });
            prop_assert!(wins.count() as f64 >= 0.8 * whole.len() as f64, "{}", text);
            for rival in (0..runs.policies.len()).filter(|rival| *rival != best) {
                let lead = paired_shares(&Moments::of(&runs.gaps(best, rival, |run| run.reached)));
                prop_assert!(lead.low > 0.03, "{}", text);
            }
        }
        prop_assert!(runs.policies.len() > 1 || told.iter().all(|text| !text.contains("best") && !text.contains("ranking")));
    }

    #[test]
    fn no_sentence_has_a_number_that_is_none(runs in tables()) {
        for text in Told::of(&runs).sentences() {
            prop_assert!(!text.contains("NaN") && !text.contains("inf"), "{}", text);
            // what has no number is shown as a dash elsewhere
            let stands_alone = |word: &str| word.trim_matches(['(', ')', ',', '.', ';']) == "-";
            prop_assert!(!text.split(' ').any(stands_alone), "{}", text);
        }
    }

    #[test]
    fn costs_are_called_the_same_only_where_they_are(runs in tables()) {
        let told = Told::of(&runs).sentences();
        let Some(text) = told.iter().find(|text| text.starts_with("Net public cost")) else { return Ok(()) };
        let first = usize::from(runs.has_baseline);
        let costs: Vec<f64> = (first..runs.policies.len()).map(|policy| runs.mean(policy, |run| run.cost)).filter(|cost| cost.is_finite()).collect();
        let most = costs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let least = costs.iter().copied().fold(f64::INFINITY, f64::min);
        let is_near = most - least <= 0.02 * most.abs().max(least.abs());
        prop_assert_eq!(text.contains("the same within 2 %"), costs.len() > 1 && is_near, "{}", text);
        prop_assert_eq!(text.contains("may just cost more"), costs.len() > 1 && !is_near, "{}", text);
    }

    #[test]
    fn half_of_the_runs_have_met_the_target_by_then_and_not_before(runs in tables()) {
        let told = Told::of(&runs).sentences();
        let text = told.iter().find(|text| text.starts_with("Counted from its start")).cloned().unwrap_or_default();
        for policy in 0..runs.policies.len() {
            let mut times = runs.of(policy, Run::time);
            times.sort_by(f64::total_cmp);
            let half = times.len().div_ceil(2);
            let met = times.iter().filter(|time| time.is_finite()).count();
            let stands = text.split("; under ").next().unwrap_or_default().contains(&format!("under `p{policy}`"));
            prop_assert_eq!(stands, half > 0 && met >= half, "p{}: {}", policy, text);
            if stands {
                let years = times[half - 1];
                let late = if years > 4.0 { " (after the deadline)" } else { "" };
                prop_assert!(text.contains(&format!("{years} years under `p{policy}`{late}")), "{} in {}", years, text);
            }
        }
    }
}
