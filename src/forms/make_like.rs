//! Making one person like another: the calls that do it, shown before they are sent, sent one by one, with what came
//! of each.

use leptos::prelude::*;

use crate::components::explain;
use crate::routes::UserKey;
use crate::stores::{Change, Holder, Job, JobPlan, Jobs, Outcome, Task};
use crate::ui::{Badge, Banner, Button, Dialog, Tone, Variant};
use crate::words;

/// What is to be done, and to whom.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Who changes.
    pub target: UserKey,
    /// By which calls.
    pub steps: Vec<Change>,
    /// What was chosen but cannot be done from here, in words.
    pub left_out: Vec<String>,
}

/// Shows the plan, and carries it out.
#[component]
pub fn MakeLikeDialog(
    /// The plan, while it is shown.
    plan: RwSignal<Option<Plan>>,
    /// Something was changed.
    #[prop(into)]
    on_done: UnsyncCallback<()>,
) -> impl IntoView {
    let jobs = Jobs::expect();
    let job = RwSignal::new(None::<Job>);
    Effect::new(move |_| {
        plan.track();
        job.set(None);
    });
    let now = move || job.get().map(|job| job.progress().get());
    let is_busy = Memo::new(move |_| now().is_some_and(|now| now.is_running()));
    let is_over = Memo::new(move |_| now().is_some_and(|now| !now.is_running()));
    let apply = move || {
        let Some(Plan { target, steps, .. }) = plan.get_untracked() else { return };
        let title = [words::MAKE_LIKE_TITLE, " · ", target.userid.as_str()].concat();
        // Each step is a task, so that one that is refused keeps no other from being done.
        let task = |step: Change| {
            let says = step.says();
            Task::of(Holder::User(target.clone()), [step]).called(says)
        };
        let tasks = steps.into_iter().map(task).collect();
        job.set(Some(jobs.begin(JobPlan { title, unneeded: words::WERE_DONE_ALREADY, tasks }, || ())));
    };
    let close = move || {
        if job.get_untracked().is_some() {
            on_done.run(());
        }
        plan.set(None);
    };
    let row = move |(at, step): (usize, Change)| {
        let status = move || {
            let outcome = job.get().map(|job| job.outcome(at)).unwrap_or_default();
            let (label, tone) = match outcome {
                Outcome::Waiting | Outcome::Cancelled => (words::NOT_SENT.to_owned(), Tone::Neutral),
                Outcome::Done | Outcome::Unneeded => (words::DONE.to_owned(), Tone::Success),
                Outcome::Failed(why) => (explain(&why).detail, Tone::Danger),
            };
            view! { <Badge label tone dot=true /> }
        };
        view! {
            <li>
                <span dir="auto">{step.says()}</span>
                {status}
            </li>
        }
    };
    let content = move || {
        let Plan { target, steps, left_out } = plan.get()?;
        let is_empty = steps.is_empty();
        let nothing = Signal::stored(is_empty.then(|| words::NOTHING_TO_APPLY.to_owned()));
        let rows = steps.into_iter().enumerate().map(row).collect_view();
        let note = (!left_out.is_empty()).then(|| {
            view! { <Banner tone=Tone::Info title=words::LEFT_OUT_STEPS detail=left_out.join(", ") /> }
        });
        let end = move || {
            if is_over.get() {
                return view! { <Button label=words::DONE variant=Variant::Primary on_click=close /> }
                    .into_any();
            }
            view! {
                <Button label=words::CANCEL on_click=close />
                <Button
                    label=words::APPLY
                    variant=Variant::Primary
                    busy=is_busy
                    refusal=nothing
                    on_click=apply
                />
            }
            .into_any()
        };
        Some(view! {
            <div class="dialog-body">
                <p>
                    {words::MAKE_LIKE_DETAIL}
                    " "
                    <strong dir="auto">{target.userid.to_string()}</strong>
                </p>
                {note}
                <ol class="step-list">{rows}</ol>
            </div>
            <footer class="dialog-footer">{end}</footer>
        })
    };
    let open = Signal::derive(move || plan.with(Option::is_some));
    view! {
        <Dialog open on_close=close title=words::MAKE_LIKE_TITLE wide=true>
            {content}
        </Dialog>
    }
}
