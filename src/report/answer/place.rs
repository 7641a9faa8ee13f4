//! What a spatial study says: when blindness matters here, and when it doesn't.

use super::NET;
use crate::outcomes::REMOVED;
use crate::report::words::{count, short, signed};
use crate::studies::rows::Subject;
use crate::studies::spatial::{
    CAUSES, CONTEXT, DESIGN, OPEN, PER_HEAD, Penalty, REST, Reading, SENSITIVE, Share, WHOLE, origin,
};
use crate::studies::statistics::{Moments, Sign};

/// Costs that differ by less than this in the replicates that are judged are told as the same: they were brought together on
/// others.
const NEAR: f64 = 0.05;

/// The sentences on a mission.
pub fn sentences(reading: &Reading, subject: Subject, mission: &str) -> Vec<String> {
    let sensitive = origin(&subject.plan.changes);
    let teller = Teller { reading, subject, sensitive, outcome: format!("{REMOVED}.{mission}") };
    let all = [
        teller.main(OPEN, "an open competition"),
        teller.causes(OPEN),
        teller.main(PER_HEAD, "envelopes by population"),
        teller.map(),
        teller.context(),
        teller.zoning(),
        teller.set_back(mission),
        teller.ranking(),
    ];
    all.into_iter().flatten().collect()
}

/// How to read the sentences, and tables and figures beside them.
pub fn key(subject: Subject) -> [String; 2] {
    let own = origin(&subject.plan.changes);
    [
        format!("Tables and figures call the policy `{own}` of the scenario `{SENSITIVE}`."),
        "After ± stands half the width of a 95 % interval; what stands in brackets can’t be told from nought.".into(),
    ]
}

struct Teller<'t> {
    reading: &'t Reading,
    subject: Subject<'t>,
    sensitive: &'t str,
    outcome: String,
}

