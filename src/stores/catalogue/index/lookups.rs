//! What can be asked of the index.

use std::collections::BTreeSet;

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

/// Taking a value, or a key with all its values, from everybody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taking {
    /// Those from whom it can be taken here.
    pub from: Holders,
    /// People who have it from their provider, and keep it.
    pub kept: Vec<HoldingPerson>,
}

impl Taking {
    /// From how many it is taken.
    pub fn count(&self) -> usize {
        self.from.people.len() + self.from.groups.len()
    }
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
        match self.find(key, value) {
            Some(pair) => self.holders_where(|held| held == pair),
            None => Holders::default(),
        }
    }

    /// What taking a value would do; without one, taking a key.
    pub fn taking(&self, key: &str, value: Option<&str>) -> Taking {
        let pairs: BTreeSet<PairId> = match value {
            Some(value) => self.find(key, value).into_iter().collect(),
            None => {
                let key = self.key_ids.get(key).map(|id| &self.keys[*id as usize]);
                key.into_iter().flat_map(|key| key.values.values().copied()).collect()
            }
        };
        let Holders { people, groups } = self.holders_where(|held| pairs.contains(&held));
        let kept = people.iter().filter(|one| one.provided).cloned().collect();
        let people = people.into_iter().filter(|one| one.here).collect();
        Taking { from: Holders { people, groups }, kept }
    }

    /// How many hold both values, as can be changed here.
    pub fn holding_both(&self, one: &KeyValue, other: &KeyValue) -> usize {
        let (Some(one), Some(other)) = (self.find(&one.0, &one.1), self.find(&other.0, &other.1)) else {
            return 0;
        };
        let has_both = |held: &[u32]| held.contains(&one) && held.contains(&other);
        let people = self.people.iter().filter(|person| has_both(&person.held)).count();
        people + self.groups.values().filter(|group| has_both(&group.held)).count()
    }

    fn holders_where(&self, wants: impl Fn(PairId) -> bool) -> Holders {
        let holding = |person: &Person| {
            let holds =
                |mark: u32| person.held.iter().any(|held| held & PROVIDED == mark && wants(held & !PROVIDED));
            let (here, provided) = (holds(0), holds(PROVIDED));
            (here || provided).then(|| {
                let key = self.key_of(person);
                let name = if person.name.is_empty() { &person.userid } else { &person.name };
                HoldingPerson { key, name: name.to_string(), is_disabled: person.is_disabled, here, provided }
            })
        };
        let groups = self.groups.iter().filter(|(_, group)| group.held.iter().any(|held| wants(*held)));
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
