//! missionmix simulates how missions are reached or missed when firms, regions, agencies and citizens
//! respond to a mix of policy instruments over ten or more years. The map, each module using only those above it:

/// Quarters and horizons.
pub mod calendar;
/// The error type.
pub mod error;
/// Places in tables, typed by kind.
pub mod ids;
/// Static figures from results.
pub mod report;
/// Amounts with units.
pub mod units;
