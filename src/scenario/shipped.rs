//! The scenarios that come with the program, in the program itself: it can run them wherever it is installed.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::error::{Error, Result};

/// Pairs each file with what it says.
macro_rules! files {
    ($($name:literal),* $(,)?) => { [$(($name, include_str!(concat!("../../scenarios/", $name)))),*] };
}

/// Every file by its place in the folder `scenarios`, but for outlines of regions: those may not be passed on under the
/// licence of the program.
static FILES: &[(&str, &str)] = &files![
    "apollo.toml",
    "common_workload.toml",
    "common_workload_stock.toml",
    "csiro_hydrogen.toml",
    "denmark_green.toml",
    "drought_resilience.toml",
    "elections.toml",
    "europe_regions.toml",
    "family_planning.toml",
    "financing.toml",
    "first_steps.toml",
    "france_ev.toml",
    "germany_ev.toml",
    "germany_regions.toml",
    "governing.toml",
    "health_prevention.toml",
    "linked_agencies.toml",
    "net_zero_homes.toml",
    "netherlands_ev.toml",
    "new_firms.toml",
    "norway_ev.toml",
    "norway_pilot.toml",
    "norway_whole_government.toml",
    "one_goal.toml",
    "places.toml",
    "plug_in_cars.toml",
    "poor_country.toml",
    "push_and_pull.toml",
    "reciprocity.toml",
    "schools_online.toml",
    "small_country.toml",
    "solar_modules.toml",
    "sweden_challenge.toml",
    "ten_cities.toml",
    "uk_new_buildings.toml",
    "united_kingdom_ev.toml",
    "vietnam_circular.toml",
    "data/README.md",
    "data/europe_nuts2_2021.csv",
    "data/first_steps.csv",
    "data/plug_in_cars_2010.csv",
    "data/spain_drought.csv",
    "data/ten_cities.csv",
];

/// What a line begins with that names the outlines.
const OUTLINES: &str = "map = ";

/// The shipped scenarios in a folder of their own, which goes when this does.
pub struct Shelf(TempDir);

impl Shelf {
    /// Puts all of them there.
    ///
    /// # Errors
    /// No room in the folder of temporary files.
    pub fn fill() -> Result<Self> {
        let failed = |source| {
            let advice = "make room in the folder of temporary files, or name another one in TMPDIR";
            Error::file("could not make a folder in", &std::env::temp_dir(), source, advice)
        };
        let folder = tempfile::tempdir().map_err(failed)?;
        unpack(folder.path())?;
        Ok(Self(folder))
    }

    /// Where they are.
    pub fn folder(&self) -> &Path {
        self.0.path()
    }

    /// Where the scenario with this name is.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name).with_extension("toml")
    }
}

/// The names of the shipped scenarios, in order.
pub fn names() -> impl Iterator<Item = &'static str> {
    FILES.iter().filter_map(|(name, _)| name.strip_suffix(".toml"))
}

/// A shipped file by its place in the folder `scenarios`, without the line of a map.
pub fn file(name: &str) -> Option<String> {
    FILES.iter().find(|(known, _)| *known == name).map(|(_, content)| without_map(content))
}

/// Whether a shipped file names outlines that are not shipped.
pub fn has_map(name: &str) -> bool {
    FILES
        .iter()
        .any(|(known, content)| *known == name && content.lines().any(|line| line.starts_with(OUTLINES)))
}

fn without_map(content: &str) -> String {
    content.split_inclusive('\n').filter(|line| !line.starts_with(OUTLINES)).collect()
}

/// Writes the shipped scenarios and their data into a folder. They are as they stand in the repository, but have no map.
///
/// # Errors
/// What the system says.
pub fn unpack(folder: &Path) -> Result<()> {
    for (name, content) in FILES {
        let path = folder.join(name);
        let write = || {
            fs::create_dir_all(path.parent().unwrap_or(folder))?;
            fs::write(&path, without_map(content))
        };
        write().map_err(|source| {
            Error::file("could not write", &path, source, "make room or allow writing there")
        })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;

    #[test]
    fn everything_is_shipped_and_reads_without_the_repository() {
        let folder = tempfile::tempdir().unwrap();
        unpack(folder.path()).unwrap();
        let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
        let mut count = 0;
        for entry in fs::read_dir(shipped).unwrap() {
            let name = entry.unwrap().file_name();
            if name.to_string_lossy().ends_with(".toml") {
                let read = Scenario::load(&folder.path().join(&name), &[], false);
                assert!(read.is_ok(), "{name:?}: {}", read.unwrap_err());
                count += 1;
            }
        }
        assert_eq!(count, FILES.iter().filter(|(name, _)| !name.starts_with("data/")).count());
    }
}
