//! What has become of projects over time: how many were started so far, by their fates.
//!
//! **Reads** `series.csv`: the means of `projects_by_fate`.

use plotters::style::RGBColor;

use crate::calendar::Quarter;
use crate::error::Result;
use crate::report::page::{Page, provenance};
use crate::report::results::{Parts, Results};
use crate::report::stack::{Sheet, Stack, without};
use crate::report::timeline::year;
use crate::report::{Drawing, Typeface};
use crate::world::projects::Fate;

/// The fates from below, what came of something first. In grey they are told apart by lightness.
const FATES: [(Fate, RGBColor); Fate::COUNT] = [
    (Fate::Succeeded, RGBColor(0x00, 0x44, 0x6b)),
    (Fate::OnTrial, RGBColor(0x56, 0xb4, 0xe9)),
    (Fate::Running, RGBColor(0xd3, 0xe6, 0xf4)),
    (Fate::MarketFailure, RGBColor(0xf3, 0xc3, 0x5c)),
    (Fate::TechnicalFailure, RGBColor(0xd0, 0x6a, 0x1e)),
    (Fate::Stopped, RGBColor(0x8f, 0x33, 0x0f)),
    (Fate::Abandoned, RGBColor(0x4a, 0x1d, 0x1f)),
    (Fate::Orphaned, RGBColor(0x9b, 0x92, 0x99)),
];

/// Draws what has become of projects.
pub fn draw(results: &Results, typeface: &Typeface) -> Result<Drawing> {
    let manifest = &results.manifest;
    let gathered = results.parts(["projects_by_fate"])?;
    let has_any = |policy: &usize| {
        gathered.policies[*policy][0].iter().any(|(_, path)| path.values().any(|count| *count > 0.0))
    };
    let (with, others): (Vec<usize>, Vec<usize>) = (0..gathered.policies.len()).partition(has_any);
    if with.is_empty() {
        return Ok(Drawing::Omitted("no policy has projects for a solution".into()));
    }
    let parts: Vec<&Parts> = with.iter().map(|policy| &gathered.policies[*policy][0]).collect();
    let stacks = vec![stack(&parts)];
    let mut caption = provenance(manifest, &gathered);
    caption.extend(without(manifest, &others, "projects"));
    let page = Page {
        typeface,
        title: "What becomes of projects".into(),
        subtitle: "Projects for a solution that were started so far, by what had become of them by then; mean of the runs."
            .into(),
        caption,
    };
    let sheet = Sheet { manifest, policies: with, stacks, unit: "projects", plots: [290.0, 230.0, 200.0] };
    Ok(Drawing::Drawn(sheet.draw(&page)?))
}

/// The fates that there are under any policy.
fn stack(policies: &[&Parts]) -> Stack {
    let of = |policy: &Parts, fate: Fate| {
        policy.iter().find(|(name, _)| name == fate.word()).map(|(_, path)| path.clone()).unwrap_or_default()
    };
    let mut quarters: Vec<Quarter> =
        policies.iter().flat_map(|of| of.iter()).flat_map(|(_, path)| path.keys().copied()).collect();
    quarters.sort_unstable();
    quarters.dedup();
    let is_there =
        |fate: Fate| policies.iter().any(|policy| of(policy, fate).values().any(|count| *count > 0.0));
    let fates: Vec<(Fate, RGBColor)> = FATES.into_iter().filter(|(fate, _)| is_there(*fate)).collect();
    let counts = |policy: &Parts, fate: Fate| -> Vec<f64> {
        let path = of(policy, fate);
        quarters.iter().map(|quarter| path.get(quarter).copied().unwrap_or(0.0)).collect()
    };
    Stack {
        title: String::new(),
        times: quarters.iter().copied().map(year).collect(),
        policies: policies
            .iter()
            .map(|policy| fates.iter().map(|(fate, _)| counts(policy, *fate)).collect())
            .collect(),
        parts: fates.iter().map(|(fate, colour)| (fate.words().to_owned(), *colour)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::colour;

    #[test]
    fn every_fate_has_a_colour_of_its_own_in_grey() {
        let light: Vec<f64> = FATES.iter().map(|(_, shade)| colour::lightness(*shade)).collect();
        assert!(light.windows(2).all(|pair| (pair[0] - pair[1]).abs() > 8.0), "{light:.0?}");
        for (place, (fate, _)) in FATES.iter().enumerate() {
            assert!(FATES[..place].iter().all(|(other, _)| other != fate));
        }
        let mut sorted = light.clone();
        sorted.sort_by(f64::total_cmp);
        assert!(sorted.windows(2).all(|pair| pair[1] - pair[0] > 4.0), "{sorted:.0?}");
    }
}
