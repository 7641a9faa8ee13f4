//! A study on its way: begun or gone on with, run, gathered, and left as a folder that others can use.

use std::num::NonZero;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::equalise;
use super::failures::{self, FailureRow};
use super::progress::{Progress, Show};
use super::shard::{Shard, wanted};
use super::signals::Interruption;
use super::terminal::{note, print};
use crate::error::{Error, Result};
use crate::report::html::{self, Listeners};
use crate::report::words::{count, quoted};
use crate::report::{self, Album, Results, package};
use crate::scenario::Scenario;
use crate::store::clock::Moment;
use crate::store::manifest::Manifest;
use crate::store::parts::{ASIDE, Parts, RUNS};
use crate::store::plan::{MANIFEST, Plan, Standing};
use crate::store::{Folder, tables};
use crate::studies::conduct::{Conduct, missing_parts};
use crate::studies::gather::{Findings, gather};
use crate::studies::rows::{self, Subject};
use crate::studies::walk::{Both, Witness};

/// A study in a folder that this program alone writes, or together with those that run other shards of it.
pub struct Undertaking {
    /// What is run.
    pub plan: Plan,
    folder: Folder,
    parts: Parts,
    /// The shard that is run here, where it is not the whole.
    pub shard: Option<Shard>,
    /// Which of its parts are run here.
    wanted: Range<u64>,
    started: Moment,
}

/// Reads the runs of a kind of study, and tells of them.
pub trait Reading {
    /// What sees the runs.
    fn witness(&mut self) -> &mut dyn Witness;

    /// Writes tables of its own.
    ///
    /// # Errors
    /// What the system says.
    fn write(&self, _folder: &Folder, _subject: Subject) -> Result<()> {
        Ok(())
    }

    /// Whether the verdict on the first case is told before.
    fn tells_first_case(&self) -> bool {
        true
    }

    /// What it has to say beside the verdict on the first case.
    fn text(&self, subject: Subject) -> String;
}

/// What is left when a study is finished.
pub struct Finished {
    /// What is known of its runs.
    pub findings: Findings,
    /// Where it stands.
    pub place: PathBuf,
    /// The figures.
    pub album: Album,
    plan: Plan,
}

impl Undertaking {
    /// Begins a study, or goes on with it where it was begun.
    ///
    /// # Errors
    /// A folder that somebody else writes, what the system says.
    pub fn begin(plan: Plan, scenario: &Scenario, standing: &Standing, shard: Option<Shard>) -> Result<Self> {
        match standing {
            Standing::New(place) => {
                let wanted = wanted(&plan, shard)?;
                let folder = folder(place, shard)?;
                // somebody may have planned there since it was looked at
                if !plan.begin(&folder, scenario)? {
                    drop(folder);
                    return Self::open(place, shard);
                }
                Ok(Self { plan, folder, parts: Parts::default(), shard, wanted, started: Moment::now() })
            }
            Standing::Begun(place) => Self::open(place, shard),
        }
    }

    /// Opens a study that was begun, or one shard of it.
    ///
    /// # Errors
    /// A folder that holds none, or that somebody else writes.
    pub fn open(place: &Path, shard: Option<Shard>) -> Result<Self> {
        let plan = Plan::read(place)?;
        plan.must_be_of_this_version()?;
        let wanted = wanted(&plan, shard)?;
        let folder = folder(place, shard)?;
        if place.join(MANIFEST).exists() && !place.join(ASIDE).exists() {
            // it was finished since it was looked at
            return Err(Error::Usage(format!(
                "{} is finished: there is nothing to run",
                folder.finish()?.display()
            )));
        }
        let parts = Parts::find_among(place, &wanted)?;
        Ok(Self { plan, folder, parts, shard, wanted, started: Moment::now() })
    }

    /// How many parts are missing.
    ///
    /// # Errors
    /// Parts that can't be read.
    pub fn missing(&self) -> Result<u64> {
        Ok(missing_parts(&self.plan, &self.parts)?.len() as u64)
    }

    /// Says how much is there already, and what of it is damaged.
    pub fn tell_what_is_there(&self) {
        let there = self.parts.count();
        if there > 0 || !self.parts.damaged.is_empty() {
            let place = self.folder.path().display();
            note(&format!("going on with {place}: {there} of {} are there", self.all()));
        }
        for path in &self.parts.damaged {
            note(&format!("`{}` is damaged: its part is run again", path.display()));
        }
    }

    /// All parts that are run here, in words.
    fn all(&self) -> String {
        count(self.wanted.end - self.wanted.start, "part")
    }

    /// Says how a study goes on that was only planned.
    ///
    /// # Errors
    /// A terminal that takes nothing.
    pub fn tell_how_it_goes_on(&self, is_quiet: bool) -> Result<()> {
        let place = self.folder.path().display().to_string();
        if is_quiet {
            return print(&format!("{place}\n"));
        }
        let (folder, shards) = (quoted(&place), self.plan.shards);
        print(&format!(
            "planned in {place}: {} in {}\n\nHow it goes on:\n  missionmix resume {folder}\n      runs all of it here\n",
            self.all(),
            count(shards, "shard"),
        ))?;
        if shards == 1 {
            return Ok(());
        }
        print(&format!(
            "  missionmix resume {folder} --shard K/{shards}\n      runs shard K, from 0 to {}, on any machine that sees \
             the folder\n  missionmix submit slurm {folder}\n      lets SLURM run all shards and finish; also: parallel, \
             snakemake, kubernetes\n  missionmix status {folder}\n      says what is missing\n  missionmix finish \
             {folder}\n      puts the shards together\n",
            shards - 1,
        ))
    }

