//! What is varied, as the command line says it.

use clap::Args;

use super::study::Study;
use crate::error::{Error, Result};
use crate::scenario::Scenario;
use crate::scenario::known::look_up;
use crate::studies::designs::factor::{Factor, Level};

/// The things that are varied.
#[derive(Debug, Args)]
pub struct Factors {
    /// A lever or parameter to vary: a range PATH=100..400, one in which ratios are equally likely PATH=100..400:log, or a
    /// list PATH=100,200,400; may be given many times
    #[arg(long = "vary", value_name = "PATH=VALUES")]
    vary: Vec<String>,
    /// Vary all that the scenario calls uncertain as well
    #[arg(long)]
    uncertain: bool,
}

impl Factors {
    /// Reads them, those of the command line first.
    ///
    /// # Errors
    /// What is no factor, parameters that there are not, a scenario in which nothing is uncertain where that was asked for.
    pub fn read(&self, study: &Study, scenario: &Scenario) -> Result<Vec<Factor>> {
        let asked = self.vary.iter().map(|text| Factor::parse(text)).collect::<Result<Vec<Factor>>>()?;
        let parameters: Vec<String> = asked.iter().map(|factor| factor.parameter.clone()).collect();
        let known = look_up(&study.scenario, &study.changes, &parameters)?;
        study.must_not_set(&parameters)?;
        let mut factors = Vec::new();
        for (factor, known) in asked.into_iter().zip(known) {
            let factor = if known.is_whole { factor.whole()? } else { factor };
            factors.push(match known.own {
                Some(own) => factor.with_own(Level::Number(own)),
                None => factor,
            });
        }
        if self.uncertain {
            if scenario.uncertainties.is_empty() {
                let message = "nothing in the scenario is uncertain, or --set fixes it";
                return Err(Error::Usage(format!("{message}\n  = help: missionmix explain uncertainty")));
            }
            let is_asked = |parameter: &str| parameters.iter().any(|asked| asked == parameter);
            let others = scenario.uncertainties.iter().filter(|one| !is_asked(&one.parameter));
            factors.extend(others.map(Factor::from));
        }
        Ok(factors)
    }
}
