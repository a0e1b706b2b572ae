//! Values on their way to PostgreSQL, and rows on their way back.

use std::error::Error;

use bytes::BytesMut;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};

use crate::db::{DbError, Param};

impl ToSql for Param<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Bool(value) => value.to_sql(ty, out),
            Self::Int(value) if *ty == Type::INT8 => value.to_sql(ty, out),
            Self::Int(value) => i32::try_from(*value)?.to_sql(ty, out),
            Self::Text(value) => value.to_sql(ty, out),
            Self::Bytes(value) => value.as_ref().to_sql(ty, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        // Which value fits which column is only known with the value.
        true
    }

    to_sql_checked!();
}

/// A row that has been received.
pub(crate) struct PostgresRow(pub(super) tokio_postgres::Row);

fn unreadable(error: tokio_postgres::Error) -> DbError {
    DbError::Engine(format!("a column cannot be read: {error}"))
}

impl PostgresRow {
    pub(in crate::db) fn text(&self, column: usize) -> Result<Option<&str>, DbError> {
        self.0.try_get(column).map_err(unreadable)
    }

    pub(in crate::db) fn int(&self, column: usize) -> Result<Option<i64>, DbError> {
        // A constant such as `SELECT 1` is of four bytes.
        let is_short = self.0.columns().get(column).is_some_and(|c| *c.type_() == Type::INT4);
        if is_short {
            return Ok(self.0.try_get::<_, Option<i32>>(column).map_err(unreadable)?.map(i64::from));
        }
        self.0.try_get(column).map_err(unreadable)
    }

    pub(in crate::db) fn bool(&self, column: usize) -> Result<Option<bool>, DbError> {
        self.0.try_get(column).map_err(unreadable)
    }
}
