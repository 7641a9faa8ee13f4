//! Learning: what is known in a place is taken up by the firms there, the more the more they know already.
//!
//! Reads: knowledge, wishes. Writes: knowledge of firms.
//!
//! A firm takes up `known / (known + yearly wish)` of what it meets (absorptive capacity: Cohen, Levinthal 1990).
//! One firm's learning leaves no less for the next.
//!
//! Told in section 7.9 of docs/odd.md.

use crate::world::World;

/// Which firms of a region learn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Learners {
    /// All that know something of the solution.
    WhoKnow,
    /// Those of them that work on it now.
    WhoWorkOnIt,
}

/// Firms of a region take up knowledge of a solution that is worth so much research, M EUR.
pub(super) fn take_up(world: &mut World, region: usize, solution: usize, worth: f64, learners: Learners) {
    let firms = &mut world.firms;
    for firm in firms.of_region(region) {
        let is_at_work = firms.solution(firm) == Some(solution);
        let known = f64::from(firms.knowledge[(solution, firm)]);
        if known > 0.0 && (is_at_work || learners == Learners::WhoKnow) {
            let wish = firms.intensity[firm] * firms.sales[firm] * 4.0;
            firms.knowledge[(solution, firm)] += (worth * absorbed(known, wish)) as f32;
        }
    }
}

/// Share of what a firm meets that it takes up.
fn absorbed(known: f64, yearly_wish: f64) -> f64 {
    known / (known + yearly_wish)
}

/// Results that are open to all: firms of the region learn from them, and those of its neighbours as far as
/// knowledge spills over.
pub(super) fn publish(world: &mut World, region: usize, solution: usize, worth: f64) {
    take_up(world, region, solution, worth, Learners::WhoKnow);
    let geography = world.regions.geography.clone();
    for (neighbour, weight) in geography.spillovers.weighted(region) {
        let worth = worth * f64::from(weight);
        if worth > 0.0 {
            take_up(world, neighbour, solution, worth, Learners::WhoKnow);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    use crate::world::grid::Grid;
    use crate::world::links::Links;
    use crate::world::regions::Geography;

    /// Two regions of two firms, one solution; every firm has 1 M EUR of sales a quarter and wishes 0.5 a year.
    fn world(knowledge: [f32; 4], direction: [u8; 4]) -> World {
        let mut world = World::default();
        world.firms.starts = vec![0, 2, 4];
        world.firms.region = vec![0, 0, 1, 1];
        world.firms.sales = vec![1.0; 4];
        world.firms.intensity = vec![0.125; 4];
        world.firms.direction = direction.to_vec();
        world.firms.knowledge = Grid::filled(1, 4, 0.0);
        world.firms.knowledge.cells_mut().copy_from_slice(&knowledge);
        let spillovers = Links::from_lists(&[vec![(1, 0.25)], vec![(0, 0.25)]]);
        world.regions.geography = Arc::new(Geography { spillovers, ..Geography::default() });
        world
    }

    #[test]
    fn open_results_teach_those_who_know_something_here_and_a_little_next_door() {
        let mut world = world([0.5, 0.0, 1.5, 0.0], [0, 1, 0, 0]);
        publish(&mut world, 0, 0, 4.0);
        // half of 4 here; next door three quarters of a quarter of 4; who knows nothing learns nothing
        assert_eq!(world.firms.knowledge.cells(), [2.5, 0.0, 2.25, 0.0]);
    }

    #[test]
    fn some_learning_is_for_those_at_work_alone() {
        let mut world = world([0.5, 0.5, 0.5, 0.5], [0, 1, 0, 1]);
        take_up(&mut world, 0, 0, 4.0, Learners::WhoWorkOnIt);
        assert_eq!(world.firms.knowledge.cells(), [0.5, 2.5, 0.5, 0.5]);
    }
}
