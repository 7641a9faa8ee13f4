//! Designs: at which points a sweep looks.
//!
//! A point gives each factor one value. Points stand in an order that hangs on nothing but factors, size and seed.

/// What is varied.
pub mod factor;

use crate::chance::{EVEN_POINTS, Purpose, Streams, even_point};
use crate::error::{Error, Result};
use crate::form::Choice;
use crate::scenario::uncertainty::{MOST_UNCERTAINTIES, Uncertainty};
use factor::{Factor, Level, first_twice};

/// The most points of a sweep.
pub const MOST_POINTS: usize = 1_000_000;

/// The points of a sweep.
#[derive(Clone, Debug, PartialEq)]
pub struct Design {
    /// The parameters, as `--set` takes them.
    pub parameters: Vec<String>,
    /// The points, each with a value for every parameter.
    pub points: Vec<Vec<Level>>,
}

/// How points are chosen. Points that the user brings are no choice of ours: [`Design::of_rows`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// All combinations.
    Grid,
    /// One factor after the other.
    OneAtATime,
    /// So that each factor alone is covered evenly (McKay, Beckman, Conover 1979).
    LatinHypercube,
    /// So that all together are covered evenly (Sobol 1967, scrambled as by Owen).
    Sobol,
}

impl Choice for Kind {
    const OPTIONS: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Grid, "grid", "every combination of the levels of all factors"),
        (
            Self::OneAtATime,
            "one_at_a_time",
            "the scenario as it is, then each factor over its levels, the others left alone",
        ),
        (
            Self::LatinHypercube,
            "latin_hypercube",
            "random points, of which each equal part of every range holds one; another number of points is another design",
        ),
        (Self::Sobol, "sobol", "points that fill the space evenly; more of them leave the first as they are"),
    ];
}

impl Kind {
    /// Whether its size is a number of levels for each range, and not a number of points.
    pub fn counts_levels(self) -> bool {
        matches!(self, Self::Grid | Self::OneAtATime)
    }

    /// The points: of so many levels for each range, or so many in all.
    ///
    /// # Errors
    /// Factors that are none or the same twice, sizes that can't be.
    pub fn design(self, factors: &[Factor], size: usize, seed: u64) -> Result<Design> {
        let parameters = parameters(factors)?;
        if self.counts_levels() && size < 2 && factors.iter().any(Factor::is_range) {
            let what = format!("{size} levels of a range can't show what it does");
            return Err(Error::Usage(format!("{what}\n  = help: 2 levels or more")));
        }
        if !self.counts_levels() {
            let most = if self == Self::Sobol { EVEN_POINTS as usize } else { MOST_POINTS };
            check_size(size, most, "give another number of points")?;
        }
        let points = match self {
            Self::Grid => grid(factors, size)?,
            Self::OneAtATime => one_at_a_time(factors, size),
            Self::LatinHypercube => latin_hypercube(factors, size, seed),
            Self::Sobol => sobol(factors, size, seed)?,
        };
        Ok(Design { parameters, points })
    }
}

impl Design {
    /// Points that the user brings: a head of parameters or of names of uncertainties, and rows of values.
    ///
    /// # Errors
    /// Columns without a name or with the same one, rows that are too short or too long, cells that are empty.
    pub fn of_rows(uncertainties: &[Uncertainty], head: &[String], rows: &[Vec<String>]) -> Result<Self> {
        let parameter = |name: &String| {
            let uncertain = uncertainties.iter().find(|one| one.name == name.trim());
            uncertain.map_or_else(|| name.trim().to_owned(), |one| one.parameter.clone())
        };
        let parameters = distinct(head.iter().map(parameter).collect())?;
        check_size(rows.len(), MOST_POINTS, "one row for each point, below the head")?;
        let wrong = |row: usize, what: String| {
            Error::Usage(format!(
                "point {}: {what}\n  = help: a row has one value for each column of the head",
                row + 1
            ))
        };
        let mut points = Vec::with_capacity(rows.len());
        for (place, row) in rows.iter().enumerate() {
            if row.len() != parameters.len() {
                return Err(wrong(
                    place,
                    format!("{} values for {} parameters", row.len(), parameters.len()),
                ));
            }
            if let Some(empty) = row.iter().position(|cell| cell.trim().is_empty()) {
                return Err(wrong(place, format!("no value for `{}`", parameters[empty])));
            }
            points.push(row.iter().map(|cell| Level::of(cell)).collect());
        }
        Ok(Self { parameters, points })
    }

