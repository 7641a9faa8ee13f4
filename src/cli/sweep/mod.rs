//! `missionmix sweep`: the policies of a scenario at many points, over levers and uncertainties.

/// What is found, and said.
pub mod findings;

use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum, value_parser};

use super::batch::Batch;
use super::factors::Factors;
use super::points;
use super::study::{Choices, Kind as StudyKind};
use crate::error::Result;
use crate::form::Choice;
use crate::scenario::Scenario;
use crate::scenario::known::look_up;
use crate::store::plan::Case;
use crate::studies::designs::{Design, Kind};
use findings::STUDY;

/// What is varied, and how.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    batch: Batch,
    #[command(flatten)]
    factors: Factors,
    /// How points are chosen
    #[arg(long, value_enum, default_value_t = By(Kind::Sobol))]
    design: By,
    /// How many points, or for grid and one_at_a_time how many levels each range has [default: 64, or 3]
    #[arg(long, value_name = "NUMBER", value_parser = value_parser!(u64).range(1..=1_000_000))]
    size: Option<u64>,
    /// Take the points from this CSV file: a column for each parameter or uncertainty, a line for each point
    #[arg(long, value_name = "FILE", conflicts_with_all = ["vary", "uncertain", "design", "size"])]
    points: Option<PathBuf>,
    /// Keep the paths of all quarters and regions of every point as well: much more on disk
    #[arg(long)]
    series: bool,
}

/// How points are chosen, as the command line says it.
#[derive(Clone, Copy, Debug)]
struct By(Kind);

impl ValueEnum for By {
    fn value_variants<'a>() -> &'a [Self] {
        &[By(Kind::Grid), By(Kind::OneAtATime), By(Kind::LatinHypercube), By(Kind::Sobol)]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (_, word, meaning) = Kind::OPTIONS.iter().find(|(kind, ..)| *kind == self.0)?;
        Some(PossibleValue::new(*word).help(*meaning))
    }
}

/// Points, and levels of a range, where nobody says how many.
const POINTS: u64 = 64;
const LEVELS: u64 = 3;

impl Arguments {
    pub fn run(&self) -> Result<()> {
        let Self { batch, .. } = self;
        let scenario = batch.study.load()?;
        let choices = batch.choices(&scenario)?;
        let design = match &self.points {
            Some(path) => points::read(path, &scenario)?,
            None => self.design(&scenario, &choices)?,
        };
        batch.study.must_not_set(&design.parameters)?;
        look_up(&batch.study.scenario, &batch.study.changes, &design.parameters)?;
        let case = |place: usize| Case {
            name: format!("point {place}"),
            changes: design.changes(place),
            values: design.values(place),
        };
        let points = design.points.len();
        let kind = StudyKind {
            study: STUDY,
            case_word: "point",
            varied: design.parameters.clone(),
            cases: (0..points).map(case).collect(),
            detailed_cases: if self.series { points } else { 0 },
            until_interval: None,
            asked: String::new(),
        };
        let plan = batch.plan(&scenario, &choices, kind);
        batch.tell(batch.carry_out(plan, &choices, &mut |_, _, _| Ok(()))?)
    }

    fn design(&self, scenario: &Scenario, choices: &Choices) -> Result<Design> {
        let factors = self.factors.read(&self.batch.study, scenario)?;
        let default = if self.design.0.counts_levels() { LEVELS } else { POINTS };
        self.design.0.design(&factors, self.size.unwrap_or(default) as usize, choices.seed)
    }
}
