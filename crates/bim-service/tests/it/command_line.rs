//! The program itself: what it prints, what it refuses, how it ends.

mod mail;
mod people;
mod program;
mod projects;
mod serve;
mod settings;
