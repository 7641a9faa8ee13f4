//! The shape of a distribution from counts on a fixed grid, so that memory doesn't grow with the number of runs.

/// The number of bins: finer than the pixels of a figure.
pub const BINS: usize = 1024;

/// Counts of values on an even grid.
#[derive(Clone, Debug)]
pub struct Histogram {
    low: f64,
    high: f64,
    counts: Vec<u64>,
    total: u64,
}

impl Histogram {
    /// An empty grid between two different bounds.
    pub fn new((low, high): (f64, f64)) -> Self {
        Self { low, high, counts: vec![0; BINS], total: 0 }
    }

    /// Counts a value; one outside the bounds falls into the outermost bin.
    pub fn add(&mut self, value: f64) {
        let place = (value - self.low) / self.width();
        self.counts[(place.max(0.0) as usize).min(BINS - 1)] += 1;
        self.total += 1;
    }

    /// The width of a bin.
    pub fn width(&self) -> f64 {
        (self.high - self.low) / BINS as f64
    }

    /// The middle of a bin.
    pub fn centre(&self, bin: usize) -> f64 {
        self.low + (bin as f64 + 0.5) * self.width()
    }

    /// How many values were counted.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// The value below which a share of all lies, to within a bin.
    pub fn quantile(&self, share: f64) -> f64 {
        let wanted = share * self.total() as f64;
        let mut below = 0.0;
        for (bin, &count) in self.counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let count = count as f64;
            if below + count >= wanted {
                return self.low + (bin as f64 + (wanted - below) / count) * self.width();
            }
            below += count;
        }
        self.high
    }

    /// A smooth density per bin that sums to one over the bins: a Gaussian kernel of standard deviation `bandwidth`,
    /// folded back at the bounds so that nothing is lost there.
    pub fn density(&self, bandwidth: f64) -> Vec<f64> {
        let spread = (bandwidth / self.width()).max(0.25);
        let reach = ((4.0 * spread).ceil() as usize).min(BINS - 1);
        let kernel: Vec<f64> = (0..=reach).map(|d| (-0.5 * (d as f64 / spread).powi(2)).exp()).collect();
        let mass = (kernel[0] + 2.0 * kernel[1..].iter().sum::<f64>()) * self.total().max(1) as f64;
        let mut density = vec![0.0; BINS];
        for (bin, &count) in self.counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            for (distance, weight) in kernel.iter().enumerate() {
                let share = count as f64 * weight / mass;
                density[folded(BINS + bin + distance)] += share;
                if distance > 0 {
                    density[folded(BINS + bin - distance)] += share;
                }
            }
        }
        density
    }

    /// Six tenths of the smaller of the standard deviation and the interquartile range over 1.34, times the fifth root
    /// of the number: Silverman's (1986) rule with a smaller factor, because his is tuned to one hump and hides two.
    pub fn bandwidth(&self, deviation: f64) -> f64 {
        let middle = (self.quantile(0.75) - self.quantile(0.25)) / 1.34;
        let spread = if middle > 2.0 * self.width() { deviation.min(middle) } else { deviation };
        (0.6 * spread * (self.total().max(1) as f64).powf(-0.2)).max(3.0 * self.width())
    }
}

/// A bin of three grids side by side, mirrored into the middle one.
fn folded(bin: usize) -> usize {
    match bin / BINS {
        0 => BINS - 1 - bin,
        1 => bin - BINS,
        _ => 3 * BINS - 1 - bin,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two_humps() -> Histogram {
        let mut histogram = Histogram::new((0.0, 1.0));
        for n in 0..500 {
            let wobble = f64::from(n % 50) / 500.0;
            histogram.add(if n % 2 == 0 { 0.2 } else { 0.7 } + wobble);
        }
        histogram
    }

    #[test]
    fn every_value_is_counted_and_the_density_sums_to_one() {
        let mut histogram = two_humps();
        histogram.add(-5.0);
        histogram.add(1.0);
        histogram.add(7.0);
        assert_eq!(histogram.total(), 503);
        for bandwidth in [0.0, 0.01, 0.3, 50.0] {
            let sum: f64 = histogram.density(bandwidth).iter().sum();
            assert!((sum - 1.0).abs() < 1e-9, "{bandwidth}: {sum}");
        }
    }

    #[test]
    fn two_humps_stay_two_humps() {
        let histogram = two_humps();
        let density = histogram.density(histogram.bandwidth(0.25));
        let highest = |from: usize, to: usize| density[from..to].iter().copied().fold(0.0, f64::max);
        assert!(highest(480, 560) < 0.3 * highest(150, 400).min(highest(650, 900)));
    }

    #[test]
    fn quantiles_are_right_to_a_bin() {
        let mut histogram = Histogram::new((0.0, 100.0));
        (0..1000).for_each(|n| histogram.add(f64::from(n) / 10.0));
        for share in [0.05, 0.25, 0.5, 0.95] {
            assert!((histogram.quantile(share) - 100.0 * share).abs() < 0.2);
        }
    }
}
