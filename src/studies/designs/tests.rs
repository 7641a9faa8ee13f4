use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::scenario::Scenario;
use crate::studies::futures;

/// The uncertainties of a scenario that has some.
pub(super) fn uncertainties() -> Vec<Uncertainty> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/push_and_pull.toml");
    let all = Scenario::load(&path, &[], false).unwrap().uncertainties;
    assert!(all.len() > 2);
    all
}

fn factors(texts: &[&str]) -> Vec<Factor> {
    texts.iter().map(|text| Factor::parse(text).unwrap()).collect()
}

fn written(design: &Design) -> Vec<String> {
    (0..design.points.len()).map(|point| design.values(point).join(" ")).collect()
}

#[test]
fn a_grid_by_hand() {
    let design = Kind::Grid.design(&factors(&["a=1..3", "b=x,y"]), 3, 1).unwrap();
    assert_eq!(written(&design), ["1 x", "1 y", "2 x", "2 y", "3 x", "3 y"]);
    assert_eq!(design.changes(3), ["a=2", "b=y"]);
}

#[test]
fn one_after_the_other_by_hand() {
    let own = Factor::parse("a=1..3").unwrap().with_own(Level::Number(1.5));
    let design = Kind::OneAtATime.design(&[own, factors(&["b=x,y,z"]).remove(0)], 3, 1).unwrap();
    // the middle of b is a point already
    assert_eq!(written(&design), ["1.5 y", "1 y", "2 y", "3 y", "1.5 x", "1.5 z"]);
}

#[test]
fn sobol_points_of_uncertainties_are_the_futures() {
    let uncertainties = uncertainties();
    let factors: Vec<Factor> = uncertainties.iter().map(Factor::from).collect();
    let design = Kind::Sobol.design(&factors, 5, 9).unwrap();
    for point in 0..5 {
        assert_eq!(design.changes(point), futures::changes(&uncertainties, 9, point as u64 + 1));
    }
}

#[test]
fn rows_of_the_user_are_taken_as_they_are() {
    let texts = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<String>>();
    let uncertainties = uncertainties();
    let head = texts(&[&uncertainties[0].name, "policy.need.start"]);
    let design = Design::of_rows(&uncertainties, &head, &[texts(&["0.5", " 2027q1 "])]).unwrap();
    assert_eq!(design.changes(0), [uncertainties[0].change(0.5), "policy.need.start=2027q1".into()]);
    for (head, row, what) in [
        (&["a", "b"][..], &["1"][..], "point 1: 1 values for 2 parameters"),
        (&["a", "b"], &["1", " "], "point 1: no value for `b`"),
        (&["a", "a"], &["1", "2"], "`a` is varied twice"),
        (&["a", ""], &["1", "2"], "nothing is named that is to vary"),
        (&[], &[], "nothing is named that is to vary"),
    ] {
        let said = Design::of_rows(&[], &texts(head), &[texts(row)]).unwrap_err().to_string();
        assert!(said.contains(what) && said.contains("= help: "), "{said}");
    }
    assert!(Design::of_rows(&[], &texts(&["a"]), &[]).is_err());
}

#[test]
fn sizes_that_cannot_be_are_refused_with_advice() {
    let one = factors(&["a=0..1"]);
    let many: Vec<Factor> = (0..300).map(|place| Factor::parse(&format!("a{place}=0..1")).unwrap()).collect();
    for (kind, factors, size, what) in [
        (Kind::Grid, &one, 1, "1 levels of a range"),
        (Kind::Grid, &many, 2, "points can't be"),
        (Kind::OneAtATime, &one, 0, "0 levels"),
        (Kind::LatinHypercube, &one, 0, "a sweep of 0 points"),
        (Kind::Sobol, &one, 65_537, "from 1 to 65536"),
        (Kind::Sobol, &many, 2, "300 factors are more"),
        (Kind::Sobol, &Vec::new(), 2, "nothing is named that is to vary"),
        (Kind::Grid, &factors(&["a=0..1", "a=1,2"]), 2, "`a` is varied twice"),
    ] {
        let said = kind.design(factors, size, 1).unwrap_err().to_string();
        assert!(said.contains(what) && said.contains("= help: "), "{said}");
    }
    // a list alone needs no number of levels
    assert_eq!(Kind::Grid.design(&self::factors(&["a=1,2"]), 0, 1).unwrap().points.len(), 2);
}

