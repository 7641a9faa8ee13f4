//! What firms earn and what they spend on research of their own.
//!
//! Told in section 7.9 of docs/odd.md.

use super::super::credits;
use super::Setting;
use crate::numeric::{Work, sum};
use crate::units::Money;
use crate::world::World;
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
    /// Factor by which credits make firms wish more research than usual.
    eager: Vec<f64>,
    margin: Vec<f64>,
    own: Vec<f64>,
    dividend: Vec<f64>,
}

impl Work for Earning<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn done(self) {
        let Self { world, setting, room } = self;
        let parameters = &setting.scenario.parameters.firms;
        let firms = &mut world.firms;
        let (mut margins, mut wages, mut dividends) = (0.0, 0.0, 0.0);
        for region in 0..world.regions.len() {
            let field_sales = world.regions.gdp[region] * parameters.field_share.0 / 4.0;
            let here = firms.of_region(region);
            let count = here.len();
            room.eager.clear();
            if credits::ask_something(&world.offers) {
                let place = (region, world.regions.capacity[region]);
                let eager = |firm| credits::eagerness_of(setting, &world.offers, place, firm);
                room.eager.extend(here.clone().map(eager));
            } else {
                room.eager.resize(count, credits::eagerness_of_all(setting, &world.offers, region));
            }
            let mean_productivity = sum(&firms.productivity[here.clone()]) / count as f64;
            let margin_rate = parameters.margin.0 / mean_productivity;
            let reserve_rate = parameters.reserve.quarters() * parameters.margin.0;
            let (share, productivity) =
                (&firms.market_share[here.clone()], &firms.productivity[here.clone()]);
            let (intensity, displaced) = (&firms.intensity[here.clone()], &firms.displaced[here.clone()]);
            let (own_part, sales) = (&firms.own_part[here.clone()], &mut firms.sales[here.clone()]);
            let (funds, spent) = (&mut firms.funds[here.clone()], &mut firms.private_research[here.clone()]);
            for column in [&mut room.margin, &mut room.own, &mut room.dividend] {
                column.resize(count, 0.0);
            }
            let (eager, margin, own) =
                (&room.eager[..count], &mut room.margin[..count], &mut room.own[..count]);
            let dividend = &mut room.dividend[..count];
            for firm in 0..count {
                sales[firm] = field_sales * share[firm];
                margin[firm] = margin_rate * sales[firm] * productivity[firm];
                let in_hand = funds[firm] + margin[firm];
                let wish = eager[firm] * intensity[firm] * sales[firm];
                own[firm] = (wish.min(in_hand.max(0.0)) - displaced[firm]).max(0.0);
                spent[firm] = own[firm] + own_part[firm];
                dividend[firm] = (in_hand - own[firm] - reserve_rate * sales[firm]).max(0.0);
                funds[firm] = in_hand - own[firm] - dividend[firm];
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
