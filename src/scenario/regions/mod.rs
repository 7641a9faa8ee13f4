//! Regions: the `[regions]` table of a scenario, read from a data file or synthetic.

mod columns;
mod context;
mod gaps;
mod map;
mod synthetic;
mod table;
#[cfg(test)]
mod tests;
mod zoning;

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::form::complaint::did_you_mean;
use crate::form::{Complaint, FileReference, Form, PlacedText};
use crate::ids::{CountryId, CountryKind, RegionKind};
use crate::numeric::{asin, cos, sin};
use crate::units::Kilometres;
use columns::{Columns, Measure};
use gaps::{Filler, GapRule, National};
use map::Map;
use synthetic::Synthetic;
use table::Draft;
pub use zoning::Part;
use zoning::Zoning;

/// How many regions a scenario may have.
const MOST_REGIONS: usize = 400;

/// Mean radius of the earth, km (Moritz 2000, Geodetic Reference System 1980).
const EARTH_RADIUS: f64 = 6371.0088;
/// Length of a degree of a great circle, km.
const KILOMETRES_PER_DEGREE: f64 = EARTH_RADIUS * std::f64::consts::PI / 180.0;

/// What is known of the regions before the start: columns of equal length, sorted by country, then code. The
/// place in a column is the id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RegionTable {
    /// Unique codes, by which the scenario names regions.
    pub code: Vec<String>,
    /// Names for people.
    pub name: Vec<String>,
    /// The country of each region.
    pub country: Vec<CountryId>,
    /// The codes of the countries, in the order of their ids.
    pub countries: Vec<String>,
    /// Persons.
    pub population: Vec<f64>,
    /// Gross domestic product, M EUR a year.
    pub gdp: Vec<f64>,
    /// All research and development as a fraction of GDP.
    pub research_intensity: Vec<f64>,
    /// Tertiary-educated share of adults, 0 to 1.
    pub human_capital: Vec<f64>,
    /// Institutional capacity as in the data, 0 to 1.
    pub capacity: Vec<f64>,
    /// Degrees east of the centre.
    pub longitude: Vec<f64>,
    /// Degrees north of the centre.
    pub latitude: Vec<f64>,
    /// For each region the same 0 to 4 numbers that say in what it differs as a place for solutions. Each has
    /// mean 0 and standard deviation 1 over people, or is 0 where all regions are alike. Zones have the means of what they are
    /// made of, so that a home of a solution is the same place on any zoning.
    pub context: Vec<Vec<f64>>,
    /// Problem per head relative to other regions, above 0; none when the data say nothing of it.
    pub need: Option<Vec<f64>>,
    /// What each region is made of, where regions of the data are joined.
    pub parts: Vec<Vec<Part>>,
    /// A `GeoJSON` file of outlines.
    pub map: Option<PathBuf>,
    /// The property of an outline that holds the region's code.
    pub map_key: String,
    /// The part of the map to draw, degrees: west, south, east, north.
    pub map_window: [f64; 4],
    /// Warnings for the user: what was filled by which rule, and what was left out and why.
    pub notes: Vec<String>,
    /// Every data file that was read.
    pub files: Vec<PathBuf>,
}

/// What the scenario asks for.
struct Asked {
    table: Option<FileReference>,
    columns: Columns,
    countries: Option<Vec<PlacedText>>,
    only: Option<Vec<PlacedText>>,
    gaps: GapRule,
    national: Vec<(String, National)>,
    synthetic: Synthetic,
    zoning: Option<Zoning>,
    map: Map,
}

impl Asked {
    fn read(form: &mut Form) -> Self {
        Self {
            table: form
                .path("table", "CSV file with a line for each region; or give `synthetic`")
                .moves("capacity_mean")
                .optional(),
            columns: form.table("columns", "the columns of the file that hold what is needed", Columns::read),
            countries: form
                .texts("countries", "the countries to take; none given: all", "country")
                .moves("money_per_head")
                .optional(),
            only: form
                .texts("only", "the codes of the regions to take; none given: all", "region")
                .moves("money_per_head")
                .optional(),
            gaps: form
                .choice(
                    "gaps",
                    "what happens to a region that lacks a value for which no national one is stated",
                )
                .moves("capacity_mean")
                .default(GapRule::Country),
            national: form.named(
                "national",
                "values stated for the regions of a country that lack them",
                |form, _| National::read(form),
            ),
            synthetic: form.table("synthetic", "regular regions instead of a table", Synthetic::read),
            zoning: Zoning::read(form),
            map: Map::read(form),
        }
    }
}

