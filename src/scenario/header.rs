//! What the comments of a scenario file say: what it teaches, which facts it rests on and what is assumed, and for each number
//! whether it is one or the other.
//!
//! The header is the comments at the top. `What it teaches:` begins a paragraph; each `Fact: KEY: ...` names a source by a key;
//! `Assumed:` begins another paragraph, and a line that begins with `Simulated` closes it. In the body a line that sets a number
//! ends with `# [A]` or with `# KEY`; ranges of uncertainties have a `source` in their table instead.

/// What stands for an assumption of ours.
pub const ASSUMED: &str = "[A]";

/// What the header of a file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// What it teaches.
    pub teaches: String,
    /// Its facts.
    pub facts: Vec<Fact>,
    /// What is assumed.
    pub assumed: String,
    /// That it is simulated, and no forecast.
    pub simulated: String,
    /// The first paragraph of a header without these words.
    pub opening: String,
}

/// A fact with its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// By what lines of the body name it.
    pub key: String,
    /// What it says, and where it is from.
    pub text: String,
}

/// Where the numbers of a file come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Lines and ranges that name a source.
    pub facts: usize,
    /// Lines and ranges that are assumed.
    pub assumptions: usize,
    /// How many of them are ranges of uncertainties.
    pub ranges: usize,
    /// Lines that set a number and say nothing of where it comes from: their numbers, and what they say.
    pub unmarked: Vec<(usize, String)>,
}

/// The beginnings of what a header says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Teaches,
    Fact,
    Assumed,
    Simulated,
    Opening,
}

const PARTS: [(&str, Part); 4] = [
    ("What it teaches:", Part::Teaches),
    ("Fact:", Part::Fact),
    ("Assumed:", Part::Assumed),
    ("Simulated", Part::Simulated),
];

impl Header {
    /// Reads the comments at the top of a file.
    pub fn read(text: &str) -> Self {
        let mut header = Self::default();
        let mut part = Part::Opening;
        let comments = text.lines().take_while(|line| line.starts_with('#'));
        for line in comments.filter(|line| !line.starts_with("#:")) {
            let line = line.trim_start_matches('#').trim();
            let begins = PARTS.iter().find(|(word, _)| line.starts_with(word));
            let said = match begins {
                // that one is a sentence, with its first word
                Some((_, Part::Simulated)) | None => line,
                Some((word, _)) => line[word.len()..].trim(),
            };
            if let Some((_, begun)) = begins {
                part = *begun;
            }
            if part == Part::Fact && begins.is_some() {
                header.facts.push(Fact { key: String::new(), text: String::new() });
            }
            header.add(part, said);
        }
        for fact in &mut header.facts {
            if let Some((key, text)) = fact.text.split_once(": ") {
                (fact.key, fact.text) = (key.trim().to_owned(), text.trim().to_owned());
            }
        }
        header
    }

    fn add(&mut self, part: Part, said: &str) {
        let text = match part {
            Part::Teaches => &mut self.teaches,
            Part::Fact => match self.facts.last_mut() {
                Some(fact) => &mut fact.text,
                None => return,
            },
            Part::Assumed => &mut self.assumed,
            Part::Simulated => &mut self.simulated,
            Part::Opening => &mut self.opening,
        };
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(said);
    }
}

impl Marks {
    /// Reads where the numbers of a file come from; `keys` are those of its facts and of the facts of files that build on it.
    pub fn read(text: &str, keys: &[&str]) -> Self {
        let mut marks = Self::default();
        let mut table = String::new();
        for (number, line) in (1..).zip(text.lines().map(str::trim)) {
            let (code, comment) = parted(line);
            if let Some(name) = code.strip_prefix('[').and_then(|rest| rest.trim_end().strip_suffix(']'))
                && !code.contains('=')
            {
                name.trim_matches(['[', ']']).clone_into(&mut table);
            } else if let Some((key, value)) = code.split_once('=') {
                let set = Set { key: key.trim(), value: value.trim(), comment };
                marks.add(&table, &set, keys, (number, line));
            }
        }
        marks
    }

