//! Maps of uptake at the deadline, one a policy, on one scale of colour.
//!
//! **Reads** `series.csv`: the regional means of `uptake.MISSION`, and the boundaries that the manifest names.

use std::collections::HashMap;

use crate::error::Result;
use crate::report::boundaries::{Boundaries, Outline};
use crate::report::canvas::{Anchor, Fill, LABEL, Stroke, TICK};
use crate::report::colour::{INK, NO_DATA, PAPER, sequential};
use crate::report::manifest::Mission;
use crate::report::page::{MARGIN, Page, Panels, provenance};
use crate::report::results::Results;
use crate::report::scale::{Scale, number, span, step, ticks};
use crate::report::{Drawing, Typeface};

/// The size of the bar of colours, pixels.
const BAR: (f64, f64) = (280.0, 12.0);
/// A panel is never higher than this, pixels.
const TALLEST: f64 = 560.0;

/// Draws the maps of a mission's uptake.
pub fn draw(results: &Results, mission: &Mission, typeface: &Typeface) -> Result<Drawing> {
    let manifest = &results.manifest;
    let (Some(file), Some(key)) = (&manifest.map, &manifest.map_key) else {
        return Ok(Drawing::Omitted("the scenario gives no boundaries to draw".into()));
    };
    let gathered = results.uptake(mission)?;
    let Some(shares) = shares(&gathered.policies) else {
        return Ok(Drawing::Omitted(format!(
            "series.csv has no regional `uptake.{}` in {}",
            mission.name, mission.deadline
        )));
    };
    let boundaries = Boundaries::read(&results.folder().join(file), key, manifest.map_window)?;
    if boundaries.is_empty() {
        return Ok(Drawing::Omitted("no boundary lies in the window of the map".into()));
    }

    let names: Vec<&str> = manifest.policies.iter().map(|policy| policy.name.as_str()).collect();
    let panels = Panels::new(typeface, &names, MARGIN, 16.0);
    let size = (panels.width, (panels.width * boundaries.proportion()).min(TALLEST));
    let outlines = boundaries.fitted(size);
    let known = |regions: &HashMap<_, _>| outlines.iter().filter(|o| regions.contains_key(&o.key)).count();
    let known: Vec<usize> = gathered.policies.iter().map(known).collect();
    if known.iter().all(|&regions| regions == 0) {
        return Ok(Drawing::Omitted(format!(
            "no region of the results has a boundary whose `{key}` is its name"
        )));
    }

    let title = format!("Uptake by region at the deadline: {}", mission.name);
    let mut page = Page::titled(typeface, &title, &subtitle(mission, names.len()));
    let gaps = known.iter().any(|&regions| regions < outlines.len());
    let top = draw_legend(&mut page, shares, gaps) + 12.0;
    let atlas = Atlas { outlines, shares, size, edge: if panels.columns() < 3 { 0.45 } else { 0.28 } };
    let bottom = atlas.draw(&mut page, top, &panels, &gathered.policies);
    let mut caption = provenance(manifest, &gathered);
    caption.push("Lambert azimuthal equal-area projection.".into());
    if !manifest.map_notice.is_empty() {
        caption.push(format!("{}.", manifest.map_notice.trim_end_matches('.')));
    }
    Ok(Drawing::Drawn(page.captioned(bottom, &caption)))
}

fn subtitle(mission: &Mission, maps: usize) -> String {
    let shared = if maps > 1 { "; all maps share one scale" } else { "" };
    format!(
        "Share of owners that have taken up a solution by {}, mean of the runs{shared}.",
        mission.deadline
    )
}

/// The ends of the scale of colours, shares: from 0 unless all lie far above it, to the next round value.
fn shares(policies: &[HashMap<String, f64>]) -> Option<(f64, f64)> {
    let (low, high) = span(policies.iter().flat_map(|regions| regions.values().copied()), 0.0)?;
    let low = if low < 0.5 * high { 0.0 } else { low };
    let distance = step(low, high, 5);
    Some(((low / distance + 1e-9).floor() * distance, (high / distance - 1e-9).ceil() * distance))
}

/// What all maps of a page share.
struct Atlas {
    outlines: Vec<Outline>,
    /// The ends of the scale of colours, shares.
    shares: (f64, f64),
    /// Width and height of a map, pixels.
    size: (f64, f64),
    /// The width of the lines between regions, pixels.
    edge: f64,
}

impl Atlas {
    /// Draws a map for each policy, from `top` on, and returns where the last one ends.
    fn draw(&self, page: &mut Page, top: f64, panels: &Panels, policies: &[HashMap<String, f64>]) -> f64 {
        page.canvas.define_window("window", self.size);
        for (place, outline) in self.outlines.iter().enumerate() {
            page.canvas.define_outline(&format!("r{place}"), &outline.data);
        }
        let mut bottom = top;
        for row in 0..panels.rows() {
            let name = bottom + panels.name_height(row) + if row == 0 { 0.0 } else { 14.0 };
            for (panel, regions) in policies.iter().enumerate().filter(|(panel, _)| panels.row(*panel) == row)
            {
                panels.write_name(&mut page.canvas, panel, name, INK);
                self.draw_map(page, (panels.left(panel), name + 10.0), regions);
            }
            bottom = name + 10.0 + self.size.1;
        }
        bottom
    }

    fn draw_map(&self, page: &mut Page, at: (f64, f64), regions: &HashMap<String, f64>) {
        let scale = Scale { domain: self.shares, range: (0.0, 1.0) };
        page.canvas.open_panel(at, "window", Stroke { colour: PAPER, width: self.edge, dashed: false });
        for (place, outline) in self.outlines.iter().enumerate() {
            let (colour, meaning) = match regions.get(&outline.key) {
                Some(&share) => {
                    (sequential(scale.at(share)), format!("{}: {:.1} %", outline.key, share * 100.0))
                }
                None => (NO_DATA.to_owned(), format!("{}: no data", outline.key)),
            };
            page.canvas.stamp(&format!("r{place}"), &colour, &meaning);
        }
        page.canvas.close_panel();
    }
}

/// The bar of colours with its unit, and the grey of no data if there are gaps. Returns where it ends.
fn draw_legend(page: &mut Page, (low, high): (f64, f64), gaps: bool) -> f64 {
    let colours: Vec<_> = (0..=20).map(|n| sequential(f64::from(n) / 20.0)).collect();
    page.canvas.define_gradient("scale", &colours);
    let top = page.top + 4.0;
    page.canvas.words((MARGIN, top + 11.0), "uptake, % of owners", LABEL);
    let left = MARGIN + LABEL.width(page.typeface, "uptake, % of owners") + 16.0;
    page.canvas.rectangle((left, top), BAR, Fill { colour: "url(#scale)", opacity: 1.0 });
    let scale = Scale { domain: (low * 100.0, high * 100.0), range: (left, left + BAR.0) };
    let distance = step(scale.domain.0, scale.domain.1, 5);
    let under = top + BAR.1;
    for tick in ticks(scale.domain.0, scale.domain.1, 5) {
        let x = scale.at(tick);
        page.canvas.line((x, under), (x, under + 4.0), Stroke { colour: INK, width: 1.0, dashed: false });
        page.canvas.words((x, under + 17.0), &number(tick, distance), TICK.anchored(Anchor::Middle));
    }
    if gaps {
        let x = left + BAR.0 + 40.0;
        page.canvas.rectangle((x, top), (22.0, BAR.1), Fill { colour: NO_DATA, opacity: 1.0 });
        page.canvas.words((x + 29.0, top + 10.5), "no data", LABEL);
    }
    under + 20.0
}
