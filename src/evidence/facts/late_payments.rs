//! F12b: what a programme commits is paid late.

use crate::error::Result;
use crate::evidence::laboratory::Laboratory;
use crate::evidence::programmes::{Account, COHESION, LENGTH, accounts, scenario};
use crate::evidence::works::CIFFOLILLI;
use crate::evidence::{Fact, Kind, Range, Reading};
use crate::world::World;

/// The fact.
pub const FACT: Fact = Fact {
    code: "F12b",
    claim: "What a programme commits is paid late: of the money of Cohesion policy for 2014 to 2020 a quarter was paid by the \
            end of its fifth year, and half by the end of its seventh.",
    asked: "`europe_regions` in the EU with grants for research and demonstrations by need over seven years: public money paid \
            to projects by the end of the seventh year over what was committed to them by then, less what failures set free; \
            and what was paid by the end of the fifth year over the same.",
    sources: &[&CIFFOLILLI],
    kind: Kind::Calibrated,
    unmet: None,
    is_quick: true,
    ask,
};

/// The end of the fifth year.
const EARLY: usize = 20;

/// What is seen at the two ends.
#[derive(Default)]
struct Seen {
    early: Vec<Account>,
    late: Vec<Account>,
}

fn ask(laboratory: &Laboratory) -> Result<Vec<Reading>> {
    let scenario = scenario(laboratory)?;
    let look = |world: &World, seen: &mut Seen| match world.step {
        EARLY => seen.early = accounts(world),
        LENGTH => seen.late = accounts(world),
        _ => {}
    };
    let runs = laboratory.watch(&scenario, &[COHESION], 4, look)?;
    let of = |read: &dyn Fn(&Seen) -> &[Account]| -> Vec<f64> {
        runs.iter().map(|run| share(read(&run[0]), &run[0].late)).collect()
    };
    let (late, early) = (of(&|seen| &seen.late), of(&|seen| &seen.early));
    Ok(vec![
        Reading::mean("share paid by the end of year 7", "", &late, Some(Range::between(0.4, 0.65))),
        Reading::mean("share paid by the end of year 5 (25 % in Cohesion policy)", "", &early, None),
    ])
}

/// What was paid at one time over what was committed at another, of all regions together.
fn share(paid: &[Account], committed: &[Account]) -> f64 {
    paid.iter().map(|account| account.paid).sum::<f64>()
        / committed.iter().map(|account| account.committed).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_paid_early_is_held_against_what_was_committed_late() {
        let of = |committed, paid| Account { committed, paid };
        let (early, late) = ([of(2.0, 1.0), of(2.0, 0.0)], [of(4.0, 3.0), of(6.0, 2.0)]);
        assert_eq!((share(&late, &late), share(&early, &late)), (0.5, 0.1));
    }
}
