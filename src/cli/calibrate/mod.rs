//! `missionmix calibrate`: which values of uncertain numbers agree with what was seen of the world.

mod findings;
mod tables;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::{Args, value_parser};

use super::pace::Pace;
use super::progress::Progress;
use super::signals::Interruption;
use super::study::{LARGEST, arguments, destination};
use super::terminal::{has_colour, print};
use crate::chance::{EVEN_POINTS, even_point};
use crate::error::{Error, Result};
use crate::evidence::calibration::{PARAMETERS, ask};
use crate::evidence::laboratory::Laboratory;
use crate::evidence::{self, SEED};
use crate::report::foretold::{self, Foretold};
use crate::report::html::calibration::{Contents, page};
use crate::report::words::joined;
use crate::report::{Typeface, ZOOM};
use crate::scenario::Scenario;
use crate::scenario::uncertainty::Uncertainty;
use crate::store::plan::{Input, inputs};
use crate::store::{Destination, Folder, fingerprint};
use crate::studies::calibration::Calibration;
use crate::studies::calibration::course::{self, Batch, Course};
use crate::studies::futures;
use findings::Findings;

/// What is held against what was seen, and how.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Scenario files that say what was seen, in [observed.NAME]: what they call uncertain is calibrated on all of them
    /// together. Without any, the parameters of the model on the facts that are marked calibrated
    scenarios: Vec<PathBuf>,
    /// How many points, which fill the ranges evenly; more of them leave the first as they are [default: 512, or 64 on facts]
    #[arg(long, value_name = "NUMBER", value_parser = value_parser!(u64).range(1..EVEN_POINTS))]
    points: Option<u64>,
    /// How many replicates each point is run in; facts say themselves how many they need
    #[arg(short = 'n', long, default_value_t = 4, value_parser = value_parser!(u64).range(1..=10_000))]
    replicates: u64,
    /// The seed of all luck and of the points
    #[arg(short, long, default_value_t = SEED, value_parser = value_parser!(u64).range(..=LARGEST))]
    seed: u64,
    /// Change a parameter in all scenarios
    #[arg(long = "set", value_name = "PATH=VALUE")]
    changes: Vec<String>,
    /// The folder for the results, which must not exist yet [default: a new one in outputs/]
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,
    #[command(flatten)]
    pace: Pace,
}

/// How many points there are where nobody says it: a point of the facts takes seconds.
const POINTS: u64 = 512;
const POINTS_OF_FACTS: u64 = 64;

impl Arguments {
    pub fn run(&self) -> Result<()> {
        let interruption = Interruption::listen()?;
        let folder = Folder::begin(&self.destination())?;
        let (found, inputs) = if self.scenarios.is_empty() {
            (self.on_facts(&interruption)?, Vec::new())
        } else {
            self.on_scenarios(&interruption)?
        };
        let findings = Findings::of(&found);
        tables::write(&folder, &found, &findings)?;
        folder.write_json("calibration.json", &tables::Account::of(self.seed, &found, inputs))?;
        self.show(&folder, &found, &findings)?;
        let place = folder.finish()?;
        print(&findings.text(&found))?;
        print(&format!("\nresults: {}\n", place.display()))
    }

    /// The figure and the page.
    fn show(&self, folder: &Folder, found: &Calibration, findings: &Findings) -> Result<()> {
        let of = |course: &Course| Foretold {
            name: course.subject.clone(),
            unit: format!("{}, {}", course.what, course.unit),
            quantiles: findings.foretold(course),
            seen: course.seen.clone(),
            later: course.later.clone(),
        };
        let courses: Vec<Foretold> = found.courses.iter().map(of).collect();
        let title = "What is foretold, and what was seen";
        let caption = vec![format!(
            "The nearest {} of {} runs ({} points in {} replicates, seed {}), with the error that they leave in what was seen.",
            findings.nearest.len(),
            found.points.len() as u64 * self.replicates,
            found.points.len(),
            self.replicates,
            self.seed
        )];
        let figure = match &courses[..] {
            [] => None,
            courses => {
                let typeface = Typeface::default();
                let svg = foretold::draw(courses, title, caption, &typeface)?;
                folder.write("forecast.svg", svg.as_bytes())?;
                folder.write("forecast.png", &typeface.png(&svg, ZOOM)?)?;
                Some(svg)
            }
        };
        let contents = Contents {
            title: self.title(),
            sentences: findings.sentences(found),
            figure,
            sheets: findings.sheets(found),
            command: arguments().join(" "),
            version: env!("CARGO_PKG_VERSION"),
        };
        folder.write("calibration.html", page(&contents)?.as_bytes())
    }

    fn title(&self) -> String {
        let names = self.scenarios.iter().filter_map(|path| path.file_stem());
        let names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
        if names.is_empty() { "The model on facts".into() } else { joined(&names, "and") }
    }

    fn destination(&self) -> Destination {
        let asked = format!(
            "{:?} {:?} {} {} {:?}",
            self.scenarios, self.points, self.replicates, self.seed, self.changes
        );
        destination(self.output.as_ref(), "calibrate", &fingerprint::of(asked.as_bytes()))
    }

