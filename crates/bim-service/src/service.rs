//! The service as a value: what `main` starts, and what tests speak to without a socket.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use bim_api::Password;
use serde_json::Value;

use crate::clock::{Clock, MINUTE};
pub use crate::commands::keys::KeyLine;
pub use crate::commands::people::NewPerson;
pub use crate::commands::projects::{Holder, NewProject, PersonRef};
use crate::commands::{accounts, keys, people, projects};
use crate::db::Database;
pub use crate::db::{DatabaseUrl, Place};
use crate::http::app_files::AppFiles;
use crate::http::outbox_page;
use crate::http::probes;
use crate::routes::by_parts;
use crate::settings::Settings;
use crate::state::State;
use crate::{demo, openapi as document, routes, server};

/// A service over one database.
#[derive(Clone)]
pub struct Service {
    state: Arc<State>,
}

impl Service {
    /// Opens the database at `place`, creating it in a folder where it is not there.
    ///
    /// # Errors
    /// What is wrong with the place or the database, in one line.
    pub fn open(place: Place, settings: Settings, clock: Clock) -> Result<Self, String> {
        let database = Database::open(place).map_err(|error| error.to_string())?;
        let state = State::new(database, settings, clock)?;
        Ok(Self { state: Arc::new(state) })
    }

    /// The API, and the app built into `app`, or into the program.
    ///
    /// # Errors
    /// What is wrong with the app's folder, in one line.
    pub fn router(&self, app: Option<&Path>) -> Result<Router, String> {
        let Settings { public_url, app_config, .. } = &self.state.settings;
        let files = AppFiles::open(app, public_url.path(), app_config.as_deref())?;
        Ok(server::router(&self.state, files))
    }

    /// Where mails are kept instead of sent, and the page that shows them.
    pub fn outbox(&self) -> Option<(&Path, Option<String>)> {
        let outbox = self.state.mail.as_ref()?.outbox()?;
        let page = format!("{}{}", self.state.settings.public_url, outbox_page::PATH);
        Some((outbox.folder(), self.state.has_outbox_page().then_some(page)))
    }

