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
        let firms = &mut world.firms;
        let rivalry = parameters.demography.rivalry.0;
        let (mut margins, mut wages, mut dividends) = (0.0, 0.0, 0.0);
        room.failing.clear();
        for region in 0..world.regions.len() {
            let field_sales = world.regions.gdp[region] * parameters.field_share.0 / 4.0;
            let here = firms.of_region(region);
            let (count, at_work) = (here.len(), firms.at_work_in(region));
            if at_work == 0 {
                world.regions.research[region] = 0.0;
                continue;
            }
            let eager = credits::eagerness(&world.offers, parameters.user_cost_elasticity, region);
            let mean_productivity = sum(&firms.productivity[here.clone()]) / at_work as f64;
            let margin_rate = parameters.margin.0 / mean_productivity;
            // what the mean firm's costs are as a share of its sales, and that for a productivity of 1
            let costs = 1.0 - parameters.margin.0;
            let usual_cost = if rivalry > 0.0 { costs * harmonic_mean(firms, &here) } else { 0.0 };
            let reserve_rate = parameters.reserve.quarters() * parameters.margin.0;
            let (share, productivity) =
                (&firms.market_share[here.clone()], &firms.productivity[here.clone()]);
            let (intensity, displaced) = (&firms.intensity[here.clone()], &firms.displaced[here.clone()]);
            let (own_part, sales) = (&firms.own_part[here.clone()], &mut firms.sales[here.clone()]);
            let (funds, spent) = (&mut firms.funds[here.clone()], &mut firms.private_research[here.clone()]);
            for column in [&mut room.margin, &mut room.own, &mut room.dividend] {
                column.resize(count, 0.0);
            }
            let (margin, own) = (&mut room.margin[..count], &mut room.own[..count]);
            let dividend = &mut room.dividend[..count];
            for firm in 0..count {
                sales[firm] = field_sales * share[firm];
                margin[firm] = margin_rate * sales[firm] * productivity[firm];
            }
            if rivalry > 0.0 {
                for firm in 0..count {
                    let own = sales[firm] * (1.0 - usual_cost / productivity[firm]);
                    margin[firm] += rivalry * (own - margin[firm]);
                }
            }
            for firm in 0..count {
                let in_hand = funds[firm] + margin[firm];
                let wish = eager * intensity[firm] * sales[firm];
                own[firm] = (wish.min(in_hand.max(0.0)) - displaced[firm]).max(0.0);
                spent[firm] = own[firm] + own_part[firm];
                dividend[firm] = (in_hand - own[firm] - reserve_rate * sales[firm]).max(0.0);
                funds[firm] = in_hand - own[firm] - dividend[firm];
            }
            if rivalry > 0.0 {
                let losing = (0..count).filter(|firm| margin[*firm] < 0.0 && funds[*firm] < 0.0);
                room.failing.extend(losing.map(|firm| (here.start + firm) as u32));
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
        world.private_research += sum(&firms.private_research);
        let ledger = &mut world.ledger;
        ledger.world -= margins;
        ledger.enter(Flow::Margin, Sector::World, Sector::Firms, Money(margins));
        ledger.enter(Flow::Research, Sector::Firms, Sector::Households, Money(wages));
        ledger.enter(Flow::Dividend, Sector::Firms, Sector::Households, Money(dividends));
    }
}

/// Harmonic mean of the productivity of the firms of a region, by their sales.
fn harmonic_mean(firms: &Firms, here: &Range<usize>) -> f64 {
    let shares = firms.market_share[here.clone()].iter().zip(&firms.productivity[here.clone()]);
    let (sales, costs) = shares.fold((0.0, 0.0), |(sales, costs), (share, productivity)| {
        (sales + share, costs + share / productivity)
    });
    sales / costs
}
