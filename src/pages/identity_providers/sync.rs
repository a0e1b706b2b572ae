//! A sync with one provider: what it reads, what it would do with the warnings first, and what it did.

use std::sync::Arc;

use bim_api::endpoints::SyncLdap;
use bim_api::wire::iam::{SyncOutcome, SyncRequest, SyncState, SyncedUser};
use bim_api::{ApiError, IamId};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::outcome;
use super::plan::PlanLists;
use crate::components::ErrorBanner;
use crate::forms::{SyncForm, sync_summary};
use crate::navigation::Navigator;
use crate::routes::{Route, UserKey};
use crate::stores::{Iams, Session, Sync};
use crate::ui::number::grouped;
use crate::ui::{Banner, Button, Glyph, Icon, Progress, TextField, Tone, Variant, focus_on};
use crate::words;

/// What the page is at.
#[derive(Clone, Copy)]
struct Run {
    iamid: StoredValue<IamId>,
    /// What was previewed, with the password that was typed: it goes with the page.
    request: RwSignal<Option<SyncRequest>>,
    is_old: RwSignal<bool>,
    /// After a preview the plan is what is seen, and the form one line.
    is_folded: RwSignal<bool>,
    /// Grows with every "Sync again".
    again: RwSignal<u32>,
    is_applying: RwSignal<bool>,
    number: RwSignal<String>,
    number_problem: RwSignal<Option<String>>,
    failure: RwSignal<Option<ApiError>>,
    done: RwSignal<Option<(Arc<SyncOutcome>, SyncOutcome)>>,
}

/// The page.
#[component]
pub fn SyncPage(
    /// The provider.
    iamid: IamId,
) -> impl IntoView {
    let (iams, sync, session) = (Iams::expect(), Sync::expect(), Session::expect());
    iams.look_up_names();
    sync.begin();
    let run = Run {
        iamid: StoredValue::new(iamid.clone()),
        request: RwSignal::new(None),
        is_old: RwSignal::new(false),
        is_folded: RwSignal::new(false),
        again: RwSignal::new(0),
        is_applying: RwSignal::new(false),
        number: RwSignal::new(String::new()),
        number_problem: RwSignal::new(None),
        failure: RwSignal::new(None),
        done: RwSignal::new(None),
    };
    Navigator::expect().guard(run.is_applying.into());
    let is_open = Memo::new(move |_| session.may::<SyncLdap>());
    Effect::new(move |_| {
        if is_open.get() {
            sync.look_back(run.iamid.get_value());
        }
    });
    let is_gone = {
        let iamid = iamid.clone();
        Memo::new(move |_| iams.is_gone(&iamid))
    };
    let unconfigured = sync.unconfigured(&iamid);
    let why_not = Memo::new(move |_| unconfigured.get());
    let title = {
        let iamid = iamid.clone();
        move || [words::SYNC_OF, " ", &iams.display_name(&iamid)].concat()
    };
    let previewed = move |request: SyncRequest| {
        run.request.set(Some(request));
        run.is_old.set(false);
        run.is_folded.set(true);
        run.number.set(String::new());
        run.failure.set(None);
        run.done.set(None);
        focus_on(".sync-plan h2");
    };
    let form = move || match is_open.get() {
        _ if is_gone.get() => view! {
            <div class="page-body">
                <Banner
                    tone=Tone::Warning
                    title=words::PROVIDER_GONE_TITLE
                    detail=Some(words::PROVIDER_GONE_DETAIL.to_owned())
                />
            </div>
        }
        .into_any(),
        _ if why_not.with(Option::is_some) => view! {
            <div class="page-body">
                <Banner tone=Tone::Warning title=words::PROVIDER_NOT_SET_UP_TITLE detail=why_not.get() />
            </div>
        }
        .into_any(),
        true => {
            let iamid = run.iamid.get_value();
            view! {
                {move || standing(run, sync)}
                {folded(run)}
                <div hidden=run.is_folded>
                    <SyncForm
                        iamid
                        on_preview=previewed
                        on_change=move || run.is_old.set(true)
                        again=run.again.into()
                    />
                </div>
            }
            .into_any()
        }
        false => view! {
            <div class="page-body">
                <Banner tone=Tone::Warning title=words::SYNC_NEEDS />
            </div>
        }
        .into_any(),
    };
    view! {
        <nav class="crumbs" aria-label=words::IDENTITY_PROVIDERS>
            <a href=Route::IdentityProviders.href()>
                <Icon glyph=Glyph::CHEVRON_LEFT mirror=true />
                {words::IDENTITY_PROVIDERS}
            </a>
        </nav>
        <header class="page-header">
            <div class="page-heading">
                <h1 tabindex="-1">{title}</h1>
                <span class="page-count">
                    {move || (!is_gone.get() && why_not.with(Option::is_none)).then_some(words::SYNC_DETAIL)}
                </span>
            </div>
        </header>
        {form}
        {move || run.request.with(Option::is_some).then(|| previewed_plan(run, sync, session))}
    }
}

