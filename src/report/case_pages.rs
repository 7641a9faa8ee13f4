//! The pages of cases: what each teaches, on which facts and assumptions, and what came out, from its file and the record.

use std::fmt::Write;
use std::path::Path;

use super::answer::lesson::{difference, unit_words};
use super::words::{capital, count};
use super::{Typeface, taught};
use crate::error::Result;
use crate::evidence::lessons::Row;
use crate::scenario::Scenario;
use crate::scenario::header::{Header, Marks};
use crate::scenario::lesson::{Elsewhere, Lesson};

/// A case as its files tell it.
pub struct CaseFile {
    /// What was read.
    pub scenario: Scenario,
    /// What its header says; its facts are followed by those of the files that it builds on.
    pub header: Header,
    /// Where its numbers come from, and those of the files that it builds on.
    pub marks: Marks,
}

impl CaseFile {
    /// Reads a case and its comments.
    ///
    /// # Errors
    /// All complaints.
    pub fn read(path: &Path) -> Result<Self> {
        let scenario = Scenario::load(path, &[], false)?;
        let is_scenario = |path: &Path| path.extension().is_some_and(|extension| extension == "toml");
        let texts = scenario.inputs.iter().filter(|(path, _)| is_scenario(path));
        let texts: Vec<String> =
            texts.map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).collect();
        let mut headers = texts.iter().map(|text| Header::read(text));
        let mut header = headers.next().unwrap_or_default();
        header.facts.extend(headers.flat_map(|base| base.facts));
        let keys: Vec<&str> = header.facts.iter().map(|fact| fact.key.as_str()).collect();
        let mut marks = Marks::default();
        texts.iter().for_each(|text| marks.join(Marks::read(text, &keys)));
        Ok(Self { scenario, header, marks })
    }

    /// The figure of its lessons, as far as the record has them.
    ///
    /// # Errors
    /// A drawing that fails: a bug of ours.
    pub fn figure(&self, recorded: &[Row], typeface: &Typeface) -> Result<String> {
        let Scenario { name, title, lessons, .. } = &self.scenario;
        let asked = |lesson| Some((lesson, row_of(recorded, name, lesson)?));
        let taught: Vec<(&Lesson, &Row)> = lessons.iter().filter_map(asked).collect();
        taught::draw(title, &taught, typeface).map(Option::unwrap_or_default)
    }

    /// Its page, with what the record says of its lessons.
    pub fn page(&self, recorded: &[Row]) -> String {
        let Self { scenario, header, marks } = self;
        let Scenario { name, title, policies, replicates, .. } = scenario;
        let mut text = format!(
            "{MADE}# {title}\n\n{}\n\n`missionmix run scenarios/{name}.toml` runs {} in {}; `missionmix example copy {name}` copies it to a \
             folder to change it.\n\n{}\n",
            capital(&header.teaches),
            count(policies.len() as u64, "policy"),
            count(*replicates as u64, "replicate"),
            header.simulated
        );
        let _ = write!(text, "\n![What its lessons say here and there]({name}.svg)\n\n## What comes out\n");
        for lesson in &scenario.lessons {
            text += &told(lesson, row_of(recorded, name, lesson));
        }
        text += "\n## Policies\n\n| policy | what it does |\n|---|---|\n";
        for policy in policies {
            let _ = writeln!(text, "| `{}` | {} |", policy.name, policy.title);
        }
        text += "\n## Facts\n\n| source | fact |\n|---|---|\n";
        for fact in &header.facts {
            let _ = writeln!(text, "| {} | {} |", fact.key, fact.text);
        }
        let _ = write!(
            text,
            "\nOf the lines that set numbers of this case {} a source and {} assumed.\n\n## What is assumed\n\n{}\n",
            names(marks.facts),
            are(marks.assumptions),
            capital(&header.assumed)
        );
        text
    }

    /// Its line in the list of all cases.
    fn line(&self, recorded: &[Row]) -> String {
        let Self { scenario, header, marks } = self;
        let Scenario { name, lessons, policies, .. } = scenario;
        let standing = |lesson: &Lesson| {
            let row = row_of(recorded, name, lesson);
            format!("`{}`: {}", lesson.name, row.map_or("not asked yet", |row| &row.standing))
        };
        let lessons: Vec<String> = lessons.iter().map(standing).collect();
        format!(
            "| [`{name}`]({name}.md) | {} | {} | {} | {} of {} |\n",
            capital(&header.teaches),
            lessons.join("<br>"),
            policies.len(),
            marks.facts,
            marks.facts + marks.assumptions,
        )
    }
}

