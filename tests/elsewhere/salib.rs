//! SALib (Herman, Usher 2017; Iwanaga, Usher, Herman 2022): from the same points and outcomes it comes to the same indices.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use missionmix::studies::sensitivity::{Design, Method, Resamples};

use crate::desk::{Desk, assert_code};
use crate::python::python;

/// How far the two may be from each other: rounding, for they are the same sums in another order.
const ROUNDING: f64 = 1e-9;

/// What stands in the file of points, whose last column is the outcome, by the method that is asked for: a line for each
/// factor. Points of `sobol` stand as SALib has them: A, A with each factor from B, and B.
const PROGRAM: &str = r"
import sys
import numpy
from SALib.analyze import morris, sobol
method, path = sys.argv[1:]
table = numpy.loadtxt(path, delimiter=',', ndmin=2)
points, outcome = table[:, :-1], table[:, -1]
count = points.shape[1]
problem = {'num_vars': count, 'names': [f'x{i}' for i in range(count)], 'bounds': [[0, 1]] * count}
if method == 'sobol':
    found = sobol.analyze(problem, outcome, calc_second_order=False, num_resamples=10, seed=1)
    columns = [found['ST'], found['S1']]
else:
    found = morris.analyze(problem, points, outcome, num_levels=4, num_resamples=10, seed=1)
    columns = [found['mu_star'], found['mu'], found['sigma']]
for row in zip(*columns):
    print(' '.join(repr(float(value)) for value in row))
";

/// What SALib says of each factor, in the order of our statistics.
fn salib(method: Method, points: &[Vec<f64>], outcomes: &[f64]) -> Vec<Vec<f64>> {
    let mut table = String::new();
    for (point, outcome) in points.iter().zip(outcomes) {
        let cells: Vec<String> = point.iter().chain([outcome]).map(f64::to_string).collect();
        writeln!(table, "{}", cells.join(",")).unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("points.csv"), table).unwrap();
    let said = python(PROGRAM, &[method.word(), "points.csv"], folder.path());
    said.lines().map(|line| line.split(' ').map(|word| word.parse().unwrap()).collect()).collect()
}

/// The greatest difference between two tables, printed, as a share of the greatest number.
fn gap(what: &str, ours: &[Vec<f64>], theirs: &[Vec<f64>]) -> f64 {
    assert_eq!(ours.len(), theirs.len());
    let pairs = ours.iter().flatten().zip(theirs.iter().flatten());
    let gap = pairs.map(|(own, other)| (own - other).abs()).fold(0.0, f64::max);
    let greatest = theirs.iter().flatten().map(|value| value.abs()).fold(0.0, f64::max);
    println!(
        "{what}: the greatest difference is {:.1e} of the greatest number, {greatest:.4}",
        gap / greatest
    );
    for (own, other) in ours.iter().zip(theirs) {
        println!("    ours {own:.6?}, SALib {other:.6?}");
    }
    gap / greatest
}

/// Ishigami and Homma (1990), with a = 7 and b = 0.1.
fn ishigami(shares: &[f64]) -> f64 {
    let [one, two, three] = [0, 1, 2].map(|place| std::f64::consts::PI * (2.0 * shares[place] - 1.0));
    one.sin() + 7.0 * two.sin().powi(2) + 0.1 * three.powi(4) * one.sin()
}

#[test]
#[ignore = "installs SALib"]
fn salib_comes_to_the_same_on_a_known_function() {
    for (method, rows) in [(Method::Morris, 30), (Method::Sobol, 256)] {
        let design = Design::new(method, (3, rows), 7).unwrap();
        let points: Vec<Vec<f64>> = (0..rows).flat_map(|row| design.shares(row)).collect();
        let outcomes: Vec<f64> = points.iter().map(|point| ishigami(point)).collect();
        let analysis = design.analyse(&outcomes, 1, &mut Resamples::new(7));
        let of = |factor: usize| {
            let value = |statistic: &&str| analysis.of(factor, statistic).unwrap().estimate.value;
            method.statistics().iter().map(value).collect()
        };
        let ours: Vec<Vec<f64>> = (0..3).map(of).collect();
        let theirs = salib(method, &points, &outcomes);
        assert!(gap(&format!("Ishigami, {}", method.word()), &ours, &theirs) < ROUNDING);
    }
}

/// A row of a table by the names of its columns.
type Row = BTreeMap<String, String>;

/// What is varied in a study of our own, and over which range.
const VARIED: [(&str, f64, f64); 3] = [
    ("policy.need.adoption_subsidy.rebate.budget", 20.0, 80.0),
    ("owners.hassle", 1.0, 4.0),
    ("solution.pump.unit_cost", 3000.0, 5000.0),
];

#[test]
#[ignore = "installs SALib"]
fn salib_comes_to_the_same_on_a_study_of_ours() {
    for (method, size) in [(Method::Morris, 12), (Method::Sobol, 32)] {
        let desk = Desk::new();
        let varied = VARIED.map(|(path, low, high)| format!("--vary {path}={low}..{high}")).join(" ");
        let study = format!("sensitivity small.toml -n 1 -q -o study {varied}");
        assert_code(&desk.run(&format!("{study} --method {} --size {size}", method.word())), 0);
        let table = |name: &str| -> Vec<Row> {
            let mut reader = csv::Reader::from_path(desk.path("study").join(name)).unwrap();
            reader.deserialize().map(|row| row.unwrap()).collect()
        };
        let outcome = "problem_removed.heat";
        let (runs, indices) = (table("runs.csv"), table("sensitivity.csv"));
        let of_need: Vec<_> = runs.iter().filter(|row| row["policy"] == "need").collect();
        let share = |row: &Row, (path, low, high): &(&str, f64, f64)| {
            (row[*path].parse::<f64>().unwrap() - low) / (high - low)
        };
        let points: Vec<Vec<f64>> =
            of_need.iter().map(|row| VARIED.iter().map(|one| share(row, one)).collect()).collect();
        let outcomes: Vec<f64> = of_need.iter().map(|row| row[outcome].parse().unwrap()).collect();
        let ours = VARIED.map(|(path, ..)| {
            let value = |statistic: &&str| {
                let is_it = |row: &&Row| {
                    row["policy"] == "need"
                        && row["reference"].is_empty()
                        && row["outcome"] == outcome
                        && row["parameter"] == path
                        && row["statistic"] == *statistic
                };
                indices.iter().find(is_it).unwrap()["value"].parse::<f64>().unwrap()
            };
            method.statistics().iter().map(value).collect::<Vec<f64>>()
        });
        let what = format!("a study of ours, {}", method.word());
        assert!(gap(&what, &ours, &salib(method, &points, &outcomes)) < ROUNDING);
    }
}
