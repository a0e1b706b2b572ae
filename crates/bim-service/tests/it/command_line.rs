//! The program itself: what it prints, what it refuses, how it ends.

mod backup;
mod mail;
mod operations;
mod people;
pub(crate) mod program;
mod projects;
mod serve;
mod settings;
