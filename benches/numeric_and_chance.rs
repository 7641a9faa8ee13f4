//! Nanoseconds per call of the functions that stand in hot loops: `cargo bench --bench numeric_and_chance`.

use std::hint::black_box;
use std::time::Instant;

use missionmix::chance::{Purpose, Streams};
use missionmix::numeric;

const COUNT: usize = 100_000;
const ROUNDS: usize = 50;

fn main() {
    let streams = Streams::new(1, 0);
    let luck = streams.luck(Purpose::Choice, 3);
    measure("luck of a quarter", || {
        for quarter in 0..COUNT {
            black_box(streams.luck(Purpose::Choice, quarter));
        }
    });
    let units: Vec<f64> = (0..COUNT).map(|agent| luck.uniform(agent, 0)).collect();
    measure("a draw", || {
        for agent in 0..COUNT {
            black_box(luck.uniform_f32(agent, 0));
        }
    });
    let column: Vec<f32> = units.iter().map(|&u| 20.0 * u as f32 - 10.0).collect();
    let mut out = vec![0.0; COUNT];
    let mut out_f32 = vec![0.0; COUNT];
    map("exp", &units, &mut out, |u| numeric::exp(40.0 * u - 20.0));
    map("exp of the standard library", &units, &mut out, |u| (40.0 * u - 20.0).exp());
    map("ln", &units, &mut out, numeric::ln);
    map("ln of the standard library", &units, &mut out, f64::ln);
    map("exp_f32", &column, &mut out_f32, numeric::exp_f32);
    map("exp_f32 of the standard library", &column, &mut out_f32, f32::exp);
    map("normal_quantile", &units, &mut out, numeric::normal_quantile);
    map("exponential_quantile", &units, &mut out, numeric::exponential_quantile);
    map("beta_quantile(2, 5)", &units[..1000], &mut out[..1000], |u| numeric::beta_quantile(u, 2.0, 5.0));
}

/// Applies a function to a column and prints the cost of one value.
fn map<T: Copy>(name: &str, from: &[T], to: &mut [T], function: impl Fn(T) -> T) {
    let repeats = COUNT / from.len();
    measure(name, || {
        for _ in 0..repeats {
            for (result, &value) in to.iter_mut().zip(from) {
                *result = function(value);
            }
            black_box(&mut *to);
        }
    });
}

/// Prints the least time of a few rounds of `COUNT` calls each.
fn measure(name: &str, mut round: impl FnMut()) {
    let least = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            round();
            start.elapsed()
        })
        .min()
        .unwrap_or_default();
    println!("{name}: {:.2} ns", least.as_nanos() as f64 / COUNT as f64);
}
