//! Two values of what all instruments have, or all that spend, or that run projects.

use crate::small_worlds::{EVERYTHING, load};

/// The low and the high value of a key that many instruments have, and what is changed for both: where it can be, the line
/// alone has money.
pub fn values(place: &str) -> (Vec<String>, &'static str, &'static str) {
    let (table, key) = place.rsplit_once('.').expect("a path");
    let line = table.trim_end_matches(".finance").trim_end_matches(".conditions");
    // partners need projects
    let with_calls = ["policy.all.rd_grant.research", line];
    let mut with = alone(if line.contains("partnership") { &with_calls } else { &with_calls[1..] });
    with.extend(["heat", "travel"].map(|mission| format!("mission.{mission}.need_elasticity=-2")));
    if line.contains("technology_transfer") {
        // at home far behind the world
        with.push("supply.world_readiness=1".into());
    }
    let Some((low, high)) = term(line, key) else {
        let (low, high) = support(line, key, &mut with);
        return (with, low, high);
    };
    if line.contains("partnership") {
        // with so much in hand that firms notice what is announced
        with.push(format!("{line}.budget=100"));
    }
    if !line.contains("standard") && !line.contains("levy") {
        // while the programme runs: what it has done is overtaken later, when all that can be ready and used is
        with.extend(["heat", "travel"].map(|mission| format!("mission.{mission}.deadline=2034q4")));
    }
    (with, low, high)
}

/// Changes that leave only these lines any money.
pub fn alone(lines: &[&str]) -> Vec<String> {
    let scenario = load::<&str>(EVERYTHING, &[]);
    let spending = scenario.policies[0].lines.iter().filter(|line| line.kind().spends());
    spending
        .map(|line| format!("policy.all.{}.{}", line.kind().name, line.name))
        .filter(|path| !lines.contains(&path.as_str()))
        .map(|path| format!("{path}.budget=0"))
        .collect()
}

/// Of when, for what and where an instrument acts, and its money.
fn term(line: &str, key: &str) -> Option<(&'static str, &'static str)> {
    Some(match key {
        "from" if line.contains("standard") => ("", "2038q1"),
        "until" if line.contains("standard") => ("", "2035q4"),
        "from" if line.contains("levy") => ("", "2036q1"),
        "from" => ("", "2033q1"),
        "until" => ("", "2028q4"),
        "ramp" => ("0", "30"),
        "budget" => ("0", ""),
        "solutions" => ("", "['network']"),
        // as many as there are laboratories, at least
        "regions" if line.contains("mission_lab") => ("", "['S1R2', 'S2R4', 'S2R5', 'S3R8']"),
        "regions" => ("", "['S1R2']"),
        _ => return None,
    })
}

/// Of whom it serves, how it chooses places, and what its projects are.
fn support(line: &str, key: &str, with: &mut Vec<String>) -> (&'static str, &'static str) {
    match key {
        "mission" if line.contains("rd_tax_credit") || line.contains("capacity_building") => {
            // whose need it is matters where need is asked for
            with.extend([format!("{line}.design=need"), "mission.heat.need_elasticity=2".into()]);
            ("", "heat")
        }
        "mission" => ("", "travel"),
        "agency" => ("nation", "valley"),
        "design" => ("blind", "need"),
        "envelope" => {
            with.push(format!("{line}.information=all"));
            ("none", "need_and_capacity")
        }
        "information" => {
            with.extend([format!("{line}.envelope=per_head"), "calls.information_cost=0.2".into()]);
            ("none", "all")
        }
        "map" => {
            with.push(format!("{line}.design=need"));
            ("exact", "wrong")
        }
        "help" => ("0", "0.3"),
        "menu" => {
            // small ones are taken where regions can carry no more
            with.push("space.absorbable=0.5".into());
            ("large", "small_too")
        }
        "donor" => ("0", "0.6"),
        "crowd_in" => {
            // of those who would join many do
            with.extend(["finance.partners.most=100".into(), "finance.partners.follow=1000".into()]);
            ("0", "0.5")
        }
        "reinvest" | "open_knowledge" | "standard" | "local_delivery" => ("0", "0.8"),
        "aid_intensity" => ("0.3", "0.9"),
        "project_cost" => ("1", "10"),
        "project_time" => {
            // while the programme runs
            with.push("mission.heat.deadline=2036q4".into());
            ("1", "8")
        }
        _ => panic!("{line}.{key} names an outcome, and no two values of it are compared here"),
    }
}
