//! The words of a Data Package and of a Table Schema, as they stand in files.

use std::path::PathBuf;

use serde::Serialize;

/// The profile that the descriptor keeps to.
pub const PROFILE: &str = "https://datapackage.org/profiles/2.0/datapackage.json";

/// A results folder.
#[derive(Serialize)]
pub struct Package {
    #[serde(rename = "$schema")]
    pub schema: &'static str,
    pub name: String,
    pub title: String,
    pub description: String,
    pub sources: Vec<Source>,
    pub resources: Vec<Resource>,
}

/// Something that was read.
#[derive(Serialize)]
pub struct Source {
    pub title: String,
    pub path: PathBuf,
}

/// A table, or a part of one.
#[derive(Serialize)]
pub struct Resource {
    pub name: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub description: String,
    pub path: PathBuf,
    pub format: &'static str,
    pub mediatype: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hash: Option<String>,
    pub schema: SchemaPlace,
}

/// A schema, or the file that holds it for all parts of a table.
#[derive(Serialize)]
#[serde(untagged)]
pub enum SchemaPlace {
    Here(Schema),
    File(PathBuf),
}

/// The columns of a table.
#[derive(Serialize)]
pub struct Schema {
    pub fields: Vec<Field>,
    #[serde(rename = "missingValues")]
    pub missing_values: [&'static str; 1],
    #[serde(rename = "primaryKey", skip_serializing_if = "Vec::is_empty")]
    pub primary_key: Vec<String>,
}

/// A column.
#[derive(Serialize)]
pub struct Field {
    pub name: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unit: String,
    pub description: String,
}
