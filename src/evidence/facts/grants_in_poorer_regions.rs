//! F12c: grants to small firms may do more in poorer regions.

use crate::error::Result;
use crate::evidence::awards::{
    Firm, Judgement, Life, Question, Replicate, View, added, just_won_over_just_lost, look_at,
    with_over_without,
};
use crate::evidence::estimators::jackknife;
use crate::evidence::laboratory::Laboratory;
use crate::evidence::programmes::UNION;
use crate::evidence::works::SANTOLERI;
use crate::evidence::{Fact, Kind, Reading};

/// The fact.
pub const FACT: Fact = Fact {
    code: "F12c",
    claim: "Grants to small and medium firms may do more in poorer regions, which speaks against a capacity to absorb that only \
            rises with prosperity (in the working paper of 2020, not in the abstract of the article).",
    asked: "`europe_regions` in the EU with 20,000 firm agents and a line like the SME Instrument: 500 M EUR a year, projects of \
            2 M EUR over two years, 70 % paid. The calls of 2031 four years later, by what firms have learned of solutions since: winners \
            over losers at the cut-off of the ranking, and with these calls over without them under the same luck; each in \
            regions below the median GDP per head of applicants less that above. More than nought: more in poorer regions.",
    sources: &[&SANTOLERI],
    kind: Kind::Test,
    unmet: None,
    is_quick: false,
    ask,
};

/// The line with the calls of 2031, and the one that ends before.
const LINES: [&str; 2] = [
    "policy.grants.phased_prize.small_firms={mission='clean_heat', from='2026q1', until='2031q4', budget=500, aid_intensity=0.7, \
     first_share=1, first_cost=2, first_time=2}",
    "policy.without.phased_prize.small_firms={mission='clean_heat', from='2026q1', until='2030q4', budget=500, aid_intensity=0.7, \
     first_share=1, first_cost=2, first_time=2}",
];

fn ask(laboratory: &Laboratory) -> Result<Vec<Reading>> {
    let changes = [UNION, LINES[0], LINES[1], "firms.count=20000", "owners.households=5000"];
    let scenario = laboratory.scenario("europe_regions", &changes)?;
    let question = Question { policies: ["grants", "without"], call: 20, after: 16, replicates: 16 };
    let replicates = look_at(laboratory, &scenario, question)?;
    let middle = median_prosperity(&replicates);
    let judge = |replicate: &Replicate| {
        let of = |is_meant: &dyn Fn(&Firm) -> bool| {
            View { phase: 1, outcome: Life::ideas, is_meant }.judge(replicate)
        };
        [of(&|firm| firm.prosperity < middle), of(&|firm| firm.prosperity >= middle)]
    };
    let calls: Vec<[Judgement; 2]> = replicates.iter().map(judge).collect();
    let read = |what: &str, unit, estimate: fn(&[&Judgement]) -> f64| {
        let gap = |calls: &[&[Judgement; 2]]| {
            let of = |side: usize| estimate(&calls.iter().map(|call| &call[side]).collect::<Vec<_>>());
            of(0) - of(1)
        };
        jackknife::reading(format!("{what}: poorer less richer regions"), unit, &calls, gap, None)
    };
    Ok(vec![
        read("ideas, just won over just lost", "ratio", just_won_over_just_lost),
        read("ideas, with the call over without", "ratio", with_over_without),
        read("ideas that a winner adds by the call", "M EUR", added),
    ])
}

/// GDP per head of the region of the applicant in the middle, EUR.
fn median_prosperity(replicates: &[Replicate]) -> f64 {
    let of = |replicate: &Replicate| -> Vec<f64> {
        replicate.applicants(1).iter().map(|one| replicate.before[one.firm].prosperity).collect()
    };
    let mut all: Vec<f64> = replicates.iter().flat_map(of).collect();
    all.sort_unstable_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{FirmId, LineId};
    use crate::world::applications::Ranked;
    use crate::world::projects::Lead;

    #[test]
    fn the_middle_is_that_of_those_who_applied() {
        let before: Vec<Firm> =
            (0..5).map(|place| Firm { prosperity: f64::from(place), ..Firm::default() }).collect();
        let ranked = |place: usize| Ranked {
            line: LineId::new(0),
            phase: 1,
            lead: Lead::Firm(FirmId::new(place)),
            score: place as f64,
            is_awarded: place == 4,
        };
        let ranked = [0, 3, 4].map(ranked).to_vec();
        let replicate = Replicate { before, ranked, ..Replicate::default() };
        assert_eq!(median_prosperity(&[replicate]), 3.0);
        assert!(median_prosperity(&[]).is_nan());
    }
}
