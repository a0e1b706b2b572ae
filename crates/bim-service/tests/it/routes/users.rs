//! Rows 1, 3, 5, 7, 16, 17, 18, 19 and 34: one person.

mod create;
mod current;
mod disable;
mod get;
mod permissions;
mod profile;
