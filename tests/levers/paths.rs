//! Where the parameters of the declarations stand in the scenario in which everything happens.

use missionmix::form::{Declaration, Segment};

/// The path that a declaration means.
pub fn place(declaration: &Declaration) -> String {
    let mut path: Vec<&str> = Vec::new();
    for segment in &declaration.path {
        path.push(match segment {
            Segment::Fixed(name) => name,
            Segment::Named(_) => name_in(path.last().copied().unwrap_or_default()),
        });
    }
    path.join(".")
}

/// The name of a table that the scenario has in a table of named ones.
fn name_in(parent: &str) -> &'static str {
    match parent {
        "national" => "east",
        "mission" => "heat",
        "solution" => "pump",
        "agency" => "nation",
        "policy" => "all",
        "rd_grant" => "research",
        "phased_prize" => "prizes",
        "sme_accelerator" => "growth",
        "participation" => "forums",
        "partnership" => "roadmap",
        "rd_tax_credit" => "credit",
        "mission_lab" => "open_research",
        "technology_transfer" => "scouts",
        "demonstration" => "first_uses",
        "regulatory_sandbox" => "exceptions",
        "capacity_building" => "academies",
        "training" => "courses",
        "campaign" => "adverts",
        "public_procurement" => "buildings",
        "advance_market_commitment" => "first_units",
        "adoption_subsidy" => "rebate",
        "levy" => "carbon",
        "standard" => "new",
        _ => panic!("the scenario in which everything happens has nothing in `{parent}`"),
    }
}
