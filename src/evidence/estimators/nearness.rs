//! Whether what is near is alike: Moran's I.

/// Moran's I of values at places, each with the same weight on each of its neighbours, summing to 1 (Moran 1950).
///
/// 1 where neighbours are alike, about `-1 / (n - 1)` where they are no more alike than any others. None where all values are
/// the same or nobody has neighbours.
pub fn moran(values: &[f64], neighbours: &[Vec<usize>]) -> Option<f64> {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let gap = |place: usize| values[place] - mean;
    let squares: f64 = (0..values.len()).map(|place| gap(place) * gap(place)).sum();
    let (mut products, mut weights) = (0.0, 0.0);
    for (place, around) in neighbours.iter().enumerate().filter(|(_, around)| !around.is_empty()) {
        products += gap(place) * around.iter().map(|other| gap(*other)).sum::<f64>() / around.len() as f64;
        weights += 1.0;
    }
    (squares > 0.0 && weights > 0.0).then(|| values.len() as f64 / weights * products / squares)
}

/// The nearest so many others of each of some places, by a distance; of equally far ones those that come first.
pub fn nearest(places: usize, count: usize, distance: impl Fn(usize, usize) -> f64) -> Vec<Vec<usize>> {
    let around = |here: usize| {
        let mut others: Vec<(f64, usize)> =
            (0..places).filter(|there| *there != here).map(|there| (distance(here, there), there)).collect();
        others.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        others.into_iter().take(count).map(|(_, there)| there).collect()
    };
    (0..places).map(around).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_near_is_alike_or_is_not() {
        // on a line of four places, each beside the ones next to it
        let next: Vec<Vec<usize>> = vec![vec![1], vec![0, 2], vec![1, 3], vec![2]];
        // gaps -1, -1, 1, 1: products 1, 0, 0, 1 over squares 4
        assert_eq!(moran(&[0.0, 0.0, 2.0, 2.0], &next), Some(0.5));
        // gaps 1, -1, 1, -1: every neighbour is the other way
        assert_eq!(moran(&[2.0, 0.0, 2.0, 0.0], &next), Some(-1.0));
        assert_eq!(moran(&[1.0; 4], &next), None);
        assert_eq!(moran(&[1.0, 2.0], &[vec![], vec![]]), None);
    }

    #[test]
    fn the_nearest_are_found() {
        let at = [0.0_f64, 1.0, 3.0, 10.0];
        let found = nearest(4, 2, |here, there| (at[here] - at[there]).abs());
        assert_eq!(found, [vec![1, 2], vec![0, 2], vec![1, 0], vec![2, 1]]);
    }
}
