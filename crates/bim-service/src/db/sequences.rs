//! Identifiers, one range per kind of thing.

use super::session::params;
use super::{DbError, Session};

/// What is numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sequence {
    User,
    Profile,
    Authentication,
    Group,
    Membership,
    Project,
    Key,
    Token,
    Work,
}

impl Sequence {
    fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Profile => "profile",
            Self::Authentication => "authentication",
            Self::Group => "group",
            Self::Membership => "membership",
            Self::Project => "project",
            Self::Key => "key",
            Self::Token => "token",
            Self::Work => "work",
        }
    }
}

/// The next number.
pub(crate) fn next(session: &Session<'_>, sequence: Sequence) -> Result<i64, DbError> {
    reserve(session, sequence, 1)
}

/// The first of `count` numbers that are now taken.
pub(crate) fn reserve(session: &Session<'_>, sequence: Sequence, count: i64) -> Result<i64, DbError> {
    session
        .query_one(
            "UPDATE sequences SET last = last + $2 WHERE name = $1 RETURNING last",
            params![sequence.name(), count],
            |row| row.get::<i64>(0),
        )?
        .map(|last| last - count + 1)
        .ok_or_else(|| DbError::Engine(format!("the sequence {} is missing", sequence.name())))
}

/// Numbers for a bulk load, reserved by the thousand. On PostgreSQL, each change of a row makes the next one slower until
/// the transaction ends.
pub(crate) struct Block {
    sequence: Sequence,
    next: i64,
    left: i64,
}

impl Block {
    const SIZE: i64 = 1_000;

    pub(crate) fn new(sequence: Sequence) -> Self {
        Self { sequence, next: 0, left: 0 }
    }

    /// The next number.
    pub(crate) fn take(&mut self, session: &Session<'_>) -> Result<i64, DbError> {
        if self.left == 0 {
            (self.next, self.left) = (reserve(session, self.sequence, Self::SIZE)?, Self::SIZE);
        }
        let number = self.next;
        (self.next, self.left) = (number + 1, self.left - 1);
        Ok(number)
    }
}
