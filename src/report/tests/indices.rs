//! The figure of what matters, from small tables.

use std::fmt::Write;

use super::*;

const HEAD: &str =
    "policy,reference,outcome,unit,statistic,parameter,value,low,high,error_of_points,error_of_luck,note\n";

/// A folder of a study with these rows: policy, reference, statistic, parameter, value, and note.
fn folder(rows: &[(&str, &str, &str, &str, f64, &str)]) -> TempDir {
    let folder = PLAIN.write();
    let manifest = PLAIN.manifest().replacen('{', r#"{"study":"sensitivity","#, 1);
    let mut table = String::from(HEAD);
    for (policy, reference, statistic, parameter, value, note) in rows {
        for (outcome, factor) in [("problem_removed.clean_heat", 1.0), ("net_public_cost", 77.0)] {
            let value = value * factor;
            let interval = format!("{value},{},{}", value - 0.01, value + 0.01);
            let keys = format!("{policy},{reference},{outcome},share,{statistic},{parameter}");
            let _ = writeln!(table, "{keys},{interval},,,{note}");
        }
    }
    fs::write(folder.path().join("sensitivity.csv"), table).unwrap();
    fs::write(folder.path().join("manifest.json"), manifest).unwrap();
    // such a study keeps nothing of how its runs went
    for name in ["series.csv", "differences.csv"] {
        fs::remove_file(folder.path().join(name)).unwrap();
    }
    folder
}

/// The right ends of the bars, in their order: of all rectangles but the page.
fn bars(svg: &str) -> Vec<f64> {
    let x = attribute(svg, "rect", "x").into_iter().zip(attribute(svg, "rect", "width"));
    x.skip(1).map(|(x, width)| x.parse::<f64>().unwrap() + width.parse::<f64>().unwrap()).collect()
}

#[test]
fn sizes_of_differences_are_drawn_from_the_greatest_and_what_is_not_told_is_hollow() {
    let folder = folder(&[
        ("rd_grants_only", "", "mu_star", "owners.hassle", 0.9, ""),
        ("rd_grants_only", "no_policy", "mu_star", "owners.hassle", 0.04, ""),
        ("rd_grants_only", "no_policy", "mu", "owners.hassle", -0.04, ""),
        ("rd_grants_only", "no_policy", "mu_star", "mission.clean_heat.complexity", 0.08, ""),
        ("rd_grants_only", "no_policy", "mu", "mission.clean_heat.complexity", 0.08, ""),
        ("rd_grants_only", "no_policy", "mu_star", "space.pull", 0.02, "noise: not told from nothing"),
        ("rd_grants_only", "no_policy", "mu_star", "firms.wage", 0.0, "does nothing"),
        ("outcome_procurement", "rd_grants_only", "mu_star", "owners.hassle", 0.7, ""),
    ]);
    let album = draw(folder.path()).unwrap();
    assert_eq!((album.written.len(), album.omitted.len()), (2, 0));
    let svg = svg(&folder, "indices.clean_heat.svg");
    let said = words(&svg);
    let place = |text: &str| said.find(text).unwrap_or_else(|| panic!("{text:?} is not in {said}"));
    assert!(
        place("\ncomplexity\n") < place("\nowners.hassle\n")
            && place("\nowners.hassle\n") < place("\nspace.pull\n")
    );
    assert!(place("rd_grants_only \u{2212} no_policy\n") > 0 && !said.contains("firms.wage"));
    assert!(said.replace('\n', " ").contains("1 do nothing here."), "{said}");
    assert_eq!((said.matches("\n+\n").count() > 0, said.matches("\n\u{2212}\n").count() > 0), (true, true));
    assert_on_one_axis(&bars(&svg), &[8.0, 4.0, 2.0]);
    let fills = attribute(&svg, "rect", "fill");
    assert_eq!(fills.iter().skip(1).map(|fill| *fill == "#FFFFFF").collect::<Vec<_>>(), [false, false, true]);
}

#[test]
fn shares_of_policies_are_drawn_where_no_difference_is_and_none_where_there_is_none() {
    let folder = folder(&[
        ("rd_grants_only", "", "total", "owners.hassle", 0.6, ""),
        ("rd_grants_only", "", "first", "owners.hassle", 0.5, ""),
        ("rd_grants_only", "", "total", "space.pull", 0.3, ""),
        ("rd_grants_only", "", "first", "space.pull", 0.1, "noise: not told from nothing"),
        // a difference that luck alone moves has no shares
        ("rd_grants_only", "no_policy", "total", "owners.hassle", f64::NAN, "not known"),
    ]);
    draw(folder.path()).unwrap();
    let svg = svg(&folder, "indices.clean_heat.svg");
    assert_on_one_axis(&bars(&svg), &[0.6, 0.5, 0.3, 0.1]);
    let said = words(&svg).replace('\n', " ");
    assert!(said.contains("share of the variance ") && said.contains("(Sobol)"), "{said}");
    assert!(said.contains("has no number that could be shown."), "{said}");
    let nothing = self::folder(&[("rd_grants_only", "", "total", "owners.hassle", 0.0, "does nothing")]);
    let said = "the table `sensitivity` has no number for `problem_removed.clean_heat`";
    assert_eq!(omitted(&draw(nothing.path()).unwrap()), [format!("no figure `indices.clean_heat`: {said}")]);
}
