//! A data file, read into a draft of the regions in which cells may be empty.

use std::collections::HashMap;
use std::path::Path;

use super::columns::{Columns, Located, Measure, NUMBERS, Number};
use crate::form::{Complaint, FileReference, Form};

/// Gross domestic product for each inhabitant above which it is taken for a mistake, EUR a year.
const RICHEST: f64 = 1e7;

/// How many faults of one file are shown.
const SHOWN_FAULTS: usize = 10;

/// What a data file says: rows in its order, and nothing where a cell is empty.
#[derive(Default)]
pub(super) struct Draft {
    pub code: Vec<String>,
    pub name: Vec<String>,
    pub country: Vec<String>,
    pub population: Vec<Option<f64>>,
    pub columns: Vec<Column>,
    /// Whether no row had a fault.
    pub is_sound: bool,
}

/// A column besides the population.
pub(super) struct Column {
    pub measure: Measure,
    /// What it is called in notes, and its unit there.
    pub what: String,
    pub unit: &'static str,
    pub values: Vec<Option<f64>>,
}

/// What is wrong with the rows of a file.
struct Faults<'f> {
    file: &'f FileReference,
    complaints: Vec<Complaint>,
}

impl Faults<'_> {
    /// The scenario's place of the file is marked; the message leads on to the line.
    fn at(&mut self, line: u64, what: &str, allowed: &str, help: Option<String>) {
        let message = format!("{}:{line}: {what}", self.file.path.display());
        self.complaints.push(Complaint::new(self.file.place.clone(), message, allowed).help(help));
    }

    /// Complains about the first ones; whether there were none.
    fn pour_into(self, form: &mut Form) -> bool {
        let count = self.complaints.len();
        for complaint in self.complaints.into_iter().take(SHOWN_FAULTS) {
            form.push(complaint);
        }
        if count > SHOWN_FAULTS {
            let more = count - SHOWN_FAULTS;
            let noun = if more == 1 { "fault" } else { "faults" };
            let message = format!("{} has {more} more {noun}", self.file.path.display());
            form.complain_at(self.file.place.clone(), message, format!("{count} faults in this file"));
        }
        count == 0
    }
}

/// Reads a file; nothing, and a complaint, when it is not a table with the columns.
pub(super) fn read(form: &mut Form, file: &FileReference, columns: &Columns) -> Option<Draft> {
    let text = match read_text(&file.path) {
        Ok(text) => text,
        Err(what) => {
            let message = format!("{} {what}", file.path.display());
            form.complain_at(
                file.place.clone(),
                message,
                "a CSV file: a line of column names, then a line a region",
            );
            return None;
        }
    };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    // a text that is UTF-8 has no fault as CSV when lines may differ in length
    let mut records = reader.records().filter_map(Result::ok);
    let header: Vec<String> = records.next()?.iter().map(str::to_owned).collect();
    if let Some((what, help)) = fault_of(&header) {
        let message = format!("{} {what}", file.path.display());
        let allowed = "different column names, separated by commas";
        form.push(Complaint::new(file.place.clone(), message, allowed).help(help));
        return None;
    }
    let located = columns.locate(&header, file, form)?;
    let mut rows = Rows::new(&located, &header, file);
    records.for_each(|record| rows.add(&record));
    if rows.draft.code.is_empty() && rows.faults.complaints.is_empty() {
        let message = format!("{} has column names but no regions", file.path.display());
        form.complain_at(file.place.clone(), message, "a line for each region");
        return None;
    }
    let Rows { mut draft, faults, .. } = rows;
    draft.is_sound = faults.pour_into(form);
    Some(draft)
}

/// What a line of a table begins with that is meant as a comment.
const REMARK: char = '#';
/// What to do with one.
const NO_REMARKS: &str = "a table has no comments: they belong into the scenario";

/// What is wrong with the column names themselves: the end of a sentence that begins with the file's path, and what to do.
fn fault_of(header: &[String]) -> Option<(String, Option<String>)> {
    if header.first().is_some_and(|first| first.starts_with(REMARK)) {
        return Some(("begins with a comment".into(), Some(NO_REMARKS.into())));
    }
    if let [one] = header
        && one.contains([';', '\t'])
    {
        let help = "save it as CSV with commas between cells and points in numbers";
        return Some(("has columns that are not separated by commas".into(), Some(help.into())));
    }
    let mut named = header.iter().enumerate().filter(|(_, name)| !name.is_empty());
    let twice = named.find(|(place, name)| header[..*place].contains(name));
    twice.map(|(_, name)| (format!("has two columns `{name}`"), None))
}

/// The text of a file, or the end of a sentence that begins with its path.
pub(super) fn read_text(path: &Path) -> Result<String, String> {
    if path.is_dir() {
        return Err("is a folder, not a file".into());
    }
    let bytes = std::fs::read(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => "doesn't exist".into(),
        _ => format!("can't be read: {error}"),
    })?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..good].split(|byte| *byte == b'\n').count();
        format!("is not UTF-8 in line {line}; save it in that encoding")
    })?;
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() { Err("is empty".into()) } else { Ok(text.to_owned()) }
}

/// The rows that were read so far.
struct Rows<'f> {
    located: &'f Located,
    header: &'f [String],
    draft: Draft,
    /// The line in which each code stands.
    lines: HashMap<String, u64>,
    faults: Faults<'f>,
}

