//! Results on disk: files that are whole or not there, in folders that say what they are.

/// Many files in one.
pub mod archive;
/// The time of day, as ISO 8601 writes it.
pub mod clock;
/// Which bytes something was made from.
pub mod fingerprint;
/// A folder in the making.
pub mod folder;
/// A table in memory.
pub mod frame;
/// What the folder says of itself when it is finished.
pub mod manifest;
/// Numbers in tables.
pub mod number;
/// Tables as Parquet.
pub mod parquet;
/// What stretches of replicates came to.
pub mod parts;
/// What a study will run.
pub mod plan;
/// Tables on disk.
pub mod tables;

pub use folder::{Destination, Folder};
