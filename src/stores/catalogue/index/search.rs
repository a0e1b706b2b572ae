//! Finding keys and values by what they look like, a few at a time: there may be hundreds of thousands.

use super::super::alike::look;
use super::{Index, PairId};

/// How many values are looked at in one step.
const STEP: usize = 64;

/// What a search has found so far.
#[derive(Debug, PartialEq, Eq)]
pub struct Matches {
    wanted: String,
    /// Which values it found; those that came later are not among them.
    pairs: Vec<bool>,
    /// How many values of each key it found.
    of_keys: Vec<u32>,
}

impl Matches {
    /// A search for what looks like this.
    pub fn of(text: &str) -> Self {
        Self { wanted: look(text.trim()), pairs: Vec::new(), of_keys: Vec::new() }
    }

    /// Looks at a few more values; nothing once it has looked at all.
    pub fn go_on(&mut self, index: &Index) -> Option<()> {
        let from = self.pairs.len();
        self.of_keys.resize(index.keys.len(), 0);
        for pair in index.pairs.iter().skip(from).take(STEP) {
            let is_match = pair.is_held() && pair.look.contains(&self.wanted);
            self.of_keys[pair.key as usize] += u32::from(is_match);
            self.pairs.push(is_match);
        }
        (self.pairs.len() > from).then_some(())
    }

    /// Whether it found this value.
    pub(in crate::stores::catalogue) fn has(&self, pair: PairId) -> bool {
        self.pairs.get(pair as usize) == Some(&true)
    }

    /// Whether it found the key by its own name: all its values belong to it then.
    pub(in crate::stores::catalogue) fn has_key(&self, index: &Index, key: &str) -> bool {
        index.key_ids.get(key).is_some_and(|id| index.keys[*id as usize].look.contains(&self.wanted))
    }

    /// How many values of the key it found.
    pub(in crate::stores::catalogue) fn count(&self, index: &Index, key: &str) -> usize {
        let found = index.key_ids.get(key).and_then(|id| self.of_keys.get(*id as usize));
        found.map_or(0, |count| *count as usize)
    }
}
