//! The one error type: what went wrong, where, what is allowed, what to do; and the exit code that it means.

use std::fmt;
use std::io;
use std::path::Path;

/// Why the program could not do what it was asked.
#[derive(Debug)]
pub enum Error {
    /// The command line asks for something that can't be.
    Usage(String),
    /// The scenario is wrong: all complaints, rendered for a person.
    Scenario {
        /// The complaints, one after the other, as text.
        rendered: String,
        /// How many there are.
        count: usize,
    },
    /// A file could not be read, or results could not be written.
    File {
        /// What was tried, with the path.
        what: String,
        /// What the system said.
        source: io::Error,
        /// What to do about it.
        advice: String,
    },
    /// Results differ from what they should be.
    Differs(String),
    /// Some runs failed; the others count.
    SomeFailed(String),
    /// There is more to be run before this can be said.
    Incomplete(String),
    /// Someone asked the program to stop; with what was kept.
    Interrupted(String),
    /// A check of the program on itself failed: a bug of ours.
    Bug(String),
}

/// The result of anything that can go wrong.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An input or output failure at a path.
    pub fn file(what: &str, path: &Path, source: io::Error, advice: impl Into<String>) -> Self {
        Self::File { what: format!("{what} `{}`", path.display()), source, advice: advice.into() }
    }

    /// The exit code: 1 a bug of ours, 2 usage or scenario, 3 a difference, 4 some runs failed, 5 incomplete, 74 disk or
    /// permission, 75 interrupted.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Bug(_) => 1,
            Self::Usage(_) | Self::Scenario { .. } => 2,
            Self::Differs(_) => 3,
            Self::SomeFailed(_) => 4,
            Self::Incomplete(_) => 5,
            Self::File { .. } => 74,
            Self::Interrupted(_) => 75,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Usage(text) | Self::Differs(text) | Self::SomeFailed(text) | Self::Incomplete(text) => {
                write!(f, "error: {text}")
            }
            Self::Scenario { rendered, count } => {
                let problems = if *count == 1 { "1 problem".into() } else { format!("{count} problems") };
                write!(f, "{rendered}\nerror: {problems} in the scenario; nothing was run")
            }
            Self::File { what, source, advice } => write!(f, "error: {what}: {source}\n  = help: {advice}"),
            Self::Interrupted(kept) => write!(f, "interrupted: {kept}"),
            Self::Bug(text) => write!(
                f,
                "error: missionmix failed a check on itself: {text}\n  = help: this is a bug; please report \
                 the command, the scenario and this message"
            ),
        }
    }
}

impl std::error::Error for Error {}