/// What the record says of a lesson.
fn row_of<'r>(recorded: &'r [Row], case: &str, lesson: &Lesson) -> Option<&'r Row> {
    recorded.iter().find(|row| row.case == case && row.lesson == lesson.name)
}

const MADE: &str = "<!-- made by `MISSIONMIX_REGENERATE=1 cargo test --test cases` from the scenario and `src/evidence/lessons.csv` -->\n";

/// The list of all cases.
pub fn list(cases: &[CaseFile], recorded: &[Row]) -> String {
    let lines: String = cases.iter().map(|case| case.line(recorded)).collect();
    format!(
        "{MADE}# Cases\n\nEach case is a scenario that teaches something, drawn from practice, with its facts and their sources. What it teaches is data: a \
         difference between two policies under the same luck that has to come out of its mechanisms, and another world in which it does not. A \
         lesson *comes out* when the 95 % interval of its mean clears nought here, does not there, and that of the difference here less the \
         difference there clears nought as well. One that does not come out stays as a finding.\n\n`missionmix lessons NAME` asks the runs \
         again, and ends with exit code 3 where a lesson does not come out any more. All of it is simulated; nothing is a forecast.\n\n| case | what it teaches | lessons | policies | \
         numbers with a source |\n|---|---|---|---|---|\n{lines}"
    )
}

/// A lesson, and what the record says of it.
fn told(lesson: &Lesson, row: Option<&Row>) -> String {
    let head = format!("\n### {}\n\n", lesson.says);
    let Some(row) = row else { return head + "Not asked yet: `missionmix lessons` does.\n" };
    let unit = unit_words(&row.unit);
    let mut text = format!(
        "{head}**{}** (`{}`). Mean of `{}` under `{}` less that under `{}`, {unit}, in {} of the same luck (seed {}); {} expected.\n\n\
         | where | mean | 95 % interval |\n|---|---|---|\n",
        capital(&row.standing),
        lesson.name,
        row.outcome,
        row.policy,
        row.against,
        count(row.replicates, "replicate"),
        row.seed,
        row.expect
    );
    let there = match &lesson.elsewhere {
        Elsewhere::Case(name) => format!("there: [`{name}`]({name}.md)"),
        Elsewhere::Changed(changes) => format!("there: with `{}`", changes.join("`, `")),
        Elsewhere::Finding(_) => String::new(),
    };
    let rows = [
        ("here".to_owned(), [row.here, row.here_low, row.here_high]),
        (there, [row.there, row.there_low, row.there_high]),
        ("here less there".to_owned(), [row.less, row.less_low, row.less_high]),
    ];
    let value = |value: f64| difference(value, &row.unit);
    for (name, numbers) in rows {
        if let [Some(mean), low, high] = numbers {
            let ends = low.zip(high).map(|(low, high)| format!("{} to {}", value(low), value(high)));
            let _ = writeln!(text, "| {name} | {} | {} |", value(mean), ends.unwrap_or_default());
        }
    }
    text += &in_words(row);
    if let Elsewhere::Finding(finding) = &lesson.elsewhere {
        let _ = write!(text, "\nWhat came instead: {finding}\n");
    }
    text
}

/// What the runs say, as a sentence.
fn in_words(row: &Row) -> String {
    let value = |value: f64| difference(value, &row.unit);
    let said = |[mean, low, high]: [Option<f64>; 3]| {
        let (mean, low, high) = (mean?, low?, high?);
        let ends = format!("{} to {}", value(low), value(high));
        if low <= 0.0 && high >= 0.0 {
            return Some(format!("the same as far as can be told ({}, {ends})", value(mean)));
        }
        let (size, way) = (value(mean.abs()), if mean > 0.0 { "more" } else { "less" });
        Some(format!("{} {} {way} ({ends})", size.trim_start_matches('+'), unit_words(&row.unit)))
    };
    let Some(here) = said([row.here, row.here_low, row.here_high]) else { return String::new() };
    let there = said([row.there, row.there_low, row.there_high]);
    let there = there.map_or_else(String::new, |there| format!("; there it is {there}"));
    format!(
        "\nIn these runs `{}` under `{}`, held against that under `{}`, is {here}{there}.\n",
        row.outcome, row.policy, row.against
    )
}

fn names(lines: usize) -> String {
    if lines == 1 { "1 names".into() } else { format!("{lines} name") }
}

fn are(lines: usize) -> String {
    if lines == 1 { "1 is".into() } else { format!("{lines} are") }
}
