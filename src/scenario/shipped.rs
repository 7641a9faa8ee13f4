//! The scenarios that come with the program, in the program itself: it can run them wherever it is installed.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::error::{Error, Result};

/// Every file by its place in the folder `scenarios`, but for outlines of regions: those may not be passed on under the
/// licence of the program.
const FILES: [(&str, &str); 16] = [
    ("common_workload.toml", include_str!("../../scenarios/common_workload.toml")),
    ("common_workload_stock.toml", include_str!("../../scenarios/common_workload_stock.toml")),
    ("elections.toml", include_str!("../../scenarios/elections.toml")),
    ("europe_regions.toml", include_str!("../../scenarios/europe_regions.toml")),
    ("financing.toml", include_str!("../../scenarios/financing.toml")),
    ("first_steps.toml", include_str!("../../scenarios/first_steps.toml")),
    ("germany_regions.toml", include_str!("../../scenarios/germany_regions.toml")),
    ("governing.toml", include_str!("../../scenarios/governing.toml")),
    ("linked_agencies.toml", include_str!("../../scenarios/linked_agencies.toml")),
    ("new_firms.toml", include_str!("../../scenarios/new_firms.toml")),
    ("places.toml", include_str!("../../scenarios/places.toml")),
    ("push_and_pull.toml", include_str!("../../scenarios/push_and_pull.toml")),
    ("small_country.toml", include_str!("../../scenarios/small_country.toml")),
    ("data/README.md", include_str!("../../scenarios/data/README.md")),
    ("data/europe_nuts2_2021.csv", include_str!("../../scenarios/data/europe_nuts2_2021.csv")),
    ("data/first_steps.csv", include_str!("../../scenarios/data/first_steps.csv")),
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

    /// Where the scenario with this name is.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name).with_extension("toml")
    }
}

/// Writes the shipped scenarios and their data into a folder. They are as they stand in the repository, but have no map.
///
/// # Errors
/// What the system says.
pub fn unpack(folder: &Path) -> Result<()> {
    for (name, content) in FILES {
        let path = folder.join(name);
        let lines = content.split_inclusive('\n').filter(|line| !line.starts_with(OUTLINES));
        let write = || {
            fs::create_dir_all(path.parent().unwrap_or(folder))?;
            fs::write(&path, lines.collect::<String>())
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
