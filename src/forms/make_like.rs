//! Making one person like another: the calls that do it, shown before they are sent, sent one by one, with what came
//! of each.

use bim_api::{ApiError, GroupId, MembershipId, Permission};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::explain;
use crate::routes::UserKey;
use crate::stores::{HeldAttributes, Holder, User};
use crate::ui::{Badge, Banner, Button, Dialog, Tone, Variant};
use crate::words;

/// One call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Row 5: what the person holds, all they are to hold, and what that changes, in words.
    Permissions(Vec<Permission>, Vec<Permission>, String),
    /// Row 24.
    Join(GroupId, String),
    /// Row 23.
    Leave(GroupId, MembershipId, String),
    /// Row 10.
    Give(String, String),
    /// Row 11.
    Take(String, String),
}

impl Step {
    fn says(&self) -> String {
        let (what, name) = match self {
            Self::Permissions(_, _, change) => (words::STEP_PERMISSIONS, change.clone()),
            Self::Join(_, name) => (words::STEP_JOIN, name.clone()),
            Self::Leave(_, _, name) => (words::STEP_LEAVE, name.clone()),
            Self::Give(key, value) => (words::STEP_GIVE, [key, ": ", value].concat()),
            Self::Take(key, value) => (words::STEP_TAKE, [key, ": ", value].concat()),
        };
        [what, " ", &name].concat()
    }

    async fn run(&self, key: &UserKey, user: User, attributes: HeldAttributes) -> Result<(), ApiError> {
        let holder = Holder::User(key.clone());
        match self {
            Self::Permissions(before, all, _) => {
                user.set_permissions(key, before, all.clone()).await.map(drop)
            }
            Self::Join(group, _) => user.add_member(key, *group).await,
            Self::Leave(group, membership, _) => user.remove_member(key, *group, *membership).await,
            Self::Give(name, value) => attributes.set_attribute(&holder, name, value).await.map(drop),
            Self::Take(name, value) => attributes.remove_attribute(&holder, name, value).await.map(drop),
        }
    }
}

/// What is to be done, and to whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Who changes.
    pub target: UserKey,
    /// By which calls.
    pub steps: Vec<Step>,
    /// What was chosen but cannot be done from here, in words.
    pub left_out: Vec<String>,
}

/// What came of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Came {
    Waiting,
    Done,
    Failed(String),
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
    let (user, attributes) = (User::expect(), HeldAttributes::expect());
    let came = RwSignal::new(Vec::<Came>::new());
    let is_busy = RwSignal::new(false);
    Effect::new(move |_| {
        let steps = plan.with(|plan| plan.as_ref().map_or(0, |plan| plan.steps.len()));
        came.set(vec![Came::Waiting; steps]);
    });
    let is_over =
        Memo::new(move |_| came.with(|came| came.iter().any(|one| *one != Came::Waiting)) && !is_busy.get());
    let apply = move || {
        let Some(Plan { target, steps, .. }) = plan.get_untracked() else { return };
        is_busy.set(true);
        spawn_local(async move {
            for (at, step) in steps.iter().enumerate() {
                let outcome = step.run(&target, user, attributes).await;
                // Nothing more will be allowed either: the rest stays unsent.
                let is_closed = outcome.as_ref().is_err_and(|error| error.status() == Some(403));
                let now = match outcome {
                    Ok(()) => Came::Done,
                    Err(error) => Came::Failed(explain(&error).detail),
                };
                let is_gone = came.try_update(|came| came[at] = now).is_none();
                if is_closed || is_gone {
                    break;
                }
            }
            is_busy.try_set(false);
        });
    };
    let close = move || {
        // What is under way goes on behind a closed dialog, so it is not closed then.
        if is_busy.get_untracked() {
            return;
        }
        if is_over.get_untracked() {
            on_done.run(());
        }
        plan.set(None);
    };
    let row = move |(at, step): (usize, Step)| {
        let status = move || {
            let (label, tone) = match came.with(|came| came.get(at).cloned()) {
                None | Some(Came::Waiting) => (words::NOT_SENT.to_owned(), Tone::Neutral),
                Some(Came::Done) => (words::DONE.to_owned(), Tone::Success),
                Some(Came::Failed(why)) => (why, Tone::Danger),
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
