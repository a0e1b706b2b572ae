//! Who holds which attribute value, as far as it was read: people and groups with what they hold, each value with how
//! many hold it. Pure; kept small, since a hundred thousand people stand in it.

mod counts;
mod lookups;
mod search;

use std::collections::{BTreeMap, BTreeSet};

use bim_api::wire::Attributes;
use bim_api::wire::group::GroupHit;
use bim_api::wire::user::UserHit;
use bim_api::{GroupId, IamId};

use super::alike::look;
use crate::routes::UserKey;
use crate::stores::Held;

pub use lookups::{Holders, HoldingGroup, HoldingPerson, KeyCounts, Taking};
pub use search::Matches;

/// A value of a key, by number.
pub(super) type PairId = u32;
/// Marks what the provider gave, in a person's list of values.
const PROVIDED: u32 = 1 << 31;

/// One value of a key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pair {
    key: u32,
    /// The value.
    pub value: Box<str>,
    look: Box<str>,
    /// Those that look like it, by number.
    set: u32,
    /// How many people hold it, however they came to it.
    pub people: u32,
    /// How many of them were given it here: what can be taken here.
    pub here: u32,
    /// How many groups give it.
    pub groups: u32,
}

impl Pair {
    fn is_held(&self) -> bool {
        self.people > 0 || self.groups > 0
    }
}

/// One key.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Key {
    name: Box<str>,
    look: Box<str>,
    people: u32,
    groups: u32,
    /// How many of its values are held.
    held: u32,
    values: BTreeMap<Box<str>, PairId>,
}

struct Person {
    iam: u16,
    is_disabled: bool,
    userid: Box<str>,
    name: Box<str>,
    held: Box<[u32]>,
}

struct GroupEntry {
    iamid: IamId,
    name: Box<str>,
    held: Vec<PairId>,
}

/// A key and a value.
pub type KeyValue = (String, String);

/// Everything that was read.
#[derive(Default)]
pub struct Index {
    iams: Vec<IamId>,
    keys: Vec<Key>,
    key_ids: BTreeMap<Box<str>, u32>,
    pairs: Vec<Pair>,
    /// By the look of key and value: which set of values has it.
    looks: BTreeMap<(Box<str>, Box<str>), u32>,
    /// Values that look alike.
    sets: Vec<Vec<PairId>>,
    /// The sets that more than one value is in.
    crowded: Vec<u32>,
    people: Vec<Person>,
    person_ids: BTreeMap<(u16, Box<str>), u32>,
    groups: BTreeMap<GroupId, GroupEntry>,
}

impl Index {
    /// Takes in what row 20 tells of a person, in place of what was known.
    pub fn note_hit(&mut self, hit: &UserHit) {
        let held = Held::from(hit);
        let key = UserKey { iamid: hit.iamid.clone(), userid: hit.userid.clone() };
        let name = hit.profile.name.as_deref().unwrap_or_default();
        self.note_person(&key, name, hit.disabled == Some(true), &held.here, &held.provider);
    }

    /// Takes in what a person holds, in place of what was known.
    pub fn note_person(
        &mut self,
        key: &UserKey,
        name: &str,
        is_disabled: bool,
        here: &Attributes,
        provided: &Attributes,
    ) {
        let mut held = Vec::new();
        for (attributes, mark) in [(here, 0), (provided, PROVIDED)] {
            for (key, values) in attributes {
                held.extend(values.iter().map(|value| self.pair_id(key, value) | mark));
            }
        }
        held.sort_unstable();
        held.dedup();
        let iam = self.iam(&key.iamid);
        let userid: Box<str> = key.userid.as_str().into();
        let id = match self.person_ids.get(&(iam, userid.clone())) {
            Some(&id) => {
                let old = std::mem::take(&mut self.people[id as usize].held);
                self.count_person(&old, false);
                id
            }
            None => {
                let id = u32::try_from(self.people.len()).unwrap_or(u32::MAX);
                self.person_ids.insert((iam, userid.clone()), id);
                let name = "".into();
                self.people.push(Person { iam, is_disabled, userid, name, held: Box::default() });
                id
            }
        };
        self.count_person(&held, true);
        let person = &mut self.people[id as usize];
        person.is_disabled = is_disabled;
        if !name.trim().is_empty() {
            person.name = name.into();
        }
        person.held = held.into();
    }

    /// Takes in what row 26 tells of a group, in place of what was known.
    pub fn note_group_hit(&mut self, hit: &GroupHit) {
        let Some(id) = hit.id else { return };
        let none = Attributes::new();
        let held = hit.authorizations.as_ref().and_then(Option::as_ref).unwrap_or(&none);
        self.note_group(id, &hit.iamid.clone().unwrap_or_else(IamId::bim), &hit.name, held);
    }

