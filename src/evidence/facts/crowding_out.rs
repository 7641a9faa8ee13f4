//! F6: grants for research neither crowd out what firms would spend themselves, nor add much to it.

use crate::error::Result;
use crate::evidence::laboratory::Laboratory;
use crate::evidence::{Fact, Kind, Range, Reading};
use crate::step::mechanisms::bibliography::DIMOS;
use crate::world::World;
use crate::world::projects::Lead;

/// The fact.
pub const FACT: Fact = Fact {
    code: "F6",
    claim: "Grants for research neither crowd out research money of firms nor add much to it: 52 studies since 2000 reject the \
            first and find little of the second.",
    asked: "`push_and_pull`: what firms spend on research themselves under grants alone, less what they spend without policy \
            under the same luck, for each euro that was paid to projects they lead, over 20 years.",
    sources: &[&DIMOS],
    kind: Kind::Test,
    unmet: None,
    is_quick: true,
    ask,
};

/// What is seen of a run, at its end.
#[derive(Default)]
struct Seen {
    private_research: f64,
    grants: f64,
}

fn ask(laboratory: &Laboratory) -> Result<Vec<Reading>> {
    let scenario = laboratory.scenario("push_and_pull", &[])?;
    let runs =
        laboratory.watch(&scenario, &["no_policy", "push"], 40, |world: &World, seen: &mut Seen| {
            let led = world.projects.all.iter().filter(|project| matches!(project.lead, Lead::Firm(_)));
            *seen = Seen {
                private_research: world.private_research,
                grants: led.map(|project| project.paid).sum(),
            };
        })?;
    let added: Vec<f64> =
        runs.iter().map(|run| (run[1].private_research - run[0].private_research) / run[1].grants).collect();
    Ok(vec![Reading::mean(
        "private research added by a euro of grant",
        "EUR",
        &added,
        Some(Range::between(-0.1, 0.4)),
    )])
}
