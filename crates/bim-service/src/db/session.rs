//! One transaction, whatever the engine: statements with `$1` placeholders, values in, rows out.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

use super::dialect::Dialect;
use super::postgres::{PostgresRow, PostgresSession};
use super::sqlite::{SqliteRow, SqliteSession};

/// Why the database did not do what it was asked.
#[derive(Clone, Debug)]
pub(crate) enum DbError {
    /// A unique index already holds that value.
    Duplicate,
    /// A text holds the character U+0000, which not every engine stores.
    Nul,
    /// The database cannot be reached, read or written; the engine's words.
    Engine(String),
}

impl fmt::Display for DbError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Duplicate => f.write_str("a value that must be unique exists already"),
            Self::Nul => f.write_str("a text holds the character U+0000"),
            Self::Engine(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for DbError {}

/// A value for a placeholder.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Param<'a> {
    Null,
    Bool(bool),
    Int(i64),
    Text(Cow<'a, str>),
    Bytes(Cow<'a, [u8]>),
}

macro_rules! param_from {
    ($($from:ty => |$value:ident| $param:expr;)*) => {$(
        impl<'a> From<$from> for Param<'a> {
            fn from($value: $from) -> Self {
                $param
            }
        }
    )*};
}

param_from! {
    bool => |value| Self::Bool(value);
    i64 => |value| Self::Int(value);
    &'a str => |value| Self::Text(Cow::Borrowed(value));
    &'a String => |value| Self::Text(Cow::Borrowed(value));
    String => |value| Self::Text(Cow::Owned(value));
    &'a [u8] => |value| Self::Bytes(Cow::Borrowed(value));
    &'a [u8; 32] => |value| Self::Bytes(Cow::Borrowed(value));
}

impl<'a, T> From<Option<T>> for Param<'a>
where
    Self: From<T>,
{
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::from)
    }
}

/// The values of a statement, in the order of its placeholders.
macro_rules! params {
    ($($value:expr),* $(,)?) => { &[$($crate::db::Param::from($value)),*] };
}
pub(crate) use params;

/// One row of an answer.
pub(crate) struct Row<'a>(pub(super) RowOf<'a>);

/// A row of an engine.
pub(super) enum RowOf<'a> {
    Sqlite(SqliteRow<'a>),
    Postgres(PostgresRow),
}

impl Row<'_> {
    /// The text of a column that is never null, as it lies in the engine's memory.
    pub(crate) fn text(&self, column: usize) -> Result<&str, DbError> {
        self.text_or_null(column)?.ok_or_else(|| DbError::Engine(format!("column {column} holds nothing")))
    }

    /// The text of a column.
    pub(crate) fn text_or_null(&self, column: usize) -> Result<Option<&str>, DbError> {
        match &self.0 {
            RowOf::Sqlite(row) => row.text(column),
            RowOf::Postgres(row) => row.text(column),
        }
    }

    fn int_or_null(&self, column: usize) -> Result<Option<i64>, DbError> {
        match &self.0 {
            RowOf::Sqlite(row) => row.int(column),
            RowOf::Postgres(row) => row.int(column),
        }
    }

    fn bool_or_null(&self, column: usize) -> Result<Option<bool>, DbError> {
        match &self.0 {
            RowOf::Sqlite(row) => row.bool(column),
            RowOf::Postgres(row) => row.bool(column),
        }
    }

    /// A column as the type that is asked for.
    pub(crate) fn get<T: FromColumn>(&self, column: usize) -> Result<T, DbError> {
        T::from_column(self, column)
    }
}

/// A type that a column can be read as.
pub(crate) trait FromColumn: Sized {
    fn from_column(row: &Row<'_>, column: usize) -> Result<Self, DbError>;
}

impl FromColumn for i64 {
    fn from_column(row: &Row<'_>, column: usize) -> Result<Self, DbError> {
        row.int_or_null(column)?.ok_or_else(|| DbError::Engine(format!("column {column} holds nothing")))
    }
}

impl FromColumn for Option<i64> {
    fn from_column(row: &Row<'_>, column: usize) -> Result<Self, DbError> {
        row.int_or_null(column)
    }
}

impl FromColumn for bool {
    fn from_column(row: &Row<'_>, column: usize) -> Result<Self, DbError> {
        row.bool_or_null(column)?.ok_or_else(|| DbError::Engine(format!("column {column} holds nothing")))
    }
}

impl FromColumn for Option<bool> {
    fn from_column(row: &Row<'_>, column: usize) -> Result<Self, DbError> {
        row.bool_or_null(column)
    }
}

impl FromColumn for String {
    fn from_column(row: &Row<'_>, column: usize) -> Result<Self, DbError> {
        row.text(column).map(str::to_owned)
    }
}

impl FromColumn for Option<String> {
    fn from_column(row: &Row<'_>, column: usize) -> Result<Self, DbError> {
        Ok(row.text_or_null(column)?.map(str::to_owned))
    }
}

/// A transaction in progress. A statement that fails ends it on some engines: let the error undo the rest.
pub(crate) struct Session<'a> {
    of: SessionOf<'a>,
    /// Whether something was written that a search may show or sort by.
    changes_searches: Cell<bool>,
}

