//! Identity providers.

use super::session::params;
use super::{DbError, Session, user_search};

/// A configured provider.
#[derive(Clone, Debug)]
pub(crate) struct IamRow {
    pub(crate) id: String,
    pub(crate) display_name: String,
    pub(crate) kind: String,
    pub(crate) oauth: Option<bool>,
}

/// All of them, the built-in one first.
pub(crate) fn all(session: &Session<'_>) -> Result<Vec<IamRow>, DbError> {
    session.query(
        "SELECT id, display_name, kind, oauth FROM iams ORDER BY CASE WHEN id = 'bim' THEN 0 ELSE 1 END, id",
        &[],
        |row| {
            Ok(IamRow { id: row.get(0)?, display_name: row.get(1)?, kind: row.get(2)?, oauth: row.get(3)? })
        },
    )
}

/// Adds a provider unless it is there.
pub(crate) fn add(session: &Session<'_>, iam: &IamRow) -> Result<(), DbError> {
    session.execute(
        "INSERT INTO iams (id, display_name, kind, oauth) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        params![&iam.id, &iam.display_name, &iam.kind, iam.oauth],
    )?;
    Ok(())
}

/// Writes a provider as it is configured.
pub(crate) fn put(session: &Session<'_>, iam: &IamRow) -> Result<(), DbError> {
    let values = params![&iam.id, &iam.display_name, &iam.kind, iam.oauth];
    let update =
        "UPDATE iams SET display_name = $2, kind = $3, oauth = $4, is_configured = TRUE WHERE id = $1";
    if session.execute(update, values)? > 0 {
        return Ok(());
    }
    session.execute(
        "INSERT INTO iams (id, display_name, kind, oauth, is_configured) VALUES ($1, $2, $3, $4, TRUE)",
        values,
    )?;
    // People of a provider that was gone are of one that is there again; other processes may have counted them.
    user_search::bump_generation(session);
    Ok(())
}

/// Removes the providers that were configured and are none of these; their people stay. The ids of those removed.
pub(crate) fn keep(session: &Session<'_>, configured: &[String]) -> Result<Vec<String>, DbError> {
    let mut gone: Vec<String> =
        session.query("SELECT id FROM iams WHERE is_configured ORDER BY id", &[], |row| row.get(0))?;
    gone.retain(|id| !configured.contains(id));
    for id in &gone {
        session.execute("DELETE FROM iams WHERE id = $1", params![id])?;
    }
    Ok(gone)
}
