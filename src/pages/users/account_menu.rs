//! What is done to an account: the menu in the header of a person's page, and the dialogs behind it.

use leptos::prelude::*;

use crate::components::{AccountRefusals, Refusal};
use crate::forms::{DeleteUserForm, DisableUserForm, ResetPasswordForm};
use crate::navigation::Navigator;
use crate::routes::{Route, UserKey};
use crate::stores::{Part, User};
use crate::ui::popover::Trigger;
use crate::ui::{Align, Dialog, Glyph, Icon, Menu, MenuItem};
use crate::words;

/// The dialog that stands open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Action {
    Reset,
    Disable,
    Enable,
    Delete,
}

impl Action {
    fn title(self) -> &'static str {
        match self {
            Self::Reset => words::RESET_PASSWORD,
            Self::Disable => words::DISABLE_TITLE,
            Self::Enable => words::ENABLE_TITLE,
            Self::Delete => words::DELETE_TITLE,
        }
    }
}

/// The menu and its dialogs.
#[component]
pub(super) fn AccountMenu(
    /// Whose account.
    key: UserKey,
) -> impl IntoView {
    let (navigator, part) = (Navigator::expect(), User::expect().part());
    let refusals = AccountRefusals::of(&key);
    let action = RwSignal::new(None::<Action>);
    let is_disabled = Memo::new(move |_| {
        part.with(|part| part.value.as_ref().and_then(Part::details).is_some_and(|d| d.disabled))
    });
    let trigger = || {
        view! {
            {words::ACTIONS}
            <Icon glyph=Glyph::CHEVRON_DOWN />
        }
    };
    let routes = (Route::UserClone(key.clone()), Route::UserCompare(key.clone(), None));
    let items = move || {
        let (to_clone, to_compare) = routes.clone();
        let clone = move || navigator.go(&to_clone);
        let compare = move || navigator.go(&to_compare);
        let opens = |label: &'static str, icon: Glyph, refusal: Refusal, to: Action| {
            view! { <MenuItem label icon refusal danger={to == Action::Delete} on_select=move || action.set(Some(to)) /> }
        };
        let switch = if is_disabled.get() {
            opens(words::ENABLE, Glyph::CHECK_CIRCLE, refusals.enable, Action::Enable)
        } else {
            opens(words::DISABLE, Glyph::BAN, refusals.disable, Action::Disable)
        };
        view! {
            <MenuItem label=words::CLONE icon=Glyph::COPY refusal=refusals.clone on_select=clone />
            <MenuItem label=words::COMPARE icon=Glyph::COMPARE refusal=refusals.compare on_select=compare />
            {opens(words::RESET_PASSWORD, Glyph::LOCK, refusals.reset, Action::Reset)}
            {switch}
            <hr class="menu-divider" />
            {opens(words::DELETE, Glyph::TRASH, refusals.delete, Action::Delete)}
        }
    };
    view! {
        <Menu label=words::ACTIONS trigger look=Trigger::default() align=Align::End>
            {items()}
        </Menu>
        {dialog(key, action)}
    }
}

fn dialog(key: UserKey, action: RwSignal<Option<Action>>) -> impl IntoView {
    let (navigator, user) = (Navigator::expect(), User::expect());
    let open = Signal::derive(move || action.with(Option::is_some));
    let title = Signal::derive(move || action.get().map(Action::title).unwrap_or_default().to_owned());
    let close = move || action.set(None);
    let content = move || {
        let key = key.clone();
        Some(match action.get()? {
            Action::Reset => view! { <ResetPasswordForm key on_close=close /> }.into_any(),
            Action::Disable => view! { <DisableUserForm key disable=true on_close=close /> }.into_any(),
            Action::Enable => view! { <DisableUserForm key disable=false on_close=close /> }.into_any(),
            Action::Delete => {
                let held = user.part().with_untracked(|part| {
                    part.value.as_ref().and_then(Part::details)?.bim_authorizations.clone()
                });
                let deleted = move || {
                    close();
                    navigator.replace(&Route::users());
                };
                view! { <DeleteUserForm key held=held.unwrap_or_default() on_deleted=deleted on_close=close /> }
                    .into_any()
            }
        })
    };
    view! {
        <Dialog open on_close=close title>
            {content.clone()}
        </Dialog>
    }
}
