//! People: the records of rows 1, 4, 5, 10, 11, 15, 16, 17 and 20, and what changes them. `profile` is an object
//! in rows 1, 15, 16, 17 and 20 and a number in the others, so each has its own type.

use serde::{Deserialize, Serialize};

use super::profile::{Profile, ProfileSummary};
use super::{Attributes, Extra, Timestamp, null_as_default};
use crate::{GroupId, IamId, MembershipId, Password, Permission, ProfileId, ProjectId, UserId, Username};

/// An account with its profile in the form `P`: whole (row 1) or by id (rows 4, 5, 10, 11).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "AccountWith{P}"))]
#[serde(rename_all = "camelCase")]
pub struct Account<P> {
    /// The person's id.
    pub id: UserId,
    /// The provider that owns the account.
    pub iamid: IamId,
    /// The username.
    pub userid: Username,
    /// Attributes given here.
    #[serde(default)]
    pub bim_authorizations: Option<Attributes>,
    /// Attributes that came from the provider; read-only.
    #[serde(default)]
    pub iam_authorizations: Option<Attributes>,
    /// Both together.
    #[serde(default, deserialize_with = "null_as_default")]
    pub authorizations: Attributes,
    /// Permissions.
    #[serde(default, deserialize_with = "null_as_default")]
    pub permissions: Vec<Permission>,
    /// The profile.
    pub profile: P,
    /// The credential's record; null while no password was ever set.
    #[serde(default)]
    pub authentication: Option<i64>,
    /// Whether the platform made this account.
    #[serde(default)]
    pub system_generated: bool,
    /// When the person last signed in.
    #[serde(default)]
    pub last_login: Option<Timestamp>,
    /// When the provider was last asked.
    #[serde(default)]
    pub last_external_refresh: Option<Timestamp>,
    /// Whether the account is disabled.
    #[serde(default)]
    pub disabled: bool,
    /// When it was made.
    #[serde(default)]
    pub created_at: Option<Timestamp>,
    /// When it last changed.
    #[serde(default)]
    pub updated_at: Option<Timestamp>,
}

/// What rows 4, 5, 10 and 11 answer for a person.
pub type UserRecord = Account<ProfileId>;

/// A person to create (row 1).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewUser {
    /// The provider; may be missing, since the path says `bim`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iamid: Option<IamId>,
    /// The new username.
    pub userid: Username,
    /// A first password; without one the person is invited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<Password>,
    /// Name and email.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<NewProfile>,
    /// First permissions; the service adds its configured defaults.
    #[serde(default, deserialize_with = "null_as_default")]
    pub permissions: Vec<Permission>,
}

/// Name and email of a person to create (row 1).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewProfile {
    /// Full name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Email address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// A created person (row 1).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CreatedUser {
    /// The account.
    pub new_user: Account<Profile>,
    /// Where the person sets a first password: a one-time secret.
    #[serde(default)]
    pub new_user_link: Option<String>,
    /// Whether the invitation could not be mailed.
    #[serde(default)]
    pub email_failed: bool,
    /// Whether the invitation was mailed.
    #[serde(default)]
    pub email_sent: bool,
}

/// One person in a list (rows 15 and 20); what the caller may not see is absent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct UserHit {
    /// The person's id.
    pub id: UserId,
    /// The provider that owns the account.
    pub iamid: IamId,
    /// The username.
    pub userid: Username,
    /// The person across providers (row 20).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub global_user_id: Option<String>,
    /// Attributes given here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bim_authorizations: Option<Attributes>,
    /// Attributes that came from the provider.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iam_authorizations: Option<Attributes>,
    /// Both together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorizations: Option<Attributes>,
    /// Permissions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permissions: Option<Vec<Permission>>,
    /// The profile, in short.
    pub profile: ProfileSummary,
    /// The credential's record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authentication: Option<i64>,
    /// Whether the platform made this account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system_generated: Option<bool>,
    /// When the person last signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_login: Option<Timestamp>,
    /// When the provider was last asked (row 20).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_external_refresh: Option<Timestamp>,
    /// Whether the account is disabled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disabled: Option<bool>,
    /// When it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    /// When it last changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
}

