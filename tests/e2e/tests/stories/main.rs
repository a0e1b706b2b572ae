//! What people do with the console, from the first start on.

mod addresses;
mod failures;
mod groups;
mod people;
mod session;
mod start;