    /// Takes in what a group gives, in place of what was known.
    pub fn note_group(&mut self, id: GroupId, iamid: &IamId, name: &str, attributes: &Attributes) {
        self.forget_group(id);
        let mut held = Vec::new();
        for (key, values) in attributes {
            held.extend(values.iter().map(|value| self.pair_id(key, value)));
        }
        self.count_group(&held, true);
        self.groups.insert(id, GroupEntry { iamid: iamid.clone(), name: name.into(), held });
    }

    /// A group is gone.
    pub fn forget_group(&mut self, id: GroupId) {
        if let Some(old) = self.groups.remove(&id) {
            self.count_group(&old.held, false);
        }
    }

    /// Everybody who holds a value was read again: whoever was not among them holds it no more.
    pub fn keep_holders(&mut self, key: &str, value: &str, seen: &BTreeSet<UserKey>) {
        let Some(pair) = self.find(key, value) else { return };
        for at in 0..self.people.len() {
            let person = &self.people[at];
            let holds = person.held.iter().any(|held| held & !PROVIDED == pair);
            if holds && !seen.contains(&self.key_of(person)) {
                let old = std::mem::take(&mut self.people[at].held);
                self.count_person(&old, false);
                let rest: Vec<u32> = old.iter().copied().filter(|held| held & !PROVIDED != pair).collect();
                self.count_person(&rest, true);
                self.people[at].held = rest.into();
            }
        }
    }

    fn iam(&mut self, iamid: &IamId) -> u16 {
        let at = self.iams.iter().position(|known| known == iamid).unwrap_or_else(|| {
            self.iams.push(iamid.clone());
            self.iams.len() - 1
        });
        u16::try_from(at).unwrap_or(u16::MAX)
    }

    fn pair_id(&mut self, key: &str, value: &str) -> PairId {
        let key_id = match self.key_ids.get(key) {
            Some(&id) => id,
            None => {
                let id = u32::try_from(self.keys.len()).unwrap_or(u32::MAX);
                self.key_ids.insert(key.into(), id);
                let look = look(key).into();
                let (name, values) = (key.into(), BTreeMap::new());
                self.keys.push(Key { name, look, people: 0, groups: 0, held: 0, values });
                id
            }
        };
        if let Some(&pair) = self.keys[key_id as usize].values.get(value) {
            return pair;
        }
        let pair = u32::try_from(self.pairs.len()).unwrap_or(u32::MAX);
        let looks: Box<str> = look(value).into();
        let both = (self.keys[key_id as usize].look.clone(), looks.clone());
        let set = *self.looks.entry(both).or_insert_with(|| {
            self.sets.push(Vec::new());
            u32::try_from(self.sets.len() - 1).unwrap_or(u32::MAX)
        });
        self.sets[set as usize].push(pair);
        if self.sets[set as usize].len() == 2 {
            self.crowded.push(set);
        }
        self.keys[key_id as usize].values.insert(value.into(), pair);
        self.pairs.push(Pair {
            key: key_id,
            value: value.into(),
            look: looks,
            set,
            people: 0,
            here: 0,
            groups: 0,
        });
        pair
    }

    fn key_of(&self, person: &Person) -> UserKey {
        let iamid = self.iams.get(person.iam as usize).cloned().unwrap_or_else(IamId::bim);
        UserKey { iamid, userid: (&*person.userid).into() }
    }

    fn find(&self, key: &str, value: &str) -> Option<PairId> {
        let key = *self.key_ids.get(key)?;
        self.keys[key as usize].values.get(value).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pairs: &[(&str, &str)]) -> Attributes {
        let mut attributes = Attributes::new();
        for (key, value) in pairs {
            attributes.entry((*key).to_owned()).or_default().push((*value).to_owned());
        }
        attributes
    }

    fn user(userid: &str) -> UserKey {
        UserKey { iamid: IamId::bim(), userid: userid.into() }
    }

    fn note(index: &mut Index, userid: &str, here: &[(&str, &str)], provided: &[(&str, &str)]) {
        index.note_person(&user(userid), "", false, &of(here), &of(provided));
    }

