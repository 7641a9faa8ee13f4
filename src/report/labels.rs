//! Names in a column beside a drawing, each as near to the height of what it names as there is room.

/// The nearest places to these, in their order, that are so far from each other and within 0 and 1 as far as there is room.
pub fn apart(wanted: &[f64], distance: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|one, other| wanted[*one].total_cmp(&wanted[*other]).then(other.cmp(one)));
    let mut places = vec![0.0; wanted.len()];
    let mut lowest = distance / 2.0;
    for &place in &order {
        places[place] = wanted[place].max(lowest);
        lowest = places[place] + distance;
    }
    let mut highest = 1.0 - distance / 2.0;
    for &place in order.iter().rev() {
        places[place] = places[place].min(highest);
        highest = places[place] - distance;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_do_not_lie_over_each_other() {
        assert_eq!(apart(&[0.5], 0.1), [0.5]);
        assert_eq!(apart(&[0.0, 1.0], 0.1), [0.05, 0.95]);
        let places = apart(&[0.5, 0.5, 0.52, 0.0], 0.1);
        assert_eq!(places, [0.6, 0.5, 0.7, 0.05]);
        let many = apart(&[1.0; 5], 0.2);
        assert!(many.windows(2).all(|pair| (pair[0] - pair[1] - 0.2).abs() < 1e-12), "{many:?}");
    }
}
