//! Traces that were asked for: found before anything is run, told before anything is written, then a file each and, where
//! a single policy is run, a table to read.

use super::page::Page;
use super::study::Choices;
use crate::calendar::Quarter;
use crate::chance::Streams;
use crate::error::{Error, Result};
use crate::founding::Ground;
use crate::scenario::Scenario;
use crate::step::Setting;
use crate::store::Folder;
use crate::store::number::Number;
use crate::store::tables::Table;
use crate::trace::{Cell, Row, Story, Subject, find, follow, must_be_told};

/// How much of what happened in a quarter stands on a page; the file has all of it.
const MOST_EVENTS: usize = 3;

/// What is to be traced, and what there is to tell of it.
#[derive(Debug, Default)]
pub struct Traces<'s> {
    replicate: u64,
    subjects: Vec<Subject>,
    /// The name of each policy, and the story of its run.
    stories: Vec<(&'s str, Story)>,
}

impl<'s> Traces<'s> {
    /// Finds what was asked for, each once; and, unless it is only to be checked, runs each policy in the first
    /// replicate for the sake of the traces.
    ///
    /// # Errors
    /// Something that there is not.
    pub fn tell(texts: &[String], scenario: &'s Scenario, choices: &Choices, check: bool) -> Result<Self> {
        let replicate = choices.first_replicate;
        if texts.is_empty() {
            return Ok(Self::default());
        }
        let streams = Streams::new(choices.seed, replicate);
        let founded = Ground::survey(scenario).found(scenario, streams);
        let mut subjects: Vec<Subject> = Vec::new();
        for text in texts {
            let subject = find(text, scenario, &founded)?;
            let is_new =
                |known: &Subject| (known.kind.word, known.place) != (subject.kind.word, subject.place);
            if subjects.iter().all(is_new) {
                subjects.push(subject);
            }
        }
        let mut traces = Self { replicate, subjects, stories: Vec::new() };
        if !check {
            for policy in choices.policies.iter().map(|place| &scenario.policies[*place]) {
                let setting = Setting { scenario, policy, streams };
                let story = follow(&founded, setting, &traces.subjects).map_err(|gap| {
                    Error::Bug(format!("tracing replicate {replicate} of `{}`: {gap}", policy.name))
                })?;
                traces.stories.push((policy.name.as_str(), story));
            }
            traces.must_be_told()?;
        }
        Ok(traces)
    }

    fn must_be_told(&self) -> Result<()> {
        let stories: Vec<(&str, &Story)> =
            self.stories.iter().map(|(policy, story)| (*policy, story)).collect();
        self.subjects
            .iter()
            .enumerate()
            .try_for_each(|(place, subject)| must_be_told(subject, &stories, place))
    }

    /// The names of the files, one for each subject.
    pub fn files(&self) -> Vec<String> {
        let mut files: Vec<String> = Vec::new();
        for Subject { kind, name, .. } in &self.subjects {
            // codes of regions can hold anything
            let is_plain = |letter: char| letter.is_alphanumeric() || "-_.".contains(letter);
            let name: String =
                name.chars().map(|letter| if is_plain(letter) { letter } else { '_' }).collect();
            let mut file = format!("trace.{}.{name}.csv", kind.word);
            while files.contains(&file) {
                file = file.replace(".csv", "_.csv");
            }
            files.push(file);
        }
        files
    }

    /// Writes a file for each subject: a line for each policy and quarter.
    ///
    /// # Errors
    /// What the system says.
    pub fn write(&self, folder: &Folder) -> Result<()> {
        for (place, file) in self.files().iter().enumerate() {
            let mut table = Table::create(folder, file)?;
            let mut lines = self
                .stories
                .iter()
                .flat_map(|(policy, story)| story.told[place].iter().map(move |told| (policy, told)));
            let Some(first) = lines.next() else { continue };
            let heads = first.1.1.cells.iter().map(|(head, _)| head.as_str());
            table.row(
                ["policy", "replicate", "quarter"]
                    .into_iter()
                    .chain(heads)
                    .chain(["what_happened"])
                    .collect::<Vec<_>>(),
            )?;
            for (policy, (quarter, row)) in std::iter::once(first).chain(lines) {
                table.row(self.line(policy, *quarter, row))?;
            }
            table.finish()?;
        }
        Ok(())
    }

    fn line(&self, policy: &str, quarter: Quarter, row: &Row) -> Vec<String> {
        let cells = row.cells.iter().map(|(_, cell)| match cell {
            Cell::Number(number) => Number(*number).text(),
            Cell::Text(text) => text.clone(),
        });
        let place = [policy.to_owned(), self.replicate.to_string(), quarter.to_string()];
        place.into_iter().chain(cells).chain([row.events.join("; ")]).collect()
    }

    /// The traces as tables to read, where there is a single policy; else nothing.
    pub fn pages(&self) -> String {
        let [(policy, story)] = self.stories.as_slice() else { return String::new() };
        let pages = self.subjects.iter().zip(&story.told).map(|(Subject { kind, name, .. }, told)| {
            let title = format!("{}:{name} under {policy}, replicate {}", kind.word, self.replicate);
            format!("\n{title}\n{}", page(told).text())
        });
        pages.collect::<Vec<String>>().concat()
    }
}

/// What there is to read of a trace.
fn page(told: &[(Quarter, Row)]) -> Page {
    let heads = told.first().into_iter().flat_map(|(_, first)| &first.page).map(|(head, _)| head.clone());
    let rows = told.iter().map(|(quarter, row)| {
        let cells = [quarter.to_string()].into_iter().chain(row.page.iter().map(|(_, text)| text.clone()));
        let more = row.events.len().saturating_sub(MOST_EVENTS);
        let rest = (more > 0).then(|| format!("and {more} more"));
        (cells.collect(), row.events.iter().take(MOST_EVENTS).cloned().chain(rest).collect())
    });
    Page { heads: ["quarter".to_owned()].into_iter().chain(heads).collect(), rows: rows.collect() }
}
