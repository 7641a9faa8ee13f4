//! F26: a part of the money for research becomes wages.

use crate::error::Result;
use crate::evidence::laboratory::Laboratory;
use crate::evidence::{Fact, Kind, Range, Reading};
use crate::step::mechanisms::bibliography::GOOLSBEE;
use crate::world::World;
use crate::world::regions::Regions;

/// The fact.
pub const FACT: Fact = Fact {
    code: "F26",
    claim: "Where governments pay for more research its price rises, so that what is done rises by 30 to 50 % less than what is \
            spent.",
    asked: "`europe_regions`, until the end of 2041: by how much the research that firms and projects do is larger under `blind` \
            than without policy, over by how much the spending on it is, both as shares.",
    sources: &[&GOOLSBEE],
    kind: Kind::Imposed,
    unmet: None,
    is_quick: false,
    ask,
};

/// Quarters until the end of 2041.
const PROGRAMME: usize = 64;

/// What was spent on research and what was done for it so far, M EUR.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    spent: f64,
    done: f64,
}

impl Seen {
    fn look(&mut self, regions: &Regions) {
        for region in 0..regions.len() {
            let spent = regions.research[region] + regions.project_research[region];
            self.spent += spent;
            self.done += spent * regions.real_research[region];
        }
    }

    /// By how much more is done over by how much more is spent than in another run.
    fn answer(&self, other: &Self) -> f64 {
        (self.done / other.done - 1.0) / (self.spent / other.spent - 1.0)
    }
}

fn ask(laboratory: &Laboratory) -> Result<Vec<Reading>> {
    let scenario = laboratory.scenario("europe_regions", &[])?;
    let policies = ["no_policy", "blind"];
    let runs = laboratory.watch(&scenario, &policies, 8, |world: &World, seen: &mut Seen| {
        // before the first quarter there is no research
        if (1..=PROGRAMME).contains(&world.step) {
            seen.look(&world.regions);
        }
    })?;
    let answers: Vec<f64> = runs.iter().map(|run| run[1].answer(&run[0])).collect();
    let more: Vec<f64> = runs.iter().map(|run| run[1].spent / run[0].spent - 1.0).collect();
    Ok(vec![
        Reading::mean(
            "rise of research done over rise of spending",
            "share",
            &answers,
            Some(Range::between(0.5, 0.7)),
        ),
        Reading::mean("rise of spending on research", "share", &more, None),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    use crate::world::regions::Geography;

    #[test]
    fn what_is_done_falls_behind_what_is_spent() {
        let regions = |projects: f64, real: f64| Regions {
            geography: Arc::new(Geography { population: vec![1.0], ..Geography::default() }),
            research: vec![10.0],
            project_research: vec![projects],
            real_research: vec![real],
            ..Regions::default()
        };
        let (mut without, mut with) = (Seen::default(), Seen::default());
        without.look(&regions(0.0, 1.0));
        // 12 spent are worth 11: a tenth more done for a fifth more spent
        with.look(&regions(2.0, 11.0 / 12.0));
        assert!((with.answer(&without) - 0.5).abs() < 1e-12);
    }
}
