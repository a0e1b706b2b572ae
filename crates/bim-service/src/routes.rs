//! What each endpoint does: one handler per endpoint, named after it.
//!
//! Handlers speak in wire types and database rows. They write no SQL and read no header.

pub(crate) mod api_keys;
pub(crate) mod attributes;
pub(crate) mod audit;
pub(crate) mod batch;
pub(crate) mod by_parts;
pub(crate) mod clone;
pub(crate) mod extensions;
pub(crate) mod group_changes;
pub(crate) mod groups;
pub(crate) mod iams;
pub(crate) mod impersonation;
pub(crate) mod invitations;
pub(crate) mod limits;
pub(crate) mod login;
pub(crate) mod passwords;
pub(crate) mod profiles;
pub(crate) mod sync;
pub(crate) mod sync_state;
pub(crate) mod tokens;
pub(crate) mod user_changes;
pub(crate) mod user_deletion;
pub(crate) mod user_hits;
pub(crate) mod user_lists;
pub(crate) mod user_records;
pub(crate) mod users;

use axum::Router;
use std::sync::Arc;

use crate::http::endpoint_router::Endpoints;
use crate::settings::Settings;
use crate::state::State;

/// The API: its router, and the names of the endpoints it mounts. The calls of batches go through `together`.
pub(crate) fn api(state: &Arc<State>, together: Router) -> (Router, Vec<&'static str>) {
    let Settings { has_extensions, has_deletion, .. } = state.settings;
    mount(Endpoints::new(Some(Arc::clone(state))), together, has_extensions, has_deletion).finish()
}

/// The API as the calls of a batch meet it.
pub(crate) fn of_batches(state: &Arc<State>) -> Router {
    let Settings { has_extensions, has_deletion, .. } = state.settings;
    let endpoints = Endpoints::of_batches(Arc::clone(state));
    mount(endpoints, Router::new(), has_extensions, has_deletion).finish().0
}

/// The names alone, for documents.
pub(crate) fn mounted(has_extensions: bool) -> Vec<&'static str> {
    mount(Endpoints::new(None), Router::new(), has_extensions, true).finish().1
}

fn mount(endpoints: Endpoints, together: Router, has_extensions: bool, has_deletion: bool) -> Endpoints {
    let mut endpoints = endpoints
        .endpoint(users::create_user)
        .endpoint(login::authenticate)
        .endpoint(profiles::update_profile)
        .endpoint(user_changes::remove_permission)
        .endpoint(user_changes::set_permissions)
        .endpoint(passwords::change_password)
        .endpoint(user_changes::disable_user)
        .endpoint(attributes::set_user_attribute)
        .endpoint(attributes::set_group_attribute)
        .endpoint(attributes::remove_user_attribute)
        .endpoint(attributes::remove_user_attribute_key)
        .endpoint(attributes::remove_group_attribute)
        .endpoint(attributes::remove_group_attribute_key)
        .endpoint(attributes::remove_attribute)
        .endpoint(attributes::remove_attribute_key)
        .endpoint(sync::sync_users)
        .endpoint(sync::sync_ldap)
        .endpoint(clone::clone_user)
        .endpoint(iams::list_iams)
        .written(user_lists::list_users)
        .endpoint(users::current_user_info)
        .endpoint(users::get_user)
        .endpoint(profiles::get_profile)
        .endpoint(users::get_user_groups)
        .written(user_lists::search_users)
        .endpoint(group_changes::create_group)
        .endpoint(group_changes::update_group)
        .endpoint(group_changes::remove_member)
        .endpoint(group_changes::add_member)
        .endpoint(groups::search_groups)
        .endpoint(groups::get_group)
        .endpoint(groups::search_members)
        .endpoint(group_changes::delete_group)
        .endpoint(api_keys::create_api_key)
        .endpoint(login::authenticate_api_key)
        .endpoint(impersonation::impersonate)
        .endpoint(tokens::get_token)
        .endpoint(api_keys::get_user_api_keys)
        .endpoint(api_keys::delete_api_key);
    if has_deletion {
        endpoints = endpoints.endpoint(user_deletion::delete_user);
    }
    if !has_extensions {
        return endpoints;
    }
    endpoints
        .endpoint(extensions::list_extensions)
        .endpoint(extensions::sign_out)
        .endpoint(extensions::leave_session)
        .written(move |cx, call| batch::send_batch(together.clone(), cx, call))
        .endpoint(audit::search_audit)
        .endpoint(sync_state::get_sync)
        .endpoint(sync_state::cancel_sync)
        .endpoint(sync_state::plan_sync)
}
