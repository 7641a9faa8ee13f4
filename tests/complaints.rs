//! Complaints: a good scenario plus one bad change gives exactly these complaints, each with its place and
//! with what is allowed; all in one pass, with exit code 2 and without a panic.

mod small_worlds;

use std::panic::{AssertUnwindSafe, catch_unwind};

use missionmix::error::Error;
use small_worlds::Folder;

/// Line and column, what is wrong, what is allowed, what to do (empty where there is no advice).
type Complaint<'t> = (&'t str, &'t str, &'t str, &'t str);
type Complaints = &'static [Complaint<'static>];

const GOOD: &str = r#"title = "A good scenario"
start = "2026q1"
years = 10

[regions]
table = "regions.csv"

[regions.columns]
context = ["height_m"]

[mission.heat]
indicator = "emissions"
target = 80
deadline = "2034q4"
incumbent_cost = 6000
incumbent_lifetime = 12

[mission.heat.owned_by]
household = 0.7
firm = 0.1
public_body = 0.2

[solution.pump]
mission = "heat"
readiness = 7
unit_cost = 9000
lifetime = 15
home_context = [0.5]

[firms]
count = 10

[owners]
households = 20
public_bodies = 4

[policy.nothing]
baseline = true

[policy.grants.rd_grant.calls]
mission = "heat"
from = "2026q1"
until = "2033q4"
budget = 5
"#;

const REGIONS: &str = "\
code,name,country,population,gdp,research_intensity_percent,human_capital_percent,capacity,longitude,latitude,height_m
A1,North,A,1000000,35000,2.0,35,0.6,10.0,50.0,300
A2,South,A,500000,12000,1.0,25,0.3,10.5,48.0,700
";

