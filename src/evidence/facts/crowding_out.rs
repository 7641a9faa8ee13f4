//! F6: grants for research neither crowd out what firms would spend themselves, nor add much to it.

use crate::error::Result;
use crate::evidence::estimators::matching;
use crate::evidence::laboratory::Laboratory;
use crate::evidence::{Fact, Kind, Range, Reading};
use crate::numeric::ln;
use crate::step::mechanisms::bibliography::DIMOS;
use crate::world::World;
use crate::world::projects::Lead;

/// The fact.
pub const FACT: Fact = Fact {
    code: "F6",
    claim: "Grants for research neither crowd out research money of firms nor add much to it: 52 studies since 2000 reject the \
            first and find little of the second.",
    asked: "`push_and_pull`: what firms spend on research themselves under grants alone, less what they spend without policy \
            under the same luck, for each euro that was paid to projects they lead, over 20 years. Beside it what an evaluator \
            would find in the same data: firms that win for the first time, from the year before over three years, held against \
            how the research of firms that never won grew which were most like them in sales and research; by a euro that was paid in these years, and by one that was promised.",
    sources: &[&DIMOS],
    kind: Kind::Test,
    unmet: None,
    is_quick: true,
    ask,
};

/// Years over which the evaluator follows winners: as long as a project is planned.
const FOLLOWED: usize = 3;

/// What is seen of a run.
#[derive(Default)]
struct Seen {
    private_research: f64,
    grants: f64,
    years: Vec<Year>,
    research: Vec<f64>,
}

/// What is seen of the firms at the end of a year.
#[derive(Clone, Default)]
struct Year {
    /// Research of their own in it, M EUR.
    research: Vec<f64>,
    /// Sales, M EUR a quarter.
    sales: Vec<f64>,
    /// Grants paid to them so far, M EUR.
    paid: Vec<f64>,
    /// Grants promised to them so far, M EUR.
    granted: Vec<f64>,
    /// Grants won so far.
    awards: Vec<u16>,
}

fn ask(laboratory: &Laboratory) -> Result<Vec<Reading>> {
    let scenario = laboratory.scenario("push_and_pull", &[])?;
    let runs = laboratory.watch(&scenario, &["no_policy", "push"], 40, look)?;
    let added: Vec<f64> =
        runs.iter().map(|run| (run[1].private_research - run[0].private_research) / run[1].grants).collect();
    let evaluate = |money: fn(&Year) -> &[f64]| -> Vec<f64> {
        runs.iter().map(|run| as_an_evaluator(&run[1].years, money)).collect()
    };
    let (found, of_promise) = (evaluate(|year| &year.paid), evaluate(|year| &year.granted));
    let gap: Vec<f64> = found.iter().zip(&added).map(|(found, added)| found - added).collect();
    let read = |what: &str, values: &[f64], accepted| Reading::mean(what, "EUR", values, accepted);
    Ok(vec![
        read("private research added by a euro of grant", &added, Some(Range::between(-0.1, 0.4))),
        read("the same as an evaluator finds it by matching", &found, None),
        read("the evaluator's estimate less the effect", &gap, None),
        read("the evaluator's estimate by a euro that was promised", &of_promise, None),
    ])
}

fn look(world: &World, seen: &mut Seen) {
    let firms = &world.firms;
    seen.private_research = world.private_research;
    seen.research.resize(firms.len(), 0.0);
    seen.research.iter_mut().zip(&firms.private_research).for_each(|(year, quarter)| *year += quarter);
    if world.step == 0 || !world.step.is_multiple_of(4) {
        return;
    }
    let (mut paid, mut granted) = (vec![0.0; firms.len()], vec![0.0; firms.len()]);
    for project in &world.projects.all {
        if let Lead::Firm(id) = project.lead {
            paid[id.index()] += project.paid;
            granted[id.index()] += project.grant;
        }
    }
    seen.grants = paid.iter().sum();
    let research = std::mem::take(&mut seen.research);
    let (sales, awards) = (firms.sales.clone(), firms.awards.clone());
    seen.years.push(Year { research, sales, paid, granted, awards });
}

/// Private research that a euro of grant seems to add: that of first winners beyond what it would have been, had it grown
/// like that of their match.
fn as_an_evaluator(years: &[Year], money: fn(&Year) -> &[f64]) -> f64 {
    let (mut added, mut grants) = (0.0, 0.0);
    for year in 1..(years.len() + 1).saturating_sub(FOLLOWED) {
        let (before, last) = (&years[year - 1], &years[year + FOLLOWED - 1]);
        let does_research = |firm: &usize| before.research[*firm] > 0.0 && before.sales[*firm] > 0.0;
        let firms = || (0..before.research.len()).filter(does_research);
        let winners: Vec<usize> =
            firms().filter(|firm| before.awards[*firm] == 0 && years[year].awards[*firm] > 0).collect();
        let others: Vec<usize> = firms().filter(|firm| last.awards[*firm] == 0).collect();
        let looks = |places: &[usize]| -> Vec<[f64; 2]> {
            places.iter().map(|firm| [ln(before.sales[*firm]), ln(before.research[*firm])]).collect()
        };
        let Some(matches) = matching::nearest(&looks(&winners), &looks(&others)) else { continue };
        for (winner, place) in winners.iter().zip(matches) {
            let other = others[place];
            for now in &years[year..year + FOLLOWED] {
                let growth = now.research[other] / before.research[other];
                added += now.research[*winner] - before.research[*winner] * growth;
            }
            grants += money(last)[*winner] - money(before)[*winner];
        }
    }
    added / grants
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_winner_is_held_against_the_growth_of_its_match() {
        // firm 0 wins in year 1; firm 1 is like it and firm 2 is not. Without the grant 0 would have spent 2 x 1.5 each year
        let year = |research: [f64; 3], paid: f64, awards: u16| Year {
            research: research.to_vec(),
            sales: vec![10.0, 11.0, 500.0],
            paid: vec![paid, 0.0, 0.0],
            granted: vec![8.0, 0.0, 0.0],
            awards: vec![awards, 0, 0],
        };
        let years = [
            year([2.0, 4.0, 9.0], 0.0, 0),
            year([4.0, 6.0, 0.0], 1.0, 1),
            year([3.0, 6.0, 0.0], 2.0, 1),
            year([3.0, 6.0, 0.0], 4.0, 1),
        ];
        // one euro more in the first of three years, for four euros
        assert!((as_an_evaluator(&years, |year| &year.paid) - 0.25).abs() < 1e-12);
    }
}