    /// Says that a shard is done.
    ///
    /// # Errors
    /// A terminal that takes nothing.
    pub fn tell_of_shard(&self, shard: Shard) -> Result<()> {
        let folder = quoted(&self.folder.path().to_string_lossy());
        print(&format!(
            "shard {shard}: {} there\nwhen all shards are: missionmix finish {folder}\n",
            self.all()
        ))
    }

    /// Runs what is missing.
    ///
    /// # Errors
    /// Somebody who wants to stop, what the system says: what is whole is kept.
    pub fn run(&mut self, threads: NonZero<usize>, show: Show, interruption: &Interruption) -> Result<()> {
        let Self { plan, folder, parts, wanted, .. } = self;
        let missing = missing_parts(plan, parts)?.into_iter().filter(|part| wanted.contains(part));
        let missing = missing.map(|part| plan.part(part).count() as u64).sum();
        let mut progress = Progress::new(show, missing);
        let conduct = Conduct { plan, folder, threads };
        let outcome = conduct.run(parts, wanted, &mut |done| {
            progress.hear(done);
            interruption.hear()
        });
        if outcome.is_ok() {
            progress.finish();
        }
        self.parts = Parts::find_among(self.folder.path(), &self.wanted)?;
        outcome.map_err(|error| match error {
            Error::Interrupted(_) => self.interrupted(),
            error => error,
        })
    }

    fn interrupted(&self) -> Error {
        let there = self.parts.count();
        Error::Interrupted(format!(
            "{there} of {} are kept in {}\n  = help: the same command goes on where it stopped",
            self.all(),
            self.folder.path().display()
        ))
    }

    /// Gathers the parts, writes the tables and draws the figures.
    ///
    /// # Errors
    /// Parts that are missing, what the system says.
    pub fn finish(self, threads: usize, has_figures: bool, reading: &mut dyn Reading) -> Result<Finished> {
        let Self { plan, folder, parts, started, .. } = self;
        folder.remove_drafts();
        let mut listeners = Listeners::new(&plan);
        let mut witnesses = Both(reading.witness(), &mut listeners);
        let findings = gather(&plan, &folder, &parts, &mut witnesses)?;
        let stage = &findings.stage;
        let subject = Subject { plan: &plan, case: 0, scenario: &stage.scenario, survey: &stage.survey };
        tables::write(&folder, "outcomes.csv", rows::outcomes(subject))?;
        reading.write(&folder, subject)?;
        if let Some(equalised) = &plan.equalised {
            folder.write("scales.toml", equalise::fragment(equalised).as_bytes())?;
        }
        let rows = findings.failures.iter().map(|failure| FailureRow::new(&plan, folder.path(), failure));
        tables::write_with_head(&folder, "failures.csv", &failures::HEAD, rows)?;
        let mut manifest = Manifest::new(&stage.scenario, &plan, (started, threads));
        manifest.failed_runs = findings.failures.len() as u64;
        manifest.replicates = findings.replicates;
        manifest.runs = runs_of(&plan, &findings);
        let mut files = tables::tables_in(folder.path());
        package::write(&folder, &plan, &stage.scenario.title, &files)?;
        files.push(package::FILE.into());
        manifest.write(&folder, files)?;
        let album = if has_figures && report::has_figures(&plan) {
            report::draw(folder.path())?
        } else {
            Album::default()
        };
        if has_figures {
            html::write(&Results::open(folder.path())?, subject, &findings.tally, &listeners)?;
        }
        // whoever is stopped up to here finds all parts again
        let place = folder.finish()?;
        tidy(&place);
        Ok(Finished { findings, place, album, plan })
    }
}

/// The folder of a study, for this program alone or to be shared with those that run other shards.
fn folder(place: &Path, shard: Option<Shard>) -> Result<Folder> {
    if shard.is_some() { Folder::share(place) } else { Folder::keep(place) }
}

/// Removes from a finished study what nobody needs any more: what was kept beside the runs, and their parts where the whole
/// table stands in a file.
pub fn tidy(place: &Path) {
    let finished = Folder::of(place);
    finished.remove(ASIDE);
    if place.join(RUNS).with_extension("csv").exists() {
        finished.remove(RUNS);
    }
}

impl Finished {
    /// What the study is about: its first case.
    pub fn subject(&self) -> Subject<'_> {
        let stage = &self.findings.stage;
        Subject { plan: &self.plan, case: 0, scenario: &stage.scenario, survey: &stage.survey }
    }

    /// The study.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The error of runs that failed, if any did.
    ///
    /// # Errors
    /// It.
    pub fn outcome(&self) -> Result<()> {
        let failures = &self.findings.failures;
        let Some(first) = failures.first() else { return Ok(()) };
        let row = FailureRow::new(&self.plan, &self.place, first);
        let FailureRow { policy, replicate, what, command, .. } = row;
        let all = runs_of(&self.plan, &self.findings);
        let text = format!(
            "{} of {all} failed, and the results are without them (all of them: failures.csv); the first is replicate \
             {replicate} of `{policy}`: {what}\n  = help: this repeats it: {command}",
            count(failures.len() as u64, "run"),
        );
        Err(if failures.len() as u64 == all { Error::Bug(text) } else { Error::SomeFailed(text) })
    }
}

/// How many runs count: fewer than were planned where it was enough before.
fn runs_of(plan: &Plan, findings: &Findings) -> u64 {
    findings.replicates * (plan.cases.len() * plan.policies.len()) as u64
}