/// Bad scenarios: what is bad, what is replaced in [`GOOD`] by what, and every complaint.
const TEXTS: &[(&str, &str, &str, Complaints)] = &[
    (
        "a policy like one that is not there",
        "[policy.grants.rd_grant.calls]",
        "[policy.like]\nlike = \"grant\"\n\n[policy.grants.rd_grant.calls]",
        &[("41:8", "there is no policy `grant`", "the name of another policy", "did you mean `grants`?")],
    ),
    (
        "policies in a circle",
        "[policy.grants.rd_grant.calls]",
        "[policy.one]\nlike = \"two\"\n[policy.two]\nlike = \"one\"\n[policy.grants.rd_grant.calls]",
        &[
            (
                "41:8",
                "the policy `one` is like `two`, and that one is like `one`",
                "a policy that is not like this one",
                "",
            ),
            (
                "43:8",
                "the policy `two` is like `one`, and that one is like `two`",
                "a policy that is not like this one",
                "",
            ),
        ],
    ),
    (
        "a policy like itself",
        "[policy.grants.rd_grant.calls]",
        "[policy.one]\nlike = \"one\"\n[policy.grants.rd_grant.calls]",
        &[("41:8", "the policy `one` is like itself", "a policy that is not like this one", "")],
    ),
    (
        "a design for all lines that asks for more than is known",
        "[policy.grants.rd_grant.calls]",
        "[policy.one]\nlike = \"grants\"\nenvelope = \"need\"\n[policy.grants.rd_grant.calls]",
        &[(
            "42:12",
            "an envelope by `need` needs to know more of places than `none`",
            "`need`, `need_and_capacity` or `all`",
            "",
        )],
    ),
    (
        "a design for all lines that none takes",
        "[policy.grants.rd_grant.calls]",
        "[policy.one]\ndesign = \"need\"\n[policy.grants.rd_grant.calls]",
        &[(
            "41:10",
            "`design` is for all instruments, and none takes it from here",
            "an instrument that says nothing of it itself",
            "",
        )],
    ),
    (
        "a design for all lines that there is not",
        "[policy.grants.rd_grant.calls]",
        "[policy.one]\nlike = \"grants\"\nmap = \"wrogn\"\n[policy.grants.rd_grant.calls]",
        &[(
            "42:7",
            "`map` can't be `wrogn`",
            "one of \"own\", \"exact\", \"wrong\"",
            "did you mean `wrong`?",
        )],
    ),
    (
        "needs that can't go with capacity so closely",
        "[policy.nothing]",
        "[counterfactual]\nneed_capacity_correlation = 0.5\n\n[policy.nothing]",
        &[(
            "38:29",
            "need per head of `heat` can't go with capacity: one of them is the same everywhere",
            "regions that differ in both",
            "",
        )],
    ),
    (
        "needs of two regions, which have one order or the other",
        "[mission.heat.owned_by]",
        "need_elasticity = 1\n[counterfactual]\nneed_capacity_correlation = 0.5\n[mission.heat.owned_by]",
        &[(
            "20:29",
            "no order of the needs per head of `heat` has a rank correlation of 0.5 with capacity",
            "one that these regions can have; the nearest found is 1.00",
            "",
        )],
    ),
    (
        "needs that differ and do not",
        "[policy.nothing]",
        "[counterfactual]\nneed = \"per_head\"\nneed_capacity_correlation = 0.5\n\n[policy.nothing]",
        &[(
            "39:29",
            "need per head is the same everywhere, and so goes with nothing",
            "not with `need = \"per_head\"`",
            "",
        )],
    ),
    (
        "a zoning across a border",
        "table = \"regions.csv\"\n\n[regions.columns]",
        "table = \"regions.csv\"\nzoning = 1\n\n[regions.columns]\ncountry = \"name\"",
        &[(
            "7:10",
            "`A` would join regions of different countries",
            "more letters, so that countries stay apart",
            "",
        )],
    ),
    (
        "a lesson about what there is not",
        "[policy.nothing]",
        "[lesson.a]\nsays = \"a\"\noutcome = \"problem_remvoed\"\nmission = \"heta\"\npolicy = \"grant\"\nagainst = \"nothing\"\n\
         expect = \"mor\"\nnot_where = [\"mission.heat.target=0\"]\n[policy.nothing]",
        &[
            (
                "39:11",
                "there is no outcome `problem_remvoed`",
                "an outcome of which a run has one number: `missionmix schema --outcomes`",
                "did you mean `problem_removed`?",
            ),
            (
                "40:11",
                "`mission` names the mission `heta`, which is unknown",
                "the name of a mission",
                "did you mean `heat`?",
            ),
            (
                "41:10",
                "`policy` names the policy `grant`, which is unknown",
                "the name of a policy",
                "did you mean `grants`?",
            ),
            ("43:10", "`expect` can't be `mor`", "one of \"more\", \"less\"", "did you mean `more`?"),
        ],
    ),
    (
        "lessons that say nowhere, or twice, where they do not come out, and one of a policy with itself",
        "[policy.nothing]",
        "[lesson.a]\nsays = \"a\"\npolicy = \"grants\"\nagainst = \"nothing\"\nexpect = \"more\"\n\
         [lesson.b]\nsays = \"b\"\npolicy = \"grants\"\nagainst = \"grants\"\nexpect = \"less\"\nnot_in = \"a\"\n\
         finding = \"none\"\n[policy.nothing]",
        &[
            (
                "37:9",
                "nothing says where the lesson does not come out",
                "one of `not_in`, `not_where` and `finding`",
                "",
            ),
            ("45:11", "a policy does not differ from itself", "another policy than `policy`", ""),
            (
                "48:11",
                "it is said twice where the lesson does not come out",
                "one of `not_in`, `not_where` and `finding`",
                "",
            ),
        ],
    ),
    (
        "a lesson with changes that are none of the world",
        "[policy.nothing]",
        "[lesson.a]\nsays = \"a\"\npolicy = \"grants\"\nagainst = \"nothing\"\nexpect = \"more\"\n\
         not_where = [\"policy.grants.scale=0\", \"mission.heat.targt=0\", \"seed=3\"]\n[policy.nothing]",
        &[
            (
                "42:14",
                "`policy.grants.scale` is a lever, which policies choose",
                "a change of the world, such as mission.clean_heat.context_sensitivity=0",
                "",
            ),
            (
                "42:39",
                "there is no parameter `mission.heat.targt`",
                "a change of the world, such as mission.clean_heat.context_sensitivity=0",
                "did you mean `mission.heat.target`?",
            ),
            (
                "42:63",
                "`seed` is chance, which replicates draw",
                "a change of the world, such as mission.clean_heat.context_sensitivity=0",
                "",
            ),
        ],
    ),
    (
        "a lesson in a world that can't be",
        "[policy.nothing]",
        "[lesson.a]\nsays = \"a\"\npolicy = \"grants\"\nagainst = \"nothing\"\nexpect = \"more\"\n\
         not_where = [\"mission.heat.complexity=2\"]\n[policy.nothing]",
        &[(
            "42:14",
            "the world can't be so: `complexity` is too large",
            "a change of the world, such as mission.clean_heat.context_sensitivity=0",
            "",
        )],
    ),
    (
        "lessons of outcomes that are many numbers, or say themselves of what",
        "[policy.nothing]",
        "[lesson.a]\nsays = \"a\"\noutcome = \"unit_price\"\npolicy = \"grants\"\nagainst = \"nothing\"\nexpect = \"more\"\n\
         finding = \"x\"\n[lesson.b]\nsays = \"a\"\noutcome = \"region_uptake\"\npolicy = \"grants\"\nagainst = \"nothing\"\n\
         expect = \"more\"\nfinding = \"x\"\n[lesson.c]\nsays = \"a\"\noutcome = \"uptake.heat\"\nmission = \"heat\"\n\
         policy = \"grants\"\nagainst = \"nothing\"\nexpect = \"more\"\nfinding = \"x\"\n[policy.nothing]",
        &[
            (
                "39:11",
                "`unit_price` is measured of each thing of a kind",
                "an outcome of which a run has one number: `missionmix schema --outcomes`",
                "write of which, such as `unit_price.pump`",
            ),
            (
                "46:11",
                "`region_uptake` is a number for each region",
                "an outcome of which a run has one number: `missionmix schema --outcomes`",
                "",
            ),
            ("54:11", "`uptake.heat` says itself of what it is measured", "no mission with this outcome", ""),
        ],
    ),
    (
        "uncertainty of what there is not",
        "[policy.nothing]",
        "[uncertainty.a]\nparameter = \"owners.hassel\"\nlow = 1\nhigh = 3\n[policy.nothing]",
        &[(
            "38:13",
            "there is no parameter `owners.hassel`",
            "the path of a parameter",
            "did you mean `owners.hassle`?",
        )],
    ),
    (
        "uncertainty of a lever",
        "[policy.nothing]",
        "[uncertainty.a]\nparameter = \"policy.grants.rd_grant.calls.budget\"\nlow = 1\nhigh = 9\n[policy.nothing]",
        &[(
            "38:13",
            "`policy.grants.rd_grant.calls.budget` is a lever, which policies choose",
            "a number of the world",
            "",
        )],
    ),
    (
        "uncertainty of a word",
        "[policy.nothing]",
        "[uncertainty.a]\nparameter = \"politics.mode\"\nlow = 1\nhigh = 3\n[policy.nothing]",
        &[("38:13", "`politics.mode` is no number", "a parameter that is one number", "")],
    ),
    (
        "uncertainty around another value",
        "[policy.nothing]",
        "[uncertainty.a]\nparameter = \"owners.hassle\"\nlow = 3\nhigh = 4\n[policy.nothing]",
        &[(
            "38:13",
            "`owners.hassle` is 2, which lies outside of the range",
            "a range from `low` to `high` with what the scenario says in it",
            "",
        )],
    ),
    (
        "uncertainty without width",
        "[policy.nothing]",
        "[uncertainty.a]\nparameter = \"owners.hassle\"\nlow = 2\nhigh = 2\n[policy.nothing]",
        &[("40:8", "the range has no width", "more than `low`", "")],
    ),
    (
        "uncertainty of ratios below nought",
        "[policy.nothing]",
        "[uncertainty.a]\nparameter = \"owners.hassle\"\nlow = 0\nhigh = 3\ndistribution = \"log_uniform\"\n[policy.nothing]",
        &[("39:7", "ratios need numbers above nought", "more than 0, or another distribution", "")],
    ),
    (
        "an end that can't be",
        "[policy.nothing]",
        "[uncertainty.a]\nparameter = \"owners.affordable\"\nlow = 0.1\nhigh = 200\n[policy.nothing]",
        &[(
            "40:8",
            "`owners.affordable` can't be 200: `affordable` is too large",
            "an end with which the scenario can be read",
            "",
        )],
    ),
    (
        "misspelt key",
        r#"deadline = "2034q4""#,
        r#"deadlin = "2034q4""#,
        &[
            (
                "11:10",
                "`mission.heat.deadline` is missing",
                r#"needs `deadline`: a quarter in quotes such as "2026q1", from 1900q1 to 2199q4"#,
                "",
            ),
            (
                "14:1",
                "unknown key `deadlin` in `mission.heat`",
                "no such key here",
                "did you mean `deadline`?",
            ),
        ],
    ),
    (
        "misspelt table",
        "[policy.grants.rd_grant.calls]",
        "[policy.grants.rd_grnat.calls]",
        &[(
            "40:16",
            "unknown key `rd_grnat` in `policy.grants`",
            "no such key here",
            "did you mean `rd_grant`?",
        )],
    ),
    (
        "misspelt top table",
        "[firms]",
        "[frims]",
        &[("30:2", "unknown key `frims` in the file", "no such key here", "did you mean `firms`?")],
    ),
    (
        "text for a number",
        "target = 80",
        r#"target = "80""#,
        &[(
            "13:10",
            "`target` is a text, not a number",
            "a number from 0 to 1000000000000",
            "write it without quotes: `80`",
        )],
    ),
    (
        "number for a text",
        r#"indicator = "emissions""#,
        "indicator = 5",
        &[("12:13", "`indicator` is a whole number, not a text", "a text in quotes", "put it in quotes")],
    ),
    (
        "percent instead of share",
        "household = 0.7",
        "household = 70",
        &[("19:13", "`household` is too large", "a number from 0 to 1 [share]", "")],
    ),
    (
        "a donor for all of it",
        "budget = 5",
        "budget = 5\nfinance = { donor = 1 }",
        &[("45:21", "`donor` is too large", "a number from 0 to 0.95 [share]", "")],
    ),
    (
        "a misspelt donor",
        "budget = 5",
        "budget = 5\nfinance = { donnor = 0.3 }",
        &[(
            "45:13",
            "unknown key `donnor` in `policy.grants.rd_grant.calls.finance`",
            "allowed here: `crowd_in`, `donor`",
            "did you mean `donor`?",
        )],
    ),
    (
        "strict beyond measure",
        "budget = 5",
        "budget = 5\nconditions = { standard = 2, reinvest = -1 }",
        &[
            ("45:27", "`standard` is too large", "a number from 0 to 1 [share]", ""),
            ("45:41", "`reinvest` is too small", "a number from 0 to 1 [share]", ""),
        ],
    ),
    (
        "profits of who buys",
        "[policy.grants.rd_grant.calls]",
        "[policy.grants.adoption_subsidy.calls]\nconditions = { reinvest = 0.5, open_knowledge = 0, standard = 0.5 }",
        &[
            (
                "41:16",
                "`reinvest` can't be asked for this support: owners take it for what they buy, and make no profits with it",
                "allowed here: `standard`, `local_delivery`",
                "",
            ),
            (
                "41:32",
                "`open_knowledge` can't be asked for this support: who buys finds nothing that could be open",
                "allowed here: `standard`, `local_delivery`",
                "",
            ),
        ],
    ),
    (
        "profits and secrets of public bodies",
        "[policy.grants.rd_grant.calls]",
        "[policy.grants.mission_lab.calls]\nconditions = { reinvest = 0.5, open_knowledge = 0.2 }",
        &[
            (
                "41:16",
                "`reinvest` can't be asked for this support: public bodies do the work, and they make no profits",
                "allowed here: `standard`, `local_delivery`",
                "",
            ),
            (
                "41:32",
                "`open_knowledge` can't be asked for this support: what public bodies find is open whatever is asked",
                "allowed here: `standard`, `local_delivery`",
                "",
            ),
        ],
    ),
    (
        "findings of who supplies",
        "[policy.grants.rd_grant.calls]",
        "[policy.grants.public_procurement.calls]\nconditions = { open_knowledge = 0.2, reinvest = 0.2 }",
        &[(
            "41:16",
            "`open_knowledge` can't be asked for this support: who supplies a lot finds nothing that could be open",
            "allowed here: `reinvest`, `standard`, `local_delivery`",
            "",
        )],
    ),
    (
        "profits of a course",
        "[policy.grants.rd_grant.calls]",
        "[policy.grants.training.calls]\nconditions = { reinvest = 0.2, standrad = 0.2 }",
        &[
            (
                "41:16",
                "`reinvest` can't be asked for this support: a course makes no profits",
                "allowed here: `standard`, `local_delivery`",
                "",
            ),
            (
                "41:32",
                "unknown key `standrad` in `policy.grants.training.calls.conditions`",
                "allowed here: `standard`, `local_delivery`",
                "did you mean `standard`?",
            ),
        ],
    ),
    (
        "conditions of what nobody takes",
        "[policy.grants.rd_grant.calls]",
        "[policy.grants.campaign.calls]\nconditions = { standard = 0.2 }",
        &[(
            "41:1",
            "nobody takes support under `campaign` of whom something could be asked",
            "no `conditions` here",
            "",
        )],
    ),
    (
        "a partner in a rebate",
        "[policy.grants.rd_grant.calls]",
        "[policy.grants.adoption_subsidy.calls]\nfinance = { donor = 0.1, crowd_in = 0.2 }",
        &[(
            "41:26",
            "a partner gives for a part of the revenue, and what this line pays for has none",
            "`donor` alone",
            "",
        )],
    ),
    (
        "a donor of a tax credit",
        "[policy.grants.rd_grant.calls]",
        "[policy.grants.rd_tax_credit.calls]\nfinance = { donor = 0.1 }",
        &[(
            "41:1",
            "partners and donors give for single projects, purchases and courses, and this line pays for none of them as they come",
            "no `finance` in `rd_tax_credit`: all of it is public",
            "",
        )],
    ),
    (
        "a partner in a laboratory",
        "[policy.grants.rd_grant.calls]",
        "[policy.grants.mission_lab.calls]\nfinance = { crowd_in = 0.2, donor = 0.1 }",
        &[(
            "41:13",
            "a partner gives for a part of the revenue, and what this line pays for has none",
            "`donor` alone",
            "",
        )],
    ),
    (
        "unit in a text",
        "budget = 5",
        r#"budget = "5 M EUR""#,
        &[("44:10", "`budget` is a text, not a number", "a number from 0 to 1000000 [M EUR/year]", "")],
    ),
    (
        "euros instead of millions",
        "budget = 5",
        "budget = 5_000_000",
        &[("44:10", "`budget` is too large", "a number from 0 to 1000000 [M EUR/year]", "")],
    ),
    (
        "missing data file",
        r#""regions.csv""#,
        r#""regoins.csv""#,
        &[(
            "6:9",
            "regoins.csv doesn't exist",
            "a CSV file: a line of column names, then a line a region",
            "",
        )],
    ),
    (
        "folder for a data file",
        r#""regions.csv""#,
        r#"".""#,
        &[(
            "6:9",
            ". is a folder, not a file",
            "a CSV file: a line of column names, then a line a region",
            "",
        )],
    ),
    (
        "unknown region",
        "budget = 5",
        "budget = 5\nregions = ['A1', 'A3']",
        &[(
            "45:18",
            "`regions` names the region `A3`, which is unknown",
            "a list of names, each of a region",
            "did you mean `A1`?",
        )],
    ),
    (
        "unknown solution",
        "budget = 5",
        "budget = 5\nsolutions = ['pmup']",
        &[(
            "45:14",
            "`solutions` names the solution `pmup`, which is unknown",
            "a list of names, each of a solution",
            "did you mean `pump`?",
        )],
    ),
    (
        "unknown mission",
        "mission = \"heat\"\nreadiness",
        "mission = \"heta\"\nreadiness",
        &[(
            "24:11",
            "`mission` names the mission `heta`, which is unknown",
            "the name of a mission",
            "did you mean `heat`?",
        )],
    ),
    (
        "unknown mission of an instrument",
        "mission = \"heat\"\nfrom",
        "mission = \"cold\"\nfrom",
        &[(
            "41:11",
            "`mission` names the mission `cold`, which is unknown",
            "the name of a mission",
            "known names: `heat`",
        )],
    ),
    (
        "negative budget",
        "budget = 5",
        "budget = -5",
        &[("44:10", "`budget` is too small", "a number from 0 to 1000000 [M EUR/year]", "")],
    ),
    (
        "not a number",
        "target = 80",
        "target = nan",
        &[("13:10", "`target` is not a finite number", "a number from 0 to 1000000000000", "")],
    ),
    (
        "infinity",
        "unit_cost = 9000",
        "unit_cost = inf",
        &[("26:13", "`unit_cost` is not a finite number", "a number from 1 to 1000000000 [EUR]", "")],
    ),
    (
        "deadline before start",
        r#"deadline = "2034q4""#,
        "start = \"2030q1\"\ndeadline = \"2029q4\"",
        &[("15:12", "the deadline is not after the start of the mission", "after 2030q1", "")],
    ),
    (
        "deadline after the end",
        r#"deadline = "2034q4""#,
        r#"deadline = "2036q1""#,
        &[("14:12", "the simulation ends before the deadline", "2035q4 or earlier, or more `years`", "")],
    ),
    (
        "mission before the simulation",
        r#"deadline = "2034q4""#,
        "start = \"2025q4\"\ndeadline = \"2034q4\"",
        &[("14:9", "the mission begins before the simulation", "2026q1 or later", "")],
    ),
    (
        "until before from",
        r#"until = "2033q4""#,
        r#"until = "2025q4""#,
        &[("43:9", "the instrument ends before it begins", "2026q1 or later", "")],
    ),
    (
        "outside the simulation",
        "from = \"2026q1\"\nuntil = \"2033q4\"",
        "from = \"2040q1\"\nuntil = \"2041q4\"",
        &[(
            "42:8",
            "the instrument never acts: it lies outside the simulation",
            "dates that meet 2026q1 to 2035q4",
            "",
        )],
    ),
    (
        "a ban before the standard",
        "[policy.nothing]\nbaseline = true\n",
        "[policy.nothing]\nbaseline = true\n[policy.rule.standard.new]\nmission = \"heat\"\nfrom = \"2028q1\"\nuntil = \"2035q4\"\nshare = 0\nban = \"2027q1\"\n",
        &[(
            "44:7",
            "the ban lies outside the time in which the instrument acts",
            "a date from 2028q1 to 2035q4",
            "",
        )],
    ),
    (
        "a promise without a profile that can be met",
        "[policy.nothing]\nbaseline = true\n",
        "[policy.nothing]\nbaseline = true\n[policy.promise.advance_market_commitment.units]\nmission = \"heat\"\nfrom = \"2028q1\"\nuntil = \"2035q4\"\nbudget = 5\nprofile = 10\n",
        &[("44:11", "`profile` is too large", "a number from 7 to 9 [level]", "")],
    ),
    (
        "a tax beyond the price",
        "[firms]",
        "[exchequer]\ntax_on_sales = 1\n[firms]",
        &[("31:16", "`tax_on_sales` is too large", "a number from 0 to 0.9 [share]", "")],
    ),
    (
        "budget below one project",
        "budget = 5",
        "budget = 1",
        &[(
            "44:10",
            "no call can spend this: a year's money does not pay for one project",
            "0, or at least 2.42 M EUR/year",
            "",
        )],
    ),
    (
        "budget below one project once it is scaled",
        "[policy.grants.rd_grant.calls]",
        "[policy.grants]\nscale = 0.4\n[policy.grants.rd_grant.calls]",
        &[(
            "46:10",
            "no call can spend this: a year's money, times 0.4 (the policy's `scale`), does not pay for one project",
            "0, or at least 6.05 M EUR/year",
            "",
        )],
    ),
    (
        "a credit that would steer",
        "[policy.grants.rd_grant.calls]",
        "[policy.grants.rd_tax_credit.calls]\nsolutions = [\"pump\"]",
        &[(
            "41:13",
            "a tax credit does not ask what firms search for",
            "no `solutions` in `rd_tax_credit`",
            "",
        )],
    ),
    (
        "installers of one solution",
        "[policy.grants.rd_grant.calls]",
        "[policy.grants.training.calls]\nsolutions = [\"pump\"]",
        &[("41:13", "installers put in every solution of the mission", "no `solutions` in `training`", "")],
    ),
    (
        "more laboratories than places for them",
        "[policy.grants.rd_grant.calls]",
        "[policy.grants.mission_lab.calls]\nregions = [\"A1\"]\nlabs = 2",
        &[(
            "42:8",
            "there are more laboratories than regions in which the instrument acts",
            "1 or fewer",
            "",
        )],
    ),
    (
        "owner shares that miss 1",
        "firm = 0.1",
        "firm = 0.2",
        &[("19:13", "the shares of the owners sum to 1.1000", "shares that sum to 1", "")],
    ),
    (
        "two baselines",
        "[policy.grants.rd_grant.calls]",
        "[policy.grants]\nbaseline = true\n\n[policy.grants.rd_grant.calls]",
        &[("37:2", "more than one policy is the baseline", "`baseline = true` in one policy", "")],
    ),
    (
        "target above baseline",
        "target = 80",
        "target = 120",
        &[("13:10", "the mission is reached before it begins", "a value below `baseline_value`, 100", "")],
    ),
    (
        "home context too long",
        "home_context = [0.5]",
        "home_context = [0.5, 0.5]",
        &[(
            "28:16",
            "`home_context` has the length 2",
            "as many numbers as the regions have contexts: 1",
            "",
        )],
    ),
    (
        "a huge float",
        "unit_cost = 9000",
        "unit_cost = 1e308",
        &[("26:13", "`unit_cost` is too large", "a number from 1 to 1000000000 [EUR]", "")],
    ),
    (
        "a huge whole number",
        "count = 10",
        "count = 1000000000000000000000000000000",
        &[("31:9", "`count` is too large", "a whole number from 1 to 100000", "")],
    ),
    (
        "a number beyond floats",
        "unit_cost = 9000",
        "unit_cost = 1e999",
        &[("26:13", "`unit_cost` is not a finite number", "a number from 1 to 1000000000 [EUR]", "")],
    ),
    (
        "duplicate key",
        "years = 10",
        "years = 10\nyears = 12",
        &[("4:1", "not TOML: duplicate key", "not allowed here", "")],
    ),
    (
        "duplicate table",
        "[firms]",
        "[firms]\n[firms]",
        &[("31:2", "not TOML: duplicate key", "not allowed here", "")],
    ),
    (
        "a date that is none",
        r#""2034q4""#,
        r#""2034-12-31""#,
        &[(
            "14:12",
            "`deadline` can't be `2034-12-31`",
            r#"a quarter in quotes such as "2026q1", from 1900q1 to 2199q4"#,
            "",
        )],
    ),
    (
        "a date without quotes",
        r#""2034q4""#,
        "2034-12-31",
        &[(
            "14:12",
            "`deadline` is a date, not a quarter",
            r#"a quarter in quotes such as "2026q1", from 1900q1 to 2199q4"#,
            r#"write `"2034q4"`"#,
        )],
    ),
    (
        "a fifth quarter",
        r#""2034q4""#,
        r#""2034q5""#,
        &[(
            "14:12",
            "`deadline` can't be `2034q5`",
            r#"a quarter in quotes such as "2026q1", from 1900q1 to 2199q4"#,
            "",
        )],
    ),
    (
        "an instrument without a name",
        "[policy.grants.rd_grant.calls]",
        "[policy.grants.rd_grant]",
        &[(
            "41:1",
            "`[policy.grants.rd_grant]` has no name of its own before `mission`",
            "a table for each name, such as [policy.grants.rd_grant.a_name]",
            "",
        )],
    ),
    (
        "a year for a quarter",
        r#"deadline = "2034q4""#,
        r#"deadline = "2034""#,
        &[(
            "14:12",
            "`deadline` can't be `2034`",
            r#"a quarter in quotes such as "2026q1", from 1900q1 to 2199q4"#,
            r#"say which quarter of the year, such as `"2034q4"`"#,
        )],
    ),
    (
        "a list for a table",
        "[mission.heat]",
        "[[mission.heat]]",
        &[("11:1", "`heat` is a list, not a table", "a table for each name, such as [mission.a_name]", "")],
    ),
    (
        "a fraction of an agent",
        "count = 10",
        "count = 10.5",
        &[(
            "31:9",
            "`count` is a number with a decimal point, not a whole number",
            "a whole number from 1 to 100000",
            "",
        )],
    ),
    (
        "odd name",
        "[solution.pump]",
        r#"[solution."p\u0000ump \u001b[31m"]"#,
        &[(
            "23:11",
            r"the name `p\u{0}ump \u{1b}[31m` is not in snake_case",
            "lower-case letters, digits and `_`, beginning with a letter",
            "write `p_ump___31m`",
        )],
    ),
    (
        "an unclosed text",
        r#"title = "A good scenario""#,
        r#"title = "A good scenario"#,
        &[("1:25", "not TOML: invalid basic string", r#"expected `"`"#, "")],
    ),
    (
        "a choice that is none",
        "budget = 5",
        "budget = 5\ndesign = 'needs'",
        &[(
            "45:10",
            "`design` can't be `needs`",
            r#"one of "blind", "per_head", "need", "capacity", "small_wins", "place_based""#,
            "did you mean `need`?",
        )],
    ),
    (
        "years in quarters",
        "years = 10",
        "years = 80",
        &[("3:9", "`years` is too large", "a number from 1 to 40 [years]", "")],
    ),
    (
        "years that are no whole quarters",
        "years = 10",
        "years = 10.1",
        &[("3:9", "the time does not end with a quarter", "years in quarters, such as 10 or 10.25", "")],
    ),
    (
        "regions given twice",
        "[regions.columns]",
        "[regions.synthetic]\ncount = 4\n\n[regions.columns]",
        &[("6:9", "the regions are given twice", "either `table`, a CSV file, or a table `synthetic`", "")],
    ),
    (
        "a context that is no column",
        r#""height_m""#,
        r#""hieght_m""#,
        &[(
            "9:12",
            "regions.csv has no column `hieght_m`",
            "the name of a column",
            "did you mean `height_m`?",
        )],
    ),
];

/// Bad data: the same for [`REGIONS`].
const TABLES: &[(&str, &str, &str, Complaints)] = &[
    (
        "missing column",
        "population",
        "inhabitants",
        &[(
            "6:9",
            "regions.csv has no column `population` or `population_persons`",
            "needs it, or its name under `regions.columns.population`",
            "its columns: code, name, country, inhabitants, gdp, research_intensity_percent, human_capital_percent, capacity, longitude, latitude, height_m",
        )],
    ),
    (
        "ragged row",
        "35000,2.0",
        "35000,,2.0",
        &[(
            "6:9",
            "regions.csv:2: has 12 cells, not 11",
            "as many cells as there are column names",
            "put a text that holds a comma in double quotes, and write numbers without commas",
        )],
    ),
    (
        "a remark between regions",
        "A2,South",
        "# a remark\nA2,South",
        &[(
            "6:9",
            "regions.csv:3: has 1 cell, not 11",
            "as many cells as there are column names",
            "a table has no comments: they belong into the scenario",
        )],
    ),
    (
        "a remark at the top",
        "code,name",
        "# a remark\ncode,name",
        &[(
            "6:9",
            "regions.csv begins with a comment",
            "different column names, separated by commas",
            "a table has no comments: they belong into the scenario",
        )],
    ),
    (
        "a number with spaces between thousands",
        "1000000",
        "1 000 000",
        &[(
            "6:9",
            "regions.csv:2: `population` is `1 000 000`, not a number",
            "a number above 0 [persons]",
            "write it without anything between thousands",
        )],
    ),
    (
        "a gross domestic product in euros",
        "35000,2.0",
        "35000000000,2.0",
        &[(
            "6:9",
            "regions.csv:2: the gross domestic product is 35000000000 EUR for each inhabitant",
            "millions of euros a year, and inhabitants as they are counted",
            "divide by a million what is in euros",
        )],
    ),
    (
        "negative population",
        "1000000",
        "-1000000",
        &[("6:9", "regions.csv:2: `population` is -1000000", "a number above 0 [persons]", "")],
    ),
    (
        "text for a number",
        "12000",
        "a lot",
        &[(
            "6:9",
            "regions.csv:3: `gdp` is `a lot`, not a number",
            "a number above 0 [M EUR/year]",
            "leave the cell empty where no value is known",
        )],
    ),
    (
        "decimal comma",
        "48.0",
        r#""48,0""#,
        &[(
            "6:9",
            "regions.csv:3: `latitude` is `48,0`, not a number",
            "a number from -90 to 90 [degrees]",
            "write it with a decimal point",
        )],
    ),
    (
        "not a number",
        "12000",
        "NaN",
        &[(
            "6:9",
            "regions.csv:3: `gdp` is `NaN`, not a finite number",
            "a number above 0 [M EUR/year]",
            "leave the cell empty where no value is known",
        )],
    ),
    (
        "share for percent is allowed, percent for share is not",
        "0.6",
        "60",
        &[("6:9", "regions.csv:2: `capacity` is 60", "a number from 0 to 1", "")],
    ),
    (
        "code twice",
        "A2,South",
        "A1,South",
        &[("6:9", "regions.csv:3: the code `A1` stands already in line 2", "each code once", "")],
    ),
    (
        "column twice",
        "height_m",
        "latitude",
        &[(
            "6:9",
            "regions.csv has two columns `latitude`",
            "different column names, separated by commas",
            "",
        )],
    ),
];

/// Bad changes from the command line.
const CHANGES: &[(&str, &str, Complaints)] = &[
    (
        "no equals sign",
        "years",
        &[(
            "1:1",
            "no `=` between path and value",
            "a path and a value, such as mission.clean_heat.target=0.3",
            "",
        )],
    ),
    (
        "unknown key",
        "mission.heat.tarket=70",
        &[("1:14", "unknown key `tarket` in `mission.heat`", "no such key here", "did you mean `target`?")],
    ),
    (
        "no value",
        "years=",
        &[("1:7", "no value after `=`", "a value, such as 0.3 or 2026q1", "write `''` for an empty text")],
    ),
    (
        "path through a number",
        "years.more=1",
        &[(
            "1:7",
            "`more` can't be set: what is before it is a whole number, not a table",
            "a key of a table",
            "",
        )],
    ),
    (
        "odd path",
        "mission..target=1",
        &[("1:9", "`` can't be a key", "names joined by dots, such as mission.clean_heat.target", "")],
    ),
    (
        "wrong type",
        "mission.heat.target=low",
        &[("1:21", "`target` is a text, not a number", "a number from 0 to 1000000000000", "")],
    ),
    (
        "out of bounds",
        "mission.heat.target=-1",
        &[("1:21", "`target` is too small", "a number from 0 to 1000000000000", "")],
    ),
    (
        "open list",
        "solution.pump.home_context=[0.5",
        &[("1:32", "not TOML: unclosed array", "expected `]`", "")],
    ),
];

/// The folder of a scenario and its data.
fn folder(text: impl AsRef<[u8]>, regions: impl AsRef<[u8]>) -> Folder {
    let folder = Folder::with(text);
    folder.add("regions.csv", regions);
    folder
}

/// Replaces one piece of a text, which must be there.
fn changed(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "`{from}` stands in the good text");
    text.replacen(from, to, 1)
}

/// What the program says to a scenario that it must refuse, without the name of the temporary folder.
fn refusal(folder: &Folder, changes: &[&str]) -> String {
    let error = folder.load(changes).expect_err("the scenario is bad");
    assert_eq!(error.exit_code(), 2, "{error}");
    if let Error::Scenario { rendered, count } = &error {
        assert_eq!(rendered.lines().filter(|line| line.starts_with("error: ")).count(), *count);
    }
    let said = error.to_string();
    assert!(!said.contains(|letter: char| letter.is_control() && letter != '\n'), "{said:?}");
    said.replace(&format!("{}/", folder.path().display()), "")
}

/// The complaints in what the program said.
fn complaints(said: &str) -> Vec<Complaint<'_>> {
    let (said, verdict) = said.rsplit_once("\nerror: ").expect("a verdict at the end");
    assert!(verdict.ends_with("in the scenario; nothing was run"), "{verdict}");
    said.split("\n\nerror: ")
        .map(|complaint| {
            let after = |mark: &str| {
                complaint.split_once(mark).map_or("", |(_, rest)| rest.lines().next().unwrap_or(""))
            };
            let place = after("--> ").trim_start_matches("scenario.toml:").trim_start_matches("--set:");
            let marked = complaint.lines().find(|line| line.contains("| ") && line.contains('^'));
            let allowed = marked.and_then(|line| line.split_once("^ ")).map_or("", |(_, allowed)| allowed);
            let message = complaint.lines().next().unwrap_or("").trim_start_matches("error: ");
            (place, message, allowed, after("= help: "))
        })
        .collect()
}