    /// The parameters of the model on the facts that may be used for it.
    fn on_facts(&self, interruption: &Interruption) -> Result<Calibration> {
        if !self.changes.is_empty() {
            let help = "leave --set out, or name scenarios";
            return Err(Error::Usage(format!("facts are asked of the model as it is\n  = help: {help}")));
        }
        let points = self.points.unwrap_or(POINTS_OF_FACTS);
        let mut laboratory = Laboratory::open(self.seed, self.pace.threads())?;
        let mut progress = Progress::of(self.pace.progress, points + 1, "points");
        let mut found = Calibration {
            parameters: PARAMETERS.iter().map(|one| one.path.to_owned()).collect(),
            ..Calibration::default()
        };
        let own = evidence::calibration::own()?;
        for point in 0..=points {
            let values = match point.checked_sub(1) {
                None => own.clone(),
                Some(place) => {
                    let share = |direction: usize| even_point(self.seed, place as u32, direction as u32);
                    PARAMETERS.iter().enumerate().map(|(direction, one)| one.at(share(direction))).collect()
                }
            };
            laboratory.changes = changes(&found.parameters, &values);
            let (targets, answers) = ask(&laboratory)?.into_iter().unzip();
            found.points.push(values);
            found.targets = targets;
            found.answers.push(answers);
            progress.hear(point + 1);
            if let ControlFlow::Break(stopped) = interruption.hear() {
                return Err(stopped);
            }
        }
        progress.finish();
        Ok(found)
    }

    /// What scenarios call uncertain, on what was seen in all of them.
    fn on_scenarios(&self, interruption: &Interruption) -> Result<(Calibration, Vec<Input>)> {
        let load = |path: &Path, changes: &[String]| {
            let all: Vec<String> = self.changes.iter().chain(changes).cloned().collect();
            Scenario::load(path, &all, has_colour())
        };
        let scenarios = self.scenarios.iter().map(|path| load(path, &[])).collect::<Result<Vec<_>>>()?;
        self.must_fit(&scenarios)?;
        let points = self.points.unwrap_or(POINTS);
        let uncertainties = &scenarios[0].uncertainties;
        let values = |point: u64| futures::values(uncertainties, self.seed, point);
        let mut found = Calibration {
            parameters: uncertainties.iter().map(|one| one.parameter.clone()).collect(),
            points: (0..=points).map(values).collect(),
            ..Calibration::default()
        };
        let all: Vec<Vec<String>> =
            (0..=points).map(|point| futures::changes(uncertainties, self.seed, point)).collect();
        let each = all.len() as u64 * self.replicates;
        let mut progress = Progress::new(self.pace.progress, each * scenarios.len() as u64);
        let batch = Batch {
            points: &all,
            seed: self.seed,
            replicates: self.replicates,
            threads: self.pace.threads(),
        };
        for (place, (path, scenario)) in self.scenarios.iter().zip(&scenarios).enumerate() {
            let mut hear = |done: u64| {
                progress.hear(place as u64 * each + done);
                interruption.hear()
            };
            found.courses.extend(course::run(scenario, batch, |changes| load(path, changes), &mut hear)?);
        }
        progress.finish();
        found.targets = found.courses.iter().flat_map(Course::targets).collect();
        let answers = |point: usize| found.courses.iter().flat_map(|course| course.answers(point)).collect();
        found.answers = (0..found.points.len()).map(answers).collect();
        Ok((found, scenarios.iter().flat_map(inputs).collect()))
    }

    /// Scenarios have to say what was seen, and the same of what is uncertain.
    fn must_fit(&self, scenarios: &[Scenario]) -> Result<()> {
        let wrong = |place: usize, what: &str, help: &str| {
            Err(Error::Usage(format!("`{}` {what}\n  = help: {help}", self.scenarios[place].display())))
        };
        for (place, scenario) in scenarios.iter().enumerate() {
            if scenario.observed.is_empty() {
                return wrong(
                    place,
                    "does not say what was seen",
                    "a table [observed.NAME]: missionmix explain observed",
                );
            }
            if scenario.uncertainties.is_empty() {
                let help = "tables [uncertainty.NAME] with the ranges in which the truth may lie";
                return wrong(place, "calls nothing uncertain, or --set fixes it", help);
            }
            if !scenario
                .uncertainties
                .iter()
                .map(Uncertainty::range)
                .eq(scenarios[0].uncertainties.iter().map(Uncertainty::range))
            {
                let what = format!(
                    "calls other things uncertain than `{}`, or in other ranges",
                    self.scenarios[0].display()
                );
                return wrong(
                    place,
                    &what,
                    "one file with what is uncertain, which all name as their `base`",
                );
            }
        }
        Ok(())
    }
}

/// The changes that give parameters their values.
fn changes(parameters: &[String], values: &[f64]) -> Vec<String> {
    parameters.iter().zip(values).map(|(parameter, value)| format!("{parameter}={value}")).collect()
}
