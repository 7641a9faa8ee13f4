//! Terms that every instrument has: when, for which mission and solutions, where, and how much money.

use super::spatial::SpatialDesign;
use super::{Frame, InstrumentKind, Spending, conditions, finance};
use crate::calendar::{Horizon, Quarter};
use crate::form::Form;
use crate::ids::{
    AgencyId, AgencyKind, MissionId, MissionKind, RegionId, RegionKind, SolutionId, SolutionKind,
};
use crate::units::{Money, MoneyPerYear, Years};
use crate::world::World;
use crate::world::support::{Conditions, Shares};

/// When and where an instrument acts, and with how much money.
#[derive(Clone, Debug)]
pub struct Terms {
    /// The agency that runs it.
    pub agency: AgencyId,
    /// The mission that it serves.
    pub mission: MissionId,
    /// First quarter in which it acts.
    pub from: Quarter,
    /// Last quarter in which it acts.
    pub until: Quarter,
    /// Time in which it is phased in, in equal steps.
    pub ramp: Years,
    /// The solutions that it supports: `None` means all of the mission.
    pub solutions: Option<Vec<SolutionId>>,
    /// The regions in which it acts: `None` means all.
    pub regions: Option<Vec<RegionId>>,
    /// Money promised a year; nothing for instruments that spend none.
    pub budget: MoneyPerYear,
    /// Whose money it is.
    pub shares: Shares,
    /// What it asks of those who get its support.
    pub conditions: Conditions,
    /// What it does about place.
    pub design: SpatialDesign,
    /// Whether what nobody claims in a year stays with it.
    pub keeps: bool,
    /// What the administration of one project costs.
    pub administration: Money,
    /// By what the policy multiplied the budget that is written.
    pub scale: f64,
}

impl Terms {
    /// Reads the terms of one line; only a line that spends has a budget, regions and a spatial design.
    pub fn read(form: &mut Form, kind: &InstrumentKind, scale: f64, frame: Frame) -> Self {
        // what all instruments have shows first in what the instrument is for
        let (spending, shows_in) = (kind.spending, kind.expectation.outcome);
        let mission = form
            .id::<MissionKind>("mission", "the mission that the instrument serves")
            .moves(shows_in)
            .required();
        let (from, until) = read_dates(form, shows_in, frame.horizon);
        let ramp = form
            .amount("ramp", "time in which the instrument is phased in, in equal quarterly steps")
            .within(0.0, 40.0)
            .source("neutral: at once")
            .moves(shows_in)
            .default(0.0);
        let (mut budget, mut design, mut regions, mut solutions) =
            (MoneyPerYear::ZERO, SpatialDesign::blind(), None, None);
        let mut agency = AgencyId::new(0);
        if spending != Spending::Nothing {
            agency = form
                .id::<AgencyKind>("agency", "the agency that runs it; without it the first")
                .moves(spending.shows_in())
                .optional()
                .unwrap_or(agency);
            budget = form
                .amount::<MoneyPerYear>(
                    "budget",
                    "money promised a year, administration included; public but for what `finance` says",
                )
                .within(0.0, 1e6)
                .moves(shows_in)
                .required();
            design = SpatialDesign::read(form, spending);
            regions =
                read_regions(form, spending, frame.territories.get(agency.index()).and_then(Option::as_ref));
            solutions = read_solutions(form, kind);
        }
        let shares = finance::read(form, kind);
        let conditions = conditions::read(form, kind);
        Self {
            agency,
            mission,
            from,
            until,
            ramp,
            solutions,
            regions,
            budget: budget * scale,
            shares,
            conditions,
            design,
            keeps: spending == Spending::Promise,
            administration: frame.administration,
            scale,
        }
    }

    /// Complains of a budget that is not nought and still can't pay for one project of this much a year.
    pub fn afford(&self, form: &mut Form, one_project: Money) {
        // who administers is paid by public money alone
        let one_project = one_project + self.administration * (1.0 / self.shares.public);
        if self.budget.0 > 0.0 && self.budget.0 < one_project.0 {
            let scaled = if self.scale == 1.0 {
                String::new()
            } else {
                format!(", times {} (the policy's `scale`),", self.scale)
            };
            let message =
                format!("no call can spend this: a year's money{scaled} does not pay for one project");
            // up to the next thousand euros
            let least = (one_project.0 / self.scale * 1000.0).ceil() / 1000.0;
            form.complain("budget", message, format!("0, or at least {least} M EUR/year"));
        }
    }

    /// Moves the line to later dates.
    pub fn postpone(&mut self, quarters: i32) {
        (self.from, self.until) = (self.from.plus(quarters), self.until.plus(quarters));
    }

    /// Whether it supports a solution of its mission.
    pub fn supports(&self, solution: SolutionId) -> bool {
        self.solutions.as_ref().is_none_or(|all| all.contains(&solution))
    }

    /// Share of the money that each region is entitled to; `None` in an open competition.
    pub fn envelope(&self, world: &World) -> Option<Vec<f64>> {
        let view = world.agencies[self.agency.index()].view_on(self.design.map);
        let weights = self.design.weights(world, view, self.mission)?;
        Some(self.share_out(&weights))
    }

