//! The figures of a spatial study, from small tables.

use std::fmt::Write;

use super::*;
use crate::report::forest::bounds;
use crate::report::penalties::Estimate;

const CAUSES_HEAD: &str = "reference,outcome,cause,pairs,part,standard_error,low,high\n";
const PENALTIES_HEAD: &str =
    "case,group,setting,reference,outcome,unit,better,pairs,penalty,standard_error,low,high\n";
/// The comparators, with the policies of the synthetic folder in their roles.
const AGAINST: [&str; 2] = ["rd_grants_only", "outcome_procurement"];
const CAUSES: [(&str, f64); 7] = [
    ("capacity", 0.012),
    ("need", 0.0),
    ("distance", -0.003),
    ("fit", 0.02),
    ("all differences", 0.029),
    ("left when all are equal", -0.009),
    ("whole", 0.02),
];
const CASES: [(&str, &str, f64); 12] = [
    ("world", "as it is", 0.02),
    ("world", "equal fit", 0.9),
    ("correlation of need and capacity", "0.8", 0.014),
    ("correlation of need and capacity", "-0.8", 0.006),
    ("correlation of need and capacity", "0", 0.01),
    ("context sensitivity", "0", 0.001),
    ("context sensitivity", "0.5", 0.011),
    ("context sensitivity", "1", 0.021),
    ("spread of capacity", "0", 0.016),
    ("spread of capacity", "1", -0.004),
    ("design", "envelope only", 0.008),
    ("design", "wrong map", -0.012),
];

/// A mean with the half of its interval, as cells.
fn cells(pairs: u64, mean: f64, half: f64) -> String {
    match pairs {
        1 => format!("1,{mean},,,"),
        _ => format!("{pairs},{mean},{},{},{}", half / 2.0, mean - half, mean + half),
    }
}

fn causes(pairs: u64) -> String {
    let mut text = String::from(CAUSES_HEAD);
    for (place, reference) in AGAINST.iter().enumerate() {
        for (cause, part) in CAUSES {
            let half = if part == 0.0 { 0.0 } else { 0.005 };
            let estimate = cells(pairs, part * (1.0 - 1.5 * place as f64), half);
            let _ = writeln!(text, "{reference},problem_removed.clean_heat,{cause},{estimate}");
            let _ =
                writeln!(text, "{reference},target_reached.clean_heat,{cause},{}", cells(pairs, 0.77, half));
        }
    }
    text
}

fn penalties(pairs: u64) -> String {
    let mut text = String::from(PENALTIES_HEAD);
    for (case, (group, setting, penalty)) in CASES.iter().enumerate() {
        for (place, reference) in AGAINST.iter().enumerate() {
            let estimate = cells(pairs, penalty - 0.01 * place as f64, 0.005);
            let key = format!("{case},{group},{setting},{reference}");
            let _ = writeln!(text, "{key},problem_removed.clean_heat,share,more,{estimate}");
            let _ = writeln!(text, "{key},net_public_cost,M EUR,less,{}", cells(pairs, -77.0, 1.0));
        }
    }
    text
}