/// A transaction of an engine.
pub(super) enum SessionOf<'a> {
    Sqlite(SqliteSession<'a>),
    Postgres(&'a PostgresSession),
}

impl<'a> Session<'a> {
    pub(super) fn new(of: SessionOf<'a>) -> Self {
        Self { of, changes_searches: Cell::new(false) }
    }

    /// Notes that something was written that a search may show or sort by.
    pub(super) fn note_changed_searches(&self) {
        self.changes_searches.set(true);
    }

    /// Whether something was.
    pub(super) fn changes_searches(&self) -> bool {
        self.changes_searches.get()
    }

    /// How the engine writes what each writes its own way.
    pub(super) fn dialect(&self) -> Dialect {
        match self.of {
            SessionOf::Sqlite(_) => Dialect::Sqlite,
            SessionOf::Postgres(_) => Dialect::Postgres,
        }
    }

    fn visit(
        &self,
        sql: &str,
        params: &[Param<'_>],
        visit: impl FnMut(Row<'_>) -> Result<bool, DbError>,
    ) -> Result<(), DbError> {
        check(params)?;
        match &self.of {
            SessionOf::Sqlite(session) => session.each(sql, params, visit),
            SessionOf::Postgres(session) => session.each(sql, params, visit),
        }
    }

    /// Shows every row, as it lies in the engine's memory.
    pub(crate) fn each(
        &self,
        sql: &str,
        params: &[Param<'_>],
        mut show: impl FnMut(&Row<'_>) -> Result<(), DbError>,
    ) -> Result<(), DbError> {
        self.visit(sql, params, |row| show(&row).map(|()| true))
    }

    /// Every row, through `map`.
    pub(crate) fn query<T>(
        &self,
        sql: &str,
        params: &[Param<'_>],
        mut map: impl FnMut(&Row<'_>) -> Result<T, DbError>,
    ) -> Result<Vec<T>, DbError> {
        let mut all = Vec::new();
        self.each(sql, params, |row| {
            all.push(map(row)?);
            Ok(())
        })?;
        Ok(all)
    }

    /// The first row, if there is one.
    pub(crate) fn query_one<T>(
        &self,
        sql: &str,
        params: &[Param<'_>],
        mut map: impl FnMut(&Row<'_>) -> Result<T, DbError>,
    ) -> Result<Option<T>, DbError> {
        let mut first = None;
        self.visit(sql, params, |row| {
            first = Some(map(&row)?);
            Ok(false)
        })?;
        Ok(first)
    }

    /// Runs a statement without an answer; how many rows it touched.
    pub(crate) fn execute(&self, sql: &str, params: &[Param<'_>]) -> Result<u64, DbError> {
        check(params)?;
        match &self.of {
            SessionOf::Sqlite(session) => session.execute(sql, params),
            SessionOf::Postgres(session) => session.execute(sql, params),
        }
    }

    /// Runs a part of a transaction. When it does not stand, as `part` answers, it alone is undone.
    pub(super) fn part(&self, part: impl FnOnce() -> bool) -> Result<(), DbError> {
        match &self.of {
            SessionOf::Sqlite(session) => session.part(part),
            SessionOf::Postgres(session) => session.part(part),
        }
    }
}

/// PostgreSQL refuses U+0000 in a text, so no engine is given one: an answer does not depend on the engine.
pub(super) fn check(params: &[Param<'_>]) -> Result<(), DbError> {
    let has_nul = |param: &Param<'_>| matches!(param, Param::Text(text) if text.contains('\0'));
    if params.iter().any(has_nul) { Err(DbError::Nul) } else { Ok(()) }
}
