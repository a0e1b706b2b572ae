//! Identity providers and sync: rows 8, 9 and 14.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Extra, Timestamp, null_as_default};
use crate::{IamId, Permission, Username};

/// A configured identity provider (row 14).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Iam {
    /// Its id.
    pub id: IamId,
    /// The name people know it by.
    #[serde(default)]
    pub display_name: String,
    /// `built-in`, `ldap`, `saml`, `oauth` or another word.
    #[serde(default, rename = "type")]
    pub kind: String,
    /// Whether it signs in through OAuth; absent for LDAP.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oauth: Option<bool>,
}

/// Which provider to sync (row 8).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SyncUsersRequest {
    /// The external provider.
    pub iamid: IamId,
}

/// A sync of an LDAP directory (row 9). The example nests plugin, schema, actions and type in `iamConfig`;
/// the table lists them beside it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SyncRequest {
    /// Tell what would happen, change nothing.
    pub dry_run: bool,
    /// How to reach and read the directory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iam_config: Option<IamConfig>,
    /// `ldap`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plugin: Option<String>,
    /// Which LDAP attribute fills what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<IamSchema>,
    /// What the sync may do, such as `syncGroups`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supported_actions: Option<Vec<String>>,
    /// `ldap`.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

/// How to reach and read a directory (row 9).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct IamConfig {
    /// Sign in only, sync nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authentication_only: Option<bool>,
    /// What to bind with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credentials: Option<BindCredentials>,
    /// Permissions of imported people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_permissions: Option<Vec<Permission>>,
    /// The name people know the provider by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// The provider's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<IamId>,
    /// Not documented further.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ldap_sync: Option<Extra>,
    /// Host, port, search bases and filters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub options: Option<LdapOptions>,
    /// `ldap`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plugin: Option<String>,
    /// Which LDAP attribute fills what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<IamSchema>,
    /// What the sync may do, such as `syncGroups`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supported_actions: Option<Vec<String>>,
    /// `ldap`.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

/// What to bind with; the password, where there is one, stands in `extra` under its own name.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BindCredentials {
    /// The distinguished name to bind as.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bind_dn: Option<String>,
    /// Everything else; may hold the password.
    #[serde(flatten)]
    pub extra: Extra,
}

impl std::fmt::Debug for BindCredentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BindCredentials").field("bind_dn", &self.bind_dn).finish_non_exhaustive()
    }
}

/// Host, port, search bases and filters (row 9).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct LdapOptions {
    /// The directory's host.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    /// Its port.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub port: Option<u16>,
    /// LDAP over TLS.
    #[serde(default, rename = "useSSL", skip_serializing_if = "Option::is_none")]
    pub use_ssl: Option<bool>,
    /// Where people are searched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_search_base: Option<String>,
    /// Which entries are people; `%s` stands for the username.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_search_filter: Option<String>,
    /// Which entries are groups; `%s` stands for the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group_search_filter: Option<String>,
    /// Which groups hold a person; `<dn>` stands for the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_group_search_filter: Option<String>,
    /// Not for LDAP; kept as it came.
    #[serde(default, rename = "allowIdPInitiatedSSO", skip_serializing_if = "Option::is_none")]
    pub allow_idp_initiated_sso: Option<bool>,
    /// Options without a name here.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Which LDAP attribute fills what (row 9).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct IamSchema {
    /// Of a group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<Extra>,
    /// Of a profile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<Extra>,
    /// Of attributes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorizations: Option<Extra>,
    /// Of ids in other systems.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_user_ids: Option<Extra>,
}

/// What a sync did, or would do (row 9).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SyncOutcome {
    /// People in the directory that could be synced.
    #[serde(default)]
    pub total_count: u64,
    /// People who came.
    #[serde(default, deserialize_with = "null_as_default")]
    pub imported_users: Vec<SyncedUser>,
    /// People who were read again.
    #[serde(default, deserialize_with = "null_as_default")]
    pub refreshed_users: Vec<SyncedUser>,
    /// People who are gone from the directory.
    #[serde(default, deserialize_with = "null_as_default")]
    pub disabled_users: Vec<SyncedUser>,
    /// People who are back.
    #[serde(default, deserialize_with = "null_as_default")]
    pub enabled_users: Vec<SyncedUser>,
    /// Whether the sync goes on in the background.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub running_in_background: Option<bool>,
    /// How many people were changed.
    #[serde(default)]
    pub count: u64,
}

/// One person of a sync (row 9).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SyncedUser {
    /// The username.
    pub user_id: Username,
    /// The directory entry.
    pub dn: String,
}

/// How far the last sync of a provider came: an extension.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SyncState {
    /// `never`, `running`, `done`, `failed`, `cancelled`, `interrupted` by the end of the service, or `unconfigured`
    /// where this service has no directory of it.
    pub state: String,
    /// When it began.
    #[serde(default)]
    pub started_at: Option<Timestamp>,
    /// When it ended.
    #[serde(default)]
    pub ended_at: Option<Timestamp>,
    /// People that it concerns.
    #[serde(default)]
    pub total: u64,
    /// Of them, those it is done with.
    #[serde(default)]
    pub done: u64,
    /// Why it failed, or is not configured.
    #[serde(default)]
    pub message: Option<String>,
    /// What it did, once it has ended.
    #[serde(default)]
    pub outcome: Option<SyncOutcome>,
}

/// All that a sync would do, with what changes for each: an extension, since row 9 tells names alone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SyncPlan {
    /// What changes for people who are known; of those who stay as they are nothing is told.
    #[serde(default)]
    pub changes: Vec<PlannedChanges>,
    /// Entries that are left out.
    #[serde(default)]
    pub skipped: Vec<SkippedEntry>,
    /// Groups that come.
    #[serde(default)]
    pub new_groups: Vec<String>,
    /// How many memberships begin.
    #[serde(default)]
    pub joins: u64,
    /// How many memberships end.
    #[serde(default)]
    pub leaves: u64,
}

/// What changes for one person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PlannedChanges {
    /// The username.
    pub user_id: Username,
    /// Field by field.
    pub fields: Vec<PlannedField>,
}

/// One field that becomes another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlannedField {
    /// Such as `email` or `iamAuthorizations.Office`.
    pub field: String,
    /// What stands there now.
    #[serde(default)]
    pub before: Value,
    /// What will.
    #[serde(default)]
    pub after: Value,
}

/// An entry of a directory that is left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SkippedEntry {
    /// The entry.
    pub dn: String,
    /// Why.
    pub reason: String,
}
