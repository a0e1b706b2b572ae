//! Profiles: the whole one (rows 1, 3, 16, 17, 18), the short one of the lists (15, 20), and a change (3).

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Attributes, Extra, Patch, Timestamp, patch};
use crate::{IamId, ProfileId, Username};

/// A person's profile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Profile {
    /// Full name.
    #[serde(default)]
    pub name: Option<String>,
    /// Email address.
    #[serde(default)]
    pub email: Option<String>,
    /// Phone number.
    #[serde(default)]
    pub phone: Option<String>,
    /// A few words about the person.
    #[serde(default)]
    pub about: Option<String>,
    /// Where the person works.
    #[serde(default)]
    pub location: Option<String>,
    /// For whom.
    #[serde(default)]
    pub organization: Option<String>,
    /// As what.
    #[serde(default)]
    pub position: Option<String>,
    /// Preferences of the platform's own pages.
    #[serde(default)]
    pub preferences: Option<Value>,
    /// Ids in other systems; some values are objects (`databricksUserObject`).
    #[serde(default)]
    pub external_user_ids: Option<Extra>,
    /// What a SCIM client left.
    #[serde(default)]
    pub scim: Option<Value>,
    /// Whether the platform made this account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system_generated: Option<bool>,
    /// The effective set of attributes and groups (row 16).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entitlement_json: Option<Entitlements>,
    /// A hash of it, as a serialised buffer (row 16).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entitlement_hash: Option<Value>,
    /// The person's id in HDFS (row 28).
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "patch")]
    pub hdfs_user: Patch<String>,
    /// The profile's own id.
    pub id: ProfileId,
    /// When it was made.
    #[serde(default)]
    pub created_at: Option<Timestamp>,
    /// When it last changed.
    #[serde(default)]
    pub updated_at: Option<Timestamp>,
}

/// What somebody holds in effect: directly and through groups.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Entitlements {
    /// Attribute keys with values.
    #[serde(default)]
    pub authorizations: Attributes,
    /// Names of groups.
    #[serde(default)]
    pub groups: Vec<String>,
}

/// The short profile of the lists.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ProfileSummary {
    /// Full name.
    #[serde(default)]
    pub name: Option<String>,
    /// Email address.
    #[serde(default)]
    pub email: Option<String>,
    /// Preferences of the platform's own pages (row 15).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preferences: Option<Value>,
    /// Ids in other systems (row 20).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_user_ids: Option<Extra>,
    /// Whether the platform made this account (row 20).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system_generated: Option<bool>,
    /// The profile's own id.
    pub id: ProfileId,
    /// When it was made.
    #[serde(default)]
    pub created_at: Option<Timestamp>,
    /// When it last changed.
    #[serde(default)]
    pub updated_at: Option<Timestamp>,
}

impl From<&Profile> for ProfileUpdate {
    /// The profile as it is, for an API that replaces what it is not sent. The name is left out: row 3's table has none.
    fn from(profile: &Profile) -> Self {
        Self {
            email: Some(profile.email.clone()),
            phone: Some(profile.phone.clone()),
            about: Some(profile.about.clone()),
            location: Some(profile.location.clone()),
            organization: Some(profile.organization.clone()),
            position: Some(profile.position.clone()),
            external_user_ids: profile.external_user_ids.clone().map(Some),
            preferences: profile.preferences.clone().map(Some),
            scim: Some(profile.scim.clone()),
            system_generated: profile.system_generated,
            ..Self::default()
        }
    }
}

/// A change of a profile (row 3): absent stays, null clears.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ProfileUpdate {
    /// Must agree with the path, if present.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iamid: Option<IamId>,
    /// Must agree with the path, if present.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub userid: Option<Username>,
    /// Full name; absent from the reference's table, present in its example's answer.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "patch")]
    pub name: Patch<String>,
    /// Email address.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "patch")]
    pub email: Patch<String>,
    /// Phone number.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "patch")]
    pub phone: Patch<String>,
    /// The SQL username; write-only.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "patch")]
    pub sql_user: Patch<String>,
    /// A few words about the person.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "patch")]
    pub about: Patch<String>,
    /// Where the person works.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "patch")]
    pub location: Patch<String>,
    /// For whom.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "patch")]
    pub organization: Patch<String>,
    /// As what.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "patch")]
    pub position: Patch<String>,
    /// Ids in other systems.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "patch")]
    pub external_user_ids: Patch<Extra>,
    /// Preferences of the platform's own pages.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "patch")]
    pub preferences: Patch<Value>,
    /// What a SCIM client left.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "patch")]
    pub scim: Patch<Value>,
    /// Seen in the example only; sent back as it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system_generated: Option<bool>,
}
