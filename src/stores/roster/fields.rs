//! The columns of the format: their names in a file, and what other hands call them.

use crate::routes::Column;
use crate::words;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The identity provider's id.
    Provider,
    /// The username.
    Username,
    /// The full name.
    FullName,
    /// The email address.
    Email,
    /// Enabled or disabled.
    Status,
    /// When the person last signed in.
    LastSignIn,
    /// When the account was made.
    Created,
    /// Permissions.
    Permissions,
    /// Groups of the built-in provider.
    Groups,
    /// Groups of other providers.
    GroupsElsewhere,
    /// Attributes given here.
    Attributes,
    /// Attributes given by the provider.
    AttributesElsewhere,
}

impl Field {
    /// Those that only a USER_ADMIN is told.
    pub(super) const GROUPS_AND_ATTRIBUTES: [Self; 4] =
        [Self::Groups, Self::GroupsElsewhere, Self::Attributes, Self::AttributesElsewhere];

    /// Those that are read from a file.
    pub const READ: [Self; 8] = [
        Self::Username,
        Self::Provider,
        Self::FullName,
        Self::Email,
        Self::Status,
        Self::Permissions,
        Self::Groups,
        Self::Attributes,
    ];

    /// The field of a list's column that no file has anyway.
    pub(super) fn of(column: Column) -> Option<Self> {
        match column {
            Column::Email => Some(Self::Email),
            Column::Status => Some(Self::Status),
            Column::LastSignIn => Some(Self::LastSignIn),
            Column::Created => Some(Self::Created),
            Column::Provider | Column::Permissions | Column::Attributes => None,
        }
    }

    /// Its name in a file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Provider => "provider",
            Self::Username => "username",
            Self::FullName => "full_name",
            Self::Email => "email",
            Self::Status => "status",
            Self::LastSignIn => "last_sign_in",
            Self::Created => "created",
            Self::Permissions => "permissions",
            Self::Groups => "groups",
            Self::GroupsElsewhere => "groups_elsewhere",
            Self::Attributes => "attributes",
            Self::AttributesElsewhere => "attributes_elsewhere",
        }
    }

    /// Its name on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Provider => words::PROVIDER,
            Self::Username => words::USERNAME,
            Self::FullName => words::FULL_NAME,
            Self::Email => words::EMAIL,
            Self::Status => words::STATUS,
            Self::LastSignIn => words::LAST_SIGN_IN,
            Self::Created => words::CREATED,
            Self::Permissions => words::PERMISSIONS,
            Self::Groups => words::GROUPS,
            Self::GroupsElsewhere => words::GROUPS_ELSEWHERE,
            Self::Attributes => words::ATTRIBUTES,
            Self::AttributesElsewhere => words::ATTRIBUTES_ELSEWHERE,
        }
    }

    /// The field that a header seems to name.
    pub(super) fn guess(header: &str) -> Option<Self> {
        let plain: String = header.chars().filter(char::is_ascii_alphanumeric).collect();
        Some(match plain.to_ascii_lowercase().as_str() {
            "username" | "userid" | "user" | "login" | "account" | "samaccountname" | "uid" => Self::Username,
            "provider" | "iamid" | "iam" | "identityprovider" => Self::Provider,
            "fullname" | "name" | "displayname" | "cn" => Self::FullName,
            "email" | "mail" | "emailaddress" | "mailaddress" => Self::Email,
            "status" | "state" | "accountstatus" => Self::Status,
            "permissions" | "permission" | "roles" => Self::Permissions,
            "groups" | "group" | "memberof" => Self::Groups,
            "attributes" | "attribute" | "authorizations" => Self::Attributes,
            _ => return None,
        })
    }
}
