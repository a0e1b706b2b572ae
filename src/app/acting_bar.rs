//! The bar over every page while somebody acts as somebody else: as whom, for how long, whether anything can be changed,
//! and the way out.

use std::time::Duration;

use js_sys::Date;
use leptos::prelude::*;

use crate::navigation::Navigator;
use crate::routes::Route;
use crate::stores::{Acting, Session, ToastKind, Toasts};
use crate::ui::countdown::told;
use crate::ui::{Badge, Button, Dialog, Glyph, Icon, Size, Tone, Variant, focus_on};
use crate::words;

/// The bar; nothing where everybody is who they are.
#[component]
pub(super) fn ActingBar() -> impl IntoView {
    let session = Session::expect();
    let acting = session.acting();
    let (toasts, is_lost) = (Toasts::expect(), session.lost_acting());
    Effect::new(move |_| {
        if is_lost.get() {
            toasts.show(ToastKind::Info, words::ACTING_ENDED);
            session.forget_lost_acting();
        }
    });
    let is_acting = Memo::new(move |_| acting.with(Option::is_some));
    move || is_acting.get().then(|| acting.get_untracked()).flatten().map(|acting| bar(session, &acting))
}

fn bar(session: Session, acting: &Acting) -> AnyView {
    let navigator = Navigator::expect();
    let Some(person) = untrack(|| session.person()) else { return ().into_any() };
    let name = match &person.profile.name {
        Some(name) if !name.trim().is_empty() => name.clone(),
        _ => person.userid.to_string(),
    };
    let name = StoredValue::new(name);
    let page = Route::user(&person.iamid, &person.userid);
    let is_unlocking = RwSignal::new(false);
    let may_write = Memo::new(move |_| session.acting().with(|a| a.as_ref().is_some_and(|a| a.may_write)));
    let end = move || {
        session.end_impersonation();
        // Where whoever acted as this person is likely to go on.
        navigator.go(&page);
    };
    let unlock = move || {
        session.unlock();
        is_unlocking.set(false);
        // The button that opened the dialog is gone.
        focus_on(".acting-bar .button");
    };
    let state = move || {
        if may_write.get() {
            view! { <Badge label=words::CHANGES_UNLOCKED tone=Tone::Danger /> }.into_any()
        } else {
            view! {
                <Badge label=words::READ_ONLY tone=Tone::Warning />
                <Button
                    label=words::UNLOCK
                    size=Size::Small
                    icon=Glyph::LOCK
                    on_click=move || is_unlocking.set(true)
                />
            }
            .into_any()
        }
    };
    view! {
        <section class="acting-bar" aria-label=words::ACTING_BAR>
            <Icon glyph=Glyph::WARNING />
            <p title=acting.reason.clone()>
                {words::ACTING_AS} " " <strong dir="auto">{name.get_value()}</strong> " "
                {words::ACTING_SINCE} " " {elapsed(acting.since)}
                <span class="acting-bar-reason" dir="auto">{acting.reason.clone()}</span>
            </p>
            {state}
            <Button label=words::END size=Size::Small variant=Variant::Primary on_click=end />
        </section>
        <Dialog open=is_unlocking on_close=move || is_unlocking.set(false) title=words::UNLOCK_TITLE>
            <div class="dialog-body">
                <p>{words::UNLOCK_DETAIL} " " <strong dir="auto">{name.get_value()}</strong> "."</p>
            </div>
            <footer class="dialog-footer">
                <Button label=words::CANCEL on_click=move || is_unlocking.set(false) />
                <Button label=words::UNLOCK variant=Variant::Danger on_click=unlock />
            </footer>
        </Dialog>
    }
    .into_any()
}

/// How long it lasts already, second by second.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a clock set back counts from zero"
)]
fn elapsed(since: f64) -> AnyView {
    let seconds = move || ((Date::now() - since) / 1000.0).max(0.0) as u32;
    let passed = RwSignal::new(seconds());
    if let Ok(ticking) = set_interval_with_handle(move || passed.set(seconds()), Duration::from_secs(1)) {
        on_cleanup(move || ticking.clear());
    }
    view! {
        <span class="numeric" role="timer" aria-live="off">{move || told(passed.get())}</span>
    }
    .into_any()
}