impl RegionTable {
    /// Reads the table `[regions]` and the files that it names, and makes regions and countries known by
    /// their codes. A form that records touches no file and gives an empty table.
    pub fn read(form: &mut Form) -> Self {
        let asked = Asked::read(form);
        if form.is_recording() {
            return Self::default();
        }
        let mut regions = match (&asked.table, form.is_set("synthetic")) {
            (Some(file), false) => Self::from_file(form, &asked, file),
            (None, true) => {
                refuse_table_keys(form);
                asked.synthetic.regions()
            }
            (table, _) => {
                // a `table` that is written but isn't a path has its complaint already
                if table.is_some() || !form.is_set("table") {
                    let what =
                        if table.is_some() { "the regions are given twice" } else { "there are no regions" };
                    form.complain("table", what, "either `table`, a CSV file, or a table `synthetic`");
                }
                Self::default()
            }
        };
        if let Some(zoning) = &asked.zoning {
            regions = zoning.join(regions, form);
        }
        asked.map.add_to(&mut regions, form);
        for code in &regions.countries {
            form.names_mut().add::<CountryKind>(code);
        }
        for code in &regions.code {
            form.names_mut().add::<RegionKind>(code);
        }
        regions
    }

    /// How many regions there are.
    pub fn len(&self) -> usize {
        self.code.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.code.is_empty()
    }

    /// The distance between the centres of the regions at two places, along a great circle (haversine).
    pub fn distance_km(&self, a: usize, b: usize) -> Kilometres {
        let (north, other_north) = (self.latitude[a].to_radians(), self.latitude[b].to_radians());
        let half_north = sin((other_north - north) / 2.0);
        let half_east = sin((self.longitude[b] - self.longitude[a]).to_radians() / 2.0);
        let haversine = half_north * half_north + cos(north) * cos(other_north) * half_east * half_east;
        Kilometres(2.0 * EARTH_RADIUS * asin(haversine.sqrt().min(1.0)))
    }

    fn from_file(form: &mut Form, asked: &Asked, file: &FileReference) -> Self {
        let Some(mut draft) = table::read(form, file, &asked.columns) else { return Self::default() };
        let selected = select(form, asked, &draft);
        let (mut stays, mut notes) = (selected, Vec::new());
        // what stands in for a faulty cell is no gap
        if draft.is_sound {
            let countries: BTreeSet<&str> = draft.country.iter().map(String::as_str).collect();
            let national: Vec<&National> = asked.national.iter().map(|(_, national)| national).collect();
            gaps::check_national(&national, &countries, form);
            let filled = Filler { rule: asked.gaps, national: &national }.fill(&mut draft, &stays, form);
            (stays, notes) = (filled.stays, filled.notes);
        }
        let count = stays.iter().filter(|&&stays| stays).count();
        if count > MOST_REGIONS {
            let message = format!("there are {count} regions");
            form.complain_at(
                file.place.clone(),
                message,
                format!("at most {MOST_REGIONS}: choose `countries`"),
            );
        }
        if count == 0 && draft.is_sound {
            let message = format!("no region of {} is left", file.path.display());
            let help = (!notes.is_empty()).then(|| notes.join("; "));
            let complaint = Complaint::new(file.place.clone(), message, "at least one with all values");
            form.push(complaint.help(help));
        }
        let mut regions = Self::from_draft(&draft, &stays);
        notes.append(&mut regions.notes);
        Self { notes, files: vec![file.path.clone()], ..regions }
    }

