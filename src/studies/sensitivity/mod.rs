//! Sensitivity: what matters. Of each thing that is varied, how much an outcome hangs on it, with luck kept apart.
//!
//! Every point of a design has the same replicates, so an outcome is a table of points by replicates. What is asked is the
//! outcome that is expected over luck, f(x); a mean over n replicates is f(x) and an error. Errors do not cancel in squares
//! and products of means, so of each of them its part of luck is taken away: the mean over pairs of *different* replicates
//! is left, which is the square or product of what is expected, without bias (`luck.rs`). With one replicate that can't be
//! done: indices are then those of that luck alone.
//!
//! How sure an index is has two parts, kept apart and then put together: that of the points, by drawing rows of the design
//! again (bootstrap), and that of luck, by leaving out one replicate after the other (jackknife).

mod doubts;
mod luck;
mod morris;
mod reading;
mod resampling;
mod sobol;
mod table;
mod variance;

use crate::chance::EVEN_POINTS;
use crate::error::{Error, Result};
use crate::form::Choice;
use crate::studies::designs::MOST_POINTS;
use crate::studies::statistics::Sign;
pub use doubts::{Doubt, FEW_ROWS, Want};
use morris::Trajectory;
pub use reading::{Found, MAIN_OUTCOMES, MOST_NUMBERS, Reading};
use resampling::Sample;
pub use resampling::{Estimate, RESAMPLES, Resamples};
use table::Table;
pub use variance::{Part, Variance};

/// The name of the kind of study.
pub const STUDY: &str = "sensitivity";

/// How sensitivity is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Elementary effects along trajectories.
    Morris,
    /// Shares of variance.
    Sobol,
}

impl Choice for Method {
    const OPTIONS: &'static [(Self, &'static str, &'static str)] = &[
        (
            Self::Morris,
            "morris",
            "which of many things matter at all: what each does alone, from random places on",
        ),
        (Self::Sobol, "sobol", "how much of the variance is due to each, alone and together with others"),
    ];
}

impl Method {
    /// Its word.
    pub fn word(self) -> &'static str {
        Self::OPTIONS.iter().find(|(method, ..)| *method == self).map_or("", |(_, word, _)| word)
    }

    /// The method of this word.
    pub fn of(word: &str) -> Option<Self> {
        Self::OPTIONS.iter().find(|(_, known, _)| *known == word).map(|(method, ..)| *method)
    }

    /// What a row of its design is called.
    pub fn row(self) -> &'static str {
        match self {
            Self::Morris => "trajectory",
            Self::Sobol => "row",
        }
    }

    /// How many rows a design has where nobody says it.
    pub fn usual_rows(self) -> usize {
        match self {
            Self::Morris => 20,
            Self::Sobol => 128,
        }
    }

    /// The points of the row of a number: of each factor a share of the way through its range.
    pub fn points(self, factors: usize, number: u64, seed: u64) -> Vec<Vec<f64>> {
        match self {
            Self::Morris => Trajectory::draw(factors, number, seed).points(),
            Self::Sobol => sobol::points(factors, number, seed),
        }
    }

    /// How many rows there are to choose from.
    pub fn numbers(self) -> u64 {
        match self {
            Self::Morris => u64::MAX,
            Self::Sobol => EVEN_POINTS,
        }
    }

    /// Whether a statistic can be below nought: an effect, but no share and no size.
    fn has_sign(self, statistic: &str) -> bool {
        self == Self::Morris && statistic == morris::MU
    }

    /// The statistic by which things are put in the order of their importance.
    pub fn leading(self) -> &'static str {
        match self {
            Self::Morris => morris::MU_STAR,
            Self::Sobol => sobol::TOTAL,
        }
    }

    /// All that is said of each factor.
    pub fn statistics(self) -> &'static [&'static str] {
        match self {
            Self::Morris => &[morris::MU_STAR, morris::MU, morris::SIGMA],
            Self::Sobol => &[sobol::TOTAL, sobol::FIRST],
        }
    }
}

/// The fewest rows of a design.
pub const FEWEST_ROWS: usize = 4;

