//! One of the scenarios that come with the program, in a folder to edit.

use std::path::{Path, PathBuf};

use super::super::bundle::{self, Files, SCHEMA};
use super::super::terminal::note;
use crate::error::{Error, Result};
use crate::form::complaint::nearest;
use crate::report::words::capital;
use crate::scenario::Scenario;
use crate::scenario::header::Header;
use crate::scenario::lesson::Elsewhere;
use crate::scenario::shipped::{self, Shelf};

/// The folder of data files, and what is to be said of them.
const DATA: &str = "data/";
const ABOUT_DATA: &str = "data/README.md";
/// How the shipped scenarios name their schema.
const OWN_SCHEMA: &str = "#:schema ../docs/scenario.schema.json";

/// Copies it, and says what comes next.
pub fn carry_out(name: &str, place: &Path) -> Result<()> {
    let shelf = Shelf::fill()?;
    if !shipped::names().any(|known| known == name) {
        let help = nearest(name, shipped::names())
            .map_or_else(|| "missionmix example list".into(), |near| format!("did you mean `{near}`?"));
        return Err(Error::Usage(format!(
            "there is no scenario `{name}` that comes with the program\n  = help: {help}"
        )));
    }
    let scenario = Scenario::load(&shelf.path(name), &[], false)?;
    let mut files = files(&scenario, &shelf)?;
    let is_mapless = files.iter().any(|(file, _)| shipped::has_map(file));
    files.push(("README.md".into(), readme(&scenario, &files, is_mapless)));
    bundle::write(place, &files)?;
    let file = format!("{name}.toml");
    let mut next = vec![
        (format!("check {file}"), "says whether it is sound, or all that is wrong with it"),
        (format!("run {file}"), "runs its policies, with a verdict"),
    ];
    if !scenario.lessons.is_empty() {
        next.push((format!("lessons {file}"), "says whether what it teaches comes out"));
    }
    bundle::tell(place, &files, &next)?;
    if is_mapless {
        note(&format!("note: {NO_MAP}"));
    }
    Ok(())
}

const NO_MAP: &str = "the outlines of the regions are not copied, for their licence forbids it; the figures have no map until \
                      `regions.map` names outlines of your own (GeoJSON in degrees)";

/// The file of a scenario, those that it builds on, the other cases that its lessons name, their data.
fn files(scenario: &Scenario, shelf: &Shelf) -> Result<Files> {
    let mut paths: Vec<PathBuf> = scenario.inputs.iter().map(|(path, _)| path.clone()).collect();
    for lesson in &scenario.lessons {
        if let Elsewhere::Case(other) = &lesson.elsewhere {
            let other = Scenario::load(&shelf.path(other), &[], false)?;
            paths.extend(other.inputs.into_iter().map(|(path, _)| path));
        }
    }
    let mut names: Vec<String> = Vec::new();
    for path in paths {
        let inside = path.strip_prefix(shelf.folder()).unwrap_or(&path);
        let name = inside.to_string_lossy().replace('\\', "/");
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.iter().any(|name| name.starts_with(DATA)) {
        names.push(ABOUT_DATA.into());
    }
    let content = |name: String| {
        let content = shipped::file(&name).ok_or_else(|| Error::Bug(format!("`{name}` is not shipped")))?;
        Ok((name, content.replacen(OWN_SCHEMA, &format!("#:schema {SCHEMA}"), 1)))
    };
    names.into_iter().map(content).collect()
}

fn readme(scenario: &Scenario, files: &Files, is_mapless: bool) -> String {
    let Scenario { name, title, lessons, .. } = scenario;
    let own = files.first().map(|(_, content)| Header::read(content)).unwrap_or_default();
    let teaches = if own.teaches.is_empty() { own.opening } else { own.teaches };
    let lessons = if lessons.is_empty() {
        String::new()
    } else {
        format!(
            "\n`missionmix lessons {name}.toml` says whether what it teaches comes out, here and where it should not.\n"
        )
    };
    let data = if files.iter().any(|(name, _)| name == ABOUT_DATA) {
        format!(
            "\n`{ABOUT_DATA}` says where the data are from and under which licence they may be passed on.\n"
        )
    } else {
        String::new()
    };
    let map = if is_mapless { format!("\nNote: {NO_MAP}.\n") } else { String::new() };
    format!(
        "# {title}\n\n{}\n\nTwo commands, in this folder:\n\n```sh\nmissionmix check {name}.toml\nmissionmix run {name}.toml\n```\n\n\
         Change `{name}.toml` and call them again; `missionmix explain NAME` says what a key means, and an editor that reads the schema \
         named in the first line completes keys.\n{lessons}{data}{map}\nWhat comes out is simulated. It is no forecast.\n",
        capital(&teaches)
    )
}
