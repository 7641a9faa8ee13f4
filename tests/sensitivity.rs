//! Sensitivity on functions of which the indices are known, with luck of which it is known what it does.
//!
//! Synthetic studies: y(point, replicate) = f(x) + luck, where luck may be common to all points, different at each, or do more
//! where a factor is great. What is asked is how often a 95 % interval holds the truth, and how often something is found where
//! there is nothing. Of [`TRIALS`] studies a share of 95 % has the standard error 1.5 %.
//! `cargo test --test sensitivity -- --nocapture` prints all figures.

use std::f64::consts::PI;

use missionmix::chance::{Luck, Purpose, Streams};
use missionmix::numeric::normal_quantile;
use missionmix::studies::sensitivity::{Analysis, Design, Doubt, Method, Note, Resamples};

const TRIALS: u64 = 200;

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
    /// Times how far the last factor is from its middle: what it does hangs on luck.
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
        let lean = (shares[shares.len() - 1] - 0.5) * 12.0_f64.sqrt();
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

/// Luck of four kinds.
const LUCKS: [(&str, Noise); 4] = [
    ("no luck", Noise { common: 0.0, own: 0.0, with_factor: 0.0 }),
    ("luck in common", Noise { common: 2.0, own: 0.0, with_factor: 0.0 }),
    ("luck of each point", Noise { common: 1.0, own: 1.0, with_factor: 0.0 }),
    ("luck with a factor", Noise { common: 1.0, own: 0.3, with_factor: 0.5 }),
];

/// Mean, mean size and standard deviation of all effects of a factor on a grid of four levels.
fn effects(known: &Known, factor: usize) -> [f64; 3] {
    let count = known.indices.len();
    let place = |number: usize, factor: usize| (number / 4_usize.pow(factor as u32)) % 4;
    let starts = (0..4_usize.pow(count as u32)).filter(|number| place(*number, factor) < 2);
    let effect = |number: usize| {
        let mut shares: Vec<f64> = (0..count).map(|factor| place(number, factor) as f64 / 3.0).collect();
        let before = (known.value)(&shares);
        shares[factor] += 2.0 / 3.0;
        ((known.value)(&shares) - before) * 1.5
    };
    let effects: Vec<f64> = starts.map(effect).collect();
    let mean = |read: &dyn Fn(f64) -> f64| {
        effects.iter().map(|effect| read(*effect)).sum::<f64>() / effects.len() as f64
    };
    let centre = mean(&|effect| effect);
    [mean(&f64::abs), centre, mean(&|effect| (effect - centre).powi(2)).sqrt()]
}

/// What each statistic of each factor is in truth.
fn truths(known: &Known, method: Method) -> Vec<(usize, &'static str, f64)> {
    let of = |factor: usize| {
        let truths = match method {
            Method::Morris => effects(known, factor).to_vec(),
            Method::Sobol => vec![known.indices[factor][1], known.indices[factor][0]],
        };
        method.statistics().iter().zip(truths).map(move |(statistic, truth)| (factor, *statistic, truth))
    };
    (0..known.indices.len()).flat_map(of).collect()
}

/// How often intervals hold the truth, by statistic, over all factors of three functions, in those of the studies that tell of
/// any; printed with the least over the factors of one function.
fn coverage(method: Method, size: (usize, usize), (words, noise): (&str, Noise)) -> Vec<f64> {
    let statistics = method.statistics().len();
    let (mut held, mut told, mut asked, mut least) = (vec![0_u32; statistics], 0, 0, 1.0_f64);
    for known in [ishigami(), sum(), product()] {
        let truths = truths(&known, method);
        let studies: Vec<Analysis> = (0..TRIALS)
            .map(|trial| analysed(&known, method, size, noise, trial))
            .filter(|analysis| analysis.indices.iter().all(|index| index.note != Note::Unknown))
            .collect();
        for (place, (factor, statistic, truth)) in truths.iter().enumerate() {
            let holds = |analysis: &&Analysis| {
                let interval = analysis.of(*factor, statistic).unwrap().estimate.interval;
                // what is exact is so but for rounding
                (interval.low - 1e-9..=interval.high + 1e-9).contains(truth)
            };
            let count = studies.iter().filter(holds).count() as u32;
            held[place % statistics] += count;
            least = least.min(f64::from(count) / studies.len() as f64);
        }
        told += studies.len();
        asked += studies.len() * known.indices.len();
    }
    let shares: Vec<f64> = held.iter().map(|held| f64::from(*held) / asked as f64).collect();
    println!(
        "{} {} x {}, {words}: {:?} {shares:.3?}, least {least:.3}; told in {:.2} of the studies",
        method.word(),
        size.0,
        size.1,
        method.statistics(),
        told as f64 / (3.0 * TRIALS as f64)
    );
    shares
}

