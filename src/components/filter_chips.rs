//! What the list of people is filtered by: a chip for each filter, with a way to lift it.

use leptos::prelude::*;

use super::user_filters::{OnChange, change, hidden_name};
use crate::routes::{Status, UsersView};
use crate::stores::Iams;
use crate::ui::{Button, Chip, Size, Variant};
use crate::words;

/// Takes one filter away.
type Lift = Box<dyn Fn(&mut UsersView)>;

/// What is filtered by, each with a way to lift it.
#[component]
pub fn FilterChips(
    /// The list's state.
    #[prop(into)]
    view: Signal<UsersView>,
    /// Takes the new state.
    #[prop(into)]
    on_change: OnChange,
) -> impl IntoView {
    let chips = move || {
        let now = view.get();
        let mut chips: Vec<(&str, String, Lift)> = Vec::new();
        match now.status {
            Status::Enabled => {}
            Status::Disabled => chips.push((
                words::STATUS,
                words::DISABLED.to_owned(),
                Box::new(|v| v.status = Status::Enabled),
            )),
            Status::All => {
                chips.push((words::STATUS, words::ALL.to_owned(), Box::new(|v| v.status = Status::Enabled)))
            }
        }
        if let Some(permission) = &now.permission {
            chips.push((words::PERMISSION, permission.to_string(), Box::new(|v| v.permission = None)));
        }
        for id in now.provider {
            chips.push((
                words::PROVIDER,
                Iams::expect().display_name(&id),
                Box::new(move |v| v.provider.retain(|p| *p != id)),
            ));
        }
        for hidden in now.hide {
            chips.push((
                words::LEAVE_OUT,
                hidden_name(hidden).to_owned(),
                Box::new(move |v| v.hide.retain(|h| *h != hidden)),
            ));
        }
        for filter in now.attribute {
            let text = [&filter.key, ": ", &filter.value].concat();
            chips.push((words::ATTRIBUTE, text, Box::new(move |v| v.attribute.retain(|f| *f != filter))));
        }
        for group in now.group {
            chips.push((words::GROUP, group.clone(), Box::new(move |v| v.group.retain(|g| *g != group))));
        }
        for id in now.group_id {
            chips.push((words::GROUP_ID, id.to_string(), Box::new(move |v| v.group_id.retain(|g| *g != id))));
        }
        if let Some(domain) = now.domain {
            chips.push((words::DOMAIN, domain, Box::new(|v| v.domain = None)));
        }
        if let Some(permission) = now.domain_permission {
            chips.push((words::DOMAIN_PERMISSION, permission, Box::new(|v| v.domain_permission = None)));
        }
        for id in now.profile {
            chips.push((
                words::PROFILE_ID,
                id.to_string(),
                Box::new(move |v| v.profile.retain(|p| *p != id)),
            ));
        }
        for id in now.global_id {
            chips.push((words::GLOBAL_ID, id.clone(), Box::new(move |v| v.global_id.retain(|g| *g != id))));
        }
        for key in now.lacks {
            chips.push((words::LACKS, key.clone(), Box::new(move |v| v.lacks.retain(|k| *k != key))));
        }
        if now.never_signed_in {
            let never = words::NEVER.to_owned();
            chips.push((words::SIGNED_IN, never, Box::new(|v| v.never_signed_in = false)));
        }
        if chips.is_empty() {
            return None;
        }
        let chips = chips
            .into_iter()
            .map(|(name, value, lift)| {
                let lifted = move || change(view, on_change, &lift);
                view! { <Chip name value on_remove=lifted /> }
            })
            .collect_view();
        let clear = move || on_change.run((view.with_untracked(UsersView::without_filters),));
        Some(view! {
            <div class="chips">
                {chips}
                <Button label=words::CLEAR_ALL size=Size::Small variant=Variant::Ghost on_click=clear />
            </div>
        })
    };
    view! { {chips} }
}
