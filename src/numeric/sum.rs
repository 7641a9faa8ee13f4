//! Sums of long columns.

/// Running sums that go side by side.
const LANES: usize = 8;

/// The sum of a column: eight running sums side by side, since each addition waits for the one before it in
/// the same sum. The order is fixed, so the bits are the same on every processor.
#[inline(always)]
pub fn sum<T: Copy + Into<f64>>(column: &[T]) -> f64 {
    let mut sums = [0.0; LANES];
    let chunks = column.chunks_exact(LANES);
    let rest: f64 = chunks.remainder().iter().map(|value| (*value).into()).sum();
    for chunk in chunks {
        sums.iter_mut().zip(chunk).for_each(|(sum, value)| *sum += (*value).into());
    }
    sums.iter().sum::<f64>() + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_counts_once() {
        for count in 0..40_u32 {
            let column: Vec<f64> = (1..=count).map(f64::from).collect();
            assert_eq!(sum(&column), f64::from(count * (count + 1) / 2));
        }
    }
}
