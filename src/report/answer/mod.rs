//! What a study says, in sentences. Each is computed from its runs, says how sure it is, and claims no difference that the
//! runs don't carry.

/// What runs say of the lessons of their scenario.
pub mod lesson;
/// What matters.
pub mod matters;
mod mission;
/// What futures say together.
pub mod outlook;
/// What regions have to do with it.
pub mod place;
mod ranking;
/// What the points of a sweep say.
pub mod sweep;
/// The policies beside each other.
pub mod verdict;

pub use mission::Teller;
pub use ranking::{EQUAL_COST, NET, ranking, unequal_cost};

use super::words::joined;

/// Names or clauses as a list of a sentence.
pub fn listed(items: &[String]) -> String {
    joined(items, "and")
}

/// A name as code.
fn named(name: &str) -> String {
    format!("`{name}`")
}

#[cfg(test)]
mod tests;
