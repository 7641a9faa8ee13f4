//! The verdict: what the runs say of each mission, and what they can't carry.

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table, Width};

use super::costs::Costs;
use super::page::{LINES, NARROWEST, PAGE};
use super::terminal::is_terminal;
use crate::outcomes::REMOVED;
use crate::report::answer::verdict::verdict;
use crate::report::answer::{Teller, ranking, unequal_cost};
use crate::report::words::{count, short, signed, wrapped};
use crate::scenario::mission::MissionSpec;
use crate::studies::contrast::Paired;
use crate::studies::rows::Subject;
use crate::studies::statistics::{Distribution, Moments};
use crate::studies::tally::Tally;

/// How many comparisons between policies are said one by one; the table of summaries has more.
const MOST_SENTENCES: usize = 15;
/// Spaces beside a cell.
const PADDING: usize = 2;

/// All of it, for a person.
pub fn text(subject: Subject, tally: &Tally) -> String {
    let missions = subject.scenario.missions.iter().enumerate();
    let verdicts = missions.map(|(place, mission)| Verdict { subject, tally, mission, place }.text());
    let note = unequal_cost(subject, tally).map(|note| format!("\n{note}\n"));
    verdicts.chain(note).collect()
}

/// What is to be said of a difference: that nothing was shown, or how many replicates it would have taken unpaired.
fn meaning(points: &Moments, saved: Option<f64>) -> String {
    let interval = points.interval();
    if points.count() > 1 && points.mean() == 0.0 && points.variance() == 0.0 {
        return ": the same in every replicate".into();
    }
    if points.count() > 1 && interval.low <= 0.0 && interval.high >= 0.0 {
        return ": no difference can be shown".into();
    }
    saved.map_or_else(String::new, |times| format!("; unpaired {} times as many", short(times)))
}

/// How many columns a bar has, and how many runs it is made of, evenly chosen.
const BAR: usize = 14;
const EVENLY: usize = 280;

/// A distribution in one line: the higher a block, the more runs end there.
fn bar(distribution: &Distribution, (low, high): (f64, f64)) -> String {
    const BLOCKS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let mut counts = [0_usize; BAR];
    for place in 0..EVENLY {
        let value = distribution.quantile((place as f64 + 0.5) / EVENLY as f64);
        let share = if high > low { (value - low) / (high - low) } else { 0.5 };
        if share.is_finite() {
            counts[((share * BAR as f64) as usize).min(BAR - 1)] += 1;
        }
    }
    let most = counts.into_iter().max().unwrap_or(0).max(1);
    // whatever there is can be seen
    counts.map(|count| BLOCKS[(count * 8).div_ceil(most)]).iter().collect()
}

/// The verdict on one mission.
struct Verdict<'v> {
    subject: Subject<'v>,
    tally: &'v Tally,
    mission: &'v MissionSpec,
    place: usize,
}

