//! What every request shares.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Semaphore;

use crate::clock::{Clock, MINUTE};
use crate::db::iams::{self, IamRow};
use crate::db::{Database, DbError, Session};
use crate::http::caller::Credential;
use crate::mail::Mailer;
use crate::metrics::Metrics;
use crate::password::Passwords;
use crate::routes::batch;
use crate::settings::Settings;
use crate::throttle::Throttle;

/// The running service.
pub(crate) struct State {
    pub(crate) database: Database,
    pub(crate) settings: Settings,
    pub(crate) clock: Clock,
    pub(crate) passwords: Passwords,
    pub(crate) throttle: Throttle,
    /// None where no mail is set up.
    pub(crate) mail: Option<Mailer>,
    pub(crate) uses: RecentUses,
    pub(crate) metrics: Arc<Metrics>,
    /// The turns of batches, whose answers are held until the last call of each has one.
    pub(crate) batches: Semaphore,
}

impl State {
    pub(crate) fn new(database: Database, settings: Settings, clock: Clock) -> Result<Self, String> {
        let mail = settings.mail.as_ref().map(|mail| Mailer::new(mail, &settings.public_url)).transpose()?;
        let configured = settings.sync.providers.iter().map(|provider| IamRow {
            id: provider.id.clone(),
            display_name: provider.display_name.clone(),
            kind: "ldap".to_owned(),
            oauth: None,
        });
        let put = |session: &Session<'_>| {
            let mut configured = configured;
            configured.try_for_each(|iam| iams::put(session, &iam))
        };
        if !settings.sync.providers.is_empty() {
            database.write_here::<_, DbError>(put).map_err(|error| error.to_string())?;
        }
        Ok(Self {
            database,
            settings,
            clock,
            passwords: Passwords::new().map_err(|error| error.0)?,
            mail,
            throttle: Throttle::default(),
            uses: RecentUses::default(),
            metrics: Arc::default(),
            batches: Semaphore::new(batch::AT_ONCE),
        })
    }

    /// Whether mails are kept here and can be read in a browser.
    pub(crate) fn has_outbox_page(&self) -> bool {
        self.settings.has_extensions && self.mail.as_ref().is_some_and(|mail| mail.outbox().is_some())
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

    /// The next use of this credential is to be noted, whatever was noted before.
    pub(crate) fn forget(&self, credential: Credential) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&credential);
    }
}