    /// The names of the endpoints that are mounted.
    pub fn mounted(&self) -> Vec<&'static str> {
        routes::api(&self.state, Router::new()).1
    }

    /// What the operator's own listener serves: probes and metrics.
    pub fn metrics_router(&self) -> Router {
        probes::metrics(&self.state)
    }

    /// The last that a process that serves does.
    pub(crate) fn end(&self) {
        if let Err(error) = self.state.database.leave() {
            tracing::warn!(%error, "the log stays beside the database: copy both, or use `backup`");
        }
    }

    /// Whether nobody has a password, nor an invitation to set one: a new database, or one with made-up people
    /// alone.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn nobody_signs_in(&self) -> Result<bool, String> {
        self.state.database.read(crate::db::passwords::nobody_signs_in).map_err(|error| error.to_string())
    }

    /// Whether the built-in provider has this person.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn has_person(&self, username: &str) -> Result<bool, String> {
        let read = |session: &crate::db::Session<'_>| crate::db::users::by_username(session, "bim", username);
        self.state.database.read(read).map(|person| person.is_some()).map_err(|error| error.to_string())
    }

    /// Makes the database say what this process knows as it begins to serve: providers that are not configured any more
    /// are gone, and a sync that ran while the service ended was interrupted.
    ///
    /// # Errors
    /// The database refuses it.
    pub fn begin(&self) -> Result<(), String> {
        let state = &self.state;
        let configured: Vec<_> =
            state.settings.sync.providers.iter().map(|provider| provider.id.clone()).collect();
        let write = |session: &crate::db::Session<'_>| {
            if !state.database.is_shared() {
                crate::db::syncs::interrupt(session)?;
            }
            let gone = crate::db::iams::keep(session, &configured)?;
            if !gone.is_empty() {
                crate::db::user_search::bump_generation(session);
            }
            Ok::<_, crate::db::DbError>(gone)
        };
        let gone = state.database.write_here(write).map_err(|error| error.to_string())?;
        for id in gone {
            tracing::warn!(
                iam = id,
                "an identity provider is not configured any more: its people stay, and cannot sign in"
            );
        }
        Ok(())
    }

    /// Finishes what other processes began and left, now and every minute, until the runtime ends.
    pub async fn finish_what_was_left(&self) {
        // One that works on it at this moment only shares the work.
        let mut before = i64::MAX;
        loop {
            if let Err(error) = by_parts::finish_begun_before(&self.state, before).await {
                tracing::error!(%error, "what was left unfinished could not be finished");
            }
            tokio::time::sleep(Duration::from_secs(60)).await;
            // What this process does itself is finished by then.
            before = self.state.clock.now() - MINUTE;
        }
    }

    /// Creates a person of the built-in provider.
    ///
    /// # Errors
    /// A value that is refused, or a username that is taken.
    pub fn create_person(&self, person: &NewPerson) -> Result<(), String> {
        people::create(&self.state, person)
    }

    /// A new link with which this person sets a password; earlier ones end.
    ///
    /// # Errors
    /// There is no such person.
    pub fn invite(&self, username: &str) -> Result<String, String> {
        people::invite(&self.state, username)
    }

    /// Disables or enables a person; the last enabled user admin only when `is_told`.
    ///
    /// # Errors
    /// There is no such person, or it would lock everybody out.
    pub fn set_disabled(&self, username: &str, disabled: bool, is_told: bool) -> Result<(), String> {
        accounts::set_disabled(&self.state, username, disabled, is_told)
    }

    /// Ends a person's password and sessions. The new password is this one, or set with the link that is answered.
    ///
    /// # Errors
    /// There is no such person, or the password is refused.
    pub fn reset(&self, username: &str, password: Option<&Password>) -> Result<Option<String>, String> {
        accounts::reset(&self.state, username, password)
    }

    /// A person's API keys, never the keys themselves.
    ///
    /// # Errors
    /// There is no such person.
    pub fn keys(&self, username: &str) -> Result<Vec<KeyLine>, String> {
        keys::list(&self.state, username)
    }

    /// Ends an API key and its tokens.
    ///
    /// # Errors
    /// There is no such key.
    pub fn revoke_key(&self, key: i64) -> Result<(), String> {
        keys::revoke(&self.state, key)
    }

    /// A new API key of this person.
    ///
    /// # Errors
    /// There is no such person.
    pub fn create_key(&self, username: &str, name: &str) -> Result<String, String> {
        keys::create_key(&self.state, username, name)
    }

    /// Creates a project; its id.
    ///
    /// # Errors
    /// A name that is refused.
    pub fn create_project(&self, project: &NewProject) -> Result<i64, String> {
        projects::create_project(&self.state, project)
    }

    /// Every project: id and name.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn projects(&self) -> Result<Vec<(i64, String)>, String> {
        projects::list_projects(&self.state)
    }

    /// Makes somebody a member of a project.
    ///
    /// # Errors
    /// There is no such project or person.
    pub fn add_project_member(&self, project: i64, person: PersonRef<'_>) -> Result<(), String> {
        projects::add_member(&self.state, project, person)
    }

    /// Ends somebody's membership, and with it their keys of that project.
    ///
    /// # Errors
    /// There is no such project, person or membership.
    pub fn remove_project_member(&self, project: i64, person: PersonRef<'_>) -> Result<(), String> {
        projects::remove_member(&self.state, project, person)
    }

    /// Creates a domain; its id.
    ///
    /// # Errors
    /// A name that is refused or taken.
    pub fn create_domain(&self, name: &str) -> Result<String, String> {
        projects::create_domain(&self.state, name)
    }

    /// Every domain: id and name.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn domains(&self) -> Result<Vec<(String, String)>, String> {
        projects::list_domains(&self.state)
    }

    /// Gives a permission within a domain.
    ///
    /// # Errors
    /// There is no such domain, person or group.
    pub fn grant(&self, domain: &str, permission: &str, to: Holder<'_>) -> Result<(), String> {
        projects::grant(&self.state, domain, permission, to)
    }

    /// Takes a permission within a domain.
    ///
    /// # Errors
    /// There is no such domain, person or group, or it is not held.
    pub fn revoke(&self, domain: &str, permission: &str, from: Holder<'_>) -> Result<(), String> {
        projects::revoke(&self.state, domain, permission, from)
    }

    /// Adds made-up people, groups, keys, projects and providers; tells whether they were not there before.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn seed(&self, people: usize) -> Result<bool, String> {
        demo::seed(&self.state.database, people, self.state.clock.now()).map_err(|error| error.to_string())
    }

    /// Adds made-up events of the people who are there to the audit log.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn seed_history(&self, events: usize) -> Result<(), String> {
        let now = self.state.clock.now();
        demo::seed_history(&self.state.database, events, now).map_err(|error| error.to_string())
    }
}

/// The API as an OpenAPI document, with the extensions or without.
///
/// # Errors
/// What about the declarations cannot be documented, in one line.
pub fn openapi(has_extensions: bool) -> Result<Value, String> {
    document::document(&routes::mounted(has_extensions))
}
