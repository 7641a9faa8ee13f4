//! What a policy costs beside nothing being done: each of these needs the baseline's run under the same luck.

use super::witness::Witness;
use super::{Better, Measure, Outcome, When};

pub(super) const OUTCOMES: &[Outcome] = &[
    Outcome {
        name: "net_public_cost",
        unit: "M EUR",
        meaning: "present value of net exchequer cost without levies: spending, commitments that are open at the end, and taxes \
                  foregone against the baseline under the same luck",
        better: Better::Less,
        when: When::End,
        path: false,
        measure: Measure::Beside(net_cost),
    },
    Outcome {
        name: "net_public_cost_with_levy",
        unit: "M EUR",
        meaning: "the same less the levy revenue that the exchequer keeps",
        better: Better::Less,
        when: When::End,
        path: false,
        measure: Measure::Beside(net_cost_with_levy),
    },
    Outcome {
        name: "private_cost",
        unit: "M EUR",
        meaning: "present value of what owners pay for goods, their use and levies, less support and levy revenue that they get \
                  back, over the baseline under the same luck",
        better: Better::Less,
        when: When::End,
        path: false,
        measure: Measure::Beside(private_cost),
    },
    Outcome {
        name: "co_funding",
        unit: "M EUR",
        meaning: "present value of firms' and public bodies' own money for research, projects and what is asked of firms, over the baseline under the \
                  same luck",
        better: Better::Neither,
        when: When::End,
        path: false,
        measure: Measure::Beside(co_funding),
    },
    Outcome {
        name: "social_cost",
        unit: "M EUR",
        meaning: "net public cost with levies, private cost and co-funding together",
        better: Better::Less,
        when: When::End,
        path: false,
        measure: Measure::Beside(|own, baseline| {
            net_cost_with_levy(own, baseline) + private_cost(own, baseline) + co_funding(own, baseline)
        }),
    },
    Outcome {
        name: "free_riders",
        unit: "share",
        meaning: "share of the units of owners who got public money whose owner uses a solution at the deadline under the \
                  baseline too, with the same luck; empty when nobody got any",
        better: Better::Less,
        when: When::Deadline,
        path: false,
        measure: Measure::MissionBeside(|own, baseline, mission| {
            own.missions[mission].free_riders(&baseline.missions[mission])
        }),
    },
    Outcome {
        name: "additional_units",
        unit: "units",
        meaning: "units of solutions in use at the deadline, over the baseline under the same luck",
        better: Better::More,
        when: When::Deadline,
        path: false,
        measure: Measure::MissionBeside(additional_units),
    },
    Outcome {
        name: "cost_per_additional_unit",
        unit: "EUR",
        meaning: "net public cost of the mission's lines and goods for each additional unit; empty where there is none",
        better: Better::Less,
        when: When::End,
        path: false,
        measure: Measure::MissionBeside(|own, baseline, mission| {
            let units = additional_units(own, baseline, mission);
            let foregone = baseline.missions[mission].taxes - own.missions[mission].taxes;
            let cost = own.missions[mission].public_cost + foregone;
            if units > 0.0 { cost * 1e6 / units } else { f64::NAN }
        }),
    },
];

fn net_cost(own: &Witness, baseline: &Witness) -> f64 {
    own.sum(|mission| mission.public_cost) + baseline.sum(|mission| mission.taxes)
        - own.sum(|mission| mission.taxes)
}

fn net_cost_with_levy(own: &Witness, baseline: &Witness) -> f64 {
    net_cost(own, baseline) - own.sum(|mission| mission.levies)
}

fn private_cost(own: &Witness, baseline: &Witness) -> f64 {
    own.sum(|mission| mission.outlays) - baseline.sum(|mission| mission.outlays)
}

fn co_funding(own: &Witness, baseline: &Witness) -> f64 {
    own.co_funding - baseline.co_funding
}

fn additional_units(own: &Witness, baseline: &Witness, mission: usize) -> f64 {
    own.missions[mission].units - baseline.missions[mission].units
}
