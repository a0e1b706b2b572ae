//! The panel in which the list of people is filtered. What needs USER_ADMIN is named for everybody else.

mod typed;

use bim_api::{IamId, Permission};
use leptos::prelude::*;

use super::ProviderBoxes;
use crate::routes::{Hidden, ListView, Status, UsersView};
use crate::ui::popover::Trigger;
use crate::ui::segmented::Segment;
use crate::ui::{
    Badge, Button, Checkbox, Choice, Glyph, Icon, Popover, Segmented, SelectField, Size, Variant,
};
use crate::words;

const STATUSES: &[Segment] = &[
    Segment { value: "enabled", label: words::ENABLED, icon: None },
    Segment { value: "disabled", label: words::DISABLED, icon: None },
    Segment { value: "all", label: words::ALL, icon: None },
];
/// Row 15 can add disabled people, but not leave enabled ones out.
const STATUSES_OF_ALL: &[Segment] = &[
    Segment { value: "enabled", label: words::ENABLED, icon: None },
    Segment { value: "all", label: words::ALL, icon: None },
];

fn status_value(status: Status) -> &'static str {
    match status {
        Status::Enabled => "enabled",
        Status::Disabled => "disabled",
        Status::All => "all",
    }
}

pub(super) fn hidden_name(hidden: Hidden) -> &'static str {
    match hidden {
        Hidden::System => words::HIDE_SYSTEM,
        Hidden::Admins => words::HIDE_ADMINS,
        Hidden::Bim => words::HIDE_BIM,
        Hidden::Orphans => words::HIDE_ORPHANS,
    }
}

/// Takes a change of the list's state.
pub type OnChange = UnsyncCallback<(UsersView,)>;

/// The panel.
#[component]
pub fn UserFilters(
    /// The list's state.
    #[prop(into)]
    view: Signal<UsersView>,
    /// Takes the new state.
    #[prop(into)]
    on_change: OnChange,
    /// Whether the person may use row 20's filters.
    #[prop(into)]
    is_admin: Signal<bool>,
) -> impl IntoView {
    let trigger = move || {
        let count = move || view.with(UsersView::filter_count);
        view! {
            <Icon glyph=Glyph::FILTER />
            <span>{words::FILTERS}</span>
            {move || (count() > 0).then(|| view! { <Badge label=count().to_string() /> })}
        }
    };
    let panel = move || {
        let mut parts = vec![
            status(view, on_change, is_admin),
            permission(view, on_change),
            providers(view, on_change),
            hidden(view, on_change),
        ];
        if is_admin.get() {
            parts.extend([
                typed::attribute(view, on_change),
                typed::group(view, on_change),
                typed::domain(view, on_change),
                typed::domain_permission(view, on_change),
                scanned(view, on_change),
                by_id(vec![
                    typed::profile(view, on_change),
                    typed::global_id(view, on_change),
                    typed::group_id(view, on_change),
                ]),
            ]);
        } else {
            let note = view! {
                <p class="note">
                    <Icon glyph=Glyph::LOCK />
                    <span>{words::MORE_FILTERS_NEED_ADMIN}</span>
                </p>
            };
            parts.extend([by_id(vec![typed::profile(view, on_change)]), note.into_any()]);
        }
        parts
    };
    view! {
        <Popover label=words::FILTERS trigger look=Trigger::default() size=Size::Large>
            <div class="panel-body">{panel}</div>
            <div class="panel-footer">
                <Button
                    label=words::CLEAR_ALL
                    size=Size::Small
                    variant=Variant::Ghost
                    on_click=move || on_change.run((view.with_untracked(UsersView::without_filters),))
                />
            </div>
        </Popover>
    }
}

