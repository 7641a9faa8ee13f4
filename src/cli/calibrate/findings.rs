//! What a calibration found, for a person.

use crate::cli::page::Page;
use crate::report::html::calibration::Sheet;
use crate::report::words::{count, joined, short, wrapped};
use crate::studies::calibration::course::{Course, Run};
use crate::studies::calibration::foresight::{
    LEVELLED, Level, MODEL, Score, foretold, later_scores, nearest_runs, scores,
};
use crate::studies::calibration::{Calibration, Nearness, RULED_OUT, kept};
use crate::studies::statistics::exact_quantile;

/// What is made of the points.
pub struct Findings {
    /// How each point stands.
    pub nearness: Vec<Nearness>,
    /// The places of those that are kept.
    pub kept: Vec<usize>,
    /// The runs that come nearest to what was seen: what is foretold is what they have.
    pub nearest: Vec<Run>,
    /// How well years that were left out are foretold.
    pub scores: Vec<Score>,
    /// How well the years are foretold that were seen later.
    pub later: Vec<Score>,
}

impl Findings {
    /// Of all points.
    pub fn of(found: &Calibration) -> Self {
        let nearness = found.nearness();
        let kept = kept(&nearness);
        let (scores, later) = (scores(&found.courses), later_scores(&found.courses));
        Self { kept, nearness, nearest: nearest_runs(&found.courses, None), scores, later }
    }

    /// Whether the nearest of the points that are kept is still ruled out by a target.
    pub fn is_unexplained(&self, found: &Calibration, target: usize) -> bool {
        found.least_off(target, &self.kept) > RULED_OUT
    }

    /// What is foretold of a course, by year: the 5, 25, 50, 75 and 95 % quantiles.
    pub fn foretold(&self, course: &Course) -> Vec<(i32, [f64; 5])> {
        let of = |year: i32| {
            let sample = foretold(course, &self.nearest, None, year, Level::AsItIs);
            (year, [0.05, 0.25, 0.5, 0.75, 0.95].map(|share| exact_quantile(&sample, share)))
        };
        (course.first..).take(course.years()).map(of).collect()
    }

    /// What was found, in sentences.
    pub fn sentences(&self, found: &Calibration) -> Vec<String> {
        let all = found.points.len() as u64;
        let plausible = self.nearness.iter().filter(|one| one.ruled_out_by == 0).count() as u64;
        let kept = self.kept.len() as u64;
        let targets = count(found.targets.len() as u64, "target");
        let mut sentences = vec![match plausible {
            0 => format!(
                "No point of {all} is plausible: each is ruled out by one or more of {targets}. The {kept} nearest are kept, \
                 which is to say that the model does not reproduce what was seen, but comes nearest to it there."
            ),
            _ if plausible < kept => format!(
                "{} of {all} by any of {targets}; with the nearest others {kept} are kept.",
                not_ruled_out(plausible)
            ),
            _ => format!("{} of {all} by any of {targets}, and kept.", not_ruled_out(plausible)),
        }];
        let unexplained: Vec<String> = (0..found.targets.len())
            .filter(|target| self.is_unexplained(found, *target))
            .map(|target| name(found, target))
            .collect();
        if !unexplained.is_empty() {
            sentences
                .push(format!("What stays unexplained at all of them: {}.", joined(&unexplained, "and")));
        }
        sentences.push(match self.nearness[0].ruled_out_by {
            0 => "What holds without a calibration is plausible.".to_owned(),
            number => {
                format!(
                    "What holds without a calibration is ruled out by {}.",
                    count(number as u64, "target")
                )
            }
        });
        let with_curves: Vec<usize> =
            (0..found.courses.len()).filter(|course| self.by_curves(*course).is_some()).collect();
        if !with_curves.is_empty() {
            let ahead = with_curves.iter().filter(|course| self.is_ahead(**course)).count();
            sentences.push(format!(
                "Years that were left out are foretold better than by the better of two curves in {ahead} of {}.",
                count(with_curves.len() as u64, "course")
            ));
        }
        sentences
    }

    /// All of it, for a terminal.
    pub fn text(&self, found: &Calibration) -> String {
        let table = |sheet: Sheet| {
            let rows = sheet.rows.into_iter().map(|row| (row, Vec::new())).collect();
            let note = if sheet.note.is_empty() { String::new() } else { wrapped(&(sheet.note + "\n")) };
            format!("\n{}:\n{}{note}", sheet.title, Page { heads: sheet.heads, rows }.text())
        };
        let tables: String = self.sheets(found).into_iter().map(table).collect();
        wrapped(&(self.sentences(found).join(" ") + "\n")) + &tables
    }

