//! From TOML through a form to values or complaints.

use super::{change, file};
use crate::calendar::Quarter;
use crate::form::complaint::render;
use crate::form::{Choice, Declaration, Default, FileReference, Form, Sources, check_declarations};
use crate::ids::{SolutionId, SolutionKind};
use crate::units::{Index, Money, Share};

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Award {
    Price,
    Outcome,
}

impl Choice for Award {
    const OPTIONS: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Price, "price", "the cheapest offer wins"),
        (Self::Outcome, "outcome", "the offer that removes most of the problem wins"),
    ];
}

#[derive(Clone, Debug, PartialEq)]
struct Line {
    budget: Money,
    intensity: Share,
    floor: Option<Share>,
    firms: usize,
    title: String,
    imports: bool,
    award: Award,
    from: Quarter,
    context: Vec<Share>,
    solutions: Option<Vec<SolutionId>>,
    first: Option<SolutionId>,
    regions: Option<FileReference>,
}

impl Line {
    fn read(form: &mut Form) -> Self {
        let line = Self {
            budget: form.amount("budget", "public money of the line").within(0.0, 1e6).assumed().required(),
            intensity: form
                .amount("aid_intensity", "share that a grant pays")
                .within(0.05, 1.0)
                .source("GBER 2014, art. 25")
                .default(0.6),
            floor: form.amount("floor", "least share").within(0.0, 1.0).assumed().optional(),
            firms: form.count("firms", "how many firms").within(1, 100_000).assumed().default(800),
            title: form.text("title", "a name for people").default(""),
            imports: form.flag("imports", "whether imports are allowed").assumed().default(true),
            award: form.choice("award", "who wins a tender").assumed().default(Award::Price),
            from: form.quarter("from", "when it begins").default(Quarter::of(2026, 1)),
            context: form
                .amounts("context", "what the place is like")
                .within(0.0, 1.0)
                .between_items(2, 4)
                .assumed()
                .default(&[0.5, 0.25]),
            solutions: form.ids::<SolutionKind>("solutions", "what it supports").optional(),
            first: form.id::<SolutionKind>("first", "what it supports first").optional(),
            regions: form.path("regions", "the table of regions").optional(),
        };
        if line.from < Quarter::of(2020, 1) {
            // the stand-in for a date that can't be read is earlier, too: then nothing more is said
            form.complain("from", "the line begins in the past", "a quarter from 2020q1");
        }
        line
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Whole {
    solutions: Vec<(String, Index)>,
    policies: Vec<(String, Vec<(String, Line)>)>,
}

fn read(form: &mut Form) -> Whole {
    let solutions = form.named("solution", "competing ways", |form, name| {
        form.names_mut().add::<SolutionKind>(name);
        form.table("cost", "what it costs", |form| form.amount("start", "cost at the start").required())
    });
    let policies = form.named("policy", "named mixes", |form, _| {
        form.named("rd_grant", "grants for research", |form, _| Line::read(form))
    });
    Whole { solutions, policies }
}

/// What a text with these changes says, or its rendered complaints.
fn read_text(text: &str, changes: &[&str]) -> Result<Whole, String> {
    let mut sources = Sources::default();
    let source = sources.add("scenario.toml", text, "cases".as_ref());
    let rendered = |complaint, sources: &Sources| render(&[complaint], sources, false);
    let mut tree = file::parse(text, source).map_err(|complaint| rendered(complaint, &sources))?;
    for argument in changes {
        change::apply(&mut tree, argument, &mut sources)
            .map_err(|complaint| rendered(complaint, &sources))?;
    }
    Form::read_root(&tree, &sources, read).map_err(|complaints| render(&complaints, &sources, false))
}

pub(super) fn declarations() -> Vec<Declaration> {
    Form::record(read)
}

const SOLUTIONS: &str = "[solution.heat_pump.cost]\nstart = 2\n[solution.district_heat]\ncost.start = 1.5\n";

fn with_line(line: &str) -> String {
    format!("{SOLUTIONS}[policy.early.rd_grant.first]\n{line}\n")
}

fn complaints(line: &str) -> String {
    read_text(&with_line(line), &[]).expect_err(line)
}

fn first_line(line: &str) -> Line {
    read_text(&with_line(line), &[]).unwrap_or_else(|rendered| panic!("{rendered}")).policies[0].1[0]
        .1
        .clone()
}

#[test]
fn every_kind_is_read() {
    let line = first_line(
        "budget = 5\naid_intensity = 0.5\nfloor = 1\nfirms = 3\ntitle = 'a'\nimports = false\naward = 'outcome'\n\
         from = '2030q4'\ncontext = [0, 0.5, 1]\nsolutions = ['district_heat', 'heat_pump']\nfirst = 'heat_pump'\n\
         regions = 'data/regions.csv'",
    );
    assert_eq!((line.budget, line.intensity, line.floor), (Money(5.0), Share(0.5), Some(Share(1.0))));
    assert_eq!((line.firms, line.title.as_str(), line.imports), (3, "a", false));
    assert_eq!((line.award, line.from), (Award::Outcome, Quarter::of(2030, 4)));
    assert_eq!(line.context, [Share(0.0), Share(0.5), Share(1.0)]);
    assert_eq!(line.solutions, Some(vec![SolutionId::new(1), SolutionId::new(0)]));
    assert_eq!(line.first, Some(SolutionId::new(0)));
    assert_eq!(line.regions.unwrap().path.to_str(), Some("cases/data/regions.csv"));
}

#[test]
fn what_is_left_out_has_its_default() {
    let line = first_line("budget = 0");
    assert_eq!((line.budget, line.intensity, line.floor, line.firms), (Money(0.0), Share(0.6), None, 800));
    assert_eq!((line.award, line.context), (Award::Price, vec![Share(0.5), Share(0.25)]));
    assert_eq!((line.solutions, line.first, line.regions), (None, None, None));
}

#[test]
fn names_come_in_the_order_of_the_file() {
    let whole = read_text(SOLUTIONS, &[]).unwrap();
    assert_eq!(whole.solutions, [("heat_pump".into(), Index(2.0)), ("district_heat".into(), Index(1.5))]);
}

#[test]
fn a_misspelt_key_and_a_missing_one_are_shown_together() {
    let expected = "\
error: `policy.early.rd_grant.first.budget` is missing
 --> scenario.toml:5:24
  |
5 | [policy.early.rd_grant.first]
  |                        ^^^^^ needs `budget`: a number from 0 to 1000000 [M EUR]

error: unknown key `budjet` in `policy.early.rd_grant.first`
 --> scenario.toml:6:1
  |
6 | budjet = 1
  | ^^^^^^ no such key here
  |
  = help: did you mean `budget`?";
    assert_eq!(complaints("budjet = 1"), expected);
}

#[test]
fn a_value_out_of_bounds_shows_bounds_and_unit() {
    let expected = "\
error: `budget` is too large
 --> scenario.toml:6:10
  |
6 | budget = 2e9
  |          ^^^ a number from 0 to 1000000 [M EUR]";
    assert_eq!(complaints("budget = 2e9"), expected);
}

#[test]
fn a_change_is_shown_with_its_argument() {
    let expected = "\
error: `budget` is too small
 --> --set:1:31
  |
1 | policy.late.rd_grant.b.budget=-1
  |                               ^^ a number from 0 to 1000000 [M EUR]";
    assert_eq!(read_text(SOLUTIONS, &["policy.late.rd_grant.b.budget=-1"]), Err(expected.into()));
}

#[test]
fn each_kind_of_mistake_says_what_is_wrong_and_what_helps() {
    let cases = [
        ("aid_intensity = '0.5'", "`aid_intensity` is a text, not a number", "without quotes: `0.5`"),
        ("floor = nan", "`floor` is not a finite number", "from 0 to 1 [share]"),
        ("floor = -inf", "`floor` is not a finite number", "from 0 to 1 [share]"),
        ("floor = -0.1", "`floor` is too small", "from 0 to 1 [share]"),
        ("firms = 3.0", "not a whole number", "write `3`"),
        ("firms = 3.5", "not a whole number", "from 1 to 100000"),
        ("firms = -3", "`firms` is too small", "from 1 to 100000"),
        ("firms = 99999999999999999999", "`firms` is too large", "from 1 to 100000"),
        ("title = 3", "`title` is a whole number, not a text", "in quotes"),
        ("imports = 'true'", "`imports` is a text, not true or false", "without quotes"),
        ("award = 'outcom'", "`award` can't be `outcom`", "did you mean `outcome`?"),
        ("award = 'x'", "`award` can't be `x`", "one of \"price\", \"outcome\""),
        ("from = 2027-05-01", "`from` is a date, not a quarter", "write `\"2027q2\"`"),
        ("from = 2027", "`from` is a whole number, not a quarter", "write `\"2027q1\"`"),
        ("from = 7", "`from` is a whole number, not a quarter", "such as \"2026q1\""),
        ("from = '2027'", "`from` can't be `2027`", "such as \"2026q1\""),
        ("from = '1999q1'", "the line begins in the past", "a quarter from 2020q1"),
        ("context = []", "`context` is an empty list", "2 to 4 numbers"),
        ("context = [1]", "`context` has 1 item", "2 to 4 numbers"),
        ("context = [1, 2]", "`context` item 2 is too large", "each from 0 to 1"),
        ("context = 1", "`context` is a whole number, not a list", "2 to 4 numbers"),
        ("solutions = []", "`solutions` is an empty list", "leave it out"),
        ("solutions = 'heat_pump'", "`solutions` is a text, not a list", "square brackets"),
        ("solutions = ['heat_pump', 'heat_pump']", "gives this name twice", "a solution"),
        (
            "solutions = ['heat_pumps']",
            "the solution `heat_pumps`, which is unknown",
            "did you mean `heat_pump`?",
        ),
        ("first = 'boiler'", "the solution `boiler`", "known names: `heat_pump`, `district_heat`"),
        ("regions = ''", "`regions` is empty", "the path of a file"),
        ("regions = 1", "`regions` is a whole number, not a text", "in quotes"),
    ];
    for (line, message, advice) in cases {
        let rendered = complaints(&format!("budget = 1\n{line}"));
        assert!(rendered.contains(message) && rendered.contains(advice), "{line}\n{rendered}");
        assert_eq!(rendered.matches("error:").count(), 1, "{line}\n{rendered}");
    }
}

#[test]
fn all_complaints_come_at_once_in_the_order_of_the_text() {
    let rendered = complaints("budget = 'x'\nfirms = 0\nsolutions = ['x', 'y']");
    let places: Vec<&str> = rendered.lines().filter_map(|line| line.split("scenario.toml:").nth(1)).collect();
    assert_eq!(places, ["6:10", "7:9", "8:14", "8:19"]);
}

#[test]
fn what_should_be_a_table_is_complained_about_once() {
    for (text, message) in [
        ("solution.heat_pump = 3", "`heat_pump` is a whole number, not a table"),
        ("solution.heat_pump.cost = 3", "`cost` is a whole number, not a table"),
        ("[[policy]]\nname = 'x'", "`policy` is a list, not a table"),
        ("[policy.Early-One]", "write `early_one`"),
        ("mission = 1", "allowed here: `solution`, `policy`"),
        ("solution.x = {}", "`solution.x.cost.start` is missing"),
    ] {
        let rendered = read_text(text, &[]).expect_err(text);
        assert!(rendered.contains(message), "{rendered}");
        assert_eq!(rendered.matches("error:").count(), 1, "{rendered}");
    }
}

#[test]
fn texts_of_every_sort_are_shown_without_harm() {
    let long = "x".repeat(100_000);
    for text in [
        "",
        "# nothing\r\n",
        "a",
        "a = ",
        "a = 1\na = 2",
        "[a",
        "a\r\n",
        "\u{e9} = '\u{fc}",
        "'\u{f6}\u{65e5}\u{672c}' = '''\r\n\u{1f600}\r\n'''\r\n",
        "\"\\u001b[31m\" = 1",
        &format!("a = '{long}'\n'{long}' = 1"),
        &vec!["a"; 10_000].join("."),
        &"[".repeat(10_000),
    ] {
        let rendered = read_text(text, &[]).unwrap_err();
        assert!(rendered.contains("scenario.toml:") && rendered.len() < 5_000, "{rendered}");
        assert!(!rendered.contains('\u{1b}'), "{rendered}");
    }
}

#[test]
fn what_is_recorded_is_what_can_be_read() {
    let declarations = declarations();
    assert_eq!(check_declarations(&declarations), Vec::<String>::new());
    let mut changes = vec!["policy.a.rd_grant.b.budget=1".to_string(), "solution.s.cost.start=1".into()];
    for declaration in declarations {
        if let Default::Value(value) = &declaration.default {
            let path = declaration.path_text().replace("<policy>", "a").replace("<name>", "b");
            changes.push(format!("{path}={value}"));
        }
    }
    let changes: Vec<&str> = changes.iter().map(String::as_str).collect();
    let written = read_text(SOLUTIONS, &changes).unwrap();
    let left_out = read_text(SOLUTIONS, &changes[..2]).unwrap();
    assert_eq!(changes.len(), 2 + 7);
    assert_eq!(written, left_out);
}
