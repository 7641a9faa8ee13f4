//! `missionmix submit`: the shards of a study in the hands of a scheduler.
//!
//! All schedulers are told the same: `resume FOLDER --shard K/N` for each shard that is missing, in any order, as often as it
//! takes; then `finish FOLDER`. N comes from the plan; a scheduler forgets it when some shards are submitted again.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use clap::{Args, ValueEnum, value_parser};

use super::shard::must_be_dealt;
use super::status::{missing_shards, ranges, unfinished};
use super::terminal::{note, print};
use crate::error::{Error, Result};
use crate::report::words::{count, quoted, time};
use crate::store::fingerprint;
use crate::store::plan::{Plan, is_finished};
use crate::studies::conduct;

/// Which study, and to whom it is handed.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The scheduler
    #[arg(value_enum)]
    scheduler: Scheduler,
    /// The folder of a study that was planned with --plan --shards N
    folder: PathBuf,
    /// Print what would be submitted, and submit nothing
    #[arg(long)]
    print: bool,
    /// How many threads each shard has
    #[arg(long, value_name = "NUMBER", default_value_t = 1, value_parser = value_parser!(u16).range(1..=1024))]
    threads: u16,
    /// How long a shard may take at most, in minutes [default: ten more than five times what it takes on this machine]
    #[arg(long, value_name = "MINUTES", value_parser = value_parser!(u64).range(1..=1_000_000))]
    minutes: Option<u64>,
    /// How much memory each shard may use, in MB [default: 500, and 250 for each thread]
    #[arg(long, value_name = "MB", value_parser = value_parser!(u64).range(100..=10_000_000))]
    memory: Option<u64>,
    /// A further option for sbatch, such as --sbatch=--partition=long; may be given many times
    #[arg(long, value_name = "OPTION", allow_hyphen_values = true)]
    sbatch: Vec<String>,
    /// The container image that holds missionmix, for Kubernetes
    #[arg(long, default_value = "missionmix:latest")]
    image: String,
    /// The persistent volume claim on which the folder is, for Kubernetes: it is mounted where the folder's own folder is here
    #[arg(long, value_name = "CLAIM", default_value = "missionmix")]
    claim: String,
}

/// Who runs shards on many machines, or on many cores of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Scheduler {
    /// A job array, and a job that finishes when the array has ended
    Slurm,
    /// As many shards at a time as fit on this machine, or on those that a list names
    Parallel,
    /// A workflow of Snakemake
    Snakemake,
    /// An indexed job of Kubernetes, and a suspended one that finishes
    Kubernetes,
}

impl Scheduler {
    /// What is handed over, with words between at signs for what differs.
    fn template(self) -> &'static str {
        match self {
            Self::Slurm => include_str!("slurm.sh"),
            Self::Parallel => include_str!("parallel.sh"),
            Self::Snakemake => include_str!("Snakefile"),
            Self::Kubernetes => include_str!("kubernetes.yaml"),
        }
    }

    /// Whether it is a script that submits itself.
    fn is_script(self) -> bool {
        matches!(self, Self::Slurm | Self::Parallel)
    }
}

impl Arguments {
    pub fn run(&self) -> Result<()> {
        let plan = Plan::read(&self.folder)?;
        if is_finished(&self.folder) {
            // not among what is printed for a scheduler
            note(&format!("{} is finished", self.folder.display()));
            return Ok(());
        }
        plan.must_be_of_this_version()?;
        must_be_dealt(&plan)?;
        if !(self.print || self.scheduler.is_script()) {
            let message = "what this scheduler takes is printed, for its own program to read";
            return Err(Error::Usage(format!(
                "{message}\n  = help: --print; docs/cluster.md says how it goes on"
            )));
        }
        let text = self.text(&plan)?;
        if self.print { print(&text) } else { submit(&text) }
    }

