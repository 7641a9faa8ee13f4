//! diptest (Urlus 2022, from the R package of Maechler): the same numbers have the same dip.

use std::fs;

use missionmix::chance::{Purpose, Streams};
use missionmix::numeric::normal_quantile;
use missionmix::studies::dip::{MOST, dips};

use crate::python::python;

/// What prints the dip of each line of numbers.
const PROGRAM: &str = r"
import numpy
from diptest import dipstat
for line in open('lots.csv'):
    print(repr(float(dipstat(numpy.array([float(cell) for cell in line.split(',')]), allow_zero=False))))
";

/// Numbers of one or two humps, of which every other lot is rounded so that many are alike.
fn lot(number: usize) -> Vec<f64> {
    let luck = Streams::new(2, number as u64).luck(Purpose::OneHump, 0);
    let (count, apart) = (5 + number * 7 % (MOST - 5), (number % 9) as f64 * 0.7);
    let value = |place: usize| {
        let hump = if luck.uniform(place, 1) < 0.3 { apart } else { 0.0 };
        hump + normal_quantile(luck.uniform(place, 0))
    };
    let rounded = |value: f64| if number.is_multiple_of(2) { value } else { (value * 4.0).round() };
    (0..count).map(|place| rounded(value(place))).collect()
}

#[test]
#[ignore = "installs diptest"]
fn dips_are_those_of_diptest() {
    let lots: Vec<Vec<f64>> = (0..400).map(lot).collect();
    let lines = lots.iter().map(|lot| lot.iter().map(f64::to_string).collect::<Vec<_>>().join(",") + "\n");
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("lots.csv"), lines.collect::<String>()).unwrap();
    let theirs = python(PROGRAM, &[], folder.path());
    let ours = dips(&lots.iter().map(Vec::as_slice).collect::<Vec<_>>());
    assert_eq!(theirs.lines().count(), ours.len());
    let gaps =
        theirs.lines().zip(&ours).map(|(theirs, ours)| (theirs.parse::<f64>().unwrap() - ours.dip).abs());
    let gap = gaps.fold(0.0, f64::max);
    println!("the greatest difference of {} dips is {gap:.1e}", ours.len());
    assert!(gap < 1e-12, "{gap}");
}
