//! How support forms.

use crate::form::Form;
use crate::units::{PerYear, Share};

/// How support for a mission forms.
#[derive(Clone, Debug)]
pub struct Opinion {
    pub(crate) surprise: PerYear,
    pub(crate) disappointment: PerYear,
    pub(crate) unfairness: PerYear,
    pub(crate) talk: PerYear,
    pub(crate) burden: PerYear,
    pub(crate) rebate: Share,
    pub(crate) voice: PerYear,
    pub(crate) demonstrations: Share,
}

impl Opinion {
    pub(super) fn read(form: &mut Form) -> Self {
        let demonstrations = form
            .amount(
                "demonstrations",
                "what each euro per inhabitant of demonstrations counts as delivered, of the whole goal",
            )
            .within(0.0, 10.0)
            .assumed()
            .moves("support")
            .default(0.02);
        let rebate = form
            .amount(
                "rebate",
                "switch: share of the levy revenue that is given back which households set against what they pay",
            )
            .within(0.0, 1.0)
            .source("off: hardly anybody does (Mildenberger, Lachapelle, Harrison, Stadelmann-Steffen 2022)")
            .moves("support")
            .default(0.0);
        let mut rate = |key, meaning, default| {
            form.amount::<PerYear>(key, meaning).within(0.0, 10.0).assumed().moves("support").default(default)
        };
        Self {
            surprise: rate(
                "surprise",
                "gain of support for each unit by which what is seen exceeds what was promised",
                0.10,
            ),
            disappointment: rate(
                "disappointment",
                "loss of support for each unit by which it falls short",
                0.25,
            ),
            unfairness: rate(
                "unfairness",
                "loss for each unit by which the own region differs from the mean",
                0.05,
            ),
            talk: rate("talk", "how fast support moves to the mean of a household's contacts", 0.05),
            burden: rate(
                "burden",
                "loss of support where the levy, or a good that a household had to choose, takes all of the income",
                5.0,
            ),
            voice: rate("voice", "gain of support where all people are asked", 0.05),
            rebate,
            demonstrations,
        }
    }
}
