//! Cases: shipped scenarios that teach something. Each is told in its header with facts and their sources, every number says
//! where it is from, the record says what became of its lessons, and its page is made from both.
//!
//! `missionmix lessons scenarios/NAME.toml --record src/evidence/lessons.csv` asks a case anew where it has changed;
//! `MISSIONMIX_REGENERATE=1 cargo test --test cases` then writes the pages in `docs/cases`.

use std::collections::BTreeSet;
use std::fs;
use std::num::NonZero;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use missionmix::evidence::lessons::{Case, Luck, Row, lost, recorded, renewed};
use missionmix::report::Typeface;
use missionmix::report::case_pages::{CaseFile, list};
use missionmix::scenario::Scenario;
use missionmix::scenario::lesson::Elsewhere;
use missionmix::scenario::shipped::Shelf;
use missionmix::studies::lesson::Standing;

/// Cases that are asked again here, and in how many replicates.
const QUICK: [(&str, u64); 1] = [("reciprocity", 12)];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn path(name: &str) -> PathBuf {
    root().join("scenarios").join(name).with_extension("toml")
}

/// The names of the shipped scenarios with lessons.
fn names() -> Vec<String> {
    let files = fs::read_dir(root().join("scenarios")).unwrap().map(|entry| entry.unwrap().path());
    let files = files.filter(|path| path.extension().is_some_and(|extension| extension == "toml"));
    let has_lessons = |path: &PathBuf| {
        let scenario = Scenario::load(path, &[], false).unwrap_or_else(|error| panic!("{error}"));
        !scenario.lessons.is_empty()
    };
    let mut names: Vec<String> = files
        .filter(has_lessons)
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert!(!names.is_empty());
    names
}

