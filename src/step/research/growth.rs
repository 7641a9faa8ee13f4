//! Firms' shares of their region's sales: growth with a Laplace shock that is smaller in larger firms, and with rivalry
//! by `selection (productivity / mean by sales - 1)`.
//!
//! Told in section 7.9 of docs/odd.md.

use std::f64::consts::FRAC_1_SQRT_2;
use std::ops::Range;

use super::super::turns::turn;
use super::Setting;
use crate::chance::Purpose;
use crate::numeric::{Work, exp_f32, laplace_quantile, ln_f32, sum};
use crate::world::World;
use crate::world::firms::Firms;

/// A quarter of the firms grow or shrink; the shares of a region's firms sum to 1.
pub(super) struct Growing<'w, 's> {
    pub world: &'w mut World,
    pub setting: Setting<'s>,
}

impl Work for Growing<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn done(self) {
        let Self { world, setting } = self;
        let parameters = &setting.scenario.parameters.firms;
        // a Laplace draw of scale 1 has the standard deviation sqrt 2
        let spread = (parameters.growth_spread.0 * FRAC_1_SQRT_2) as f32;
        let power = parameters.growth_size_power.0 as f32;
        let selection = (parameters.demography.rivalry.0 * parameters.demography.selection.0) as f32;
        let firms = &mut world.firms;
        let luck = setting.streams.luck(Purpose::Growth, world.step);
        for region in 0..world.regions.len() {
            let here = firms.of_region(region);
            let growing = turn(&here, world.step);
            let mean = if selection > 0.0 { mean_productivity(firms, &here) } else { 1.0 };
            let columns = firms.market_share[growing.clone()].iter_mut().zip(&firms.sales[growing.clone()]);
            let numbers = firms.number[growing.clone()].iter().zip(&firms.productivity[growing]);
            for ((share, sales), (number, productivity)) in columns.zip(numbers) {
                let spread = spread * exp_f32(-power * ln_f32((sales * 4.0) as f32));
                let shock = laplace_quantile(luck.uniform_f32(*number, 0));
                let edge = selection * (productivity / mean - 1.0) as f32;
                *share *= f64::from(exp_f32((spread * shock + edge).clamp(-2.0, 2.0)));
            }
            let shares = &mut firms.market_share[here];
            let total = sum(shares);
            let scale = if total > 0.0 { 1.0 / total } else { 0.0 };
            shares.iter_mut().for_each(|share| *share *= scale);
        }
    }
}

/// Productivity of the firms of a region, by their shares; 1 where there is none.
pub(super) fn mean_productivity(firms: &Firms, here: &Range<usize>) -> f64 {
    let shares = firms.market_share[here.clone()].iter().zip(&firms.productivity[here.clone()]);
    let (all, weighted) = shares.fold((0.0, 0.0), |(all, weighted), (share, productivity)| {
        (all + share, weighted + share * productivity)
    });
    if all > 0.0 { weighted / all } else { 1.0 }
}
