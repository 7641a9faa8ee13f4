//! The sentences of spatial studies and of sweeps over random runs.

use super::*;
use crate::store::plan::Case;
use crate::studies::spatial::{CONTEXT, DESIGN, OPEN, PER_HEAD, Reading, SENSITIVE, WORLD, WORLDS};
use crate::studies::statistics::Sign;
use crate::studies::walk::Witness;

/// Cases beside the worlds: their groups and settings.
const OTHERS: [(&str, &str); 4] =
    [(DESIGN, "wrong map"), (DESIGN, "exact map"), (CONTEXT, "0"), ("zoning", "first 3")];

/// What is removed, by case, policy and replicate.
type Removed = Vec<Vec<Vec<f64>>>;

/// Runs of a spatial study, in each case with a random gap between the sensitive policy and the others; in some cases none.
fn removed() -> impl Strategy<Value = Removed> {
    let cases = WORLDS + OTHERS.len();
    let gap = prop_oneof![1 => Just(0.0), 2 => -0.2..0.2, 2 => -0.01..0.01];
    (proptest::collection::vec((gap, 0.0..0.1), cases), 2_usize..12, any::<bool>()).prop_flat_map(
        move |(gaps, replicates, is_exact)| {
            proptest::collection::vec(proptest::collection::vec(0.0..1.0, replicates), cases).prop_map(
                move |luck| {
                    let case = |((gap, spread), luck): (&(f64, f64), &Vec<f64>)| {
                        let noise = |factor: f64| {
                            luck.iter().map(move |one| 0.3 * one + factor).collect::<Vec<f64>>()
                        };
                        let own = |one: &f64| {
                            let luck = if is_exact { 0.0 } else { spread * ((one * 7.31).fract() - 0.5) };
                            0.3 * one + gap + luck
                        };
                        vec![noise(-0.05), noise(0.0), noise(0.01), luck.iter().map(own).collect()]
                    };
                    gaps.iter().zip(&luck).map(case).collect()
                },
            )
        },
    )
}

