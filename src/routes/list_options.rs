//! What the list of people lets one choose from: where to search, who is shown, which columns.

use serde::{Deserialize, Serialize};

/// Where a search looks: the API matches one of them at a time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SearchIn {
    /// Full names.
    #[default]
    Name,
    /// Usernames.
    Username,
    /// Email addresses.
    Email,
}

/// Which accounts are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Enabled ones, as the API does by default.
    #[default]
    Enabled,
    /// Disabled ones alone (row 20 only).
    Disabled,
    /// Both.
    All,
}

/// Who can be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Hidden {
    /// Accounts the platform made.
    System,
    /// Holders of APPLICATION_ADMIN or GOVERNANCE.
    Admins,
    /// People of the built-in provider.
    Bim,
    /// People of providers that are no longer configured.
    Orphans,
}

/// What a column beside the person shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Column {
    /// The identity provider.
    Provider,
    /// Enabled or disabled.
    Status,
    /// Permissions.
    Permissions,
    /// Attributes.
    Attributes,
    /// Last sign-in.
    LastSignIn,
    /// When the account was made.
    Created,
    /// Email address.
    Email,
}

impl Column {
    /// All columns, in the order they are offered.
    pub const ALL: [Self; 7] = [
        Self::Email,
        Self::Provider,
        Self::Status,
        Self::Permissions,
        Self::Attributes,
        Self::LastSignIn,
        Self::Created,
    ];

    /// What is shown when nobody chose.
    pub const DEFAULT: [Self; 5] =
        [Self::Email, Self::Provider, Self::Status, Self::Permissions, Self::LastSignIn];
}
