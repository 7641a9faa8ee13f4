//! F17: firms turn to what is related to what they know.

use crate::error::Result;
use crate::evidence::laboratory::Laboratory;
use crate::evidence::{Fact, Kind, Range, Reading};
use crate::step::mechanisms::bibliography::BOSCHMA;
use crate::units::QUARTERS_PER_YEAR;
use crate::world::World;

/// The fact.
pub const FACT: Fact = Fact {
    code: "F17",
    claim: "What is known nearby governs entry: where relatedness is 10 % higher a city is 30 % likelier to enter a technology \
            and 8 % less likely to leave it.",
    asked: "`push_and_pull` under its mix of policies, year by year over 20 years: whether a firm that does not search for a \
            solution does so a year later, by its relatedness (what it knows of it over that and a year's research), in a linear \
            model of probability with an effect of each solution in each year; the elasticity at the means. Beside it the same \
            for regions, as in the source: whether one in which nobody searches for a solution has somebody a year later; and \
            for leaving.",
    sources: &[&BOSCHMA],
    kind: Kind::Test,
    unmet: Some(
        "Of the firms that could enter most know nothing of the solution (mean relatedness 0.06), and what is known of others \
         does not count for it: solutions are not related to each other. To know all multiplies the odds by e^1.5, so the \
         elasticity at the means is about 1.5 times mean relatedness. A larger weight alone does not help: with \
         `firms.search.relatedness` 5 and 15 in place of 1.5 it is 0.33 and 0.34, since those who are related are then in it \
         already (mean relatedness of the others 0.02 and 0.004). With 15, and `outside` 8 in place of 3, so that who knows \
         nothing stays out, it is 1.4.",
    ),
    is_quick: true,
    ask,
};

const REPLICATES: u64 = 20;

/// What is seen at the end of a year: a row a solution.
#[derive(Clone, Default)]
struct Year {
    firms: Vec<Vec<Place>>,
    regions: Vec<Vec<Place>>,
}

/// A firm, or a region, and a solution.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Place {
    related: f64,
    searches: bool,
}

fn ask(laboratory: &Laboratory) -> Result<Vec<Reading>> {
    let scenario = laboratory.scenario("push_and_pull", &[])?;
    let look = |world: &World, years: &mut Vec<Year>| {
        if world.step.is_multiple_of(4) {
            years.push(see(world));
        }
    };
    let runs = laboratory.watch(&scenario, &["mix"], REPLICATES, look)?;
    let of = |rows: fn(&Year) -> &[Vec<Place>], from: bool| -> Vec<f64> {
        runs.iter().map(|run| elasticity(&cases(&run[0], rows, from))).collect()
    };
    let related: Vec<f64> =
        runs.iter().map(|run| mean_relatedness(&cases(&run[0], |year| &year.firms, false))).collect();
    Ok(vec![
        Reading::mean(
            "elasticity of a firm's entry to its relatedness",
            "",
            &of(|year| &year.firms, false),
            Some(Range::between(1.5, 4.0)),
        ),
        Reading::mean("mean relatedness of firms that can enter", "", &related, None),
        Reading::mean("elasticity of its leaving", "", &of(|year| &year.firms, true), None),
        Reading::mean("elasticity of a region's entry", "", &of(|year| &year.regions, false), None),
        Reading::mean("elasticity of its leaving, of regions", "", &of(|year| &year.regions, true), None),
    ])
}

fn see(world: &World) -> Year {
    let firms = &world.firms;
    let yearly = |firm: usize| firms.intensity[firm] * firms.sales[firm] * QUARTERS_PER_YEAR;
    let mut year = Year::default();
    for solution in 0..world.solutions.len() {
        let known = |firm: usize| f64::from(firms.knowledge[(solution, firm)]);
        let searches = |firm: usize| firms.solution(firm) == Some(solution);
        let place =
            |firm: usize| Place { related: related(known(firm), yearly(firm)), searches: searches(firm) };
        year.firms.push((0..firms.len()).map(place).collect());
        let region = |region: usize| {
            let here = || firms.of_region(region);
            Place {
                related: related(here().map(known).sum(), here().map(yearly).sum()),
                searches: here().any(searches),
            }
        };
        year.regions.push((0..world.regions.len()).map(region).collect());
    }
    year
}

fn related(known: f64, yearly: f64) -> f64 {
    if known > 0.0 { known / (known + yearly) } else { 0.0 }
}

/// Relatedness in one year and whether the state was another one in the next, of all that were in the state `from`, in groups
/// by solution and year.
fn cases(years: &[Year], rows: fn(&Year) -> &[Vec<Place>], from: bool) -> Vec<Vec<(f64, bool)>> {
    let mut groups = Vec::new();
    for pair in years.windows(2) {
        for (before, after) in rows(&pair[0]).iter().zip(rows(&pair[1])) {
            let places = before.iter().zip(after).filter(|(before, _)| before.searches == from);
            groups.push(places.map(|(before, after)| (before.related, after.searches != from)).collect());
        }
    }
    groups
}

fn mean_relatedness(groups: &[Vec<(f64, bool)>]) -> f64 {
    let all = groups.iter().flatten();
    all.clone().map(|(related, _)| related).sum::<f64>() / all.count() as f64
}

/// Elasticity at the means: the slope within groups of a change on relatedness, times mean relatedness over the share of
/// changes.
fn elasticity(groups: &[Vec<(f64, bool)>]) -> f64 {
    let (mut products, mut squares, mut related, mut changes, mut count) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for group in groups {
        let size = group.len() as f64;
        let known: f64 = group.iter().map(|(related, _)| related).sum();
        let changed = group.iter().filter(|(_, changed)| *changed).count() as f64;
        for (related, has_changed) in group {
            let gap = related - known / size;
            products += gap * (f64::from(u8::from(*has_changed)) - changed / size);
            squares += gap * gap;
        }
        (related, changes, count) = (related + known, changes + changed, count + size);
    }
    products / squares * (related / count) / (changes / count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_knows_twice_as_much_and_enters_twice_as_often_has_an_elasticity_of_one() {
        // relatedness 0.2 and 0.4, shares 1/4 and 2/4: slope 1.25, at the means 0.3 over 0.375; a second group in which all are
        // alike says nothing of the slope
        let group = |related: f64, entered: usize| (0..4).map(move |place| (related, place < entered));
        let groups = [group(0.2, 1).chain(group(0.4, 2)).collect::<Vec<_>>()];
        assert!((elasticity(&groups) - 1.0).abs() < 1e-12);
        let year = |searches: bool| Year {
            firms: vec![vec![Place { related: 0.5, searches }, Place { related: 0.1, searches: true }]],
            ..Year::default()
        };
        let years = [year(false), year(true)];
        assert_eq!(cases(&years, |year| &year.firms, false), [[(0.5, true)]]);
        assert_eq!(cases(&years, |year| &year.firms, true), [[(0.1, false)]]);
    }
}
