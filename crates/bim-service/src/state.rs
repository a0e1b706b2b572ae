//! What every request shares.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::clock::{Clock, MINUTE};
use crate::db::Database;
use crate::http::caller::Credential;
use crate::password::{HashError, Passwords};
use crate::settings::Settings;
use crate::throttle::Throttle;

/// The running service.
pub(crate) struct State {
    pub(crate) database: Database,
    pub(crate) settings: Settings,
    pub(crate) clock: Clock,
    pub(crate) passwords: Passwords,
    pub(crate) throttle: Throttle,
    pub(crate) uses: RecentUses,
}

impl State {
    pub(crate) fn new(database: Database, settings: Settings, clock: Clock) -> Result<Self, HashError> {
        Ok(Self {
            database,
            settings,
            clock,
            passwords: Passwords::new()?,
            throttle: Throttle::default(),
            uses: RecentUses::default(),
        })
    }
}

/// Which credentials' uses are on their way to the database, so that a burst of requests writes once.
#[derive(Default)]
pub(crate) struct RecentUses(Mutex<HashMap<Credential, i64>>);

impl RecentUses {
    /// Whether this use is the first of its minute.
    pub(crate) fn should_note(&self, credential: Credential, now: i64) -> bool {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if noted.get(&credential).is_some_and(|last| now - last < MINUTE) {
            return false;
        }
        noted.retain(|_, last| now - *last < MINUTE);
        noted.insert(credential, now);
        true
    }
}
