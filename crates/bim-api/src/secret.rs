//! Secrets. They can be sent and compared, not shown: no `Display`, a redacted `Debug`.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

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

/// The names under which request bodies carry secrets: every field of a type of this module, and what row 9 binds with.
pub const SECRET_FIELDS: [&str; 5] = ["password", "originalPassword", "apikey", "token", "credentials"];

/// The same body with a placeholder such as `<password>` for every secret, to be shown and kept. What is not JSON is
/// given up.
pub fn without_secrets(body: &[u8]) -> Option<Vec<u8>> {
    let mut body: Value = serde_json::from_slice(body).ok()?;
    hide(&mut body, None);
    serde_json::to_vec(&body).ok()
}

/// Replaces what stands under a secret name, at any depth; `secret` is the name that it stands under.
fn hide(value: &mut Value, secret: Option<&str>) {
    match (value, secret) {
        (Value::Object(fields), _) => {
            for (name, field) in fields {
                let is_secret =
                    secret.is_some() && name != "bind_dn" || SECRET_FIELDS.contains(&name.as_str());
                hide(field, is_secret.then_some(name));
            }
        }
        (Value::Array(items), _) => items.iter_mut().for_each(|item| hide(item, secret)),
        (Value::Null, _) | (_, None) => {}
        (value, Some(name)) => *value = Value::String(["<", name, ">"].concat()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden(body: &str) -> String {
        without_secrets(body.as_bytes())
            .map(|body| String::from_utf8_lossy(&body).into_owned())
            .unwrap_or_default()
    }

    #[test]
    fn secrets_give_way_to_placeholders_and_all_else_stays() {
        assert_eq!(
            hidden(r#"{"name":"a","originalPassword":null,"password":"hunter2"}"#),
            r#"{"name":"a","originalPassword":null,"password":"<password>"}"#
        );
        assert_eq!(
            hidden(r#"{"iamConfig":{"credentials":{"bind_dn":"cn=a","pw":"x","more":{"y":[1]}}}}"#),
            r#"{"iamConfig":{"credentials":{"bind_dn":"cn=a","more":{"y":["<y>"]},"pw":"<pw>"}}}"#
        );
        assert_eq!(hidden(r#"["AUDIT"]"#), r#"["AUDIT"]"#);
        assert_eq!(without_secrets(b"password=x"), None);
    }
}
