//! Which outlines make the map, and which lie overseas: too far from what the map shows to stand where they are.

use std::collections::BTreeMap;

use super::contains;
use crate::report::boundaries::Outline;
use crate::report::projection::EARTH_RADIUS;

/// Outlines with less than this between them belong together, km: more than divides the islands of an archipelago, and
/// less than it takes to be overseas.
const LINKED: f64 = 300.0;
/// More boxes than this would be a second map: then the window is meant to cut.
const MOST_BOXES: usize = 12;

/// The outlines that have results, by where they are drawn.
pub struct Parts {
    /// In the window, or linked to what is there.
    pub mainland: Vec<usize>,
    /// Elsewhere: for each region the outlines that belong together, in the order of the regions' names.
    pub overseas: Vec<Vec<usize>>,
}

/// Divides outlines that have results by where they lie.
pub fn divide(outlines: &[Outline], window: Option<[f64; 4]>, has_results: impl Fn(&str) -> bool) -> Parts {
    let known: Vec<usize> = (0..outlines.len()).filter(|&one| has_results(&outlines[one].key)).collect();
    let spots: BTreeMap<usize, Spot> = known.iter().map(|&one| (one, Spot::of(&outlines[one]))).collect();
    let groups = linked(&known, &spots);
    let shows = |one: &usize| {
        window.is_none_or(|window| {
            outlines[*one].rings.iter().flatten().any(|&corner| contains(window, corner))
        })
    };
    let regions = |group: &[usize]| {
        let mut keys: Vec<&str> = group.iter().map(|&one| outlines[one].key.as_str()).collect();
        keys.sort_unstable();
        keys.dedup();
        keys.len()
    };
    let (mut inside, mut outside): (Vec<_>, Vec<_>) =
        groups.into_iter().partition(|group| group.iter().any(shows));
    if window.is_none() {
        // of several groups as large the first in the file
        inside.sort_by_key(|group| std::cmp::Reverse(regions(group)));
        outside = inside.split_off(inside.len().min(1));
    }
    let mut boxes: BTreeMap<&str, Vec<Vec<usize>>> = BTreeMap::new();
    for group in outside {
        let mut of_regions: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for one in group {
            of_regions.entry(&outlines[one].key).or_default().push(one);
        }
        for (key, group) in of_regions {
            boxes.entry(key).or_default().push(group);
        }
    }
    let mut overseas: Vec<Vec<usize>> = boxes.into_values().flatten().collect();
    if overseas.len() > MOST_BOXES {
        overseas.clear();
    }
    Parts { mainland: inside.concat(), overseas }
}

/// Groups of outlines, each linked to another of its group.
fn linked(known: &[usize], spots: &BTreeMap<usize, Spot>) -> Vec<Vec<usize>> {
    let mut free: Vec<usize> = known.to_vec();
    let mut groups = Vec::new();
    while let Some(&first) = free.first() {
        free.remove(0);
        let (mut group, mut next) = (vec![first], 0);
        while next < group.len() {
            let from = &spots[&group[next]];
            let (near, far): (Vec<usize>, Vec<usize>) =
                free.into_iter().partition(|one| from.is_near(&spots[one]));
            group.extend(near);
            free = far;
            next += 1;
        }
        group.sort_unstable();
        groups.push(group);
    }
    groups
}

/// Corners as points of the unit sphere, and a ball around them.
struct Spot {
    corners: Vec<[f64; 3]>,
    middle: [f64; 3],
    radius: f64,
}

impl Spot {
    fn of(outline: &Outline) -> Self {
        let corners: Vec<[f64; 3]> =
            outline.rings.iter().flatten().map(|&corner| on_sphere(corner)).collect();
        let share = 1.0 / corners.len().max(1) as f64;
        let middle = corners
            .iter()
            .fold([0.0; 3], |middle, corner| [0, 1, 2].map(|axis| middle[axis] + corner[axis] * share));
        let radius = corners.iter().map(|corner| distance(corner, &middle)).fold(0.0, f64::max);
        Self { corners, middle, radius }
    }

    fn is_near(&self, other: &Self) -> bool {
        let most = LINKED / EARTH_RADIUS;
        if distance(&self.middle, &other.middle) > self.radius + other.radius + most {
            return false;
        }
        self.corners.iter().any(|one| other.corners.iter().any(|two| distance(one, two) <= most))
    }
}

/// A place on the unit sphere.
fn on_sphere((longitude, latitude): (f64, f64)) -> [f64; 3] {
    let ((sine, cosine), (sine_east, cosine_east)) =
        (latitude.to_radians().sin_cos(), longitude.to_radians().sin_cos());
    [cosine * cosine_east, cosine * sine_east, sine]
}

fn distance(one: &[f64; 3], other: &[f64; 3]) -> f64 {
    one.iter().zip(other).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}
