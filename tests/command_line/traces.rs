//! Traces as a user meets them: a file for each, a table where a single policy is run, and no bit of the results moved.

use std::fs;

use super::TABLES;
use super::desk::{Desk, assert_code, complaint, out};

const ALL: &str = "--trace agency:national --trace firm:3 --trace household:7 --trace region:S1R1";

#[test]
fn a_trace_is_a_file_with_a_line_for_each_policy_and_quarter() {
    let desk = Desk::new();
    let output = desk.run(&format!("run small.toml -n 1 --first 2 -o results --no-figures {ALL}"));
    assert_code(&output, 0);
    for name in ["agency.national", "firm.3", "household.7", "region.S1R1"] {
        let file = desk.path(&format!("results/trace.{name}.csv"));
        assert!(out(&output).contains(&format!("trace: {}\n", file.display())), "{}", out(&output));
        let text = fs::read_to_string(file).unwrap();
        let mut lines = text.lines();
        let head = lines.next().unwrap();
        assert!(head.starts_with("policy,replicate,quarter,") && head.ends_with(",what_happened"), "{head}");
        // 16 quarters of three policies
        assert_eq!(lines.clone().count(), 48, "{name}");
        assert!(lines.next().unwrap().starts_with("no_policy,2,2026q1,"));
    }
    // several policies are compared: the traces are for reading elsewhere
    assert!(!out(&output).contains("replicate 2\n"), "{}", out(&output));
}

#[test]
fn with_a_single_policy_the_trace_stands_in_the_terminal() {
    let desk = Desk::new();
    let run = "run small.toml -n 1 --policy need --no-figures --set mission.heat.incumbent_lifetime=1 \
               --trace household:7 --trace household:7";
    let output = desk.run(&format!("{run} -o loud"));
    assert_code(&output, 0);
    let text = out(&output);
    let (_, page) = text.split_once("\nhousehold:7 under need, replicate 0\n").expect(&text);
    assert_eq!(page.lines().filter(|line| line.starts_with("20")).count(), 16, "{text}");
    assert!(page.contains("its time has come; it knows"), "{text}");
    assert_eq!(text.matches("\ntrace: ").count(), 1, "the same one twice is one: {text}");
    let quiet = desk.run(&format!("{run} -o quiet -q"));
    assert_eq!(out(&quiet).lines().count(), 1);
    assert!(desk.path("quiet/trace.household.7.csv").is_file());
}

#[test]
fn tracing_moves_no_bit_of_the_results() {
    let desk = Desk::new();
    assert_code(&desk.run("run small.toml -n 5 -o plain --no-figures"), 0);
    assert_code(&desk.run(&format!("run small.toml -n 5 -o traced --no-figures {ALL}")), 0);
    for table in TABLES {
        let of = |folder: &str| fs::read(desk.path(folder).join(table)).unwrap();
        assert!(of("plain") == of("traced"), "{table}");
    }
}

#[test]
fn what_can_not_be_traced_is_said_before_anything_is_written() {
    let desk = Desk::new();
    for (trace, said) in [
        ("national", "KIND:NAME, such as agency:national"),
        ("agnecy:national", "did you mean `agency`?"),
        ("agency:nationl", "did you mean `national`? known: national"),
        ("region:Nowhere", "known: S1R1, S1R2, S1R3, S1R4"),
        ("firm:20", "known: firm:0 to firm:19"),
        ("household:60", "known: household:0 to household:59"),
        // these policies pay buyers only
        ("project:0", "`no_policy` starts none, `blind` starts none, `need` starts none"),
    ] {
        let output = desk.run(&format!("run small.toml -n 1 -o results --trace {trace}"));
        assert_code(&output, 2);
        assert!(complaint(&output).contains(said), "{trace}: {}", complaint(&output));
        assert_eq!(out(&output), "", "{trace}");
    }
    assert_code(&desk.run("run small.toml --dry-run --trace firm:20"), 2);
    assert_code(&desk.run("run small.toml --dry-run --trace firm:19"), 0);
    assert_eq!(desk.left(), Vec::<String>::new());
}
