//! Where public money goes in each year: by kind of instrument, by the stage of the projects that it pays for, and by how
//! able the regions are in which it is paid.
//!
//! **Reads** `series.csv`: the means of `spending`, `paid_by_stage` and `paid_by_capacity`.

use std::collections::BTreeMap;

use crate::calendar::Quarter;
use crate::error::Result;
use crate::report::colour;
use crate::report::page::{Page, provenance};
use crate::report::results::{Parts, Results};
use crate::report::stack::{Sheet, Stack, without};
use crate::report::{Drawing, Typeface};
use crate::units::QUARTERS_PER_YEAR;

/// The outcomes: what they are told by, and whether they are sums so far.
const OUTCOMES: [&str; 3] = ["spending", "paid_by_stage", "paid_by_capacity"];
const BY: [(&str, bool); 3] = [
    ("By kind of instrument", false),
    ("To projects, by their stage", true),
    ("By the capacity of the regions where it is paid", true),
];
/// Quarters of the population, from the weakest.
const QUARTERS: [(&str, &str); 4] =
    [("q1", "weakest quarter"), ("q2", "second"), ("q3", "third"), ("q4", "strongest quarter")];
/// More parts than that are not told apart: the smallest are shown as one.
const MOST: usize = 8;

/// Means by year.
type Years = BTreeMap<i32, f64>;

/// Draws where public money goes.
pub fn draw(results: &Results, typeface: &Typeface) -> Result<Drawing> {
    let manifest = &results.manifest;
    let gathered = results.parts(OUTCOMES)?;
    let spends = |policy: &usize| gathered.policies[*policy][0].iter().any(|(_, path)| is_any(path));
    let (spending, others): (Vec<usize>, Vec<usize>) = (0..gathered.policies.len()).partition(spends);
    if spending.is_empty() {
        return Ok(Drawing::Omitted("no policy spends public money".into()));
    }
    let stack_of = |outcome: usize| {
        let parts: Vec<&Parts> = spending.iter().map(|policy| &gathered.policies[*policy][outcome]).collect();
        stack(BY[outcome], &parts)
    };
    let stacks: Vec<Stack> =
        (0..OUTCOMES.len()).map(stack_of).filter(|stack| !stack.parts.is_empty()).collect();
    let mut caption = provenance(manifest, &gathered);
    caption.extend(without(manifest, &others, "public spending"));
    caption.push(
        "Not discounted. Quarters of the population by the institutional capacity of their regions at the start.".into(),
    );
    let page = Page {
        typeface,
        title: "What public money is spent on, and where".into(),
        subtitle: "Public money spent in each year, mean of the runs: all of it by what it is spent on, the part that goes to \
                   projects, and where it is paid."
            .into(),
        caption,
    };
    let plots = [170.0, 130.0, 110.0];
    let sheet = Sheet { manifest, policies: spending, stacks, unit: "M EUR a year", plots };
    Ok(Drawing::Drawn(sheet.draw(&page)?))
}

/// Whether anything is paid.
fn is_any(path: &BTreeMap<Quarter, f64>) -> bool {
    path.values().any(|value| *value > 0.0)
}

/// The money of each year under each policy, in steps.
fn stack((title, is_sum): (&str, bool), policies: &[&Parts]) -> Stack {
    let mut parts: Vec<(String, Vec<Years>)> = Vec::new();
    for (policy, of_policy) in policies.iter().enumerate() {
        for (name, path) in of_policy.iter().filter(|(_, path)| is_any(path)) {
            let place = parts.iter().position(|(known, _)| known == name).unwrap_or_else(|| {
                parts.push((name.clone(), vec![Years::new(); policies.len()]));
                parts.len() - 1
            });
            parts[place].1[policy] = by_year(path, is_sum);
        }
    }
    let order = |name: &str| policies.iter().find_map(|of| of.iter().position(|(known, _)| known == name));
    parts.sort_by_key(|(name, _)| order(name));
    let parts = fewer(parts);
    let years: Vec<i32> = policies
        .iter()
        .flat_map(|of| of.iter())
        .flat_map(|(_, path)| path.keys())
        .map(|q| q.year())
        .collect();
    let (first, last) = (years.iter().min().copied().unwrap_or(0), years.iter().max().copied().unwrap_or(0));
    let twice = |year: i32| [f64::from(year), f64::from(year + 1)];
    let steps = |years: &Years| -> Vec<f64> {
        (first..=last).flat_map(|year| [years.get(&year).copied().unwrap_or(0.0); 2]).collect()
    };
    let colours = colour::of_parts(parts.len());
    Stack {
        title: title.to_owned(),
        times: (first..=last).flat_map(twice).collect(),
        policies: (0..policies.len())
            .map(|policy| parts.iter().map(|(_, of_policies)| steps(&of_policies[policy])).collect())
            .collect(),
        parts: parts.iter().map(|(name, _)| words(name)).zip(colours).collect(),
    }
}

