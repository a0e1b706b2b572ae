//! The tabs of a person's page.

use crate::words;

/// The tabs of a person's page; each has its own URL.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum UserTab {
    /// Who it is.
    #[default]
    Profile,
    /// What the person may do.
    Permissions,
    /// What policies know of the person.
    Attributes,
    /// Memberships.
    Groups,
    /// Metadata of the person's API keys.
    ApiKeys,
}

impl UserTab {
    /// All tabs in their order.
    pub const ALL: [Self; 5] =
        [Self::Profile, Self::Permissions, Self::Attributes, Self::Groups, Self::ApiKeys];

    pub(super) fn segment(self) -> &'static str {
        match self {
            Self::Profile => "",
            Self::Permissions => "permissions",
            Self::Attributes => "attributes",
            Self::Groups => "groups",
            Self::ApiKeys => "api-keys",
        }
    }

    /// The tab's label.
    pub fn label(self) -> &'static str {
        match self {
            Self::Profile => words::PROFILE,
            Self::Permissions => words::PERMISSIONS,
            Self::Attributes => words::ATTRIBUTES,
            Self::Groups => words::GROUPS,
            Self::ApiKeys => words::API_KEYS,
        }
    }
}
