//! **Accounts**: every euro, owner, unit and project is accounted for, or the run stops and names the
//! identity, the quarter and the gap.
//!
//! Reads: everything. Writes: home units, present values, private lines of the ledger.
//!
//! Told in section 7.15 of docs/odd.md.

use std::fmt;

use crate::units::{Money, QUARTERS_PER_YEAR};
use crate::world::World;
use crate::world::ledger::{Flow, Sector};
use crate::world::projects::Fate;
use crate::world::stock::OwnerKind;

/// Largest gap that rounding may leave in an account, M EUR, and relative to what flowed.
const ROUNDING: f64 = 1e-6;
const RELATIVE_ROUNDING: f64 = 1e-11;
/// Every owner is counted afresh once in so many quarters, and in every one of a debug build.
const CENSUS: usize = if cfg!(debug_assertions) { 1 } else { 16 };

/// An identity of the accounts that does not hold: a bug of ours.
#[derive(Clone, Debug, PartialEq)]
pub struct Imbalance {
    /// Which identity.
    pub identity: String,
    /// The step in which it was found.
    pub step: usize,
    /// By how much it fails, in its own unit.
    pub gap: f64,
}

impl fmt::Display for Imbalance {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{} is off by {:e} in quarter {} of the run", self.identity, self.gap, self.step)
    }
}

/// Opens the books of a quarter.
pub(super) fn open(world: &mut World) {
    let funds = world.funds();
    world.ledger.open_quarter(funds);
    world.lines.iter_mut().for_each(|line| line.spent_now = 0.0);
}

/// Closes them: books what follows from the quarter, checks every identity, and moves the clock.
pub(super) fn close(world: &mut World) -> Result<(), Imbalance> {
    for line in &mut world.lines {
        line.present_value += line.spent_now * world.discount;
        line.pace += (line.spent_now - line.pace) / QUARTERS_PER_YEAR;
    }
    let co_funding = co_funding(world);
    world.co_funding.add(co_funding);
    world.co_funding.close(world.discount);
    for mission in &mut world.missions {
        mission.purse.close(world.discount);
    }
    for solution in 0..world.solutions.len() {
        let stock = world.missions[world.solutions.traits[solution].mission.index()].traits.total_units();
        world.solutions.home_units[solution] += world.solutions.installed[solution] / stock;
    }
    check_money(world)?;
    check_lines(world)?;
    check_owners(world)?;
    world.step += 1;
    Ok(())
}

/// Own money of firms and public bodies for research and projects, and of firms for what is asked of them, in the quarter,
/// less what they got for it.
fn co_funding(world: &World) -> Money {
    let flows = [Flow::Research, Flow::ProjectWork, Flow::Grant, Flow::ResearchCredit];
    let of = |sector| flows.iter().map(|flow| -world.ledger.entry(*flow, sector).0).sum::<f64>();
    // what is asked of bodies as buyers they pay with what they buy
    Money(of(Sector::Firms) + of(Sector::Bodies) - world.ledger.entry(Flow::Conditions, Sector::Firms).0)
}

fn must_vanish(world: &World, gap: f64, scale: f64, identity: impl Fn() -> String) -> Result<(), Imbalance> {
    // a gap that is not a number fails as well
    if gap.abs() <= ROUNDING + RELATIVE_ROUNDING * scale.abs() {
        return Ok(());
    }
    Err(Imbalance { identity: identity(), step: world.step, gap })
}

/// Rows of the matrix sum to zero; columns are the changes in funds.
fn check_money(world: &World) -> Result<(), Imbalance> {
    for flow in Flow::ALL {
        must_vanish(world, world.ledger.row(flow).0, 0.0, || format!("the sum of the flow {flow:?}"))?;
    }
    let funds = world.funds();
    for sector in Sector::ALL {
        let place = sector as usize;
        let change = funds[place] - world.ledger.funds_before[place];
        let gap = change - world.ledger.column(sector).0;
        must_vanish(world, gap, funds[place], || format!("the account of {}", sector.word()))?;
    }
    Ok(())
}

/// What was promised was spent, given back or is in hand; what is open is what projects have to come.
fn check_lines(world: &World) -> Result<(), Imbalance> {
    let mut open = vec![0.0; world.lines.len()];
    for &place in &world.projects.active {
        let project = &world.projects.all[place as usize];
        open[project.line.index()] += project.open();
    }
    for (place, line) in world.lines.iter().enumerate() {
        let scale = line.promised;
        let gap = line.promised - line.spent - line.returned - line.balance;
        must_vanish(world, gap, scale, || format!("the money of budget line {place}"))?;
        must_vanish(world, line.open - open[place], scale, || {
            format!("open commitments of budget line {place}")
        })?;
        must_vanish(world, (line.open - line.balance).max(0.0), scale, || {
            format!("the cover of the commitments of budget line {place}")
        })?;
    }
    let running =
        world.projects.all.iter().filter(|p| matches!(p.fate, Fate::Running | Fate::OnTrial)).count();
    let active =
        world.projects.active.iter().filter(|place| {
            matches!(world.projects.all[**place as usize].fate, Fate::Running | Fate::OnTrial)
        });
    must_vanish(world, running as f64 - active.count() as f64, 0.0, || {
        "the number of running projects".into()
    })
}

/// Every owner uses one good, counts agree with owners, and units with counts.
fn check_owners(world: &World) -> Result<(), Imbalance> {
    if !(world.step + 1).is_multiple_of(CENSUS) {
        return Ok(());
    }
    for (place, mission) in world.missions.iter().enumerate() {
        for kind in OwnerKind::ALL {
            let census = mission.census(kind as usize, |region| world.owners_of(kind, region));
            let counted = &mission.stocks[kind as usize].counts;
            let gap: f64 = census
                .cells()
                .iter()
                .zip(counted.cells())
                .map(|(a, b)| (f64::from(*a) - f64::from(*b)).abs())
                .sum();
            must_vanish(world, gap, 0.0, || {
                format!("the count of owners ({}) of mission {place}", kind.word())
            })?;
        }
        let total = mission.traits.total_units();
        for (good, (booked, counted)) in mission.units_by_good.iter().zip(mission.recount()).enumerate() {
            must_vanish(world, booked - counted, total, || {
                format!("units of good {good} of mission {place}")
            })?;
        }
    }
    Ok(())
}
