//! Rows 15 and 20: lists of people.

mod access;
mod model;
mod search;
