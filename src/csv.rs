//! Files of comma-separated values, as RFC 4180 has them: written for spreadsheets and read as people have them. What
//! stands in the cells is the callers'. (docs/adr/0017-csv.md says why this is no crate.)

mod bytes;
mod cells;
mod read;
// `proptest` is for native tests alone.
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
mod write;

pub use bytes::{Encoding, encoding};
pub use cells::{join, split};
pub use read::{Reader, Record, Trouble, delimiter};
pub use write::{HEAD, push_record};
