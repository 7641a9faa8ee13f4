//! What a spatial study found: tables, pages, and a paragraph.

use crate::cli::page::Page;
use crate::cli::undertaking::Reading as Read;
use crate::error::Result;
use crate::report::answer::place::{points, sentences};
use crate::report::words::{short, wrapped};
use crate::store::Folder;
use crate::store::plan::Plan;
use crate::store::tables::BigTable;
use crate::studies::rows::Subject;
use crate::studies::spatial::{ALL, CAUSES, OPEN, PER_HEAD, REST, Reading, WHOLE, origin};
use crate::studies::walk::Witness;

/// What a spatial study found.
pub struct SpatialFindings {
    reading: Reading,
}

impl SpatialFindings {
    /// Nothing yet.
    pub fn new(plan: &Plan) -> Self {
        Self { reading: Reading::new(plan) }
    }
}

impl Read for SpatialFindings {
    fn witness(&mut self) -> &mut dyn Witness {
        &mut self.reading
    }

    fn write(&self, folder: &Folder, subject: Subject) -> Result<()> {
        for (name, frame) in
            [("penalties", self.reading.penalty_table(subject.plan)), ("causes", self.reading.share_table())]
        {
            BigTable::write(folder, name, frame)?;
        }
        Ok(())
    }

    fn text(&self, subject: Subject) -> String {
        let missions = &subject.scenario.missions;
        let of_mission = |name: &str| {
            format!(
                "\n{name}: what the sensitive policy, `{}`, removes more of the problem than the blind ones, in points\n{}\n{}\n{}",
                origin(&subject.plan.changes),
                cases_page(&self.reading, subject.plan, name).text(),
                causes_page(&self.reading, name).text(),
                wrapped(&sentences(&self.reading, subject, name).join(" ")),
            )
        };
        missions.iter().map(|mission| of_mission(&mission.name)).collect()
    }
}

/// A line a case: the penalty against both comparators, nationally, in weak regions and in money.
fn cases_page(reading: &Reading, plan: &Plan, mission: &str) -> Page {
    let heads = [
        "case",
        "against open competition",
        "against per_head",
        "weak regions, against open competition",
        "weak regions, against per_head",
        "cost gap %",
    ]
    .map(str::to_owned);
    let mut page = Page { heads: heads.to_vec(), rows: Vec::new() };
    let cost = |case: usize| {
        let gap =
            reading.penalty(case, OPEN, "net_public_cost").map_or(f64::NAN, |one| one.difference.mean());
        let cost = reading.cost(case);
        short(gap / cost * 100.0)
    };
    for (case, known) in plan.cases.iter().enumerate().take(reading.cases()) {
        let of = |reference: &str, outcome: &str| {
            let penalty = reading.penalty(case, reference, &format!("{outcome}.{mission}"));
            penalty.map_or_else(|| "-".into(), |one| points(&one.difference))
        };
        let cells = [
            known.name.clone(),
            of(OPEN, "problem_removed"),
            of(PER_HEAD, "problem_removed"),
            of(OPEN, "weak_regions_removed"),
            of(PER_HEAD, "weak_regions_removed"),
            cost(case),
        ];
        page.rows.push((cells.to_vec(), Vec::new()));
    }
    page
}

/// What is due to what.
fn causes_page(reading: &Reading, mission: &str) -> Page {
    let heads = ["due to differences in", OPEN, PER_HEAD].map(str::to_owned);
    let mut page = Page { heads: heads.to_vec(), rows: Vec::new() };
    let shares = reading.shares();
    let outcome = format!("problem_removed.{mission}");
    for cause in CAUSES.iter().map(|(name, _)| *name).chain([ALL, REST, WHOLE]) {
        let of = |reference: &str| {
            let share = shares
                .iter()
                .find(|one| one.cause == cause && one.reference == reference && one.outcome == outcome);
            share.map_or_else(|| "-".into(), |one| points(&one.part))
        };
        page.rows.push((vec![cause.to_owned(), of(OPEN), of(PER_HEAD)], Vec::new()));
    }
    page
}
