//! Firms' shares of their region's sales: growth with a Laplace shock that is smaller in larger firms.
//!
//! Told in section 7.9 of docs/odd.md.

use std::f64::consts::FRAC_1_SQRT_2;

use super::super::turns::turn;
use super::Setting;
use crate::chance::Purpose;
use crate::numeric::{Work, exp_f32, laplace_quantile, ln_f32, sum};
use crate::world::World;

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
        let firms = &mut world.firms;
        let luck = setting.streams.luck(Purpose::Growth, world.step);
        for region in 0..world.regions.len() {
            let here = firms.of_region(region);
            let growing = turn(&here, world.step);
            let columns = firms.market_share[growing.clone()].iter_mut().zip(&firms.sales[growing.clone()]);
            for ((share, sales), firm) in columns.zip(growing) {
                let spread = spread * exp_f32(-power * ln_f32((sales * 4.0) as f32));
                let shock = laplace_quantile(luck.uniform_f32(firm, 0));
                *share *= f64::from(exp_f32((spread * shock).clamp(-2.0, 2.0)));
            }
            let shares = &mut firms.market_share[here];
            let scale = 1.0 / sum(shares);
            shares.iter_mut().for_each(|share| *share *= scale);
        }
    }
}
