//! Tables within tables, and the names and keys in them.

use super::complaint::did_you_mean;
use super::declaration::{Declaration, Default, Segment, Source, ValueKind, is_snake_case, path_text};
use super::node::{Entry, Node, Place, Value};
use super::{Complaint, Form, Table};

/// How many letters a name that the user gives may have.
const LONGEST_NAME: usize = 60;

/// How many allowed keys a complaint lists at most.
const FEW_KEYS: usize = 8;

/// Sub-tables.
impl<'a> Form<'a> {
    /// A sub-table. One that isn't written is read as an empty one: its defaults hold.
    pub fn table<T>(
        &mut self,
        key: &'static str,
        meaning: &'static str,
        read: impl FnOnce(&mut Form) -> T,
    ) -> T {
        self.declare_table(key, meaning, ValueKind::Table);
        let path = self.path_to(Segment::Fixed(key.into()));
        let table = match self.find(key) {
            Some(entry) => self.open_entry(entry, "a table"),
            None => self.unwritten(),
        };
        self.read_child(table, path, read)
    }

    /// A table with one sub-table for each name that the user gives, in the order of the file. A form that
    /// records reads one, whose name is a placeholder: `<policy>` for the table `policy`, `<name>` deeper down.
    pub fn named<T>(
        &mut self,
        key: &'static str,
        meaning: &'static str,
        mut read: impl FnMut(&mut Form, &str) -> T,
    ) -> Vec<(String, T)> {
        self.declare_table(key, meaning, ValueKind::NamedTables);
        let path = self.path_to(Segment::Fixed(key.into()));
        if self.is_recording() {
            let placeholder = Segment::Named(if self.path.is_empty() { key } else { "name" }.into());
            let name = placeholder.to_string();
            let path = path.into_iter().chain([placeholder]).collect();
            let one = self.read_child(self.unwritten(), path, |form| read(form, &name));
            return vec![(name, one)];
        }
        let Some(entry) = self.find(key) else { return Vec::new() };
        let what = format!("a table for each name, such as [{}.a_name]", path_text(&path));
        let mut all = Vec::new();
        let entries = self.open_entry(entry, &what).entries;
        let is_value = |entry: &Entry| !matches!(entry.node.value, Value::Table(_) | Value::Array(_));
        if let [first, _, ..] = entries
            && entries.iter().all(is_value)
        {
            let message = format!("`[{}]` has no name of its own before `{}`", path_text(&path), first.key);
            self.complain_at(first.key_place.clone(), message, what);
            return all;
        }
        for named in entries {
            self.check_name(named);
            let path = path.iter().cloned().chain([Segment::Fixed(named.key.clone())]).collect();
            let table = self.open_entry(named, &what);
            all.push((named.key.clone(), self.read_child(table, path, |form| read(form, &named.key))));
        }
        all
    }

    fn declare_table(&mut self, key: &'static str, meaning: &'static str, kind: ValueKind) {
        let path = self.path_to(Segment::Fixed(key.into()));
        let (default, source) = (Default::Optional, Source::Definition);
        self.declare(Declaration { path, meaning, unit: None, kind, default, source, moves: None }, key);
    }

    fn open_entry(&mut self, entry: &'a Entry, allowed: &str) -> Table<'a> {
        self.open(&format!("`{}`", entry.key), &entry.node, entry.key_place.clone(), allowed)
    }

    /// The table that is written; an empty one, and a complaint, when something else is.
    pub(super) fn open(&mut self, what: &str, node: &'a Node, place: Place, allowed: &str) -> Table<'a> {
        if let Value::Table(entries) = &node.value {
            return Table { entries, place, is_legible: true };
        }
        let message = format!("{what} is {}, not a table", node.value.what());
        self.complain_at(node.place.clone(), message, allowed);
        Table { entries: &[], place, is_legible: false }
    }

    /// A table that isn't written: what is missing in it is missing in this one.
    fn unwritten(&self) -> Table<'static> {
        Table { entries: &[], place: self.table.place.clone(), is_legible: self.table.is_legible }
    }

    fn read_child<T>(&mut self, table: Table, path: Vec<Segment>, read: impl FnOnce(&mut Form) -> T) -> T {
        let mut form = Form::new(self.common, self.sources, table, path);
        let result = read(&mut form);
        form.refuse_unknown_keys();
        result
    }

    fn check_name(&mut self, entry: &Entry) {
        let length = entry.key.chars().count();
        if length > LONGEST_NAME {
            let message = format!("a name of {length} letters");
            let label =
                format!("{LONGEST_NAME} letters at most: names stand in tables and in names of files");
            self.push(Complaint::new(entry.key_place.clone(), message, label));
            return;
        }
        if is_snake_case(&entry.key) {
            return;
        }
        let better: String = entry
            .key
            .to_lowercase()
            .chars()
            .map(|letter| if letter.is_ascii_lowercase() || letter.is_ascii_digit() { letter } else { '_' })
            .collect();
        let help = is_snake_case(&better).then(|| format!("write `{better}`"));
        let message = format!("the name `{}` is not in snake_case", entry.key);
        let label = "lower-case letters, digits and `_`, beginning with a letter";
        self.push(Complaint::new(entry.key_place.clone(), message, label).help(help));
    }

    /// Complains about every key that nothing has declared by now.
    pub(super) fn refuse_unknown_keys(&mut self) {
        for entry in self.table.entries {
            let key = entry.key.as_str();
            if self.declared.contains(&key) || self.refused.contains(&key) {
                continue;
            }
            let table =
                if self.path.is_empty() { "the file".into() } else { format!("`{}`", self.path_text()) };
            let label = if self.declared.len() <= FEW_KEYS {
                let keys: Vec<String> = self.declared.iter().map(|key| format!("`{key}`")).collect();
                format!("allowed here: {}", keys.join(", "))
            } else {
                "no such key here".into()
            };
            let help =
                did_you_mean(&entry.key, self.declared.iter().copied()).or_else(|| self.list_of_keys());
            let message = format!("unknown key `{}` in {table}", entry.key);
            self.push(Complaint::new(entry.key_place.clone(), message, label).help(help));
        }
    }

    /// Where to find the keys that are too many to be listed.
    fn list_of_keys(&self) -> Option<String> {
        let is_long = self.declared.len() > FEW_KEYS && !self.path.is_empty();
        is_long.then(|| format!("`missionmix explain {}` lists what is allowed", self.path_text()))
    }
}
