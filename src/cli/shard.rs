//! Shards: the parts of a study dealt to many machines, which may all run at the same time.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use clap::{Args, value_parser};

use crate::error::{Error, Result};
use crate::report::words::count;
use crate::store::plan::Plan;

/// One of the shards of a study.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// Which one, from 0.
    number: u64,
    /// How many there are.
    of: u64,
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, String> {
        let whole = |text: &str| text.parse::<u64>().ok();
        let pair = text.split_once('/').and_then(|(number, of)| Some((whole(number)?, whole(of)?)));
        match pair {
            Some((number, of)) if number < of => Ok(Self { number, of }),
            Some((_, of)) if of > 0 => {
                Err(format!("{} are numbered from 0 to {}", count(of, "shard"), of - 1))
            }
            _ => Err("a shard and how many there are, such as 0/8, the first of eight".into()),
        }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

/// What of a study is run here: all of it, or the parts of one shard.
///
/// # Errors
/// A shard of another number of shards than the plan has, a study that has to be seen whole.
pub fn wanted(plan: &Plan, shard: Option<Shard>) -> Result<Range<u64>> {
    let Some(Shard { number, of }) = shard else { return Ok(0..plan.parts()) };
    must_be_dealt(plan)?;
    if of != plan.shards {
        let planned = count(plan.shards, "shard");
        return Err(Error::Usage(format!(
            "the study was planned in {planned}, not in {of}\n  = help: --shard K/{}, where K is from 0 to {}; another \
             number is another plan, in another folder",
            plan.shards,
            plan.shards - 1,
        )));
    }
    Ok(plan.shard(number))
}

/// Whether a study can be run in the shards that its plan says.
///
/// # Errors
/// More shards than parts, a study that stops when intervals are narrow.
pub fn must_be_dealt(plan: &Plan) -> Result<()> {
    if plan.until_interval.is_some() {
        return Err(Error::Usage(
            "whether it is enough is judged on all parts in their order, and a shard has only some\n  = help: no shards, or \
             a number of replicates instead of --until-ci"
                .into(),
        ));
    }
    if plan.shards > plan.parts() {
        return Err(Error::Usage(format!(
            "{} can't be dealt into {}\n  = help: {} at most; a part has {}",
            count(plan.parts(), "part"),
            count(plan.shards, "shard"),
            count(plan.parts(), "shard"),
            count(plan.part_size, "replicate"),
        )));
    }
    Ok(())
}

/// How a study is dealt to many machines.
#[derive(Debug, Args)]
pub struct Dealing {
    /// Write the plan and run nothing: resume, or submit, goes on with the folder
    #[arg(long)]
    pub plan: bool,
    /// Into how many shards the plan is dealt, each for a machine of its own [default: 1]
    #[arg(long, value_name = "N", requires = "plan", value_parser = value_parser!(u64).range(1..=1_000_000))]
    shards: Option<u64>,
    /// Run one of N shards alone, K from 0 to N - 1: all may run at the same time, on machines that share the folder
    #[arg(long, value_name = "K/N", requires = "output", conflicts_with = "plan")]
    pub shard: Option<Shard>,
}

impl Dealing {
    /// Into how many shards it was asked to deal a study.
    pub fn shards(&self) -> u64 {
        self.shard.map(|shard| shard.of).or(self.shards).unwrap_or(1)
    }

    /// A plan that is begun stays as it is.
    ///
    /// # Errors
    /// Another number of shards than it has, a number that it can't have.
    pub fn fits(&self, plan: &Plan) -> Result<()> {
        if plan.shards > 1 {
            must_be_dealt(plan)?;
        }
        let asked = self.shards.filter(|asked| *asked != plan.shards);
        asked.map_or(Ok(()), |asked| {
            Err(Error::Usage(format!(
                "the study was planned in {}, not in {asked}\n  = help: a plan is never changed: plan anew in another folder",
                count(plan.shards, "shard"),
            )))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shard_is_a_number_below_how_many_there_are() {
        assert_eq!("2/7".parse(), Ok(Shard { number: 2, of: 7 }));
        for text in ["7/7", "-1/7", "1", "1/", "/7", "1/0", "a/b", "1/7/2", ""] {
            assert!(text.parse::<Shard>().is_err(), "{text}");
        }
        assert_eq!("7/7".parse::<Shard>().unwrap_err(), "7 shards are numbered from 0 to 6");
    }
}
