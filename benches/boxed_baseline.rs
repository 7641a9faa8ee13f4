//! CPU time of the common workload written with boxed objects: `cargo bench --bench boxed_baseline`.

#[path = "boxed/mod.rs"]
mod boxed;

use std::fs;
use std::time::{Duration, Instant};

const HOUSEHOLDS: usize = 100_000;
const FIRMS: usize = 10_000;
const QUARTERS: usize = 60;
const ROUNDS: usize = 5;

fn main() {
    for (name, stock_years) in [("every household every quarter", None), ("12-year stock", Some(12))] {
        let (mut nanoseconds, mut uptake) = (f64::INFINITY, 0.0);
        // The least of a few rounds: what disturbs a measurement only ever adds to it.
        for _ in 0..ROUNDS {
            let (founding, _) = cpu_time_of(|| boxed::run(HOUSEHOLDS, FIRMS, 0, stock_years));
            let (all, share) = cpu_time_of(|| boxed::run(HOUSEHOLDS, FIRMS, QUARTERS, stock_years));
            let steps = ((HOUSEHOLDS + FIRMS) * QUARTERS) as f64;
            nanoseconds = f64::min(nanoseconds, all.saturating_sub(founding).as_nanos() as f64 / steps);
            uptake = share;
        }
        println!("boxed objects, {name}: {nanoseconds:.1} ns CPU per agent-step (uptake {uptake:.3})");
    }
}

/// The CPU time that a calculation takes on this thread, and its result.
fn cpu_time_of<T>(calculation: impl FnOnce() -> T) -> (Duration, T) {
    let (wall, before) = (Instant::now(), thread_cpu_time());
    let result = std::hint::black_box(calculation());
    let time = match (before, thread_cpu_time()) {
        (Some(before), Some(after)) => after.saturating_sub(before),
        _ => wall.elapsed(),
    };
    (time, result)
}

/// The CPU time of this thread so far, where the system tells it (Linux).
fn thread_cpu_time() -> Option<Duration> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}