    #[test]
    fn counts_follow_what_people_hold_now() {
        let mut index = Index::default();
        note(&mut index, "ann", &[("Land", "JP"), ("Land", "US")], &[("Land", "JP")]);
        note(&mut index, "bob", &[], &[("Land", "JP")]);
        index.note_group(GroupId(1), &IamId::bim(), "g", &of(&[("Land", "JP"), ("Team", "A")]));
        let jp = index.pair("Land", "JP").expect("held");
        assert_eq!((jp.people, jp.here, jp.groups), (2, 1, 1));
        let counts = KeyCounts { values: 2, people: 2, groups: 1 };
        assert_eq!(index.key_counts("Land"), Some(counts));
        // Read again: in place of what was known, never beside it.
        note(&mut index, "ann", &[("Land", "US")], &[]);
        index.note_group(GroupId(1), &IamId::bim(), "g", &of(&[]));
        let jp = index.pair("Land", "JP").expect("held");
        assert_eq!((jp.people, jp.here, jp.groups), (1, 0, 0));
        assert_eq!(index.keys().collect::<Vec<_>>(), ["Land"]);
        assert_eq!((index.people(), index.groups()), (2, 1));
    }

    #[test]
    fn row_20_tells_what_is_given_here_and_the_rest_is_the_providers() {
        let hit = |iamid: &str, attributes: &str| -> UserHit {
            let text =
                format!(r#"{{"id":1,"iamid":"{iamid}","userid":"ann","profile":{{"id":1}},{attributes}}}"#);
            serde_json::from_str(&text).expect("a hit")
        };
        let sources = |hit: &UserHit, value: &str| {
            let mut index = Index::default();
            index.note_hit(hit);
            let people = index.holders("Land", value, 9).people;
            people.first().map(|one| (one.here, one.provided))
        };
        let both =
            hit("ldap", r#""bimAuthorizations":{"Land":["JP"]},"authorizations":{"Land":["JP","US"]}"#);
        assert_eq!(sources(&both, "JP"), Some((true, false)));
        assert_eq!(sources(&both, "US"), Some((false, true)));
        let provided = hit("ldap", r#""authorizations":{"Land":["JP"]}"#);
        assert_eq!(sources(&provided, "JP"), Some((false, true)));
        let built_in = hit("bim", r#""authorizations":{"Land":["JP"]}"#);
        assert_eq!(sources(&built_in, "JP"), Some((true, false)));
    }

    #[test]
    fn holders_are_named_with_where_they_have_it_from() {
        let mut index = Index::default();
        note(&mut index, "ann", &[("Land", "JP")], &[("Land", "JP")]);
        note(&mut index, "bob", &[("Land", "US")], &[]);
        index.note_group(GroupId(7), &IamId::bim(), "Tokyo", &of(&[("Land", "JP")]));
        let holders = index.holders("Land", "JP", 9);
        assert_eq!(holders.people.len(), 1);
        assert!(holders.people[0].here && holders.people[0].provided && holders.people[0].name == "ann");
        assert_eq!(holders.groups[0].name, "Tokyo");
    }

    #[test]
    fn whoever_was_not_among_those_read_again_holds_it_no_more() {
        let mut index = Index::default();
        note(&mut index, "ann", &[("Land", "JP"), ("Team", "A")], &[]);
        note(&mut index, "bob", &[("Land", "JP")], &[]);
        index.keep_holders("Land", "JP", &BTreeSet::from([user("bob")]));
        assert_eq!(index.pair("Land", "JP").map(|pair| pair.people), Some(1));
        assert_eq!(index.pair("Team", "A").map(|pair| pair.people), Some(1));
    }

    #[test]
    fn what_looks_alike_is_found_across_keys_that_look_alike() {
        let mut index = Index::default();
        note(&mut index, "ann", &[("Cost Center", "EMEA"), ("Land", "JP")], &[]);
        note(&mut index, "bob", &[("costcenter", "emea ")], &[]);
        let other = ("costcenter".to_owned(), "emea ".to_owned());
        assert_eq!(index.alike("Cost Center", "EMEA"), [other]);
        assert_eq!(index.all_alike().len(), 2);
        note(&mut index, "bob", &[], &[]);
        assert!(index.all_alike().is_empty());
        assert_eq!(index.alike("Cost Center", "EMEA"), []);
    }

    #[test]
    fn no_more_holders_are_named_than_were_asked_for() {
        let mut index = Index::default();
        for userid in ["ann", "bob", "carl"] {
            note(&mut index, userid, &[("Land", "JP")], &[]);
        }
        let named = index.holders("Land", "JP", 2).people;
        assert_eq!(named.iter().map(|one| one.key.userid.as_str()).collect::<Vec<_>>(), ["ann", "bob"]);
        assert_eq!(index.taking("Land", Some("JP")).count(), 3, "what is taken is told whole");
    }
}
