//! Gaps: what is done about empty cells, by stated rules and never silently.

use std::collections::{BTreeMap, BTreeSet};

use super::columns::Measure;
use super::table::{Column, Draft};
use crate::form::complaint::did_you_mean;
use crate::form::{Choice, Complaint, Form, Place};
use crate::units::{Amount, Euros, Index};

/// What happens to a region in which a value is missing for which no national value is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GapRule {
    Country,
    Drop,
    Refuse,
}

impl Choice for GapRule {
    const OPTIONS: &'static [(Self, &'static str, &'static str)] = &[
        (
            Self::Country,
            "country",
            "it gets the mean of its country's other regions, by population; if they have none, it is left out",
        ),
        (Self::Drop, "drop", "the region is left out"),
        (Self::Refuse, "refuse", "the scenario doesn't run"),
    ];
}

/// Values that the scenario states for the regions of a country that lack them.
pub(super) struct National {
    country: String,
    place: Place,
    values: Vec<(Measure, f64)>,
    source: String,
}

impl National {
    pub fn read(form: &mut Form) -> Self {
        let country =
            form.text("country", "code of the country, as in the data").moves("private_research").required();
        let place = form.place_of("country");
        let gdp = form
            .amount::<Euros>(
                "gdp_per_head",
                "gross domestic product per head and year where the data have none",
            )
            .within(1.0, 1e7)
            .moves("private_research")
            .optional();
        let mut number = |key, meaning, high, moves| {
            form.amount::<Index>(key, meaning).within(0.0, high).moves(moves).optional().map(Amount::value)
        };
        let research = number(
            "research_intensity_percent",
            "all research and development in % of GDP where the data have none",
            100.0,
            "private_research",
        );
        let human = number(
            "human_capital_percent",
            "tertiary-educated share of adults in % where the data have none",
            100.0,
            "projects_at_work",
        );
        let capacity = number(
            "capacity",
            "institutional capacity, 0 to 1, where the data have none",
            1.0,
            "capacity_mean",
        );
        let source = form.text("source", "where the values come from, with the year").required();
        let values: Vec<(Measure, f64)> = [
            (Measure::Gdp, gdp.map(Amount::value)),
            (Measure::ResearchIntensity, research),
            (Measure::HumanCapital, human),
            (Measure::Capacity, capacity),
        ]
        .into_iter()
        .filter_map(|(measure, value)| Some((measure, value?)))
        .collect();
        if values.is_empty() {
            let allowed =
                "at least one of gdp_per_head, research_intensity_percent, human_capital_percent, capacity";
            form.complain_at(place.clone(), "no national value is stated", allowed);
        }
        Self { country, place, values, source }
    }

    fn value(&self, country: &str, measure: Measure) -> Option<f64> {
        let stated = self.values.iter().find(|(stated, _)| *stated == measure && self.country == country);
        stated.map(|(_, value)| *value)
    }
}

/// Complains about national values for unknown countries, and about two for one gap.
pub(super) fn check_national(national: &[&National], countries: &BTreeSet<&str>, form: &mut Form) {
    for (place, stated) in national.iter().enumerate() {
        if !countries.contains(stated.country.as_str()) {
            let message = format!("the data have no country `{}`", stated.country);
            let help = did_you_mean(&stated.country, countries.iter().copied());
            form.push(Complaint::new(stated.place.clone(), message, "a country of the data").help(help));
        }
        let is_twice = |earlier: &&National| {
            stated.values.iter().any(|(measure, _)| earlier.value(&stated.country, *measure).is_some())
        };
        if national[..place].iter().any(is_twice) {
            let message = format!("a national value of `{}` is stated twice", stated.country);
            form.complain_at(stated.place.clone(), message, "each value of a country once");
        }
    }
}

/// Where a value comes from that fills a gap.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Origin {
    /// The national value with this place in the scenario.
    Stated(usize),
    /// The country's other regions.
    Others,
}

/// What a region lacks: a column with this place, or the population.
type Lack = Option<usize>;

/// What was done, for notes: which column and country, and where the value comes from.
type Filling = (usize, String, Origin);

/// Fills the gaps of the selected regions, as far as the rule goes.
pub(super) struct Filler<'f> {
    pub rule: GapRule,
    pub national: &'f [&'f National],
}

/// Which regions stay, and what was done.
pub(super) struct Filled {
    pub stays: Vec<bool>,
    pub notes: Vec<String>,
}

