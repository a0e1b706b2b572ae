//! Where some work stands: how far it is, what failed and why, and the buttons that pause it and go on.

use leptos::prelude::*;

use super::explain;
use crate::stores::{Failed, JobProgress};
use crate::ui::number::grouped;
use crate::ui::{Banner, Button, CopyButton, Progress, Size, Tone};
use crate::words;

/// How many failures are spelt out.
const NAMED: usize = 100;

/// The view.
#[component]
pub fn JobView(
    /// What is under way.
    label: &'static str,
    /// What is said of items at which nothing was left to do.
    unneeded: &'static str,
    /// Where it stands.
    progress: JobProgress,
    /// Goes on.
    #[prop(into)]
    on_resume: UnsyncCallback<()>,
    /// Tries what failed again.
    #[prop(into)]
    on_retry: UnsyncCallback<()>,
) -> impl IntoView {
    let failed = progress.failed();
    // The button that began it is gone, and with it the focus.
    let view = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |_| {
        if let Some(view) = view.get() {
            let _ = view.focus();
        }
    });
    let counts = move || {
        let mut text =
            [&grouped(progress.settled()), " ", words::OF, " ", &grouped(progress.total())].concat();
        for (count, says) in
            [(progress.unneeded(), unneeded), (failed.with(Vec::len) as u64, words::JOB_FAILED)]
        {
            if count > 0 {
                text.extend([" · ", &grouped(count), " ", says]);
            }
        }
        Some(text)
    };
    let outcome = move || {
        if !progress.is_finished() || progress.is_running() {
            return None;
        }
        let (tone, title) = if failed.with(Vec::is_empty) {
            (Tone::Success, words::JOB_ALL_DONE)
        } else {
            (Tone::Warning, words::JOB_SOME_FAILED)
        };
        Some(view! { <Banner tone title /> })
    };
    let is_paused = move || !progress.is_running() && !progress.is_finished();
    let can_retry = move || !progress.is_running() && failed.with(|failed| !failed.is_empty());
    view! {
        <div class="job" tabindex="-1" role="group" aria-label=label node_ref=view>
            <Progress
                label
                done=Signal::derive(move || progress.settled())
                total=Signal::derive(move || Some(progress.total()))
                detail=Signal::derive(counts)
            />
            {outcome}
            <div class="cluster">
                <Show when=move || progress.is_running()>
                    <Button
                        label=words::PAUSE
                        size=Size::Small
                        busy=Signal::derive(move || progress.is_pausing())
                        on_click=move || progress.pause()
                    />
                </Show>
                <Show when=is_paused>
                    <Button label=words::RESUME size=Size::Small on_click=on_resume />
                </Show>
                <Show when=can_retry>
                    <Button label=words::RETRY_FAILED size=Size::Small on_click=on_retry />
                    <CopyButton
                        label=words::COPY_FAILED
                        value=Signal::derive(move || {
                            failed.with(|failed| {
                                failed.iter().map(|one| one.label.as_str()).collect::<Vec<_>>().join("\n")
                            })
                        })
                    />
                </Show>
            </div>
            {move || failed.with(|failed| (!failed.is_empty()).then(|| failures(failed)))}
        </div>
    }
}

fn failures(failed: &[Failed]) -> AnyView {
    let lines = failed
        .iter()
        .take(NAMED)
        .map(|one| {
            view! {
                <li>
                    <strong dir="auto">{one.label.clone()}</strong>
                    <span dir="auto">{explain(&one.error).detail}</span>
                </li>
            }
        })
        .collect_view();
    let more = failed.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| {
        let text = ["+", &grouped(more as u64), " ", words::MORE].concat();
        view! { <li class="muted">{text}</li> }
    });
    view! {
        <ul class="job-failures" tabindex="0" aria-label=words::JOB_FAILURES>
            {lines}
            {more}
        </ul>
    }
    .into_any()
}
