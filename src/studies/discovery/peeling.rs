//! Peeling and pasting (Friedman, Fisher 1999).
//!
//! **Peeling** takes a small share of the cases off the box, those with the highest or lowest values of one factor, or with
//! one word, whichever raises the density most for each case that is given up (Kwakkel, Jaxa-Rozen 2016: so that words,
//! which take many cases at once, are not favoured). Cases with the same value go together. Where nothing raises it the box
//! gives up as few cases as it can, and goes on: a plateau is no end. **Pasting** goes back from the densest box: a share of
//! the cases outside of one limit alone comes in again where that does not lower the density.

use super::Settings;
use super::case_box::{CaseBox, Side};
use super::cases::{Kind, Left};
use super::everything;
use super::trajectory::{Step, Trajectory};

/// All boxes that are found among the cases that are left.
pub(super) fn trajectory(left: &Left, settings: Settings) -> Trajectory {
    let cases = left.cases.holds.len();
    let smallest = (settings.smallest * cases as f64).ceil().max(1.0) as usize;
    let mut steps =
        vec![Step { bounds: everything(left.cases), inside: left.places.len(), hits: left.hits() }];
    let mut skin = Skin { left, orders: left.orders.clone(), settings, smallest };
    while let Some(step) = skin.peel(&steps[steps.len() - 1]) {
        steps.push(step);
    }
    let peeled = steps.len();
    let densest = steps.iter().reduce(|best, step| if step.density() > best.density() { step } else { best });
    let mut wider = densest.cloned().map_or(Vec::new(), |step| vec![step]);
    while let Some(step) = wider.last().and_then(|step| paste(left, settings, step)) {
        wider.push(step);
    }
    steps.extend(milestones(wider, settings.paste));
    Trajectory { steps, peeled, cases, hits: left.cases.hits() }
}

/// Of boxes that grow, often by a case alone, those that hold a share more than the one before, and the last.
fn milestones(wider: Vec<Step>, share: f64) -> Vec<Step> {
    let (last, mut before) = (wider.len().saturating_sub(1), wider.first().map_or(0, |step| step.inside));
    let mut is_one = |(place, step): &(usize, Step)| {
        let is_one = *place > 0 && (*place == last || step.inside as f64 >= (1.0 + share) * before as f64);
        before = if is_one { step.inside } else { before };
        is_one
    };
    wider.into_iter().enumerate().filter(|one| is_one(one)).map(|(_, step)| step).collect()
}

/// A change of a box that is considered: how many cases it takes off or brings in, and how many of them hold.
#[derive(Clone, Copy, Debug)]
struct Move {
    factor: usize,
    side: Side,
    cases: usize,
    hits: usize,
    /// The value that is the last to be admitted then, and the first that is refused; none where nothing is refused.
    admitted: f64,
    refused: Option<f64>,
}

/// How good a move is: what comes first counts first.
type Merit = [f64; 3];

impl Move {
    /// The step that it leads to, and how good that is.
    fn merit(&self, from: &Step, (inside, hits): (usize, usize), bounds: &CaseBox) -> Merit {
        let gain = hits as f64 / inside as f64 - from.density();
        let given = self.cases as f64;
        let restricted = bounds.restricted() as f64;
        if gain > 0.0 { [gain / given, 0.0, -restricted] } else { [-given, gain, -restricted] }
    }
}

/// The first of the best.
fn best_of(moves: impl Iterator<Item = (Merit, Step)>) -> Option<Step> {
    let better = |one: &Merit, other: &Merit| one.partial_cmp(other) == Some(std::cmp::Ordering::Greater);
    moves.reduce(|best, next| if better(&next.0, &best.0) { next } else { best }).map(|(_, step)| step)
}

/// The cases of a box in the order of each factor.
struct Skin<'l> {
    left: &'l Left<'l>,
    orders: Vec<Vec<usize>>,
    settings: Settings,
    smallest: usize,
}

