//! Which column of a file held what, as somebody chose it, for the next file with the same header line.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::kept::Kept;
use super::{Mapping, Session};

/// How many header lines are remembered.
const MOST: usize = 20;

/// One header line's digest, and the columns by the fields' names.
type Chosen = (String, BTreeMap<String, usize>);

/// Handle of the choices.
#[derive(Clone, Copy)]
pub struct KeptMappings(Kept<Vec<Chosen>>);

impl KeptMappings {
    /// Reads what the signed-in person chose, and provides it to the views below.
    pub fn provide(session: Session) -> Self {
        let mappings = Self(Kept::read(session, "mappings"));
        provide_context(mappings);
        mappings
    }

    /// The store of this app.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Takes what was chosen for this header line, if anything was.
    pub fn restore(self, mapping: &mut Mapping) {
        let digest = mapping.digest();
        self.0.value().with_untracked(|kept| {
            if let Some((_, columns)) = kept.iter().find(|(known, _)| *known == digest) {
                mapping.restore(columns);
            }
        });
    }

    /// Keeps a choice; the ones of longest ago go.
    pub fn keep(self, mapping: &Mapping) {
        let (digest, columns) = (mapping.digest(), mapping.columns());
        self.0.change(|kept| {
            kept.retain(|(known, _)| *known != digest);
            kept.insert(0, (digest, columns));
            kept.truncate(MOST);
        });
    }
}