/// What the API cannot filter by.
fn scanned(view: Signal<UsersView>, on_change: OnChange) -> AnyView {
    let is_on = Signal::derive(move || view.with(|view| view.never_signed_in));
    let toggle = move |is_on: bool| change(view, on_change, |view| view.never_signed_in = is_on);
    view! {
        <fieldset class="field">
            <legend class="field-label">{words::SCANNED_FILTERS}</legend>
            <p class="field-help">{words::SCANNED_FILTERS_HELP}</p>
            <Checkbox label=words::NEVER_SIGNED_IN checked=is_on on_change=toggle />
            {typed::lacks(view, on_change)}
        </fieldset>
    }
    .into_any()
}

/// Seldom wanted, so folded away.
fn by_id(fields: Vec<AnyView>) -> AnyView {
    view! {
        <details class="fold">
            <summary>
                <Icon glyph=Glyph::CHEVRON_RIGHT mirror=true />
                {words::BY_ID}
            </summary>
            <div class="fold-body">{fields}</div>
        </details>
    }
    .into_any()
}

pub(super) fn change(view: Signal<UsersView>, on_change: OnChange, change: impl FnOnce(&mut UsersView)) {
    on_change.run((view.with_untracked(|view| view.changed(change)),));
}

fn status(view: Signal<UsersView>, on_change: OnChange, is_admin: Signal<bool>) -> AnyView {
    let value = Signal::derive(move || view.with(|view| status_value(view.status)));
    let chosen = move |value: &'static str| {
        let status =
            [Status::Enabled, Status::Disabled, Status::All].into_iter().find(|s| status_value(*s) == value);
        change(view, on_change, |view| view.status = status.unwrap_or_default());
    };
    let segments = if is_admin.get_untracked() { STATUSES } else { STATUSES_OF_ALL };
    view! {
        <div class="field">
            <span class="field-label">{words::STATUS}</span>
            <Segmented label=words::STATUS segments value on_change=chosen />
        </div>
    }
    .into_any()
}

fn permission(view: Signal<UsersView>, on_change: OnChange) -> AnyView {
    let value = move || view.with(|v| v.permission.as_ref().map(ToString::to_string).unwrap_or_default());
    let choices = move || {
        let mut choices = vec![Choice::new("", words::ANY)];
        choices.extend(Permission::KNOWN.iter().map(|p| Choice::new(p.as_str(), p.as_str())));
        // One that came with the URL and is not known stays choosable.
        if let Some(other) = view.with(|v| v.permission.clone()).filter(|p| !p.is_known()) {
            choices.push(Choice::new(other.as_str(), other.as_str()));
        }
        choices
    };
    let chosen = move |name: String| {
        change(view, on_change, |view| {
            view.permission = Some(name).filter(|n| !n.is_empty()).map(Permission::new)
        });
    };
    view! {
        <SelectField
            label=words::PERMISSION
            value=Signal::derive(value)
            choices=Signal::derive(choices)
            on_change=chosen
        />
    }
    .into_any()
}

fn providers(view: Signal<UsersView>, on_change: OnChange) -> AnyView {
    let chosen = Signal::derive(move || view.with(|view| view.provider.clone()));
    let changed = move |chosen: Vec<IamId>| change(view, on_change, |view| view.provider = chosen);
    view! { <ProviderBoxes chosen on_change=changed /> }.into_any()
}

fn hidden(view: Signal<UsersView>, on_change: OnChange) -> AnyView {
    let boxes = [Hidden::System, Hidden::Admins, Hidden::Bim, Hidden::Orphans]
        .into_iter()
        .map(|hidden| {
            let is_on = Signal::derive(move || view.with(|v| v.hide.contains(&hidden)));
            let toggle = move |is_on: bool| {
                change(view, on_change, |view| {
                    view.hide.retain(|h| *h != hidden);
                    if is_on {
                        view.hide.push(hidden);
                    }
                });
            };
            view! { <Checkbox label=hidden_name(hidden) checked=is_on on_change=toggle /> }
        })
        .collect_view();
    view! {
        <fieldset class="field">
            <legend class="field-label">{words::LEAVE_OUT}</legend>
            {boxes}
        </fieldset>
    }
    .into_any()
}
