//! Rows 1, 3, 4, 5, 7, 16, 17, 18, 19, 34 and 36: one person.

mod clone;
mod create;
mod current;
mod delete;
mod disable;
mod get;
mod mailed_invitation;
mod permissions;
mod profile;
mod remove_permission;