    /// The regions that stay, in their order, in the units of the table.
    fn from_draft(draft: &Draft, stays: &[bool]) -> Self {
        let mut order: Vec<usize> = (0..stays.len()).filter(|&region| stays[region]).collect();
        order.sort_by(|&a, &b| (&draft.country[a], &draft.code[a]).cmp(&(&draft.country[b], &draft.code[b])));
        let texts = |column: &[String]| order.iter().map(|&region| column[region].clone()).collect();
        let numbers = |values: &[Option<f64>]| -> Vec<f64> {
            order.iter().map(|&region| values[region].unwrap_or_default()).collect()
        };
        let measured = |measure: Measure| -> Vec<f64> {
            let column = draft.columns.iter().find(|column| column.measure == measure);
            column.map(|column| numbers(&column.values)).unwrap_or_default()
        };
        let fractions = |measure| measured(measure).into_iter().map(|percent| percent / 100.0).collect();
        let mut countries: Vec<String> = texts(&draft.country);
        countries.dedup();
        let country_id = |region: &usize| {
            CountryId::new(countries.partition_point(|country| *country < draft.country[*region]))
        };
        let population = numbers(&draft.population);
        let mut context = vec![Vec::new(); order.len()];
        let mut notes = Vec::new();
        for column in draft.columns.iter().filter(|column| column.measure == Measure::Context) {
            let mut values = numbers(&column.values);
            if !context::standardise(&mut values, &population) {
                notes.push(format!("{} tells no region from another", column.what));
            }
            for (all, value) in context.iter_mut().zip(values) {
                all.push(value);
            }
        }
        let has_need = draft.columns.iter().any(|column| column.measure == Measure::Need);
        Self {
            code: texts(&draft.code),
            name: texts(&draft.name),
            country: order.iter().map(country_id).collect(),
            population,
            gdp: measured(Measure::Gdp),
            research_intensity: fractions(Measure::ResearchIntensity),
            human_capital: fractions(Measure::HumanCapital),
            capacity: measured(Measure::Capacity),
            longitude: measured(Measure::Longitude),
            latitude: measured(Measure::Latitude),
            context,
            need: has_need.then(|| measured(Measure::Need)),
            countries,
            notes,
            ..Self::default()
        }
    }
}

/// Complains about keys that say how to read a table where there is none.
fn refuse_table_keys(form: &mut Form) {
    for key in ["columns", "countries", "only", "gaps", "national"] {
        if form.is_set(key) {
            let message = format!("`{key}` is about a table, and the regions are synthetic");
            form.complain(key, message, "not with `synthetic`");
        }
    }
}

/// Which regions of the data the scenario takes; complains about codes that are not there.
fn select(form: &mut Form, asked: &Asked, draft: &Draft) -> Vec<bool> {
    let is_in = |wanted: &Option<Vec<PlacedText>>, name: &str| {
        wanted.as_ref().is_none_or(|all| all.iter().any(|one| one.text == name))
    };
    let selected = draft.code.iter().zip(&draft.country);
    let selected =
        selected.map(|(code, country)| is_in(&asked.countries, country) && is_in(&asked.only, code));
    let selected = selected.collect();
    // in a file with faults a row may be missing
    if draft.is_sound {
        refuse_unknown(form, "region", asked.only.as_deref(), &draft.code);
        refuse_unknown(form, "country", asked.countries.as_deref(), &draft.country);
    }
    selected
}

fn refuse_unknown(form: &mut Form, what: &str, wanted: Option<&[PlacedText]>, known: &[String]) {
    for PlacedText { text, place } in wanted.unwrap_or_default() {
        if !known.contains(text) {
            let known: BTreeSet<&str> = known.iter().map(String::as_str).collect();
            let help = did_you_mean(text, known.iter().copied()).or_else(|| {
                (known.len() <= MOST_LISTED)
                    .then(|| format!("known: {}", known.iter().copied().collect::<Vec<_>>().join(", ")))
            });
            let message = format!("the data have no {what} `{text}`");
            form.push(Complaint::new(place.clone(), message, format!("a {what} of the data")).help(help));
        }
    }
}

/// How many names a complaint lists at most.
const MOST_LISTED: usize = 40;
