//! What can be written, from the declarations: the JSON schema, explanations of single parameters and the
//! parameter reference.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Map, Value, json};

use super::file::BASE_KEY;
use crate::form::complaint::nearest;
use crate::form::declaration::path_text;
use crate::form::{Bounds, Declaration, Default, Segment, ValueKind};

/// What a name given by the user looks like.
const NAME_PATTERN: &str = "^[a-z][a-z0-9_]*$";

/// The JSON Schema (draft 2020-12) of scenario files. A file may build on another one and leave out what
/// stands there, so the schema requires nothing: the descriptions say what a whole scenario needs.
pub fn schema(declarations: &[Declaration]) -> Value {
    let mut root = table_schema(&[], declarations);
    if let Value::Object(root) = &mut root {
        root.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
        root.insert("title".into(), json!("missionmix scenario"));
        let base = json!({
            "type": "string",
            "description": "the scenario file on which this one builds, seen from the folder of this one",
        });
        if let Some(Value::Object(properties)) = root.get_mut("properties") {
            properties.insert(BASE_KEY.into(), base);
        }
    }
    root
}

/// The schema of the table at a path: its keys, and no others.
fn table_schema(path: &[Segment], declarations: &[Declaration]) -> Value {
    let mut properties = Map::new();
    let children = declarations
        .iter()
        .filter(|declaration| declaration.path.len() == path.len() + 1 && declaration.path.starts_with(path));
    for child in children {
        properties.insert(child.key(), declaration_schema(child, declarations));
    }
    json!({"type": "object", "properties": properties, "additionalProperties": false})
}

fn declaration_schema(declaration: &Declaration, declarations: &[Declaration]) -> Value {
    let mut schema = match &declaration.kind {
        ValueKind::Number(bounds) => number_schema(*bounds),
        ValueKind::Count { low, high } => {
            bounded("integer", Some(json!(low)), (*high < usize::MAX).then(|| json!(high)))
        }
        ValueKind::Numbers { each, fewest, most } => {
            let mut list = json!({"type": "array", "items": number_schema(*each), "minItems": fewest});
            if *most < usize::MAX {
                list["maxItems"] = json!(most);
            }
            list
        }
        ValueKind::Text | ValueKind::Name(_) | ValueKind::Path => json!({"type": "string"}),
        ValueKind::Flag => json!({"type": "boolean"}),
        ValueKind::Choice(options) => {
            let words: Vec<&str> = options.iter().map(|(word, _)| *word).collect();
            json!({"type": "string", "enum": words})
        }
        ValueKind::Quarter => json!({"type": "string", "pattern": "^(19|20|21)[0-9]{2}[qQ][1-4]$"}),
        ValueKind::Names(_) => {
            json!({"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": true})
        }
        ValueKind::Table => table_schema(&declaration.path, declarations),
        ValueKind::NamedTables => named_schema(declaration, declarations),
    };
    schema["description"] = json!(description(declaration));
    if let Default::Value(value) = &declaration.default
        && let Ok(value) = serde_json::from_str::<Value>(value)
    {
        schema["default"] = value;
    }
    schema
}

fn named_schema(declaration: &Declaration, declarations: &[Declaration]) -> Value {
    let depth = declaration.path.len();
    let placeholder = declarations
        .iter()
        .filter(|other| other.path.starts_with(&declaration.path))
        .find_map(|other| other.path.get(depth));
    let one = placeholder.map_or_else(
        || json!({"type": "object", "additionalProperties": false}),
        |name| {
            table_schema(&[declaration.path.as_slice(), std::slice::from_ref(name)].concat(), declarations)
        },
    );
    json!({"type": "object", "patternProperties": {NAME_PATTERN: one}, "additionalProperties": false})
}

fn number_schema(Bounds { low, high }: Bounds) -> Value {
    bounded("number", low.is_finite().then(|| json!(low)), high.is_finite().then(|| json!(high)))
}

fn bounded(kind: &str, low: Option<Value>, high: Option<Value>) -> Value {
    let mut schema = json!({"type": kind});
    for (bound, value) in [("minimum", low), ("maximum", high)] {
        if let Some(value) = value {
            schema[bound] = value;
        }
    }
    schema
}

/// One paragraph for the editor: meaning, unit, what is allowed, default, source, and what it moves first.
fn description(declaration: &Declaration) -> String {
    let meaning = declaration.meaning;
    if declaration.is_table() {
        return meaning.into();
    }
    let options = match &declaration.kind {
        ValueKind::Choice(options) => {
            options.iter().fold(String::new(), |text, (word, meaning)| text + "\n" + word + ": " + meaning)
        }
        _ => String::new(),
    };
    let Declaration { default, source, moves, .. } = declaration;
    let moves = moves.map(|outcome| format!("\nmoves: {outcome}")).unwrap_or_default();
    let allowed = declaration.allowed();
    format!("{meaning}\nallowed: {allowed}{options}\ndefault: {default}\nsource: {source}{moves}")
}

