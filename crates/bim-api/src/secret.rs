//! Secrets. They can be sent and compared, not shown: no `Display`, a redacted `Debug`.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! secrets {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[cfg_attr(feature = "schema", schemars(extend("format" = "password")))]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Takes the secret in.
            pub fn new(secret: impl Into<String>) -> Self {
                Self(secret.into())
            }

            /// Gives the secret out; every use is a place to review.
            pub fn expose(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(redacted)"))
            }
        }
    )*};
}

secrets! {
    /// An access token, sent as `Authorization: Bearer`.
    Token
    /// An API key; wherever a token is accepted, so is a key.
    ApiKey
    /// A password as typed.
    Password
}
