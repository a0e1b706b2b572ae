//! A person as the lists show them, borrowed from the engine's memory: a page is written while it is read.

use super::{DbError, Row};

/// What the lists show of a person. The JSON columns are text still.
pub(crate) struct ListedUser<'a> {
    pub(crate) id: i64,
    pub(crate) iamid: &'a str,
    pub(crate) userid: &'a str,
    pub(crate) global_id: &'a str,
    pub(crate) authentication: Option<i64>,
    pub(crate) disabled: bool,
    pub(crate) system_generated: bool,
    pub(crate) permissions: &'a str,
    pub(crate) bim_authorizations: Option<&'a str>,
    pub(crate) iam_authorizations: Option<&'a str>,
    pub(crate) last_login: Option<i64>,
    pub(crate) last_external_refresh: Option<i64>,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
    pub(crate) profile: ListedProfile<'a>,
}

/// What the lists show of a profile.
pub(crate) struct ListedProfile<'a> {
    pub(crate) id: i64,
    pub(crate) name: &'a str,
    pub(crate) email: Option<&'a str>,
    pub(crate) preferences: Option<&'a str>,
    pub(crate) external_user_ids: &'a str,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
}

/// The columns of [`ListedUser`], in the order that [`ListedUser::read`] takes them.
pub(super) const COLUMNS: &str = "u.id, u.iamid, u.userid, u.global_id, u.authentication, u.disabled, \
    u.system_generated, u.permissions, u.bim_authorizations, u.iam_authorizations, u.last_login, \
    u.last_external_refresh, u.created_at, u.updated_at, u.profile_id, u.name, u.email, u.preferences, \
    u.external_user_ids, u.profile_created_at, u.profile_updated_at";

/// How many they are.
pub(super) const COUNT: usize = 21;

impl<'a> ListedUser<'a> {
    pub(super) fn read(row: &'a Row<'_>) -> Result<Self, DbError> {
        Ok(Self {
            id: row.get(0)?,
            iamid: row.text(1)?,
            userid: row.text(2)?,
            global_id: row.text(3)?,
            authentication: row.get(4)?,
            disabled: row.get(5)?,
            system_generated: row.get(6)?,
            permissions: row.text(7)?,
            bim_authorizations: row.text_or_null(8)?,
            iam_authorizations: row.text_or_null(9)?,
            last_login: row.get(10)?,
            last_external_refresh: row.get(11)?,
            created_at: row.get(12)?,
            updated_at: row.get(13)?,
            profile: ListedProfile {
                id: row.get(14)?,
                name: row.text(15)?,
                email: row.text_or_null(16)?,
                preferences: row.text_or_null(17)?,
                external_user_ids: row.text(18)?,
                created_at: row.get(19)?,
                updated_at: row.get(20)?,
            },
        })
    }
}
