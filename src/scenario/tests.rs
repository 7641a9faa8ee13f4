//! From TOML through a form to values or complaints.

use super::{change, file};
use crate::calendar::Quarter;
use crate::form::complaint::render;
use crate::form::{Choice, Declaration, FileReference, Form, Sources, check_declarations};
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

#[test]
fn probe() {
    for (text, changes) in [
        (with_line("budjet = 1"), vec![]),
        (
            with_line(
                "budget = 2e9\nfirms = 3.0\naid_intensity = '0.5'\nfloor=nan\ntitle=3\nimports='true'\naward='outcom'\nfrom=2026-05-01\ncontext=[]\nsolutions=['heat_pumps','heat_pump','heat_pump']\nfirst='x'",
            ),
            vec![],
        ),
        (with_line("budget = 1\ncontext=[1, 'x', inf]\nregions=''"), vec![]),
        (
            SOLUTIONS.to_string(),
            vec!["policy.a.rd_grant.b.budget=-1", "policy.A-x.rd_grant.b.budget=1", "solution.heat_pump=3"],
        ),
        (SOLUTIONS.to_string(), vec!["policy.a=b"]),
        (SOLUTIONS.to_string(), vec!["policy..a=b"]),
        (SOLUTIONS.to_string(), vec!["policy"]),
        (SOLUTIONS.to_string(), vec!["policy= "]),
        (SOLUTIONS.to_string(), vec!["policy=[1"]),
        (SOLUTIONS.to_string(), vec!["solution.heat_pump.cost.start.x=1"]),
        ("[[policy]]\nname='x'\n[solution.x]".into(), vec![]),
        ("solution = {a = {cost = {start = 1}}, b = {cost={\n}}}".into(), vec![]),
        ("a = \n".into(), vec![]),
        ("a = 1\na = 2".into(), vec![]),
        ("[a\n".into(), vec![]),
        ("a".into(), vec![]),
        ("\u{feff}a = 1".into(), vec![]),
        ("é = 'ü".into(), vec![]),
        ("# only\r\n".into(), vec![]),
        ("".into(), vec![]),
        ("'ö' = \"äää\" # ä\r\nb=2\r\n".into(), vec![]),
        ("x = '''\nabc\ndef'''".into(), vec![]),
        ("x = 99999999999999999999\ny = 0xffffffffffffffffffff".into(), vec![]),
        (format!("a = '{}'", "x".repeat(5000)), vec![]),
        (format!("v = {{ {} zzz = 1 }}", "'k' = 1,".repeat(1)), vec![]),
        (format!("{} = 1", vec!["a"; 200].join(".")), vec![]),
        (format!("a = {}1{}", "[".repeat(500), "]".repeat(500)), vec![]),
    ] {
        println!(
            "=======\n{}",
            match read_text(&text, &changes) {
                Ok(x) => format!("{x:?}"),
                Err(e) => e,
            }
        );
    }
    println!("{:?}", check_declarations(&declarations()));
    println!("{}", super::schema::reference(&declarations()));
    println!("{}", serde_json::to_string_pretty(&super::schema::schema(&declarations())).unwrap());
    for q in [
        "rd_grant.budget",
        "budget",
        "policy.early.rd_grant.first.budget",
        "policy",
        "policy.x",
        "rd_grant.award",
        "bujdet",
        "policy.x.rd_grant.y.bugdet",
        "zzzzzzzzz",
        "",
    ] {
        println!("?? {q}");
        match super::schema::explain_text(&declarations(), q) {
            Ok(x) => println!("{x}"),
            Err(e) => println!("{e}"),
        }
    }
}
