//! What all forms share: sending once at a time, problems at their fields, the rest above them.

use std::future::Future;
use std::pin::Pin;

use bim_api::ApiError;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::draft::Problems;
use crate::components::ErrorBanner;
use crate::ui::{focus_on, show_within};

/// A call on its way.
type Sending = Pin<Box<dyn Future<Output = Result<(), ApiError>>>>;

/// One form's way from its button to the answer.
#[derive(Clone, Copy)]
pub(super) struct Submission {
    is_pending: RwSignal<bool>,
    problems: RwSignal<Problems>,
    failure: RwSignal<Option<ApiError>>,
}

impl Submission {
    pub(super) fn new() -> Self {
        Self {
            is_pending: RwSignal::new(false),
            problems: RwSignal::new(Problems::default()),
            failure: RwSignal::new(None),
        }
    }

    /// Whether an answer is awaited.
    pub(super) fn pending(self) -> Signal<bool> {
        self.is_pending.into()
    }

    /// What failed that belongs to no field.
    pub(super) fn failure(self) -> Signal<Option<ApiError>> {
        self.failure.into()
    }

    /// What is wrong with a field.
    pub(super) fn problem(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || self.problems.with(|problems| problems.of(field)))
    }

    /// A text of a draft as a field shows and changes it, under the API's name for it.
    pub(super) fn text<D: Send + Sync + 'static>(
        self,
        name: &'static str,
        draft: RwSignal<D>,
        get: fn(&D) -> &String,
        get_mut: fn(&mut D) -> &mut String,
    ) -> Text {
        Text {
            value: Signal::derive(move || draft.with(|draft| get(draft).clone())),
            problem: self.problem(name),
            input: UnsyncCallback::new(move |text| {
                self.touch(name);
                draft.update(|draft| *get_mut(draft) = text);
            }),
        }
    }

    /// A field is being changed: what was said about it is old.
    pub(super) fn touch(self, field: &'static str) {
        if self.problems.with_untracked(|problems| problems.of(field).is_some()) {
            self.problems.update(|problems| problems.clear(field));
        }
    }

    /// Something is wrong with a field after all.
    pub(super) fn object(self, field: &'static str, problem: impl Into<String>) {
        self.problems.update(|problems| problems.add(field, problem));
        focus_first_problem();
    }

    /// Sends what validation gave. `fields` are the form's own, under the API's names: a refusal about one of
    /// them goes there, every other one above the form.
    pub(super) fn run<T: 'static, F: Future<Output = Result<(), ApiError>> + 'static>(
        self,
        validated: Result<T, Problems>,
        fields: &'static [&'static str],
        send: impl FnOnce(T) -> F,
    ) {
        if !self.is_pending.get_untracked() {
            self.send(validated.map(|value| -> Sending { Box::pin(send(value)) }), fields);
        }
    }

    fn send(self, validated: Result<Sending, Problems>, fields: &'static [&'static str]) {
        self.failure.set(None);
        match validated {
            Err(problems) => {
                self.problems.set(problems);
                focus_first_problem();
            }
            Ok(sending) => {
                self.problems.set(Problems::default());
                self.is_pending.set(true);
                spawn_local(async move {
                    let outcome = sending.await;
                    // The form may be gone by now, and with it its signals.
                    if self.is_pending.try_set(false).is_none()
                        && let Err(error) = outcome
                    {
                        self.fail(error, fields);
                    }
                });
            }
        }
    }

    fn fail(self, error: ApiError, fields: &[&'static str]) {
        if let ApiError::Refused { problem, .. } = &error
            && let Some(name) = problem.field().and_then(|path| path.rsplit('.').next())
            && let Some(field) = fields.iter().find(|field| **field == name)
        {
            self.object(field, problem.message.clone());
        } else {
            self.failure.set(Some(error));
        }
    }
}

/// What a field needs to show and change one text of a draft.
#[derive(Clone, Copy)]
pub(super) struct Text {
    pub(super) value: Signal<String>,
    pub(super) problem: Signal<Option<String>>,
    pub(super) input: UnsyncCallback<String>,
}

/// Sends the focus to what must be mended first.
fn focus_first_problem() {
    focus_on("[aria-invalid=true]");
}

/// The form element: problems of no field first, then the fields.
#[component]
pub(super) fn FormShell(
    /// Its class: where it stands decides how it looks.
    #[prop(default = "")]
    class: &'static str,
    /// What the banner says failed.
    #[prop(into)]
    failed: Signal<String>,
    /// Why.
    failure: Signal<Option<ApiError>>,
    /// Whether an answer is awaited.
    pending: Signal<bool>,
    /// Sends.
    #[prop(into)]
    on_submit: UnsyncCallback<()>,
    /// The fields and buttons.
    children: Children,
) -> impl IntoView {
    let submitted = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        on_submit.run(());
    };
    let form = NodeRef::<leptos::html::Form>::new();
    Effect::new(move |_| {
        if failure.with(Option::is_some)
            && let Some(form) = form.get_untracked()
        {
            show_within(&form, "[role=alert]");
        }
    });
    view! {
        <form
            node_ref=form
            class=class
            novalidate
            aria-busy=move || pending.get().then_some("true")
            on:submit=submitted
        >
            <ErrorBanner title=failed error=failure />
            {children()}
        </form>
    }
}
