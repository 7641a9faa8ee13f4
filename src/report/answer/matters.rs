//! What a sensitivity study says: on which of the things that vary an outcome hangs, and of which that can't be told.

use super::{listed, named};
use crate::report::indices::{Index, Indices, Subject};
use crate::report::words::{count, short};
use crate::studies::sensitivity::Method;

/// How many things are named.
const MOST: usize = 5;

/// A sentence for each policy, or for what it removes more than the baseline, whose names are these.
pub fn sentences(indices: &Indices, policies: &[&str]) -> Vec<String> {
    indices.subjects.iter().map(|subject| of_subject(indices, subject, policies)).collect()
}

fn of_subject(indices: &Indices, subject: &Subject, policies: &[&str]) -> String {
    let (policy, reference) = subject.policies;
    let whose = match reference {
        Some(reference) => {
            format!(
                "what {} removes more of the problem than {}",
                named(policies[policy]),
                named(policies[reference])
            )
        }
        None => format!("what {} removes of the problem", named(policies[policy])),
    };
    let mut known: Vec<(&str, Index)> = indices
        .parameters
        .iter()
        .zip(&subject.indices)
        .filter_map(|(name, [main, _])| Some((name.as_str(), (*main)?)))
        .collect();
    known.sort_by(|one, other| other.1.value.total_cmp(&one.1.value));
    let (told, untold): (Vec<_>, Vec<_>) = known.into_iter().partition(|(_, index)| index.is_told);
    let idle = indices.parameters.len() - told.len() - untold.len();
    let named_ones: Vec<String> = told
        .iter()
        .take(MOST)
        .map(|(name, index)| format!("{} {}", named(name), size(index, indices.method)))
        .collect();
    let more = match told.len().saturating_sub(MOST) as u64 {
        0 => String::new(),
        more => format!(", and {} more", count(more, "thing")),
    };
    let head = if told.is_empty() {
        format!("Nothing that was varied can be shown to matter for {whose}")
    } else {
        format!("For {whose} these matter, by {}: {}{more}", measure(indices.method), listed(&named_ones))
    };
    let untold = match untold.len() as u64 {
        number if number > 0 && !told.is_empty() => {
            format!("; of {} more that can't be told", count(number, "thing"))
        }
        _ => String::new(),
    };
    let idle = match idle as u64 {
        0 => String::new(),
        number => format!("; {} without effect or number", count(number, "thing")),
    };
    format!("{head}{untold}{idle}.")
}

fn measure(method: Method) -> &'static str {
    match method {
        Method::Morris => "the mean size of their effect",
        Method::Sobol => "their share of the variance, alone and with others",
    }
}

fn size(index: &Index, method: Method) -> String {
    let unit = if method == Method::Morris { " points" } else { "" };
    let interval =
        index.interval.map(|(low, high)| format!(", 95 % interval {} to {}", short(low), short(high)));
    format!("({}{unit}{})", short(index.value), interval.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_is_named_and_what_is_not_is_counted() {
        let index =
            |value: f64, is_told| Some(Index { value, interval: Some((value - 0.1, value + 0.1)), is_told });
        let of = |indices: Vec<Option<Index>>, reference| Subject {
            policies: (1, reference),
            indices: indices.into_iter().map(|main| [main, None]).collect(),
        };
        let mut all = Indices {
            method: Method::Sobol,
            parameters: ["a", "b", "c", "d"].map(str::to_owned).to_vec(),
            subjects: vec![of(vec![index(0.2, true), index(0.7, true), index(0.9, false), None], Some(0))],
            lacks_differences: false,
        };
        assert_eq!(
            sentences(&all, &["none", "need"]),
            [
                "For what `need` removes more of the problem than `none` these matter, by their share of the variance, alone and with \
              others: `b` (0.70, 95 % interval 0.60 to 0.80) and `a` (0.20, 95 % interval 0.10 to 0.30); of 1 thing more that can't be told; 1 thing without effect or number."
            ]
        );
        all.subjects = vec![of(vec![index(0.2, false); 4], None)];
        assert_eq!(
            sentences(&all, &["none", "need"]),
            ["Nothing that was varied can be shown to matter for what `need` removes of the problem."]
        );
    }
}