/// What each interval has to hold at least, in the order of the statistics. A mean over ten factors and [`TRIALS`] studies has
/// a standard error of 0.9 % at most, as if the factors of a function were one: a method that holds 95 % is found below 91 %
/// once in 200,000 studies of this test. Intervals from few rows hold less: those ranges are what was found, less 4 %.
#[test]
fn intervals_hold_the_truth() {
    for luck in LUCKS {
        for size in [(32, 10), (128, 4), (128, 10)] {
            let held = coverage(Method::Sobol, size, luck);
            assert!(held.iter().all(|held| *held >= 0.91), "{size:?}, {}: {held:?}", luck.0);
        }
        for (size, least) in [((10, 10), [0.91, 0.91, 0.87]), ((20, 4), [0.91; 3]), ((100, 10), [0.91; 3])] {
            let held = coverage(Method::Morris, size, luck);
            let holds = held.iter().zip(least).all(|(held, least)| *held >= least);
            assert!(holds, "{size:?}, {}: {held:?}", luck.0);
        }
    }
}

/// How often a statistic of a factor counts, in the order of the statistics.
fn alarms(known: &Known, method: Method, size: (usize, usize), noise: Noise, factor: usize) -> Vec<f64> {
    let studies: Vec<Analysis> =
        (0..TRIALS).map(|trial| analysed(known, method, size, noise, trial)).collect();
    let counts = |statistic: &&str| {
        let is_alarm = |one: &&Analysis| one.of(factor, statistic).unwrap().note == Note::Counts;
        studies.iter().filter(is_alarm).count() as f64 / TRIALS as f64
    };
    method.statistics().iter().map(counts).collect()
}

/// Promised is that a factor which only reshuffles luck is told from nothing in 5 of 100 studies at most. Were it so in exactly
/// five, more than 11.2 of a hundred, four standard errors above, would be found once in 30,000 studies.
#[test]
fn luck_is_not_taken_for_something_that_matters() {
    let nothing = || Known { name: "nothing", value: |_| 0.0, indices: vec![[0.0; 2]; 3], variance: 1.0 };
    let sizes = [
        (Method::Morris, (20, 4)),
        (Method::Morris, (20, 10)),
        (Method::Sobol, (128, 4)),
        (Method::Sobol, (128, 10)),
    ];
    for (method, size) in sizes {
        for (words, noise) in LUCKS {
            for (known, factor) in [(nothing(), 2), (sum(), 3)] {
                let alarms = alarms(&known, method, size, noise, factor);
                println!(
                    "{} {size:?}, {words}, {}: {:?} {alarms:.3?}",
                    method.word(),
                    known.name,
                    method.statistics()
                );
                assert!(
                    alarms.iter().all(|share| *share <= 0.112),
                    "{} {size:?} {words}: {alarms:?}",
                    known.name
                );
                // what does the same at all points does nothing to what a factor does
                let is_quiet = noise.own == 0.0 && noise.with_factor == 0.0;
                assert!(!is_quiet || alarms.iter().all(|share| *share == 0.0), "{alarms:?}");
            }
        }
    }
}

