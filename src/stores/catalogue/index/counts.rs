//! How many hold what, kept up with every person and group that is taken in.

use std::collections::BTreeSet;

use super::{Index, PROVIDED, Pair, PairId};

impl Index {
    pub(super) fn count_person(&mut self, held: &[u32], is_more: bool) {
        let by = if is_more { 1 } else { u32::MAX };
        let add = |count: &mut u32| *count = count.wrapping_add(by);
        let (mut pairs, mut keys) = (BTreeSet::new(), BTreeSet::new());
        for &one in held {
            let id = one & !PROVIDED;
            let is_new = pairs.insert(id);
            let key = self.count_pair(id, |pair| {
                if one & PROVIDED == 0 {
                    add(&mut pair.here);
                }
                if is_new {
                    add(&mut pair.people);
                }
            });
            if keys.insert(key) {
                add(&mut self.keys[key as usize].people);
            }
        }
    }

    pub(super) fn count_group(&mut self, held: &[PairId], is_more: bool) {
        let by = if is_more { 1 } else { u32::MAX };
        let add = |count: &mut u32| *count = count.wrapping_add(by);
        let mut keys = BTreeSet::new();
        for &one in held {
            let key = self.count_pair(one, |pair| add(&mut pair.groups));
            if keys.insert(key) {
                add(&mut self.keys[key as usize].groups);
            }
        }
    }

    /// Changes the counts of a value; its key counts whether it is held. The key's number.
    fn count_pair(&mut self, id: PairId, change: impl FnOnce(&mut Pair)) -> u32 {
        let pair = &mut self.pairs[id as usize];
        let was_held = pair.is_held();
        change(pair);
        let held = &mut self.keys[pair.key as usize].held;
        match (was_held, pair.is_held()) {
            (false, true) => *held += 1,
            (true, false) => *held -= 1,
            _ => {}
        }
        pair.key
    }
}
