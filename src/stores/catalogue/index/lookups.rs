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

    /// Who holds a value: the first so many people and groups.
    pub fn holders(&self, key: &str, value: &str, most: usize) -> Holders {
        match self.find(key, value) {
            Some(pair) => self.holders_where(|held| held == pair, most),
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
        let Holders { people, groups } = self.holders_where(|held| pairs.contains(&held), usize::MAX);
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

    fn holders_where(&self, wants: impl Fn(PairId) -> bool, most: usize) -> Holders {
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
            people: self.people.iter().filter_map(holding).take(most).collect(),
            groups: groups
                .take(most)
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
        let keys = self.key_ids.values().map(|id| &self.keys[*id as usize]);
        keys.filter(|key| key.held > 0).map(|key| &*key.name)
    }

    /// How often a key is held; nothing where it is not.
    pub fn key_counts(&self, key: &str) -> Option<KeyCounts> {
        let key = &self.keys[*self.key_ids.get(key)? as usize];
        let values = key.held as usize;
        (values > 0).then_some(KeyCounts { values, people: key.people, groups: key.groups })
    }

    /// The values of a key that are held, in their order, each by its number.
    pub(in crate::stores::catalogue) fn values(&self, key: &str) -> impl Iterator<Item = (PairId, &Pair)> {
        let key = self.key_ids.get(key).map(|id| &self.keys[*id as usize]);
        let pairs = key.into_iter().flat_map(|key| key.values.values());
        pairs.map(|pair| (*pair, &self.pairs[*pair as usize])).filter(|(_, pair)| pair.is_held())
    }

    /// Other values that look like this one, of the same key or of one that looks like it.
    pub fn alike(&self, key: &str, value: &str) -> Vec<KeyValue> {
        let Some(own) = self.find(key, value) else { return Vec::new() };
        let others = self.held_of(self.pairs[own as usize].set).filter(|other| *other != own);
        others
            .map(|other| &self.pairs[other as usize])
            .map(|other| (self.keys[other.key as usize].name.to_string(), other.value.to_string()))
            .collect()
    }

    /// The values that look like another one.
    pub(in crate::stores::catalogue) fn all_alike(&self) -> BTreeSet<PairId> {
        let sets = self.crowded.iter().filter(|set| self.held_of(**set).nth(1).is_some());
        sets.flat_map(|set| self.held_of(*set)).collect()
    }

    /// The keys of these values.
    pub(in crate::stores::catalogue) fn keys_of(&self, pairs: &BTreeSet<PairId>) -> BTreeSet<&str> {
        let key = |pair: &PairId| &*self.keys[self.pairs[*pair as usize].key as usize].name;
        pairs.iter().map(key).collect()
    }

    /// The values of a set that are held.
    fn held_of(&self, set: u32) -> impl Iterator<Item = PairId> {
        self.sets[set as usize].iter().copied().filter(|pair| self.pairs[*pair as usize].is_held())
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