impl Skin<'_> {
    /// The next smaller box; none where all that is in this one holds, or where nothing can be given up.
    fn peel(&mut self, from: &Step) -> Option<Step> {
        if from.hits == 0 || from.hits == from.inside {
            return None;
        }
        let moves = (0..self.orders.len()).flat_map(|factor| self.moves(factor));
        let step = best_of(moves.filter_map(|one| {
            let (inside, hits) = (from.inside - one.cases, from.hits - one.hits);
            if inside < self.smallest {
                return None;
            }
            let mut bounds = from.bounds.clone();
            let kind = &self.left.cases.factors[one.factor].kind;
            bounds.limit(kind, (one.factor, one.side), one.admitted, one.refused?);
            Some((one.merit(from, (inside, hits), &bounds), Step { bounds, inside, hits }))
        }))?;
        for order in &mut self.orders {
            order.retain(|case| step.bounds.admits(self.left.cases, *case));
        }
        Some(step)
    }

    /// What can be peeled off along a factor.
    fn moves(&self, factor: usize) -> Vec<Move> {
        let order = &self.orders[factor];
        let values = &self.left.cases.factors[factor].values;
        let value = |place: usize| values[order[place]];
        if let Kind::Words(_) = self.left.cases.factors[factor].kind {
            let groups = order.chunk_by(|one, other| values[*one] == values[*other]);
            let word = |group: &[usize]| self.off(factor, Side::Words, group, (f64::NAN, values[group[0]]));
            return groups.filter(|group| group.len() < order.len()).map(word).collect();
        }
        let share = (self.settings.peel * order.len() as f64).ceil() as usize;
        // those with the same value go with the last
        let low = (share..order.len()).find(|end| value(end - 1) != value(*end));
        let high =
            (1..=order.len().saturating_sub(share)).rev().find(|start| value(start - 1) != value(*start));
        let from_above =
            high.map(|start| self.off(factor, Side::High, &order[start..], (value(start - 1), value(start))));
        let from_below =
            low.map(|end| self.off(factor, Side::Low, &order[..end], (value(end), value(end - 1))));
        from_above.into_iter().chain(from_below).collect()
    }

    fn off(&self, factor: usize, side: Side, cases: &[usize], (admitted, refused): (f64, f64)) -> Move {
        let hits = cases.iter().filter(|case| self.left.cases.holds[**case]).count();
        Move { factor, side, cases: cases.len(), hits, admitted, refused: Some(refused) }
    }
}

/// The next larger box that is at least as dense; none where there is none.
fn paste(left: &Left, settings: Settings, from: &Step) -> Option<Step> {
    let outside = outside(left, &from.bounds);
    let moves =
        outside.into_iter().flat_map(|(factor, side, cases)| back(left, settings, (factor, side), cases));
    best_of(moves.filter_map(|one| {
        let (inside, hits) = (from.inside + one.cases, from.hits + one.hits);
        if hits * from.inside < from.hits * inside {
            return None;
        }
        let mut bounds = from.bounds.clone();
        match (one.side, one.refused) {
            (Side::Words, _) => {
                bounds.limits[one.factor].barred.remove(&(one.admitted as usize));
            }
            (side, None) => bounds = bounds.without(one.factor, side),
            (side, Some(refused)) => {
                let kind = &left.cases.factors[one.factor].kind;
                bounds.limit(kind, (one.factor, side), one.admitted, refused);
            }
        }
        Some((one.merit(from, (inside, hits), &bounds), Step { bounds, inside, hits }))
    }))
}

/// The cases that one limit alone keeps out, by limit.
fn outside(left: &Left, bounds: &CaseBox) -> Vec<(usize, Side, Vec<usize>)> {
    let mut kept_out: Vec<(usize, Side, Vec<usize>)> =
        bounds.sides().map(|(factor, side)| (factor, side, Vec::new())).collect();
    for &case in &left.places {
        let refuses = |(factor, side, _): &(usize, Side, Vec<usize>)| {
            !bounds.limits[*factor].admit_on(*side, left.cases.factors[*factor].values[case])
        };
        let mut refusing = (0..kept_out.len()).filter(|place| refuses(&kept_out[*place]));
        if let (Some(alone), None) = (refusing.next(), refusing.next()) {
            kept_out[alone].2.push(case);
        }
    }
    kept_out
}

/// How cases that one limit alone keeps out can come in again: the nearest first, those with the same value together; of
/// words one at a time.
fn back(left: &Left, settings: Settings, (factor, side): (usize, Side), mut cases: Vec<usize>) -> Vec<Move> {
    let values = &left.cases.factors[factor].values;
    let holds = &left.cases.holds;
    cases.sort_by(|one, other| {
        let rising = values[*one].total_cmp(&values[*other]);
        if side == Side::Low { rising.reverse() } else { rising }
    });
    let come = |group: &[usize], refused: Option<f64>| Move {
        factor,
        side,
        cases: group.len(),
        hits: group.iter().filter(|case| holds[**case]).count(),
        admitted: values[group[group.len() - 1]],
        refused,
    };
    if side == Side::Words {
        let groups = cases.chunk_by(|one, other| values[*one] == values[*other]);
        return groups.map(|group| come(group, None)).collect();
    }
    if cases.is_empty() {
        return Vec::new();
    }
    // one value is enough where a peel went a little too far; where the nearest does not hold, more can be worth it
    let share = (settings.paste * cases.len() as f64).ceil() as usize;
    let ends = [1, share].into_iter().map(|share| {
        (share..cases.len()).find(|end| values[cases[end - 1]] != values[cases[*end]]).unwrap_or(cases.len())
    });
    ends.map(|end| come(&cases[..end], cases.get(end).map(|next| values[*next]))).collect()
}