#[test]
fn the_good_scenario_is_good() {
    let scenario = folder(GOOD, REGIONS).load::<&str>(&[]).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!((scenario.regions.len(), scenario.policies.len()), (2, 2));
}

#[test]
fn bad_texts_are_refused_at_their_place() {
    for (what, from, to, expected) in TEXTS {
        let said = refusal(&folder(changed(GOOD, from, to), REGIONS), &[]);
        assert_eq!(complaints(&said), *expected, "{what}\n{said}");
    }
}

#[test]
fn bad_data_are_refused_with_their_line() {
    for (what, from, to, expected) in TABLES {
        let said = refusal(&folder(GOOD, changed(REGIONS, from, to)), &[]);
        assert_eq!(complaints(&said), *expected, "{what}\n{said}");
    }
}

#[test]
fn bad_changes_are_refused_where_they_stand() {
    for (what, change, expected) in CHANGES {
        let said = refusal(&folder(GOOD, REGIONS), &[change]);
        assert_eq!(complaints(&said), *expected, "{what}\n{said}");
        assert!(said.contains(" --> --set:1:"), "{what}\n{said}");
    }
}

/// The good text without the tables from one header up to another.
fn without(first: &str, next: &str) -> String {
    let from = GOOD.find(first).expect("the first header");
    let to = GOOD.find(next).unwrap_or(GOOD.len());
    format!("{}{}", &GOOD[..from], &GOOD[to..])
}

