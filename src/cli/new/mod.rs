//! `missionmix new`: a scenario of one's own to begin with, in a folder with a table of regions.

use std::path::PathBuf;

use clap::Args;

use super::bundle;
use crate::error::Result;

/// Where it begins.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The folder, which is new or empty
    folder: PathBuf,
}

/// What stands in the folder.
const FILES: [(&str, &str); 3] = [
    ("mission.toml", include_str!("mission.toml")),
    ("regions.csv", include_str!("regions.csv")),
    ("README.md", include_str!("README.md")),
];

impl Arguments {
    pub fn run(&self) -> Result<()> {
        let files = FILES.map(|(name, content)| (name.to_owned(), content.to_owned())).to_vec();
        bundle::write(&self.folder, &files)?;
        let next = [
            ("check mission.toml".to_owned(), "says whether it is sound, or all that is wrong with it"),
            ("run mission.toml".to_owned(), "runs its policies in a few seconds, with a verdict"),
            ("explain adoption_subsidy".to_owned(), "says what a key, an instrument or an outcome is"),
        ];
        bundle::tell(&self.folder, &files, &next)
    }
}