/// One person's whole record (row 17), or the signed-in person's, which tells a little more (row 16; there,
/// attributes of groups stand in `profile.entitlementJson` alone).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct UserDetails {
    /// The profile.
    pub profile: Profile,
    /// Permissions.
    #[serde(default, deserialize_with = "null_as_default")]
    pub permissions: Vec<Permission>,
    /// The provider that owns the account.
    pub iamid: IamId,
    /// The username.
    pub userid: Username,
    /// Attributes given here and by the provider, together; never a group's.
    #[serde(default, deserialize_with = "null_as_default")]
    pub authorizations: Attributes,
    /// When the record last changed.
    #[serde(default)]
    pub updated_at: Option<Timestamp>,
    /// Whether the platform made this account.
    #[serde(default)]
    pub system_generated: bool,
    /// Whether the account is disabled.
    #[serde(default)]
    pub disabled: bool,
    /// When the person last signed in.
    #[serde(default)]
    pub last_login: Option<Timestamp>,
    /// When the provider was last asked.
    #[serde(default)]
    pub last_external_refresh: Option<Timestamp>,
    /// Attributes given here.
    #[serde(default)]
    pub bim_authorizations: Option<Attributes>,
    /// Attributes that came from the provider; read-only.
    #[serde(default)]
    pub iam_authorizations: Option<Attributes>,
    /// Whether the person ever signed in.
    #[serde(default)]
    pub has_login: bool,
    /// Permissions within domains, by domain (row 16).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collection_permissions: Option<Extra>,
    /// The person's groups (row 16).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub groups: Option<Vec<GroupId>>,
    /// Whether the person owns a data source (row 16).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_data_source_owner: Option<bool>,
    /// The project the person works in (row 16).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project_id: Option<ProjectId>,
}

/// One group of a person (row 19).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct UserGroup {
    /// The group.
    pub id: GroupId,
    /// Its name.
    pub name: String,
    /// The provider that owns it.
    pub iamid: IamId,
    /// The membership, as row 23 takes it.
    pub group_user: MembershipId,
}

/// What row 7 did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DisableOutcome {
    /// The username.
    pub userid: Username,
    /// Whether the account is disabled now.
    pub disabled: bool,
}

/// All permissions a person is to have (row 5): sent as a bare array, read as an object too.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "BareOr<PermissionsField>", into = "Vec<Permission>")]
pub struct PermissionSet(pub Vec<Permission>);

/// The new accounts' email addresses (row 12): sent as a bare array, read as an object too.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "BareOr<EmailField>", into = "Vec<String>")]
pub struct CloneEmails(pub Vec<String>);

/// What row 12 could not do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CloneOutcome {
    /// Addresses that have no account.
    #[serde(default)]
    pub failed_emails: Vec<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum BareOr<O: Field> {
    Bare(Vec<O::Item>),
    Object(O),
}

trait Field {
    type Item: for<'de> Deserialize<'de>;
    fn items(self) -> Vec<Self::Item>;
}

impl<O: Field> BareOr<O> {
    fn items(self) -> Vec<O::Item> {
        match self {
            Self::Bare(items) => items,
            Self::Object(object) => object.items(),
        }
    }
}

#[derive(Deserialize)]
struct PermissionsField {
    permissions: Vec<Permission>,
}

impl Field for PermissionsField {
    type Item = Permission;
    fn items(self) -> Vec<Permission> {
        self.permissions
    }
}

#[derive(Deserialize)]
struct EmailField {
    email: Vec<String>,
}

impl Field for EmailField {
    type Item = String;
    fn items(self) -> Vec<String> {
        self.email
    }
}

impl From<BareOr<PermissionsField>> for PermissionSet {
    fn from(either: BareOr<PermissionsField>) -> Self {
        Self(either.items())
    }
}

impl From<BareOr<EmailField>> for CloneEmails {
    fn from(either: BareOr<EmailField>) -> Self {
        Self(either.items())
    }
}

impl From<PermissionSet> for Vec<Permission> {
    fn from(set: PermissionSet) -> Self {
        set.0
    }
}

impl From<CloneEmails> for Vec<String> {
    fn from(emails: CloneEmails) -> Self {
        emails.0
    }
}