#[test]
fn scenarios_without_a_part_are_refused() {
    let cases: [(String, &str, &str); 7] = [
        (String::new(), "the file holds nothing", "a scenario in TOML, such as `[mission.clean_heat]`"),
        (
            "# a comment\n".into(),
            "the file holds nothing",
            "a scenario in TOML, such as `[mission.clean_heat]`",
        ),
        (
            without("[mission.heat]", "[solution.pump]"),
            "the scenario has no mission",
            "at least one [mission.a_name]",
        ),
        (
            without("[solution.pump]", "[firms]"),
            "the scenario has no solution",
            "at least one [solution.a_name]",
        ),
        (
            without("[policy.nothing]", "the end"),
            "the scenario has no policy",
            "at least one [policy.a_name]",
        ),
        (
            without("[regions]", "[mission.heat]"),
            "there are no regions",
            "either `table`, a CSV file, or a table `synthetic`",
        ),
        (
            changed(GOOD, "[policy.grants.", &format!("[policy.{}.", "x".repeat(5000))),
            "a name of 5000 letters",
            "60 letters at most: names stand in tables and in names of files",
        ),
    ];
    for (text, message, allowed) in cases {
        let said = refusal(&folder(text, REGIONS), &[]);
        let found = complaints(&said);
        assert!(found.iter().any(|(_, what, label, _)| (*what, *label) == (message, allowed)), "{said}");
    }
}

