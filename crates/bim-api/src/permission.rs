//! Permission names. Unknown names are kept and shown as they came, so this is text with known constants.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// A permission by its name, such as `USER_ADMIN`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Permission(Cow<'static, str>);

macro_rules! known {
    ($($(#[$doc:meta])* $name:ident)*) => {
        impl Permission {
            $($(#[$doc])* pub const $name: Self = Self(Cow::Borrowed(stringify!($name)));)*

            /// Every permission the contract names, in its order.
            pub const KNOWN: &'static [Self] = &[$(Self::$name),*];
        }
    };
}

known! {
    /// Configures the platform.
    APPLICATION_ADMIN
    /// Manages people, groups, attributes and permissions.
    USER_ADMIN
    /// Reads the audit log and every person's record.
    AUDIT
    /// Writes data policies.
    GOVERNANCE
    /// Registers data sources.
    CREATE_DATA_SOURCE
    /// Registers data sources inside a project.
    CREATE_DATA_SOURCE_IN_PROJECT
    /// Registers S3 data sources.
    CREATE_S3_DATASOURCE
    /// Registers S3 data sources through an instance role.
    CREATE_S3_DATASOURCE_WITH_INSTANCE_ROLE
    /// Writes filters.
    CREATE_FILTER
    /// Creates projects.
    CREATE_PROJECT
    /// Manages projects of others.
    PROJECT_MANAGEMENT
    /// Acts as another person through an API key (row 32).
    IMPERSONATE_USER
    /// Acts as another HDFS user.
    IMPERSONATE_HDFS_USER
    /// Reads policies for enforcement elsewhere.
    FETCH_POLICY_INFO
}

impl Permission {
    /// A permission by name; unknown names are kept.
    pub fn new(name: impl Into<String>) -> Self {
        let name = name.into();
        Self::KNOWN.iter().find(|known| known.0 == name).cloned().unwrap_or(Self(Cow::Owned(name)))
    }

    /// Its name, as the API writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the contract names it.
    pub fn is_known(&self) -> bool {
        Self::KNOWN.contains(self)
    }
}

impl fmt::Display for Permission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for Permission {
    type Err = std::convert::Infallible;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Ok(Self::new(name))
    }
}
