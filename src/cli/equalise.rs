//! `--equalise`: one factor on the budgets of each policy, so that all are expected to cost the same.

use std::fmt::Write;

use clap::{Args, ValueEnum, value_parser};

use super::signals::Interruption;
use super::study::Choices;
use crate::error::{Error, Result};
use crate::numeric::four_digits;
use crate::report::words::{count, percent, short, signed};
use crate::scenario::Scenario;
use crate::store::plan::{Equalised, FoundFactor};
use crate::studies::equal_cost::{self, FIRST_TRAINING, Factor, Found, Task, Yardstick};

/// What shall be equal, and how it is found.
#[derive(Debug, Args)]
pub struct Equalise {
    /// Before the policies are compared, scale the budgets of each so that it is expected to cost what this policy costs
    /// [default: the first that is not the baseline]
    #[arg(long = "equalise", value_name = "POLICY", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    reference: Option<String>,
    /// What is made equal
    #[arg(long = "equalise-by", value_enum, default_value_t = By::NetCost, requires = "reference")]
    by: By,
    /// How many replicates, other than those that are compared, the factors are found on
    #[arg(long, value_name = "NUMBER", default_value_t = 40, requires = "reference", value_parser = value_parser!(u64).range(2..=100_000))]
    training: u64,
}

/// What can be made equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum By {
    /// Net public cost without levy revenue
    NetCost,
    /// Net public cost less the levy revenue that the exchequer keeps
    NetCostWithLevy,
    /// Money promised
    Authority,
    /// Money spent
    Spending,
}

impl By {
    fn yardstick(self) -> Yardstick {
        match self {
            Self::NetCost => Yardstick::NetCost,
            Self::NetCostWithLevy => Yardstick::NetCostWithLevy,
            Self::Authority => Yardstick::Authority,
            Self::Spending => Yardstick::Spending,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::NetCost => "net public cost",
            Self::NetCostWithLevy => "net public cost with levies",
            Self::Authority => "commitment authority",
            Self::Spending => "public spending",
        }
    }
}

impl Equalise {
    /// Whether it is asked for.
    pub fn is_asked(&self) -> bool {
        self.reference.is_some()
    }

    /// Finds the factors and leaves them in the scenario.
    ///
    /// # Errors
    /// A reference that is unknown or costs nothing, runs that fail, somebody who wants to stop.
    pub fn scale(
        &self,
        scenario: &mut Scenario,
        choices: &Choices,
        interruption: &Interruption,
    ) -> Result<Equalised> {
        if choices.first_replicate + choices.replicates > FIRST_TRAINING {
            let message =
                format!("factors are found on replicates from {FIRST_TRAINING} on: begin lower with --first");
            return Err(Error::Usage(message));
        }
        let reference = self.reference(scenario, choices)?;
        let others: Vec<usize> = choices
            .policies
            .iter()
            .copied()
            .filter(|place| *place != reference && *place != scenario.baseline())
            .collect();
        let task = Task {
            yardstick: self.by.yardstick(),
            reference,
            policies: &others,
            seed: choices.seed,
            training: FIRST_TRAINING..FIRST_TRAINING + self.training,
            threads: choices.threads,
        };
        let mut hear = || interruption.hear();
        let factors = equal_cost::find(scenario, &task, &mut hear)?;
        Ok(self.written_down(scenario, reference, &factors))
    }

    /// The policy whose cost the others shall have.
    fn reference(&self, scenario: &Scenario, choices: &Choices) -> Result<usize> {
        let name = self.reference.as_deref().unwrap_or_default();
        let is_meant = |place: &usize| match name {
            "" => *place != scenario.baseline(),
            name => scenario.policies[*place].name == name,
        };
        choices.policies.iter().copied().find(is_meant).ok_or_else(|| {
            let names: Vec<&str> =
                choices.policies.iter().map(|place| scenario.policies[*place].name.as_str()).collect();
            Error::Usage(format!(
                "there is no policy `{name}` to bring the others to the cost of\n  = help: one of {}",
                names.join(", ")
            ))
        })
    }

    /// The factors, in four digits.
    fn written_down(&self, scenario: &Scenario, reference: usize, factors: &[Factor]) -> Equalised {
        let one = |factor: &Factor| FoundFactor {
            policy: scenario.policies[factor.policy].name.clone(),
            scale: four_digits(factor.scale),
            training_cost: factor.cost,
            gap_to_reference: factor.gap.mean(),
            gap_standard_error: factor.gap.standard_error(),
            scale_of_equal_authority: Some(four_digits(factor.equal_authority))
                .filter(|scale: &f64| scale.is_finite()),
            result: match factor.found {
                Found::Equal => "equal",
                Found::Nearest => "nearest",
                Found::OutOfReach => "out of reach",
            }
            .into(),
        };
        Equalised {
            by: self.by.yardstick().outcome().into(),
            words: self.by.words().into(),
            reference: scenario.policies[reference].name.clone(),
            first_training_replicate: FIRST_TRAINING,
            training_replicates: self.training,
            factors: factors.iter().map(one).collect(),
        }
    }
}

/// The changes of a scenario that bring the policies there.
pub fn changes(equalised: &Equalised) -> Vec<String> {
    equalised.factors.iter().map(|one| format!("policy.{}.scale={}", one.policy, one.scale)).collect()
}

/// What was found, for a person.
pub fn text(equalised: &Equalised) -> String {
    let Equalised { words, reference, training_replicates, factors, .. } = equalised;
    let mut text = format!(
        "\nBrought to the {words} of `{reference}`, on {} of their own:\n",
        count(*training_replicates, "replicate")
    );
    for one in factors {
        let off = one.gap_to_reference / (one.training_cost - one.gap_to_reference);
        let error = one.gap_standard_error / (one.training_cost - one.gap_to_reference);
        let _ = write!(text, "  {}: scale = {}", one.policy, one.scale);
        let _ = match one.result.as_str() {
            "out of reach" => write!(
                text,
                ", and still {} M EUR: its budgets do not bring it there",
                short(one.training_cost)
            ),
            _ => write!(text, " ({} off, standard error {})", signed_percent(off), percent(error)),
        };
        if let Some(scale) = one.scale_of_equal_authority {
            let _ = write!(text, "; equal commitment authority at {scale}");
        }
        text.push('\n');
    }
    text
}

fn signed_percent(share: f64) -> String {
    format!("{} %", signed(share * 100.0))
}

/// The factors as a piece of a scenario.
pub fn fragment(equalised: &Equalised) -> String {
    let Equalised { words, reference, factors, .. } = equalised;
    let mut text =
        format!("# Factors that bring each policy to the {words} of `{reference}`: parts of a scenario.\n");
    for one in factors {
        let _ = write!(text, "\n[policy.{}]\nscale = {}\n", one.policy, one.scale);
    }
    text
}
