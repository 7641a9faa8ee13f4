//! missionmix simulates how missions are reached or missed when firms, regions, agencies and citizens
//! respond to a mix of policy instruments over ten or more years. The map, each module using only those above it:

/// An amount is a type, and a law of units is one line.
pub mod units;
/// A place in a table knows what it is a place of.
pub mod ids;
/// The step is a quarter.
pub mod calendar;
/// exp, ln and quantiles of distributions in pure Rust: the same bits on every processor.
pub mod numeric;
/// Every random draw of the program comes from here and has an address.
pub mod chance;
/// One error type says what went wrong, where, what is allowed and what to do.
pub mod error;
/// A parameter is declared once, where it is read.
pub mod form;
/// The state of the world in one quarter, in columns.
pub mod world;
/// Instruments, one file each, and the policies that mix them.
pub mod policy;
/// What is measured in one run.
pub mod outcomes;
/// What the user wrote, read and checked.
pub mod scenario;
/// From a scenario and luck to the world in quarter 0.
pub mod founding;
/// The model: one quarter, one file a phase.
pub mod step;
/// One run, from the founded world to the end.
pub mod run;
/// What one agency, firm, household, region or project saw, believed and decided, quarter by quarter.
pub mod trace;
/// Results on disk.
pub mod store;
/// Many runs.
pub mod studies;
/// What a credible run must reproduce: facts, recomputed from runs.
pub mod evidence;
/// Figures and maps from a results folder.
pub mod report;
/// The command line, one sub-command a file.
pub mod cli;
