//! What people do with the console, from the first start on.

mod account;
mod addresses;
mod alike;
mod clone;
mod failures;
mod groups;
mod keyboard;
mod list;
mod people;
mod session;
mod start;
