//! What the end-to-end stories are told with: the built app, the real service, and a person at a real browser.
//! Knows what people see (roles, names, texts), nothing of how the app is written.

mod accessibility;
mod browser;
mod conduct;
mod elsewhere;
mod evidence;
mod front;
mod given;
mod person;
mod service;
mod story;
mod tabs;
mod waiting;
mod web_server;

pub use front::Instead;
pub use given::is_bare;
pub use person::Person;
pub use service::{Account, PASSWORD, Service, Setup};
pub use story::{story, story_behind};
pub use web_server::Server;
