//! Brings the schema up to date, once, however many processes start.

use super::connection::{Connection, Server};
use super::failure::Failure;
use super::session::BEGIN_WRITING;
use crate::db::DbError;

/// Schema changes in order; a change that has shipped is never edited. Numbered like SQLite's.
const MIGRATIONS: &[&str] = &[
    include_str!("../../../migrations/postgres/0001_people.sql"),
    include_str!("../../../migrations/postgres/0002_flags.sql"),
    include_str!("../../../migrations/postgres/0003_audit.sql"),
    include_str!("../../../migrations/postgres/0004_impersonation.sql"),
    include_str!("../../../migrations/postgres/0005_unfinished.sql"),
    include_str!("../../../migrations/postgres/0006_syncs.sql"),
    include_str!("../../../migrations/postgres/0007_configured_iams.sql"),
    include_str!("../../../migrations/postgres/0008_audit_names.sql"),
];

pub(super) fn migrate(server: &Server) -> Result<(), DbError> {
    let mut connection = server.connect()?;
    run(&mut connection).map_err(|failure| match DbError::from(failure) {
        DbError::Engine(why) => DbError::Engine(format!("cannot bring {server} up to date: {why}")),
        other => other,
    })
}

fn run(connection: &mut Connection) -> Result<(), Failure> {
    let encoding = text(connection, "SELECT current_setting('server_encoding')")?;
    if encoding.as_deref() != Some("UTF8") {
        return Err(Failure::because("its encoding is not UTF8: create it with ENCODING 'UTF8'"));
    }
    if version(connection)? == MIGRATIONS.len() {
        return Ok(());
    }
    // Whoever comes second waits as long as the first one needs, and finds nothing left to do.
    connection
        .command("SET statement_timeout = 0; SET lock_timeout = 0; SELECT pg_advisory_lock(4344142)")?;
    connection.command("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)")?;
    let version = version(connection)?;
    let known = MIGRATIONS.len();
    if version > known {
        return Err(Failure::because(format!(
            "its schema is version {version}, this program knows {known}: start a newer program"
        )));
    }
    trigrams(connection)?;
    for (number, sql) in (1..=known).zip(MIGRATIONS).skip(version) {
        // It takes its turn among the writers, so that it moves what an older process that still serves had begun to
        // write, and locks no table that such a writer waits for.
        connection.command(&format!(
            "{BEGIN_WRITING}; {sql}; DELETE FROM schema_version; INSERT INTO schema_version VALUES ({number}); COMMIT"
        ))?;
    }
    Ok(())
}

/// The changes that were made; 0 for an empty database.
fn version(connection: &mut Connection) -> Result<usize, Failure> {
    if text(connection, "SELECT to_regclass('schema_version')::text")?.is_none() {
        return Ok(0);
    }
    let version = text(connection, "SELECT max(version)::text FROM schema_version")?;
    Ok(version.and_then(|version| version.parse().ok()).unwrap_or_default())
}

/// The extension that finds substrings.
fn trigrams(connection: &mut Connection) -> Result<(), Failure> {
    if text(connection, "SELECT extname::text FROM pg_extension WHERE extname = 'pg_trgm'")?.is_some() {
        return Ok(());
    }
    connection.command("CREATE EXTENSION pg_trgm").map_err(|failure| {
        let why = DbError::from(failure);
        Failure::because(format!(
            "the extension pg_trgm cannot be created ({why}); let an administrator run CREATE EXTENSION pg_trgm in it"
        ))
    })
}

fn text(connection: &mut Connection, sql: &str) -> Result<Option<String>, Failure> {
    let rows = connection.query(sql, &[])?;
    Ok(rows.first().map(|row| row.try_get(0)).transpose()?.flatten())
}