    /// What is handed over.
    fn text(&self, plan: &Plan) -> Result<String> {
        let folder =
            std::path::absolute(&self.folder).and_then(|folder| folder.canonicalize()).map_err(|error| {
                Error::file("could not find", &self.folder, error, "give the folder of a study")
            })?;
        let program = std::env::current_exe().unwrap_or_else(|_| "missionmix".into());
        [&folder, &program].into_iter().try_for_each(|path| must_be_plain(path))?;
        let missing = missing_shards(plan, &folder)?;
        if missing.is_empty() {
            return Err(unfinished(plan, &self.folder, 0));
        }
        let name = format!("missionmix-{}", &fingerprint::of(folder.to_string_lossy().as_bytes())[..8]);
        let memory = self.memory.unwrap_or(500 + 250 * u64::from(self.threads));
        let what = format!(
            "{} {}: {} of {} to run, then finish",
            plan.study,
            plan.name,
            count(missing.len() as u64, "shard"),
            plan.shards
        );
        let indices: Vec<String> = missing.iter().map(u64::to_string).collect();
        let parent = folder.parent().unwrap_or(Path::new("/")).display().to_string();
        let options = self.sbatch.iter().flat_map(|option| [" ".to_owned(), quoted(option)]).collect();
        let words = [
            ("what", what),
            ("all", format!("{} {}: {}, then finish", plan.study, plan.name, count(plan.shards, "shard"))),
            ("name", name),
            ("program", program.display().to_string()),
            ("folder", folder.display().to_string()),
            ("parent", parent),
            ("shards", plan.shards.to_string()),
            ("array", ranges(&missing)),
            ("indices", indices.join(" ")),
            ("threads", self.threads.to_string()),
            ("memory", memory.to_string()),
            ("minutes", self.minutes_of(plan, &folder)?.to_string()),
            ("options", options),
            ("image", self.image.clone()),
            ("claim", self.claim.clone()),
        ];
        Ok(words.iter().fold(self.scheduler.template().to_owned(), |text, (word, value)| {
            text.replace(&format!("@{word}@"), value)
        }))
    }

    /// How long the longest shard may take: what was said, else from one replicate on this machine.
    fn minutes_of(&self, plan: &Plan, folder: &Path) -> Result<u64> {
        if let Some(minutes) = self.minutes {
            return Ok(minutes);
        }
        let stage = conduct::stage(plan, folder, 0)?;
        let started = Instant::now();
        stage.run(plan.seed, plan.first_replicate);
        let replicate = started.elapsed().as_secs_f64();
        let most = (0..plan.shards).map(|shard| plan.shard(shard).count() as u64).max().unwrap_or(1);
        let expected = replicate * (most * plan.part_size) as f64 / f64::from(self.threads);
        if !self.print {
            note(&format!("a shard takes {} on this machine", time(Duration::from_secs_f64(expected))));
        }
        Ok(10 + (5.0 * expected / 60.0).ceil() as u64)
    }
}

/// A path stands in files of several languages, each with marks of its own.
fn must_be_plain(path: &Path) -> Result<()> {
    let is_plain = |letter: char| letter.is_alphanumeric() || "/-_.".contains(letter);
    let text = path.to_string_lossy();
    match text.chars().find(|letter| !is_plain(*letter)) {
        None => Ok(()),
        Some(letter) => Err(Error::Usage(format!(
            "`{text}` has the character `{letter}`, which not every scheduler leaves as it is\n  = help: letters, digits and \
             / - _ . alone: give the folder another name",
        ))),
    }
}

/// Gives a script to a shell.
fn submit(script: &str) -> Result<()> {
    let failed =
        |error| Error::file("could not run", Path::new("sh"), error, "print the script with --print");
    let mut shell = Command::new("sh").stdin(Stdio::piped()).spawn().map_err(failed)?;
    if let Some(mut stdin) = shell.stdin.take() {
        stdin.write_all(script.as_bytes()).map_err(failed)?;
    }
    let status = shell.wait().map_err(failed)?;
    if status.success() {
        return Ok(());
    }
    Err(Error::Usage(format!(
        "the scheduler refused it ({status})\n  = help: what it says stands above; --print shows what it was told"
    )))
}
