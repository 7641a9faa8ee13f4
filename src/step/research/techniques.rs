//! What firms find and what they imitate.
//!
//! Told in section 7.9 of docs/odd.md.

use super::Setting;
use crate::chance::{Luck, Purpose};
use crate::numeric::{Work, exp};
use crate::world::World;
use crate::world::firms::Direction;

/// Share of the gap in productivity that an imitator closes [A].
const IMITATED: f64 = 0.5;
/// Firms that are looked at together: most of them find and meet nothing.
const LOT: usize = 16;

/// Firms find techniques by their own research or meet those of others in their region.
pub(super) struct Finding<'w, 's> {
    pub world: &'w mut World,
    pub setting: Setting<'s>,
}

impl Work for Finding<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn done(self) {
        let Self { world, setting } = self;
        let parameters = &setting.scenario.parameters.firms;
        let firms = &mut world.firms;
        let usual = firms.usual_intensity;
        let rate = if usual > 0.0 { parameters.success_rate.0 / usual } else { 0.0 };
        // the status quo and then the solutions, where some of them do more for growth than others
        let traits = world.solutions.traits.iter().map(|traits| rate * traits.growth);
        let search = Search {
            rates: std::iter::once(rate).chain(traits).collect(),
            step: parameters.step.0,
            imitation: parameters.imitation.0,
            luck: setting.streams.luck(Purpose::Innovation, world.step),
        };
        let differ = search.rates.iter().any(|other| *other != rate);
        for region in 0..world.regions.len() {
            let here = firms.of_region(region);
            let direction = &firms.direction[here.clone()];
            let (research, sales) = (&firms.private_research[here.clone()], &firms.sales[here.clone()]);
            let (numbers, productivity) =
                (&firms.number[here.clone()], &mut firms.productivity[here.clone()]);
            let field = Field { numbers, direction, research, sales, productivity };
            if differ { search.of_region::<true>(field) } else { search.of_region::<false>(field) }
        }
    }
}

/// What all firms have in common.
struct Search {
    rates: Vec<f64>,
    step: f64,
    imitation: f64,
    luck: Luck,
}

/// The firms of a region.
struct Field<'w> {
    numbers: &'w [usize],
    direction: &'w [Direction],
    research: &'w [f64],
    sales: &'w [f64],
    productivity: &'w mut [f64],
}

impl Search {
    #[inline(always)]
    fn of_region<const DIFFER: bool>(&self, field: Field) {
        let Field { numbers, direction, research, sales, productivity } = field;
        let count = productivity.len();
        for start in (0..count).step_by(LOT) {
            let (mut chances, mut meetings) = ([1.0; LOT], [1.0; LOT]);
            let lot = start..count.min(start + LOT);
            let draws = chances.iter_mut().zip(&mut meetings).zip(&numbers[lot.clone()]);
            for ((chance, meeting), number) in draws {
                [*chance, *meeting] = self.luck.parts(*number, 0);
            }
            let mut hits = [0; LOT];
            let columns = hits.iter_mut().zip(chances.iter().zip(&meetings));
            for ((hit, (chance, meeting)), firm) in columns.zip(lot) {
                let rate = self.rate::<DIFFER>(direction, firm);
                // 1 - exp(-h) < h, so most firms are ruled out without a division and an exponential
                let finds = chance * sales[firm] < rate * research[firm];
                *hit = u8::from(finds) | u8::from(*meeting < self.imitation);
            }
            let mut left = u128::from_le_bytes(hits);
            while left != 0 {
                let lane = (left.trailing_zeros() / 8) as usize;
                left &= left - 1;
                let firm = start + lane;
                let hazard = self.rate::<DIFFER>(direction, firm) * research[firm] / sales[firm];
                if comes_about(chances[lane], hazard) {
                    let step = self.step * (2.0 * beta33(self.luck, numbers[firm]) - 1.0);
                    productivity[firm] *= 1.0 + step.max(0.0);
                }
                if meetings[lane] < self.imitation && sales[firm] > 0.0 {
                    let met = (self.luck.uniform(numbers[firm], 1) * count as f64) as usize;
                    let gap = productivity[met] - productivity[firm];
                    productivity[firm] += IMITATED * gap.max(0.0);
                }
            }
        }
    }

    #[inline(always)]
    fn rate<const DIFFER: bool>(&self, direction: &[Direction], firm: usize) -> f64 {
        self.rates[if DIFFER { usize::from(direction[firm]) } else { 0 }]
    }
}

/// Whether `chance < 1 - exp(-hazard)`. That lies between `h - h^2 / 2` and `h`, so that few have to be looked at closely.
#[inline(always)]
fn comes_about(chance: f64, hazard: f64) -> bool {
    chance < hazard && (chance < hazard - 0.5 * hazard * hazard || chance < 1.0 - exp(-hazard))
}

/// A Beta(3, 3) draw: the median of five uniform ones.
#[inline(always)]
fn beta33(luck: Luck, firm: usize) -> f64 {
    let [one, two, three] = luck.parts(firm, 2);
    let [four, last, _] = luck.parts(firm, 3);
    // of two pairs the least and the greatest are out; comparisons that cannot be foreseen are no branches
    let low = one.min(two).max(three.min(four));
    let high = one.max(two).min(three.max(four));
    last.min(low).max(last.max(low).min(high))
}
