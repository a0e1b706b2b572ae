//! One key in the place of another, in steps: create the new one, store and test it, revoke the old one. Both work
//! until the last step, so that it can be stopped after each.

use bim_api::KeyId;
use bim_api::wire::key::{ApiKeyInfo, CreatedApiKey};
use leptos::prelude::*;

use super::revoke::{Revocation, own_key_warning};
use super::unknown::LostAnswer;
use super::{crumb, refusal, refused};
use crate::components::{ErrorBanner, KeyFacts, NewKey, key_name};
use crate::forms::NewApiKeyForm;
use crate::navigation::Navigator;
use crate::routes::Route;
use crate::stores::ApiKeys;
use crate::ui::{Banner, Button, ButtonLink, Empty, Glyph, Icon, SkeletonFacts, Tone, Variant, focus_on};
use crate::words;

/// How far it is.
#[derive(Clone, Debug, PartialEq)]
enum Step {
    Create,
    Store(Box<CreatedApiKey>),
    Revoke,
    Done,
}

impl Step {
    fn number(&self) -> usize {
        match self {
            Self::Create => 0,
            Self::Store(_) => 1,
            Self::Revoke => 2,
            Self::Done => 3,
        }
    }
}

/// The page.
#[component]
pub fn RotateApiKeyPage(
    /// The old key.
    key: KeyId,
) -> impl IntoView {
    let store = ApiKeys::expect();
    store.get_user_api_keys();
    let keys = store.keys();
    let step = RwSignal::new(Step::Create);
    // The old key as it was found first: once it is revoked, the list has it no more.
    let old = Memo::new(move |before: Option<&Option<ApiKeyInfo>>| {
        let now = keys.with(|_| store.key(key));
        now.or_else(|| before.cloned().flatten())
    });
    let has_list = Memo::new(move |_| keys.with(|keys| keys.value.is_some()));
    let name = move || old.with(|old| old.as_ref().map(key_name));
    let error = Signal::derive(move || keys.with(|keys| keys.error.clone()));
    let busy = Signal::derive(move || keys.with(|keys| keys.is_loading));
    let is_known = Memo::new(move |_| old.with(Option::is_some));
    let refusal = refusal();
    view! {
        {crumb()}
        <header class="page-header">
            <div class="page-heading">
                <h1 tabindex="-1">{words::ROTATE_TITLE}</h1>
                <span class="page-count" dir="auto">{name}</span>
            </div>
        </header>
        <div class="page-body">
            {move || match (is_known.get(), has_list.get()) {
                _ if refusal.with(Option::is_some) => refused(),
                (true, _) => steps(step, old),
                (false, true) => gone(),
                (false, false) => {
                    view! {
                        <ErrorBanner
                            title=words::KEYS_FAILED
                            error
                            retrying=busy
                            on_retry=move || store.get_user_api_keys()
                        />
                        <SkeletonFacts rows=3 />
                    }
                        .into_any()
                }
            }}
        </div>
    }
}

fn gone() -> AnyView {
    view! {
        <Empty icon=Glyph::KEY title=words::KEY_GONE detail=words::KEY_GONE_DETAIL>
            <ButtonLink label=words::TO_KEYS href=Route::api_keys().href() />
        </Empty>
    }
    .into_any()
}

fn steps(step: RwSignal<Step>, old: Memo<Option<ApiKeyInfo>>) -> AnyView {
    let titles = [words::STEP_CREATE, words::STEP_STORE, words::STEP_REVOKE];
    let number = Memo::new(move |_| step.with(Step::number));
    let items = titles
        .into_iter()
        .enumerate()
        .map(|(own, title)| {
            let mark = move || (number.get() > own).then(|| view! { <Icon glyph=Glyph::CHECK /> });
            let body = move || (number.get() == own).then(|| body(step, old));
            view! {
                <li
                    aria-current=move || (number.get() == own).then_some("step")
                    data-done=move || (number.get() > own).then_some("")
                >
                    <span class="step-mark" aria-hidden="true">{mark}</span>
                    <div class="step-body">
                        <h2 tabindex="-1">{title}</h2>
                        {body}
                    </div>
                </li>
            }
        })
        .collect_view();
    // What was pressed is gone with its step.
    Effect::new(move |before: Option<usize>| {
        let now = number.get();
        if before.is_some_and(|before| before != now) {
            focus_on(".steps [aria-current=step] h2, .steps-done a");
        }
        now
    });
    let done = move || {
        (number.get() == titles.len()).then(|| {
            view! {
                <div class="steps-done">
                    <Banner
                        tone=Tone::Success
                        title=words::ROTATED
                        detail=words::ROTATED_DETAIL.to_owned()
                    >
                        <ButtonLink label=words::TO_KEYS href=Route::api_keys().href() />
                    </Banner>
                </div>
            }
        })
    };
    view! {
        <p class="muted">{words::ROTATE_DETAIL}</p>
        <ol class="steps">{items}</ol>
        {done}
    }
    .into_any()
}

/// What the step at hand asks for.
fn body(step: RwSignal<Step>, old: Memo<Option<ApiKeyInfo>>) -> AnyView {
    match step.get_untracked() {
        Step::Create => {
            let lost = LostAnswer::new();
            let made = move |created: CreatedApiKey| step.set(Step::Store(Box::new(created)));
            let Some(like) = old.get_untracked() else { return ().into_any() };
            view! {
                {lost.banner()}
                <NewApiKeyForm like on_created=made on_unknown=move |error| lost.look(error) />
            }
            .into_any()
        }
        Step::Store(created) => view! {
            <p class="muted">{words::STEP_STORE_DETAIL}</p>
            <NewKey apikey=created.apikey on_stored=move || step.set(Step::Revoke) />
        }
        .into_any(),
        Step::Revoke => revoke(step, old),
        Step::Done => ().into_any(),
    }
}

/// The last step: what still uses the old key shows in its last use.
fn revoke(step: RwSignal<Step>, old: Memo<Option<ApiKeyInfo>>) -> AnyView {
    let (revocation, navigator) = (Revocation::new(), Navigator::expect());
    let press = move || {
        if let Some(key) = old.get_untracked() {
            revocation.run(key.keyid, move || step.set(Step::Done));
        }
    };
    view! {
        <p class="muted">{words::STEP_REVOKE_DETAIL}</p>
        {move || old.get().map(|key| view! { <KeyFacts key /> })}
        <p class="muted">{words::REVOKE_DETAIL}</p>
        {move || old.with(|old| old.as_ref().map(own_key_warning))}
        <ErrorBanner title=words::REVOKE_FAILED error=revocation.failure() />
        <div class="cluster">
            <Button
                label=words::REVOKE
                variant=Variant::Danger
                busy=revocation.pending()
                on_click=press
            />
            <Button label=words::STOP_HERE on_click=move || navigator.go(&Route::api_keys()) />
        </div>
    }
    .into_any()
}
