//! Allocation: how many agents each region gets.

/// Shares `total` agents out in proportion to the weights, with at least `least` for each region.
///
/// Largest remainders get the agents that rounding leaves; when the minimum asks for more than there are,
/// the total grows.
pub fn allocate(total: usize, least: usize, weights: &[f64]) -> Vec<usize> {
    let sum: f64 = weights.iter().sum();
    let exact: Vec<f64> = weights.iter().map(|weight| total as f64 * weight / sum).collect();
    let mut counts: Vec<usize> = exact.iter().map(|share| share.floor() as usize).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by(|&a, &b| exact[b].fract().total_cmp(&exact[a].fract()).then(a.cmp(&b)));
    let left = total.saturating_sub(counts.iter().sum());
    for &region in order.iter().take(left) {
        counts[region] += 1;
    }
    counts.iter_mut().for_each(|count| *count = (*count).max(least));
    counts
}

/// Where each region's agents begin and end, and the region of each agent.
pub fn lay_out(counts: &[usize]) -> (Vec<u32>, Vec<u16>) {
    let mut starts = vec![0_u32];
    let mut region_of = Vec::with_capacity(counts.iter().sum());
    for (region, &count) in counts.iter().enumerate() {
        region_of.resize(region_of.len() + count, region as u16);
        starts.push(region_of.len() as u32);
    }
    (starts, region_of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agents_follow_weights_and_the_minimum() {
        // 10 x (0.55, 0.25, 0.2) = 5.5, 2.5, 2: the first of the equal remainders gets the last agent
        assert_eq!(allocate(10, 0, &[5.5, 2.5, 2.0]), [6, 2, 2]);
        assert_eq!(allocate(10, 2, &[98.0, 1.0, 1.0]), [10, 2, 2]);
        assert_eq!(lay_out(&[2, 0, 1]), (vec![0, 2, 2, 3], vec![0, 0, 2]));
    }
}