impl Filler<'_> {
    /// Means are taken over all regions of the data, selected or not: a selection changes no value.
    pub fn fill(&self, draft: &mut Draft, selected: &[bool], form: &mut Form) -> Filled {
        let mut fillings: BTreeMap<Filling, (f64, Vec<usize>)> = BTreeMap::new();
        let mut lacking: Vec<Vec<Lack>> = vec![Vec::new(); draft.code.len()];
        let (population, country) = (&draft.population, &draft.country);
        for (region, people) in population.iter().enumerate() {
            if people.is_none() {
                lacking[region].push(None);
            }
        }
        for (which, column) in draft.columns.iter_mut().enumerate() {
            let known = column.values.clone();
            for region in (0..known.len()).filter(|&region| selected[region] && known[region].is_none()) {
                let found = self.stated(&country[region], column.measure).or_else(|| {
                    let mean = country_mean(column.measure, &known, population, country, &country[region]);
                    mean.filter(|_| self.rule == GapRule::Country).map(|mean| (Origin::Others, mean))
                });
                let (Some((origin, value)), Some(people)) = (found, population[region]) else {
                    lacking[region].push(Some(which));
                    continue;
                };
                column.values[region] = Some(if is_total(column.measure) { value * people } else { value });
                let filling = (which, country[region].clone(), origin);
                fillings.entry(filling).or_insert((value, Vec::new())).1.push(region);
            }
        }
        let stays: Vec<bool> =
            selected.iter().zip(&lacking).map(|(&selected, lack)| selected && lack.is_empty()).collect();
        let left_out = left_out(draft, selected, &lacking);
        if self.rule == GapRule::Refuse {
            for gap in &left_out {
                form.complain(
                    "gaps",
                    gap.clone(),
                    "state a national value, fill the cells, or choose another rule",
                );
            }
        }
        let mut notes = self.filling_notes(draft, &fillings, &stays);
        notes.extend(self.unused(draft, &fillings, selected));
        notes.extend(left_out.into_iter().map(|gap| format!("left out: {gap}")));
        Filled { stays, notes }
    }

    /// The national value that is stated, per head for totals.
    fn stated(&self, country: &str, measure: Measure) -> Option<(Origin, f64)> {
        let mut stated = self.national.iter().enumerate();
        stated.find_map(|(place, national)| {
            let value = national.value(country, measure)?;
            let value = if is_total(measure) { value * 1e-6 } else { value };
            Some((Origin::Stated(place), value))
        })
    }

    fn filling_notes(
        &self,
        draft: &Draft,
        fillings: &BTreeMap<Filling, (f64, Vec<usize>)>,
        stays: &[bool],
    ) -> Vec<String> {
        let mut notes = Vec::new();
        for ((which, country, origin), (value, regions)) in fillings {
            let codes = codes_of(draft, regions.iter().copied().filter(|&region| stays[region]));
            if codes.is_empty() {
                continue;
            }
            let Column { measure, what, unit, .. } = &draft.columns[*which];
            let shown = brief(if is_total(*measure) { value * 1e6 } else { *value });
            let (how, source) = match origin {
                Origin::Stated(place) => {
                    ("the stated national value", format!(" ({})", self.national[*place].source))
                }
                Origin::Others => ("the mean of the country's other regions by population,", String::new()),
            };
            notes.push(format!("{what} of {} set to {how} {shown}{unit}{source}", group(country, &codes)));
        }
        notes
    }

    /// National values of selected countries that nothing needed.
    fn unused(
        &self,
        draft: &Draft,
        fillings: &BTreeMap<Filling, (f64, Vec<usize>)>,
        selected: &[bool],
    ) -> Vec<String> {
        let mut notes = Vec::new();
        for (place, &National { country, values, .. }) in self.national.iter().enumerate() {
            let is_selected =
                draft.country.iter().zip(selected).any(|(other, &selected)| selected && other == country);
            for (measure, _) in values.iter().filter(|_| is_selected) {
                let Some(which) = draft.columns.iter().position(|column| column.measure == *measure) else {
                    continue;
                };
                if !fillings.contains_key(&(which, country.clone(), Origin::Stated(place))) {
                    let what = &draft.columns[which].what;
                    notes.push(format!(
                        "the stated national {what} of {country} isn't used: no region lacks it"
                    ));
                }
            }
        }
        notes
    }
}

/// Whether a column adds up over regions: then its value per head is what regions share.
fn is_total(measure: Measure) -> bool {
    measure == Measure::Gdp
}

/// The mean over a country's regions that have a value, by population; for totals their sum per head.
fn country_mean(
    measure: Measure,
    values: &[Option<f64>],
    population: &[Option<f64>],
    countries: &[String],
    country: &str,
) -> Option<f64> {
    let (mut sum, mut people) = (0.0, 0.0);
    for ((value, persons), other) in values.iter().zip(population).zip(countries) {
        if let (Some(value), Some(persons)) = (value, persons)
            && other == country
        {
            sum += if is_total(measure) { *value } else { value * persons };
            people += persons;
        }
    }
    (people > 0.0).then(|| sum / people)
}

/// One sentence for each group of selected regions of one country that lack the same.
fn left_out(draft: &Draft, selected: &[bool], lacking: &[Vec<Lack>]) -> Vec<String> {
    let mut groups: BTreeMap<(&str, &[Lack]), Vec<usize>> = BTreeMap::new();
    for region in (0..lacking.len()).filter(|&region| selected[region] && !lacking[region].is_empty()) {
        groups.entry((&draft.country[region], &lacking[region])).or_default().push(region);
    }
    let what = |lack: &Lack| lack.map_or("population", |which| &draft.columns[which].what);
    let sentence = |((country, lacks), regions): (&(&str, &[Lack]), &Vec<usize>)| {
        let codes = codes_of(draft, regions.iter().copied());
        let lacks: Vec<&str> = lacks.iter().map(what).collect();
        format!("{}: no {} known", group(country, &codes), lacks.join(", no "))
    };
    groups.iter().map(sentence).collect()
}

fn codes_of(draft: &Draft, regions: impl Iterator<Item = usize>) -> Vec<&str> {
    regions.map(|region| draft.code[region].as_str()).collect()
}

/// `12 regions of NL (NL11, NL12, NL13, ...)`.
fn group(country: &str, codes: &[&str]) -> String {
    let noun = if codes.len() == 1 { "region" } else { "regions" };
    format!("{} {noun} of {country} ({})", codes.len(), first_few(codes))
}

/// The first codes of a list for a note.
pub(super) fn first_few(codes: &[&str]) -> String {
    const SHOWN: usize = 3;
    let more = if codes.len() > SHOWN { ", ..." } else { "" };
    format!("{}{more}", codes[..codes.len().min(SHOWN)].join(", "))
}

/// A number for a note: about three digits.
fn brief(value: f64) -> String {
    let decimals = if value.abs() >= 100.0 { 0 } else { 2 };
    let text = format!("{value:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}
