//! Short notices at the edge, read aloud as they come. One that is pointed at or focused waits.
use std::time::Duration;

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};

use super::{Button, Glyph, Icon, Size, Tone, Variant, pointer::moved, words};

/// The place of the toasts; stands in the page always, so that it is heard.
#[component]
pub fn Toasts(
    /// The [`Toast`]s.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="toasts" role="log" aria-live="polite" aria-label=words::NOTICES>
            {children()}
        </section>
    }
    .into_any()
}

/// One notice.
#[component]
pub fn Toast(
    /// What it is about.
    #[prop(optional)]
    tone: Tone,
    /// What it says.
    #[prop(into)]
    text: String,
    /// The words of its button, usually "Undo".
    #[prop(optional, into)]
    action: Option<String>,
    /// What the button does.
    #[prop(optional, into)]
    on_action: Option<UnsyncCallback<()>>,
    /// Takes it away.
    #[prop(into)]
    on_dismiss: UnsyncCallback<()>,
    /// How long it stays when nobody attends to it; without, until it is dismissed.
    #[prop(optional)]
    lasts: Option<Duration>,
) -> impl IntoView {
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(handle) = timer.try_get_value().flatten() {
            handle.clear();
        }
    };
    let start = move || {
        stop();
        if let Some(lasts) = lasts {
            // Also after its end: taken away, it loses the focus.
            let dismiss = move || on_dismiss.try_run(()).unwrap_or_default();
            timer.set_value(set_timeout_with_handle(dismiss, lasts).ok());
        }
    };
    start();
    on_cleanup(stop);
    view! {
        <div
            class="toast"
            data-tone=tone.name()
            // Moved onto; one that comes up under a pointer at rest goes as ever, and is out of its way.
            on:pointermove=moved(stop)
            on:focusin=move |_| stop()
            on:pointerleave=move |_| start()
            on:focusout=move |_| start()
        >
            <Icon glyph=tone.glyph() />
            <p dir="auto">{text}</p>
            {action
                .zip(on_action)
                .map(|(label, act)| {
                    view! {
                        <Button
                            label
                            size=Size::Small
                            on_click=move || {
                                act.run(());
                                on_dismiss.run(());
                            }
                        />
                    }
                })}
            <Button
                label=words::CLOSE
                variant=Variant::Ghost
                size=Size::Small
                icon=Glyph::CLOSE
                icon_only=true
                on_click=on_dismiss
            />
        </div>
    }
    .into_any()
}
