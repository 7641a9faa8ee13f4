//! Sensitivity on functions of which the indices are known, with luck of which it is known what it does.
//!
//! Synthetic studies: y(point, replicate) = f(x) + luck, where luck may be common to all points, different at each, or do more
//! where a factor is great. What is asked is how often a 95 % interval holds the truth, and how often something is found where
//! there is nothing. Of [`TRIALS`] studies a share of 95 % has the standard error 1.1 %.
//! `cargo test --test sensitivity -- --nocapture` prints all figures.

use std::f64::consts::PI;
use std::ops::RangeInclusive;

use missionmix::chance::{Luck, Purpose, Streams};
use missionmix::numeric::normal_quantile;
use missionmix::studies::sensitivity::{Analysis, Design, Doubt, Method, Note, Resamples};

const TRIALS: u64 = 400;

/// A function of shares from 0 to 1, and its indices.
struct Known {
    name: &'static str,
    value: fn(&[f64]) -> f64,
    /// First and total order of each factor.
    indices: Vec<[f64; 2]>,
    /// The variance.
    variance: f64,
}

/// Ishigami and Homma (1990), with a = 7 and b = 0.1.
fn ishigami() -> Known {
    let (a, b) = (7.0_f64, 0.1_f64);
    let one = 0.5 * (1.0 + b * PI.powi(4) / 5.0).powi(2);
    let two = a * a / 8.0;
    let both = b * b * PI.powi(8) * (1.0 / 18.0 - 1.0 / 50.0);
    let variance = one + two + both;
    let indices = [[one, one + both], [two, two], [0.0, both]].map(|pair| pair.map(|part| part / variance));
    let value = |shares: &[f64]| {
        let at = |place: usize| PI * (2.0 * shares[place] - 1.0);
        at(0).sin() + 7.0 * at(1).sin().powi(2) + 0.1 * at(2).powi(4) * at(0).sin()
    };
    Known { name: "Ishigami", value, indices: indices.to_vec(), variance }
}

/// A sum of four things, the last of which is nothing.
const WEIGHTS: [f64; 4] = [4.0, 2.0, 1.0, 0.0];

fn sum() -> Known {
    let all: f64 = WEIGHTS.iter().map(|weight| weight * weight).sum();
    Known {
        name: "sum",
        value: |shares| WEIGHTS.iter().zip(shares).map(|(weight, share)| weight * share).sum(),
        indices: WEIGHTS.map(|weight| [weight * weight / all; 2]).to_vec(),
        variance: all / 12.0,
    }
}

/// A product of 1 + a z, where z has mean 0 and variance 1.
const PARTS: [f64; 3] = [1.0, 0.7, 0.3];

fn product() -> Known {
    let square = |part: f64| part * part;
    let variance = PARTS.iter().map(|part| 1.0 + square(*part)).product::<f64>() - 1.0;
    let of = |part: f64| {
        let others = (variance + 1.0) / (1.0 + square(part));
        [square(part) / variance, square(part) * others / variance]
    };
    let value = |shares: &[f64]| {
        let factor = |(part, share): (&f64, &f64)| 1.0 + part * (share - 0.5) * 12.0_f64.sqrt();
        PARTS.iter().zip(shares).map(factor).product()
    };
    Known { name: "product", value, indices: PARTS.map(of).to_vec(), variance }
}

/// Standard deviations of luck, in those of the function.
#[derive(Clone, Copy, Default)]
struct Noise {
    /// The same at all points.
    common: f64,
    /// Different at each point.
    own: f64,
    /// Times how far the first factor is from its middle: what it does hangs on luck.
    with_factor: f64,
}

/// One synthetic study: its design and its numbers.
fn study(
    known: &Known,
    method: Method,
    (rows, replicates): (usize, usize),
    noise: Noise,
    trial: u64,
) -> (Design, Vec<f64>) {
    let design = Design::new(method, (known.indices.len(), rows), trial + 1).unwrap();
    let scale = known.variance.sqrt();
    let luck: Vec<Luck> = (0..replicates)
        .map(|replicate| Streams::new(trial, replicate as u64).luck(Purpose::Choice, 9))
        .collect();
    let normal = |luck: &Luck, agent: usize| normal_quantile(luck.uniform(agent, 0));
    let points: Vec<Vec<f64>> = (0..rows).flat_map(|row| design.shares(row)).collect();
    let of_point = |(place, shares): (usize, &Vec<f64>)| {
        let value = (known.value)(shares);
        let lean = (shares[0] - 0.5) * 12.0_f64.sqrt();
        let at = |luck: &Luck| {
            noise.common * normal(luck, 0)
                + noise.own * normal(luck, place + 2)
                + noise.with_factor * lean * normal(luck, 1)
        };
        luck.iter().map(|luck| value + scale * at(luck)).collect::<Vec<f64>>()
    };
    let values = points.iter().enumerate().flat_map(of_point).collect();
    (design, values)
}

fn analysed(known: &Known, method: Method, size: (usize, usize), noise: Noise, trial: u64) -> Analysis {
    let (design, values) = study(known, method, size, noise, trial);
    design.analyse(&values, size.1, &mut Resamples::new(trial))
}

fn assert_in(what: &str, share: f64, range: RangeInclusive<f64>) {
    println!("{what}: {share:.3}");
    assert!(range.contains(&share), "{what}: {share}, not {range:?}");
}

const STATISTICS: [&str; 2] = ["first", "total"];

const LUCKS: [(&str, Noise); 4] = [
    ("no luck", Noise { common: 0.0, own: 0.0, with_factor: 0.0 }),
    ("luck in common", Noise { common: 2.0, own: 0.0, with_factor: 0.0 }),
    ("luck of each point", Noise { common: 1.0, own: 1.0, with_factor: 0.0 }),
    ("luck with a factor", Noise { common: 1.0, own: 0.3, with_factor: 0.5 }),
];

#[test]
fn coverage_of_shares() {
    for known in [ishigami(), sum(), product()] {
        for (words, noise) in LUCKS {
            for size in [(32, 4), (128, 4), (128, 10), (512, 10)] {
                let mut held = [[0_u32; 2]; 4];
                let mut known_of = 0_u32;
                let trials = if size.0 > 256 { 100 } else { TRIALS };
                for trial in 0..trials {
                    let analysis = analysed(&known, Method::Sobol, size, noise, trial);
                    known_of +=
                        u32::from(analysis.indices.iter().all(|index| index.estimate.value.is_finite()));
                    for (factor, truths) in known.indices.iter().enumerate() {
                        for (place, truth) in truths.iter().enumerate() {
                            let estimate = analysis.of(factor, STATISTICS[place]).unwrap().estimate;
                            let interval = estimate.interval;
                            held[factor][place] +=
                                u32::from(interval.low <= *truth && *truth <= interval.high);
                        }
                    }
                }
                let shares: Vec<String> = held
                    .iter()
                    .take(known.indices.len())
                    .map(|pair| {
                        format!(
                            "{:.3} {:.3}",
                            f64::from(pair[0]) / f64::from(known_of),
                            f64::from(pair[1]) / f64::from(known_of)
                        )
                    })
                    .collect();
                println!("{} {words} {size:?} known {known_of}/{trials}: {}", known.name, shares.join("  "));
            }
        }
    }
}
