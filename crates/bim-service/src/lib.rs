//! A complete BIM service: the API of `bim-api` over an embedded database, and the built app beside it.
//!
//! | module | owns |
//! |---|---|
//! | `cli`, `commands` | the command line |
//! | `server`, `http` | the way in: routing by endpoint, callers, errors, logs, the app's files |
//! | `routes` | one handler per endpoint |
//! | `db` | every statement of SQL |
//! | `mail` | invitations, and how they leave |
//! | `ldap` | directories: how they are asked, and what they answer |
//! | `sync` | what a directory changes here: the plan, and carrying it out |
//! | `demo` | made-up people |
//! | `openapi`, `metrics` | the API as a document, and what is counted |
//! | `credentials`, `password`, `throttle`, `tls` | secrets, how guessing is slowed down, and whom to trust |
//! | `settings`, `clock`, `fold`, `state` | what the operator decides, the time, how text compares, what is shared |

pub mod cli;
pub mod clock;
mod commands;
mod credentials;
mod db;
mod demo;
pub mod fold;
mod http;
pub mod ldap;
mod mail;
mod metrics;
mod openapi;
mod password;
mod routes;
mod server;
pub mod service;
pub mod settings;
mod state;
mod sync;
mod throttle;
mod tls;