/// How the last sync stands that was not begun here: how far it is, or that it ended before its end.
fn standing(run: Run, sync: Sync) -> Option<AnyView> {
    let state = sync.progress().get().filter(|_| !run.is_applying.get())?;
    let (tone, title) = match state.state.as_str() {
        "running" => {
            let progress = progress(run, sync);
            return Some(view! { <div class="page-notice">{progress}</div> }.into_any());
        }
        _ if run.done.with(Option::is_some) => return None,
        "interrupted" => (Tone::Warning, words::SYNC_INTERRUPTED),
        "failed" => (Tone::Danger, words::SYNC_FAILED_BEFORE),
        _ => return None,
    };
    let again = move || run.again.update(|times| *times += 1);
    Some(
        view! {
            <div class="page-notice">
                <Banner tone title detail=state.message>
                    <Button label=words::SYNC_AGAIN variant=Variant::Primary on_click=again />
                </Banner>
            </div>
        }
        .into_any(),
    )
}

/// The form in a line, once there is a plan.
fn folded(run: Run) -> AnyView {
    let says = move || run.request.with(|request| request.as_ref().map(sync_summary));
    let change = move || {
        run.is_folded.set(false);
        focus_on(".form input");
    };
    view! {
        <div class="page-notice sync-source" hidden=move || !run.is_folded.get()>
            <p dir="auto">
                <span class="muted">{words::SYNC_READS}</span>
                " "
                {says}
            </p>
            <Button label=words::SYNC_CHANGE_FORM on_click=change />
        </div>
    }
    .into_any()
}

fn previewed_plan(run: Run, sync: Sync, session: Session) -> AnyView {
    let plan = sync.plan().get_untracked().value;
    let Some(plan) = plan else { return ().into_any() };
    let disabled = plan.disabled_users.len();
    let warnings = warnings(run, sync, session, &plan.disabled_users);
    let total = [&grouped(plan.total_count), " ", words::IN_DIRECTORY].concat();
    let apply = {
        let plan = Arc::clone(&plan);
        move || begin(run, sync, Arc::clone(&plan))
    };
    let variant = if disabled > 0 { Variant::Danger } else { Variant::Primary };
    let number = move || {
        if disabled == 0 {
            return None;
        }
        let typed = move |text| {
            run.number_problem.set(None);
            run.number.set(text);
        };
        let field = view! {
            <TextField
                label=words::SYNC_TYPE_NUMBER
                inputmode="numeric"
                value=run.number
                help=Some(words::SYNC_TYPE_NUMBER_HELP.to_owned())
                problem=run.number_problem
                on_input=typed
            />
        };
        Some(field)
    };
    let refusal = Signal::derive(move || run.is_old.get().then(|| words::PREVIEW_OLD.to_owned()));
    let lists = Arc::clone(&plan);
    view! {
        <section class="page-body sync-plan">
            <h2 tabindex="-1">{words::PREVIEW_TITLE}</h2>
            <p role="status">{total}</p>
            {warnings}
            <ErrorBanner title=words::APPLY_FAILED error=run.failure />
            <Show when=move || run.done.with(Option::is_none)>
                {number}
                <div class="cluster">
                    <Button
                        label=words::APPLY_SYNC
                        variant
                        busy=run.is_applying
                        refusal
                        on_click=apply.clone()
                    />
                </div>
            </Show>
            {move || run.is_applying.get().then(|| progress(run, sync))}
            <div aria-live="polite">
                {move || {
                    run.done.with(|done| {
                        let (plan, done) = done.as_ref()?;
                        Some(outcome::result(plan, done, sync.progress().get_untracked().as_ref()))
                    })
                }}
            </div>
            <PlanLists plan=lists details=sync.details() />
        </section>
    }
    .into_any()
}

