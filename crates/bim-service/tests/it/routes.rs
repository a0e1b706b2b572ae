//! One module per area, one file per endpoint or question.

mod audit;
mod groups;
mod iams;
mod keys;
mod lists;
mod sessions;
mod users;
