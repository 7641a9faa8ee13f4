//! What the manifest of a results folder says about the study.

use std::path::{Component, Path, PathBuf};

use serde::Deserialize;

use super::table::{BEYOND, damaged, unreadable};
use crate::calendar::Quarter;
use crate::error::Result;

/// The part of `manifest.json` that figures need; the rest is ignored.
#[derive(Clone, Debug, Deserialize)]
pub struct Manifest {
    /// The kind of study.
    #[serde(default)]
    pub study: String,
    /// What is changed in the scenario in all cases.
    #[serde(default)]
    pub changes: Vec<String>,
    /// The scenario's name.
    pub scenario: String,
    /// The scenario's title, for people.
    #[serde(default)]
    pub title: String,
    /// Replicates a policy and future.
    pub replicates: u64,
    /// The seed of all chance.
    pub seed: u64,
    /// How many runs failed, in all cases.
    #[serde(default)]
    pub failed_runs: u64,
    /// When the study was finished.
    #[serde(default)]
    pub ended: String,
    /// What a case is: the name of a column.
    #[serde(default = "future")]
    pub case_word: String,
    /// The policies, the baseline first once read.
    pub policies: Vec<Policy>,
    /// The missions.
    pub missions: Vec<Mission>,
    /// The boundaries (`GeoJSON`, longitude and latitude), relative to the folder.
    #[serde(default)]
    pub map: Option<PathBuf>,
    /// The property of a boundary that names its region.
    #[serde(default)]
    pub map_key: Option<String>,
    /// West, south, east and north end of what is shown, degrees. Default: everything.
    #[serde(default)]
    pub map_window: Option<[f64; 4]>,
    /// What the owner of the boundaries wants said with them.
    #[serde(default = "eurogeographics")]
    pub map_notice: String,
}

fn future() -> String {
    "future".into()
}

fn eurogeographics() -> String {
    "© EuroGeographics for the administrative boundaries".into()
}

/// One policy of the study.
#[derive(Clone, Debug, Deserialize)]
pub struct Policy {
    /// Its name, shown as written.
    pub name: String,
    /// Whether the others are compared with it.
    #[serde(default)]
    pub baseline: bool,
}

/// Which way an indicator should move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// Less of it is better.
    Lower,
    /// More of it is better.
    Higher,
}

/// One mission of the study.
#[derive(Clone, Debug, Deserialize)]
pub struct Mission {
    /// Its name, as in the columns `indicator.NAME`.
    pub name: String,
    /// What is measured, in words.
    pub indicator: String,
    /// In which unit.
    pub unit: String,
    /// Which way is better.
    pub better: Better,
    /// The indicator at the start.
    pub baseline_value: f64,
    /// The value to reach, if one is set.
    #[serde(default)]
    pub target: Option<f64>,
    /// When the mission starts.
    pub start: Quarter,
    /// When the target must be reached.
    pub deadline: Quarter,
    /// What the indicator shall be on the way: the ends of quarters, and values.
    #[serde(default)]
    pub milestones: Vec<(Quarter, f64)>,
}

impl Mission {
    /// Whether a value reaches the target; never without one.
    pub fn reached(&self, value: f64) -> bool {
        self.target.is_some_and(|target| match self.better {
            Better::Lower => value <= target,
            Better::Higher => value >= target,
        })
    }
    /// The indicator as the beginning of a sentence.
    pub fn headline(&self) -> String {
        let mut letters = self.indicator.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    }
    /// The indicator with its unit.
    pub fn with_unit(&self) -> String {
        if self.unit.is_empty() {
            self.indicator.clone()
        } else {
            format!("{} ({})", self.indicator, self.unit)
        }
    }
}

impl Manifest {
    /// Reads and checks the manifest of a folder.
    pub fn read(folder: &Path) -> Result<Self> {
        let path = folder.join("manifest.json");
        let text = std::fs::read_to_string(&path).map_err(|source| unreadable(&path, source))?;
        let mut manifest: Self =
            serde_json::from_str(&text).map_err(|error| damaged(&path, error.to_string()))?;
        manifest.check().map_err(|complaint| damaged(&path, complaint))?;
        manifest.policies.sort_by_key(|policy| !policy.baseline);
        Ok(manifest)
    }

    /// Names become file names and paths are followed, so neither may lead out of the folder.
    fn check(&self) -> std::result::Result<(), String> {
        if self.policies.is_empty() {
            return Err("there is no policy in it".into());
        }
        let word = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-');
        for mission in &self.missions {
            if mission.name.is_empty() || !mission.name.chars().all(word) {
                return Err(format!("`{}` can't be the name of a mission", mission.name));
            }
            let mut values = [mission.baseline_value].into_iter().chain(mission.target);
            if !values.all(|value| value.abs() < BEYOND) {
                return Err(format!("the baseline value or target of `{}` can't be right", mission.name));
            }
        }
        let inside = |path: &PathBuf| path.components().all(|part| matches!(part, Component::Normal(_)));
        match &self.map {
            Some(map) if !inside(map) => Err(format!("the map `{}` is not inside the folder", map.display())),
            _ => Ok(()),
        }
    }

    /// Where a policy stands among the policies.
    pub fn place_of(&self, policy: &str) -> Option<usize> {
        self.policies.iter().position(|known| known.name == policy)
    }
}
