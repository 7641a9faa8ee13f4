//! missionmix simulates how missions are reached or missed when firms, regions, agencies and citizens
//! respond to a mix of policy instruments over ten or more years. The map, each module using only those above it:

/// Quarters and horizons.
pub mod calendar;
/// Every random draw of the program.
pub mod chance;
/// The error type.
pub mod error;
/// Places in tables, typed by kind.
pub mod ids;
/// exp, ln, quantiles of distributions in pure Rust: the same bits on every processor.
pub mod numeric;
/// Amounts with units.
pub mod units;
