//! The program itself: what it prints, what it refuses, how it ends.

mod people;
mod program;
mod serve;
mod settings;
