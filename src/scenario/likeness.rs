//! Policies that are like another: `like` takes over what another policy does, and what the policy writes itself goes on
//! top. What a policy says of place for all its lines is written into each. Both is done on the tree, before anything is
//! read, so that every check of a policy stays.

use super::file::lay_over;
use crate::form::complaint::did_you_mean;
use crate::form::{Complaint, Entry, Node, Place, Value};
use crate::policy::spatial::{CHOICES, DESIGN, choices_of};
use crate::policy::{CATALOGUE, LIKE, Spending};

/// What belongs to one policy alone: it is not taken over.
const OWN: [&str; 4] = [LIKE, "title", "baseline", "scale"];

/// Gives each policy what it takes over from the one that it is like, and each line what its policy says of place for all of
/// them. What can't be is left as it is, with a complaint.
pub(super) fn resolve(root: &mut Node) -> Vec<Complaint> {
    let Some(policies) = entries_of(root).and_then(|entries| find(entries, "policy")).and_then(entries_of)
    else {
        return Vec::new();
    };
    let written = policies.clone();
    let mut complaints = Vec::new();
    for (policy, own) in policies.iter_mut().zip(&written) {
        match whole(own, &written, &mut Vec::new(), &mut complaints) {
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

fn table(node: &Node) -> &[Entry] {
    match &node.value {
        Value::Table(entries) => entries,
        _ => &[],
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
    complaints: &mut Vec<Complaint>,
) -> Result<Node, Box<Complaint>> {
    let own = policy.node.clone();
    // what is no name is complained of when it is read
    let Some((model, place)) = model_of(&policy.node) else {
        let nothing = Node { value: Value::Table(Vec::new()), place: own.place.clone() };
        return Ok(take_over(nothing, own, complaints));
    };
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
    let below = whole(model, written, above, complaints)?;
    Ok(take_over(below, own, complaints))
}

/// The name of the policy that this one is like, and where it stands.
fn model_of(policy: &Node) -> Option<(&str, Place)> {
    let like = table(policy).iter().find(|entry| entry.key == LIKE)?;
    match &like.node.value {
        Value::Text(name) => Some((name, like.node.place.clone())),
        _ => None,
    }
}

/// Lays a policy over the one that it is like, or over nothing. What it says of place for all its lines goes between what they
/// are below and what it says of single lines.
fn take_over(mut below: Node, own: Node, complaints: &mut Vec<Complaint>) -> Node {
    let (Some(entries), Value::Table(written)) = (entries_of(&mut below), &own.value) else { return own };
    entries.retain(|entry| !OWN.contains(&entry.key.as_str()) && !is_of_design(entry));
    let said: Vec<&Entry> = written.iter().filter(|entry| is_of_design(entry)).collect();
    let mut taken = Vec::new();
    for kind in CATALOGUE {
        let own_lines = written.iter().find(|entry| entry.key == kind.name);
        if let Some(instrument) = own_lines.filter(|_| !said.is_empty()) {
            lay_out(entries, instrument);
        }
        let own_lines = own_lines.map_or(&[][..], |entry| table(&entry.node));
        for line in find(entries, kind.name).and_then(entries_of).into_iter().flatten() {
            let Some(keys) = entries_of(&mut line.node) else { continue };
            let fitting = said.iter().filter(|entry| fits(entry, kind.spending));
            forget(keys, &replaced_by(written));
            keys.extend(fitting.map(|entry| Entry::clone(entry)));
            if let Some(own) = own_lines.iter().find(|entry| entry.key == line.key) {
                forget(keys, &replaced_by(table(&own.node)));
            }
            taken.extend(keys.iter().filter(|entry| is_of_design(entry)).map(|entry| entry.key.clone()));
        }
    }
    for idle in said.iter().filter(|entry| !taken.contains(&entry.key)) {
        let message = format!("`{}` is for all instruments, and none takes it from here", idle.key);
        let label = "an instrument that says nothing of it itself";
        complaints.push(Complaint::new(idle.node.place.clone(), message, label));
    }
    lay_over(&mut below, own);
    below
}

fn is_of_design(entry: &Entry) -> bool {
    entry.key == DESIGN || CHOICES.contains(&entry.key.as_str())
}

/// Whether a key of designs is one of lines that spend so.
fn fits(entry: &Entry, spending: Spending) -> bool {
    let has_design = spending != Spending::Nothing;
    has_design && (entry.key == DESIGN || choices_of(spending).contains(&entry.key.as_str()))
}

/// Makes room for the lines that another table has of an instrument.
fn lay_out(entries: &mut Vec<Entry>, instrument: &Entry) {
    let empty = |entry: &Entry| Entry {
        node: Node { value: Value::Table(Vec::new()), place: entry.node.place.clone() },
        ..entry.clone()
    };
    if !entries.iter().any(|entry| entry.key == instrument.key) {
        entries.push(empty(instrument));
    }
    let Some(lines) = find(entries, &instrument.key).and_then(entries_of) else { return };
    for own in table(&instrument.node).iter().filter(|own| matches!(own.node.value, Value::Table(_))) {
        if !lines.iter().any(|line| line.key == own.key) {
            lines.push(empty(own));
        }
    }
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
        let all = "governance.portfolio=fixed;campaign.x.budget=3;campaign.x.design=need;campaign.x.envelope=per_head";
        for (own, expected) in [
            ("", all.to_owned() + ";like=b"),
            ("scale = 3", all.to_owned() + ";like=b;scale=3"),
            (
                "design = 'blind'\ncampaign.x.budget = 4",
                "governance.portfolio=fixed;campaign.x.budget=4;campaign.x.design=blind;like=b;design=blind"
                    .into(),
            ),
            ("envelope = 'none'", all.replace("per_head", "none") + ";like=b;envelope=none"),
            (
                "campaign.x.design = 'blind'",
                "governance.portfolio=fixed;campaign.x.budget=3;campaign.x.design=blind;like=b".into(),
            ),
            (
                "map = 'wrong'\ncampaign.y.map = 'exact'\nlevy.z.rate = 1",
                all.to_owned() + ";campaign.x.map=wrong;campaign.y.map=exact;levy.z.rate=1;like=b;map=wrong",
            ),
        ] {
            assert_eq!(
                of_a(&format!("{B}[policy.a]\nlike = 'b'\n{own}\n")).unwrap().join(";"),
                expected,
                "{own}"
            );
        }
        // a policy that is like one that is like another, wherever they stand; what c says of place is for its own lines
        let chain = "[policy.a]\nlike = 'c'\ncampaign.v.budget = 2\n[policy.c]\nlike = 'd'\ndesign = 'need'\n\
                     [policy.d]\ncampaign.u.budget = 1\n";
        let expected = "campaign.u.budget=1;campaign.u.design=need;campaign.v.budget=2;like=c";
        assert_eq!(of_a(chain).unwrap().join(";"), expected);
    }

    #[test]
    fn what_is_said_for_all_lines_is_written_into_those_that_say_nothing_of_it() {
        let text = "[policy.a]\ndesign = 'need'\nhelp = 0\nlevy.z.rate = 1\nrd_grant.w.budget = 1\n\
                    campaign.x.budget = 2\ncampaign.y.design = 'blind'\n";
        let expected = "rd_grant.w.design=need;rd_grant.w.help=0;rd_grant.w.budget=1;campaign.x.design=need;\
                        campaign.x.budget=2;campaign.y.design=blind";
        let found = of_a(text).unwrap().join(";");
        assert!(found.starts_with(expected), "{found}");
        assert_eq!(
            of_a("[policy.a]\nmenu = 'large'\ndesign = 'need'\ncampaign.x.budget = 2"),
            Err("`menu` is for all instruments, and none takes it from here".into())
        );
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
