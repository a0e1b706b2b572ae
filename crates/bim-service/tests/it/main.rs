//! The service, spoken to without a socket: one world per test, people as types, a clock in the test's hand.

mod access_matrix;
mod actors;
mod command_line;
mod contract;
mod cors;
mod documents;
mod invariants;
mod openapi;
mod outbox;
mod routes;
mod shape;
mod site;
mod smtp_sink;
mod store;
mod world;
