//! How place matters.

use crate::form::{Choice, Form};
use crate::units::{Euros, Index, Kilometres, PerQuarter, PerYear, Share};
use crate::world::regions::AbsorptionForm;

/// How place matters: capacity, absorption, fit, and what comes over from the neighbours.
#[derive(Clone, Debug)]
pub struct Space {
    pub(crate) regional_capacity: Share,
    pub(crate) absorption: AbsorptionForm,
    pub(crate) absorption_threshold: Index,
    pub(crate) payment_rate: PerQuarter,
    pub(crate) payment_floor: Share,
    pub(crate) fit_distance: Index,
    pub(crate) adaptation_money: Euros,
    pub(crate) trial_share: Share,
    pub(crate) variety_loss: Share,
    pub(crate) absorbable: Euros,
    pub(crate) help_money: Euros,
    pub(crate) capacity_gain: PerYear,
    pub(crate) capacity_money: Euros,
    pub(crate) capacity_slip: PerYear,
    pub(crate) spillover: Share,
    pub(crate) spillover_decay: Kilometres,
    pub(crate) spillover_range: Kilometres,
    pub(crate) spillover_border: Share,
    pub(crate) wage_elasticity: Index,
}

impl Choice for AbsorptionForm {
    const OPTIONS: &'static [(Self, &'static str, &'static str)] = &[
        (
            Self::Threshold,
            "threshold",
            "little below the threshold of absorptive capacity, nearly all above it",
        ),
        (Self::Linear, "linear", "in proportion to absorptive capacity"),
    ];
}

impl Space {
    pub(super) fn read(form: &mut Form) -> Self {
        let (absorption, absorption_threshold) = read_absorption(form);
        let (payment_rate, payment_floor) = read_payment(form);
        let (capacity_gain, capacity_money, capacity_slip) = read_capacity(form);
        let (spillover, [spillover_decay, spillover_range], spillover_border) = read_spillover(form);
        Self {
            regional_capacity: form
                .amount(
                    "regional_capacity",
                    "share of a region's deviation from its country's mean capacity that is taken as real",
                )
                .within(0.0, 1.0)
                .assumed()
                .moves("capacity_weak")
                .default(0.5),
            absorption,
            absorption_threshold,
            payment_rate,
            payment_floor,
            fit_distance: form
                .amount(
                    "fit_distance",
                    "distance between contexts, in standard deviations, at which a solution's native fit has fallen to 1/e",
                )
                .within(0.01, 100.0)
                .assumed()
                .moves("problem_removed")
                .default(2.0),
            adaptation_money: form
                .amount(
                    "adaptation_money",
                    "local project money per inhabitant that closes 63 % of what is left to adapt",
                )
                .within(0.01, 1e6)
                .assumed()
                .moves("adaptation")
                .default(14.0),
            trial_share: form
                .amount("trial_share", "share of its own research that a firm in a trial does in the real place")
                .within(0.0, 1.0)
                .assumed()
                .moves("adaptation")
                .default(0.2),
            // a variant that can use nothing of others' experience would have no finite price
            variety_loss: form
                .amount("variety_loss", "share of others' experience that a fully adapted variant can't use")
                .within(0.0, 0.95)
                .assumed()
                .moves("uptake")
                .default(0.2),
            absorbable: form
                .amount(
                    "absorbable",
                    "project money per inhabitant and year that a region can carry without delay, for each unit of capacity and floor together",
                )
                .within(0.01, 1e6)
                .assumed()
                .moves("projects_at_work")
                .default(40.0),
            help_money: form
                .amount("help_money", "help to apply and deliver per inhabitant and year that closes 63 % of what capacity lacks, for the line that helps")
                .within(0.01, 1e6)
                .assumed()
                .moves("payments_over_commitments")
                .default(1.0),
            capacity_gain,
            capacity_money,
            capacity_slip,
            spillover,
            spillover_decay,
            spillover_range,
            spillover_border,
            wage_elasticity: form
                .amount(
                    "wage_elasticity",
                    "power by which real research falls behind spending in a region when spending grows: wages rise",
                )
                .within(0.0, 1.0)
                .source("Goolsbee 1998")
                .moves("readiness")
                .default(0.4),
        }
    }
}

fn read_payment(form: &mut Form) -> (PerQuarter, Share) {
    let payment_rate = form
        .amount(
            "payment_rate",
            "share of a project's open commitment paid in a quarter, for each unit of capacity and floor together",
        )
        .within(0.0, 1.0)
        .source("European Parliament 2024: Cohesion policy 2014-2020 paid about half after seven years")
        .moves("payments_over_commitments")
        .default(0.09);
    let payment_floor = form
        .amount("payment_floor", "capacity that is added to a region's own in what can be paid")
        .within(0.0, 5.0)
        .assumed()
        .moves("payments_over_commitments")
        .default(0.2);
    (payment_rate, payment_floor)
}

fn read_spillover(form: &mut Form) -> (Share, [Kilometres; 2], Share) {
    let spillover = form
        .amount("spillover", "weight of the research of regions nearby, at distance nought")
        .within(0.0, 1.0)
        .source("set for an elasticity of 0.01 to 0.05 to neighbours' research: Bottazzi, Peri 2003")
        .moves("readiness")
        .default(0.016);
    let spillover_decay = form
        .amount("spillover_decay", "distance over which the weight falls to 1/e")
        .within(1.0, 10_000.0)
        .source("Bottazzi, Peri 2003: spillovers within 300 km")
        .moves("readiness")
        .default(120.0);
    let spillover_range = form
        .amount("spillover_range", "distance beyond which nothing comes over")
        .within(0.0, 20_000.0)
        .source("Bottazzi, Peri 2003: spillovers within 300 km")
        .moves("readiness")
        .default(300.0);
    let spillover_border = form
        .amount("spillover_border", "share of a spillover that crosses a national border")
        .within(0.0, 1.0)
        .assumed()
        .moves("readiness")
        .default(0.5);
    (spillover, [spillover_decay, spillover_range], spillover_border)
}

fn read_capacity(form: &mut Form) -> (PerYear, Euros, PerYear) {
    let capacity_gain = form
        .amount(
            "capacity_gain",
            "gain of capacity, as a share of what is left to 1, at `capacity_money` per inhabitant and year",
        )
        .within(0.0, 1.0)
        .assumed()
        .moves("capacity_mean")
        .default(0.01);
    let capacity_money = form
        .amount(
            "capacity_money",
            "local money per inhabitant and year at which capacity grows by `capacity_gain`",
        )
        .within(0.01, 1e6)
        .assumed()
        .moves("capacity_mean")
        .default(3.0);
    let capacity_slip = form
        .amount("capacity_slip", "share of the gap to its start by which capacity slips back")
        .within(0.0, 1.0)
        .assumed()
        .moves("capacity_mean")
        .default(0.04);
    (capacity_gain, capacity_money, capacity_slip)
}

fn read_absorption(form: &mut Form) -> (AbsorptionForm, Index) {
    let absorption = form
        .choice("absorption", "how absorption depends on absorptive capacity")
        .source("Becker, Egger, von Ehrlich 2013; the form is uncertain")
        .moves("projects_at_work")
        .default(AbsorptionForm::Threshold);
    let threshold = form
        .amount("absorption_threshold", "absorptive capacity at which half of what is planned is absorbed")
        .within(0.0, 1.0)
        .assumed()
        .moves("projects_at_work")
        .default(0.35);
    (absorption, threshold)
}
