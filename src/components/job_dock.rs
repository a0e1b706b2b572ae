//! The one place that shows every job, whatever page is open: its bar, its buttons, and all of it on demand. A job that
//! a view on the page shows in full is left to that view.

use leptos::prelude::*;

use super::JobView;
use super::job_view::{bar, outcome, steering};
use crate::stores::{Job, Jobs, Progress};
use crate::ui::{Button, Dialog, Glyph, Size, Variant};
use crate::words;

/// The dock; draws nothing without a job.
#[component]
pub fn JobDock() -> impl IntoView {
    let jobs = Jobs::expect();
    let opened = RwSignal::new(None::<Job>);
    let docked = Memo::new(move |_| {
        jobs.all().with(|all| {
            let mut docked = all.clone();
            docked.retain(|job| !job.is_shown());
            docked
        })
    });
    let close = move || opened.set(None);
    let content = move || {
        let job = opened.get()?;
        let end = move || {
            close();
            jobs.dismiss(job);
        };
        let is_over = Memo::new(move |_| job.progress().with(Progress::is_over));
        Some(view! {
            <div class="dialog-body">
                <JobView job />
            </div>
            <footer class="dialog-footer">
                <Show when=move || is_over.get()>
                    <Button label=words::JOB_DISMISS on_click=end />
                </Show>
                <Button label=words::CLOSE on_click=close />
            </footer>
        })
    };
    let title = Signal::derive(move || opened.get().map(Job::title).unwrap_or_default());
    view! {
        <Show when=move || docked.with(|docked| !docked.is_empty())>
            <section class="job-dock" aria-label=words::JOBS>
                <For each=move || docked.get() key=|job| job.id() let:job>
                    {line(job, opened)}
                </For>
            </section>
        </Show>
        <Dialog open=Signal::derive(move || opened.get().is_some()) on_close=close title>
            {content}
        </Dialog>
    }
}

fn line(job: Job, opened: RwSignal<Option<Job>>) -> AnyView {
    let jobs = Jobs::expect();
    let is_over = Memo::new(move |_| job.progress().with(Progress::is_over));
    // What is read aloud: how it ended or why it stopped, not each step.
    let ending = Memo::new(move |_| job.progress().with(|now| outcome(now).map(|(_, says)| says)));
    view! {
        <div class="job-dock-line" data-over=move || is_over.get().then_some("")>
            {bar(job)}
            <div class="cluster">
                <span class="muted" role="status">{move || ending.get()}</span>
                {steering(job)}
                <Button
                    label=words::JOB_DETAILS
                    size=Size::Small
                    variant=Variant::Ghost
                    on_click=move || opened.set(Some(job))
                />
                <Show when=move || is_over.get()>
                    <Button
                        label=words::JOB_DISMISS
                        icon=Glyph::CLOSE
                        icon_only=true
                        size=Size::Small
                        variant=Variant::Ghost
                        on_click=move || jobs.dismiss(job)
                    />
                </Show>
            </div>
        </div>
    }
    .into_any()
}
