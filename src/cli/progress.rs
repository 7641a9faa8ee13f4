//! Progress: on a terminal a bar with rate and time left, for programs a line of JSON a second.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use super::terminal::note;

/// How progress is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Show {
    /// A bar on a terminal, else nothing
    Auto,
    /// A bar
    Bar,
    /// A line of JSON a second on the error stream
    Json,
    /// Nothing
    None,
}

/// What is shown while runs go on.
pub struct Progress {
    display: Display,
    started: Instant,
    all: u64,
    /// What is counted, in the plural.
    what: &'static str,
}

enum Display {
    Bar(ProgressBar),
    Lines { last: Instant },
    Nothing,
}

const SECOND: Duration = Duration::from_secs(1);
const TEMPLATE: &str = "{bar:40} {pos} of {len} {msg}, {per_sec}, {eta} left";

impl Progress {
    /// Nothing is done yet of so many replicates.
    pub fn new(show: Show, replicates: u64) -> Self {
        Self::of(show, replicates, "replicates")
    }

    /// Nothing is done yet of so many things, which are named in the plural.
    pub fn of(show: Show, all: u64, what: &'static str) -> Self {
        let started = Instant::now();
        let display = match show {
            Show::Auto if !io::stderr().is_terminal() => Display::Nothing,
            Show::Auto | Show::Bar => Display::Bar(bar(all).with_message(what)),
            Show::Json => Display::Lines { last: started },
            Show::None => Display::Nothing,
        };
        Self { display, started, all, what }
    }

    /// So many are done.
    pub fn hear(&mut self, done: u64) {
        match &mut self.display {
            Display::Bar(bar) => bar.set_position(done),
            Display::Lines { last } if last.elapsed() >= SECOND => {
                *last = Instant::now();
                self.say_line(done);
            }
            Display::Lines { .. } | Display::Nothing => (),
        }
    }

    /// All are done.
    pub fn finish(&self) {
        match &self.display {
            Display::Bar(bar) => bar.finish_and_clear(),
            Display::Lines { .. } => self.say_line(self.all),
            Display::Nothing => (),
        }
    }

    fn time_left(&self, done: u64) -> Duration {
        let left = self.all.saturating_sub(done) as f64;
        self.started.elapsed().mul_f64(left / done.max(1) as f64)
    }

    fn say_line(&self, done: u64) {
        let line = json!({
            "done": done,
            self.what: self.all,
            "seconds": self.started.elapsed().as_secs_f64(),
            "seconds_left": self.time_left(done).as_secs_f64(),
        });
        note(&line.to_string());
    }
}

fn bar(all: u64) -> ProgressBar {
    let style = ProgressStyle::with_template(TEMPLATE).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(all).with_style(style)
}
