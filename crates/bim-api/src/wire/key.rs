//! API keys, tokens and impersonation: rows 30 to 35.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Extra, Timestamp};
use crate::{ApiKey, IamId, KeyId, ProjectId, Token, Username};

/// What a new API key is for (row 30): a project, a name, or both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct NewApiKey {
    /// The project; its members alone may ask.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project_id: Option<ProjectId>,
    /// A name to know it by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// A new API key (row 30): the only time the key itself is told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CreatedApiKey {
    /// The key.
    pub apikey: ApiKey,
    /// Its record's id.
    pub keyid: KeyId,
    /// The project it is bound to.
    #[serde(default)]
    pub project: Option<ProjectId>,
    /// Its name.
    #[serde(default)]
    pub name: Option<String>,
    /// Seen in the example only.
    #[serde(default)]
    pub context: Option<Value>,
}

/// An API key to sign in with (row 31).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KeyLogin {
    /// The key.
    pub apikey: ApiKey,
}

/// The token that a key was exchanged for (rows 31 and 32). Its expiry is told by row 33 alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KeySession {
    /// Whether the key was right.
    pub authenticated: bool,
    /// The access token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<Token>,
}

/// Whom to act as (row 32).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Impersonation {
    /// A key of the bearer, who holds IMPERSONATE_USER.
    pub apikey: ApiKey,
    /// Whom to act as.
    pub userid: Username,
    /// The provider that owns that account.
    pub iamid: IamId,
    /// In which project.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project_id: Option<ProjectId>,
}

/// A token to be told about (row 33).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TokenQuestion {
    /// The token.
    pub token: Token,
}

/// What is known of a token (row 33).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct TokenInfo {
    /// The token's record.
    pub id: i64,
    /// Always `bearer`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The provider of the person it stands for.
    pub iamid: IamId,
    /// The person it stands for.
    pub userid: Username,
    /// The project of the key that made it.
    #[serde(default)]
    pub project: Option<ProjectId>,
    /// Seen in the example only.
    #[serde(default)]
    pub context: Option<Value>,
    /// The token itself.
    pub token: Token,
    /// When it was made, to the second.
    pub created: Timestamp,
    /// When it was last used.
    #[serde(default)]
    pub last_used: Option<Timestamp>,
    /// When it ends if it is not used again.
    #[serde(default)]
    pub expiration: Option<Timestamp>,
    /// Its name.
    #[serde(default)]
    pub name: Option<String>,
    /// Seen in the example only.
    #[serde(default)]
    pub application: Option<Value>,
    /// Seen in the example only.
    #[serde(default)]
    pub derived_from: Option<Value>,
    /// When its record was made.
    #[serde(default)]
    pub created_at: Option<Timestamp>,
    /// When its record last changed.
    #[serde(default)]
    pub updated_at: Option<Timestamp>,
    /// Its scope, such as `impersonation`.
    #[serde(default)]
    pub scopes: Option<String>,
    /// Who acts through it.
    #[serde(default)]
    pub impersonationuserid: Option<Username>,
    /// The provider of who acts through it.
    #[serde(default)]
    pub impersonationiamid: Option<IamId>,
}

/// An API key as its owner's list shows it (row 34).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ApiKeyInfo {
    /// Its record's id.
    pub keyid: KeyId,
    /// When it was made, to the second.
    pub created: Timestamp,
    /// The project it is bound to.
    #[serde(default)]
    pub project: Option<Project>,
    /// When it was last used.
    #[serde(default)]
    pub last_used: Option<Timestamp>,
    /// Its name.
    #[serde(default)]
    pub name: Option<String>,
    /// Seen in the example only.
    #[serde(default)]
    pub context: Option<Value>,
}

/// A project, of which the console needs little and keeps all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Project(pub Extra);

impl Project {
    /// Its id.
    pub fn id(&self) -> Option<ProjectId> {
        self.0.get("id").and_then(Value::as_i64).map(ProjectId)
    }

    /// Its name.
    pub fn name(&self) -> &str {
        self.0.get("name").and_then(Value::as_str).unwrap_or_default()
    }
}

/// What revoking a key ended (row 35).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RevokeOutcome {
    /// How many tokens ended with the key.
    pub revoked_tokens: u64,
}
