//! How people are searched: row 15 by query, row 20 by body. The two differ in the flags' casing and in what
//! they can filter by. Default: enabled people only; `includeDisabled` adds, `includeEnabled=false` removes.

use serde::{Deserialize, Serialize};

use super::{SortOrder, comma_lists};
use crate::{GroupId, IamId, Permission, ProfileId};

/// What people can be sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum UserSort {
    /// Full name.
    #[default]
    Name,
    /// When the account was made.
    CreatedAt,
    /// The identity provider.
    Iamid,
    /// Email address.
    Email,
}

/// Row 15.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct UserSearchQuery {
    /// Records in a page; 25 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u32>,
    /// Part of the full name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Part of the username.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub userid: Option<String>,
    /// Part of the email address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Any of these providers.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "comma_lists")]
    pub iamid: Vec<IamId>,
    /// Any of these profiles.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "comma_lists")]
    pub profile_ids: Vec<ProfileId>,
    /// Leave out accounts the platform made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exclude_system_generated: Option<bool>,
    /// Leave out holders of APPLICATION_ADMIN or GOVERNANCE.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exclude_admin_and_governor: Option<bool>,
    /// Leave out people of providers that are no longer configured.
    #[serde(default, skip_serializing_if = "Option::is_none", rename = "excludeDeletediams")]
    pub exclude_deleted_iams: Option<bool>,
    /// Leave out people of the built-in provider.
    #[serde(default, skip_serializing_if = "Option::is_none", rename = "excludebim")]
    pub exclude_bim: Option<bool>,
    /// Add disabled people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub include_disabled: Option<bool>,
    /// How many records to skip.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset: Option<u32>,
    /// What to sort by; the name when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort_field: Option<UserSort>,
    /// Which way; ascending when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort_order: Option<SortOrder>,
    /// Holders of this permission.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permission: Option<Permission>,
}

/// Row 20.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct UserSearch {
    /// Records in a page; 25 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u32>,
    /// Part of the full name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Part of the email address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Part of the username.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub userid: Option<String>,
    /// Any of these providers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub iamid: Vec<IamId>,
    /// Leave out accounts the platform made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exclude_system_generated: Option<bool>,
    /// Leave out holders of APPLICATION_ADMIN or GOVERNANCE.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exclude_admin_and_governor: Option<bool>,
    /// Leave out people of providers that are no longer configured.
    #[serde(default, skip_serializing_if = "Option::is_none", alias = "excludeDeletediams")]
    pub exclude_deleted_iams: Option<bool>,
    /// Leave out people of the built-in provider.
    #[serde(default, skip_serializing_if = "Option::is_none", rename = "excludeBIM", alias = "excludebim")]
    pub exclude_bim: Option<bool>,
    /// Add disabled people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub include_disabled: Option<bool>,
    /// `false` leaves out enabled people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub include_enabled: Option<bool>,
    /// What to sort by; the name when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort_field: Option<UserSort>,
    /// Which way; ascending when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort_order: Option<SortOrder>,
    /// How many records to skip.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset: Option<u32>,
    /// Holders of this permission.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permission: Option<Permission>,
    /// Holders of this permission in any domain, or in `domainId`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain_permission: Option<String>,
    /// Holders of any permission in this domain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain_id: Option<String>,
    /// Any of these profiles.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub profile_ids: Vec<ProfileId>,
    /// Any of these people across providers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub global_user_ids: Vec<String>,
    /// Members of any of these groups, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub group_names: Vec<String>,
    /// Members of any of these groups.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub group_ids: Vec<GroupId>,
    /// Holders of each of these attribute values.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub user_attributes: Vec<AttributeFilter>,
}

/// One attribute value to filter by (row 20).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AttributeFilter {
    /// The key.
    pub key: String,
    /// The value.
    pub value: String,
}