/// What is said of such runs.
fn told(removed: &Removed) -> (Vec<String>, Vec<[Moments; 2]>) {
    let scenario = small_scenario();
    let survey = Arc::new(Survey::of(&scenario));
    let names = ["no_policy", OPEN, PER_HEAD, SENSITIVE].map(str::to_owned);
    let replicates = removed[0][0].len();
    let settings =
        (0..WORLDS).map(|world| (WORLD, if world == 0 { "as it is" } else { "without" })).chain(OTHERS);
    let case = |(group, setting): (&str, &str)| Case {
        name: format!("{group} {setting}"),
        changes: Vec::new(),
        values: vec![group.to_owned(), setting.to_owned()],
    };
    let plan = Plan { cases: settings.map(case).collect(), ..plan_of(&names, replicates as u64) };
    let mut reading = Reading::new(&plan);
    let column = survey.column(REMOVED, Some(0)).unwrap();
    let mut gaps = Vec::new();
    for (case, policies) in removed.iter().enumerate() {
        let subject = Subject { plan: &plan, case, scenario: &scenario, survey: &survey };
        let mut tally = Tally::new(survey.clone(), 4, Some(0));
        for replicate in 0..replicates {
            let values: Vec<Vec<f64>> = policies
                .iter()
                .map(|policy| {
                    let mut values = vec![f64::NAN; survey.columns.len()];
                    values[column] = policy[replicate];
                    values
                })
                .collect();
            let runs: Vec<Option<&[f64]>> = values.iter().map(|values| Some(values.as_slice())).collect();
            tally.add(&runs);
            reading.replicate(subject, replicate as u64, &runs);
        }
        reading.case(subject, &tally);
        let gap = |blind: usize| {
            let pairs = policies[3].iter().zip(&policies[blind]);
            Moments::of(&pairs.map(|(own, other)| own - other).collect::<Vec<_>>())
        };
        gaps.push([gap(1), gap(2)]);
    }
    let subject = Subject { plan: &plan, case: 0, scenario: &scenario, survey: &survey };
    (place::sentences(&reading, subject, &scenario.missions[0].name), gaps)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn blindness_is_said_to_cost_or_to_pay_only_where_it_can_be_told(removed in removed()) {
        let (sentences, gaps) = told(&removed);
        for (blind, words) in ["an open competition", "envelopes by population"].into_iter().enumerate() {
            let text = sentences.iter().find(|text| text.contains(words) && text.contains("problem")).unwrap();
            let sign = Sign::of(&gaps[0][blind]);
            prop_assert_eq!(text.contains("costs the mission something"), sign == Sign::Ahead, "{}", text);
            prop_assert_eq!(text.contains("is better here"), sign == Sign::Behind, "{}", text);
            prop_assert_eq!(text.contains("no difference in the problem removed can be shown"), sign == Sign::Undecided, "{}", text);
        }
        let own = Sign::of(&gaps[0][0]);
        let map = sentences.iter().find(|text| text.starts_with("With a wrong map")).unwrap();
        prop_assert_eq!(map.contains("there is no gain that could be targeting"), own != Sign::Ahead, "{}", map);
        if map.contains("it is targeting, and not concentration") {
            let wrong = &gaps[WORLDS][0];
            prop_assert!(Sign::of(wrong) != Sign::Ahead || wrong.mean() <= gaps[0][0].mean() / 2.0, "{}", map);
        }
        let zoned = Sign::of(&gaps[WORLDS + 3][0]);
        let zoning = sentences.iter().find(|text| text.starts_with("On larger zones")).unwrap();
        prop_assert_eq!(zoning.ends_with("the same answer."), own == zoned, "{}", zoning);
        prop_assert_eq!(zoning.contains("the opposite answer"), own.reverses(zoned), "{}", zoning);
        prop_assert!(sentences.iter().all(|text| !text.contains("NaN") && !text.contains("inf")), "{:?}", sentences);
    }

    #[test]
    fn the_ends_of_a_sweep_are_those_of_its_points(shares in proptest::collection::vec(proptest::collection::vec(0_u32..9, 6), 1..4)) {
        let scenario = small_scenario();
        let survey = Arc::new(Survey::of(&scenario));
        let names: Vec<String> = (0..shares.len()).map(|place| format!("p{place}")).collect();
        let case = |point: usize| Case { name: format!("point {point}"), changes: Vec::new(), values: vec![point.to_string()] };
        let plan = Plan { varied: vec!["owners.hassle".into()], cases: (0..6).map(case).collect(), ..plan_of(&names, 8) };
        let mut points = sweep::Points::default();
        for point in 0..6 {
            let mut tally = Tally::new(survey.clone(), names.len(), None);
            for replicate in 0..8 {
                let values: Vec<Vec<f64>> = shares.iter().map(|policy| {
                    let mut values = vec![f64::NAN; survey.columns.len()];
                    values[survey.column(REACHED, Some(0)).unwrap()] = f64::from(replicate < policy[point]);
                    values[survey.column(REMOVED, Some(0)).unwrap()] = f64::from(policy[point]) / 10.0;
                    values
                }).collect();
                tally.add(&values.iter().map(|values| Some(values.as_slice())).collect::<Vec<_>>());
            }
            points.case(Subject { plan: &plan, case: point, scenario: &scenario, survey: &survey }, &tally);
        }
        let subject = Subject { plan: &plan, case: 0, scenario: &scenario, survey: &survey };
        let told = points.sentences(subject, 0);
        for (policy, counts) in shares.iter().enumerate() {
            let text = &told[policy];
            for met in [counts.iter().min().unwrap(), counts.iter().max().unwrap()] {
                prop_assert!(percents(f64::from(*met) / 8.0).iter().any(|end| text.contains(end)), "{}", text);
            }
            // the points that are named have those chances
            for setting in text.split("owners.hassle = ").skip(1) {
                let point: usize = setting[..1].parse().unwrap();
                let is_said = |share: &String| text.contains(&format!("{share} (owners.hassle = {point})"));
                prop_assert!(percents(f64::from(counts[point]) / 8.0).iter().any(is_said), "{}", text);
            }
        }
        prop_assert_eq!(told.len(), if shares.len() > 1 { shares.len() + 1 } else { 1 });
        for (policy, _) in shares.iter().enumerate().filter(|_| shares.len() > 1) {
            let wins = (0..6).filter(|point| (0..shares.len()).all(|rival| rival == policy || shares[rival][*point] < shares[policy][*point])).count();
            let text = &told[shares.len()];
            prop_assert_eq!(text.contains(&format!("`p{policy}` at {wins}")), wins > 0, "{}", text);
        }
    }
}