/// Luck as great as all that is varied, in four replicates: a fifth of the variance of the means over them.
#[test]
fn luck_is_taken_away_without_bias() {
    let known = sum();
    let noise = Noise { common: 1.0, own: 1.0, with_factor: 0.0 };
    let (rows, replicates) = (256, 4);
    let (mut corrected, mut plain, mut shares) = ([0.0; 2], [0.0; 2], [0.0; 3]);
    for trial in 0..TRIALS {
        let (design, values) = study(&known, Method::Sobol, (rows, replicates), noise, trial);
        let points = values.chunks_exact(replicates);
        let means: Vec<f64> = points.map(|point| point.iter().sum::<f64>() / replicates as f64).collect();
        let mut resamples = Resamples::new(trial);
        let own = design.analyse(&values, replicates, &mut resamples);
        let variance = own.variance.unwrap();
        let parts = [variance.factors, variance.luck, variance.luck_with_factors];
        shares
            .iter_mut()
            .zip(parts)
            .for_each(|(sum, part)| *sum += part.variance / known.variance / TRIALS as f64);
        for (sums, analysis) in
            [(&mut corrected, own), (&mut plain, design.analyse(&means, 1, &mut resamples))]
        {
            for (sum, factor) in sums.iter_mut().zip([0, 3]) {
                *sum += analysis.of(factor, "total").unwrap().estimate.value / TRIALS as f64;
            }
        }
    }
    println!("total order: corrected {corrected:.3?}, of plain means {plain:.3?}; variances {shares:.3?}");
    // a mean over the studies has a standard error below 0.004, one of the luck in common below 0.06
    assert!((corrected[0] - known.indices[0][1]).abs() < 0.02 && corrected[1].abs() < 0.02, "{corrected:?}");
    // (0 + 1/4) / (1 + 1/4)
    assert!((plain[1] - 0.2).abs() < 0.02, "{plain:?}");
    let variances = [(1.0, 0.02), (1.0, 0.25), (1.0, 0.02)];
    assert!(
        shares.iter().zip(variances).all(|(share, (truth, reach))| (share - truth).abs() < reach),
        "{shares:?}"
    );
}

#[test]
fn with_one_replicate_nothing_is_said_of_luck() {
    let analysis = analysed(&ishigami(), Method::Sobol, (256, 1), Noise::default(), 1);
    assert!(analysis.variance.unwrap().factors.share.is_nan());
    assert!(analysis.indices.iter().all(|index| index.estimate.error_of_luck.is_nan()));
    for (factor, truths) in ishigami().indices.iter().enumerate() {
        for (statistic, truth) in ["first", "total"].iter().zip(truths) {
            let interval = analysis.of(factor, statistic).unwrap().estimate.interval;
            assert!(interval.low <= *truth && *truth <= interval.high, "{factor} {statistic} {interval:?}");
        }
    }
}

/// A table of `sobol` with three factors in which the points A are these, B are those, and A with a factor from B is A and a
/// share of B.
fn made_up(share: f64) -> Analysis {
    let rows = 64;
    let design = Design::new(Method::Sobol, (3, rows), 1).unwrap();
    let draw = |row: usize, question: usize| {
        normal_quantile(Streams::new(1, 0).luck(Purpose::Choice, 0).uniform(row, question))
    };
    let of_row = |row: usize| {
        let (first, second) = (draw(row, 0), draw(row, 1));
        let mixed = first + share * second;
        [first, mixed, mixed, mixed, second]
    };
    let values: Vec<f64> = (0..rows).flat_map(of_row).collect();
    design.analyse(&values, 1, &mut Resamples::new(1))
}

#[test]
fn what_can_not_be_is_said_and_only_that() {
    // first order 0.5 each, total order an eighth; then 0.2 and a fiftieth
    let doubts = made_up(0.5).doubts;
    assert!(doubts.iter().any(|doubt| matches!(doubt, Doubt::SumAboveOne(sum) if *sum > 1.0)), "{doubts:?}");
    for doubts in [doubts, made_up(0.2).doubts] {
        let below = |factor| doubts.contains(&Doubt::TotalBelowFirst(factor));
        assert!(below(0) && below(1) && below(2), "{doubts:?}");
    }
    let sum_alone = made_up(0.2).doubts;
    assert!(!sum_alone.iter().any(|doubt| matches!(doubt, Doubt::SumAboveOne(_))), "{sum_alone:?}");
    // by the limits it happens in 5 of 100 studies at most where all is well: above 15 of 200, two standard errors more, is a
    // fault; the sum of three functions is held against three times that
    let mut false_alarms = 0;
    for known in [ishigami(), sum(), product()] {
        for trial in 0..TRIALS {
            let analysis = analysed(&known, Method::Sobol, (64, 4), LUCKS[2].1, trial);
            let is_alarm = |doubt: &Doubt| matches!(doubt, Doubt::SumAboveOne(_) | Doubt::TotalBelowFirst(_));
            false_alarms += u32::from(analysis.doubts.iter().any(is_alarm));
        }
    }
    println!("impossible, where all is well: {false_alarms} of {}", 3 * TRIALS);
    assert!(false_alarms <= 45, "{false_alarms}");
}

