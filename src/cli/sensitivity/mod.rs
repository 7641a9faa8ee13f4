//! `missionmix sensitivity`: which levers and uncertainties matter, for outcomes and for differences between policies, and how
//! much of what is seen is luck.

/// What is found, and said.
pub mod findings;
mod page;

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum, value_parser};

use super::batch::Batch;
use super::factors::Factors;
use super::study::{Choices, Kind};
use super::terminal::{has_colour, note};
use crate::error::{Error, Result};
use crate::form::Choice;
use crate::form::complaint::nearest;
use crate::report::words::count;
use crate::run::Survey;
use crate::scenario::Scenario;
use crate::scenario::assumptions::Assumption;
use crate::store::plan::{Case, Plan, Sensed};
use crate::studies::designs::{self, factor::Factor};
use crate::studies::sensitivity::STUDY;
use crate::studies::sensitivity::{Design, MAIN_OUTCOMES, MOST_NUMBERS, Method};

/// What is varied, and how it is judged.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    batch: Batch,
    #[command(flatten)]
    factors: Factors,
    /// Vary every number of the world that is our assumption and that nothing in the scenario replaces, between its half and its
    /// double as far as its bounds allow
    #[arg(long)]
    assumptions: bool,
    /// How it is judged what matters
    #[arg(long, value_enum, default_value_t = By(Method::Morris))]
    method: By,
    /// How many trajectories of `morris` [default: 20], each a point more than there are things that vary; or rows of `sobol`
    /// [default: 128], each two points more, best a power of two
    #[arg(long, value_name = "NUMBER", value_parser = value_parser!(u64).range(1..=1_000_000))]
    size: Option<u64>,
    /// Look at this outcome, such as uptake or uptake.clean_heat; may be given many times [default: all; the main ones where
    /// points x replicates x policies x outcomes are more than 33 million, which are kept in memory at once, 8 bytes each]
    #[arg(long = "outcome", value_name = "NAME", value_delimiter = ',')]
    outcomes: Vec<String>,
}

/// How it is judged, as the command line says it.
#[derive(Clone, Copy, Debug)]
struct By(Method);

impl ValueEnum for By {
    fn value_variants<'a>() -> &'a [Self] {
        &[By(Method::Morris), By(Method::Sobol)]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (_, word, meaning) = Method::OPTIONS.iter().find(|(method, ..)| *method == self.0)?;
        Some(PossibleValue::new(*word).help(*meaning))
    }
}

/// Replicates of every point where nobody says otherwise, at most: points are many, and each has them all.
const MOST_REPLICATES: u64 = 10;

/// By how much an assumption may be wrong, up or down.
const WITHIN: f64 = 2.0;

/// Rows that can't be, for each that can, before it is given up.
const MOST_REFUSED: usize = 20;

impl Arguments {
    pub fn run(&self) -> Result<()> {
        let Self { batch, method: By(method), .. } = self;
        let scenario = batch.study.load()?;
        let choices = batch.choices_of(&scenario, MOST_REPLICATES)?;
        let factors = self.factors(&scenario)?;
        let parameters = designs::parameters(&factors)?;
        let size = self.size.map_or(method.usual_rows(), |size| size as usize);
        let mut design = Design::new(*method, (factors.len(), size), choices.seed)?;
        if self.assumptions {
            let rows = self.possible(&factors, &choices, (*method, size))?;
            design = Design::of(*method, factors.len(), rows, choices.seed)?;
        }
        let outcomes = self.outcomes(&scenario, &choices, design.points() as u64)?;
        let sensed = Sensed { method: method.word().into(), rows: design.numbers.clone(), outcomes };
        let kind = Kind {
            study: STUDY,
            case_word: "point",
            varied: parameters,
            cases: cases(&design, &factors),
            detailed_cases: 0,
            until_interval: None,
            asked: format!("{sensed:?}"),
        };
        let plan = Plan { sensitivity: Some(sensed), ..batch.plan(&scenario, &choices, kind) };
        batch.tell(batch.carry_out(plan, &choices, &mut |_, _, _| Ok(()))?)
    }

    /// What is varied: what the command line names, then what is uncertain, then what we assumed, each once.
    fn factors(&self, scenario: &Scenario) -> Result<Vec<Factor>> {
        let study = &self.batch.study;
        let mut factors = self.factors.read(study, scenario)?;
        if self.assumptions {
            let all = Assumption::all(&study.scenario, &study.changes, has_colour())?;
            let assumed: Vec<Factor> = all.iter().map(|one| Factor::assumed(one, WITHIN)).collect();
            let is_new = |one: &Factor| factors.iter().all(|factor| factor.parameter != one.parameter);
            let others: Vec<Factor> = assumed.into_iter().filter(is_new).collect();
            factors.extend(others);
        }
        Ok(factors)
    }

