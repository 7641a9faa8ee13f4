//! `datapackage.json`: what the tables of a results folder are, as other programs read it (Data Package 2.0, Table Schema).

/// The words of the file.
mod descriptor;
/// What stands in the tables.
pub mod tables;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::table::{Table, damaged, head, unreadable};
use crate::error::Result;
use crate::form::{Declaration, ValueKind};
use crate::scenario::Scenario;
use crate::scenario::known::declaration_of;
use crate::store::plan::Plan;
use crate::store::{Folder, fingerprint};
use descriptor::{Field, PROFILE, Package, Resource, Schema, SchemaPlace, Source};
use tables::{CellKind, OF_RUNS, TableKind};

/// The file.
pub const FILE: &str = "datapackage.json";
/// The ending of the file of the columns of a table in parts: not among them, for other programs read all files there.
const SCHEMA: &str = "schema.json";

/// Describes these tables of a folder.
///
/// # Errors
/// Tables that can't be read, what the system says.
pub fn write(folder: &Folder, plan: &Plan, title: &str, files: &[PathBuf]) -> Result<()> {
    let words = Words::read(folder.path(), plan)?;
    let mut resources = Vec::new();
    for (name, files) in tables_of(files) {
        let first = folder.path().join(&files[0]);
        let Some(table) = TableKind::of(&plan.study, &name) else {
            return Err(damaged(&first, "this table is none of ours"));
        };
        let schema = words.schema(table, &first)?;
        if first.extension().is_some_and(|ending| ending == "csv") {
            resources.push(whole(table, (&files[0], &first), schema)?);
        } else {
            let place = PathBuf::from(format!("{name}.{SCHEMA}"));
            folder.write_json(&place.to_string_lossy(), &schema)?;
            let parts = files.iter().enumerate();
            resources.extend(parts.map(|part| part_of(table, files.len(), part, &place)));
        }
    }
    let source =
        |copy: &PathBuf| Source { title: format!("{}, as it was read", copy.display()), path: copy.clone() };
    let package = Package {
        schema: PROFILE,
        name: format!("{}-{}", plan.name, plan.study).to_lowercase(),
        title: title.to_owned(),
        description: format!(
            "Simulated by missionmix {} ({}), with seed {}: what would happen in a world with the assumptions of the \
             scenario, and no forecast.",
            plan.version, plan.study, plan.seed
        ),
        sources: plan.inputs.iter().map(|input| source(&input.copy)).collect(),
        resources,
    };
    folder.write_json(FILE, &package)
}

/// Files by the name of their table: a file in the folder is one, and those in a folder of its name are the parts of one.
fn tables_of(files: &[PathBuf]) -> Vec<(String, Vec<PathBuf>)> {
    let mut tables: Vec<(String, Vec<PathBuf>)> = Vec::new();
    for file in files {
        let parent = file.parent().filter(|parent| !parent.as_os_str().is_empty());
        let name = parent.map_or_else(|| file.with_extension(""), Path::to_owned);
        let name = name.to_string_lossy().into_owned();
        match tables.last_mut() {
            Some((last, parts)) if *last == name => parts.push(file.clone()),
            _ => tables.push((name, vec![file.clone()])),
        }
    }
    tables
}

/// A table in one file.
fn whole(table: &TableKind, (file, place): (&Path, &Path), schema: Schema) -> Result<Resource> {
    let bytes = fs::read(place).map_err(|error| unreadable(place, error))?;
    Ok(Resource {
        name: table.name.to_owned(),
        kind: "table",
        description: format!("A row is {}.", table.row),
        path: file.to_owned(),
        format: "csv",
        mediatype: "text/csv",
        encoding: Some("utf-8"),
        hash: Some(format!("sha256:{}", fingerprint::of(&bytes))),
        bytes: Some(bytes.len()),
        schema: SchemaPlace::Here(schema),
    })
}

/// One of the parts of a big table. Files of this kind can't be read one after the other as if they were one, so that each is
/// a table of its own.
fn part_of(table: &TableKind, parts: usize, (number, file): (usize, &PathBuf), schema: &Path) -> Resource {
    let TableKind { name, row, .. } = table;
    Resource {
        name: format!("{name}-{number:05}"),
        kind: "table",
        description: format!("Part {} of {parts} of the table {name}. A row is {row}.", number + 1),
        path: file.clone(),
        format: "parquet",
        mediatype: "application/vnd.apache.parquet",
        encoding: None,
        hash: None,
        bytes: None,
        schema: SchemaPlace::File(schema.to_owned()),
    }
}

/// What is known of columns.
struct Words<'p> {
    plan: &'p Plan,
    declarations: Vec<Declaration>,
    /// The unit and the meaning of each outcome.
    outcomes: HashMap<String, (String, String)>,
}

impl<'p> Words<'p> {
    fn read(folder: &Path, plan: &'p Plan) -> Result<Self> {
        let mut outcomes = HashMap::new();
        if folder.join("outcomes.csv").exists() {
            Table::open(folder, "outcomes", &["name", "unit", "meaning"])?.each(|row| {
                let [name, unit, meaning] = [0, 1, 2].map(|place| row.text(place).into_owned());
                outcomes.insert(name, (unit, meaning));
                Ok(())
            })?;
        }
        Ok(Self { plan, declarations: Scenario::declarations(), outcomes })
    }

    /// The columns of a table, from one of its files.
    fn schema(&self, table: &TableKind, file: &Path) -> Result<Schema> {
        let field = |column: &String| {
            let known = self.field(table, column);
            known.ok_or_else(|| damaged(file, format!("nothing is known of the column `{column}`")))
        };
        let fields = head(file)?.iter().map(field).collect::<Result<Vec<Field>>>()?;
        // the case is called after what it is, if it is not called `case`
        let has = |name: &str| fields.iter().any(|field| field.name == name);
        let key = |name: &&str| if has(name) { (*name).to_owned() } else { self.plan.case_word.clone() };
        Ok(Schema { primary_key: table.key.iter().map(key).collect(), fields, missing_values: [""] })
    }

    /// A column of a table.
    fn field(&self, table: &TableKind, name: &str) -> Option<Field> {
        let field = |cells: CellKind, unit: &str, meaning: &str| Field {
            name: name.to_owned(),
            kind: cells.word(),
            unit: unit.to_owned(),
            description: meaning.to_owned(),
        };
        let of_runs = || OF_RUNS.iter().find(|column| self.varied(name).is_some() && column.name == name);
        if let Some(column) = table.column(name, &self.plan.case_word).or_else(of_runs) {
            return Some(field(column.cells, column.unit, column.meaning));
        }
        if let Some(declaration) = declaration_of(name, &self.declarations) {
            let cells = self.cells_of(name, declaration);
            return Some(field(cells, declaration.unit.unwrap_or_default(), declaration.meaning));
        }
        let (unit, meaning) = self.outcomes.get(name)?;
        Some(field(CellKind::Number, unit, meaning))
    }

    /// The place of something that is varied.
    fn varied(&self, name: &str) -> Option<usize> {
        self.plan.varied.iter().position(|varied| varied == name)
    }

    /// What the cells of a parameter are: numbers where all cases have one, or where nothing else can be.
    fn cells_of(&self, name: &str, declaration: &Declaration) -> CellKind {
        let can_be = matches!(declaration.kind, ValueKind::Number(_) | ValueKind::Count { .. });
        if self.varied(name).map_or(can_be, |place| self.plan.is_number(place)) {
            CellKind::Number
        } else {
            CellKind::Text
        }
    }
}