fn read(name: &str) -> CaseFile {
    CaseFile::read(&path(name)).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn every_case_is_told_in_its_header() {
    for name in names() {
        let text = fs::read_to_string(path(&name)).unwrap();
        let places: Vec<Option<usize>> =
            ["# What it teaches: ", "# Fact: ", "# Assumed: ", "# Simulated; no forecast"]
                .map(|words| text.find(words))
                .to_vec();
        assert!(
            places.iter().all(Option::is_some) && places.is_sorted(),
            "{name}: `What it teaches:`, `Fact:`, `Assumed:`, `Simulated; no forecast`, in this order: {places:?}"
        );
        let CaseFile { header, scenario, marks } = read(&name);
        for fact in &header.facts {
            assert!(
                !fact.key.is_empty() && fact.key.len() < 40,
                "{name}: a fact is KEY: what, source: {fact:?}"
            );
            let is_dated = fact.text.chars().any(|letter| letter.is_ascii_digit());
            assert!(
                is_dated || fact.key.chars().any(|letter| letter.is_ascii_digit()),
                "{name}: no date: {fact:?}"
            );
        }
        let policies = scenario.policies.iter().filter(|policy| !policy.baseline).count();
        assert!((3..=6).contains(&policies), "{name} compares {policies} policies, not three to six");
        assert!(scenario.policies.iter().any(|policy| policy.baseline), "{name} has no baseline");
        for policy in &scenario.policies {
            assert!(!policy.title.is_empty(), "{name}: `{}` has no title", policy.name);
        }
        assert!(!scenario.uncertainties.is_empty(), "{name}: nothing is uncertain");
        assert!(marks.ranges >= scenario.uncertainties.len(), "{name}: an uncertainty without a source");
        let lessons = scenario.lessons.len();
        assert!((1..=4).contains(&lessons), "{name} has {lessons} lessons, not one to four");
    }
}

#[test]
fn every_number_of_a_case_says_where_it_is_from() {
    for name in names() {
        let CaseFile { marks, .. } = read(&name);
        let unmarked: Vec<String> =
            marks.unmarked.iter().map(|(line, text)| format!("{line}: {text}")).collect();
        assert!(
            unmarked.is_empty(),
            "{name}: `# [A]` or `# KEY` of a fact belongs behind these lines, of the case or of a file that it builds on:\n{}",
            unmarked.join("\n")
        );
        assert!(marks.assumptions > 0, "{name} assumes nothing");
    }
}

/// A row without what runs gave.
fn blank(row: &Row) -> Row {
    Row {
        here: None,
        here_low: None,
        here_high: None,
        there: None,
        there_low: None,
        there_high: None,
        less: None,
        less_low: None,
        less_high: None,
        standing: String::new(),
        ..row.clone()
    }
}

#[test]
fn the_record_is_that_of_the_files() {
    let (shelf, recorded) = (Shelf::fill().unwrap(), recorded().unwrap());
    let mut told = BTreeSet::new();
    for name in names() {
        let case = Case::open(&path(&name), &shelf, false).unwrap();
        for lesson in &case.scenario.lessons {
            let what = format!("`{}` of `{name}`", lesson.name);
            let again = format!("missionmix lessons scenarios/{name}.toml --record src/evidence/lessons.csv");
            let row = recorded.iter().find(|row| row.case == name && row.lesson == lesson.name);
            let row = row.unwrap_or_else(|| panic!("{what} is not in the record: {again}"));
            let wanted = case.told(lesson).unwrap_or_else(|error| panic!("{what}: {error}"));
            assert_eq!(blank(row), wanted, "{what} has changed since it was recorded: {again}");
            let wanted = match lesson.elsewhere {
                Elsewhere::Finding(_) => Standing::Finding,
                _ => Standing::ComesOut,
            };
            assert_eq!(
                row.standing(),
                Some(wanted),
                "{what}: one that does not come out is told as a `finding`"
            );
            told.insert((name.clone(), lesson.name.clone()));
        }
    }
    for row in &recorded {
        assert!(
            told.contains(&(row.case.clone(), row.lesson.clone())),
            "no file has {} of {}",
            row.lesson,
            row.case
        );
    }
    assert_eq!(told.len(), recorded.len(), "a lesson is recorded twice");
}

/// Whether two intervals have something in common.
fn meet(one: (Option<f64>, Option<f64>), other: (Option<f64>, Option<f64>)) -> bool {
    match (one, other) {
        ((Some(low), Some(high)), (Some(least), Some(most))) => low <= most && least <= high,
        (one, other) => one == other,
    }
}

/// With few replicates intervals are wide: what is asked is that they agree with those of the record. Two intervals of 95 % for the
/// same number miss each other in fewer than 1 of 100 cases; seed and replicates are fixed, so this one does or does not.
#[test]
fn quick_cases_agree_with_the_record() {
    let (shelf, recorded) = (Shelf::fill().unwrap(), recorded().unwrap());
    for (name, replicates) in QUICK {
        let case = Case::open(&shelf.path(name), &shelf, false).unwrap();
        let luck = Luck { seed: case.scenario.seed, replicates, threads: NonZero::new(2).unwrap() };
        let rows = case.ask(luck, &mut |_| ControlFlow::Continue(())).unwrap();
        for row in &rows {
            let before =
                recorded.iter().find(|before| before.case == name && before.lesson == row.lesson).unwrap();
            let mean = row.here.unwrap();
            assert_eq!(row.expect == "more", mean > 0.0, "{}: {mean}", row.lesson);
            for (now, then) in [
                ((row.here_low, row.here_high), (before.here_low, before.here_high)),
                ((row.there_low, row.there_high), (before.there_low, before.there_high)),
                ((row.less_low, row.less_high), (before.less_low, before.less_high)),
            ] {
                assert!(meet(now, then), "{}: {now:?}, and {then:?} in the record", row.lesson);
            }
            assert_eq!(row.worlds, before.worlds, "a shipped case is that of the repository, map or no map");
        }
        assert_eq!(rows.len(), case.scenario.lessons.len());
        assert!(lost(&rows, &recorded).is_empty(), "fewer replicates are not held against the record");
    }
}

#[test]
fn what_does_not_come_out_any_more_is_lost_and_records_are_renewed_by_case() {
    let recorded = recorded().unwrap();
    let first = recorded.iter().find(|row| row.standing() == Some(Standing::ComesOut)).unwrap();
    let now = Row { standing: Standing::Missed.words().into(), ..first.clone() };
    assert_eq!(lost(std::slice::from_ref(&now), &recorded), [&now]);
    for other in [
        Row { seed: first.seed + 1, ..now.clone() },
        Row { replicates: first.replicates - 1, ..now.clone() },
        Row { lesson: "a_new_one".into(), ..now.clone() },
        first.clone(),
    ] {
        assert!(lost(&[other], &recorded).is_empty());
    }
    let new = Row { case: "a_new_case".into(), ..now.clone() };
    let more = renewed(recorded.clone(), std::slice::from_ref(&new));
    assert!(more.len() == recorded.len() + 1 && more[0] == new);
    let fewer = renewed(more, std::slice::from_ref(&now));
    assert!(fewer.iter().filter(|row| row.case == now.case).eq([&now]) && fewer[0] == new);
}

/// Compares a page with the file, or writes it when asked to.
fn keep(name: &str, text: &str) {
    let file = root().join("docs/cases").join(name);
    if std::env::var_os("MISSIONMIX_REGENERATE").is_some() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, text).unwrap();
    }
    let found = fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
    assert!(found == text, "docs/cases/{name} is stale: MISSIONMIX_REGENERATE=1 cargo test --test cases");
}

#[test]
fn the_pages_are_fresh() {
    let recorded = recorded().unwrap();
    let typeface = Typeface::default();
    let cases: Vec<CaseFile> = names().iter().map(|name| read(name)).collect();
    let mut files = BTreeSet::from(["README.md".to_owned()]);
    keep("README.md", &list(&cases, &recorded));
    for case in &cases {
        let (page, figure) = (format!("{}.md", case.scenario.name), format!("{}.svg", case.scenario.name));
        keep(&page, &case.page(&recorded));
        keep(&figure, &case.figure(&recorded, &typeface).unwrap());
        files.extend([page, figure]);
    }
    for entry in fs::read_dir(root().join("docs/cases")).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(files.contains(&name), "docs/cases/{name} belongs to no case");
    }
}