    /// The changes of the scenario that make a point, as `--set` takes them.
    pub fn changes(&self, point: usize) -> Vec<String> {
        let pairs = self.parameters.iter().zip(&self.points[point]);
        pairs.map(|(parameter, level)| format!("{parameter}={level}")).collect()
    }

    /// The values of a point, as they are written.
    pub fn values(&self, point: usize) -> Vec<String> {
        self.points[point].iter().map(Level::to_string).collect()
    }
}

/// The parameters of factors.
///
/// # Errors
/// Factors that are none or the same twice.
pub fn parameters(factors: &[Factor]) -> Result<Vec<String>> {
    distinct(factors.iter().map(|factor| factor.parameter.clone()).collect())
}

/// Says no to parameters that are none, or the same twice.
fn distinct(parameters: Vec<String>) -> Result<Vec<String>> {
    if parameters.is_empty() || parameters.iter().any(String::is_empty) {
        let help = "a lever or parameter such as policy.need.rd_grant.research.budget=100..400, or an uncertainty of the scenario";
        return Err(Error::Usage(format!("nothing is named that is to vary\n  = help: {help}")));
    }
    match first_twice(&parameters) {
        None => Ok(parameters),
        Some(twice) => Err(Error::Usage(format!(
            "`{twice}` is varied twice\n  = help: put its values into one range or list"
        ))),
    }
}

fn check_size(size: usize, most: usize, help: &str) -> Result<()> {
    if (1..=most).contains(&size) {
        return Ok(());
    }
    Err(Error::Usage(format!("a sweep of {size} points can't be: from 1 to {most}\n  = help: {help}")))
}

/// The last factor changes fastest, as in nested loops.
fn grid(factors: &[Factor], levels: usize) -> Result<Vec<Vec<Level>>> {
    let levels: Vec<Vec<Level>> = factors.iter().map(|factor| factor.levels(levels)).collect();
    let size = levels.iter().fold(1_usize, |size, levels| size.saturating_mul(levels.len()));
    check_size(size, MOST_POINTS, "fewer levels or factors, or points of `latin_hypercube` or `sobol`")?;
    let point = |mut place: usize| {
        let mut point: Vec<Level> = Vec::with_capacity(levels.len());
        for levels in levels.iter().rev() {
            point.push(levels[place % levels.len()].clone());
            place /= levels.len();
        }
        point.reverse();
        point
    };
    Ok((0..size).map(point).collect())
}

/// A level that is the centre is no point of its own.
fn one_at_a_time(factors: &[Factor], levels: usize) -> Vec<Vec<Level>> {
    let centre: Vec<Level> = factors.iter().map(Factor::centre).collect();
    let mut points = vec![centre.clone()];
    for (place, factor) in factors.iter().enumerate() {
        for level in factor.levels(levels).into_iter().filter(|level| *level != centre[place]) {
            let mut point = centre.clone();
            point[place] = level;
            points.push(point);
        }
    }
    points
}

fn latin_hypercube(factors: &[Factor], points: usize, seed: u64) -> Vec<Vec<Level>> {
    let columns: Vec<Vec<f64>> = (0..factors.len()).map(|column| strata(points, column, seed)).collect();
    let point = |place: usize| {
        factors.iter().zip(&columns).map(|(factor, shares)| factor.at(shares[place])).collect()
    };
    (0..points).map(point).collect()
}

/// A random order of as many equal parts of the way from 0 to 1 as there are points, and a random place in each.
fn strata(points: usize, column: usize, seed: u64) -> Vec<f64> {
    let luck = Streams::new(seed, column as u64).luck(Purpose::LatinHypercube, 0);
    let mut order: Vec<usize> = (0..points).collect();
    order.sort_by_key(|point| (luck.bits(*point, 0), *point));
    order
        .iter()
        .enumerate()
        .map(|(point, part)| (*part as f64 + luck.uniform(point, 1)) / points as f64)
        .collect()
}

fn sobol(factors: &[Factor], points: usize, seed: u64) -> Result<Vec<Vec<Level>>> {
    if factors.len() > MOST_UNCERTAINTIES {
        let what = format!("{} factors are more than `sobol` can fill evenly", factors.len());
        return Err(Error::Usage(format!(
            "{what}\n  = help: {MOST_UNCERTAINTIES} at most, or `latin_hypercube`"
        )));
    }
    let share = |point: usize, direction: usize| even_point(seed, point as u32, direction as u32);
    let of = |point| {
        factors.iter().enumerate().map(|(direction, factor)| factor.at(share(point, direction))).collect()
    };
    Ok((0..points).map(of).collect())
}

#[cfg(test)]
mod tests;