impl<'f> Rows<'f> {
    fn new(located: &'f Located, header: &'f [String], file: &'f FileReference) -> Self {
        let numbers = located.numbers.iter().filter(|(number, _)| number.measure != Measure::Population);
        let numbers = numbers.map(|(Number { measure, what, unit, .. }, _)| Column {
            measure: *measure,
            what: (*what).into(),
            unit,
            values: Vec::new(),
        });
        let contexts = located.contexts.iter().map(|formula| Column {
            measure: Measure::Context,
            what: format!("context `{}`", formula.text),
            unit: "",
            values: Vec::new(),
        });
        let draft = Draft { columns: numbers.chain(contexts).collect(), ..Draft::default() };
        Self {
            located,
            header,
            draft,
            lines: HashMap::new(),
            faults: Faults { file, complaints: Vec::new() },
        }
    }

    fn add(&mut self, record: &csv::StringRecord) {
        let line = record.position().map_or(0, csv::Position::line);
        if record.iter().all(str::is_empty) {
            return;
        }
        if record.len() != self.header.len() {
            let cells = if record.len() == 1 { "1 cell".into() } else { format!("{} cells", record.len()) };
            let what = format!("has {cells}, not {}", self.header.len());
            let help = match &record[0] {
                first if first.starts_with(REMARK) => NO_REMARKS,
                _ if record.len() > self.header.len() => {
                    "put a text that holds a comma in double quotes, and write numbers without commas"
                }
                _ => "leave cells empty where nothing is known, with their commas",
            };
            self.faults.at(line, &what, "as many cells as there are column names", Some(help.into()));
            return;
        }
        let (code, country) = (&record[self.located.code], &record[self.located.country]);
        for (what, text) in [("code", code), ("country", country)] {
            if text.is_empty() {
                self.faults.at(
                    line,
                    &format!("the region has no {what}"),
                    "each region has a code and a country",
                    None,
                );
                return;
            }
        }
        if let Some(first) = self.lines.get(code) {
            let what = format!("the code `{code}` stands already in line {first}");
            self.faults.at(line, &what, "each code once", None);
            return;
        }
        self.lines.insert(code.into(), line);
        let name = self.located.name.map_or("", |column| &record[column]);
        self.draft.code.push(code.into());
        self.draft.name.push(if name.is_empty() { code } else { name }.into());
        self.draft.country.push(country.into());
        self.add_numbers(record, line);
    }

    fn add_numbers(&mut self, record: &csv::StringRecord, line: u64) {
        let mut values = Vec::with_capacity(NUMBERS.len());
        for (number, column) in &self.located.numbers {
            let value = self.number(record, line, *column, number.allowed);
            let is_allowed = value.is_none_or(|value| number.bounds.contain(value));
            if !is_allowed {
                let what = format!("`{}` is {}", self.header[*column], &record[*column]);
                self.faults.at(line, &what, number.allowed, None);
            }
            values.push(value.filter(|_| is_allowed));
        }
        self.must_be_in_millions(&values, line);
        // the population is the first of the numbers
        let mut values = values.into_iter();
        self.draft.population.push(values.next().flatten());
        let contexts: Vec<Option<f64>> =
            (0..self.located.contexts.len()).map(|which| self.context(record, line, which)).collect();
        for (column, value) in self.draft.columns.iter_mut().zip(values.chain(contexts)) {
            column.values.push(value);
        }
    }

    /// Complains of a gross domestic product that is likely to be in euros and not in millions of them.
    fn must_be_in_millions(&mut self, values: &[Option<f64>], line: u64) {
        let of = |measure: Measure| {
            let place = self.located.numbers.iter().position(|(number, _)| number.measure == measure);
            place.and_then(|place| values[place])
        };
        let (Some(population), Some(gdp)) = (of(Measure::Population), of(Measure::Gdp)) else { return };
        let per_head = gdp * 1e6 / population;
        if per_head > RICHEST {
            let what = format!("the gross domestic product is {per_head:.0} EUR for each inhabitant");
            let help = Some("divide by a million what is in euros".into());
            self.faults.at(
                line,
                &what,
                "millions of euros a year, and inhabitants as they are counted",
                help,
            );
        }
    }

    fn context(&mut self, record: &csv::StringRecord, line: u64, which: usize) -> Option<f64> {
        let formula = &self.located.contexts[which];
        let numerator = self.number(record, line, formula.numerator, "a number")?;
        let denominator = match formula.denominator {
            Some(column) => self.number(record, line, column, "a number")?,
            None => 1.0,
        };
        formula
            .value(numerator, denominator)
            .map_err(|why| {
                let what = format!("the context `{}` {why}", formula.text);
                self.faults.at(line, &what, "a finite number for each region", None);
            })
            .ok()
    }

    /// The number in a cell; nothing when it is empty, or, with a complaint, no finite number.
    fn number(&mut self, record: &csv::StringRecord, line: u64, column: usize, allowed: &str) -> Option<f64> {
        let cell = &record[column];
        if cell.is_empty() {
            return None;
        }
        let number: Option<f64> = cell.parse().ok();
        if let Some(number) = number.filter(|number| number.is_finite()) {
            return Some(number);
        }
        let kind = if number.is_some() { "a finite number" } else { "a number" };
        let what = format!("`{}` is `{cell}`, not {kind}", self.header[column]);
        let is_number = |text: String| text.parse::<f64>().is_ok_and(f64::is_finite);
        let help = if is_number(cell.replace(',', ".")) {
            "write it with a decimal point"
        } else if is_number(cell.replace([' ', '\u{a0}', '\u{202f}', '\'', ','], "")) {
            "write it without anything between thousands"
        } else {
            "leave the cell empty where no value is known"
        };
        self.faults.at(line, &what, allowed, Some(help.into()));
        None
    }
}
