//! The service as a value: what `main` starts, and what tests speak to without a socket.

use std::path::Path;
use std::sync::Arc;

use axum::Router;

use crate::clock::Clock;
use crate::commands::people;
pub use crate::commands::people::NewPerson;
use crate::db::Database;
use crate::http::app_files::AppFiles;
use crate::settings::Settings;
use crate::state::State;
use crate::{demo, routes, server};

/// A service over the database in one folder.
#[derive(Clone)]
pub struct Service {
    state: Arc<State>,
}

impl Service {
    /// Opens the database in `folder`, creating it when it is not there.
    ///
    /// # Errors
    /// What is wrong with the folder or the database, in one line.
    pub fn open(folder: &Path, settings: Settings, clock: Clock) -> Result<Self, String> {
        let database = Database::open(folder).map_err(|error| error.to_string())?;
        let state = State::new(database, settings, clock).map_err(|error| error.0)?;
        Ok(Self { state: Arc::new(state) })
    }

    /// The API, and the app built into `app`.
    ///
    /// # Errors
    /// What is wrong with the app's folder, in one line.
    pub fn router(&self, app: Option<&Path>) -> Result<Router, String> {
        let base = self.state.settings.public_url.path();
        let files = app.map(|folder| AppFiles::open(folder, base)).transpose()?;
        Ok(server::router(&self.state, files))
    }

    /// The names of the endpoints that are mounted.
    pub fn mounted(&self) -> Vec<&'static str> {
        routes::api(&self.state).1
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

    /// A new API key of this person.
    ///
    /// # Errors
    /// There is no such person.
    pub fn create_key(&self, username: &str, name: &str) -> Result<String, String> {
        people::create_key(&self.state, username, name)
    }

    /// Adds made-up people, groups, keys, projects and providers; tells whether they were not there before.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn seed(&self, people: usize) -> Result<bool, String> {
        demo::seed(&self.state.database, people, self.state.clock.now()).map_err(|error| error.to_string())
    }
}
