//! Mechanisms: what the phases rest on, each with its equation and its source or the mark of an assumption.
//!
//! The catalogue says in one place what the phase files do. `docs/mechanisms.md` is made from it.

pub(crate) mod bibliography;
mod economy;
mod finance;
mod governance;
mod instruments;
mod owners;
mod politics;
mod programme;
mod start;

use std::fmt::Write;

pub use bibliography::{WORKS, Work};
pub use instruments::instrument_reference;

/// One thing that the model does, and why one may believe it.
#[derive(Debug)]
pub struct Mechanism {
    /// Its name.
    pub name: &'static str,
    /// The phase in whose file it stands; `founding` for the world at the start.
    pub phase: &'static str,
    /// What it does, in one sentence.
    pub meaning: &'static str,
    /// The equation, where there is one; else empty.
    pub equation: &'static str,
    /// The works that it rests on.
    pub sources: &'static [&'static Work],
    /// What of it is an assumption of ours; empty when all of it is in the sources.
    pub assumed: &'static str,
}

/// The phases in the order in which they stand in the model, after the founding.
pub const PHASES: &[&str] = &[
    "founding",
    "shocks",
    "politics",
    "portfolio",
    "programmes",
    "direction",
    "calls",
    "projects",
    "research",
    "supply",
    "adoption",
    "opinion",
    "capacity",
    "missions",
    "accounts",
];

/// Every mechanism, phase by phase.
pub fn catalogue() -> impl Iterator<Item = &'static Mechanism> {
    let all = || {
        [
            start::MECHANISMS,
            politics::MECHANISMS,
            governance::MECHANISMS,
            finance::MECHANISMS,
            programme::MECHANISMS,
            economy::MECHANISMS,
            owners::MECHANISMS,
        ]
        .into_iter()
        .flatten()
    };
    PHASES.iter().flat_map(move |phase| all().filter(move |mechanism| mechanism.phase == *phase))
}

/// The section of `docs/odd.md` in which a phase is told, such as 7.9.
pub fn section(phase: &str) -> String {
    let place = PHASES.iter().position(|known| *known == phase).map_or(0, |place| place + 1);
    format!("7.{place}")
}

impl Mechanism {
    /// The works and the assumption in one line.
    pub fn source(&self) -> String {
        let mut parts: Vec<String> = self.sources.iter().map(|work| work.key.to_owned()).collect();
        if !self.assumed.is_empty() {
            parts.push(format!("[A] {}", self.assumed));
        }
        parts.join("; ")
    }
}

/// All mechanisms and the bibliography as Markdown.
pub fn reference() -> String {
    let mut text = String::from("# Mechanisms\n");
    for phase in PHASES {
        let _ = write!(
            text,
            "\n## {phase}\n\nTold in section {} of [odd.md](odd.md).\n\n| mechanism | meaning | equation | source |\n|---|---|---|---|\n",
            section(phase)
        );
        for mechanism in catalogue().filter(|mechanism| mechanism.phase == *phase) {
            let Mechanism { name, meaning, equation, .. } = mechanism;
            // a bar would end the cell
            let equation = equation.replace('|', "\\|");
            let equation = if equation.is_empty() { equation } else { format!("`{equation}`") };
            let _ = writeln!(text, "| `{name}` | {meaning} | {equation} | {} |", mechanism.source());
        }
    }
    text.push_str("\n## Bibliography\n\n");
    for Work { key, full } in WORKS {
        let _ = writeln!(text, "- **{key}**: {full}");
    }
    text
}
