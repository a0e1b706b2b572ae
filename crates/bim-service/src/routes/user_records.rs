//! Rows of the database as the records that the API writes.

use bim_api::wire::Attributes;
use bim_api::wire::profile::Profile;
use bim_api::wire::user::{Account, UserDetails};
use bim_api::{IamId, Permission, ProfileId, UserId, Username};

use crate::clock::timestamp;
use crate::db::authorizations::merged;
use crate::db::users::{ProfileRow, UserRow};

fn permissions(names: Vec<String>) -> Vec<Permission> {
    names.into_iter().map(Permission::new).collect()
}

/// What a person holds directly, from here and from the provider.
pub(crate) fn own_attributes(user: &UserRow) -> Attributes {
    let bim = user.bim_authorizations.clone().unwrap_or_default();
    match &user.iam_authorizations {
        Some(external) => merged(bim, external),
        None => bim,
    }
}

/// The whole profile (rows 1, 3, 16, 17, 18).
pub(crate) fn profile(row: ProfileRow, system_generated: bool) -> Profile {
    Profile {
        name: Some(row.name),
        email: row.email,
        phone: row.phone,
        about: row.about,
        location: row.location,
        organization: row.organization,
        position: row.position,
        preferences: row.preferences,
        external_user_ids: Some(row.external_user_ids),
        scim: row.scim,
        system_generated: Some(system_generated),
        entitlement_json: None,
        id: ProfileId(row.id),
        created_at: Some(timestamp(row.created_at)),
        updated_at: Some(timestamp(row.updated_at)),
        entitlement_hash: None,
        hdfs_user: None,
    }
}

/// The account with its whole profile (row 1).
pub(crate) fn account(row: UserRow) -> Account<Profile> {
    let whole = profile(row.profile.clone(), row.system_generated);
    account_with(row, whole)
}

/// The account with its profile's id (rows 4, 5, 10, 11).
pub(crate) fn record(row: UserRow) -> Account<ProfileId> {
    let id = ProfileId(row.profile.id);
    account_with(row, id)
}

fn account_with<P>(row: UserRow, profile: P) -> Account<P> {
    Account {
        authorizations: own_attributes(&row),
        id: UserId(row.id),
        iamid: IamId(row.iamid),
        userid: Username(row.userid),
        bim_authorizations: row.bim_authorizations,
        iam_authorizations: row.iam_authorizations,
        permissions: permissions(row.permissions),
        profile,
        authentication: row.authentication,
        system_generated: row.system_generated,
        last_login: row.last_login.map(timestamp),
        last_external_refresh: row.last_external_refresh.map(timestamp),
        disabled: row.disabled,
        created_at: Some(timestamp(row.created_at)),
        updated_at: Some(timestamp(row.updated_at)),
    }
}

/// One person's whole record (row 17).
pub(crate) fn details(row: UserRow) -> UserDetails {
    UserDetails {
        authorizations: own_attributes(&row),
        has_login: row.last_login.is_some(),
        profile: profile(row.profile, row.system_generated),
        permissions: permissions(row.permissions),
        iamid: IamId(row.iamid),
        userid: Username(row.userid),
        updated_at: Some(timestamp(row.updated_at)),
        system_generated: row.system_generated,
        disabled: row.disabled,
        last_login: row.last_login.map(timestamp),
        last_external_refresh: row.last_external_refresh.map(timestamp),
        bim_authorizations: row.bim_authorizations,
        iam_authorizations: row.iam_authorizations,
        collection_permissions: None,
        groups: None,
        is_data_source_owner: None,
        project_id: None,
    }
}
