//! What an outcome hangs on, from the table of a sensitivity study.

use super::manifest::Mission;
use super::penalties::POINTS;
use super::results::Results;
use super::table::{Row, Table};
use crate::error::Result;
use crate::outcomes::REMOVED;
use crate::studies::sensitivity::Method;

/// An index, and how sure it is.
#[derive(Clone, Copy, Debug)]
pub struct Index {
    /// What it is: of Morris in points, of Sobol a share of the variance.
    pub value: f64,
    /// The ends of its 95 % interval, where it has one.
    pub interval: Option<(f64, f64)>,
    /// Whether it is told from nothing.
    pub is_told: bool,
}

/// How a policy, or how far it is from another, hangs on what varies.
#[derive(Clone, Debug)]
pub struct Subject {
    /// The place of the policy, and of the one that is taken from it.
    pub policies: (usize, Option<usize>),
    /// Of each parameter its main index and its other one: `mu_star` and `mu`, or `total` and `first`.
    pub indices: Vec<[Option<Index>; 2]>,
}

/// All that is drawn.
#[derive(Debug)]
pub struct Indices {
    /// How it was judged.
    pub method: Method,
    /// What varies.
    pub parameters: Vec<String>,
    /// What hangs on it.
    pub subjects: Vec<Subject>,
    /// Whether differences were asked for and none has a number.
    pub lacks_differences: bool,
}

/// What a note begins with where a parameter does nothing at all.
const NOTHING: &str = "does nothing";
/// The columns that are read.
const COLUMNS: [&str; 9] =
    ["policy", "reference", "outcome", "statistic", "parameter", "value", "low", "high", "note"];

impl Results {
    /// What the removed share of a mission's problem hangs on, from the table `sensitivity`: of each policy less the
    /// baseline where that has a number, else of each policy.
    pub fn indices(&self, mission: &Mission) -> Result<Indices> {
        let outcome = format!("{REMOVED}.{}", mission.name);
        let mut found = Indices {
            method: Method::Morris,
            parameters: Vec::new(),
            subjects: Vec::new(),
            lacks_differences: false,
        };
        Table::open(self.folder(), "sensitivity", &COLUMNS)?.each(|row| {
            let reference = row.text(1);
            let reference = if reference.is_empty() { None } else { Some(self.policy(&reference)?) };
            let is_asked = reference.is_none_or(|place| self.manifest.policies[place].baseline);
            if row.text(2) != outcome || !is_asked {
                return Ok(());
            }
            found.add((self.policy(&row.text(0))?, reference), row)
        })?;
        let is_difference = |subject: &Subject| subject.policies.1.is_some();
        let has_number = |subject: &Subject| subject.indices.iter().any(|[main, _]| main.is_some());
        let shows_differences =
            found.subjects.iter().any(|subject| is_difference(subject) && has_number(subject));
        found.lacks_differences = !shows_differences && found.subjects.iter().any(is_difference);
        found.subjects.retain(|subject| is_difference(subject) == shows_differences);
        let count = found.parameters.len();
        found.subjects.iter_mut().for_each(|subject| subject.indices.resize(count, [None; 2]));
        Ok(found)
    }
}

impl Indices {
    fn add(&mut self, policies: (usize, Option<usize>), row: &Row) -> std::result::Result<(), String> {
        let (place, scale) = match &*row.text(3) {
            "mu_star" => (0, POINTS),
            "mu" => (1, POINTS),
            "total" => (0, 1.0),
            "first" => (1, 1.0),
            _ => return Ok(()),
        };
        self.method = if scale == POINTS { Method::Morris } else { Method::Sobol };
        let name = row.text(4);
        let parameter = self.parameters.iter().position(|known| *known == name).unwrap_or_else(|| {
            self.parameters.push(name.into_owned());
            self.parameters.len() - 1
        });
        let subject = self.subjects.iter().position(|known| known.policies == policies);
        let subject = subject.unwrap_or_else(|| {
            self.subjects.push(Subject { policies, indices: Vec::new() });
            self.subjects.len() - 1
        });
        let indices = &mut self.subjects[subject].indices;
        indices.resize(indices.len().max(parameter + 1), [None; 2]);
        let note = row.text(8);
        if !note.starts_with(NOTHING)
            && let Some(value) = row.number(5)?
        {
            let interval = row.number(6)?.zip(row.number(7)?).map(|(low, high)| (low * scale, high * scale));
            indices[parameter][place] =
                Some(Index { value: value * scale, interval, is_told: note.is_empty() });
        }
        Ok(())
    }

    /// The parameters that do something, those first whose main index is greatest in any subject.
    pub fn ranked(&self) -> Vec<usize> {
        let mut ranked: Vec<(f64, usize)> = (0..self.parameters.len())
            .filter_map(|parameter| {
                let values = self.subjects.iter().filter_map(|subject| subject.indices[parameter][0]);
                Some((values.map(|index| index.value).reduce(f64::max)?, parameter))
            })
            .collect();
        ranked.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        ranked.into_iter().map(|(_, parameter)| parameter).collect()
    }
}