#[test]
fn data_that_are_no_table_are_refused_once() {
    let semicolons = REGIONS.replace(',', ";");
    let header = REGIONS.lines().next().unwrap();
    let latin = REGIONS.replace("North", "N\u{f6}rd").chars().map(|letter| letter as u8).collect::<Vec<u8>>();
    let cases: [(&[u8], &str); 4] = [
        (b"", "regions.csv is empty"),
        (header.as_bytes(), "regions.csv has column names but no regions"),
        (semicolons.as_bytes(), "regions.csv has columns that are not separated by commas"),
        (&latin, "regions.csv is not UTF-8 in line 2; save it in that encoding"),
    ];
    for (regions, message) in cases {
        let said = refusal(&folder(GOOD, regions), &[]);
        let found = complaints(&said);
        assert_eq!((found.len(), found[0].0, found[0].1), (1, "6:9", message), "{said}");
    }
}

#[test]
fn files_that_are_none_are_refused() {
    let bad = folder(b"title = 'caf\xe9'\nstart = '2026q1'\n", REGIONS);
    let said = refusal(&bad, &[]);
    let expected = [(
        "1:13",
        "the file is not UTF-8 text",
        "this can't be read",
        "save the file with the encoding UTF-8",
    )];
    assert_eq!(complaints(&said), expected, "{said}");

    let good = folder(GOOD, REGIONS);
    for (path, message) in [
        (good.path().to_path_buf(), "is a folder, not a file; name the scenario file in it"),
        (good.path().join("none.toml"), "there is no file `"),
    ] {
        let error = missionmix::scenario::Scenario::load(&path, &[], false).expect_err("no scenario");
        assert_eq!(error.exit_code(), 2);
        assert!(error.to_string().contains(message), "{error}");
    }
}

