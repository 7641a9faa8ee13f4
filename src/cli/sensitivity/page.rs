//! What a study of sensitivity says to a person: of the share of the problem removed, and of its differences, what it hangs on;
//! where that is not looked at, of the first outcomes that are.

use crate::cli::page::Page;
use crate::outcomes::REMOVED;
use crate::report::words::{count, percent, short, wrapped};
use crate::studies::rows::Subject;
use crate::studies::sensitivity::{Analysis, Doubt, Found, Index, Method, Note, Reading, Variance};

/// How many factors a table shows.
const MOST_SHOWN: usize = 12;
/// How many outcomes are told of where none is a main one.
const MOST_OUTCOMES: usize = 3;
/// The unit of shares, whose effects are told in points.
const SHARE: &str = "share";
/// How many factors a sentence names.
const MOST_NAMED: usize = 5;

/// All of it.
pub fn text(reading: &Reading, subject: Subject) -> String {
    let first = reading.found.first().map(|one| one.policy.as_str());
    let of_first =
        reading.found.iter().filter(|one| Some(one.policy.as_str()) == first && one.reference.is_empty());
    let mut outcomes: Vec<&str> = of_first.map(|one| one.outcome.as_str()).collect();
    let is_main = |name: &&str| name.starts_with(REMOVED);
    if outcomes.iter().any(is_main) {
        outcomes.retain(is_main);
    } else {
        outcomes.truncate(MOST_OUTCOMES);
    }
    let texts: String = outcomes.iter().map(|outcome| of_outcome(reading, subject, outcome)).collect();
    let of_all = reading.found.iter().flat_map(|one| &one.analysis.doubts).find(|doubt| is_of_all(doubt));
    let warning = of_all.map(|doubt| format!("\n{}", warning(reading.design.method, subject, doubt)));
    format!("{texts}{}", warning.unwrap_or_default())
}

/// Whether it is the same for all outcomes.
fn is_of_all(doubt: &Doubt) -> bool {
    matches!(doubt, Doubt::OneReplicate | Doubt::TwoReplicates)
}

fn warning(method: Method, subject: Subject, doubt: &Doubt) -> String {
    let name = |factor: usize| subject.plan.varied[factor].clone();
    wrapped(&format!("warning: {}", doubt.words(method, &name)))
}

fn of_outcome(reading: &Reading, subject: Subject, outcome: &str) -> String {
    let method = reading.design.method;
    let found: Vec<&Found> = reading.found.iter().filter(|one| one.outcome == outcome).collect();
    let what = match (method, found.first().map(|one| one.unit.as_str())) {
        (Method::Sobol, _) => "shares of its variance".to_owned(),
        (Method::Morris, Some(SHARE)) => "effects per whole range, in points".to_owned(),
        (Method::Morris, unit) => format!("effects per whole range, {}", unit.unwrap_or_default()),
    };
    let head = format!(
        "\n{outcome}: what it hangs on; {what}; {}, {} a point\n",
        count(reading.design.rows as u64, method.row()),
        count(subject.plan.replicates, "replicate")
    );
    let parts = found.iter().map(|one| of_found(method, subject, one));
    std::iter::once(head).chain(parts).collect()
}

fn of_found(method: Method, subject: Subject, found: &Found) -> String {
    let name = match found.reference.as_str() {
        "" => found.policy.clone(),
        reference => format!("{} - {reference}", found.policy),
    };
    let teller = Teller { method, subject, found, analysis: &found.analysis };
    let sentences = [teller.what_matters(), teller.what_does_not(), teller.luck()];
    let sentences: Vec<String> = sentences.into_iter().flatten().collect();
    let told = if sentences.is_empty() { String::new() } else { wrapped(&sentences.join(" ")) };
    format!("\n{name}\n{}{told}{}", teller.table(), teller.warnings())
}

/// Tells of one outcome.
struct Teller<'t> {
    method: Method,
    subject: Subject<'t>,
    found: &'t Found,
    analysis: &'t Analysis,
}