    /// Shares of the regions in which the line acts, in proportion to weights; they sum to 1.
    pub fn share_out(&self, weights: &[f64]) -> Vec<f64> {
        let mut shares = vec![0.0; weights.len()];
        match &self.regions {
            None => shares.copy_from_slice(weights),
            Some(regions) => regions.iter().for_each(|id| shares[id.index()] = weights[id.index()]),
        }
        let total: f64 = shares.iter().sum();
        shares.iter_mut().for_each(|share| *share /= total);
        shares
    }

    /// Whether the line acts on a date.
    pub fn runs_on(&self, date: Quarter) -> bool {
        (self.from..=self.until).contains(&date)
    }

    /// How far the line is phased in on a date, 0 to 1.
    pub fn ramp_on(&self, date: Quarter) -> f64 {
        let steps = self.ramp.quarters();
        if steps < 1.0 { 1.0 } else { (f64::from(date.since(self.from) + 1) / steps).min(1.0) }
    }

    /// Public money of that promise, M EUR.
    pub fn public_promise_on(&self, date: Quarter) -> f64 {
        self.shares.public * self.promise_on(date)
    }

    /// Money promised on a date for the quarters from then to the end of the line's year, M EUR.
    pub fn promise_on(&self, date: Quarter) -> f64 {
        let left_of_year = 4 - date.since(self.from).rem_euclid(4);
        let quarters = (self.until.since(date) + 1).clamp(0, left_of_year);
        (0..quarters).map(|q| self.budget.per_quarter().0 * self.ramp_on(date.plus(q))).sum()
    }

    /// Money promised for the years after the one of a date, M EUR, and quarters from the date to the end of the line.
    pub fn outlook_on(&self, date: Quarter) -> (f64, i32) {
        let left = self.until.since(date) + 1;
        let left_of_year = 4 - date.since(self.from).rem_euclid(4);
        let later = left_of_year..left.max(left_of_year);
        (later.map(|q| self.budget.per_quarter().0 * self.ramp_on(date.plus(q))).sum(), left.max(0))
    }
}

/// The first and the last quarter in which a line acts.
fn read_dates(form: &mut Form, shows_in: &'static str, horizon: Horizon) -> (Quarter, Quarter) {
    let from = form.quarter("from", "first quarter in which the instrument acts").moves(shows_in).required();
    let until = form.quarter("until", "last quarter in which the instrument acts").moves(shows_in).required();
    if until < from {
        form.complain("until", "the instrument ends before it begins", format!("{from} or later"));
    } else if until < horizon.start || from > horizon.last() {
        let allowed = format!("dates that meet {} to {}", horizon.start, horizon.last());
        form.complain("from", "the instrument never acts: it lies outside the simulation", allowed);
    }
    (from, until)
}

/// The solutions that a line supports, where they can be named.
fn read_solutions(form: &mut Form, kind: &InstrumentKind) -> Option<Vec<SolutionId>> {
    let named = form.ids::<SolutionKind>("solutions", "the solutions that it supports");
    let Some(why) = kind.serves_all else { return named.moves(kind.expectation.outcome).optional() };
    let named = named.optional();
    if named.is_some() {
        form.complain("solutions", why, format!("no `solutions` in `{}`", kind.name));
    }
    named
}

/// The regions in which a line acts: those that it names, else those of its agency.
fn read_regions(
    form: &mut Form,
    spending: Spending,
    territory: Option<&Vec<RegionId>>,
) -> Option<Vec<RegionId>> {
    let named = form
        .ids::<RegionKind>("regions", "the regions in which the instrument acts")
        .moves(spending.shows_in())
        .optional();
    let (Some(named), Some(territory)) = (&named, territory) else {
        return named.or_else(|| territory.cloned());
    };
    if named.iter().any(|region| !territory.contains(region)) {
        form.complain("regions", "the agency does not act in all of these regions", "regions of the agency");
    }
    Some(named.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(ramp: f64) -> Terms {
        Terms {
            agency: AgencyId::new(0),
            mission: MissionId::new(0),
            from: Quarter::of(2026, 1),
            until: Quarter::of(2027, 2),
            ramp: Years(ramp),
            solutions: None,
            regions: None,
            budget: MoneyPerYear(8.0),
            shares: Shares::PUBLIC,
            conditions: Conditions::default(),
            design: SpatialDesign::blind(),
            keeps: false,
            administration: Money::ZERO,
            scale: 1.0,
        }
    }

    #[test]
    fn a_year_promises_its_quarters() {
        assert_eq!(terms(0.0).promise_on(Quarter::of(2026, 1)), 8.0);
        // only two quarters remain in the second year
        assert_eq!(terms(0.0).promise_on(Quarter::of(2027, 1)), 4.0);
        // a simulation that starts in the middle of a year gets what is left of it
        assert_eq!(terms(0.0).promise_on(Quarter::of(2026, 3)), 4.0);
        // of a year and a half the half is ahead after the first year
        assert_eq!(terms(0.0).outlook_on(Quarter::of(2026, 1)), (4.0, 6));
        assert_eq!(terms(0.0).outlook_on(Quarter::of(2027, 2)), (0.0, 1));
        // a ramp of one year gives a quarter, a half, three quarters and the whole of 2 M EUR
        assert_eq!(terms(1.0).promise_on(Quarter::of(2026, 1)), 2.0 * (0.25 + 0.5 + 0.75 + 1.0));
    }
}
