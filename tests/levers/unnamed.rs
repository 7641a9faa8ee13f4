//! Parameters that name no outcome, each with its reason.

const WORDS: &str = "words for people";
const DRAWN: &str = "what is drawn, not what is simulated";
const RESOLUTION: &str = "resolution: that it moves no mean is what `equivalence` demands";
const FUTURE: &str = "says what other futures hold: the first is the scenario itself";
const SEEN: &str = "says what was seen of the world, against which runs are held: it moves none";
const TOLD: &str = "says what comes out of runs, and changes none";
const REFUSED: &str = "refused: the instrument serves every solution";

pub const UNNAMED: &[(&str, &str)] = &[
    ("title", WORDS),
    ("mission.<mission>.title", WORDS),
    ("mission.<mission>.indicator", WORDS),
    ("mission.<mission>.unit", WORDS),
    ("solution.<solution>.title", WORDS),
    ("agency.<agency>.title", WORDS),
    ("policy.<policy>.title", WORDS),
    ("regions.columns.name", WORDS),
    ("regions.columns.code", "names that other tables use"),
    ("regions.national.<name>.source", WORDS),
    ("regions.map", DRAWN),
    ("regions.map_key", DRAWN),
    ("regions.map_window", DRAWN),
    ("replicates", "how often, not what"),
    ("uncertainty.<uncertainty>.parameter", FUTURE),
    ("uncertainty.<uncertainty>.low", FUTURE),
    ("uncertainty.<uncertainty>.high", FUTURE),
    ("uncertainty.<uncertainty>.distribution", FUTURE),
    ("uncertainty.<uncertainty>.source", WORDS),
    ("observed.<observed>.outcome", SEEN),
    ("observed.<observed>.mission", SEEN),
    ("observed.<observed>.solution", SEEN),
    ("observed.<observed>.policy", SEEN),
    ("observed.<observed>.first", SEEN),
    ("observed.<observed>.values", SEEN),
    ("observed.<observed>.later", SEEN),
    ("observed.<observed>.error", SEEN),
    ("observed.<observed>.source", WORDS),
    ("lesson.<lesson>.says", WORDS),
    ("lesson.<lesson>.outcome", TOLD),
    ("lesson.<lesson>.mission", TOLD),
    ("lesson.<lesson>.policy", TOLD),
    ("lesson.<lesson>.against", TOLD),
    ("lesson.<lesson>.expect", TOLD),
    ("lesson.<lesson>.not_in", TOLD),
    ("lesson.<lesson>.not_where", TOLD),
    ("lesson.<lesson>.finding", WORDS),
    ("seed", "which luck, not how much"),
    ("policy.<policy>.baseline", "says what the others are compared with"),
    ("firms.count", RESOLUTION),
    ("owners.households", RESOLUTION),
    ("owners.public_bodies", RESOLUTION),
    ("policy.<policy>.capacity_building.<name>.solutions", REFUSED),
    ("policy.<policy>.rd_tax_credit.<name>.solutions", REFUSED),
    ("policy.<policy>.training.<name>.solutions", REFUSED),
    ("policy.<policy>.campaign.<name>.solutions", REFUSED),
    ("policy.<policy>.participation.<name>.solutions", REFUSED),
];