    fn add(&mut self, table: &str, set: &Set, keys: &[&str], (number, line): (usize, &str)) {
        let is_below = |name: &str| table == name || table.starts_with(&format!("{name}."));
        if is_below("uncertainty") {
            if set.key == "source" {
                let source = set.value.trim_matches('"');
                self.ranges += 1;
                self.count(!source.starts_with(ASSUMED));
            }
            return;
        }
        // how often and under which luck is no number of the world
        let is_beside = table.is_empty() && ["replicates", "seed"].contains(&set.key);
        if is_beside || is_below("lesson") || !has_number(set.value) {
            return;
        }
        match set.comment {
            Some(comment) if begins_with(comment, ASSUMED) => self.count(false),
            Some(comment) if keys.iter().any(|key| begins_with(comment, key)) => self.count(true),
            _ => self.unmarked.push((number, line.to_owned())),
        }
    }

    fn count(&mut self, is_fact: bool) {
        if is_fact {
            self.facts += 1;
        } else {
            self.assumptions += 1;
        }
    }

    /// Takes those of another file as well.
    pub fn join(&mut self, other: Self) {
        self.facts += other.facts;
        self.assumptions += other.assumptions;
        self.ranges += other.ranges;
        self.unmarked.extend(other.unmarked);
    }
}

/// A line that sets a value.
struct Set<'l> {
    key: &'l str,
    value: &'l str,
    comment: Option<&'l str>,
}

/// Whether a comment begins with a mark, which ends there.
fn begins_with(comment: &str, mark: &str) -> bool {
    let rest = comment.strip_prefix(mark);
    !mark.is_empty()
        && rest.is_some_and(|rest| rest.chars().next().is_none_or(|next| !next.is_alphanumeric()))
}

/// A line without its comment, and the comment.
fn parted(line: &str) -> (&str, Option<&str>) {
    let mut quote = None;
    for (place, letter) in line.char_indices() {
        match (quote, letter) {
            (None, '#') => return (&line[..place], Some(line[place + 1..].trim())),
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), letter) if open == letter => quote = None,
            _ => (),
        }
    }
    (line, None)
}

/// Whether a value is or holds a number: a digit outside of texts and names.
fn has_number(value: &str) -> bool {
    let mut quote = None;
    let mut before = ' ';
    for letter in value.chars() {
        match (quote, letter) {
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), letter) if open == letter => quote = None,
            (None, letter) if letter.is_ascii_digit() && !before.is_ascii_alphabetic() && before != '_' => {
                return true;
            }
            _ => (),
        }
        before = letter;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"#:schema ../docs/scenario.schema.json
# What it teaches: that one thing
# leads to another.
# Fact: fund 2021: DKK 700 m for four missions;
# a report, 2021
# Fact: census: people; a statistical office
# Assumed: all else.
# Simulated; no forecast.
# Nobody is judged.
title = "Ten # cities"
years = 20  # [A]
replicates = 200

[regions]
table = "data/europe_2021.csv"
zoning = 3  # census: letters

[mission.heat]
target = 80
deadline = "2041q4"
shares = { a_2 = "x", b = 0.5 }  # fund 2021

[mission.heat.owned_by]
household = 0.7  # funded

[uncertainty.one]
parameter = "owners.hassle"
low = 1
high = 3
source = "[A]: half to double"

[uncertainty.two]
parameter = "owners.hassle"
low = 1
high = 3
source = "fund 2021, table 3"

[lesson.x]
not_where = ["mission.heat.target=0"]
"#;

    #[test]
    fn a_header_has_its_parts() {
        let header = Header::read(TEXT);
        assert_eq!(header.teaches, "that one thing leads to another.");
        assert_eq!(header.assumed, "all else.");
        assert_eq!(header.simulated, "Simulated; no forecast. Nobody is judged.");
        let fact = |key: &str, text: &str| Fact { key: key.into(), text: text.into() };
        let facts = [
            fact("fund 2021", "DKK 700 m for four missions; a report, 2021"),
            fact("census", "people; a statistical office"),
        ];
        assert_eq!(header.facts, facts);
        assert_eq!(
            Header::read("# A small world:\n# six regions.\na = 1").opening,
            "A small world: six regions."
        );
    }

    #[test]
    fn every_number_is_a_fact_an_assumption_or_unmarked() {
        let marks = Marks::read(TEXT, &["fund 2021", "census"]);
        assert_eq!((marks.facts, marks.assumptions, marks.ranges), (3, 2, 2));
        let lines: Vec<&str> = marks.unmarked.iter().map(|(_, line)| line.as_str()).collect();
        // `funded` is not the key `fund 2021`
        assert_eq!(lines, ["target = 80", "household = 0.7  # funded"]);
        assert_eq!(marks.unmarked[0].0, 19);
    }
}
