//! Identifiers. The contract has several numbers for one person (row 20's first hit: id 9, profile 7), so
//! each kind is a type of its own and cannot be taken for another.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

macro_rules! numbers {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = std::num::ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}

numbers! {
    /// A person's record (`id` of rows 15, 17 and 20). Accepted in the path of rows 17 and 18 alone.
    UserId
    /// A person's profile (`profile` of row 5, `profile.id` of row 20).
    ProfileId
    /// One membership of one person in one group (`id` of row 28, `groupUser` of row 19).
    MembershipId
    /// A group.
    GroupId
    /// An API key's record, never the key itself.
    KeyId
    /// A project.
    ProjectId
}

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = std::convert::Infallible;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(Self(text.to_owned()))
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    )*};
}

names! {
    /// A username (`userid` on the wire), unique within its identity provider.
    Username
    /// An identity provider (`iamid` on the wire), such as `bim`.
    IamId
    /// A username or a numeric id, as rows 17 and 18 accept; digits are looked up as an id first.
    UserRef
}

impl IamId {
    /// The id of the built-in identity provider.
    pub const BIM: &'static str = "bim";

    /// The built-in identity provider.
    pub fn bim() -> Self {
        Self(Self::BIM.to_owned())
    }

    /// Whether this is the built-in provider, the only one whose accounts BIM owns.
    pub fn is_bim(&self) -> bool {
        self.0 == Self::BIM
    }
}

impl UserRef {
    /// The numeric id, when the text is one.
    pub fn id(&self) -> Option<UserId> {
        self.0.parse().ok()
    }
}

impl From<&Username> for UserRef {
    fn from(username: &Username) -> Self {
        Self(username.0.clone())
    }
}
