//! Results on disk: a folder that is complete or isn't there.

/// The time of day, as ISO 8601 writes it.
pub mod clock;
/// Which bytes something was made from.
pub mod fingerprint;
/// A folder in the making.
pub mod folder;
/// What the folder says of itself.
pub mod manifest;
/// Tables as CSV.
pub mod tables;

pub use folder::{Destination, Folder};