    /// The numbers of the first rows all of whose points can be: assumptions are many, and some can't be wrong together.
    fn possible(
        &self,
        factors: &[Factor],
        choices: &Choices,
        (method, size): (Method, usize),
    ) -> Result<Vec<u64>> {
        let mut rows = Vec::new();
        for number in 0..method.numbers() {
            let refused = number - rows.len() as u64;
            if rows.len() == size {
                if refused > 0 && !self.batch.quiet {
                    let what = count(refused, method.row());
                    note(&format!(
                        "note: {what} can't be, since what is varied contradicts itself: others stand in"
                    ));
                }
                return Ok(rows);
            }
            if refused > (MOST_REFUSED * size) as u64 {
                break;
            }
            let can_be = |shares: &Vec<f64>| {
                let changes = changes(factors, shares).chain(choices.changes.iter().cloned());
                self.batch.study.load_with(&changes.collect::<Vec<_>>()).is_ok()
            };
            if method.points(factors.len(), number, choices.seed).iter().all(can_be) {
                rows.push(number);
            }
        }
        let what = "hardly any of the points can be: what is varied contradicts itself";
        Err(Error::Usage(format!("{what}\n  = help: vary less")))
    }

    /// The outcomes that are looked at: those that were named, else all, or the main ones where all would be too many.
    fn outcomes(&self, scenario: &Scenario, choices: &Choices, points: u64) -> Result<Vec<String>> {
        let survey = Survey::of(scenario);
        let known: Vec<(&str, &str)> =
            survey.columns.iter().map(|column| (column.name.as_str(), column.outcome.name)).collect();
        let columns_of = |asked: &[String]| -> Vec<String> {
            let is_asked = |name: &str| asked.iter().any(|asked| asked == name);
            let asked = known.iter().filter(|(name, outcome)| is_asked(name) || is_asked(outcome));
            asked.map(|(name, _)| (*name).to_owned()).collect()
        };
        for asked in &self.outcomes {
            if columns_of(std::slice::from_ref(asked)).is_empty() {
                let names = known.iter().flat_map(|(name, outcome)| [*name, *outcome]);
                let advice = nearest(asked, names).map_or_else(
                    || "missionmix schema --outcomes lists them".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                return Err(Error::Usage(format!("there is no outcome `{asked}`\n  = help: {advice}")));
            }
        }
        let is_too_much = |columns: usize| {
            points * choices.replicates * choices.policies.len() as u64 * columns as u64 > MOST_NUMBERS
        };
        let all: Vec<String> = known.iter().map(|(name, _)| (*name).to_owned()).collect();
        let main = columns_of(&MAIN_OUTCOMES.map(str::to_owned));
        let chosen = match self.outcomes.as_slice() {
            [] if is_too_much(all.len()) => {
                if !self.batch.quiet {
                    note(&format!(
                        "note: of so many runs {} are looked at, not all {} (--outcome names others; runs has all)",
                        count(main.len() as u64, "outcome"),
                        all.len()
                    ));
                }
                main
            }
            [] => all,
            named => columns_of(named),
        };
        if is_too_much(chosen.len()) {
            let what = format!(
                "{} at {} are more numbers than can be kept at once",
                count(chosen.len() as u64, "outcome"),
                count(points, "point")
            );
            return Err(Error::Usage(format!(
                "{what}\n  = help: fewer outcomes (--outcome), points (--size) or replicates (-n)"
            )));
        }
        Ok(chosen)
    }
}

/// The points of a design, row after row.
fn cases(design: &Design, factors: &[Factor]) -> Vec<Case> {
    let points = (0..design.rows).flat_map(|row| design.shares(row));
    let case = |(place, shares): (usize, Vec<f64>)| Case {
        name: format!("point {place}"),
        changes: changes(factors, &shares).collect(),
        values: factors.iter().zip(&shares).map(|(factor, share)| factor.at(*share).to_string()).collect(),
    };
    points.enumerate().map(case).collect()
}

/// The changes of the scenario that make a point.
fn changes(factors: &[Factor], shares: &[f64]) -> impl Iterator<Item = String> {
    factors.iter().zip(shares).map(|(factor, share)| format!("{}={}", factor.parameter, factor.at(*share)))
}
