//! The lines of the catalogue as a person sees them: dotted keys as a tree, below each key its values, below each
//! value who holds it; what is open and what is searched for stands in the URL. Pure.

use std::collections::{BTreeMap, BTreeSet};

use super::index::{Index, KeyCounts, KeyValue, Matches, Pair, PairId};
use crate::routes::AttributesView;

/// How many values of a key are shown before more are asked for.
pub const VALUES: usize = 50;

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Line {
    /// How deep it stands, from 0.
    pub depth: usize,
    /// What it is.
    pub what: What,
}

/// What a line is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum What {
    /// A key, or a part that keys have in common.
    Key {
        /// The key, from its first part on.
        path: String,
        /// The last part.
        label: String,
        /// Whether what is below is shown.
        is_open: bool,
        /// How often it is held; nothing where it is only a part of others.
        counts: Option<KeyCounts>,
        /// How many keys it is a part of.
        below: usize,
    },
    /// A value of the key above.
    Value {
        /// The key.
        key: String,
        /// The value, with how many hold it.
        pair: Pair,
        /// Whether its holders are shown.
        is_open: bool,
        /// Others that look like it.
        alike: Vec<KeyValue>,
    },
    /// More values than are shown.
    More {
        /// The key.
        key: String,
        /// How many.
        left: usize,
    },
}

impl Line {
    /// What tells it from every other line, whatever it says.
    pub fn id(&self) -> String {
        match &self.what {
            What::Key { path, .. } => ["key ", path].concat(),
            // With its length the key ends where it ends, whatever stands in it.
            What::Value { key, pair, .. } => [&key.len().to_string(), " ", key, &pair.value].concat(),
            What::More { key, .. } => ["more ", key].concat(),
        }
    }
}

/// A part of dotted keys.
#[derive(Default)]
struct Part {
    is_key: bool,
    parts: BTreeMap<String, Part>,
}

impl Part {
    fn keys_below(&self) -> usize {
        self.parts.values().map(|part| usize::from(part.is_key) + part.keys_below()).sum()
    }
}

/// What to show of the catalogue, beside what the URL says.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// What was searched for, and found.
    pub matches: Option<&'a Matches>,
    /// For which keys more values than usual were asked for.
    pub limits: &'a BTreeMap<String, usize>,
    /// How many lines at most.
    pub most: usize,
}

/// The lines to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    /// From the first on.
    pub lines: Vec<Line>,
    /// Whether there are more than were wanted.
    pub is_cut: bool,
}

/// The lines to show.
pub fn lines(index: &Index, view: &AttributesView, wanted: Wanted<'_>) -> Lines {
    let alike = view.alike.then(|| index.all_alike());
    let keys_alike = alike.as_ref().map(|alike| index.keys_of(alike));
    let mut root = Part::default();
    for key in index.keys() {
        let is_wanted =
            wanted.matches.is_none_or(|matches| matches.count(index, key) > 0 || matches.has_key(index, key));
        if is_wanted && keys_alike.as_ref().is_none_or(|keys| keys.contains(key)) {
            let mut part = &mut root;
            for segment in segments(key) {
                part = part.parts.entry(segment.to_owned()).or_default();
            }
            part.is_key = true;
        }
    }
    let mut writer = Writer { index, view, wanted, alike, shown: Lines::default() };
    writer.parts(&root, "", 0);
    writer.shown
}

/// The parts of a dotted key; one that begins or ends with a dot, or has two in a row, is one part.
fn segments(key: &str) -> Vec<&str> {
    let parts: Vec<&str> = key.split('.').collect();
    if parts.iter().any(|part| part.is_empty()) { vec![key] } else { parts }
}

struct Writer<'a> {
    index: &'a Index,
    view: &'a AttributesView,
    wanted: Wanted<'a>,
    alike: Option<BTreeSet<PairId>>,
    shown: Lines,
}

