//! The one network door. Knows HTTP and the contract; knows no store and no view.

mod ahead;
mod batches;
mod client;
mod curl;
mod fetch;
mod installed;
pub mod stub;
mod transport;

pub use ahead::forget as forget_ahead;
pub use batches::{Batches, EXTENSION as BATCH_EXTENSION};
pub use client::{Client, Renewal, Told};
pub use fetch::Fetch;
pub use installed::{installed_build, own_build};
pub use transport::{Lost, Pending, Transport};
