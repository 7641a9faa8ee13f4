//! What the user wrote: files, changes from the command line, and what can be written at all.

/// Changes from the command line.
pub mod change;
/// Scenario files and the files they build on.
pub mod file;
/// Regions: from a table of data, or synthetic ones.
pub mod regions;
/// What can be written, as a schema, as explanations and as a reference.
pub mod schema;

#[cfg(test)]
mod tests;