impl Writer<'_> {
    fn parts(&mut self, part: &Part, path: &str, depth: usize) {
        for (segment, below) in &part.parts {
            if self.room() == 0 {
                self.shown.is_cut = true;
                return;
            }
            let path = if path.is_empty() { segment.clone() } else { [path, ".", segment.as_str()].concat() };
            // What is searched for is shown without opening it.
            let is_open =
                self.view.open.contains(&path) || self.wanted.matches.is_some() || self.alike.is_some();
            let counts = if below.is_key { self.index.key_counts(&path) } else { None };
            let (path_shown, label) = (path.clone(), segment.clone());
            let what = What::Key { path: path_shown, label, is_open, counts, below: below.keys_below() };
            self.shown.lines.push(Line { depth, what });
            if is_open {
                self.parts(below, &path, depth + 1);
                if below.is_key {
                    self.values(&path, depth + 1);
                }
            }
        }
    }

    fn room(&self) -> usize {
        self.wanted.most.saturating_sub(self.shown.lines.len())
    }

    fn values(&mut self, key: &str, depth: usize) {
        let index = self.index;
        // A key that was found shows all its values, one that was not only those that were.
        let matches = self.wanted.matches.filter(|matches| !matches.has_key(index, key));
        let is_wanted = |pair: PairId| {
            self.alike.as_ref().is_none_or(|alike| alike.contains(&pair))
                && matches.is_none_or(|matches| matches.has(pair))
        };
        let limit = self.wanted.limits.get(key).copied().unwrap_or(VALUES).min(self.room());
        let mut lines = Vec::new();
        for (_, pair) in index.values(key).filter(|(id, _)| is_wanted(*id)).take(limit) {
            let is_open = self.view.is_value_open(key, &pair.value);
            let alike = index.alike(key, &pair.value);
            let what = What::Value { key: key.to_owned(), pair: pair.clone(), is_open, alike };
            lines.push(Line { depth, what });
        }
        let total = match (&self.alike, matches) {
            (Some(_), _) => index.values(key).filter(|(id, _)| is_wanted(*id)).count(),
            (None, Some(matches)) => matches.count(index, key),
            (None, None) => index.key_counts(key).map_or(0, |counts| counts.values),
        };
        let left = total.saturating_sub(lines.len());
        self.shown.lines.append(&mut lines);
        if left > 0 && self.room() > 0 {
            self.shown.lines.push(Line { depth, what: What::More { key: key.to_owned(), left } });
        } else if left > 0 {
            self.shown.is_cut = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes::UserKey;
    use bim_api::IamId;
    use bim_api::wire::Attributes;

    fn index(pairs: &[(&str, &str)]) -> Index {
        let mut attributes = Attributes::new();
        for (key, value) in pairs {
            attributes.entry((*key).to_owned()).or_default().push((*value).to_owned());
        }
        let mut index = Index::default();
        let ann = UserKey { iamid: IamId::bim(), userid: "ann".into() };
        index.note_person(&ann, "Ann", false, &attributes, &Attributes::new());
        index
    }

    fn told(lines: &[Line]) -> Vec<String> {
        let tell = |line: &Line| {
            let text = match &line.what {
                What::Key { label, is_open, counts, .. } => {
                    let values = counts.map_or(0, |counts| counts.values);
                    format!("{}{label} {values}", if *is_open { "v " } else { "> " })
                }
                What::Value { pair, .. } => format!("= {}", pair.value),
                What::More { left, .. } => format!("+ {left}"),
            };
            format!("{}{text}", "  ".repeat(line.depth))
        };
        lines.iter().map(tell).collect()
    }

    fn shown(index: &Index, view: &AttributesView, limits: &BTreeMap<String, usize>, most: usize) -> Lines {
        let mut matches = Matches::of(&view.q);
        while matches.go_on(index).is_some() {}
        let matches = (!view.q.is_empty()).then_some(&matches);
        lines(index, view, Wanted { matches, limits, most })
    }

    fn all(index: &Index, view: &AttributesView, limits: &BTreeMap<String, usize>) -> Vec<Line> {
        let Lines { lines, is_cut } = shown(index, view, limits, usize::MAX);
        assert!(!is_cut);
        lines
    }

    fn view(q: &str, open: &[&str]) -> AttributesView {
        AttributesView {
            q: q.to_owned(),
            open: open.iter().map(|path| (*path).to_owned()).collect(),
            ..AttributesView::default()
        }
    }

    #[test]
    fn dotted_keys_are_a_tree_that_opens() {
        let index =
            index(&[("Dept.Finance", "CFA"), ("Dept.Finance.Team", "A"), ("Land", "JP"), (".odd.", "x")]);
        let none = BTreeMap::new();
        assert_eq!(told(&all(&index, &view("", &[]), &none)), ["> .odd. 1", "> Dept 0", "> Land 1"]);
        assert_eq!(
            told(&all(&index, &view("", &["Dept", "Dept.Finance"]), &none)),
            ["> .odd. 1", "v Dept 0", "  v Finance 1", "    > Team 1", "    = CFA", "> Land 1"]
        );
    }

    #[test]
    fn a_search_opens_what_it_finds_and_leaves_the_rest_out() {
        let index = index(&[("Dept", "Finance"), ("Dept", "Legal"), ("Cost Center", "7"), ("Land", "JP")]);
        let none = BTreeMap::new();
        assert_eq!(told(&all(&index, &view("finan", &[]), &none)), ["v Dept 2", "  = Finance"]);
        assert_eq!(told(&all(&index, &view("costcenter", &[]), &none)), ["v Cost Center 1", "  = 7"]);
        assert!(all(&index, &view("nothing", &[]), &none).is_empty());
    }

    #[test]
    fn many_values_wait_to_be_asked_for() {
        let values: Vec<String> = (0..120).map(|number| format!("{number:03}")).collect();
        let pairs: Vec<(&str, &str)> = values.iter().map(|value| ("Id", value.as_str())).collect();
        let index = index(&pairs);
        let shown = all(&index, &view("", &["Id"]), &BTreeMap::new());
        assert_eq!((shown.len(), told(&shown)[51].as_str()), (52, "  + 70"));
        let shown = all(&index, &view("", &["Id"]), &BTreeMap::from([("Id".to_owned(), 200)]));
        assert_eq!(shown.len(), 121);
    }

    #[test]
    fn only_what_looks_alike_can_be_shown() {
        let index = index(&[("Dept", "Finance"), ("Dept", "finance"), ("Dept", "Legal"), ("Land", "JP")]);
        let view = AttributesView { alike: true, ..AttributesView::default() };
        let shown = all(&index, &view, &BTreeMap::new());
        assert_eq!(told(&shown), ["v Dept 3", "  = Finance", "  = finance"]);
    }

    #[test]
    fn no_more_lines_are_made_than_are_wanted() {
        let names: Vec<String> = (0..300).map(|number| format!("Key{number:03}")).collect();
        let pairs: Vec<(&str, &str)> =
            names.iter().flat_map(|name| [(name.as_str(), "a"), (name.as_str(), "b")]).collect();
        let index = index(&pairs);
        let none = BTreeMap::new();
        let cut = shown(&index, &view("key", &[]), &none, 100);
        assert_eq!((cut.lines.len(), cut.is_cut), (100, true));
        assert_eq!(told(&cut.lines)[..4], ["v Key000 2", "  = a", "  = b", "v Key001 2"]);
        let whole = shown(&index, &view("key", &[]), &none, 900);
        assert_eq!((whole.lines.len(), whole.is_cut), (900, false));
        // In the midst of a key's values, too.
        let cut = shown(&index, &view("key", &[]), &none, 2);
        assert_eq!((told(&cut.lines), cut.is_cut), (vec!["v Key000 2".to_owned(), "  = a".to_owned()], true));
    }

    #[test]
    fn a_search_goes_on_with_what_came_meanwhile() {
        let mut matches = Matches::of("ja");
        let mut index = index(&[("Land", "Japan")]);
        while matches.go_on(&index).is_some() {}
        let bob = UserKey { iamid: IamId::bim(), userid: "bob".into() };
        let more = Attributes::from([("Town".to_owned(), vec!["Jakarta".to_owned()])]);
        index.note_person(&bob, "Bob", false, &more, &Attributes::new());
        assert_eq!((matches.count(&index, "Land"), matches.count(&index, "Town")), (1, 0));
        while matches.go_on(&index).is_some() {}
        assert_eq!((matches.count(&index, "Land"), matches.count(&index, "Town")), (1, 1));
    }
}
