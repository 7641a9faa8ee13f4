//! Luck apart: products of what is expected, from means over replicates.
//!
//! The product of two means over the same n replicates is p̄ q̄; its expectation is that of p times that of q, and cov(p, q) / n
//! of luck on top. Taking the sample covariance over n away leaves the mean of p in one replicate times q in *another* one:
//!
//! (Σp Σq - Σpq) / (n (n - 1)),
//!
//! which is without bias, since different replicates know nothing of each other. A sum like this gives each replicate up in
//! one step, which is what the jackknife needs.

/// Sums over the replicates of two numbers.
#[derive(Clone, Copy, Debug)]
pub struct Across {
    one: f64,
    other: f64,
    both: f64,
    count: f64,
}

impl Across {
    /// Of two numbers in the same replicates.
    pub fn of(one: &[f64], other: &[f64]) -> Self {
        let sums = |one: f64, other: f64, both: f64| Self { one, other, both, count: 0.0 };
        let all = one.iter().zip(other).fold(sums(0.0, 0.0, 0.0), |all, (one, other)| {
            sums(all.one + one, all.other + other, all.both + one * other)
        });
        Self { count: one.len() as f64, ..all }
    }

    /// The product of what is expected; of one replicate the product as it is.
    pub fn product(self) -> f64 {
        let Self { one, other, both, count } = self;
        if count < 2.0 { one * other } else { (one * other - both) / (count * (count - 1.0)) }
    }

    /// The mean of the first.
    pub fn mean(self) -> f64 {
        self.one / self.count
    }

    /// The product of the means, luck and all.
    pub fn product_of_means(self) -> f64 {
        self.one / self.count * (self.other / self.count)
    }

    /// Without a replicate in which they are these.
    pub fn without(self, one: f64, other: f64) -> Self {
        Self {
            one: self.one - one,
            other: self.other - other,
            both: self.both - one * other,
            count: self.count - 1.0,
        }
    }
}
