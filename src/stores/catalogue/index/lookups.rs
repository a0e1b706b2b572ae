//! What can be asked of the index.

use bim_api::{GroupId, IamId};

use super::{Index, KeyValue, PROVIDED, Pair, PairId, Person};
use crate::routes::UserKey;

/// A person who holds something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoldingPerson {
    /// Who it is.
    pub key: UserKey,
    /// The full name; the username where there is none.
    pub name: String,
    /// Whether the account is disabled.
    pub is_disabled: bool,
    /// Whether it was given here.
    pub here: bool,
    /// Whether the provider gave it.
    pub provided: bool,
}

/// A group that gives something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoldingGroup {
    /// The group.
    pub id: GroupId,
    /// The provider that owns it.
    pub iamid: IamId,
    /// Its name.
    pub name: String,
}

/// Who holds a value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holders {
    /// People, in the order they were first seen.
    pub people: Vec<HoldingPerson>,
    /// Groups.
    pub groups: Vec<HoldingGroup>,
}

/// How often a key is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct KeyCounts {
    /// How many of its values are held.
    pub values: usize,
    /// How many people hold any of them.
    pub people: u32,
    /// How many groups give any of them.
    pub groups: u32,
}

impl Index {
    /// One value of a key, if anybody holds it.
    pub fn pair(&self, key: &str, value: &str) -> Option<&Pair> {
        self.find(key, value).map(|pair| &self.pairs[pair as usize]).filter(|pair| pair.is_held())
    }

    /// Who holds a value.
    pub fn holders(&self, key: &str, value: &str) -> Holders {
        let Some(pair) = self.find(key, value) else { return Holders::default() };
        let holding = |person: &Person| {
            let here = person.held.contains(&pair);
            let provided = person.held.contains(&(pair | PROVIDED));
            (here || provided).then(|| {
                let key = self.key_of(person);
                let name = if person.name.is_empty() { &person.userid } else { &person.name };
                HoldingPerson { key, name: name.to_string(), is_disabled: person.is_disabled, here, provided }
            })
        };
        let groups = self.groups.iter().filter(|(_, group)| group.held.contains(&pair));
        Holders {
            people: self.people.iter().filter_map(holding).collect(),
            groups: groups
                .map(|(id, group)| HoldingGroup {
                    id: *id,
                    iamid: group.iamid.clone(),
                    name: group.name.to_string(),
                })
                .collect(),
        }
    }

    /// The keys that are held, in their order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        let is_held = |id: &&u32| {
            let key = &self.keys[**id as usize];
            key.people > 0 || key.groups > 0
        };
        self.key_ids.values().filter(is_held).map(|id| &*self.keys[*id as usize].name)
    }

    /// How often a key is held; nothing where it is not.
    pub fn key_counts(&self, key: &str) -> Option<KeyCounts> {
        let key = &self.keys[*self.key_ids.get(key)? as usize];
        let values = key.values.values().filter(|pair| self.pairs[**pair as usize].is_held()).count();
        (values > 0).then_some(KeyCounts { values, people: key.people, groups: key.groups })
    }

    /// The values of a key that are held, in their order.
    pub fn values(&self, key: &str) -> impl Iterator<Item = &Pair> {
        let key = self.key_ids.get(key).map(|id| &self.keys[*id as usize]);
        let pairs = key.into_iter().flat_map(|key| key.values.values());
        pairs.map(|pair| &self.pairs[*pair as usize]).filter(|pair| pair.is_held())
    }

    /// Whether a key looks like this; `wanted` is a look.
    pub fn key_looks_like(&self, key: &str, wanted: &str) -> bool {
        self.key_ids.get(key).is_some_and(|id| self.keys[*id as usize].look.contains(wanted))
    }

    /// Other values that look like this one, of the same key or of one that looks like it.
    pub fn alike(&self, key: &str, value: &str) -> Vec<KeyValue> {
        let Some(pair) = self.find(key, value) else { return Vec::new() };
        let own = &self.pairs[pair as usize];
        let both = (self.keys[own.key as usize].look.clone(), own.look.clone());
        let others = self.looks.get(&both).into_iter().flatten().filter(|other| **other != pair);
        others
            .map(|other| &self.pairs[*other as usize])
            .filter(|other| other.is_held())
            .map(|other| (self.keys[other.key as usize].name.to_string(), other.value.to_string()))
            .collect()
    }

    /// Values that look alike, in sets.
    pub fn all_alike(&self) -> Vec<Vec<KeyValue>> {
        let name = |pair: &PairId| {
            let pair = &self.pairs[*pair as usize];
            (self.keys[pair.key as usize].name.to_string(), pair.value.to_string())
        };
        self.looks
            .values()
            .filter(|set| set.len() > 1)
            .map(|set| set.iter().filter(|pair| self.pairs[**pair as usize].is_held()).map(name).collect())
            .filter(|set: &Vec<KeyValue>| set.len() > 1)
            .collect()
    }

    /// How many people were read.
    pub fn people(&self) -> usize {
        self.people.len()
    }

    /// How many groups were read.
    pub fn groups(&self) -> usize {
        self.groups.len()
    }
}

/// Whether a value looks like this; `wanted` is a look.
pub fn looks_like(pair: &Pair, wanted: &str) -> bool {
    pair.look.contains(wanted)
}
