//! Factors: what a sweep varies. An uncertainty of the scenario and a lever that the command line names are the same to it.

use std::fmt;

use crate::error::{Error, Result};
use crate::numeric::{exp, ln};
use crate::scenario::assumptions::Assumption;
use crate::scenario::uncertainty::Uncertainty;

/// One value of a factor.
#[derive(Clone, Debug, PartialEq)]
pub enum Level {
    /// A number.
    Number(f64),
    /// Whatever else `--set` takes.
    Text(String),
}

impl Level {
    /// What somebody wrote.
    pub fn of(written: &str) -> Self {
        let word = written.trim();
        match word.parse::<f64>() {
            Ok(number) if number.is_finite() => Self::Number(number),
            _ => Self::Text(word.to_owned()),
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// Something that is varied, with the values that it may have.
#[derive(Clone, Debug)]
pub struct Factor {
    /// The parameter, as `--set` takes it.
    pub parameter: String,
    /// What it is where nothing is varied, where that is known.
    own: Option<Level>,
    values: Values,
}

#[derive(Clone, Debug)]
enum Values {
    Range(Range),
    /// Two at least.
    List(Vec<Level>),
    Uncertain(Box<Uncertainty>),
    /// What we assumed, between these multiples of it, ratios equally likely.
    Assumed(Box<Assumption>, f64, f64),
}

/// Numbers from here to there, ends included.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Range {
    low: f64,
    high: f64,
    /// Whether ratios are equally likely, and not differences.
    is_log: bool,
    is_whole: bool,
}

impl From<&Uncertainty> for Factor {
    fn from(uncertainty: &Uncertainty) -> Self {
        Self {
            parameter: uncertainty.parameter.clone(),
            own: Some(Level::Number(uncertainty.own)),
            values: Values::Uncertain(Box::new(uncertainty.clone())),
        }
    }
}

impl Factor {
    /// What we assumed, multiplied or divided by this at most, as far as its bounds allow.
    pub fn assumed(assumption: &Assumption, within: f64) -> Self {
        let (low, high) = assumption.factors(within);
        Self {
            parameter: assumption.path.clone(),
            own: Some(Level::of(&assumption.written(1.0))),
            values: Values::Assumed(Box::new(assumption.clone()), low, high),
        }
    }

    /// Reads what a command line says: `path=100..400`, `path=100..400:log`, or `path=100,200,400` with anything that `--set`
    /// takes between the commas.
    ///
    /// # Errors
    /// What is wrong, what is allowed and what to do. Whether there is such a parameter is found out where a scenario is read.
    pub fn parse(text: &str) -> Result<Self> {
        let wrong = |what: &str, help: &str| Error::Usage(format!("`{text}`: {what}\n  = help: {help}"));
        let forms = "a range such as path=100..400 or path=100..400:log, or a list such as path=100,200,400";
        let Some((path, written)) = text.split_once('=') else {
            return Err(wrong("no `=` between path and values", forms));
        };
        let (parameter, words) = (path.trim().to_owned(), split(written));
        if parameter.is_empty() {
            return Err(wrong("no path before `=`", forms));
        }
        if words.iter().any(|word| word.is_empty()) {
            return Err(wrong("a value is missing after `=` or beside a comma", forms));
        }
        let values = match words[..] {
            [word] if Range::is_one(word) => {
                Values::Range(Range::parse(word).map_err(|(what, help)| wrong(&what, help))?)
            }
            [word] => {
                let help = format!("{forms}; for one value in all runs, --set {parameter}={word}");
                return Err(wrong("one value, so there is nothing to vary", &help));
            }
            _ => Values::List(words.iter().map(|word| Level::of(word)).collect()),
        };
        if let Values::List(levels) = &values
            && let Some(twice) = first_twice(levels)
        {
            return Err(wrong(&format!("`{twice}` stands there twice"), "each value once"));
        }
        Ok(Self { parameter, own: None, values })
    }

    /// The same for a parameter that takes whole numbers alone.
    ///
    /// # Errors
    /// Ends or values that are none.
    pub fn whole(mut self) -> Result<Self> {
        let broken = match &mut self.values {
            Values::Range(range) => {
                range.is_whole = true;
                [range.low, range.high].into_iter().find(|end| end.fract() != 0.0)
            }
            Values::List(levels) => levels.iter().find_map(|level| match level {
                Level::Number(number) if number.fract() != 0.0 => Some(*number),
                _ => None,
            }),
            Values::Uncertain(_) | Values::Assumed(..) => None,
        };
        match broken {
            None => Ok(self),
            Some(number) => Err(Error::Usage(format!(
                "`{}` takes whole numbers, and {number} is none\n  = help: whole ends and whole values, such as 1..8 or 1,2,4",
                self.parameter
            ))),
        }
    }

    /// The same with what the parameter is where nothing is varied.
    #[must_use]
    pub fn with_own(self, own: Level) -> Self {
        Self { own: Some(own), ..self }
    }

    /// The value at a share of the way through, from 0 to 1: equal shares are equally likely.
    pub fn at(&self, share: f64) -> Level {
        match &self.values {
            Values::Range(range) => Level::Number(range.at(share)),
            Values::List(levels) => {
                levels[((share * levels.len() as f64) as usize).min(levels.len() - 1)].clone()
            }
            Values::Uncertain(uncertainty) => Level::Number(uncertainty.at(share)),
            Values::Assumed(assumption, low, high) => {
                Level::of(&assumption.written(exp(ln(*low) + share * (ln(*high) - ln(*low)))))
            }
        }
    }

    /// So many values, ends included and evenly far from each other; all those of a list, however many are asked for. Fewer
    /// where rounding makes some the same.
    pub fn levels(&self, count: usize) -> Vec<Level> {
        let shares = (0..count).map(|place| place as f64 / (count - 1).max(1) as f64);
        let mut levels: Vec<Level> = match &self.values {
            Values::List(levels) => levels.clone(),
            Values::Range(range) => shares.map(|share| Level::Number(range.between(share))).collect(),
            Values::Uncertain(_) | Values::Assumed(..) => shares.map(|share| self.at(share)).collect(),
        };
        levels.dedup();
        levels
    }

    /// What it is where nothing is varied: what the scenario says where that is known, else the middle.
    pub fn centre(&self) -> Level {
        match (&self.own, &self.values) {
            (Some(own), _) => own.clone(),
            (None, Values::Range(range)) => Level::Number(range.between(0.5)),
            (None, Values::List(levels)) => levels[(levels.len() - 1) / 2].clone(),
            (None, Values::Uncertain(_) | Values::Assumed(..)) => self.at(0.5),
        }
    }

    /// Whether the number of its levels is a matter of choice.
    pub fn is_range(&self) -> bool {
        !matches!(self.values, Values::List(_))
    }
}

impl Range {
    /// Whether a word is meant as a range.
    fn is_one(word: &str) -> bool {
        word.contains("..") && !word.starts_with(['"', '\'', '[', '{'])
    }

    /// Reads `low..high` or `low..high:log`, or says what is wrong and what to do.
    fn parse(word: &str) -> std::result::Result<Self, (String, &'static str)> {
        let (low, rest) = word.split_once("..").unwrap_or((word, ""));
        let (high, spread) =
            rest.split_once(':').map_or((rest, None), |(high, spread)| (high, Some(spread.trim())));
        let end = |written: &str| match Level::of(written) {
            Level::Number(number) => Ok(number),
            Level::Text(text) => Err((
                format!("`{text}` is no number, so the range has an end too few"),
                "two numbers, such as 100..400",
            )),
        };
        let check = |low: f64, high: f64| match spread {
            Some(other) if other != "log" => Err((format!("`:{other}` is not known"), "`:log`, or nothing")),
            _ if low >= high => Err(("the range has no width".into(), "the lower number first")),
            Some(_) if low <= 0.0 => {
                Err(("ratios need numbers above nought".into(), "a lower end above 0, or no `:log`"))
            }
            _ => Ok(Self { low, high, is_log: spread.is_some(), is_whole: false }),
        };
        check(end(low)?, end(high)?)
    }

    /// The value at a share of what may be drawn. Of whole numbers each is as likely as another, ends too, so each has a cell
    /// of its own: in its logarithm from itself to the next.
    fn at(&self, share: f64) -> f64 {
        if self.is_whole {
            let above = Self { high: self.high + 1.0, ..*self };
            above.exact(share).floor().clamp(self.low, self.high)
        } else {
            self.between(share)
        }
    }

    /// The value at a share of the way from end to end, as it is written.
    fn between(&self, share: f64) -> f64 {
        let value = self.exact(share);
        if self.is_whole { value.round().clamp(self.low, self.high) } else { self.written(value) }
    }

    fn exact(&self, share: f64) -> f64 {
        let Self { low, high, .. } = *self;
        if self.is_log { exp(ln(low) + share * (ln(high) - ln(low))) } else { low + share * (high - low) }
    }

    /// In four digits as futures are, and in as many more as a narrow range far from nought needs to have four of its own.
    fn written(&self, value: f64) -> f64 {
        let Self { low, high, .. } = *self;
        let narrow =
            (ln(low.abs().max(high.abs()) / (high - low)) / ln(10.0)).floor().clamp(0.0, 12.0) as usize;
        let written = format!("{value:.*e}", 3 + narrow).parse().unwrap_or(value);
        f64::clamp(written, low, high)
    }
}

/// The words between commas that stand in no brackets and no quotes.
fn split(written: &str) -> Vec<&str> {
    let (mut words, mut start, mut depth, mut quote) = (Vec::new(), 0, 0_usize, None);
    for (place, letter) in written.char_indices() {
        match (quote, letter) {
            (Some(open), _) => quote = (letter != open).then_some(open),
            (None, '"' | '\'') => quote = Some(letter),
            (None, '[' | '{') => depth += 1,
            (None, ']' | '}') => depth = depth.saturating_sub(1),
            (None, ',') if depth == 0 => {
                words.push(written[start..place].trim());
                start = place + 1;
            }
            _ => (),
        }
    }
    words.push(written[start..].trim());
    words
}

/// The first that stands there again.
pub(super) fn first_twice<T: PartialEq>(all: &[T]) -> Option<&T> {
    all.iter().enumerate().find(|(place, one)| all[..*place].contains(one)).map(|(_, one)| one)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::studies::designs::tests::uncertainties;

    fn numbers(levels: &[Level]) -> Vec<f64> {
        levels
            .iter()
            .map(|level| if let Level::Number(number) = level { *number } else { f64::NAN })
            .collect()
    }

    fn levels(text: &str, count: usize) -> Vec<f64> {
        numbers(&Factor::parse(text).unwrap().levels(count))
    }

    fn complaint(text: &str) -> String {
        Factor::parse(text).and_then(Factor::whole).unwrap_err().to_string()
    }

    #[test]
    fn ranges_and_lists_by_hand() {
        assert_eq!(levels("a.b=100..400", 4), [100.0, 200.0, 300.0, 400.0]);
        assert_eq!(levels(" a.b = 1 .. 100 : log ", 3), [1.0, 10.0, 100.0]);
        assert_eq!(levels("a.b=-1..1", 2), [-1.0, 1.0]);
        // a list keeps its order and does not mind how many are asked for
        assert_eq!(levels("a.b=400,100,200", 7), [400.0, 100.0, 200.0]);
        // a third of the way in four digits
        assert_eq!(levels("a.b=0..1", 4)[1], 0.3333);
        let factor = Factor::parse("policy.need.start=2026q1,2028q1").unwrap();
        assert_eq!(factor.levels(2), [Level::Text("2026q1".into()), Level::Text("2028q1".into())]);
        assert_eq!(
            (factor.at(0.49), factor.at(0.5)),
            (Level::Text("2026q1".into()), Level::Text("2028q1".into()))
        );
    }

    #[test]
    fn commas_in_brackets_and_quotes_part_nothing() {
        let factor = Factor::parse(r#"a=["x","y"],["z"],'p,q',{b = 1, c = 2}"#).unwrap();
        let levels: Vec<String> = factor.levels(0).iter().map(Level::to_string).collect();
        assert_eq!(levels, [r#"["x","y"]"#, r#"["z"]"#, "'p,q'", "{b = 1, c = 2}"]);
    }

    #[test]
    fn a_narrow_range_far_from_nought_keeps_its_points_apart() {
        let points = levels("a.b=2026..2027", 101);
        assert_eq!((points.len(), points[25]), (101, 2026.25));
    }

    #[test]
    fn whole_numbers_are_whole_and_equally_likely() {
        let factor = Factor::parse("a.b=1..4").unwrap().whole().unwrap();
        let drawn: Vec<Level> = (0..8).map(|place| factor.at((f64::from(place) + 0.5) / 8.0)).collect();
        assert_eq!(numbers(&drawn), [1.0, 1.0, 2.0, 2.0, 3.0, 3.0, 4.0, 4.0]);
        assert_eq!(numbers(&factor.levels(9)), [1.0, 2.0, 3.0, 4.0], "none twice");
        assert_eq!((factor.at(0.0), factor.at(1.0)), (Level::Number(1.0), Level::Number(4.0)));
        // five digits are not cut to four
        let far = Factor::parse("a.b=12345..12347").unwrap().whole().unwrap();
        assert_eq!(numbers(&far.levels(3)), [12345.0, 12346.0, 12347.0]);
        let ratios = Factor::parse("a.b=1..7:log").unwrap().whole().unwrap();
        // of three doublings from 1 to 8 the first holds 1, the second 2 and 3
        assert_eq!((ratios.at(0.32), ratios.at(0.34)), (Level::Number(1.0), Level::Number(2.0)));
    }

    #[test]
    fn the_centre_is_what_the_scenario_says_or_the_middle() {
        let centre = |text: &str| Factor::parse(text).unwrap().centre();
        assert_eq!(centre("a=100..400"), Level::Number(250.0));
        assert_eq!(centre("a=1..100:log"), Level::Number(10.0));
        assert_eq!(centre("a=x,y,z"), Level::Text("y".into()));
        let factor = Factor::parse("a=100..400").unwrap().with_own(Level::of("120"));
        assert_eq!(factor.centre(), Level::Number(120.0));
    }

    #[test]
    fn an_uncertainty_is_a_factor() {
        for uncertainty in &uncertainties() {
            let factor = Factor::from(uncertainty);
            assert_eq!(factor.at(0.3), Level::Number(uncertainty.at(0.3)));
            assert_eq!(factor.centre(), Level::Number(uncertainty.own));
            assert_eq!(factor.levels(2), [factor.at(0.0), factor.at(1.0)]);
        }
    }

    #[test]
    fn an_assumption_is_a_factor_between_its_half_and_its_double() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/command_line/small.toml");
        let all = Assumption::all(&path, &[], false).unwrap();
        let of =
            |parameter: &str| Factor::assumed(all.iter().find(|one| one.path == parameter).unwrap(), 2.0);
        let hassle = of("owners.hassle");
        assert_eq!(numbers(&hassle.levels(3)), [1.0, 2.0, 4.0]);
        assert_eq!(hassle.centre(), Level::Number(2.0));
        // a list is multiplied as a whole, and what takes whole numbers has whole ones
        let noise = Level::Text("[0.5, 0.3, 0.16, 0.1]".into());
        assert_eq!(of("agencies.evidence.noise").at(1.0), noise);
        assert_eq!(numbers(&of("owners.social.contacts").levels(2)), [4.0, 16.0]);
    }

    #[test]
    fn what_is_no_factor_is_refused_with_advice() {
        for (text, what) in [
            ("a.b", "no `=` between path and values"),
            ("=1..2", "no path before `=`"),
            ("a=", "a value is missing"),
            ("a=1,,2", "a value is missing"),
            ("a=1", "one value, so there is nothing to vary"),
            ("a=../regions.csv", "`` is no number"),
            ("a=1..", "`` is no number"),
            ("a=1..x", "`x` is no number"),
            ("a=1..2..3", "`2..3` is no number"),
            ("a=1..inf", "`inf` is no number"),
            ("a=4..1", "the range has no width"),
            ("a=1..1", "the range has no width"),
            ("a=0..1:log", "ratios need numbers above nought"),
            ("a=1..2:lgo", "`:lgo` is not known"),
            ("a=1,2,1.0", "`1` stands there twice"),
            ("a=0.5..3", "takes whole numbers, and 0.5 is none"),
            ("a=1,2.5", "takes whole numbers, and 2.5 is none"),
        ] {
            let said = complaint(text);
            assert!(said.contains(what) && said.contains("= help: "), "{text}: {said}");
        }
    }
}