impl Teller<'_> {
    fn penalty(&self, case: usize, reference: &str) -> Option<&Moments> {
        self.reading.penalty(case, reference, &self.outcome).map(|one| &one.difference)
    }

    /// The cases of a group: their places and settings.
    fn group(&self, name: &str) -> Vec<(usize, &str)> {
        let cases = self.subject.plan.cases.iter().enumerate().take(self.reading.cases());
        cases
            .filter(|(_, case)| case.values[0] == name)
            .map(|(place, case)| (place, case.values[1].as_str()))
            .collect()
    }

    /// Whether it matters in the world as it is.
    fn main(&self, reference: &str, words: &str) -> Option<String> {
        let penalty = self.penalty(0, reference)?;
        let replicates = count(penalty.count(), "replicate");
        let cost = self.cost(reference);
        Some(match Sign::of(penalty) {
            Sign::Ahead => format!(
                "Against {words}, `{}` removes {} points more of the problem{cost} ({replicates}): \
                 to be blind in this way costs the mission something.",
                self.sensitive,
                points(penalty)
            ),
            Sign::Behind => format!(
                "Against {words}, `{}` removes less of the problem{cost} ({} points, {replicates}): \
                 to be blind in this way is better here.",
                self.sensitive,
                points(penalty)
            ),
            Sign::Undecided => format!(
                "Between `{}` and {words} no difference in the problem removed can be shown: {} points, {replicates}.",
                self.sensitive,
                points(penalty)
            ),
        })
    }

    /// At what cost, beside the one that it was meant to be the same as.
    fn cost(&self, reference: &str) -> String {
        let gap = self.reading.penalty(0, reference, NET).map(|one| one.difference.mean());
        let (gap, cost) = (gap.unwrap_or(f64::NAN), self.reading.cost(0).abs());
        if gap.is_nan() || cost.is_nan() {
            String::new()
        } else if gap.abs() <= NEAR * cost {
            " at the same expected cost".to_owned()
        } else {
            format!(", at a cost that differs by {} M EUR", signed(gap))
        }
    }

    /// To what it is due.
    fn causes(&self, reference: &str) -> Option<String> {
        let shares = self.reading.shares();
        let of = |cause: &str| {
            shares
                .iter()
                .find(|one| one.cause == cause && one.reference == reference && one.outcome == self.outcome)
        };
        let mut parts: Vec<&Share> = CAUSES.iter().filter_map(|(cause, _)| of(cause)).collect();
        parts.retain(|share| Sign::of(&share.part) != Sign::Undecided);
        parts.sort_by(|one, other| other.part.mean().abs().total_cmp(&one.part.mean().abs()));
        let (rest, whole) = (of(REST)?, of(WHOLE)?);
        if whole.part.mean() == 0.0 && rest.part.mean() == 0.0 {
            return None;
        }
        let named: Vec<String> =
            parts.iter().map(|share| format!("{} {}", share.cause, points(&share.part))).collect();
        let due = if named.is_empty() {
            "None of what regions differ in can be shown to matter for that".to_owned()
        } else {
            format!(
                "Of that, differences between regions account for: {} points (Shapley values)",
                named.join(", ")
            )
        };
        Some(format!(
            "{due}; if regions were alike in all of it, {} points would be left.",
            points(&rest.part)
        ))
    }

    /// Whether it is targeting, or mere concentration, and what better information would be worth.
    fn map(&self) -> Option<String> {
        let designs = self.group(DESIGN);
        let of = |setting: &str| {
            let place = designs.iter().find(|(_, known)| *known == setting)?.0;
            self.penalty(place, OPEN)
        };
        let (own, wrong, exact) = (self.penalty(0, OPEN)?, of("wrong map")?, of("exact map")?);
        let meaning = match (Sign::of(own), Sign::of(wrong)) {
            (Sign::Ahead, Sign::Ahead) if wrong.mean() > own.mean() / 2.0 => {
                "most of it is not targeting: money that goes by a wrong map does nearly as well"
            }
            (Sign::Ahead, Sign::Ahead) => "it is targeting for the most part, and in part mere concentration",
            (Sign::Ahead, _) => "it is targeting, and not concentration",
            _ => "there is no gain that could be targeting",
        };
        Some(format!(
            "With a wrong map the difference to an open competition is {} points, with an exact one {}: {meaning}.",
            points(wrong),
            points(exact)
        ))
    }

    /// When it matters, against context sensitivity.
    fn context(&self) -> Option<String> {
        let cases = self.group(CONTEXT);
        let said: Option<Vec<String>> = cases
            .iter()
            .map(|(place, setting)| Some(format!("{} at {setting}", points(self.penalty(*place, OPEN)?))))
            .collect();
        let said = said.filter(|said| !said.is_empty())?;
        Some(format!("Against the context sensitivity of the mission it is {} points.", said.join(", ")))
    }

    /// Whether the answer depends on how the map is cut.
    fn zoning(&self) -> Option<String> {
        let (place, setting) = *self.group("zoning").first()?;
        let (own, zoned) = (self.penalty(0, OPEN)?, self.penalty(place, OPEN)?);
        let same = match (Sign::of(own), Sign::of(zoned)) {
            (own, zoned) if own == zoned => "the same answer",
            (own, zoned) if own.reverses(zoned) => "the opposite answer",
            (Sign::Undecided, _) => "an answer where there was none",
            _ => "no answer, which need not be another one",
        };
        Some(format!("On larger zones (the {setting} of the codes) it is {} points: {same}.", points(zoned)))
    }

    /// Whether the order of the policies hangs on what regions differ in.
    fn ranking(&self) -> Option<String> {
        let (own, others) = self.reading.rankings.split_first()?;
        let changed = others.iter().filter(|ranking| *ranking != own).count() as u64;
        Some(format!(
            "By the mean share of the problem removed the order is {}; it is another in {changed} of the other {}.",
            own.join(", "),
            count(others.len() as u64, "case")
        ))
    }

    /// Who loses.
    fn set_back(&self, mission: &str) -> Option<String> {
        let outcome = format!("regions_set_back.{mission}");
        let of =
            |reference| self.reading.penalty(0, reference, &outcome).map(|one: &Penalty| &one.difference);
        let open = of(OPEN)?;
        Some(format!(
            "The share of regions that do worse than without any policy differs from that of an open competition by {} points.",
            points(open)
        ))
    }
}

/// A difference in points with half the width of its interval; in brackets what can't be told from nought.
pub fn points(difference: &Moments) -> String {
    let interval = difference.interval();
    if difference.count() > 0 && difference.mean() == 0.0 && difference.variance() == 0.0 {
        return "0".into();
    }
    let half = (interval.high - interval.low) / 2.0;
    let text = format!("{} ±{}", signed(difference.mean() * 100.0), short(half * 100.0));
    match Sign::of(difference) {
        Sign::Undecided => format!("({text})"),
        Sign::Ahead | Sign::Behind => text,
    }
}
