//! Every endpoint of the contract, declared once, and the extensions of this service (`/bim/ext/`).

pub mod attributes;
pub mod extensions;
pub mod groups;
pub mod iams;
pub mod keys;
pub mod paths;
pub mod users;

pub use attributes::*;
pub use extensions::*;
pub use groups::*;
pub use iams::*;
pub use keys::*;
pub use users::*;

use crate::Declaration;

/// Declares endpoints: `Name = [rows] METHOD "path" { access, path, query, body, response }`.
macro_rules! endpoints {
    (@form form) => { true };
    (@form) => { false };
    ($(
        #[doc = $doc:literal] $(#[doc = $more:literal])*
        $name:ident = [$($row:literal),*] $method:ident $path_text:literal $($form:ident)? {
            access: $access:expr, path: $path:ty, query: $query:ty, body: $body:ty, response: $response:ty $(,)?
        }
    )*) => {
        $(
            #[doc = $doc] $(#[doc = $more])*
            #[doc = concat!("\n\n`", stringify!($method), " ", $path_text, "`")]
            #[derive(Clone, Copy, Debug)]
            pub struct $name;

            impl $crate::Endpoint for $name {
                const NAME: &'static str = stringify!($name);
                const ROWS: &'static [u8] = &[$($row),*];
                const METHOD: $crate::Method = $crate::Method::$method;
                const PATH: &'static str = $path_text;
                const ACCESS: $crate::Access = $access;
                const FORM: bool = endpoints!(@form $($form)?);
                type Path = $path;
                type Query = $query;
                type Body = $body;
                type Response = $response;
            }
        )*

        /// The endpoints of this part.
        pub(super) const DECLARED: &[$crate::Declaration] =
            &[$($crate::Declaration::of::<$name>($doc.trim_ascii())),*];
    };
}
use endpoints;

/// Every endpoint, contract and extensions, in no particular order.
pub fn declared() -> impl Iterator<Item = &'static Declaration> {
    [
        users::DECLARED,
        attributes::DECLARED,
        groups::DECLARED,
        keys::DECLARED,
        iams::DECLARED,
        extensions::DECLARED,
    ]
    .into_iter()
    .flatten()
}
