//! The reference of instruments: why each should work, what is known of it, and what it can be told.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::WORKS;
use crate::form::{Declaration, Default};
use crate::policy::{CATALOGUE, InstrumentKind, Way};

/// A parameter that so many kinds have, with the same meaning, is told once.
const COMMON: usize = 4;

/// All instruments as Markdown, with their parameters as declared.
pub fn instrument_reference(declarations: &[Declaration]) -> String {
    let mut text = String::from("# Instruments\n\n");
    let _ = writeln!(
        text,
        "{} instruments, in the order in which they act. An instrument changes who is asked, what is paid and when; what \
         follows is the business of the model's phases. **[A]** marks an assumption of ours.",
        CATALOGUE.len()
    );
    let common = common(declarations);
    for kind in CATALOGUE {
        let own: Vec<&Declaration> =
            of(kind, declarations).filter(|one| !common.contains_key(&one.key())).collect();
        text.push('\n');
        text.push_str(&section(kind, &own));
    }
    text.push_str("\n## What they have in common\n\n");
    text.push_str(&table(common.values().copied()));
    text
}

/// The parameters of one kind.
fn of<'d>(kind: &InstrumentKind, declarations: &'d [Declaration]) -> impl Iterator<Item = &'d Declaration> {
    let start = format!("policy.<policy>.{}.<name>.", kind.name);
    declarations.iter().filter(move |one| !one.is_table() && one.path_text().starts_with(&start))
}

/// The parameters that many kinds have, by key.
fn common(declarations: &[Declaration]) -> BTreeMap<String, &Declaration> {
    let mut found: BTreeMap<String, Vec<&Declaration>> = BTreeMap::new();
    for one in CATALOGUE.iter().flat_map(|kind| of(kind, declarations)) {
        found.entry(one.key()).or_default().push(one);
    }
    found
        .into_iter()
        .filter(|(_, all)| all.len() >= COMMON && all.iter().all(|one| one.meaning == all[0].meaning))
        .map(|(key, all)| (key, all[0]))
        .collect()
}

fn section(kind: &InstrumentKind, own: &[&Declaration]) -> String {
    let mut text = format!("## `{}`\n\n{}\n", kind.name, capitalised(kind.summary));
    let way = if kind.expectation.way == Way::Up { "grows" } else { "falls" };
    let _ = writeln!(text, "\n- **Theory of change**: {}", kind.theory);
    let _ = writeln!(
        text,
        "- **Expected first**: `{}` {way}. Tested with the instrument alone.",
        kind.expectation.outcome
    );
    let _ = writeln!(text, "- **Lever**: `{}`; at zero it changes nothing.", kind.intensity);
    let _ = writeln!(text, "- **Known limits**: {}", kind.limits);
    let works =
        kind.source.split("; ").filter_map(|part| WORKS.iter().find(|work| part.starts_with(work.key)));
    text.push_str("- **Evidence**:\n");
    for work in works {
        let _ = writeln!(text, "  - {}", work.full);
    }
    if !own.is_empty() {
        text.push('\n');
        text.push_str(&table(own.iter().copied()));
    }
    text
}

fn table<'d>(rows: impl Iterator<Item = &'d Declaration>) -> String {
    let mut text = String::from(
        "| parameter | meaning | unit | default | allowed | source |\n|---|---|---|---|---|---|\n",
    );
    for one in rows {
        let default = match &one.default {
            Default::Value(value) => format!("`{value}`"),
            other => other.to_string(),
        };
        let source = one.source.to_string().replace("[A] assumption", "[A]");
        let cells = [one.meaning, one.unit.unwrap_or(""), &default, &one.kind.to_string(), &source]
            .map(|cell| cell.replace('|', "\\|").replace('\n', " "));
        let _ = writeln!(text, "| `{}` | {} |", one.key(), cells.join(" | "));
    }
    text
}

fn capitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
}