/// How many lose their access, and whether that is whoever asks, or an admin.
fn warnings(run: Run, sync: Sync, session: Session, disabled: &[SyncedUser]) -> Option<AnyView> {
    if disabled.is_empty() {
        return None;
    }
    let title = match disabled.len() {
        1 => words::SYNC_DISABLES_ONE.to_owned(),
        count => [&grouped(count as u64), " ", words::SYNC_DISABLES].concat(),
    };
    let iamid = run.iamid.get_value();
    let is_self = disabled
        .iter()
        .any(|person| session.is_self(&UserKey { iamid: iamid.clone(), userid: person.user_id.clone() }));
    let gone: Vec<_> = disabled.iter().map(|person| person.user_id.clone()).collect();
    let admins = move || {
        let names = sync.admins().with(|admins| {
            gone.iter().filter(|name| admins.contains(name)).map(ToString::to_string).collect::<Vec<_>>()
        });
        (!names.is_empty()).then(|| {
            let text = [words::SYNC_DISABLES_ADMINS, " ", &names.join(", ")].concat();
            view! { <p dir="auto"><strong>{text}</strong></p> }
        })
    };
    let myself = is_self.then(|| view! { <p><strong>{words::SYNC_DISABLES_YOU}</strong></p> });
    Some(view! { <Banner tone=Tone::Danger title>{myself} {admins}</Banner> }.into_any())
}

fn progress(run: Run, sync: Sync) -> Option<AnyView> {
    let state = sync.progress().get()?;
    let (done, total) = (state.done, Some(state.total).filter(|total| *total > 0));
    let detail = [&grouped(state.done), " ", words::OF, " ", &grouped(state.total)].concat();
    let stop = move || {
        spawn_local(async move {
            if let Err(error) = sync.cancel_sync(run.iamid.get_value()).await {
                run.failure.try_set(Some(error));
            }
        });
    };
    Some(
        view! {
            <div class="stack">
                <Progress label=words::SYNC_RUNNING done total detail=Some(detail) />
                <div class="cluster">
                    <Button label=words::SYNC_STOP on_click=stop />
                </div>
            </div>
        }
        .into_any(),
    )
}

fn is_interrupted(state: &Option<SyncState>) -> bool {
    state.as_ref().is_some_and(|state| state.state == "interrupted")
}

fn begin(run: Run, sync: Sync, plan: Arc<SyncOutcome>) {
    let disabled = plan.disabled_users.len() as u64;
    let typed = run.number.with_untracked(|text| text.trim().parse::<u64>().ok());
    if disabled > 0 && typed != Some(disabled) {
        run.number_problem.set(Some(words::SYNC_OTHER_NUMBER.to_owned()));
        focus_on("[aria-invalid=true]");
        return;
    }
    let Some(mut request) = run.request.get_untracked() else { return };
    if run.is_applying.get_untracked() {
        return;
    }
    if disabled > 0 {
        let config = request.iam_config.get_or_insert_default();
        config.ldap_sync.get_or_insert_default().insert("confirmDisabled".to_owned(), disabled.into());
    }
    run.failure.set(None);
    run.is_applying.set(true);
    spawn_local(async move {
        let outcome = sync.sync_ldap(run.iamid.get_value(), request).await;
        // The page may be gone by now.
        if run.is_applying.try_set(false).is_some() {
            return;
        }
        match outcome {
            // What it did then is not known; how far it came stands above.
            Ok(_) if sync.progress().with_untracked(is_interrupted) => {
                run.request.set(None);
                run.is_folded.set(false);
            }
            Ok(done) => run.done.set(Some((plan, done))),
            Err(error) => run.failure.set(Some(error)),
        }
    });
}
