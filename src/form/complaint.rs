//! What is wrong, where, and what is allowed: shown together in rustc's manner.

use std::cmp::Reverse;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::node::{Place, Sources};
use crate::error::Error;

/// One thing that is wrong with what was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// Where it stands.
    pub place: Place,
    /// What is wrong.
    pub message: String,
    /// What is allowed; shown under the place.
    pub label: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Complaint {
    /// A complaint without advice.
    pub fn new(place: Place, message: impl Into<String>, label: impl Into<String>) -> Self {
        Self { place, message: message.into(), label: label.into(), help: None }
    }
    /// The same with advice, if there is any.
    #[must_use]
    pub fn help(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }
}

/// How many complaints are shown at most: who is told of so many reads no further.
const MOST_SHOWN: usize = 100;

/// The complaints as text for a person, in the order of their places, each said once.
pub fn render(complaints: &[Complaint], sources: &Sources, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let sorted = sort(complaints);
    let shown = sorted.iter().take(MOST_SHOWN).map(|complaint| render_one(complaint, sources, &renderer));
    let mut texts: Vec<String> = shown.collect();
    if sorted.len() > MOST_SHOWN {
        texts.push(format!("... and {} problems more", sorted.len() - MOST_SHOWN));
    }
    texts.join("\n\n")
}

/// The complaints as the error that ends the program.
pub fn into_error(complaints: &[Complaint], sources: &Sources, colour: bool) -> Error {
    Error::Scenario { rendered: render(complaints, sources, colour), count: sort(complaints).len() }
}

fn sort(complaints: &[Complaint]) -> Vec<&Complaint> {
    let mut sorted: Vec<&Complaint> = complaints.iter().collect();
    sorted.sort_by_key(|complaint| {
        let Place { source, span } = &complaint.place;
        (*source, span.start, span.end)
    });
    sorted.dedup();
    sorted
}

/// How many characters of a message are shown at most: it may quote whatever the user wrote.
const LONGEST_MESSAGE: usize = 400;

/// A message that can neither break the layout nor send commands to a terminal.
fn tame(message: &str) -> String {
    let clipped = message.chars().count() > LONGEST_MESSAGE;
    let shown = message.chars().take(LONGEST_MESSAGE);
    let tamed = shown
        .map(|letter| if letter.is_control() { letter.escape_default().to_string() } else { letter.into() });
    tamed.chain(clipped.then(|| "...".into())).collect()
}

fn render_one(complaint: &Complaint, sources: &Sources, renderer: &Renderer) -> String {
    let help = complaint.help.as_deref().map(|help| Level::HELP.message(tame(help)));
    let title = Level::ERROR.primary_title(tame(&complaint.message));
    let Some(text) = sources.get(complaint.place.source) else {
        return renderer.render(&[title.elements(help)]);
    };
    let line = Line::around(&text.content, &complaint.place.span);
    let annotation = AnnotationKind::Primary.span(line.span).label(tame(&complaint.label));
    let snippet =
        Snippet::source(line.text).line_start(line.number).path(text.name.as_str()).annotation(annotation);
    renderer.render(&[title.element(snippet).elements(help)])
}

/// How many bytes are marked at most, and how many are shown after them: a line may be as long as a file.
const SHOWN_AFTER: usize = 200;

/// The one line that a complaint shows. A place of several lines is cut to its first.
struct Line<'a> {
    text: &'a str,
    number: usize,
    span: Range<usize>,
}

