//! Policies that are like another: `like` takes over what another policy does, and what the policy writes itself goes on
//! top. It is done on the tree, before anything is read, so that every check of a policy stays.

use super::file::lay_over;
use crate::form::complaint::did_you_mean;
use crate::form::{Complaint, Entry, Node, Place, Value};
use crate::policy::LIKE;
use crate::policy::spatial::keys::{CHOICES, DESIGN};

/// What belongs to one policy alone: it is not taken over.
const OWN: [&str; 4] = [LIKE, "title", "baseline", "scale"];

/// Gives each policy what it takes over from the one that it is like. What can't be is left as it is, with a complaint.
pub(super) fn resolve(root: &mut Node) -> Vec<Complaint> {
    let Some(policies) = entries_of(root).and_then(|entries| find(entries, "policy")).and_then(entries_of)
    else {
        return Vec::new();
    };
    let written = policies.clone();
    let mut complaints = Vec::new();
    for (policy, own) in policies.iter_mut().zip(&written) {
        match whole(own, &written, &mut Vec::new()) {
            Ok(node) => policy.node = node,
            Err(complaint) => complaints.push(*complaint),
        }
    }
    complaints
}

fn entries_of(node: &mut Node) -> Option<&mut Vec<Entry>> {
    match &mut node.value {
        Value::Table(entries) => Some(entries),
        _ => None,
    }
}

fn find<'e>(entries: &'e mut [Entry], key: &str) -> Option<&'e mut Node> {
    entries.iter_mut().find(|entry| entry.key == key).map(|entry| &mut entry.node)
}

/// A policy with all that it takes over; `above` are those on their way to be like it.
fn whole<'w>(
    policy: &'w Entry,
    written: &'w [Entry],
    above: &mut Vec<&'w str>,
) -> Result<Node, Box<Complaint>> {
    let own = policy.node.clone();
    // what is no name is complained of when it is read
    let Some((model, place)) = model_of(&policy.node) else { return Ok(own) };
    let name = policy.key.as_str();
    above.push(name);
    if above.contains(&model) {
        let message = format!("the policy `{name}` is like `{model}`, and that one is like `{name}`");
        let message = if model == name { format!("the policy `{name}` is like itself") } else { message };
        return Err(Box::new(Complaint::new(place, message, "a policy that is not like this one")));
    }
    let Some(model) = written.iter().find(|other| other.key == model) else {
        let known = written.iter().map(|other| other.key.as_str()).filter(|other| *other != name);
        let help = did_you_mean(model, known);
        let message = format!("there is no policy `{model}`");
        return Err(Box::new(Complaint::new(place, message, "the name of another policy").help(help)));
    };
    let mut below = whole(model, written, above)?;
    take_over(&mut below, own);
    Ok(below)
}

/// The name of the policy that this one is like, and where it stands.
fn model_of(policy: &Node) -> Option<(&str, Place)> {
    let Value::Table(entries) = &policy.value else { return None };
    let like = entries.iter().find(|entry| entry.key == LIKE)?;
    match &like.node.value {
        Value::Text(name) => Some((name, like.node.place.clone())),
        _ => None,
    }
}

/// Lays a policy over the one that it is like. What it says of place for all its lines is said anew for every line.
fn take_over(below: &mut Node, own: Node) {
    if let (Some(entries), Value::Table(written)) = (entries_of(below), &own.value) {
        entries.retain(|entry| !OWN.contains(&entry.key.as_str()));
        let said_anew = replaced_by(written);
        forget(entries, &said_anew);
        for instrument in entries.iter_mut() {
            let written = written.iter().find(|entry| entry.key == instrument.key);
            for line in entries_of(&mut instrument.node).into_iter().flatten() {
                let Some(keys) = entries_of(&mut line.node) else { continue };
                forget(keys, &said_anew);
                if let Some(Value::Table(lines)) = written.map(|entry| &entry.node.value)
                    && let Some(entry) = lines.iter().find(|entry| entry.key == line.key)
                    && let Value::Table(own) = &entry.node.value
                {
                    forget(keys, &replaced_by(own));
                }
            }
        }
    }
    lay_over(below, own);
}

