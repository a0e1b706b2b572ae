//! What people do with the console, from the first start on.

mod access_review;
mod account;
mod activity;
mod addresses;
mod alike;
mod asking;
mod clone;
mod configuration;
mod failures;
mod groups;
mod impersonation;
mod keyboard;
mod keys;
mod list;
mod many;
mod own_page;
mod people;
mod session;
mod start;
mod sync;