impl<'a> Line<'a> {
    fn around(content: &'a str, span: &Range<usize>) -> Self {
        let start = boundary_before(content, span.start);
        let end = boundary_after(content, span.end).max(start);
        let line_start = content[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let line_end = content[start..].find('\n').map_or(content.len(), |newline| start + newline);
        let number = content[..line_start].matches('\n').count() + 1;
        let whole = content[line_start..line_end].trim_end_matches('\r');
        let from = (start - line_start).min(whole.len());
        let marked_end = boundary_after(whole, from + SHOWN_AFTER);
        let to = (end - line_start).clamp(from, marked_end);
        let text = &whole[..boundary_after(whole, to + SHOWN_AFTER)];
        Self { text, number, span: from..to }
    }
}

/// The nearest place at or before a byte where the text can be cut.
fn boundary_before(text: &str, byte: usize) -> usize {
    (0..=byte.min(text.len())).rev().find(|&byte| text.is_char_boundary(byte)).unwrap_or(0)
}

/// The nearest place at or after a byte where the text can be cut.
fn boundary_after(text: &str, byte: usize) -> usize {
    (byte..text.len()).find(|&byte| text.is_char_boundary(byte)).unwrap_or(text.len())
}

/// The candidate that is most like a word, if any is like enough to be what was meant.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let tolerated = (word.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| {
            (strsim::damerau_levenshtein(&word.to_lowercase(), &candidate.to_lowercase()), candidate)
        })
        .filter(|&(distance, candidate)| distance <= tolerated && distance < candidate.chars().count())
        .min_by_key(|&(distance, candidate)| (distance, Reverse(common_start(word, candidate))))
        .map(|(_, candidate)| candidate)
}

/// The advice "did you mean ...?", if a candidate is near.
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(word, candidates).map(|candidate| format!("did you mean `{candidate}`?"))
}

fn common_start(left: &str, right: &str) -> usize {
    left.chars().zip(right.chars()).take_while(|(left, right)| left == right).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_place_of_any_text_can_be_shown() {
        for content in [
            "",
            "\n",
            "\r\n\r\n",
            "a = 1",
            "a = '\u{e4}\u{65e5}\u{1f600}'\r\nb\t= 2\n",
            "\u{7}\u{0}x\u{1b}[31m",
        ] {
            let mut sources = Sources::default();
            sources.add("a.toml", content, "".as_ref());
            for start in 0..content.len() + 3 {
                for end in [0, start, start + 1, start + 2, start + 100, usize::MAX] {
                    let complaint = Complaint::new(Place { source: 0, span: start..end }, "wrong", "right");
                    let rendered = render(&[complaint], &sources, false);
                    assert!(rendered.contains("right"), "{content:?} {start} {end}");
                    assert!(!rendered.contains(|letter: char| letter.is_control() && letter != '\n'));
                }
            }
        }
        let nowhere = Complaint::new(Place { source: 7, span: 0..1 }, "wrong", "right");
        assert_eq!(render(&[nowhere], &Sources::default(), false), "error: wrong");
    }

    #[test]
    fn complaints_are_sorted_said_once_and_not_without_end() {
        let mut sources = Sources::default();
        sources.add("a.toml", "abcdef\n".repeat(50), "".as_ref());
        let at = |start: usize| Complaint::new(Place { source: 0, span: start..start + 1 }, "wrong", "right");
        let rendered = render(&[at(2), at(1), at(2)], &sources, false);
        let places: Vec<&str> = rendered.lines().filter(|line| line.contains("-->")).collect();
        assert_eq!(places, [" --> a.toml:1:2", " --> a.toml:1:3"]);
        let many: Vec<Complaint> = (0..300).map(at).collect();
        assert!(render(&many, &sources, false).ends_with("... and 200 problems more"));
        let error = into_error(&many, &sources, false);
        assert!(matches!(error, Error::Scenario { count: 300, .. }), "{error:?}");
    }

    #[test]
    fn what_was_meant_is_guessed_only_when_it_is_near() {
        let keys = ["budget", "until", "from", "a"];
        for (word, meant) in [("budjet", "budget"), ("Budget", "budget"), ("form", "from"), ("util", "until")]
        {
            assert_eq!(nearest(word, keys), Some(meant), "{word}");
        }
        for word in ["x", "", "prize", "zzz"] {
            assert_eq!(nearest(word, keys), None, "{word}");
        }
    }
}
