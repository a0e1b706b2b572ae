//! What stands over every page: signing in again, leaving without saving, short messages.

use std::time::Duration;

use leptos::prelude::*;

use crate::forms::SignInForm;
use crate::navigation::Navigator;
use crate::routes::UserKey;
use crate::stores::{Session, SignInOutcome, ToastKind, Toasts};
use crate::ui::toast::Toasts as ToastList;
use crate::ui::{Button, Dialog, Toast, Tone, Variant};
use crate::words;

/// Over the page of somebody whose session has ended: the same person signs in and goes on.
#[component]
pub(super) fn SessionDialog(
    /// Somebody signed in.
    #[prop(into)]
    on_signed_in: UnsyncCallback<(SignInOutcome,)>,
) -> impl IntoView {
    let session = Session::expect();
    let content = move || {
        let person = untrack(|| session.person())?;
        let only = UserKey { iamid: person.iamid.clone(), userid: person.userid.clone() };
        Some(view! {
            <div class="dialog-body sign-in-again">
                <p>{words::SESSION_EXPIRED_DETAIL}</p>
                <SignInForm only on_signed_in />
                <Button
                    label=words::SOMEBODY_ELSE
                    variant=Variant::Ghost
                    wide=true
                    on_click=move || session.ask_to_sign_out()
                />
            </div>
        })
    };
    view! {
        <Dialog open=session.is_expired() on_close=|| () title=words::SESSION_EXPIRED required=true>
            {content}
        </Dialog>
    }
}

/// Asks before signing out loses something; over the dialogs that offer it, too.
#[component]
pub(super) fn SignOutDialog() -> impl IntoView {
    let session = Session::expect();
    view! {
        <Dialog open=session.is_leaving() on_close=move || session.stay() title=words::SIGN_OUT>
            <div class="dialog-body">
                <p>{move || session.would_lose()}</p>
            </div>
            <footer class="dialog-footer">
                <Button label=words::STAY on_click=move || session.stay() />
                <Button label=words::SIGN_OUT variant=Variant::Danger on_click=move || session.sign_out() />
            </footer>
        </Dialog>
    }
}

/// Asks before what was typed is lost.
#[component]
pub(super) fn LeaveDialog() -> impl IntoView {
    let navigator = Navigator::expect();
    let open = Signal::derive(move || navigator.blocked().with(Option::is_some));
    view! {
        <Dialog open on_close=move || navigator.resolve(false) title=words::LEAVE_TITLE>
            <div class="dialog-body">
                <p>{move || navigator.would_lose().unwrap_or(words::LEAVE_DETAIL)}</p>
            </div>
            <footer class="dialog-footer">
                <Button label=words::STAY on_click=move || navigator.resolve(false) />
                <Button label=words::LEAVE variant=Variant::Danger on_click=move || navigator.resolve(true) />
            </footer>
        </Dialog>
    }
}

/// The messages.
#[component]
pub(super) fn ToastRegion() -> impl IntoView {
    let toasts = Toasts::expect();
    let tone = |kind| match kind {
        ToastKind::Success => Tone::Success,
        ToastKind::Info => Tone::Info,
        ToastKind::Danger => Tone::Danger,
    };
    view! {
        <ToastList>
            <For each=move || toasts.all().get() key=|toast| toast.id let:toast>
                <Toast
                    tone=tone(toast.kind)
                    text=toast.text
                    on_dismiss=move || toasts.dismiss(toast.id)
                    lasts=Duration::from_secs(8)
                />
            </For>
        </ToastList>
    }
}
