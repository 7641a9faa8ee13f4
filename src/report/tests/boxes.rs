//! The figures of a search, from a small folder.

use std::fmt::Write;

use super::*;

/// A folder of a search with one box of two limits, and a second one with a single limit of words.
fn folder() -> TempDir {
    let folder = PLAIN.write();
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let key = "need,,cost>1";
    put(
        "found.csv",
        &format!(
            "policy,reference,condition,box,coverage,density,sentence\n{key},1,0.9,0.75,`need` costs more in x.\n\
             {key},2,0.5,1,`need` costs more in y.\nblind,,cost>1,,,,nowhere\n"
        ),
    );
    put(
        "box.csv",
        &format!(
            "policy,reference,condition,box,parameter,unit,low,high,words,quasi_p\n{key},1,far,,2,,,0.04\n\
             {key},1,near,M EUR,,6,,0.001\n{key},1,near,M EUR,3,,,0.02\n{key},2,mode,,,,a | b,0.01\n"
        ),
    );
    put(
        "trajectory.csv",
        &format!(
            "policy,reference,condition,box,coverage,density,how\n{key},1,1,0.4,peeled\n{key},1,0.9,0.75,peeled\n\
             {key},1,0.95,0.7,pasted\n{key},2,0.5,1,peeled\n"
        ),
    );
    let mut points = String::from("policy,reference,condition,point,holds,box,near,far,mode\n");
    for point in 0..20 {
        let inside = if point < 5 { "1" } else { "" };
        let mode = ["a", "b", "c"][point % 3];
        let _ =
            writeln!(points, "{key},{point},{},{inside},{},{},{mode}", point % 4 == 0, point % 10, point / 5);
        let _ = writeln!(points, "blind,,cost>1,{point},true,,900,900,c");
    }
    put("points.csv", &points);
    folder
}

#[test]
fn a_box_is_drawn_with_the_cases_among_which_it_was_found() {
    let folder = folder();
    let studied = Results::open(folder.path()).unwrap();
    let titles = ["Where need costs more".to_owned(), "Where it does".to_owned()];
    assert_eq!(draw_boxes(folder.path(), &studied, &titles).unwrap().len(), 4);
    let first = svg(&folder, "box.1.svg");
    let said = words(&first);
    for text in [
        "Where need costs more\n",
        "need costs more in x.\n",
        "near (M EUR)\n",
        "far\n",
        "90\u{a0}% covered,\n",
    ] {
        assert!(said.contains(text), "{text:?} is not in {said}");
    }
    assert!(said.contains("200 replicates per policy, seed 1."), "{said}");
    // 5 of 20 points are full, a hollow one is two circles, the legend has one of each; and 3 steps, of which one is hollow
    let circles = attribute(&first, "circle", "cx");
    assert_eq!(circles.len(), 5 + 2 * 15 + 3 + 3 + 1);
    let x = |text: &str| text.parse::<f64>().unwrap();
    let hollow: Vec<f64> = circles.iter().step_by(2).take(3).map(|text| x(text)).collect();
    assert_on_one_axis(&hollow, &[1.0, 2.0, 3.0]);
    // the frame from 3 to 6 is as wide as the distance of those two places
    let frames: Vec<f64> = attribute(&first, "rect", "width").into_iter().map(x).collect();
    let unit = hollow[1] - hollow[0];
    assert!(frames.iter().any(|width| (width - 3.0 * unit).abs() < 6.0), "{frames:?} {unit}");

    let second = svg(&folder, "box.2.svg");
    let said = words(&second).replace('\n', " ");
    assert!(said.contains("Each future of an earlier box is left out, and counts"), "{said}");
    assert!(said.contains(" a b c "), "{said}");
    // points of the first box are left out, of which two hold
    assert_eq!(attribute(&second, "circle", "cx").len(), 3 + 2 * 12 + 3 + 1);
}
