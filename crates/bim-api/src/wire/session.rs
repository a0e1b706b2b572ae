//! Signing in with a password, and changing it: rows 2 and 6.

use serde::{Deserialize, Serialize};

use super::Timestamp;
use crate::{Password, ProfileId, Token};

/// Username and password (row 2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PasswordLogin {
    /// The username within the provider that the path names.
    pub username: String,
    /// The password.
    pub password: Password,
}

/// The answer to a sign-in (row 2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct LoginOutcome {
    /// Whether the password was right.
    pub authenticated: bool,
    /// The access token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<Token>,
    /// When it ends if it is not used again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token_expiration: Option<Timestamp>,
    /// Documented in the table, absent from the example.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile_id: Option<ProfileId>,
}

/// A change of password (row 6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PasswordChange {
    /// The password until now; may be empty for a USER_ADMIN and for the holder of an invitation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original_password: Option<Password>,
    /// The password from now on.
    pub password: Password,
}

/// The answer to a change of password (row 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PasswordChanged {
    /// Whether it was changed.
    pub success: bool,
}
