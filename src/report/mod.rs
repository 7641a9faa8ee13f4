//! Static figures of a study, each as SVG and PNG, drawn from its results folder and from nothing else.
//!
//! To add a figure: write `plots/NAME.rs` and one line in `FIGURES`.

/// What a study says, in sentences.
pub mod answer;
/// When targets are met.
mod arrivals;
/// Maps on a page.
mod atlas;
/// The outlines of regions.
mod boundaries;
/// What a search found.
mod boxes;
/// The pages of cases that come with the program.
pub mod case_pages;
/// Means by case.
pub mod cases;
/// Colours.
mod colour;
/// The shape of a distribution.
mod density;
/// What is known after so many replicates.
mod estimates;
/// Rows of means with their intervals.
mod forest;
/// What is foretold, and what was seen.
pub mod foretold;
/// The map of a study.
pub mod geometry;
/// The report as a page.
pub mod html;
/// What an outcome hangs on.
mod indices;
/// Lines and words for plotters.
mod ink;
/// Names beside a drawing.
mod labels;
/// What the manifest says.
mod manifest;
/// What the tables are, for other programs.
pub mod package;
/// Title, caption and panels.
mod page;
/// Paired differences between policies.
mod pairs;
/// What a spatial study found.
mod penalties;
/// The figures.
mod plots;
/// The map projection.
mod projection;
/// What a finished study says, from its folder.
mod recall;
/// What is read from the folder.
mod results;
/// Spans, ticks and numbers.
mod scale;
/// What colours of a map mean.
mod shading;
/// Means by policy.
mod summaries;
/// Areas that make up a whole over time.
mod stack;
/// CSV as a stream.
pub mod table;
/// What became of the lessons of a case.
pub mod taught;
/// Slanted lines and dots.
mod texture;
/// Panels over time.
mod timeline;
/// The bundled font and the images made with it.
mod typeface;
/// Numbers and counts in sentences.
pub mod words;

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::store::plan::Plan;
use crate::studies::{sensitivity, spatial};
use manifest::Mission;
use plots::{
    blindness, causes, convergence, cost, differences, distribution, fan, found_box, indices as matters, map,
    map_gain, map_years, money, projects, support, time_to_target,
};
pub use results::Results;
pub use typeface::Typeface;

/// Pixels of an image to a pixel of the drawing: 240 dots an inch when a figure is printed 16 cm wide.
pub const ZOOM: f32 = 2.0;

/// A kind of figure.
pub struct Figure {
    /// The first part of its file names.
    pub name: &'static str,
    /// What it shows.
    pub title: &'static str,
    /// The kind of study whose tables it shows; none where every study has them that keeps how its runs went.
    pub study: Option<&'static str>,
    /// Of what it is drawn, and how.
    subject: Subject,
}

/// What figures are drawn of.
enum Subject {
    /// Of each mission.
    Mission(fn(&Results, &Mission, &Typeface) -> Result<Drawing>),
    /// Of the study as a whole.
    Study(fn(&Results, &Typeface) -> Result<Drawing>),
}

/// What came of drawing.
enum Drawing {
    /// An SVG document.
    Drawn(String),
    /// Nothing, and why.
    Omitted(String),
}

impl Figure {
    /// A figure of each mission that every kind of study has that keeps how its runs went.
    const fn of_all(
        name: &'static str,
        title: &'static str,
        draw: fn(&Results, &Mission, &Typeface) -> Result<Drawing>,
    ) -> Self {
        Self { name, title, study: None, subject: Subject::Mission(draw) }
    }

    /// The same of all missions together.
    const fn once(
        name: &'static str,
        title: &'static str,
        draw: fn(&Results, &Typeface) -> Result<Drawing>,
    ) -> Self {
        Self { name, title, study: None, subject: Subject::Study(draw) }
    }

    /// The same, but of one kind of study alone.
    const fn of(self, study: &'static str) -> Self {
        Self { study: Some(study), ..self }
    }

    /// Whether a study of this kind has it. One that says what matters has many points and nothing of how runs went.
    fn belongs_to(&self, study: &str) -> bool {
        self.study.map_or(study != sensitivity::STUDY, |own| own == study)
    }

    /// Its drawings, each with the name of its files: `NAME.MISSION`, or `NAME` of the study as a whole.
    fn draw(&self, results: &Results, typeface: &Typeface) -> Result<Vec<(String, Drawing)>> {
        match self.subject {
            Subject::Study(draw) => Ok(vec![(self.name.to_owned(), draw(results, typeface)?)]),
            Subject::Mission(draw) => {
                let of = |mission: &Mission| {
                    Ok((format!("{}.{}", self.name, mission.name), draw(results, mission, typeface)?))
                };
                results.manifest.missions.iter().map(of).collect()
            }
        }
    }
}

