//! The figures of differences between policies and of how errors shrink.

use super::*;

#[test]
fn differences_stand_where_the_table_says_and_are_hollow_where_they_can_not_be_told() {
    let folder = PLAIN.write();
    draw(folder.path()).unwrap();
    let svg = svg(&folder, "differences.clean_heat.svg");
    let said = words(&svg);
    let heads = ["Problem removed\n", "P(target)\n", "against no_policy\n", "against rd_grants_only\n"];
    for text in
        heads.into_iter().chain(["+1.5 (0.5 to 2.5)\n", "+0.5 (\u{2212}0.5 to 1.5)\n", "+15 (2 to 28)\n"])
    {
        assert!(said.contains(text), "{text:?} is not in {said}");
    }
    assert!(!said.contains("77"), "another outcome: {said}");
    assert!(said.replace('\n', " ").contains("Hollow marks can’t be told from nought."), "{said}");
    // three pairs in each panel, of which two are hollow: a ring and its inside
    let x: Vec<f64> = attribute(&svg, "circle", "cx").into_iter().map(|x| x.parse().unwrap()).collect();
    assert_eq!(x.len(), 2 * (3 + 2));
    assert_on_one_axis(&[x[0], x[2], x[3]], &[0.5, 1.5, 0.5]);
    assert_on_one_axis(&[x[5], x[7], x[8]], &[5.0, 15.0, 5.0]);
}

#[test]
fn more_pairs_than_can_be_read_are_counted() {
    // six policies have fifteen pairs, which is as many as are drawn
    let folder = Synthetic { policies: 6, ..PLAIN }.write();
    draw(folder.path()).unwrap();
    assert!(!words(&svg(&folder, "differences.clean_heat.svg")).contains("differences.csv"));
    let row = "no_policy,everything_at_once,0,problem_removed.clean_heat,200,0.01,0.01,-0.01,0.03\n";
    let path = folder.path().join("differences.csv");
    fs::write(&path, fs::read_to_string(&path).unwrap() + row).unwrap();
    draw(folder.path()).unwrap();
    let said = words(&svg(&folder, "differences.clean_heat.svg")).replace('\n', " ");
    assert!(said.contains("One more pair is in differences.csv."), "{said}");
}

#[test]
fn estimates_are_drawn_after_one_two_five_and_so_on_and_the_last_is_said() {
    let folder = PLAIN.write();
    draw(folder.path()).unwrap();
    let svg = svg(&folder, "convergence.clean_heat.svg");
    let said = words(&svg);
    assert!(said.contains("\n0\u{a0}%, from 0 to 2\u{a0}%\n"), "{said}");
    let looks = [1.0_f64, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0].map(f64::log10);
    let x: Vec<f64> = attribute(&svg, "circle", "cx").into_iter().map(|x| x.parse().unwrap()).collect();
    assert_eq!(x.len(), 3 * 2 * looks.len());
    // each mark is a ring
    let first: Vec<f64> = x.iter().step_by(2).take(looks.len()).copied().collect();
    assert_on_one_axis(&first, &looks);
    let folder = Synthetic { target: "null", ..PLAIN }.write();
    draw(folder.path()).unwrap();
    let said = words(&self::svg(&folder, "convergence.clean_heat.svg"));
    assert!(said.contains("The problem removed after so many replicates"), "{said}");
}