/// The points of a study, in rows of the same size.
#[derive(Clone, Debug)]
pub struct Design {
    /// How sensitivity is measured.
    pub method: Method,
    /// How many things are varied.
    pub factors: usize,
    /// How many rows.
    pub rows: usize,
    /// The numbers of the rows: what they are drawn by.
    pub numbers: Vec<u64>,
    seed: u64,
    /// Those of Morris.
    trajectories: Vec<Trajectory>,
}

impl Design {
    /// So many rows for so many factors, the first that there are.
    ///
    /// # Errors
    /// Sizes that can't be.
    pub fn new(method: Method, (factors, rows): (usize, usize), seed: u64) -> Result<Self> {
        Self::of(method, factors, (0..rows as u64).collect(), seed)
    }

    /// The rows of these numbers.
    ///
    /// # Errors
    /// Sizes that can't be.
    pub fn of(method: Method, factors: usize, numbers: Vec<u64>, seed: u64) -> Result<Self> {
        let refuse = |what: String, help: &str| Err(Error::Usage(format!("{what}\n  = help: {help}")));
        if method == Method::Sobol && factors > sobol::MOST_FACTORS {
            let what =
                format!("`sobol` can't vary {factors} things at once: {} at most", sobol::MOST_FACTORS);
            return refuse(what, "`--method morris` can, and says which are worth it");
        }
        let rows = numbers.len();
        let design = Self { method, factors, rows, numbers, seed, trajectories: Vec::new() };
        let width = design.width();
        let most = (MOST_POINTS / width).min(method.numbers() as usize);
        if !(FEWEST_ROWS..=most).contains(&rows) {
            let what =
                format!("`{}` of size {rows} can't be, with {factors} things that vary", method.word());
            return refuse(what, &format!("from {FEWEST_ROWS} to {most}; each has {width} points"));
        }
        let trajectories = match method {
            Method::Morris => {
                design.numbers.iter().map(|number| Trajectory::draw(factors, *number, seed)).collect()
            }
            Method::Sobol => Vec::new(),
        };
        Ok(Self { trajectories, ..design })
    }

    /// How many points a row has.
    pub fn width(&self) -> usize {
        match self.method {
            Method::Morris => self.factors + 1,
            Method::Sobol => self.factors + 2,
        }
    }

    /// How many points there are.
    pub fn points(&self) -> usize {
        self.rows * self.width()
    }

    /// The points of a row: of each factor a share of the way through its range.
    pub fn shares(&self, row: usize) -> Vec<Vec<f64>> {
        self.method.points(self.factors, self.numbers[row], self.seed)
    }

    /// What is known of an outcome: its numbers stand point after point, each with all its replicates.
    pub fn analyse(&self, values: &[f64], replicates: usize, resamples: &mut Resamples) -> Analysis {
        let table = Table::new(self, values, replicates);
        let (rows, left_out) = (table.rows(), self.rows - table.rows());
        let mut analysis = Analysis { rows, left_out, replicates, ..Analysis::default() };
        match replicates {
            1 => analysis.doubts.push(Doubt::OneReplicate),
            2 => analysis.doubts.push(Doubt::TwoReplicates),
            _ => (),
        }
        if left_out > 0 {
            analysis.doubts.push(Doubt::LeftOut(left_out));
        }
        if rows < FEWEST_ROWS {
            analysis.doubts.push(Doubt::TooFew(rows));
            analysis.say_nothing(self);
            return analysis;
        }
        if rows < FEW_ROWS {
            analysis.doubts.push(Doubt::Few(rows));
        }
        analysis.variance = Some(Variance::of(self, &table));
        let idle = self.idle(&table);
        let is_flat = table.is_flat();
        if is_flat {
            analysis.doubts.push(Doubt::NothingVaries);
        }
        match self.method {
            Method::Morris => morris::analyse(self, &table, resamples, &mut analysis),
            Method::Sobol if is_flat => analysis.say_nothing(self),
            Method::Sobol => sobol::analyse(self, &table, resamples, &mut analysis),
        }
        for index in &mut analysis.indices {
            let has_sign = self.method.has_sign(index.statistic);
            index.note = Note::of(&index.estimate, idle[index.factor], has_sign);
        }
        let too_wide = Doubt::too_wide(self.method, &analysis);
        analysis.doubts.extend(too_wide);
        analysis
    }

