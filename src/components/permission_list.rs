//! Permissions, grouped by what they are for, each with its meaning and a box to tick. Names that the contract does
//! not have are kept and shown as they came.

use bim_api::Permission;
use leptos::prelude::*;

use super::why::{Reasons, Why};
use crate::ui::Checkbox;
use crate::words;

/// The known permissions by purpose, then the unknown ones among `also`.
fn grouped(also: &[Permission]) -> Vec<(&'static str, Vec<Permission>)> {
    let known = words::PERMISSION_PURPOSES
        .iter()
        .map(|(purpose, names)| (*purpose, names.iter().map(|name| Permission::new(*name)).collect()));
    let unknown: Vec<Permission> = also.iter().filter(|held| !held.is_known()).cloned().collect();
    let others = (!unknown.is_empty()).then_some((words::UNKNOWN_PERMISSIONS, unknown));
    known.chain(others).collect()
}

/// Boxes to tick.
#[component]
pub fn PermissionPicker(
    /// What is chosen.
    #[prop(into)]
    chosen: Signal<Vec<Permission>>,
    /// What is offered beside the known ones, chosen or not.
    #[prop(optional, into)]
    also: Signal<Vec<Permission>>,
    /// Which ones somebody holds now: each says why.
    #[prop(optional, into)]
    held: Signal<Vec<Permission>>,
    /// Which ones cannot be changed, and why.
    #[prop(optional, into)]
    locked: Signal<Vec<(Permission, String)>>,
    /// None can be changed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Takes the new choice.
    #[prop(into)]
    on_change: UnsyncCallback<(Vec<Permission>,)>,
) -> impl IntoView {
    let one = move |permission: Permission| {
        let known = words::permission_meaning(permission.as_str()).unwrap_or(words::UNKNOWN_PERMISSION);
        let label = permission.to_string();
        let own = permission.clone();
        let reason = Memo::new(move |_| {
            locked
                .with(|locked| locked.iter().find(|(name, _)| *name == own).map(|(_, reason)| reason.clone()))
        });
        let given = permission.clone();
        let is_held = Memo::new(move |_| held.with(|held| held.contains(&given)));
        let ticked = permission.clone();
        let is_on = Signal::derive(move || chosen.with(|chosen| chosen.contains(&ticked)));
        let toggle = move |is_on: bool| {
            let mut chosen = chosen.get_untracked();
            chosen.retain(|held| *held != permission);
            if is_on {
                chosen.push(permission.clone());
            }
            on_change.run((chosen,));
        };
        let is_locked = Signal::derive(move || disabled.get() || reason.with(Option::is_some));
        let help = Signal::derive(move || Some(reason.get().unwrap_or_else(|| known.to_owned())));
        let what = label.clone();
        let why = move || {
            is_held.get().then(|| {
                let reasons = Signal::derive(Reasons::of_permission);
                view! { <span class="permission-why"><Why what=what.clone() reasons /></span> }
            })
        };
        view! {
            <div class="permission-option">
                <Checkbox label checked=is_on disabled=is_locked on_change=toggle help />
                {why}
            </div>
        }
    };
    let groups = Memo::new(move |_| also.with(|also| grouped(also)));
    let group = move |(purpose, permissions): (&'static str, Vec<Permission>)| {
        view! {
            <fieldset class="permission-group">
                <legend>{purpose}</legend>
                <div class="permission-picker">{permissions.into_iter().map(one).collect_view()}</div>
            </fieldset>
        }
    };
    view! {
        <div class="permission-groups">
            // Groups that stay the same keep their elements, and with them the focus.
            <For each=move || groups.get() key=Clone::clone children=group />
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_known_permission_stands_in_one_group() {
        let all: Vec<Permission> = grouped(&[]).into_iter().flat_map(|(_, names)| names).collect();
        assert_eq!(all.len(), Permission::KNOWN.len());
        for known in Permission::KNOWN {
            assert!(all.contains(known), "{known}");
        }
    }

    #[test]
    fn unknown_ones_stand_apart() {
        let also = [Permission::AUDIT, Permission::new("BRAND_NEW")];
        let last = grouped(&also).pop().expect("groups");
        assert_eq!(last, (words::UNKNOWN_PERMISSIONS, vec![Permission::new("BRAND_NEW")]));
    }
}