/// The mean rate of each calendar year, of a path of rates or of sums so far.
fn by_year(path: &BTreeMap<Quarter, f64>, is_sum: bool) -> Years {
    let (mut years, mut before) = (BTreeMap::<i32, (f64, f64)>::new(), 0.0);
    for (quarter, value) in path {
        let rate = if is_sum { (value - before) * QUARTERS_PER_YEAR } else { *value };
        before = *value;
        let (sum, count) = years.entry(quarter.year()).or_default();
        *sum += rate;
        *count += 1.0;
    }
    years.into_iter().map(|(year, (sum, count))| (year, sum / count)).collect()
}

/// As many parts as can be told apart: the smallest become one.
fn fewer(mut parts: Vec<(String, Vec<Years>)>) -> Vec<(String, Vec<Years>)> {
    if parts.len() <= MOST {
        return parts;
    }
    let size =
        |(_, policies): &(String, Vec<Years>)| -> f64 { policies.iter().flat_map(Years::values).sum() };
    let mut sizes: Vec<f64> = parts.iter().map(size).collect();
    sizes.sort_by(|a, b| b.total_cmp(a));
    let least = sizes[MOST - 2];
    let small: Vec<_> = parts.extract_if(.., |part| size(part) < least).collect();
    let mut together = vec![Years::new(); small[0].1.len()];
    for (own, (year, value)) in small.iter().flat_map(|(_, policies)| {
        policies.iter().enumerate().flat_map(|(policy, years)| years.iter().map(move |entry| (policy, entry)))
    }) {
        *together[own].entry(*year).or_default() += value;
    }
    parts.push(("others".into(), together));
    parts
}

/// The name of a part, for people.
fn words(name: &str) -> String {
    let quarter = QUARTERS.iter().find(|(known, _)| *known == name);
    quarter.map_or_else(|| name.replace('_', " "), |(_, words)| (*words).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_the_means_of_their_quarters() {
        let path = |values: &[f64]| -> BTreeMap<Quarter, f64> {
            (0..).map(|step| Quarter::of(2026, 3).plus(step)).zip(values.iter().copied()).collect()
        };
        // two quarters of 2026, four of 2027, one of 2028
        let rates = path(&[1.0, 3.0, 4.0, 8.0, 0.0, 0.0, 5.0]);
        assert_eq!(by_year(&rates, false), [(2026, 2.0), (2027, 3.0), (2028, 5.0)].into());
        // paid in the quarters: 1, 2, 0, 0, 3, 1 and 0, each a quarter of a year
        let sums = path(&[1.0, 3.0, 3.0, 3.0, 6.0, 7.0, 7.0]);
        assert_eq!(by_year(&sums, true), [(2026, 6.0), (2027, 4.0), (2028, 0.0)].into());
    }

    #[test]
    fn the_smallest_of_many_parts_become_one() {
        let part = |size: u32| (size.to_string(), vec![Years::new(), [(2026, f64::from(size))].into()]);
        assert_eq!(fewer((1..9).map(part).collect()).len(), MOST);
        let parts = fewer((1..=10).map(part).collect());
        let names: Vec<&str> = parts.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["4", "5", "6", "7", "8", "9", "10", "others"]);
        // 1, 2 and 3
        assert_eq!(parts[7].1, [Years::new(), [(2026, 6.0)].into()]);
    }
}
