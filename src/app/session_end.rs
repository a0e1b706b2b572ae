//! What says that the session ends: a line in the navigation while there is time, a dialog when there is little.

use bim_api::ApiError;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::ErrorBanner;
use crate::stores::{Lifetime, Session};
use crate::ui::countdown::told;
use crate::ui::{Button, Dialog, Glyph, Icon, Variant};
use crate::words;

/// Seconds before the end at which somebody is asked.
const WARNING: u32 = 120;

/// The time left, in minutes; nothing where it is not known.
#[component]
pub(super) fn SessionLeft() -> impl IntoView {
    let left = Lifetime::expect().left();
    let minutes = Memo::new(move |_| left.get().map(|seconds| seconds.div_ceil(60)));
    move || {
        minutes.get().map(|minutes| {
            view! {
                <p class="session-left">
                    <Icon glyph=Glyph::CLOCK />
                    <span>{words::SESSION_ENDS_IN} " " {in_words(minutes)}</span>
                </p>
            }
        })
    }
}

fn in_words(minutes: u32) -> String {
    let hours = [&(minutes / 60).to_string(), " ", words::HOURS].concat();
    let rest = [&(minutes % 60).to_string(), " ", words::MINUTES].concat();
    match (minutes / 60, minutes % 60) {
        (0, _) => rest,
        (_, 0) => hours,
        _ => [hours, rest].join(" "),
    }
}

/// Asks whether somebody is there, two minutes before the end. Any use of the API, in any tab, is an answer, too.
#[component]
pub(super) fn SessionWarning() -> impl IntoView {
    let (session, left) = (Session::expect(), Lifetime::expect().left());
    let is_near = Memo::new(move |_| left.get().is_some_and(|seconds| (1..=WARNING).contains(&seconds)));
    let (is_pending, failure) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let stay = move || {
        if is_pending.get_untracked() {
            return;
        }
        is_pending.set(true);
        failure.set(None);
        spawn_local(async move {
            let outcome = session.current_user_info().await;
            // Whoever signed out in the meantime stays no more.
            if is_pending.try_set(false).is_none() {
                failure.set(outcome.err());
            }
        });
    };
    view! {
        <Dialog open=is_near on_close=stay title=words::SESSION_ENDS_SOON>
            <div class="dialog-body">
                <p>
                    {words::SESSION_ENDS_SOON_DETAIL} " "
                    <strong class="numeric" role="timer" aria-live="off">
                        {move || told(left.get().unwrap_or_default())}
                    </strong> "."
                </p>
                <ErrorBanner title=words::STAY_FAILED error=failure />
            </div>
            <footer class="dialog-footer">
                <Button label=words::SIGN_OUT on_click=move || session.ask_to_sign_out() />
                <Button
                    label=words::STAY_SIGNED_IN
                    variant=Variant::Primary
                    autofocus=true
                    busy=is_pending
                    on_click=stay
                />
            </footer>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::in_words;

    #[test]
    fn hours_are_named_where_there_are_any() {
        assert_eq!([1, 59, 60, 719].map(in_words), ["1 min", "59 min", "1 h", "11 h 59 min"]);
    }
}
