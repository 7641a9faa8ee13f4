//! Studies: many runs, and what can be said of them. Nothing here touches files or the terminal.

/// Replicates in parallel, delivered in order.
pub mod monte_carlo;
/// The tables of a study, row by row.
pub mod rows;
/// Means, quantiles, intervals.
pub mod statistics;
/// What is kept of all runs, however many there are.
pub mod tally;
