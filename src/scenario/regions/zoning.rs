//! Zoning: regions whose codes begin alike are one region, so that a result can be held against another map of the same
//! country.

use super::RegionTable;
use crate::form::{Form, Place};
use crate::ids::CountryId;

/// How many letters of a code say to which zone a region belongs, and where that is written.
pub(super) struct Zoning {
    letters: usize,
    place: Place,
}

/// What one region of the table brings into its zone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// Persons.
    pub population: f64,
    /// Gross domestic product, M EUR a year.
    pub gdp: f64,
}

impl Zoning {
    pub fn read(form: &mut Form) -> Option<Self> {
        let letters = form
            .count(
                "zoning",
                "how many letters of their codes regions have in common that are taken as one; not given: each is one",
            )
            .within(1, 60)
            .moves("concentration_by_region")
            .optional()?;
        Some(Self { letters, place: form.place_of("zoning") })
    }

    /// Joins regions: persons, GDP and the problem are sums, all else means over people.
    pub fn join(&self, table: RegionTable, form: &mut Form) -> RegionTable {
        let zones = self.zones(&table);
        if zones.len() == table.len() {
            return table;
        }
        for zone in &zones {
            if zone.members.iter().any(|region| table.country[*region] != zone.country) {
                let message = format!("`{}` would join regions of different countries", zone.code);
                form.complain_at(self.place.clone(), message, "more letters, so that countries stay apart");
            }
        }
        let mut joined = joined(&table, &zones);
        let noun = if self.letters == 1 { "letter" } else { "letters" };
        joined.notes.push(format!(
            "{} regions are joined into {} by the first {} {noun} of their codes",
            table.len(),
            zones.len(),
            self.letters
        ));
        joined
    }

    fn zones(&self, table: &RegionTable) -> Vec<Zone> {
        let mut zones: Vec<Zone> = Vec::new();
        for (region, code) in table.code.iter().enumerate() {
            let code: String = code.chars().take(self.letters).collect();
            match zones.iter_mut().find(|zone| zone.code == code) {
                Some(zone) => zone.members.push(region),
                None => zones.push(Zone { code, country: table.country[region], members: vec![region] }),
            }
        }
        zones
    }
}

/// Regions that are one.
struct Zone {
    code: String,
    country: CountryId,
    members: Vec<usize>,
}

fn joined(table: &RegionTable, zones: &[Zone]) -> RegionTable {
    let people = &table.population;
    let sums = |column: &[f64]| -> Vec<f64> {
        zones.iter().map(|zone| zone.members.iter().map(|region| column[*region]).sum()).collect()
    };
    let mean = |zone: &Zone, value: &dyn Fn(usize) -> f64| -> f64 {
        match zone.members.as_slice() {
            // what stands alone is not rounded
            [region] => value(*region),
            members => {
                let sum: f64 = members.iter().map(|region| value(*region) * people[*region]).sum();
                sum / members.iter().map(|region| people[*region]).sum::<f64>()
            }
        }
    };
    let means = |column: &[f64]| -> Vec<f64> {
        zones.iter().map(|zone| mean(zone, &|region| column[region])).collect()
    };
    let part = |region: &usize| Part { population: people[*region], gdp: table.gdp[*region] };
    let name = |zone: &Zone| match zone.members.as_slice() {
        [region] => table.name[*region].clone(),
        _ => zone.code.clone(),
    };
    let numbers = table.context.first().map_or(0, Vec::len);
    RegionTable {
        code: zones.iter().map(|zone| zone.code.clone()).collect(),
        name: zones.iter().map(name).collect(),
        country: zones.iter().map(|zone| zone.country).collect(),
        countries: table.countries.clone(),
        population: sums(people),
        gdp: sums(&table.gdp),
        // a share of GDP: by what it is a share of, so that all research is as much as it was
        research_intensity: research_intensity(table, zones),
        human_capital: means(&table.human_capital),
        capacity: means(&table.capacity),
        longitude: means(&table.longitude),
        latitude: means(&table.latitude),
        context: zones
            .iter()
            .map(|zone| {
                (0..numbers).map(|which| mean(zone, &|region| table.context[region][which])).collect()
            })
            .collect(),
        need: table.need.as_deref().map(means),
        parts: zones.iter().map(|zone| zone.members.iter().map(part).collect()).collect(),
        notes: table.notes.clone(),
        files: table.files.clone(),
        ..RegionTable::default()
    }
}

fn research_intensity(table: &RegionTable, zones: &[Zone]) -> Vec<f64> {
    let of_zone = |zone: &Zone| match zone.members.as_slice() {
        [region] => table.research_intensity[*region],
        members => {
            let research: f64 =
                members.iter().map(|region| table.research_intensity[*region] * table.gdp[*region]).sum();
            research / members.iter().map(|region| table.gdp[*region]).sum::<f64>()
        }
    };
    zones.iter().map(of_zone).collect()
}
