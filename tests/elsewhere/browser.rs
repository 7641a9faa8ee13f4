//! Reports in a real browser: Chromium, driven by playwright-core, and looked through by axe-core.
//!
//! Node.js with npm, and Chromium are needed: `chromium`, or what the variable `MISSIONMIX_CHROMIUM` names.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::desk::{Desk, PROGRAM, SCENARIO};

/// What is installed, each at the version that was looked at.
const PACKAGES: [&str; 2] = ["playwright-core@1.65.1", "axe-core@4.14.1"];

/// Kinds of study beside the plain run of every scenario, on a world that takes milliseconds.
const STUDIES: [(&str, &str); 7] = [
    ("compare", "compare small.toml -n 30"),
    ("futures", "run uncertain.toml -n 12 --futures 6"),
    ("one_policy", "run small.toml -n 3 --policy need"),
    ("one_run", "run small.toml -n 1"),
    ("sweep", "sweep small.toml --vary owners.hassle=1.5..9.5 --vary firms.count=20,30 --size 12 -n 4"),
    ("spatial", "spatial small.toml -n 4 --training 3"),
    (
        "sensitivity",
        "sensitivity small.toml --vary owners.hassle=1.5..5.5 --vary firms.count=20,30 --method morris --size 4 -n 3",
    ),
];

/// A number that may be another one.
const UNCERTAIN: &str = "\n[uncertainty.hassle]\nparameter = \"owners.hassle\"\nlow = 1\nhigh = 3\n";

/// The folder in which browsers are driven, and their pictures kept.
fn workshop() -> PathBuf {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser");
    fs::create_dir_all(place.join("shots")).unwrap();
    fs::write(place.join("browser.mjs"), include_str!("browser.mjs")).unwrap();
    fs::write(place.join("package.json"), "{\"private\": true}\n").unwrap();
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-audit", "--no-fund", "--silent"]).args(PACKAGES).current_dir(&place);
    let installed = npm.status().expect("npm, which comes with Node.js");
    assert!(installed.success());
    place
}

/// Scenarios whose pages differ in what stands on them: several missions, agencies and lessons; a map; partners and donors; none
/// of these. The pages of all others are made of the same parts; `MISSIONMIX_ALL_PAGES=1` looks at them too, for an hour.
const WORLDS: [&str; 4] = ["denmark_green", "europe_regions", "financing", "first_steps"];

/// The scenarios that are shipped, as far as they are looked at.
fn scenarios() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let all = std::env::var_os("MISSIONMIX_ALL_PAGES").is_some();
    let is_looked_at = |path: &PathBuf| {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        all || WORLDS.contains(&name.as_str())
    };
    let mut paths: Vec<PathBuf> = entries
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .filter(is_looked_at)
        .collect();
    paths.sort();
    assert!(paths.len() >= WORLDS.len());
    paths
}

#[test]
#[ignore = "needs Chromium, Node.js and the network of npm"]
fn every_report_opens_offline_says_what_is_chosen_and_can_be_read_by_all() {
    let place = workshop();
    let desk = Desk::new();
    fs::write(desk.path("uncertain.toml"), format!("{SCENARIO}{UNCERTAIN}")).unwrap();
    let mut pages = Vec::new();
    for scenario in scenarios() {
        let name = scenario.file_stem().unwrap().to_str().unwrap();
        let run = ["run", scenario.to_str().unwrap(), "-n", "3", "-q", "-o", name];
        assert!(desk.command("").args(run).status().unwrap().success(), "{name}");
        pages.push(desk.path(name).join("report.html"));
    }
    for (name, study) in STUDIES {
        assert!(
            desk.command(study).args(["-q", "-o", name]).status().unwrap().success(),
            "{PROGRAM} {study}"
        );
        pages.push(desk.path(name).join("report.html"));
    }
    for page in &pages {
        let bytes = fs::metadata(page).unwrap().len();
        assert!(bytes < 5_000_000, "{} has {bytes} bytes", page.display());
    }
    let chromium = env::var("MISSIONMIX_CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".into());
    let output = Command::new("node")
        .args(["browser.mjs", &chromium, "shots"])
        .args(&pages)
        .current_dir(&place)
        .output()
        .expect("Node.js");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
    let found: Vec<Value> = serde_json::from_str(&text).unwrap();
    assert_eq!(found.len(), pages.len());
    for page in &found {
        println!("{}: {} figures, {} choices", page["page"], page["figures"], page["changed"]);
    }
    println!("pictures: {}", place.join("shots").display());
    let complaints: Vec<String> = found
        .iter()
        .flat_map(|page| {
            page["complaints"].as_array().unwrap().iter().map(|one| format!("{}: {one}", page["page"]))
        })
        .collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    // a figure that is never shown would pass all of the above
    let figures =
        |name: &str| found.iter().find(|page| page["page"] == name).unwrap()["figures"].as_u64().unwrap();
    assert!(figures("europe_regions") >= 9 && figures("sweep") >= 6, "{text}");
}
