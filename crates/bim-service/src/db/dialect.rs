//! What each engine writes its own way: the substring index, and hints for the planner.

use super::{DbError, Session, postgres, sqlite};

/// Whose SQL is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    Sqlite,
    Postgres,
}

/// A text of a person that is searched by parts.
#[derive(Clone, Copy, Debug)]
pub(super) enum TextField {
    Name,
    Email,
    Userid,
}

impl TextField {
    /// The column of `users u`.
    pub(super) fn column(self) -> &'static str {
        match self {
            Self::Name => "u.name_key",
            Self::Email => "u.email_key",
            Self::Userid => "u.userid_folded",
        }
    }
}

impl Dialect {
    /// The people, `u`, through an index.
    pub(super) fn users_through(self, index: &str) -> String {
        match self {
            Self::Sqlite => sqlite::users_through(index),
            // Chosen by cost; no statement may read the whole table while it has an index.
            Self::Postgres => "users u".to_owned(),
        }
    }

    /// A column that must not tempt the planner into an index.
    pub(super) fn unindexed(self, column: &str) -> String {
        match self {
            Self::Sqlite => sqlite::unindexed(column),
            Self::Postgres => postgres::unindexed(column),
        }
    }

    /// Whether a query has rows, asked for each person who is walked by.
    pub(super) fn exists(self, query: &str) -> String {
        match self {
            Self::Sqlite => format!("EXISTS ({query})"),
            Self::Postgres => postgres::exists(query),
        }
    }

    /// Whether `column`, which may hold texts too long for an index, is the text of a placeholder.
    pub(super) fn is_long_text(self, column: &str, placeholder: &str) -> String {
        match self {
            Self::Sqlite => format!("{column} = {placeholder}"),
            Self::Postgres => postgres::is_long_text(column, placeholder),
        }
    }

    /// Whether `column` holds the text of a placeholder.
    pub(super) fn contains(self, column: &str, placeholder: &str) -> String {
        match self {
            Self::Sqlite => sqlite::contains(column, placeholder),
            Self::Postgres => postgres::contains(column, placeholder),
        }
    }

    /// What [`Self::has_text`] takes for a text; none when the substring index does not help to find it.
    pub(super) fn text_match(self, field: TextField, folded: &str) -> Option<String> {
        match self {
            Self::Sqlite => sqlite::text_match(field, folded),
            Self::Postgres => postgres::text_match(folded),
        }
    }

    /// Whether the substring index has a match for a placeholder.
    pub(super) fn has_text(self, field: TextField, placeholder: &str) -> String {
        match self {
            Self::Sqlite => sqlite::has_text(placeholder),
            Self::Postgres => postgres::has_text(field.column(), placeholder),
        }
    }

    /// Whether a walk had better find the page's ids in its index before it reads any person.
    pub(super) fn walks_ahead(self, offset: i64, has_texts: bool) -> bool {
        match self {
            // Looks at the person only for columns that its index has not.
            Self::Sqlite => false,
            Self::Postgres => postgres::walks_ahead(offset, has_texts),
        }
    }

    /// Takes a person's text out of the substring index.
    pub(super) fn unindex_text(self, session: &Session<'_>, user: i64) -> Result<(), DbError> {
        match self {
            Self::Sqlite => sqlite::unindex_text(session, user),
            // The index is on the columns themselves.
            Self::Postgres => Ok(()),
        }
    }

    /// Puts a person's text into the substring index.
    pub(super) fn index_text(
        self,
        session: &Session<'_>,
        user: i64,
        name: &str,
        email: &str,
        userid: &str,
    ) -> Result<(), DbError> {
        match self {
            Self::Sqlite => sqlite::index_text(session, user, name, email, userid),
            Self::Postgres => Ok(()),
        }
    }
}
