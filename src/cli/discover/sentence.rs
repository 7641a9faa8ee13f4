//! What was found, for a person: a sentence that can be checked against the data, and how much is to be believed of it.

use std::fmt::Write;

use super::answer::Answer;
use super::names::Named;
use crate::cli::page::Page;
use crate::report::answer::listed;
use crate::report::words::{count, percent, short};
use crate::store::number::Number;
use crate::store::plan::Plan;
use crate::studies::discovery::case_box::CaseBox;
use crate::studies::discovery::trajectory::Step;
use crate::studies::discovery::{FEWEST_CASES, Found, SIGNIFICANCE};

/// How many boxes of a trajectory are shown.
const MOST_SHOWN: usize = 24;

/// An answer with the words for it.
pub struct Telling<'a> {
    pub plan: &'a Plan,
    pub names: &'a [Named],
    pub answer: &'a Answer,
}

impl Telling<'_> {
    /// All of it.
    pub fn text(&self) -> String {
        let Self { answer, .. } = self;
        let mut text = String::new();
        for place in 0..answer.found.len().max(1) {
            let _ = writeln!(text, "\n{}", self.sentence(place));
            text.push_str(&answer.found.get(place).map_or(String::new(), |found| self.of_box(found)));
        }
        text.push_str(&self.reservations());
        text
    }

    /// The sentences alone, each with whether noise would give it.
    pub fn short(&self) -> String {
        let lines = (0..self.answer.found.len().max(1)).map(|place| {
            let noise = self
                .answer
                .found
                .get(place)
                .map_or("", |found| if found.is_noise() { "NOISE: " } else { "" });
            format!("{noise}{}\n", self.sentence(place))
        });
        lines.collect()
    }

    fn cases(&self, number: usize) -> String {
        count(number as u64, &self.plan.case_word)
    }

    /// What a box says, in one sentence, or why there is none.
    pub fn sentence(&self, place: usize) -> String {
        let Self { answer, plan, .. } = self;
        let (all, hits) = (answer.cases.holds.len(), answer.cases.hits());
        let clause = answer.question.clause(plan);
        if all < FEWEST_CASES {
            return format!(
                "{clause} in {hits} of {}: too few to look for a box in, which takes {FEWEST_CASES}.",
                self.cases(all)
            );
        }
        match hits {
            0 => format!("{clause} in none of {}: there is nothing to look for.", self.cases(all)),
            hits if hits == all => {
                format!("{clause} in all of {}, wherever they are.", self.cases(all))
            }
            _ if answer.found.is_empty() => format!(
                "{clause} in {hits} of {} ({}), and no box holds more of them than others.",
                self.cases(all),
                share(hits, all)
            ),
            _ => self.box_sentence(place),
        }
    }

    fn box_sentence(&self, place: usize) -> String {
        let Self { answer, plan, .. } = self;
        let found = &answer.found[place];
        let (all, hits) = (answer.cases.holds.len(), answer.cases.hits());
        let (inside, in_box) = (found.told.inside, found.told.hits);
        let clause = answer.question.clause(plan);
        let limits = self.limits(&found.told.bounds);
        let among = if place == 0 { "" } else { "Outside of the boxes above, " };
        format!(
            "{among}{clause} in {in_box} of the {} ({}) in which {limits}. That is {in_box} of the {} ({}) in which it does; \
             of all {} it does in {hits} ({}).",
            self.cases(inside),
            share(in_box, inside),
            self.cases(hits),
            share(in_box, hits),
            self.cases(all),
            share(hits, all),
        )
    }

    /// What is to be known of a box: whether noise would give it, its limits, how it was found.
    fn of_box(&self, found: &Found) -> String {
        let Found { by_chance, deals, .. } = found;
        let deals_in_words = count(*deals, "deal");
        let by_lot = format!(
            "Dealt out by lot, the same answers have a box as good in {by_chance} of {deals_in_words}"
        );
        let mut text = match (*deals, found.is_noise()) {
            (0, _) => "Whether noise would give such a box was not asked (--deals).\n".into(),
            (_, false) if found.dropped.is_empty() => format!("{by_lot}: it is more than noise.\n"),
            (_, false) => format!("{by_lot}, before limits were dropped: it is more than noise.\n"),
            (_, true) => format!("{by_lot}: NOISE would give such a box, so nothing can be built on it.\n"),
        };
        text.push_str(&self.of_limits(found));
        text.push_str(&self.trajectory(found));
        text
    }

    /// The limits of a box with what they are worth, and those that were dropped.
    fn of_limits(&self, found: &Found) -> String {
        let Self { answer, names, .. } = self;
        let says = |factor: usize, bounds: &CaseBox, side| {
            let named = &names[answer.varied[factor]];
            named.limited_on(&answer.cases.factors[factor], &bounds.limits[factor], side)
        };
        let heads = ["limit", "quasi-p", "parameter"].map(str::to_owned).to_vec();
        let rows = found.limits.iter().map(|limit| {
            let parameter = &names[answer.varied[limit.factor]].parameter;
            let words = says(limit.factor, &found.told.bounds, limit.side);
            (vec![words, short(limit.quasi_p), parameter.clone()], Vec::new())
        });
        let page = Page { heads, rows: rows.collect() };
        let mut text = if page.rows.is_empty() { String::new() } else { page.text() };
        let trajectory = &found.trajectory;
        let mut before = &trajectory.steps[found.chosen];
        for (limit, after) in &found.dropped {
            let _ = writeln!(
                text,
                "dropped, for it is not significant (quasi-p {} > {SIGNIFICANCE}): {}; coverage {} to {}, density {} to {}",
                short(limit.quasi_p),
                says(limit.factor, &before.bounds, limit.side),
                percent(trajectory.coverage(before)),
                percent(trajectory.coverage(after)),
                percent(before.density()),
                percent(after.density()),
            );
            before = after;
        }
        text
    }

    /// The trajectory, thinned out where it is long.
    fn trajectory(&self, found: &Found) -> String {
        let trajectory = &found.trajectory;
        let every = trajectory.steps.len().div_ceil(MOST_SHOWN);
        let word = format!("{}s", self.plan.case_word);
        let heads = ["box", &word, "mass", "coverage", "density", "factors limited", ""];
        let shown = trajectory.steps.iter().enumerate();
        let shown = shown.filter(|(place, _)| place % every == 0 || *place == found.chosen);
        let row = |(place, step): (usize, &Step)| {
            let remark = match (place == found.chosen, place >= trajectory.peeled) {
                (true, _) => "chosen",
                (_, true) => "pasted",
                _ => "",
            };
            let cells = [
                place.to_string(),
                step.inside.to_string(),
                percent(trajectory.mass(step)),
                percent(trajectory.coverage(step)),
                percent(step.density()),
                step.bounds.restricted().to_string(),
                remark.to_owned(),
            ];
            (cells.to_vec(), Vec::new())
        };
        let page = Page { heads: heads.map(str::to_owned).to_vec(), rows: shown.map(row).collect() };
        let all = if every == 1 { "" } else { "all boxes: trajectory.csv\n" };
        format!("{}{all}", page.text())
    }

    /// How sure the answers of the cases are.
    fn reservations(&self) -> String {
        let Self { answer, plan, .. } = self;
        let (word, all) = (&plan.case_word, answer.judged.len());
        let left_out = plan.cases.len() - all;
        let mut text = String::new();
        if answer.cases.hits() * 2 > all && !answer.found.is_empty() {
            let opposite = answer.question.condition.opposite();
            let _ = writeln!(text, "That is most of them; --where '{opposite}' asks where it does not.");
        }
        if left_out > 0 {
            let _ = writeln!(text, "{} without a number left out.", self.cases(left_out));
        }
        let runs = answer.judged.iter().map(|(_, moments)| moments.count());
        let (least, most) = (runs.clone().min().unwrap_or(0), runs.max().unwrap_or(0));
        let replicates =
            if least == most { count(most, "replicate") } else { format!("{least} to {most} replicates") };
        let threshold = Number(answer.question.condition.threshold).text();
        if most < 2 {
            let _ = writeln!(
                text,
                "Each {word} is judged by {replicates}, so nobody can say how many are on the wrong side by luck."
            );
            return text;
        }
        let unsure = match answer.unsure() {
            0 => format!("no mean lies within one standard error of {threshold}."),
            some => format!(
                "{some} of {all} means lie within one standard error of {threshold}, so that luck may have decided on which side."
            ),
        };
        let _ = writeln!(text, "Each {word} is judged by the mean of {replicates}; {unsure}");
        text
    }

    /// The limits of a box, as the end of a sentence.
    pub fn limits(&self, bounds: &CaseBox) -> String {
        let limits = self.answer.varied.iter().zip(&self.answer.cases.factors).zip(&bounds.limits);
        let limits =
            limits.filter_map(|((place, factor), limits)| self.names[*place].limited(factor, limits));
        listed(&limits.collect::<Vec<_>>())
    }
}

fn share(part: usize, whole: usize) -> String {
    percent(part as f64 / whole as f64)
}
