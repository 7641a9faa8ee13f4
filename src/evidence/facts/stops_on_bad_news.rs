//! F22: who manages projects actively acts on bad news more than on good.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::evidence::estimators::line::Line;
use crate::evidence::laboratory::Laboratory;
use crate::evidence::{Fact, Kind, Range, Reading};
use crate::step::mechanisms::bibliography::GOLDSTEIN;
use crate::studies::statistics::Moments;
use crate::world::World;
use crate::world::projects::{Fate, Project};

/// The fact.
pub const FACT: Fact = Fact {
    code: "F22",
    claim: "At an American agency whose managers may end and extend projects, bad reports are followed by ends more than good \
            ones by more time and money.",
    asked: "`governing` under `formative`, which stops what promises too little, with projects scaled up as well that promise \
            within a fifth of the best. Local projects that could be stopped or scaled up, quarter by quarter: the news of a \
            project is the mean of its reports so far less what its agency expected before the first, in standard deviations \
            over all. The chance of a stop is regressed on bad news, that of being scaled up on good news (both nought on \
            the other side).",
    sources: &[&GOLDSTEIN],
    kind: Kind::Test,
    unmet: None,
    is_quick: false,
    ask,
};

/// What is known of a project from its reports.
#[derive(Clone, Copy, Default)]
struct Record {
    /// What its agency expected of it before it reported.
    expected: f64,
    precision: f64,
    weighted: f64,
    was_scaled: bool,
}

/// A project in a quarter in which it could be stopped or scaled up.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Moment {
    /// Mean of its reports so far less what was expected.
    news: f64,
    stopped: bool,
    scaled: bool,
}

/// What is seen of a run.
#[derive(Default)]
struct Seen {
    records: BTreeMap<usize, Record>,
    moments: Vec<Moment>,
}

impl Seen {
    fn look(&mut self, world: &World) {
        for (place, record) in &mut self.records {
            let project = &world.projects.all[*place];
            let moment = moment(project, record, world.step);
            record.was_scaled = project.is_scaled;
            self.moments.extend(moment);
        }
        self.records
            .retain(|place, record| world.projects.all[*place].fate == Fate::Running && !record.was_scaled);
        for report in &world.reports {
            let (place, signal) = (report.project.index(), &report.signal);
            let project = &world.projects.all[place];
            if project.fate != Fate::Running || project.is_scaled || !project.stage.is_local() {
                continue;
            }
            let beliefs = &world.agencies[report.agency.index()].beliefs;
            let expected = || beliefs.of(signal.solution, signal.region_type).mean;
            let record = self
                .records
                .entry(place)
                .or_insert_with(|| Record { expected: expected(), ..Record::default() });
            record.precision += signal.precision;
            record.weighted += signal.precision * signal.value;
        }
    }
}

/// What became in a quarter of a project that had reported before; none where its work ended otherwise.
fn moment(project: &Project, record: &Record, step: usize) -> Option<Moment> {
    let stopped = project.fate == Fate::Stopped && project.since + 1 == step;
    let news = record.weighted / record.precision - record.expected;
    let goes_on = matches!(project.fate, Fate::Running | Fate::OnTrial);
    (stopped || goes_on).then_some(Moment { news, stopped, scaled: project.is_scaled })
}

/// What a standard deviation of bad news adds to the chance of a stop in a quarter, and one of good news to that of being
/// scaled up.
fn answers(moments: &[Moment]) -> Option<(f64, f64)> {
    let news: Vec<f64> = moments.iter().map(|moment| moment.news).collect();
    let spread = Moments::of(&news).variance().sqrt();
    let slope = |sign: f64, happened: fn(&Moment) -> bool| {
        let points: Vec<(f64, f64)> = moments
            .iter()
            .map(|moment| ((sign * moment.news / spread).max(0.0), f64::from(u8::from(happened(moment)))))
            .collect();
        Line::through(&points).map(|line| line.slope)
    };
    Some((slope(-1.0, |moment| moment.stopped)?, slope(1.0, |moment| moment.scaled)?))
}

fn ask(laboratory: &Laboratory) -> Result<Vec<Reading>> {
    let mut readings = asked(laboratory, 0.8)?;
    for (scaling, words) in [(0.5, "within a half"), (1.0, "as much as the best")] {
        let others = asked(laboratory, scaling)?;
        readings.extend(others.into_iter().take(1).map(|reading| Reading {
            what: format!("the first where those are scaled up that promise {words}"),
            accepted: None,
            ..reading
        }));
    }
    Ok(readings)
}

/// The readings where projects are scaled up that promise so much beyond half of the best, as a share of that half.
fn asked(laboratory: &Laboratory, scaling: f64) -> Result<Vec<Reading>> {
    let change = format!("policy.formative.governance.scaling={scaling}");
    let scenario = laboratory.scenario("governing", &[&change])?;
    let runs =
        laboratory.watch(&scenario, &["formative"], 60, |world: &World, seen: &mut Seen| seen.look(world))?;
    let seen: Vec<&[Moment]> = runs.iter().map(|run| run[0].moments.as_slice()).collect();
    let answers: Vec<(f64, f64)> = seen.iter().filter_map(|moments| answers(moments)).collect();
    let of = |number: fn(&(f64, f64)) -> f64| {
        answers.iter().map(|pair| 100.0 * number(pair)).collect::<Vec<f64>>()
    };
    let often = |happened: fn(&Moment) -> bool| -> Vec<f64> {
        let percent = |moments: &&[Moment]| {
            100.0 * moments.iter().filter(|moment| happened(moment)).count() as f64 / moments.len() as f64
        };
        seen.iter().map(percent).collect()
    };
    let positive = Some(Range::above(0.0));
    let told = |what: &str, unit, values: &[f64], accepted| Reading::mean(what, unit, values, accepted);
    Ok(vec![
        told(
            "stops in a quarter for a standard deviation of bad news less scaling up for one of good",
            "points",
            &of(|(stop, scale)| stop - scale),
            positive,
        ),
        told("stops for a standard deviation of bad news", "points", &of(|(stop, _)| *stop), positive),
        told("scaling up for a standard deviation of good news", "points", &of(|(_, scale)| *scale), None),
        told("stopped in a quarter, whatever the news", "%", &often(|moment| moment.stopped), None),
        told("scaled up in a quarter, whatever the news", "%", &often(|moment| moment.scaled), None),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stops_follow_bad_news_and_scaling_good() {
        let moment = |news: f64, stopped, scaled| Moment { news, stopped, scaled };
        // by hand: the spread of the news is 0.5 sqrt(4/3) x 2 = 1.1547 of -1, -1, 1, 1
        let moments = [
            moment(-1.0, true, false),
            moment(-1.0, true, false),
            moment(1.0, false, true),
            moment(1.0, false, false),
        ];
        let (stop, scale) = answers(&moments).unwrap();
        assert!((stop - 1.154_700_538).abs() < 1e-6, "{stop}");
        // half of those with good news are scaled up
        assert!((scale - 0.577_350_269).abs() < 1e-6, "{scale}");
        assert_eq!(answers(&[]), None);
    }
}
