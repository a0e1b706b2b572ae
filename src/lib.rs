//! The admin console for BIM, as a single-page app.
//!
//! Inside, knowledge flows one way: `app -> pages -> forms -> components -> stores -> api`. `ui` holds widgets
//! that know no domain, `routes` holds the URLs, `navigation` the address bar, `words` the texts, `csv` reads
//! and writes files of comma-separated values.
#![allow(unreachable_pub, reason = "the component macro makes every component's parts public")]

pub mod api;
pub mod app;
pub mod components;
pub mod config;
pub mod crash;
pub mod csv;
pub mod forms;
pub mod navigation;
pub mod pages;
pub mod routes;
pub mod stores;
pub mod ui;
pub mod words;
