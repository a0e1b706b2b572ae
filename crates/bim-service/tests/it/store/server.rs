//! A database on a PostgreSQL server that somebody else started.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use bim_service::clock::Clock;
use bim_service::service::{Place, Service};
use bim_service::settings::Settings;
use postgres::error::SqlState;
use postgres::types::Type;
use postgres::{Client, NoTls, Row};
use serde_json::Value;

pub(crate) struct Server {
    /// The URL of any of the server's databases.
    any: String,
    name: String,
}

impl Server {
    fn named(any: &str) -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        Self { any: any.to_owned(), name: format!("bim_{}_{number}", std::process::id()) }
    }

    pub(super) fn empty(any: &str) -> Self {
        let server = Self::named(any);
        server.make("").expect("a new database");
        server
    }

    pub(super) fn migrated(any: &str) -> Self {
        let server = Self::named(any);
        let template = template(any);
        loop {
            match server.make(&format!("TEMPLATE {template}")) {
                // Another test copies it in this moment, or whoever made it is not quite gone.
                Err(error) if error.code() == Some(&SqlState::OBJECT_IN_USE) => std::thread::yield_now(),
                created => break created.expect("a new database"),
            }
        }
        server
    }

    fn make(&self, how: &str) -> Result<(), postgres::Error> {
        let create = format!("CREATE DATABASE {} {how}", self.name);
        apart(|| connect(&self.any).batch_execute(&create))
    }

    pub(super) fn url(&self) -> String {
        in_database(&self.any, &self.name)
    }

    pub(super) fn rows(&self, sql: &str) -> Vec<Vec<Value>> {
        let rows = apart(|| connect(&self.url()).query(sql, &[])).expect("rows");
        rows.iter().map(|row| (0..row.len()).map(|column| value(row, column)).collect()).collect()
    }

    pub(super) fn execute(&self, sql: &str) {
        apart(|| connect(&self.url()).batch_execute(sql)).expect("a statement");
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let tables = self.rows("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'");
        let mut bytes = Vec::new();
        for table in tables.iter().flatten().filter_map(Value::as_str) {
            for row in self.rows(&format!("SELECT t::text FROM \"{table}\" t")).iter().flatten() {
                bytes.extend_from_slice(row.as_str().unwrap_or_default().as_bytes());
            }
        }
        bytes
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A database that stays takes room until the server goes; the test's own failure matters more.
        let drop = format!("DROP DATABASE {} WITH (FORCE)", self.name);
        let _ =
            apart(|| Client::connect(&self.any, NoTls).and_then(|mut client| client.batch_execute(&drop)));
    }
}

/// A migrated database to copy; making one from the migrations takes ten times as long.
fn template(any: &str) -> &'static str {
    static NAME: OnceLock<String> = OnceLock::new();
    NAME.get_or_init(|| {
        let name = format!("bim_{}_template", std::process::id());
        apart(|| connect(any).batch_execute(&format!("CREATE DATABASE {name}"))).expect("a new database");
        let place = Place::Server(in_database(any, &name).parse().expect("a URL"));
        let settings = Settings::new("https://bim.example.com/".parse().expect("a URL"));
        Service::open(place, settings, Clock::system()).expect("a service");
        name
    })
}

/// The URL of another database of the same server.
fn in_database(any: &str, name: &str) -> String {
    let (before, parameters) = any.split_once('?').unwrap_or((any, ""));
    let server = before.rsplit_once('/').map_or(before, |(server, _)| server);
    format!("{server}/{name}?{parameters}")
}

fn connect(url: &str) -> Client {
    Client::connect(url, NoTls).expect("the server")
}

/// The client waits in a way that a runtime's own threads must not.
fn apart<T: Send>(wait: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| scope.spawn(wait).join().expect("no panic"))
}

fn value(row: &Row, column: usize) -> Value {
    match *row.columns()[column].type_() {
        Type::INT8 => row.get::<_, Option<i64>>(column).into(),
        Type::INT4 => row.get::<_, Option<i32>>(column).into(),
        Type::BOOL => row.get::<_, Option<bool>>(column).into(),
        Type::TEXT => row.get::<_, Option<String>>(column).into(),
        Type::BYTEA => row.get::<_, Option<Vec<u8>>>(column).into(),
        ref other => panic!("{other} is not read here"),
    }
}