impl Teller<'_> {
    fn name(&self, index: &Index) -> &str {
        &self.subject.plan.varied[index.factor]
    }

    /// A number as people read it: of effects on shares, points.
    fn shown(&self, value: f64) -> String {
        match self.method {
            // no nought below nought
            Method::Sobol if value.is_finite() => format!("{:.2}", (value * 100.0).round() / 100.0 + 0.0),
            Method::Morris if self.found.unit == SHARE => short(value * 100.0),
            Method::Morris | Method::Sobol => short(value),
        }
    }

    fn table(&self) -> String {
        let ranked = self.analysis.ranked(self.method.leading());
        let said: Vec<&&Index> = ranked.iter().filter(|index| index.note != Note::DoesNothing).collect();
        if said.iter().all(|index| index.note == Note::Unknown) {
            return String::new();
        }
        let heads: &[&str] = match self.method {
            Method::Morris => &["", "mu_star", "from", "to", "mu", "sigma", ""],
            Method::Sobol => &["", "total", "from", "to", "first", "from", "to", ""],
        };
        let mut page = Page { heads: heads.iter().map(ToString::to_string).collect(), rows: Vec::new() };
        for index in said.iter().take(MOST_SHOWN) {
            let mut cells = vec![self.name(index).to_owned()];
            cells.extend(self.with_interval(index));
            let other = |statistic: &str| self.analysis.of(index.factor, statistic);
            match self.method {
                Method::Morris => {
                    let values =
                        ["mu", "sigma"].map(|one| other(one).map_or(f64::NAN, |one| one.estimate.value));
                    cells.extend(values.map(|value| self.shown(value)));
                }
                Method::Sobol => {
                    cells.extend(other("first").map(|first| self.with_interval(first)).unwrap_or_default());
                }
            }
            cells.push(if index.note == Note::Noise { "noise".into() } else { String::new() });
            page.rows.push((cells, Vec::new()));
        }
        let more = match said.len().saturating_sub(MOST_SHOWN) as u64 {
            0 => String::new(),
            more => format!("and {more} more; all of them, and all other outcomes: sensitivity\n"),
        };
        format!("{}{more}", page.text())
    }

    fn with_interval(&self, index: &Index) -> [String; 3] {
        let estimate = &index.estimate;
        [estimate.value, estimate.interval.low, estimate.interval.high].map(|value| self.shown(value))
    }

    /// The factors of a note, the greatest first.
    fn noted(&self, note: Note) -> Vec<&Index> {
        let ranked = self.analysis.ranked(self.method.leading());
        ranked.into_iter().filter(|index| index.note == note).collect()
    }

    fn what_matters(&self) -> Option<String> {
        if self.analysis.indices.iter().all(|index| matches!(index.note, Note::Unknown | Note::DoesNothing)) {
            return None;
        }
        let matter = self.noted(Note::Counts);
        if matter.is_empty() {
            return Some("Nothing that varies is told from nothing.".into());
        }
        let unit = match self.method {
            Method::Sobol => " of the variance",
            Method::Morris if self.found.unit == SHARE => " points",
            Method::Morris => "",
        };
        let say =
            |index: &Index| format!("`{}` ({}{unit})", self.name(index), self.shown(index.estimate.value));
        Some(format!("What matters most: {}.", named(&matter, &say)))
    }

    fn what_does_not(&self) -> Option<String> {
        let (noise, idle) = (self.noted(Note::Noise), self.noted(Note::DoesNothing));
        let say = |index: &Index| format!("`{}`", self.name(index));
        let is_said = noise.is_empty() || self.noted(Note::Counts).is_empty();
        let noise = (!is_said).then(|| format!("Not told from nothing: {}.", named(&noise, &say)));
        let idle = (!idle.is_empty()).then(|| format!("Does nothing at all: {}.", named(&idle, &say)));
        let both: Vec<String> = noise.into_iter().chain(idle).collect();
        (!both.is_empty()).then(|| both.join(" "))
    }

    /// How much of the variance of a single run is luck.
    fn luck(&self) -> Option<String> {
        let Variance { factors, luck, luck_with_factors, .. } = self.analysis.variance?;
        factors.share.is_finite().then(|| {
            format!(
                "Of the variance of a single run {} are due to what varies, {} to luck that does the same at all points, and {} \
                 to luck that does here what it does not there.",
                percent(factors.share),
                percent(luck.share),
                percent(luck_with_factors.share)
            )
        })
    }

    fn warnings(&self) -> String {
        let own = self.analysis.doubts.iter().filter(|doubt| !is_of_all(doubt));
        own.map(|doubt| warning(self.method, self.subject, doubt)).collect()
    }
}

/// The first of some, and how many more there are.
fn named(indices: &[&Index], say: &dyn Fn(&Index) -> String) -> String {
    let named: Vec<String> = indices.iter().take(MOST_NAMED).map(|index| say(index)).collect();
    let more = indices.len().saturating_sub(MOST_NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", named.join(", "))
}
