//! The line through points that leaves the least squares.

/// A straight line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// Its value at nought.
    pub intercept: f64,
    /// What it gains with each unit.
    pub slope: f64,
    /// The sum of squares that it leaves.
    pub squares: f64,
}

impl Line {
    /// The line through points; none where they do not differ along the axis.
    pub fn through(points: &[(f64, f64)]) -> Option<Self> {
        let count = points.len() as f64;
        let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / count;
        let (x_mean, y_mean) = (mean(|point| point.0), mean(|point| point.1));
        let spread: f64 = points.iter().map(|(x, _)| (x - x_mean).powi(2)).sum();
        if spread.is_nan() || spread <= 0.0 {
            return None;
        }
        let slope = points.iter().map(|(x, y)| (x - x_mean) * (y - y_mean)).sum::<f64>() / spread;
        let intercept = y_mean - slope * x_mean;
        let squares = points.iter().map(|(x, y)| (y - intercept - slope * x).powi(2)).sum();
        Some(Self { intercept, slope, squares })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_leaves_the_least_squares() {
        // by hand: means 1 and 2, spread 2, products 3, so a slope of 1.5 from 0.5; it leaves a quarter, a half and a quarter squared
        let line = Line::through(&[(0.0, 0.75), (1.0, 1.5), (2.0, 3.75)]).unwrap();
        assert!((line.slope - 1.5).abs() < 1e-12 && (line.intercept - 0.5).abs() < 1e-12);
        assert!((line.squares - (0.0625 + 0.25 + 0.0625)).abs() < 1e-12);
        assert_eq!(Line::through(&[(1.0, 0.0), (1.0, 2.0)]), None);
        assert_eq!(Line::through(&[]), None);
    }
}
