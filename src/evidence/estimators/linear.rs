//! Linear regression by least squares.

/// One observation: what explains, what is explained, and how much it weighs.
#[derive(Clone, Debug)]
pub struct Observation {
    /// The explaining variables; a 1 among them for a constant.
    pub given: Vec<f64>,
    /// What is explained.
    pub value: f64,
    /// Its weight, 1 for all in an ordinary regression.
    pub weight: f64,
}

/// The coefficients that leave the least sum of weighted squares; nothing where the variables do not tell them apart.
pub fn coefficients(observations: &[Observation]) -> Option<Vec<f64>> {
    let count = observations.first()?.given.len();
    let (mut matrix, mut right) = (vec![vec![0.0; count]; count], vec![0.0; count]);
    for Observation { given, value, weight } in observations {
        for row in 0..count {
            right[row] += weight * given[row] * value;
            for column in 0..count {
                matrix[row][column] += weight * given[row] * given[column];
            }
        }
    }
    solve(matrix, right)
}

/// Solves a system of linear equations by elimination with pivots; nothing where it is singular.
pub fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Option<Vec<f64>> {
    /// Smaller than this beside the largest entry a pivot is rounding.
    const NOUGHT: f64 = 1e-12;
    let count = right.len();
    let largest = matrix.iter().flatten().fold(0.0_f64, |most, entry| most.max(entry.abs()));
    for step in 0..count {
        let pivot = (step..count).max_by(|a, b| matrix[*a][step].abs().total_cmp(&matrix[*b][step].abs()))?;
        // what is no number is no pivot either
        if matrix[pivot][step].is_nan() || matrix[pivot][step].abs() <= NOUGHT * largest {
            return None;
        }
        matrix.swap(step, pivot);
        right.swap(step, pivot);
        for row in step + 1..count {
            let factor = matrix[row][step] / matrix[step][step];
            for column in step..count {
                matrix[row][column] -= factor * matrix[step][column];
            }
            right[row] -= factor * right[step];
        }
    }
    for step in (0..count).rev() {
        let known: f64 = (step + 1..count).map(|column| matrix[step][column] * right[column]).sum();
        right[step] = (right[step] - known) / matrix[step][step];
    }
    Some(right)
}

/// Pearson's correlation of two variables; not a number where one of them does not vary.
pub fn correlation(pairs: &[(f64, f64)]) -> f64 {
    let count = pairs.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / count;
    let (one, other) = (mean(|pair| pair.0), mean(|pair| pair.1));
    let (mut squares, mut other_squares, mut products) = (0.0, 0.0, 0.0);
    for (x, y) in pairs {
        squares += (x - one) * (x - one);
        other_squares += (y - other) * (y - other);
        products += (x - one) * (y - other);
    }
    products / (squares * other_squares).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plane_is_found_through_its_points() {
        // z = 1 + 2 x - 3 y, one point counted twice as much
        let points = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (2.0, 3.0)];
        let observations: Vec<Observation> = points
            .iter()
            .map(|(x, y)| Observation {
                given: vec![1.0, *x, *y],
                value: 1.0 + 2.0 * x - 3.0 * y,
                weight: 1.0 + x,
            })
            .collect();
        let found = coefficients(&observations).unwrap();
        for (found, expected) in found.iter().zip([1.0, 2.0, -3.0]) {
            assert!((found - expected).abs() < 1e-12, "{found}");
        }
        // points on a line do not tell a plane
        let line: Vec<Observation> = (0..4)
            .map(|x| Observation {
                given: vec![1.0, f64::from(x), 2.0 * f64::from(x)],
                value: 0.0,
                weight: 1.0,
            })
            .collect();
        assert!(coefficients(&line).is_none() && coefficients(&[]).is_none());
    }

    #[test]
    fn correlation_by_hand() {
        // means 2 and 3; products 1 x 2 + 0 + 1 x 1 = 3, squares 2 and 4 + 1 + 1 = 6
        let pairs = [(1.0, 1.0), (2.0, 4.0), (3.0, 4.0)];
        assert!((correlation(&pairs) - 3.0 / 12.0_f64.sqrt()).abs() < 1e-12);
        assert!(correlation(&[(1.0, 1.0), (1.0, 2.0)]).is_nan());
    }
}