#[test]
fn five_faults_give_five_complaints_in_one_pass() {
    let faults = [
        ("years = 10", "years = 80"),
        ("target = 80", "target = \"80\""),
        ("mission = \"heat\"\nreadiness", "mission = \"heta\"\nreadiness"),
        ("count = 10", "cuont = 10"),
        ("budget = 5", "budget = -5"),
    ];
    let text = faults.iter().fold(GOOD.to_owned(), |text, (from, to)| changed(&text, from, to));
    let said = refusal(&folder(text, REGIONS), &[]);
    let found = complaints(&said);
    let places: Vec<&str> = found.iter().map(|(place, _, _, _)| *place).collect();
    assert_eq!(places, ["3:9", "13:10", "24:11", "31:1", "44:10"], "{said}");
    assert!(said.ends_with("error: 5 problems in the scenario; nothing was run"), "{said}");
    // and a sixth on the command line
    let text = faults.iter().fold(GOOD.to_owned(), |text, (from, to)| changed(&text, from, to));
    let said = refusal(&folder(text, REGIONS), &["owners.news=-1"]);
    assert_eq!(complaints(&said).len(), 6, "{said}");
}

/// A few random numbers without a crate: the suite must be the same on every machine (Marsaglia 2003).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most as u64) as usize
    }
}

