//! What firms earn and what they spend on research of their own.
//!
//! With rivalry a firm sells at a price that leaves the region's firms their usual margin on the mean, so that its own is
//! `1 - (1 - margin) H / productivity`, H the harmonic mean by sales: less than nothing for who lags far enough.
//!
//! Told in section 7.9 of docs/odd.md.

use std::ops::Range;

use super::super::credits;
use super::Setting;
use crate::numeric::{Work, sum};
use crate::units::Money;
use crate::world::World;
use crate::world::firms::Firms;
use crate::world::ledger::{Flow, Sector};

/// Ordinary margins come in, research money goes out, and profits beyond the reserve are paid out.
pub(super) struct Earning<'w, 's> {
    pub world: &'w mut World,
    pub setting: Setting<'s>,
    pub room: &'w mut Room,
}

/// What the firms of a region earn, spend and pay out, M EUR.
#[derive(Debug, Default)]
pub(super) struct Room {
    margin: Vec<f64>,
    own: Vec<f64>,
    dividend: Vec<f64>,
    /// Firms that make losses and have no funds left.
    pub failing: Vec<u32>,
}

impl Work for Earning<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn done(self) {
        let Self { world, setting, room } = self;
        let parameters = &setting.scenario.parameters.firms;
        let reserve_rate = parameters.reserve.quarters() * parameters.margin.0;
        let (mut margins, mut wages, mut dividends) = (0.0, 0.0, 0.0);
        room.failing.clear();
        for region in 0..world.regions.len() {
            let firms = &mut world.firms;
            let here = firms.of_region(region);
            let count = here.len();
            room.resize(count);
            sell(firms, world.regions.gdp[region], setting, (region, &here), &mut room.margin);
            let eager = credits::eagerness(&world.offers, parameters.user_cost_elasticity, region);
            let (intensity, displaced) = (&firms.intensity[here.clone()], &firms.displaced[here.clone()]);
            let (own_part, sales) = (&firms.own_part[here.clone()], &firms.sales[here.clone()]);
            let (funds, spent) = (&mut firms.funds[here.clone()], &mut firms.private_research[here.clone()]);
            let (margin, own, dividend) = (&room.margin, &mut room.own, &mut room.dividend);
            for firm in 0..count {
                let in_hand = funds[firm] + margin[firm];
                let wish = eager * intensity[firm] * sales[firm];
                own[firm] = (wish.min(in_hand.max(0.0)) - displaced[firm]).max(0.0);
                spent[firm] = own[firm] + own_part[firm];
                dividend[firm] = (in_hand - own[firm] - reserve_rate * sales[firm]).max(0.0);
                funds[firm] = in_hand - own[firm] - dividend[firm];
            }
            if parameters.demography.rivalry.0 > 0.0 {
                let fails = |firm: &usize| margin[*firm] < 0.0 && funds[*firm] < 0.0;
                room.failing.extend((0..count).filter(fails).map(|firm| (here.start + firm) as u32));
            }
            if !firms.duty.is_empty() {
                let payout = setting.scenario.parameters.conditions.payout.0;
                for (firm, duty) in firms.duty[here].iter_mut().enumerate() {
                    let owed = (payout * dividend[firm]).min(*duty);
                    *duty -= owed;
                    spent[firm] += owed;
                    own[firm] += owed;
                    dividend[firm] -= owed;
                    world.public_value.reinvested += owed;
                }
            }
            let (research, paid_out) = (sum(own), sum(dividend));
            margins += sum(margin);
            world.regions.research[region] = research;
            world.regions.household_account[region] += research + paid_out;
            wages += research;
            dividends += paid_out;
        }
        world.private_research += sum(&world.firms.private_research);
        let ledger = &mut world.ledger;
        ledger.world -= margins;
        ledger.enter(Flow::Margin, Sector::World, Sector::Firms, Money(margins));
        ledger.enter(Flow::Research, Sector::Firms, Sector::Households, Money(wages));
        ledger.enter(Flow::Dividend, Sector::Firms, Sector::Households, Money(dividends));
    }
}

impl Room {
    #[inline(always)]
    fn resize(&mut self, count: usize) {
        for column in [&mut self.margin, &mut self.own, &mut self.dividend] {
            column.resize(count, 0.0);
        }
    }
}

/// The firms of a region sell what its income asks for, and earn a margin on it.
#[inline(always)]
fn sell(
    firms: &mut Firms,
    gdp: f64,
    setting: Setting,
    (region, here): (usize, &Range<usize>),
    margin: &mut [f64],
) {
    let parameters = &setting.scenario.parameters.firms;
    let (field_sales, rivalry) = (gdp * parameters.field_share.0 / 4.0, parameters.demography.rivalry.0);
    let at_work = firms.at_work_in(region).max(1);
    let productivity = &firms.productivity[here.clone()];
    let mean_productivity = sum(productivity) / at_work as f64;
    let margin_rate = parameters.margin.0 / mean_productivity;
    let (share, sales) = (&firms.market_share[here.clone()], &mut firms.sales[here.clone()]);
    for ((margin, sales), (share, productivity)) in
        margin.iter_mut().zip(sales.iter_mut()).zip(share.iter().zip(productivity))
    {
        *sales = field_sales * share;
        *margin = margin_rate * *sales * productivity;
    }
    if rivalry > 0.0 {
        // what a firm of the productivity 1 would pay for each euro that it sells
        let cost = (1.0 - parameters.margin.0) * harmonic_mean(share, productivity);
        for ((margin, sales), productivity) in margin.iter_mut().zip(sales).zip(productivity) {
            *margin += rivalry * (*sales * (1.0 - cost / productivity) - *margin);
        }
    }
}

/// Harmonic mean of the productivity of the firms of a region, by their shares of its sales; nought where there is none.
fn harmonic_mean(share: &[f64], productivity: &[f64]) -> f64 {
    let columns = share.iter().zip(productivity);
    let (shares, costs) = columns.fold((0.0, 0.0), |(shares, costs), (share, productivity)| {
        (shares + share, costs + share / productivity)
    });
    if shares > 0.0 { shares / costs } else { 0.0 }
}