/// A folder of a study of this kind with these tables.
fn folder(study: &str, causes: &str, penalties: &str) -> TempDir {
    let folder = PLAIN.write();
    let manifest = PLAIN.manifest().replacen(
        '{',
        &format!(
            r#"{{"study":"{study}","changes":["space.absorbable=2","policy.sensitive={{like='place_based'}}"],"#
        ),
        1,
    );
    for (name, text) in [("manifest.json", &*manifest), ("causes.csv", causes), ("penalties.csv", penalties)]
    {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// Without the lines that contain a word.
fn without(table: &str, word: &str) -> String {
    table.lines().filter(|line| !line.contains(word)).fold(String::new(), |all, line| all + line + "\n")
}

#[test]
fn only_a_spatial_study_has_them_and_others_say_nothing() {
    let spatial = folder("spatial", &causes(12), &penalties(12));
    let album = draw(spatial.path()).unwrap();
    assert_eq!(album.written.len(), files_of_all() + 4);
    assert!(album.omitted.is_empty(), "{:?}", album.omitted);
    for name in ["causes.clean_heat.svg", "blindness.clean_heat.svg"] {
        let svg = svg(&spatial, name);
        assert!(!svg.contains("NaN") && !svg.contains("inf "), "{name}");
        let text = words(&svg).replace('\n', " ");
        for said in [
            "200 replicates per policy, seed 1.",
            "Each mean is from 12 pairs of runs under the same luck.",
            "95 % intervals",
            "points of the problem removed",
            "“place_based”",
            "against rd_grants_only",
            "against outcome_procurement",
        ] {
            assert!(text.replace("_ ", "_").contains(said), "{name}: {said}: {text}");
        }
        assert!(!text.contains("77"), "{name}: another outcome");
    }
    let other = folder("run", &causes(12), &penalties(12));
    let album = draw(other.path()).unwrap();
    assert_eq!((album.written.len(), album.omitted), (files_of_all(), Vec::new()));
}

#[test]
fn causes_stand_where_the_table_says_and_their_numbers_beside_them() {
    let folder = folder("spatial", &causes(12), &penalties(12));
    draw(folder.path()).unwrap();
    let svg = svg(&folder, "causes.clean_heat.svg");
    let text = words(&svg);
    for (cause, part) in CAUSES {
        assert!(text.contains(&format!("{cause}\n")), "{cause}: {text}");
        let written =
            if part == 0.0 { "0\n".into() } else { format!("{:.2} ±0.50\n", (part * 100.0).abs()) };
        assert!(text.contains(&written), "{cause}: {written} is not in {text}");
    }
    assert!(text.contains("\n+1.20 ±0.50\n") && text.contains("\n\u{2212}0.60 ±0.50\n"), "{text}");
    let parts: Vec<f64> = CAUSES.iter().map(|(_, part)| *part).collect();
    assert_on_one_axis(&circles(&svg, "x"), &parts);
    // the two lines that divide sums from their parts
    assert_eq!(attribute(&svg, "polyline", "stroke-width").iter().filter(|width| **width == "7").count(), 2);
}

#[test]
fn penalties_stand_where_the_table_says_from_the_lowest_setting_to_the_highest() {
    let folder = folder("spatial", &causes(12), &penalties(12));
    draw(folder.path()).unwrap();
    let svg = svg(&folder, "blindness.clean_heat.svg");
    let (across, down) = (circles(&svg, "x"), circles(&svg, "y"));
    assert_eq!(across.len(), 3 + 3 + 2 + 3);
    assert_on_one_axis(&down[..8], &[0.001, 0.011, 0.021, 0.006, 0.01, 0.014, 0.016, -0.004]);
    assert_on_one_axis(&across[..3], &[0.0, 0.5, 1.0]);
    assert_on_one_axis(&across[3..6], &[-0.8, 0.0, 0.8]);
    assert_on_one_axis(&across[8..], &[0.02, 0.008, -0.012]);
    let text = words(&svg);
    assert!(text.contains("as it is\n") && !text.contains("equal fit"), "{text}");
}

#[test]
fn a_panel_without_cases_is_left_out_and_a_figure_without_any_says_why() {
    let names = ["Context sensitivity\n", "Need and capacity\n", "Spread of capacity\n", "wrong map\n"];
    let groups = ["context sensitivity", "correlation of need", "spread of capacity", "design"];
    let mut rest = penalties(12);
    for place in 0..names.len() {
        rest = without(&rest, groups[place]);
        let folder = folder("spatial", &causes(12), &rest);
        let album = draw(folder.path()).unwrap();
        if place + 1 == names.len() {
            let said = "penalties.csv has no number for `problem_removed.clean_heat` in a case that is drawn";
            assert_eq!(omitted(&album), [format!("no figure `blindness.clean_heat`: {said}")]);
            break;
        }
        let text = words(&svg(&folder, "blindness.clean_heat.svg"));
        for (other, name) in names.iter().enumerate() {
            assert_eq!(text.contains(name), other > place, "{name}: {text}");
        }
    }
    let no_designs = folder("spatial", CAUSES_HEAD, &without(&penalties(12), "design"));
    let album = draw(no_designs.path()).unwrap();
    let said = "causes.csv has no number for `problem_removed.clean_heat`";
    assert_eq!(omitted(&album), [format!("no figure `causes.clean_heat`: {said}")]);
    assert!(!words(&svg(&no_designs, "blindness.clean_heat.svg")).contains("as it is\n"));
}

#[test]
fn one_pair_has_no_interval_and_can_not_be_told_from_nought() {
    let folder = folder("spatial", &causes(1), &penalties(1));
    draw(folder.path()).unwrap();
    for name in ["causes.clean_heat.svg", "blindness.clean_heat.svg"] {
        let svg = svg(&folder, name);
        let text = words(&svg).replace('\n', " ");
        assert!(text.contains("Each mean is from 1 pair of runs, which allows no interval."), "{text}");
        assert!(!text.contains('±') && !text.contains("95 %"), "{text}");
        let means = circles(&svg, "x").len();
        assert!(means >= CAUSES.len(), "{means}");
        assert_eq!(attribute(&svg, "circle", "cx").len(), 2 * means, "hollow");
    }
}

#[test]
fn a_missing_number_leaves_a_gap_and_is_counted() {
    // the cells from the number of pairs on, of one line
    let emptied = |table: &str, start: &str| {
        let line = table.lines().find(|line| line.starts_with(start)).unwrap();
        table.replace(line, &format!("{start},0,,,,"))
    };
    let causes = emptied(&causes(12), "rd_grants_only,problem_removed.clean_heat,need");
    let middle = "6,context sensitivity,0.5,rd_grants_only,problem_removed.clean_heat,share,more";
    let penalties = emptied(&penalties(12), middle);
    let folder = folder("spatial", &causes, &penalties);
    draw(folder.path()).unwrap();
    for name in ["causes.clean_heat.svg", "blindness.clean_heat.svg"] {
        let text = words(&svg(&folder, name)).replace('\n', " ");
        assert!(text.contains("1 cell without a number was left out."), "{text}");
        assert_eq!(text.contains("no data"), name.starts_with("causes"), "{text}");
    }
    assert_eq!(circles(&svg(&folder, "causes.clean_heat.svg"), "x").len(), CAUSES.len() - 1);
    assert_eq!(circles(&svg(&folder, "blindness.clean_heat.svg"), "x").len(), 10);
}

#[test]
fn tables_that_are_not_what_the_program_writes_are_errors() {
    let complaint = |causes: &str, penalties: &str| {
        draw(folder("spatial", causes, penalties).path()).unwrap_err().to_string()
    };
    let said = complaint(&causes(12), &penalties(12).replace("sensitivity,0.5", "sensitivity,half"));
    assert!(
        said.contains("penalties.csv") && said.contains("`half` of context sensitivity is no number"),
        "{said}"
    );
    let said = complaint(&causes(12).replace("rd_grants_only", "unheard_of"), &penalties(12));
    assert!(said.contains("causes.csv") && said.contains("knows no policy `unheard_of`"), "{said}");
    let folder = folder("spatial", &causes(12), &penalties(12));
    fs::remove_file(folder.path().join("causes.csv")).unwrap();
    assert!(draw(folder.path()).unwrap_err().to_string().contains("causes.csv"));
}

#[test]
fn axes_hold_every_interval_and_nought() {
    let wild = Estimate { mean: 3.0, interval: Some((-70.0, 76.0)) };
    let (low, high) = bounds([wild, Estimate { mean: 2.0, interval: None }].iter());
    assert!(low < -70.0 && high > 76.0);
    let (low, _) = bounds([Estimate { mean: 2.0, interval: Some((1.0, 3.0)) }].iter());
    assert!(low < 0.0);
}
