//! One module per area, one file per endpoint or question.

mod attributes;
pub(crate) mod audit;
mod batch;
mod group_changes;
mod groups;
mod iams;
mod keys;
mod lists;
mod sessions;
mod sync;
mod users;