/// The declarations that a query means: by its full path, by its path without the users' names (such as
/// `rd_grant.budget`, also without its beginning), or by a name of the user's own in place of a placeholder.
pub fn explain<'a>(declarations: &'a [Declaration], query: &str) -> Vec<&'a Declaration> {
    let asked: Vec<&str> = query.trim().split('.').collect();
    let whole: Vec<&Declaration> =
        declarations.iter().filter(|declaration| matches_whole(declaration, &asked)).collect();
    if !whole.is_empty() {
        return whole;
    }
    declarations.iter().filter(|declaration| ends_with(&declaration.path, &asked)).collect()
}

/// Whether the steps are those of the path, where any name may stand for a name that the user gives; one of
/// the tables with such names means all of them.
fn matches_whole(declaration: &Declaration, asked: &[&str]) -> bool {
    let path = &declaration.path;
    let is_one_of_them = declaration.kind == ValueKind::NamedTables && asked.len() == path.len() + 1;
    (path.len() == asked.len() || is_one_of_them)
        && path.iter().zip(asked).all(|(segment, step)| match segment {
            Segment::Fixed(name) => name == step,
            Segment::Named(_) => !step.is_empty(),
        })
}

/// Whether the fixed steps of a path end with those that were asked for.
fn ends_with(path: &[Segment], asked: &[&str]) -> bool {
    if matches!(path.last(), Some(Segment::Named(_))) {
        return false;
    }
    let asked: Vec<&str> = asked.iter().copied().filter(|step| !step.starts_with('<')).collect();
    let fixed = fixed_steps(path);
    !asked.is_empty() && fixed.ends_with(&asked)
}

fn fixed_steps(path: &[Segment]) -> Vec<&str> {
    path.iter().filter(|segment| matches!(segment, Segment::Fixed(_))).map(Segment::name).collect()
}

/// The answer to `explain`, as text; an error names the nearest parameters.
pub fn explain_text(declarations: &[Declaration], query: &str) -> crate::error::Result<String> {
    let found = explain(declarations, query);
    if !found.is_empty() {
        let texts: Vec<String> = found.iter().map(|found| explanation(found, declarations)).collect();
        return Ok(texts.join("\n"));
    }
    let asked = query.trim();
    let last = asked.rsplit('.').next().unwrap_or(asked);
    let paths: Vec<String> =
        declarations.iter().map(|declaration| fixed_steps(&declaration.path).join(".")).collect();
    let keys: Vec<String> = declarations.iter().map(Declaration::key).collect();
    let near = nearest(asked, paths.iter().map(String::as_str))
        .or_else(|| nearest(last, keys.iter().map(String::as_str)));
    let advice = near.map(|near| format!("\n  = help: did you mean `{near}`?")).unwrap_or_default();
    Err(crate::error::Error::Usage(format!("there is no parameter `{asked}`{advice}")))
}

fn explanation(declaration: &Declaration, declarations: &[Declaration]) -> String {
    let mut text = format!("{}\n  {}\n", declaration.path_text(), declaration.meaning);
    let mut line = |what: &str, value: &str| {
        let _ = writeln!(text, "  {what:<8} {value}");
    };
    if declaration.is_table() {
        let keys = children(declaration, declarations);
        line("keys", &keys.join(", "));
        return text;
    }
    line("unit", declaration.unit.unwrap_or("none"));
    line("allowed", &declaration.kind.to_string());
    if let ValueKind::Choice(options) = &declaration.kind {
        for (word, meaning) in options {
            line("", &format!("{word}: {meaning}"));
        }
    }
    line("default", &declaration.default.to_string());
    line("source", &declaration.source.to_string());
    if let Some(outcome) = declaration.moves {
        line("moves", outcome);
    }
    text
}

/// The keys of a table; those of each named table, where the user gives the names.
fn children(table: &Declaration, declarations: &[Declaration]) -> Vec<String> {
    let depth = table.path.len() + usize::from(table.kind == ValueKind::NamedTables);
    let is_child =
        |other: &&Declaration| other.path.len() == depth + 1 && other.path.starts_with(&table.path);
    declarations.iter().filter(is_child).map(Declaration::key).collect()
}

/// The parameter reference in Markdown: a section a table, a row a parameter.
pub fn reference(declarations: &[Declaration]) -> String {
    let meanings: BTreeMap<String, &str> = declarations
        .iter()
        .filter(|declaration| declaration.is_table())
        .map(|table| (table.path_text(), table.meaning))
        .collect();
    let mut sections: Vec<(&[Segment], Vec<&Declaration>)> = Vec::new();
    for declaration in declarations.iter().filter(|declaration| !declaration.is_table()) {
        let table = declaration.path.split_last().map_or(&[][..], |(_, table)| table);
        match sections.iter_mut().find(|(path, _)| *path == table) {
            Some((_, rows)) => rows.push(declaration),
            None => sections.push((table, vec![declaration])),
        }
    }
    let mut text = String::from("# Parameters\n");
    for (table, rows) in sections {
        text.push_str(&section(table, &rows, &meanings));
    }
    text
}

