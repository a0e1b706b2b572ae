//! Where a job stands: how far it is, what failed and why, and the buttons that steer it.

use leptos::prelude::*;

use super::explain;
use crate::stores::{Failed, Job, JobPhase, Progress as Standing};
use crate::ui::number::grouped;
use crate::ui::{Banner, Button, CopyButton, Glyph, Progress, Size, Tone, Variant, download};
use crate::words;

/// How many failures are spelt out.
const NAMED: usize = 100;

/// "1,204 of 12,431 · 3 failed · 2 min left".
pub(super) fn counts(job: Job, now: &Standing) -> String {
    let number = |count: usize| grouped(count as u64);
    let mut text = [&number(now.settled()), " ", words::OF, " ", &number(now.total)].concat();
    let kinds = [
        (now.unneeded, job.unneeded()),
        (now.failed, words::JOB_FAILED),
        (now.cancelled, words::JOB_CANCELLED),
    ];
    for (count, says) in kinds.into_iter().filter(|(count, _)| *count > 0) {
        text.extend([" · ", &number(count), " ", says]);
    }
    if now.ended > 0 {
        let says = if now.ended == 1 { words::JOB_SESSION_ENDED } else { words::JOB_SESSIONS_ENDED };
        text.extend([" · ", &grouped(now.ended), " ", says]);
    }
    match (now.phase, now.left) {
        (JobPhase::Paused, _) => text.extend([" · ", words::JOB_PAUSED]),
        (JobPhase::Running, _) if now.is_held => text.extend([" · ", words::JOB_HELD]),
        (JobPhase::Running, Some(left)) => {
            let (count, unit) = match left {
                0..90 => (left, words::SECONDS_SHORT),
                _ => (left.div_ceil(60), words::MINUTES_SHORT),
            };
            text.extend([" · ", &grouped(count.into()), " ", unit, " ", words::TIME_LEFT]);
        }
        _ => {}
    }
    text
}

/// How it ended, or that it stopped by itself; nothing while it runs, or where somebody paused it.
pub(super) fn outcome(now: &Standing) -> Option<(Tone, &'static str)> {
    Some(match now.phase {
        JobPhase::Paused if now.why.is_some() => (Tone::Warning, words::JOB_STOPPED),
        JobPhase::Over if now.failed > 0 => (Tone::Warning, words::JOB_SOME_FAILED),
        JobPhase::Over if now.cancelled > 0 => (Tone::Info, words::JOB_WAS_CANCELLED),
        JobPhase::Over => (Tone::Success, words::JOB_ALL_DONE),
        _ => return None,
    })
}

/// The buttons that steer a job.
pub(super) fn steering(job: Job) -> impl IntoView {
    let progress = job.progress();
    let phase = Memo::new(move |_| progress.with(|now| now.phase));
    view! {
        <Show when=move || matches!(phase.get(), JobPhase::Running | JobPhase::Stopping)>
            <Button
                label=words::PAUSE
                size=Size::Small
                busy=Signal::derive(move || phase.get() == JobPhase::Stopping)
                on_click=move || job.pause()
            />
        </Show>
        <Show when=move || phase.get() == JobPhase::Paused>
            <Button label=words::RESUME size=Size::Small on_click=move || job.resume() />
        </Show>
        <Show when=move || phase.get() != JobPhase::Over>
            <Button
                label=words::JOB_CANCEL
                size=Size::Small
                variant=Variant::Ghost
                on_click=move || job.cancel()
            />
        </Show>
    }
}

/// The bar with its counts.
pub(super) fn bar(job: Job) -> AnyView {
    let progress = job.progress();
    view! {
        <Progress
            label=job.title()
            done=Signal::derive(move || progress.with(|now| now.settled() as u64))
            total=Signal::derive(move || progress.with(|now| Some(now.total as u64)))
            detail=Signal::derive(move || progress.with(|now| Some(counts(job, now))))
        />
    }
    .into_any()
}

/// The view.
#[component]
pub fn JobView(
    /// The job.
    job: Job,
) -> impl IntoView {
    job.show_here();
    let progress = job.progress();
    // The button that began it is gone, and with it the focus.
    let view = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |_| {
        if let Some(view) = view.get() {
            let _ = view.focus();
        }
    });
    let ending =
        Memo::new(move |_| progress.with(|now| outcome(now).map(|ending| (ending, now.why.clone()))));
    let outcome = move || {
        let ((tone, title), why) = ending.get()?;
        let detail = why.map(|why| explain(&why).detail);
        Some(view! { <Banner tone title detail /> })
    };
    let has_failed = Memo::new(move |_| progress.with(|now| now.failed));
    let can_retry = move || has_failed.get() > 0 && !progress.with(Standing::is_running);
    let is_over = Memo::new(move |_| progress.with(Standing::is_over));
    let links = Memo::new(move |_| is_over.get() && !job.links().is_empty());
    let save = move || download::save("bim-result.csv", &[job.report(|error| explain(error).detail)]);
    view! {
        <div class="job" tabindex="-1" role="group" aria-label=job.title() node_ref=view>
            {bar(job)}
            {outcome}
            <div class="cluster">
                {steering(job)}
                <Show when=can_retry>
                    <Button label=words::RETRY_FAILED size=Size::Small on_click=move || job.retry_failed() />
                    <CopyButton
                        label=words::COPY_FAILED
                        value=Signal::derive(move || job.failed_labels())
                    />
                </Show>
                <Show when=move || is_over.get()>
                    <Button
                        label=words::JOB_RESULT
                        icon=Glyph::DOWNLOAD
                        size=Size::Small
                        variant=Variant::Ghost
                        on_click=save
                    />
                </Show>
            </div>
            <Show when=move || links.get()>
                <Banner tone=Tone::Warning title=words::JOB_LINKS_DETAIL>
                    <CopyButton label=words::JOB_LINKS value=Signal::derive(move || job.links()) />
                </Banner>
            </Show>
            {move || (has_failed.get() > 0).then(|| failures(&job.failed(NAMED), has_failed.get()))}
        </div>
    }
}

fn failures(failed: &[Failed], count: usize) -> AnyView {
    let lines = failed
        .iter()
        .map(|one| {
            view! {
                <li>
                    <strong dir="auto">{one.label.clone()}</strong>
                    <span dir="auto">{explain(&one.error).detail}</span>
                </li>
            }
        })
        .collect_view();
    let more = count.saturating_sub(failed.len());
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
