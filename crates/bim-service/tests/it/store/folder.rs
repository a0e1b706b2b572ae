//! SQLite in a temporary folder.

use std::path::Path;

use rusqlite::Connection;
use rusqlite::types::ValueRef;
use serde_json::Value;

/// Columns of booleans, which SQLite keeps as numbers.
const FLAGS: [&str; 5] = ["data_source_owner", "disabled", "is_external", "oauth", "system_generated"];

pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    pub(super) fn create() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    pub(super) fn path(&self) -> &Path {
        self.0.path()
    }

    fn open(&self) -> Connection {
        Connection::open(self.path().join("bim.sqlite3")).expect("the database")
    }

    pub(super) fn rows(&self, sql: &str) -> Vec<Vec<Value>> {
        let connection = self.open();
        let mut statement = connection.prepare(sql).expect("a statement");
        let is_flag: Vec<bool> = statement.column_names().map(|name| FLAGS.contains(&name)).collect();
        let rows = statement
            .query_map([], |row| {
                let value = |(column, is_flag): (usize, &bool)| {
                    Ok(match row.get_ref(column)? {
                        ValueRef::Null => Value::Null,
                        ValueRef::Integer(number) if *is_flag => (number != 0).into(),
                        ValueRef::Integer(number) => number.into(),
                        ValueRef::Real(number) => number.into(),
                        ValueRef::Text(text) => String::from_utf8_lossy(text).into(),
                        ValueRef::Blob(bytes) => bytes.into(),
                    })
                };
                is_flag.iter().enumerate().map(value).collect()
            })
            .expect("rows");
        rows.collect::<Result<_, _>>().expect("rows")
    }

    pub(super) fn execute(&self, sql: &str) {
        self.open().execute(sql, []).expect("a statement");
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes = std::fs::read(self.path().join("bim.sqlite3")).expect("the file");
        bytes.extend(std::fs::read(self.path().join("bim.sqlite3-wal")).expect("the log"));
        bytes
    }
}
