//! The audit log: an extension of this service, under `/bim/ext/audit`.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Timestamp, comma_lists};
use crate::{IamId, KeyId, UserId, Username};

/// Which events are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AuditQuery {
    /// The username of who did it, or of who acted as them; in any letter case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// The provider of that account; it needs `actor`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor_iamid: Option<IamId>,
    /// The name of whom or what it was done to: a username, a group's or a key's name; in any letter case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// The provider of that account or group; it needs `target` or `targetId`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_iamid: Option<IamId>,
    /// The id of that account, group or key; ids of different kinds never meet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_id: Option<i64>,
    /// Any of these events.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "comma_lists")]
    pub event: Vec<String>,
    /// Not before this time (RFC 3339).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Timestamp>,
    /// Before this time (RFC 3339).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Timestamp>,
    /// How many events to skip.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset: Option<u32>,
    /// Events in a page; 25 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u32>,
}

/// One write.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AuditEvent {
    /// The event's id; later events have greater ones.
    pub id: i64,
    /// When it happened.
    pub created_at: Timestamp,
    /// What happened, such as `AttributeApplied`.
    pub event: String,
    /// Who did it; nobody for the service's command line.
    #[serde(default)]
    pub actor: Option<AuditPerson>,
    /// Who acted as them.
    #[serde(default)]
    pub impersonator: Option<AuditPerson>,
    /// With what: `password`, `session`, `key`, `invitation` or `command-line`.
    pub means: String,
    /// The API key behind it.
    #[serde(default)]
    pub keyid: Option<KeyId>,
    /// Whom or what it was done to.
    #[serde(default)]
    pub targets: Vec<AuditTarget>,
    /// What was there before, where that can be told.
    #[serde(default)]
    pub before: Option<Value>,
    /// What was there after, where that can be told.
    #[serde(default)]
    pub after: Option<Value>,
    /// The `x-request-id` of the request that did it.
    #[serde(default)]
    pub request_id: Option<String>,
}

/// A person, as they were called then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AuditPerson {
    /// The person's id.
    pub id: UserId,
    /// The provider that owns the account.
    pub iamid: IamId,
    /// The username.
    pub userid: Username,
}

/// Whom or what an event happened to, as it was called then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AuditTarget {
    /// `user`, `group`, `key` or another word.
    pub kind: String,
    /// Its id.
    #[serde(default)]
    pub id: Option<i64>,
    /// The provider that owns it.
    #[serde(default)]
    pub iamid: Option<IamId>,
    /// Username or name.
    #[serde(default)]
    pub name: Option<String>,
}