    /// Of each factor, whether nothing ever changed with it alone beyond rounding, in the rows that count.
    fn idle(&self, table: &Table) -> Vec<bool> {
        let mut idle = vec![true; self.factors];
        for row in 0..table.rows() {
            for (place, factor) in idle.iter_mut().enumerate() {
                let (before, after) = match self.method {
                    Method::Morris => self.trajectories[table.row(row)].step(place),
                    Method::Sobol => sobol::step(place),
                };
                *factor &= table.is_same(row, before, after);
            }
        }
        idle
    }
}

/// What is known of one outcome.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// Rows of the design that count.
    pub rows: usize,
    /// Rows that are left out since some of their runs have no number.
    pub left_out: usize,
    /// Replicates of each point.
    pub replicates: usize,
    /// Of what the variance of a single run consists.
    pub variance: Option<Variance>,
    /// Factor after factor, in the order of [`Method::statistics`].
    pub indices: Vec<Index>,
    /// What has to be kept in mind.
    pub doubts: Vec<Doubt>,
}

/// One number for one factor.
#[derive(Clone, Debug)]
pub struct Index {
    /// Its place among the factors.
    pub factor: usize,
    /// What it is called.
    pub statistic: &'static str,
    /// What it is, and how sure that is.
    pub estimate: Estimate,
    /// What it means.
    pub note: Note,
}

/// What an index means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// It is told from nought.
    Counts,
    /// With the factor alone nothing ever changed, in any replicate.
    DoesNothing,
    /// Its interval holds nought.
    Noise,
    /// There is no number.
    Unknown,
}

impl Note {
    /// Only an effect can be below nought: a share or a size that seems to be is luck.
    fn of(estimate: &Estimate, is_idle: bool, has_sign: bool) -> Self {
        match estimate.interval.sign() {
            _ if is_idle => Self::DoesNothing,
            _ if !estimate.value.is_finite() => Self::Unknown,
            Sign::Ahead => Self::Counts,
            Sign::Behind if has_sign => Self::Counts,
            Sign::Behind | Sign::Undecided => Self::Noise,
        }
    }

    /// As it stands in a table.
    pub fn words(self) -> &'static str {
        match self {
            Self::Counts => "",
            Self::DoesNothing => "does nothing",
            Self::Noise => "noise: not told from nothing",
            Self::Unknown => "not known",
        }
    }
}

impl Analysis {
    /// A statistic of a factor.
    pub fn of(&self, factor: usize, statistic: &str) -> Option<&Index> {
        self.indices.iter().find(|index| index.factor == factor && index.statistic == statistic)
    }

    /// The factors by a statistic, the greatest first; those without a number last.
    pub fn ranked(&self, statistic: &str) -> Vec<&Index> {
        let mut ranked: Vec<&Index> =
            self.indices.iter().filter(|index| index.statistic == statistic).collect();
        let size =
            |index: &Index| if index.estimate.value.is_finite() { index.estimate.value } else { f64::MIN };
        // one that is told from nought comes before one that is not
        let key = |index: &Index| (index.note == Note::Counts, size(index));
        ranked.sort_by(|one, other| {
            let ((one_counts, one), (other_counts, other)) = (key(one), key(other));
            other_counts.cmp(&one_counts).then(other.total_cmp(&one))
        });
        ranked
    }

    /// Takes what came of all statistics, factor after factor.
    fn take(&mut self, design: &Design, estimates: &[Estimate], per_factor: usize) {
        let statistics = design.method.statistics();
        for factor in 0..design.factors {
            for (place, statistic) in statistics.iter().enumerate() {
                let estimate = estimates[factor * per_factor + place];
                self.indices.push(Index { factor, statistic, estimate, note: Note::Unknown });
            }
        }
    }

    /// There is no number for any factor.
    fn say_nothing(&mut self, design: &Design) {
        let per_factor = design.method.statistics().len();
        self.take(design, &vec![Estimate::UNKNOWN; design.factors * per_factor], per_factor);
    }
}
