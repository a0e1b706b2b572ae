//! Rows 1, 16, 17, 18, 19 and 34: one person.

mod create;
mod current;
mod get;
