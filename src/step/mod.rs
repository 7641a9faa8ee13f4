//! The model: one quarter, one file a phase. The order of the lines in `advance` is the model.

mod accounts;
mod adoption;
mod calls;
mod capacity;
mod commissions;
mod conditions;
mod courses;
mod credits;
mod direction;
mod donors;
mod learning;
mod maps;
pub mod mechanisms;
mod missions;
mod opinion;
mod outreach;
mod pace;
mod politics;
mod portfolio;
mod programmes;
mod projects;
mod readiness;
mod research;
mod scouting;
mod shocks;
mod staff;
mod supply;
mod trials;
mod turns;

pub use accounts::Imbalance;
pub use adoption::{Support, best_support, local_price, takes};
pub use conditions::Crowd;
pub use direction::chooses_direction;
pub use portfolio::promise;

use crate::chance::Streams;
use crate::numeric::Width;
use crate::policy::Policy;
use crate::scenario::Scenario;
use crate::world::World;

/// Capacity that a trade holds beyond the orders that it saw [A].
const HEADROOM: f64 = 1.2;

/// What does not change during a run: the scenario, the policy that is tried, and the luck of the replicate.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'s> {
    /// What the user wrote.
    pub scenario: &'s Scenario,
    /// The policy.
    pub policy: &'s Policy,
    /// The luck.
    pub streams: Streams,
}

/// Room to work in, kept between quarters so that a quarter allocates nothing.
#[derive(Debug, Default)]
pub struct Desk {
    direction: direction::Room,
    calls: calls::Room,
    adoption: adoption::Room,
    research: research::Room,
    supply: supply::Room,
    /// How wide the registers are that long columns are worked with.
    pub width: Width,
}

/// Moves the world on by one quarter.
///
/// # Errors
/// An identity of the accounts that does not hold, with the quarter and the gap: a bug of ours.
pub fn advance(world: &mut World, setting: Setting, desk: &mut Desk) -> Result<(), Imbalance> {
    accounts::open(world);
    shocks::strike(world, setting);
    politics::vote(world, setting);
    portfolio::steer(world, setting);
    programmes::act(world, setting);
    direction::choose(world, setting, desk);
    calls::select(world, setting, desk);
    projects::work(world, setting);
    research::search(world, setting, desk);
    supply::build(world, setting, desk);
    adoption::choose(world, setting, desk);
    opinion::form(world, setting);
    capacity::learn(world, setting);
    missions::measure(world);
    accounts::close(world)
}
