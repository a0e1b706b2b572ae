//! The program as people run it: several processes on one database, and processes that are killed. Run by
//! `cargo xtask test postgres`, which brings PostgreSQL.

mod crash;
mod directory;
mod http;
mod migrations;
mod service;
#[path = "../it/store.rs"]
mod store;
mod two_processes;
