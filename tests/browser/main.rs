//! The app in a headless browser, page by page, over a scripted network: what a person sees, and what is sent.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "a test fails where something is missing")]

mod access_review;
mod account;
mod activity;
mod api_keys;
mod attributes;
mod bulk;
mod clone_user;
mod compare;
mod files;
mod given;
mod group;
mod groups;
mod identity_providers;
mod impersonation;
mod lifetime;
mod new_user;
mod palette;
mod profile;
mod rename;
mod scan;
mod screen;
mod selection;
mod session;
mod sign_in;
mod together;
mod token;
mod town;
mod user;
mod user_attributes;
mod user_groups;
mod user_permissions;
mod user_profile;
mod users;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
