//! Identity providers: the list, and a sync with one of them.

mod list;
mod outcome;
mod plan;
mod sync;

pub use list::IdentityProvidersPage;
pub use sync::SyncPage;
