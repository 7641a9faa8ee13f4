//! Matching: for each treated case the untreated one that was most like it before.

/// For each treated case the place of its nearest neighbour among the others, by distance in standard deviations of the
/// others; each of them may be taken more than once. Nothing where there are no others.
pub fn nearest<const N: usize>(treated: &[[f64; N]], others: &[[f64; N]]) -> Option<Vec<usize>> {
    let scale: Vec<f64> = (0..N).map(|which| spread(others, which)).collect();
    let distance = |one: &[f64; N], other: &[f64; N]| -> f64 {
        let gap = |which: usize| (one[which] - other[which]) / scale[which];
        // a variable in which the others do not differ tells nobody apart
        (0..N).filter(|which| scale[*which] > 0.0).map(|which| gap(which) * gap(which)).sum()
    };
    let match_of = |one: &[f64; N]| {
        let distances = others.iter().map(|other| distance(one, other));
        distances.enumerate().min_by(|(_, a), (_, b)| a.total_cmp(b)).map(|(place, _)| place)
    };
    treated.iter().map(match_of).collect()
}

/// Standard deviation of one of the variables.
fn spread<const N: usize>(cases: &[[f64; N]], which: usize) -> f64 {
    let count = cases.len() as f64;
    let mean = cases.iter().map(|case| case[which]).sum::<f64>() / count;
    (cases.iter().map(|case| (case[which] - mean) * (case[which] - mean)).sum::<f64>() / count).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_most_alike_is_found_whatever_the_units() {
        let others = [[1.0, 1000.0], [2.0, 1000.0], [1.0, 3000.0], [2.0, 3000.0]];
        // deviations 0.5 and 1000: the gap of 0.4 to the first is 0.8 of them, that of 900 to the second 0.9
        assert_eq!(nearest(&[[1.4, 1000.0], [1.9, 1900.0], [1.6, 2100.0]], &others), Some(vec![0, 1, 3]));
        // in what does not vary nobody is far from anybody
        assert_eq!(nearest(&[[5.0, 2.1]], &[[1.0, 1.0], [1.0, 2.0]]), Some(vec![1]));
        assert_eq!(nearest(&[[1.0]], &[]), None);
    }
}
