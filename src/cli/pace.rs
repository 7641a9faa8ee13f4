//! How fast a study goes, and what is seen of that: no result depends on it.

use std::num::NonZero;

use clap::{Args, value_parser};

use super::progress::Show;

/// On how many threads, and what is shown meanwhile.
#[derive(Debug, Args)]
pub struct Pace {
    /// How many threads to use [default: all that the machine has]
    #[arg(short, long, value_parser = value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    /// How progress is shown
    #[arg(long, value_enum, default_value_t = Show::Auto)]
    pub progress: Show,
}

impl Pace {
    /// How many threads.
    pub fn threads(&self) -> NonZero<usize> {
        self.jobs.and_then(|jobs| NonZero::new(usize::from(jobs))).unwrap_or_else(all_threads)
    }
}

/// How a study is carried out.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// On how many threads.
    pub threads: NonZero<usize>,
    /// How progress is shown, where anything is said.
    pub show: Show,
    /// Whether nothing is said but where the results are.
    pub is_quiet: bool,
    /// Whether figures are drawn.
    pub has_figures: bool,
}

/// As many threads as the machine has.
pub fn all_threads() -> NonZero<usize> {
    std::thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN)
}
