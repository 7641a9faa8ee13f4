//! The conclusion of a study: what it says, for a person, and where the results are.

use std::num::NonZero;
use std::path::{Path, PathBuf};

use super::pace::Manner;
use super::progress::Show;
use super::sensitivity::findings::SensitivityFindings;
use super::signals::Interruption;
use super::spatial::findings::SpatialFindings;
use super::sweep::findings::{STUDY as SWEEP, SweepFindings};
use super::terminal::{note, print};
use super::undertaking::{Finished, Reading, Undertaking};
use super::{equalise, lessons, verdict};
use crate::error::Result;
use crate::report::html;
use crate::report::words::{count, short};
use crate::store::plan::Plan;
use crate::studies::futures::Outlook;
use crate::studies::gather::Findings;
use crate::studies::rows::Subject;
use crate::studies::tally::Tally;
use crate::studies::{sensitivity, spatial};

/// A finished study, and what its runs say together.
pub struct Conclusion {
    finished: Finished,
    reading: Box<dyn Reading>,
}

impl Conclusion {
    /// Runs what is missing and draws the conclusion; none where a shard was run, which is not the whole.
    ///
    /// # Errors
    /// Somebody who wants to stop, what the system says.
    pub fn reach(
        mut undertaking: Undertaking,
        manner: Manner,
        interruption: &Interruption,
    ) -> Result<Option<Self>> {
        let Manner { threads, show, is_quiet, has_figures } = manner;
        undertaking.run(threads, if is_quiet { Show::None } else { show }, interruption)?;
        match undertaking.shard {
            None => Self::draw(undertaking, threads, has_figures).map(Some),
            Some(_) if is_quiet => Ok(None),
            Some(shard) => undertaking.tell_of_shard(shard).map(|()| None),
        }
    }

    /// Gathers what was run, and leaves the folder finished.
    ///
    /// # Errors
    /// Parts that are missing, what the system says.
    pub fn draw(undertaking: Undertaking, threads: NonZero<usize>, has_figures: bool) -> Result<Self> {
        let mut reading: Box<dyn Reading> = match undertaking.plan.study.as_str() {
            SWEEP => Box::new(SweepFindings::default()),
            sensitivity::STUDY => Box::new(SensitivityFindings::new(&undertaking.plan)?),
            spatial::STUDY => Box::new(SpatialFindings::new(&undertaking.plan)),
            _ => Box::new(Outlook::default()),
        };
        let finished = undertaking.finish(threads.get(), has_figures, reading.as_mut())?;
        Ok(Self { finished, reading })
    }

    /// The first case.
    pub fn subject(&self) -> Subject<'_> {
        self.finished.subject()
    }

    /// What is said of its runs.
    pub fn tally(&self) -> &Tally {
        &self.finished.findings.tally
    }

    /// What was run.
    pub fn plan(&self) -> &Plan {
        self.finished.plan()
    }

    /// Where the results are.
    pub fn place(&self) -> &Path {
        &self.finished.place
    }

    /// Says it, with these further files.
    ///
    /// # Errors
    /// A terminal that takes nothing.
    pub fn tell(&self, traces: &[String]) -> Result<()> {
        let Self { finished, reading } = self;
        let (plan, subject) = (finished.plan(), finished.subject());
        finished.album.omissions().iter().for_each(|text| note(&format!("note: {text}")));
        print(&plan.equalised.as_ref().map(equalise::text).unwrap_or_default())?;
        if reading.tells_first_case() {
            print(&verdict::text(subject, &finished.findings.tally))?;
            print(&lessons::text(subject, &finished.findings.tally))?;
        }
        print(&reading.text(subject))?;
        print(&enough(plan, &finished.findings))?;
        print(&contents(&finished.place, &finished.album.written, traces))
    }

    /// The error of runs that failed, if any did.
    ///
    /// # Errors
    /// It.
    pub fn outcome(&self) -> Result<()> {
        self.finished.outcome()
    }
}

/// Whether intervals became as narrow as was asked, and else how many replicates that is likely to take; nothing where
/// nobody asked.
fn enough(plan: &Plan, findings: &Findings) -> String {
    let (Some(width), Some(widest)) = (plan.until_interval, findings.widest) else { return String::new() };
    let points = |share: f64| short(share * 100.0);
    let what = format!("95 % interval of a difference in P(target) is within ±{} points", points(width));
    let done = findings.replicates;
    if widest <= width {
        let of = count(plan.replicates, "replicate");
        return format!("\nEnough after {done} of at most {of}: every {what}.\n");
    }
    let wanted = (widest / width).powi(2) * done as f64;
    let likely =
        if wanted.is_finite() { format!("; about {} would do (-n)", short(wanted)) } else { String::new() };
    format!(
        "\nNot enough after {}: not every {what}, the widest ±{}{likely}.\n",
        count(done, "replicate"),
        points(widest)
    )
}

/// Where the results are, and what to look at first.
fn contents(place: &Path, figures: &[PathBuf], traces: &[String]) -> String {
    let figures = match figures.len() as u64 {
        0 => String::new(),
        files => format!("figures: {} in {}\n", count(files, "file"), place.join("figures").display()),
    };
    let traces: Vec<String> =
        traces.iter().map(|file| format!("trace: {}\n", place.join(file).display())).collect();
    let page = place.join(html::FILE);
    let page = if page.exists() { format!("report: {}\n", page.display()) } else { String::new() };
    format!("\nresults: {}\n{figures}{page}{}", place.display(), traces.concat())
}
