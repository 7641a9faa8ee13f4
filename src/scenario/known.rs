//! What is known of a parameter by its path: whether there is one, what it takes, and what a scenario says of it.

use std::path::Path;

use super::uncertainty::{matches, written};
use super::{Scenario, tree};
use crate::error::{Error, Result};
use crate::form::complaint::did_you_mean;
use crate::form::{Declaration, Default, Sources, ValueKind};

/// What is known of one parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// Whether it takes whole numbers alone.
    pub is_whole: bool,
    /// The number that the scenario says, or that holds where it says nothing; none for what is no number, or has none.
    pub own: Option<f64>,
}

/// Looks parameters up in a scenario with changes.
///
/// # Errors
/// A path that no parameter has; a scenario that can't be read.
pub fn look_up(path: &Path, changes: &[String], parameters: &[String]) -> Result<Vec<Known>> {
    let (root, _) = tree(path, changes, &mut Sources::default(), false)?;
    let declarations = Scenario::declarations();
    let find = |parameter: &String| {
        let declaration = declaration_of(parameter, &declarations);
        let declaration = declaration.ok_or_else(|| unknown(parameter, &declarations))?;
        let own = written(&root, &keys(parameter)).or_else(|| match &declaration.default {
            Default::Value(value) => value.parse().ok(),
            _ => None,
        });
        Ok(Known { is_whole: matches!(declaration.kind, ValueKind::Count { .. }), own })
    };
    parameters.iter().map(find).collect()
}

/// How a parameter is declared, by its path.
pub fn declaration_of<'d>(parameter: &str, declarations: &'d [Declaration]) -> Option<&'d Declaration> {
    declarations.iter().find(|one| matches(&one.path, &keys(parameter)))
}

/// The steps of a path.
fn keys(parameter: &str) -> Vec<&str> {
    parameter.split('.').map(str::trim).collect()
}

fn unknown(parameter: &str, declarations: &[Declaration]) -> Error {
    let known: Vec<String> = declarations.iter().map(Declaration::path_text).collect();
    let advice = did_you_mean(parameter, known.iter().map(String::as_str))
        .unwrap_or_else(|| "missionmix schema lists all parameters".into());
    Error::Usage(format!("there is no parameter `{parameter}`\n  = help: {advice}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_known_by_their_path() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/command_line/small.toml");
        let of = |parameter: &str| look_up(&path, &[], &[parameter.to_owned()]).map(|known| known[0].clone());
        let budget = of("policy.need.adoption_subsidy.rebate.budget").unwrap();
        assert_eq!(budget, Known { is_whole: false, own: Some(50.0) });
        assert_eq!(of("firms.count").unwrap(), Known { is_whole: true, own: Some(20.0) });
        // what the scenario does not say has its default, and a word has no number
        assert!(of("owners.hassle").unwrap().own.is_some());
        assert_eq!(of("policy.need.adoption_subsidy.rebate.design").unwrap().own, None);
        let error = of("owners.hassel").unwrap_err();
        assert!(error.exit_code() == 2 && error.to_string().contains("owners.hassle"), "{error}");
    }
}