fn section(table: &[Segment], rows: &[&Declaration], meanings: &BTreeMap<String, &str>) -> String {
    let title =
        if table.is_empty() { "At the top of the file".into() } else { format!("`[{}]`", path_text(table)) };
    let mut text = format!("\n## {title}\n\n");
    let fixed = match table {
        [above @ .., Segment::Named(_)] => above,
        _ => table,
    };
    if let Some(meaning) = meanings.get(&path_text(fixed)) {
        let _ = writeln!(text, "{}\n", cell(meaning));
    }
    // what parameters move is a column where any of them moves something
    let is_said = rows.iter().any(|row| row.moves.is_some());
    let (head, rule) = if is_said { (" moves |", "---|") } else { ("", "") };
    let _ = writeln!(text, "| name | meaning | unit | default | allowed | source |{head}");
    let _ = writeln!(text, "|---|---|---|---|---|---|{rule}");
    for row in rows {
        let unit = row.unit.unwrap_or("");
        let default = match &row.default {
            Default::Value(value) => format!("`{value}`"),
            other => other.to_string(),
        };
        let cells = [row.meaning, unit, &default, &row.kind.to_string(), &row.source.to_string()].map(cell);
        let moves = row.moves.map_or(" |".into(), |outcome| format!(" `{outcome}` |"));
        let moves = if is_said { moves } else { String::new() };
        let _ = writeln!(text, "| `{}` | {} |{moves}", row.key(), cells.join(" | "));
    }
    text
}

/// Text that can't break a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::super::tests::declarations;
    use super::*;

    #[test]
    fn the_schema_says_all_that_the_declarations_say() {
        let schema = schema(&declarations());
        assert_eq!(schema["properties"]["base"]["type"], "string");
        let policy = &schema["properties"]["policy"]["patternProperties"][NAME_PATTERN];
        let grant = &policy["properties"]["rd_grant"]["patternProperties"][NAME_PATTERN];
        assert_eq!(grant["additionalProperties"], false);
        let budget = &grant["properties"]["budget"];
        assert_eq!((&budget["minimum"], &budget["maximum"]), (&json!(0.0), &json!(1e6)));
        let allowed = "public money of the line\nallowed: a number from 0 to 1000000 [M EUR]";
        let expected = format!("{allowed}\ndefault: required\nsource: [A] assumption");
        assert_eq!(budget["description"], expected.as_str());
        assert_eq!(grant["properties"]["award"]["enum"], json!(["price", "outcome"]));
        assert_eq!(grant["properties"]["from"]["default"], "2026q1");
        assert_eq!(grant["properties"]["context"]["default"], json!([0.5, 0.25]));
        let cost = &schema["properties"]["solution"]["patternProperties"][NAME_PATTERN]["properties"]["cost"];
        assert_eq!(cost["properties"]["start"]["type"], "number");
    }

    #[test]
    fn a_parameter_is_found_by_its_path_or_a_part_of_it() {
        let declarations = declarations();
        for (query, path) in [
            ("budget", "policy.<policy>.rd_grant.<name>.budget"),
            ("rd_grant.budget", "policy.<policy>.rd_grant.<name>.budget"),
            ("policy.rd_grant.budget", "policy.<policy>.rd_grant.<name>.budget"),
            ("policy.early.rd_grant.first.budget", "policy.<policy>.rd_grant.<name>.budget"),
            ("policy.<policy>.rd_grant.<name>.budget", "policy.<policy>.rd_grant.<name>.budget"),
            ("policy.early.rd_grant.first", "policy.<policy>.rd_grant"),
            ("rd_grant", "policy.<policy>.rd_grant"),
            ("solution", "solution"),
            ("cost.start", "solution.<solution>.cost.start"),
        ] {
            let found: Vec<String> =
                explain(&declarations, query).into_iter().map(Declaration::path_text).collect();
            assert_eq!(found, [path], "{query}");
        }
        assert!(explain(&declarations, "").is_empty());
    }

    #[test]
    fn an_explanation_tells_everything_and_a_near_miss_is_suggested() {
        let expected = "\
policy.<policy>.rd_grant.<name>.award
  who wins a tender
  unit     none
  allowed  one of \"price\", \"outcome\"
           price: the cheapest offer wins
           outcome: the offer that removes most of the problem wins
  default  \"price\"
  source   [A] assumption
";
        assert_eq!(explain_text(&declarations(), "rd_grant.award").unwrap(), expected);
        let error = explain_text(&declarations(), "rd_grant.bujdet").unwrap_err();
        assert!(error.to_string().ends_with("did you mean `budget`?"), "{error}");
        assert!(explain_text(&declarations(), "cost").unwrap().contains("keys     start"));
    }

    #[test]
    fn the_reference_has_a_section_a_table_and_a_row_a_parameter() {
        let reference = reference(&declarations());
        let expected = "
## `[solution.<solution>.cost]`

what it costs

| name | meaning | unit | default | allowed | source |
|---|---|---|---|---|---|
| `start` | cost at the start |  | required | a number | the user's choice |
";
        assert!(reference.contains(expected), "{reference}");
        let row =
            "| `aid_intensity` | share that a grant pays | share | `0.6` | a number from 0.05 to 1 | GBER";
        assert!(reference.contains(row), "{reference}");
        assert_eq!(reference.matches("\n| `").count(), 1 + 12);
    }
}
