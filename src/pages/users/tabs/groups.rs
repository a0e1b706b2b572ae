//! Memberships: where each comes from, joining and leaving.

use bim_api::ApiError;
use bim_api::endpoints::{AddMember, GetUserGroups, RemoveMember};
use bim_api::wire::user::UserGroup;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::attributes::held_through;
use crate::components::{ErrorBanner, Refusal, Through, refusal};
use crate::forms::AddMembershipForm;
use crate::routes::{Route, UserKey};
use crate::stores::{Iams, ToastKind, Toasts, User};
use crate::ui::{Badge, Button, Dialog, Empty, Glyph, Size, Table, Tone, Variant};
use crate::words;

pub(super) fn show(key: &UserKey) -> AnyView {
    if !super::may::<GetUserGroups>() {
        return super::locked::<GetUserGroups>();
    }
    let user = User::expect();
    user.get_user_groups();
    let leaving = RwSignal::new(None::<UserGroup>);
    let (refused, no_joining) = (refusal::<RemoveMember>(), refusal::<AddMember>());
    let groups = user.groups();
    let already = Signal::derive(move || {
        groups.with(|groups| groups.value.iter().flatten().map(|group| group.id).collect::<Vec<_>>())
    });
    let draw = move |groups: &[UserGroup]| table(groups, refused, leaving);
    view! {
        {super::remote(groups, words::GROUPS_FAILED, move || user.get_user_groups(), draw)}
        <section class="section">
            <div class="section-header">
                <h2>{words::ADD_TO_GROUP}</h2>
            </div>
            <AddMembershipForm key=key.clone() already refusal=no_joining />
        </section>
        {leave_dialog(key, leaving)}
    }
    .into_any()
}

fn table(groups: &[UserGroup], refused: Refusal, leaving: RwSignal<Option<UserGroup>>) -> AnyView {
    if groups.is_empty() {
        return view! { <Empty icon=Glyph::USERS title=words::NO_GROUPS detail=words::NO_GROUPS_DETAIL /> }
            .into_any();
    }
    let rows = groups.iter().map(|group| row(group, refused, leaving)).collect_view();
    view! {
        <div class="card" data-flush="">
            <Table label=words::GROUPS>
                <thead>
                    <tr>
                        <th scope="col">{words::GROUP}</th>
                        <th scope="col" data-width="long">{words::SOURCE}</th>
                        <th scope="col" data-width="short">
                            <span class="visually-hidden">{words::ACTIONS}</span>
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </Table>
        </div>
    }
    .into_any()
}

fn row(group: &UserGroup, refused: Refusal, leaving: RwSignal<Option<UserGroup>>) -> AnyView {
    let iams = Iams::expect();
    let iamid = group.iamid.clone();
    let is_here = iamid.is_bim();
    let provider = Signal::derive(move || iams.display_name(&iamid));
    let refusal = Signal::derive(move || {
        let foreign = || {
            let names = [words::GROUP_BELONGS_TO, " ", &provider.get(), words::CHANGE_IT_THERE].concat();
            (!is_here).then_some(names)
        };
        refused.get().or_else(foreign)
    });
    let label = [words::REMOVE_FROM_GROUP, " ", &group.name].concat();
    let asked = group.clone();
    let source = move || {
        if is_here {
            view! { <Badge label=words::FROM_BIM tone=Tone::Accent /> }.into_any()
        } else {
            view! { <Badge label=provider.get() /> }.into_any()
        }
    };
    view! {
        <tr>
            <th scope="row" data-card="title">
                <a class="row-link" href=Route::group(group.id).href() dir="auto" title=group.name.clone()>
                    {group.name.clone()}
                </a>
            </th>
            <td data-label=words::SOURCE data-secondary="">{source}</td>
            <td data-card="corner" data-numeric="">
                <Button
                    label
                    icon=Glyph::CLOSE
                    icon_only=true
                    variant=Variant::Ghost
                    size=Size::Small
                    refusal
                    on_click=move || leaving.set(Some(asked.clone()))
                />
            </td>
        </tr>
    }
    .into_any()
}

/// Says what else goes with the membership, and takes it.
fn leave_dialog(key: &UserKey, leaving: RwSignal<Option<UserGroup>>) -> AnyView {
    let (user, toasts) = (User::expect(), Toasts::expect());
    let through = held_through(user);
    let (busy, failure) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let username = key.userid.to_string();
    let key = StoredValue::new(key.clone());
    let close = move || {
        failure.set(None);
        leaving.set(None);
    };
    let leave = move || {
        let Some(group) = leaving.get_untracked() else { return };
        busy.set(true);
        spawn_local(async move {
            let Some(key) = key.try_get_value() else { return };
            let outcome = user.remove_member(&key, group.id, group.group_user).await;
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    leaving.try_set(None);
                    toasts.show(ToastKind::Success, [words::GROUP_REMOVED, " ", &group.name].concat());
                }
                Err(error) => {
                    failure.try_set(Some(error));
                }
            }
        });
    };
    let content = move || {
        let group = leaving.get()?;
        let lost = through.with_untracked(|through| lost_with(&group.name, through));
        let told = if lost.is_empty() { words::LEAVES_WITHOUT } else { words::LEAVES_WITH };
        let lost = lost.into_iter().map(|pair| view! { <li dir="auto">{pair}</li> }).collect_view();
        Some(view! {
            <div class="dialog-body">
                <ErrorBanner title=words::GROUP_NOT_REMOVED error=failure />
                <p dir="auto">
                    {[&username, " ", words::LEAVES_GROUP, " ", &group.name, "."].concat()}
                </p>
                <p>{told}</p>
                <ul class="plain-list">{lost}</ul>
            </div>
            <footer class="dialog-footer">
                <Button label=words::CANCEL on_click=close />
                <Button label=words::REMOVE variant=Variant::Danger busy on_click=leave />
            </footer>
        })
    };
    let open = Signal::derive(move || leaving.with(Option::is_some));
    view! {
        <Dialog open on_close=close title=words::REMOVE_FROM_GROUP_TITLE>
            {content.clone()}
        </Dialog>
    }
    .into_any()
}

/// What is held through this group and no other.
fn lost_with(group: &str, through: &[Through]) -> Vec<String> {
    let held_elsewhere = |key: &String, value: &String| {
        let others = through.iter().filter(|other| other.group != group);
        others.into_iter().any(|other| other.attributes.get(key).is_some_and(|values| values.contains(value)))
    };
    let own = through.iter().filter(|own| own.group == group).flat_map(|own| &own.attributes);
    own.flat_map(|(key, values)| values.iter().map(move |value| (key, value)))
        .filter(|(key, value)| !held_elsewhere(key, value))
        .map(|(key, value)| [key, ": ", value].concat())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use bim_api::wire::Attributes;

    #[test]
    fn only_what_no_other_group_gives_goes() {
        let through = |group: &str, values: &[&str]| Through {
            id: None,
            group: group.to_owned(),
            attributes: Attributes::from([(
                "Land".to_owned(),
                values.iter().map(|v| (*v).to_owned()).collect(),
            )]),
        };
        let all = [through("Asia", &["JP", "KR"]), through("Islands", &["JP"])];
        assert_eq!(lost_with("Asia", &all), ["Land: KR"]);
        assert!(lost_with("Islands", &all).is_empty());
    }
}