    /// The tables that a person reads.
    pub fn sheets(&self, found: &Calibration) -> Vec<Sheet> {
        let mut sheets = vec![self.parameters(found), self.fit(found)];
        let titles = [LEFT_OUT, LATER];
        let scored =
            titles.into_iter().zip([&self.scores, &self.later]).filter(|(_, scores)| !scores.is_empty());
        sheets.extend(scored.map(|(title, scores)| foresight(found, title, scores)));
        sheets
    }

    /// How far each parameter was narrowed.
    fn parameters(&self, found: &Calibration) -> Sheet {
        let row = |(place, parameter): (usize, &String)| {
            let tried: Vec<f64> = found.points.iter().skip(1).map(|point| point[place]).collect();
            let kept: Vec<f64> = self.kept.iter().map(|point| found.points[*point][place]).collect();
            let ends = |values: &[f64], tail: f64| {
                format!(
                    "{} to {}",
                    short(exact_quantile(values, tail)),
                    short(exact_quantile(values, 1.0 - tail))
                )
            };
            vec![
                parameter.clone(),
                short(found.points[0][place]),
                ends(&tried, 0.0),
                ends(&kept, 0.25),
                ends(&kept, 0.0),
            ]
        };
        sheet(
            "Parameters",
            "",
            &["parameter", "without", "tried", "kept: middle half", "kept: all"],
            found.parameters.iter().enumerate().map(row).collect(),
        )
    }

    /// How what is kept stands to what was seen.
    fn fit(&self, found: &Calibration) -> Sheet {
        let row = |target: usize| {
            let one = &found.targets[target];
            let given = found.given(target, &self.kept);
            let quantile = |share| short(exact_quantile(&given, share));
            let mark = if self.is_unexplained(found, target) { " (unexplained)" } else { "" };
            vec![
                one.subject.clone(),
                one.year.map_or_else(|| one.what.clone(), |year| format!("{} {year}", one.what)),
                seen(one.low, one.high),
                short(found.answers[0][target].mean),
                quantile(0.5),
                format!("{} to {}", quantile(0.05), quantile(0.95)),
                format!("{}{mark}", short(found.least_off(target, &self.kept))),
            ]
        };
        sheet(
            "Fit",
            "Least off: how far the nearest of the points that are kept is from what was seen, in standard deviations of all that \
             may lie between: the error of what was seen, and luck. From three on nothing explains it.",
            &["of", "what", "seen", "without", "kept: median", "5 to 95 %", "least off"],
            (0..found.targets.len()).map(row).collect(),
        )
    }

    /// Whether the model foretells a course better than the better of the curves.
    pub fn is_ahead(&self, course: usize) -> bool {
        let model = self.scores.iter().find(|score| score.course == course && score.method == MODEL);
        matches!((model, self.by_curves(course)), (Some(model), Some(curves)) if model.crps < curves)
    }

    /// The score of the better curve.
    fn by_curves(&self, course: usize) -> Option<f64> {
        let is_model = |score: &&Score| score.method == MODEL || score.method == LEVELLED;
        let curves = self.scores.iter().filter(|score| score.course == course && !is_model(score));
        curves.map(|score| score.crps).reduce(f64::min)
    }
}

/// The years that are foretold.
const LEFT_OUT: &str = "Years left out, one after the other, and foretold from the others";
const LATER: &str = "Years that were seen later, foretold from all before";

/// How well years are foretold.
fn foresight(found: &Calibration, title: &str, scores: &[Score]) -> Sheet {
    let row = |score: &Score| {
        let course = &found.courses[score.course];
        let of = |number: usize| format!("{number} of {}", score.years);
        vec![
            course.subject.clone(),
            course.what.clone(),
            score.method.clone(),
            short(score.crps),
            of(score.within_half),
            of(score.within_nine_tenths),
        ]
    };
    sheet(
        title,
        "CRPS: the mean continuous ranked probability score, in the unit of what is foretold; less is better. Each curve was \
         given the errors that suit it best.",
        &["of", "what", "foretold by", "CRPS", "within the middle half", "within nine tenths"],
        scores.iter().map(row).collect(),
    )
}

fn sheet(title: &str, note: &str, heads: &[&str], rows: Vec<Vec<String>>) -> Sheet {
    let heads = heads.iter().map(|head| (*head).to_owned()).collect();
    Sheet { title: title.into(), note: note.into(), heads, rows }
}

fn not_ruled_out(number: u64) -> String {
    format!("{} {} not ruled out", count(number, "point"), if number == 1 { "is" } else { "are" })
}

/// What a target is called.
fn name(found: &Calibration, target: usize) -> String {
    let target = &found.targets[target];
    match target.year {
        Some(year) => format!("{} {year}", target.subject),
        None => format!("{} ({})", target.subject, target.what),
    }
}

fn seen(low: f64, high: f64) -> String {
    match (low == high, high.is_finite()) {
        (true, _) => short(low),
        (_, true) => format!("{} to {}", short(low), short(high)),
        _ => format!("{} or more", short(low)),
    }
}
