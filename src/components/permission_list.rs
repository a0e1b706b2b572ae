//! Permissions: shown with what each means, and chosen from those the contract knows.

use bim_api::Permission;
use leptos::prelude::*;

use crate::ui::Checkbox;
use crate::words;

/// Permissions with their meaning; unknown ones as they came.
#[component]
pub fn PermissionList(
    /// What is held.
    permissions: Vec<Permission>,
) -> impl IntoView {
    let rows = permissions
        .iter()
        .map(|permission| {
            let meaning = words::permission_meaning(permission.as_str()).unwrap_or(words::UNKNOWN_PERMISSION);
            view! {
                <li class="permission">
                    <code>{permission.to_string()}</code>
                    <span>{meaning}</span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="permission-list">{rows}</ul> }
}

/// A box to tick for each known permission.
#[component]
pub fn PermissionPicker(
    /// What is chosen.
    #[prop(into)]
    chosen: Signal<Vec<Permission>>,
    /// Takes the new choice.
    #[prop(into)]
    on_change: UnsyncCallback<(Vec<Permission>,)>,
) -> impl IntoView {
    let boxes = Permission::KNOWN
        .iter()
        .map(|permission| {
            let is_on = move || chosen.with(|chosen| chosen.contains(permission));
            let toggle = move |is_on: bool| {
                let mut chosen = chosen.get_untracked();
                chosen.retain(|held| held != permission);
                if is_on {
                    chosen.push(permission.clone());
                }
                on_change.run((chosen,));
            };
            let help = words::permission_meaning(permission.as_str()).unwrap_or_default();
            view! {
                <Checkbox label=permission.to_string() checked=Signal::derive(is_on) on_change=toggle help=help />
            }
        })
        .collect_view();
    view! { <div class="permission-picker">{boxes}</div> }
}