impl Verdict<'_> {
    fn text(&self) -> String {
        let differences = self.differences();
        let Self { subject, tally, place, .. } = *self;
        let (name, goal) = (&self.mission.name, Teller { subject, tally, mission: place }.goal());
        let ranking = ranking(subject, tally, place).map(|text| wrapped(&text)).unwrap_or_default();
        let costs = Costs { subject, tally, place }.text();
        format!("\n{name}: {goal}\n{}\n{differences}{ranking}{costs}", self.table())
    }

    fn table(&self) -> String {
        let mut table = Table::new();
        table.load_style(LINES).set_content_arrangement(ContentArrangement::Dynamic);
        // a terminal that is narrower breaks the lines itself, and some say that they have no columns at all
        table.set_width(table.width().unwrap_or(PAGE).max(NARROWEST));
        let Self { subject, tally, place, .. } = *self;
        let told = verdict(Teller { subject, tally, mission: place });
        let shapes = is_terminal().then(|| self.shapes());
        let shape = shapes.as_ref().map(|(head, _)| head);
        let heads: Vec<&String> = told.heads.iter().chain(shape).collect();
        table.set_header(&heads);
        for (policy, cells) in told.rows.iter().enumerate() {
            let shape = shapes.as_ref().map(|(_, bars)| &bars[policy]);
            table.add_row(cells.iter().map(|cell| &cell.text).chain(shape));
        }
        // words are not broken, however long the names of policies are
        for (column, head) in table.column_iter_mut().zip(heads).skip(1) {
            let longest = head.split(' ').map(str::len).max().unwrap_or(0) + PADDING;
            column.set_cell_alignment(CellAlignment::Right);
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(longest as u16)));
        }
        // the names of policies, chances and intervals stay whole
        for place in [0, 1, 2] {
            if let Some(column) = table.column_mut(place) {
                column.set_constraint(ColumnConstraint::ContentWidth);
            }
        }
        table.trim_fmt()
    }

    /// Where the runs of each policy end, as a small bar, and what the bars reach from and to.
    fn shapes(&self) -> (String, Vec<String>) {
        let Some(column) = self.tally.survey().column("indicator", Some(self.place)) else {
            return (String::new(), vec![String::new(); self.tally.policies()]);
        };
        let distributions: Vec<&Distribution> =
            (0..self.tally.policies()).map(|policy| self.tally.distribution(policy, column)).collect();
        let end = |share: f64| {
            distributions.iter().map(move |one| one.quantile(share)).filter(|end| end.is_finite())
        };
        let (low, high) =
            (end(0.0).fold(f64::INFINITY, f64::min), end(1.0).fold(f64::NEG_INFINITY, f64::max));
        let bars = distributions.iter().map(|one| bar(one, (low, high))).collect();
        (format!("runs from {} to {}", short(low), short(high)), bars)
    }

    /// The paired differences in the problem removed: to the baseline, then between the others.
    fn differences(&self) -> String {
        let pairs = self.tally.pairs();
        let sentences = pairs.iter().filter_map(|&(policy, reference)| self.sentence(policy, reference));
        let text: String = sentences.take(MOST_SENTENCES).collect();
        let more = match pairs.len().saturating_sub(MOST_SENTENCES) as u64 {
            0 => String::new(),
            more => format!("  and {} more\n", count(more, "pair")),
        };
        if text.is_empty() { text } else { format!("Problem removed, under the same luck:\n{text}{more}") }
    }

    fn sentence(&self, policy: usize, reference: usize) -> Option<String> {
        let pair = self.pair(policy, reference, REMOVED)?;
        let points = pair.difference;
        let interval = points.interval();
        let names = format!("{} - {}", self.subject.name(policy), self.subject.name(reference));
        let replicates = count(points.count(), "replicate");
        let mean = signed(points.mean() * 100.0);
        let spread = if points.count() < 2 {
            "no interval".to_owned()
        } else {
            let (low, high) = (signed(interval.low * 100.0), signed(interval.high * 100.0));
            format!("95 % interval {low} to {high}")
        };
        let meaning = meaning(&points, pair.saved_by_pairing());
        Some(format!("  {names}: {mean} points ({spread}, paired, {replicates}){meaning}\n"))
    }

    fn pair(&self, policy: usize, reference: usize, outcome: &str) -> Option<Paired> {
        let column = self.tally.survey().column(outcome, Some(self.place))?;
        self.tally.pair(policy, reference, column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_shows_two_humps_and_lone_runs() {
        let mut distribution = Distribution::default();
        (0..100).for_each(|_| distribution.add(0.0));
        (0..100).for_each(|_| distribution.add(13.0));
        let humps = bar(&distribution, (0.0, 14.0));
        assert!(humps.starts_with('█') && humps.ends_with('█') && humps.chars().count() == BAR, "{humps:?}");
        assert!(humps.chars().skip(1).take(BAR - 2).all(|block| " ▁".contains(block)), "{humps:?}");
        // one run in a hundred leaves a trace
        let mut distribution = Distribution::default();
        (0..300).for_each(|run| distribution.add(if run % 100 == 0 { 0.0 } else { 6.0 }));
        let lone = bar(&distribution, (0.0, 14.0));
        assert!(lone.starts_with('▁') && lone.chars().nth(6) == Some('█'), "{lone:?}");
        assert_eq!(bar(&Distribution::default(), (0.0, 1.0)), " ".repeat(BAR));
    }
}
