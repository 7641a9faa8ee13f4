//! The jackknife: the error of a number that is made of all replicates together, from what it would be without each of them.

use crate::evidence::{Range, Reading};
use crate::studies::statistics::{Interval, Moments, student_t};

/// A number made of replicates together, with its interval: the number without each of `n` replicates gives its variance as
/// `(n - 1) / n` times the sum of squares around their mean (Quenouille 1956, Tukey 1958), and Student's t the interval.
pub fn reading<T>(
    what: impl Into<String>,
    unit: &'static str,
    replicates: &[T],
    estimate: impl Fn(&[&T]) -> f64,
    accepted: Option<Range>,
) -> Reading {
    let all: Vec<&T> = replicates.iter().collect();
    let value = estimate(&all);
    let without = |place: usize| {
        let mut others = all.clone();
        others.remove(place);
        estimate(&others)
    };
    let left: Vec<f64> = (0..all.len()).map(without).collect();
    let count = left.len() as f64;
    let error = (Moments::of(&left).variance() * (count - 1.0) * (count - 1.0) / count).sqrt();
    let reach = student_t((left.len() as u64).saturating_sub(1)) * error;
    let interval = Interval { low: value - reach, high: value + reach };
    Reading { what: what.into(), unit, value, interval, accepted }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_mean_it_is_students_interval() {
        let values = [2.0, 4.0, 6.0, 9.0];
        let mean = |sample: &[&f64]| sample.iter().copied().sum::<f64>() / sample.len() as f64;
        let found = reading("a mean", "", &values, mean, None);
        let exact = Moments::of(&values).interval();
        assert!((found.value - 5.25).abs() < 1e-12);
        assert!((found.interval.low - exact.low).abs() < 1e-9, "{:?} and {exact:?}", found.interval);
        assert!((found.interval.high - exact.high).abs() < 1e-9);
    }
}