/// What of a design another table makes void: a name for all choices replaces every one of them.
fn replaced_by(written: &[Entry]) -> Vec<&'static str> {
    let is_written = |key: &str| written.iter().any(|entry| entry.key == key);
    let is_void = |key: &&str| is_written(DESIGN) || is_written(key);
    CHOICES.into_iter().chain([DESIGN]).filter(is_void).collect()
}

fn forget(entries: &mut Vec<Entry>, keys: &[&str]) {
    entries.retain(|entry| !keys.contains(&entry.key.as_str()));
}

#[cfg(test)]
mod tests {
    use super::super::file::parse;
    use super::*;

    /// What the policy `a` of a text is, as paths with values.
    fn of_a(text: &str) -> Result<Vec<String>, String> {
        let mut tree = parse(text, 0).map_err(|complaint| complaint.message)?;
        if let Some(complaint) = resolve(&mut tree).into_iter().next() {
            return Err(complaint.message + &complaint.help.map_or(String::new(), |help| format!(": {help}")));
        }
        let policies =
            entries_of(&mut tree).and_then(|all| find(all, "policy")).and_then(entries_of).unwrap();
        let mut paths = Vec::new();
        list(find(policies, "a").unwrap(), "", &mut paths);
        Ok(paths)
    }

    fn list(node: &Node, path: &str, paths: &mut Vec<String>) {
        match &node.value {
            Value::Table(entries) => {
                entries.iter().for_each(|entry| list(&entry.node, &format!("{path}.{}", entry.key), paths));
            }
            Value::Text(text) => paths.push(format!("{}={text}", &path[1..])),
            Value::Integer(number) => paths.push(format!("{}={number}", &path[1..])),
            _ => panic!("{path}"),
        }
    }

    const B: &str = "[policy.b]\ntitle = 'b'\nscale = 2\ngovernance.portfolio = 'fixed'\n\
                     campaign.x = {budget = 3, design = 'need', envelope = 'per_head'}\n";

    #[test]
    fn what_is_taken_over_and_what_goes_on_top() {
        for (own, expected) in [
            (
                "",
                [
                    "governance.portfolio=fixed",
                    "campaign.x.budget=3",
                    "campaign.x.design=need",
                    "campaign.x.envelope=per_head",
                    "like=b",
                ]
                .as_slice(),
            ),
            (
                "design = 'blind'\ncampaign.x.budget = 4",
                &["governance.portfolio=fixed", "campaign.x.budget=4", "like=b", "design=blind"],
            ),
            (
                "envelope = 'none'",
                &[
                    "governance.portfolio=fixed",
                    "campaign.x.budget=3",
                    "campaign.x.design=need",
                    "like=b",
                    "envelope=none",
                ],
            ),
            (
                "campaign.x.design = 'blind'",
                &["governance.portfolio=fixed", "campaign.x.budget=3", "campaign.x.design=blind", "like=b"],
            ),
        ] {
            let found = of_a(&format!("{B}[policy.a]\nlike = 'b'\n{own}\n"));
            assert_eq!(found.unwrap(), expected, "{own}");
        }
        // a policy that is like one that is like another, wherever they stand
        let chain = of_a(
            "[policy.a]\nlike = 'c'\n[policy.c]\nlike = 'd'\ndesign = 'need'\n[policy.d]\nlevy.y.rate = 1\n",
        );
        assert_eq!(chain.unwrap(), ["levy.y.rate=1", "design=need", "like=c"]);
    }

    #[test]
    fn likeness_that_can_not_be_is_refused() {
        for (text, message) in [
            ("[policy.a]\nlike = 'a'", "the policy `a` is like itself"),
            ("[policy.a]\nlike = 'bb'\n[policy.bbb]\n", "there is no policy `bb`: did you mean `bbb`?"),
            (
                "[policy.a]\nlike = 'b'\n[policy.b]\nlike = 'a'",
                "the policy `b` is like `a`, and that one is like `b`",
            ),
        ] {
            assert_eq!(of_a(text), Err(message.into()));
        }
    }
}