/// All figures.
pub const FIGURES: [Figure; 17] = [
    Figure::of_all("fan", "How the indicator develops under each policy", fan::draw),
    Figure::of_all("distribution", "Where the runs end, policy by policy", distribution::draw),
    Figure::of_all("time_to_target", "When the target is first met", time_to_target::draw),
    Figure::of_all("differences", "How far policies are from each other", differences::draw),
    Figure::of_all("convergence", "Whether the replicates are enough", convergence::draw),
    Figure::of_all("cost", "What policies cost and what they reach", cost::draw),
    Figure::of_all("support", "Who stands behind a mission", support::draw),
    Figure::once("money", "What public money is spent on", money::draw),
    Figure::once("projects", "What becomes of projects", projects::draw),
    Figure::of_all("map", "Where a mission is taken up", map::uptake),
    Figure::of_all("map_years", "Where and when a mission is taken up", map_years::draw),
    Figure::of_all("map_gain", "Which regions gain and which lose", map_gain::draw),
    Figure::of_all("map_money", "Where public money goes", map::money),
    Figure::of_all("map_capacity", "Where institutions are able to act", map::capacity),
    Figure::of_all("causes", "What the penalty of blindness is due to", causes::draw).of(spatial::STUDY),
    Figure::of_all("blindness", "When it matters to be blind to place", blindness::draw).of(spatial::STUDY),
    Figure::of_all("indices", "What an outcome hangs on", matters::draw).of(sensitivity::STUDY),
];

/// Whether a study has tables of which there are figures.
pub fn has_figures(plan: &Plan) -> bool {
    plan.detailed_cases > 0 || plan.study == sensitivity::STUDY
}

/// The figures of a folder.
#[derive(Debug, Default)]
pub struct Album {
    /// The files that were written.
    pub written: Vec<PathBuf>,
    /// The figures that could not be drawn from what the folder holds.
    pub omitted: Vec<Omission>,
}

/// A figure that could not be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Omission {
    /// The name of its files.
    pub figure: String,
    /// Why.
    pub reason: String,
}

impl Album {
    /// What could not be drawn, in sentences that say each reason once.
    pub fn omissions(&self) -> Vec<String> {
        let mut told: Vec<(&str, Vec<String>)> = Vec::new();
        for Omission { figure, reason } in &self.omitted {
            let name = format!("`{figure}`");
            match told.iter_mut().find(|(known, _)| known == reason) {
                Some((_, names)) => names.push(name),
                None => told.push((reason, vec![name])),
            }
        }
        told.iter().map(|(reason, names)| format!("no figure {}: {reason}", names.join(", "))).collect()
    }
}

/// Draws every figure of this kind of study into the folder `figures` of a results folder, each as SVG and PNG.
///
/// A file is replaced only by a whole one. Fails when a file of the folder is missing or isn't what the program writes, or
/// when a figure can't be written.
pub fn draw(folder: &Path) -> Result<Album> {
    draw_at(folder, ZOOM)
}

/// The same with images of so many pixels to a pixel of the drawing.
fn draw_at(folder: &Path, zoom: f32) -> Result<Album> {
    let results = Results::open(folder)?;
    let typeface = Typeface::default();
    let figures = folder.join("figures");
    let mut album = Album::default();
    for figure in FIGURES.iter().filter(|figure| figure.belongs_to(&results.manifest.study)) {
        for (stem, drawing) in figure.draw(&results, &typeface)? {
            match drawing {
                Drawing::Omitted(reason) => album.omitted.push(Omission { figure: stem, reason }),
                Drawing::Drawn(svg) => {
                    album.written.extend(write_both(&figures, &stem, &svg, (&typeface, zoom))?);
                }
            }
        }
    }
    Ok(album)
}

/// Draws the boxes that a search found into `figures/box.NUMBER.svg` and `.png` of its folder. The results are
/// those of the study in which it was looked for, and titles say what happens in each box, in the order of `found.csv`.
///
/// Fails as [`draw`] does.
pub fn draw_boxes(folder: &Path, studied: &Results, titles: &[String]) -> Result<Vec<PathBuf>> {
    let typeface = Typeface::default();
    let mut written = Vec::new();
    for (place, (found, title)) in boxes::read(folder)?.iter().zip(titles).enumerate() {
        let shown = &found.limits[..found.limits.len().min(2)];
        let cases = found.cases(folder, shown)?;
        let svg = found_box::draw((found, &cases), title.clone(), &studied.manifest, &typeface)?;
        let stem = format!("box.{}", place + 1);
        written.extend(write_both(&folder.join("figures"), &stem, &svg, (&typeface, ZOOM))?);
    }
    Ok(written)
}

/// Writes a drawing as SVG and as PNG.
fn write_both(
    figures: &Path,
    stem: &str,
    svg: &str,
    (typeface, zoom): (&Typeface, f32),
) -> Result<[PathBuf; 2]> {
    let png = typeface.png(svg, zoom)?;
    Ok([
        write_whole(figures, &format!("{stem}.svg"), svg.as_bytes())?,
        write_whole(figures, &format!("{stem}.png"), &png)?,
    ])
}

/// Writes a file beside its place and moves it there.
fn write_whole(folder: &Path, name: &str, content: &[u8]) -> Result<PathBuf> {
    let (path, unfinished) = (folder.join(name), folder.join(format!(".{name}.unfinished")));
    let write = || {
        fs::create_dir_all(folder)?;
        fs::write(&unfinished, content)?;
        fs::rename(&unfinished, &path)
    };
    match write() {
        Ok(()) => Ok(path),
        Err(source) => {
            let _ = fs::remove_file(&unfinished);
            Err(Error::file(
                "could not write",
                &path,
                source,
                "make room or allow writing there, then draw again",
            ))
        }
    }
}

#[cfg(test)]
mod tests;
