//! Groups and memberships: rows 10, 11, 21 to 28.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::profile::Profile;
use super::{Attributes, Patch, SortOrder, Timestamp, comma_lists, patch};
use crate::{GroupId, IamId, MembershipId, ProfileId, UserId, Username};

/// One group (row 27).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Group {
    /// The group's id.
    pub id: GroupId,
    /// The provider that owns it.
    pub iamid: IamId,
    /// Its name, unique within its provider.
    pub name: String,
    /// Its id at the provider.
    #[serde(default)]
    pub gid: Option<Value>,
    /// Its email address.
    #[serde(default)]
    pub email: Option<String>,
    /// Its attributes.
    #[serde(default)]
    pub authorizations: Option<Attributes>,
    /// What it is for.
    #[serde(default)]
    pub description: Option<String>,
    /// When it was made.
    #[serde(default)]
    pub created_at: Option<Timestamp>,
    /// When it last changed.
    #[serde(default)]
    pub updated_at: Option<Timestamp>,
}

/// A group after a change (rows 10, 11, 21, 22, 25).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GroupRecord {
    /// The group.
    #[serde(flatten)]
    pub group: Group,
    /// What a SCIM client left.
    #[serde(default)]
    pub scim: Option<Value>,
    /// Its id at the SCIM client.
    #[serde(default)]
    pub scimid: Option<Value>,
}

/// One group in a list (row 26); with `nameOnly` the name alone, and without USER_ADMIN no attributes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct GroupHit {
    /// The group's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<GroupId>,
    /// The provider that owns it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iamid: Option<IamId>,
    /// Its name.
    pub name: String,
    /// Its id at the provider.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "patch")]
    pub gid: Patch<Value>,
    /// Its email address.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "patch")]
    pub email: Patch<String>,
    /// Its attributes.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "patch")]
    pub authorizations: Patch<Attributes>,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "patch")]
    pub description: Patch<String>,
    /// When it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    /// When it last changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
}

/// What groups can be sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum GroupSort {
    /// Name.
    #[default]
    Name,
    /// When it was made.
    CreatedAt,
    /// The identity provider.
    Iamid,
}

/// Row 26.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct GroupSearchQuery {
    /// Part of the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Any of these groups.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "comma_lists")]
    pub ids: Vec<GroupId>,
    /// Groups of this person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub userid: Option<UserId>,
    /// Any of these providers.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "comma_lists")]
    pub iamid: Vec<IamId>,
    /// Records in a page; 25 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u32>,
    /// How many records to skip.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset: Option<u32>,
    /// What to sort by; the name when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort_field: Option<GroupSort>,
    /// Which way; ascending when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort_order: Option<SortOrder>,
    /// Distinct names alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_only: Option<bool>,
}

/// A group to create (row 21).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewGroup {
    /// The provider.
    pub iamid: IamId,
    /// Its name.
    pub name: String,
    /// Its email address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// A change of a group (row 22): absent stays, null clears.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GroupChange {
    /// Its new name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its new email address.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "patch")]
    pub email: Patch<String>,
    /// Its new description.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "patch")]
    pub description: Patch<String>,
}

/// A person to add to a group (row 24).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewMember {
    /// The username.
    pub userid: Username,
    /// The provider that owns the account.
    pub iamid: IamId,
}

/// A new membership (row 24).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Membership {
    /// The membership's id.
    pub id: MembershipId,
    /// The group.
    pub group: GroupId,
    /// The person's profile.
    pub profile: ProfileId,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// Row 28.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct MemberSearchQuery {
    /// How many records to skip.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset: Option<u32>,
    /// Records in a page; 25 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u32>,
    /// Which way; ascending when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort_order: Option<SortOrder>,
}

/// One member of a group (row 28); without USER_ADMIN only `profile.name` is told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Member {
    /// The membership's id, as row 23 takes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<MembershipId>,
    /// The group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
    /// The person's profile.
    pub profile: MemberProfile,
    /// When the person became a member.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    /// When the membership last changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
    /// The username.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub userid: Option<Username>,
    /// The provider that owns the account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iamid: Option<IamId>,
    /// Whether the account is disabled; in the table, not in the example.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disabled: Option<bool>,
}

/// A member's profile: whole, or the name alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum MemberProfile {
    /// What a USER_ADMIN sees.
    Whole(Box<Profile>),
    /// What everybody else sees.
    NameOnly {
        /// Full name.
        name: Option<String>,
    },
}

impl MemberProfile {
    /// The full name, where there is one.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Whole(profile) => profile.name.as_deref(),
            Self::NameOnly { name } => name.as_deref(),
        }
    }
}
