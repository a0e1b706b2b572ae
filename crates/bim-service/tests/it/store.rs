//! The database under a world: SQLite in a folder, or, when `BIM_TEST_POSTGRES` names a server, PostgreSQL. Tests look
//! into it, and change what no endpoint changes, in SQL that both engines read.

#![allow(dead_code, reason = "each of the test programs looks in its own way")]

// Spelt out, since two test programs take this file in.
#[path = "store/folder.rs"]
mod folder;
#[path = "store/server.rs"]
mod server;

use bim_service::service::Place;
use serde::de::DeserializeOwned;
use serde_json::Value;

use folder::Folder;
use server::Server;

/// A database of its own for each test.
pub(crate) enum Store {
    Folder(Folder),
    Server(Server),
}

impl Store {
    /// An empty one, on the engine that is tested.
    pub(crate) fn new() -> Self {
        match std::env::var("BIM_TEST_POSTGRES") {
            Ok(url) => Self::Server(Server::migrated(&url)),
            Err(_) => Self::in_folder(),
        }
    }

    /// SQLite, whatever is tested.
    pub(crate) fn in_folder() -> Self {
        Self::Folder(Folder::create())
    }

    /// A new database on this server, as an operator makes one.
    pub(crate) fn on_server(url: &str) -> Self {
        Self::Server(Server::empty(url))
    }

    /// Whether several processes may use it.
    pub(crate) fn is_shared(&self) -> bool {
        matches!(self, Self::Server(_))
    }

    pub(crate) fn place(&self) -> Place {
        match self {
            Self::Folder(folder) => Place::Folder(folder.path().to_owned()),
            Self::Server(server) => Place::Server(server.url().parse().expect("a URL")),
        }
    }

    /// What the command line is told to find it.
    pub(crate) fn arguments(&self) -> [String; 2] {
        match self {
            Self::Folder(folder) => ["--data".to_owned(), folder.path().to_str().expect("text").to_owned()],
            Self::Server(server) => ["--database-url".to_owned(), server.url()],
        }
    }

    /// Every row of an answer, each as a tuple.
    pub(crate) fn rows<T: DeserializeOwned>(&self, sql: &str) -> Vec<T> {
        let rows = match self {
            Self::Folder(folder) => folder.rows(sql),
            Self::Server(server) => server.rows(sql),
        };
        let typed = |row: Vec<Value>| serde_json::from_value(Value::Array(row)).expect("the type of the row");
        rows.into_iter().map(typed).collect()
    }

    /// The only row of an answer.
    pub(crate) fn row<T: DeserializeOwned>(&self, sql: &str) -> T {
        let mut rows = self.rows(sql);
        assert_eq!(rows.len(), 1, "{sql}");
        rows.remove(0)
    }

    /// Runs a statement.
    pub(crate) fn execute(&self, sql: &str) {
        match self {
            Self::Folder(folder) => folder.execute(sql),
            Self::Server(server) => server.execute(sql),
        }
    }

    /// Everything that is stored, as bytes.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Folder(folder) => folder.bytes(),
            Self::Server(server) => server.bytes(),
        }
    }
}