/// Pieces that are put into texts at random.
const PIECES: &[&str] = &[
    "",
    "\n",
    "\"",
    "'",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "=",
    ".",
    ",",
    "#",
    "-",
    "1e999",
    "nan",
    "-inf",
    "0",
    "-0.0",
    "1e308",
    "5e-324",
    "99999999999999999999999999",
    "true",
    "2026q1",
    "2199q4",
    "1900q1",
    "\u{0}",
    "\u{1f600}",
    "\u{feff}",
    "\r\n",
    "\\u0000",
    "mission",
    "policy",
    "regions",
    "synthetic",
    "count = 400\n",
    "[regions.synthetic]\n",
    "years = 40\n",
    "base = \"scenario.toml\"\n",
    "heat",
    "A1",
];

/// One to three random changes to a text: pieces put in, lines left out, doubled or exchanged, characters lost.
fn mutate(text: &str, dice: &mut Dice) -> String {
    let mut mutated = text.to_owned();
    for _ in 0..=dice.below(3) {
        let places: Vec<usize> = mutated.char_indices().map(|(place, _)| place).collect();
        let mut lines: Vec<String> = mutated.lines().map(str::to_owned).collect();
        if places.is_empty() || lines.is_empty() {
            break;
        }
        let (line, other) = (dice.below(lines.len()), dice.below(lines.len()));
        let place = places[dice.below(places.len())];
        match dice.below(6) {
            0 => mutated.insert_str(place, PIECES[dice.below(PIECES.len())]),
            1 => {
                mutated.remove(place);
            }
            2 => {
                lines.remove(line);
                mutated = lines.join("\n");
            }
            3 => {
                lines.insert(other, lines[line].clone());
                mutated = lines.join("\n");
            }
            4 => {
                lines.swap(line, other);
                mutated = lines.join("\n");
            }
            _ => {
                // another value for a key
                if let Some((key, _)) = lines[line].clone().split_once('=') {
                    lines[line] = format!("{key}= {}", PIECES[dice.below(PIECES.len())]);
                    mutated = lines.join("\n");
                }
            }
        }
    }
    mutated
}

