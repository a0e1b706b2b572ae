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

/// Declares endpoints: `Name = [rows] METHOD "path" flags { access, path, query, body, response, refuses }`, the last
/// where it may refuse with more than its shape implies. The flag `form` is for bodies that may be form-encoded,
/// `reads` for calls that change nothing although their method is not GET, `together` for calls that may travel in a batch.
macro_rules! endpoints {
    (@form) => { false };
    (@form form $($rest:ident)*) => { true };
    (@form $other:ident $($rest:ident)*) => { endpoints!(@form $($rest)*) };
    (@reads) => { false };
    (@reads reads $($rest:ident)*) => { true };
    (@reads $other:ident $($rest:ident)*) => { endpoints!(@reads $($rest)*) };
    (@together) => { false };
    (@together together $($rest:ident)*) => { true };
    (@together $other:ident $($rest:ident)*) => { endpoints!(@together $($rest)*) };
    ($(
        #[doc = $doc:literal] $(#[doc = $more:literal])*
        $name:ident = [$($row:literal),*] $method:ident $path_text:literal $($flag:ident)* {
            access: $access:expr, path: $path:ty, query: $query:ty, body: $body:ty, response: $response:ty
            $(, refuses: [$($status:literal),*])? $(,)?
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
                const FORM: bool = endpoints!(@form $($flag)*);
                const READS: bool =
                    matches!($crate::Method::$method, $crate::Method::Get) || endpoints!(@reads $($flag)*);
                const TOGETHER: bool = endpoints!(@together $($flag)*);
                const REFUSES: &'static [u16] = &[$($($status),*)?];
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

/// The parts of the API, each with its endpoints.
pub const PARTS: [(&str, &[Declaration]); 6] = [
    ("Users", users::DECLARED),
    ("Attributes", attributes::DECLARED),
    ("Groups", groups::DECLARED),
    ("API keys", keys::DECLARED),
    ("Identity providers", iams::DECLARED),
    ("Extensions", extensions::DECLARED),
];

/// Every endpoint, contract and extensions, part by part.
pub fn declared() -> impl Iterator<Item = &'static Declaration> {
    PARTS.into_iter().flat_map(|(_, declared)| declared)
}
