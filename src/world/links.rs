//! Links: who is tied to whom, in compressed sparse rows.

/// For each of `n` things, the things that it is linked to and the weight of each link.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Links {
    starts: Vec<u32>,
    targets: Vec<u32>,
    weights: Vec<f32>,
}

impl Links {
    /// Links from lists of (target, weight), one list for each thing.
    pub fn from_lists(lists: &[Vec<(u32, f32)>]) -> Self {
        let mut links = Self { starts: vec![0], ..Self::default() };
        for list in lists {
            for &(target, weight) in list {
                links.targets.push(target);
                links.weights.push(weight);
            }
            links.starts.push(links.targets.len() as u32);
        }
        links
    }

    /// Mutual links of equal weight from pairs of `count` things: each pair stands in both lists.
    pub fn mutual(count: usize, pairs: &[(u32, u32)]) -> Self {
        let mut starts = vec![0_u32; count + 1];
        for &(a, b) in pairs {
            starts[a as usize + 1] += 1;
            starts[b as usize + 1] += 1;
        }
        for place in 0..count {
            starts[place + 1] += starts[place];
        }
        let mut next = starts.clone();
        let mut targets = vec![0_u32; pairs.len() * 2];
        let mut enter = |from: u32, to: u32| {
            targets[next[from as usize] as usize] = to;
            next[from as usize] += 1;
        };
        for &(a, b) in pairs {
            enter(a, b);
            enter(b, a);
        }
        Self { starts, targets, weights: Vec::new() }
    }

    /// The things that one is linked to.
    #[inline]
    pub fn of(&self, place: usize) -> &[u32] {
        &self.targets[self.starts[place] as usize..self.starts[place + 1] as usize]
    }

    /// The things that one is linked to, with the weights of the links.
    pub fn weighted(&self, place: usize) -> impl Iterator<Item = (usize, f32)> {
        let range = self.starts[place] as usize..self.starts[place + 1] as usize;
        self.targets[range.clone()].iter().zip(&self.weights[range]).map(|(&t, &w)| (t as usize, w))
    }

    /// How many things have a list.
    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Whether nothing has a list.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mutual_links_stand_in_both_lists() {
        let links = Links::mutual(3, &[(0, 1), (2, 0)]);
        assert_eq!(links.of(0), [1, 2]);
        assert_eq!(links.of(1), [0]);
        assert_eq!(links.of(2), [0]);
    }
}
