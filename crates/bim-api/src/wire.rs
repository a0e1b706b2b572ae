//! What travels: one module per kind of thing. Readers are tolerant (unknown fields are kept where they are
//! sent back, `count` is a number or text, null and missing are alike); writers give exactly the keys and JSON
//! types of the documented examples.

pub mod audit;
pub mod batch;
pub mod group;
pub mod iam;
pub mod key;
pub mod profile;
pub mod session;
pub mod user;
pub mod user_search;

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{self, DeserializeOwned, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What can travel: written, read and, with the feature `schema`, described.
pub trait Wire: Serialize + DeserializeOwned + Described + 'static {}

impl<T: Serialize + DeserializeOwned + Described + 'static> Wire for T {}

#[cfg(feature = "schema")]
pub use schemars::JsonSchema as Described;

/// Everything, where nobody asks for schemas.
#[cfg(not(feature = "schema"))]
pub trait Described {}

#[cfg(not(feature = "schema"))]
impl<T> Described for T {}

/// Attribute keys with their values.
pub type Attributes = BTreeMap<String, Vec<String>>;

/// JSON fields that this crate has no name for.
pub type Extra = serde_json::Map<String, serde_json::Value>;

/// A point in time as the API writes it: RFC 3339, UTC, milliseconds.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(extend("format" = "date-time")))]
#[serde(transparent)]
pub struct Timestamp(pub String);

impl Timestamp {
    /// The text as it came.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One page of a search.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "HitsOf{T}", bound = "T: schemars::JsonSchema"))]
#[serde(bound(deserialize = "T: Deserialize<'de>"))]
pub struct Hits<T> {
    /// How many there are in all pages.
    pub count: Count,
    /// This page.
    #[serde(default, deserialize_with = "null_as_default")]
    pub hits: Vec<T>,
}

/// A total, which rows 15, 20 and 26 write as text and row 28 as a number. Both are read everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// Written as text.
    Text(u64),
    /// Written as a number.
    Number(u64),
}

impl Count {
    /// The total.
    pub fn get(self) -> u64 {
        match self {
            Self::Text(n) | Self::Number(n) => n,
        }
    }
}

impl Serialize for Count {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(n) => serializer.collect_str(n),
            Self::Number(n) => serializer.serialize_u64(*n),
        }
    }
}

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl Visitor<'_> for Either {
            type Value = Count;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a count, as number or text")
            }

            fn visit_u64<E: de::Error>(self, n: u64) -> Result<Count, E> {
                Ok(Count::Number(n))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Count, E> {
                text.parse().map(Count::Text).map_err(E::custom)
            }
        }
        deserializer.deserialize_any(Either)
    }
}

/// Reads null as the type's default.
pub(crate) fn null_as_default<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(
    deserializer: D,
) -> Result<T, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// A field that may be absent, null or set; absent must be told from null where null clears or is written.
pub type Patch<T> = Option<Option<T>>;

/// Reads a present null as `Some(None)`; with `#[serde(default)]`, absent stays `None`.
pub(crate) fn patch<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Patch<T>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// Reads repeated query parameters, each of which may be a comma list (contract: filters).
pub(crate) fn comma_lists<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: std::str::FromStr,
    T::Err: fmt::Display,
{
    Vec::<String>::deserialize(deserializer)?
        .iter()
        .flat_map(|list| list.split(','))
        .filter(|item| !item.is_empty())
        .map(|item| item.parse().map_err(de::Error::custom))
        .collect()
}

/// Which way a list runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum SortOrder {
    /// From the smallest.
    #[default]
    Asc,
    /// From the greatest.
    Desc,
}