#[test]
fn too_few_rows_are_said_to_be_too_few_and_enough_to_be_enough() {
    let wide = |method, size| {
        let analysis = analysed(&ishigami(), method, size, LUCKS[3].1, 3);
        analysis
            .doubts
            .iter()
            .find_map(|doubt| if let Doubt::TooWide(want) = doubt { Some(*want) } else { None })
    };
    for (method, few) in [(Method::Sobol, 64), (Method::Morris, 10)] {
        let want = wide(method, (few, 10)).unwrap();
        println!("{} {few}: {want:?}", method.word());
        let rows = want.rows.unwrap_or(few as f64).ceil() as usize * 2;
        let replicates = want.replicates.unwrap_or(10.0).ceil() as usize * 2;
        // twice as many as it takes, for the first study knows its own errors but about
        assert_eq!(wide(method, (rows, replicates)), None);
    }
}

#[test]
fn rows_without_a_number_are_left_out_whole() {
    let (design, mut values) = study(&sum(), Method::Sobol, (64, 4), LUCKS[2].1, 5);
    let mut resamples = Resamples::new(5);
    let length = design.width() * 4;
    values[7 * length + 3] = f64::NAN;
    let with_gap = design.analyse(&values, 4, &mut resamples);
    assert_eq!((with_gap.rows, with_gap.left_out), (63, 1));
    assert!(with_gap.doubts.contains(&Doubt::LeftOut(1)));
    assert!(with_gap.indices.iter().all(|index| index.estimate.value.is_finite()));
    values.iter_mut().step_by(length).skip(3).for_each(|value| *value = f64::NAN);
    let nothing = design.analyse(&values, 4, &mut resamples);
    assert!(nothing.doubts.contains(&Doubt::TooFew(3)), "{:?}", nothing.doubts);
    assert!(nothing.indices.len() == 8 && nothing.indices.iter().all(|index| index.note == Note::Unknown));
}

#[test]
fn what_does_nothing_is_exactly_nought() {
    for method in [Method::Morris, Method::Sobol] {
        // the last weight is nought, and common luck changes nothing
        let analysis = analysed(&sum(), method, (32, 4), LUCKS[1].1, 6);
        for statistic in method.statistics() {
            let index = analysis.of(3, statistic).unwrap();
            assert_eq!((index.note, index.estimate.value), (Note::DoesNothing, 0.0));
            assert_eq!((index.estimate.interval.low, index.estimate.interval.high), (0.0, 0.0));
        }
        let flat = Known { name: "flat", value: |_| 0.3, indices: vec![[0.0; 2]; 2], variance: 1.0 };
        let analysis = analysed(&flat, method, (32, 4), LUCKS[1].1, 6);
        assert!(analysis.doubts.contains(&Doubt::NothingVaries), "{:?}", analysis.doubts);
        assert!(analysis.indices.iter().all(|index| index.note == Note::DoesNothing));
        let is_told = analysis.of(0, method.leading()).unwrap().estimate.value.is_finite();
        assert_eq!(is_told, method == Method::Morris, "a share of nothing is no number");
    }
}

#[test]
fn a_trajectory_changes_one_factor_at_a_time() {
    let design = Design::new(Method::Morris, (5, 40), 3).unwrap();
    let mut levels = [0_u32; 4];
    for row in 0..design.rows {
        let points = design.shares(row);
        assert_eq!(points.len(), 6);
        for pair in points.windows(2) {
            let changed: Vec<f64> =
                pair[0].iter().zip(&pair[1]).map(|(a, b)| (a - b).abs()).filter(|gap| *gap > 0.0).collect();
            assert!(changed.len() == 1 && (changed[0] - 2.0 / 3.0).abs() < 1e-12);
        }
        points.iter().flatten().for_each(|share| levels[(share * 3.0).round() as usize] += 1);
    }
    // 300 of 1,200 each, at most six to a trajectory and factor alike: a standard deviation of 300 at 200 free places is 29
    assert!(levels.iter().all(|count| (180..420).contains(count)), "{levels:?}");
    assert!(
        Design::new(Method::Sobol, (129, 16), 1).is_err() && Design::new(Method::Sobol, (128, 16), 1).is_ok()
    );
    assert!(
        Design::new(Method::Morris, (5, 3), 1).is_err()
            && Design::new(Method::Morris, (5, 200_000), 1).is_err()
    );
}