#[test]
fn no_text_makes_it_panic() {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let folder = folder(GOOD, REGIONS);
    let (mut refused, mut taken) = (0, 0);
    for round in 0..2_000 {
        // every fourth round the data are changed instead
        let (text, regions) = if round % 4 == 3 {
            (GOOD.to_owned(), mutate(REGIONS, &mut dice))
        } else {
            (mutate(GOOD, &mut dice), REGIONS.to_owned())
        };
        folder.add("scenario.toml", &text);
        folder.add("regions.csv", &regions);
        let result = catch_unwind(|| folder.load::<&str>(&[]).map(|_| ()));
        let loaded = result.unwrap_or_else(|_| panic!("a panic in round {round} on\n{text}\n\n{regions}"));
        match loaded {
            Ok(()) => taken += 1,
            Err(error) => {
                assert_eq!(error.exit_code(), 2, "{error}");
                refused += 1;
            }
        }
    }
    assert!(refused > 1000 && taken > 50, "{refused} refused and {taken} taken");
}

#[test]
fn what_is_taken_can_be_run() {
    // of what passes all checks a sample must run without a failed identity and without a panic
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    let folder = folder(GOOD, REGIONS);
    let mut run = 0;
    for _ in 0..600 {
        let text = mutate(GOOD, &mut dice);
        folder.add("scenario.toml", &text);
        let Ok(scenario) = folder.load::<&str>(&[]) else { continue };
        if text != GOOD && scenario.regions.len() < 10 {
            let runs = catch_unwind(AssertUnwindSafe(|| small_worlds::run_all(&scenario, 0..1)));
            assert!(runs.is_ok(), "a panic in a run of\n{text}");
            run += 1;
        }
    }
    assert!(run > 30, "{run} were run");
}