#[test]
fn latin_hypercubes_hang_on_the_seed_and_their_columns_on_nothing_in_common() {
    let design = |seed| Kind::LatinHypercube.design(&factors(&["a=0..1", "b=0..1"]), 64, seed).unwrap();
    assert_eq!(design(1), design(1));
    assert_ne!(design(1), design(2));
    let [one, other] = [0, 1].map(|column| strata(4096, column, 3));
    // 4096 pairs of ranks that have nothing to do with each other: standard deviation 1/64; beyond 5 of them once in
    // 1.7 million seeds
    let correlation = crate::studies::dependence::rank_correlation(&one, &other);
    assert!(correlation.abs() < 5.0 / 64.0, "{correlation}");
    // part of the results
    assert_eq!(written(&design(1))[..2], ["0.251 0.716", "0.8372 0.9509"]);
}

/// Factors of each sort, with how many levels they have when this many are asked for.
fn some_factors() -> impl Strategy<Value = Vec<(Factor, [f64; 2])>> {
    let one = (0.001..1e4_f64, 0.01..1e4_f64, any::<bool>(), any::<bool>());
    prop::collection::vec(one, 1..5).prop_map(|all| {
        let factor = |(place, (low, width, is_log, is_whole)): (usize, (f64, f64, bool, bool))| {
            let (low, high) =
                if is_whole { (low.ceil(), low.ceil() + width.ceil()) } else { (low, low + width) };
            let text = format!("a.b{place}={low}..{high}{}", if is_log { ":log" } else { "" });
            let factor = Factor::parse(&text).unwrap();
            (if is_whole { factor.whole().unwrap() } else { factor }, [low, high])
        };
        all.into_iter().enumerate().map(factor).collect()
    })
}

proptest! {
    #[test]
    fn no_point_lies_outside(all in some_factors(), size in 2_usize..6, seed: u64) {
        let factors: Vec<Factor> = all.iter().map(|(factor, _)| factor.clone()).collect();
        for kind in Kind::OPTIONS.iter().map(|(kind, ..)| *kind) {
            let design = kind.design(&factors, size, seed).unwrap();
            prop_assert_eq!(design.parameters.len(), factors.len());
            for point in &design.points {
                prop_assert_eq!(point.len(), factors.len());
                for (level, (_, [low, high])) in point.iter().zip(&all) {
                    let Level::Number(value) = level else { panic!("no text comes of a range") };
                    prop_assert!((*low..=*high).contains(value), "{} in {}..{}", value, low, high);
                }
            }
        }
    }

    #[test]
    fn a_grid_has_every_combination_once(all in some_factors(), size in 2_usize..6) {
        let factors: Vec<Factor> = all.into_iter().map(|(factor, _)| factor).collect();
        let design = Kind::Grid.design(&factors, size, 1).unwrap();
        let count: usize = factors.iter().map(|factor| factor.levels(size).len()).product();
        let mut points = written(&design);
        points.sort_unstable();
        points.dedup();
        prop_assert_eq!((points.len(), design.points.len()), (count, count));
    }

    #[test]
    fn one_after_the_other_changes_one(all in some_factors(), size in 2_usize..6) {
        let factors: Vec<Factor> = all.into_iter().map(|(factor, _)| factor).collect();
        let points = Kind::OneAtATime.design(&factors, size, 1).unwrap().points;
        for point in &points[1..] {
            let changed = point.iter().zip(&points[0]).filter(|(one, centre)| one != centre).count();
            prop_assert_eq!(changed, 1);
        }
    }

    #[test]
    fn every_part_of_every_column_holds_one_point(points in 1_usize..200, column in 0_usize..300, seed: u64) {
        let mut parts: Vec<usize> =
            strata(points, column, seed).iter().map(|share| (share * points as f64) as usize).collect();
        parts.sort_unstable();
        prop_assert!(parts.into_iter().eq(0..points));
    }

    #[test]
    fn a_list_is_drawn_in_equal_numbers(each in 1_usize..20, seed: u64) {
        let design = Kind::LatinHypercube.design(&factors(&["a=1,2,4"]), 3 * each, seed).unwrap();
        for value in ["1", "2", "4"] {
            let count = written(&design).iter().filter(|point| *point == value).count();
            prop_assert_eq!(count, each);
        }
    }

    #[test]
    fn more_sobol_points_leave_the_first_as_they_are(all in some_factors(), few in 1_usize..40, more in 0_usize..40, seed: u64) {
        let factors: Vec<Factor> = all.into_iter().map(|(factor, _)| factor).collect();
        let [few_points, all_points] = [few, few + more].map(|size| Kind::Sobol.design(&factors, size, seed).unwrap().points);
        prop_assert_eq!(&few_points[..], &all_points[..few]);
    }
}
