//! A person's profile (row 3): all documented fields, ids in other systems, and what can only be shown. Before it is
//! sent it is read again: what somebody else changed meanwhile is told, and nothing untouched is lost.

mod draft;

use bim_api::ApiError;
use bim_api::wire::profile::Profile;
use leptos::prelude::*;

use super::meanwhile::{Choice, Meanwhile, MeanwhileDialog};
use super::shell::{FormShell, Submission};
use crate::components::{Refusal, plain};
use crate::navigation::Navigator;
use crate::routes::UserKey;
use crate::stores::{Iams, ToastKind, Toasts, User};
use crate::ui::{Banner, Button, Fact, FactList, Glyph, Icon, TextArea, TextField, Tone, Variant};
use crate::words;
use draft::{Draft, FIELDS, SYSTEMS, TEXTS};

/// The place of the long text among the texts.
const ABOUT: usize = TEXTS.len() - 1;

/// The form.
#[component]
pub fn ProfileForm(
    /// Whose it is.
    key: UserKey,
    /// The profile, as last read.
    #[prop(into)]
    profile: Signal<Profile>,
    /// Why nothing may be changed.
    refusal: Refusal,
) -> impl IntoView {
    let (user, toasts) = (User::expect(), Toasts::expect());
    // What typing started from, and what is typed.
    let base = RwSignal::new(profile.with_untracked(|profile| Draft::from(profile)));
    let draft = RwSignal::new(base.get_untracked());
    let is_changed = Memo::new(move |_| base.with(|base| draft.with(|draft| base != draft)));
    Navigator::expect().guard(is_changed.into());
    Effect::new(move |_| {
        let now = profile.with(|profile| Draft::from(profile));
        if !is_changed.get_untracked() {
            base.set(now.clone());
            draft.set(now);
        }
    });
    let submission = Submission::new();
    let meanwhile = RwSignal::new(None::<Meanwhile>);
    let name_kept = RwSignal::new(false);
    let is_foreign = !key.iamid.is_bim();
    let provider = provider_name(&key);
    let key = StoredValue::new(key);
    let send = move |typed: Draft, before: Draft, now: Profile| async move {
        let Some(key) = key.try_get_value() else { return Ok(()) };
        let body = typed.update(&before, &now, &key.iamid, &key.userid);
        let name = body.name.clone().flatten();
        user.update_profile(&key, &now, body).await?;
        // The API's table of row 3 knows no name: only reading again tells whether it was taken.
        let saved = user.reread(&key).await?;
        let is_kept = name.is_some_and(|name| saved.profile().name.as_ref() != Some(&name));
        name_kept.try_set(is_kept);
        let saved = Draft::from(saved.profile());
        base.try_set(saved.clone());
        draft.try_set(saved);
        toasts.show(ToastKind::Success, words::PROFILE_SAVED);
        Ok::<(), ApiError>(())
    };
    // Reads again, tells what changed meanwhile unless that is answered already, and sends.
    let submit = move |answered: bool| {
        if refusal.with_untracked(Option::is_some) || !is_changed.get_untracked() {
            return;
        }
        let (typed, before) = (draft.get_untracked(), base.get_untracked());
        submission.run(typed.validate(&before).map(|()| typed), FIELDS, move |typed| async move {
            let Some(key) = key.try_get_value() else { return Ok(()) };
            let part = user.reread(&key).await?;
            let theirs = Draft::from(part.profile());
            let changes = typed.changed_meanwhile(&before, &theirs);
            if changes.is_empty() || answered {
                return send(typed.rebased(&before, &theirs, true), theirs, part.profile().clone()).await;
            }
            let at = part.profile().updated_at.as_ref().map(|time| time.as_str().to_owned());
            meanwhile.try_set(Some(Meanwhile { changes, at }));
            Ok(())
        });
    };
    let answer = move |choice: Choice| match choice {
        Choice::Mine => submit(true),
        // What they saved stands in the form; the rest of what was typed is still there to be saved.
        Choice::Theirs => {
            let theirs = profile.with_untracked(|profile| Draft::from(profile));
            let rebased = draft.with_untracked(|mine| mine.rebased(&base.get_untracked(), &theirs, false));
            base.set(theirs);
            draft.set(rebased);
        }
    };
    let discard = move || draft.set(base.get_untracked());
    let locks = Locks { refusal, is_foreign, provider, base };
    view! {
        <FormShell
            class="stack"
            failed=words::PROFILE_FAILED
            failure=submission.failure()
            pending=submission.pending()
            on_submit=move || submit(false)
        >
            {move || {
                let reason = refusal.get().or_else(|| is_foreign.then(|| foreign_note(&provider.get())))?;
                Some(
                    view! {
                        <p class="note">
                            <Icon glyph=Glyph::LOCK />
                            {reason}
                        </p>
                    },
                )
            }}
            <Show when=move || name_kept.get()>
                <Banner tone=Tone::Warning title=words::NAME_KEPT />
            </Show>
            {texts(draft, submission, locks)}
            {external_ids(draft, submission, locks)}
            {shown(profile)}
            <Show when=move || is_changed.get()>
                <div class="save-bar">
                    <div class="save-bar-what" role="status">
                        {words::UNSAVED}
                    </div>
                    <Button label=words::DISCARD on_click=discard />
                    <Button
                        label=words::SAVE
                        variant=Variant::Primary
                        submit=true
                        busy=submission.pending()
                    />
                </div>
            </Show>
        </FormShell>
        <MeanwhileDialog meanwhile on_choice=answer />
    }
}

fn provider_name(key: &UserKey) -> Signal<String> {
    let (iams, iamid) = (Iams::expect(), key.iamid.clone());
    Signal::derive(move || iams.display_name(&iamid))
}

fn foreign_note(provider: &str) -> String {
    [words::BELONGS_TO, " ", provider, words::FIELDS_FILLED_THERE].concat()
}

/// What may not be typed into, and why.
#[derive(Clone, Copy)]
struct Locks {
    refusal: Refusal,
    is_foreign: bool,
    provider: Signal<String>,
    base: RwSignal<Draft>,
}

impl Locks {
    /// A field that the account's provider fills is changed there.
    fn of_text(self, index: usize) -> Signal<bool> {
        Signal::derive(move || {
            let is_filled = self.is_foreign && self.base.with(|base| !base.text(index).is_empty());
            is_filled || self.refusal.with(Option::is_some)
        })
    }

    fn help(self, index: usize) -> Signal<Option<String>> {
        Signal::derive(move || {
            let is_filled = self.is_foreign && self.base.with(|base| !base.text(index).is_empty());
            is_filled.then(|| [words::FROM, " ", &self.provider.get(), "."].concat())
        })
    }

    fn all(self) -> Signal<bool> {
        Signal::derive(move || self.refusal.with(Option::is_some))
    }
}

fn texts(draft: RwSignal<Draft>, submission: Submission, locks: Locks) -> impl IntoView {
    let field = move |index: usize| {
        let (name, label) = TEXTS[index];
        let value = Signal::derive(move || draft.with(|draft| draft.text(index)));
        let input = move |text: String| {
            submission.touch(name);
            draft.update(|draft| draft.set_text(index, text));
        };
        let (problem, help) = (submission.problem(name), locks.help(index));
        let read_only = locks.of_text(index);
        if index == ABOUT {
            view! { <TextArea label value read_only help problem on_input=input /> }.into_any()
        } else {
            view! { <TextField label value read_only help problem on_input=input /> }.into_any()
        }
    };
    let fields = |from: usize, to: usize| (from..to).map(field).collect::<Vec<_>>();
    view! {
        <section class="form-section">
            <h2>{words::CONTACT}</h2>
            <div class="form-row">{fields(0, 3)}</div>
        </section>
        <section class="form-section">
            <h2>{words::WORK}</h2>
            <div class="form-row">{fields(3, ABOUT)}</div>
            {field(ABOUT)}
        </section>
    }
}

fn external_ids(draft: RwSignal<Draft>, submission: Submission, locks: Locks) -> impl IntoView {
    let systems = Memo::new(move |_| draft.with(Draft::systems));
    let field = move |system: String| {
        let known = SYSTEMS.iter().find(|(key, _)| *key == system).map(|(_, label)| (*label).to_owned());
        let label = known.unwrap_or_else(|| system.clone());
        let of = system.clone();
        let value = Signal::derive(move || draft.with(|draft| draft.id(&of)));
        let input = move |text: String| {
            submission.touch("externalUserIds");
            draft.update(|draft| draft.set_id(&system, text));
        };
        view! { <TextField label value read_only=locks.all() on_input=input /> }
    };
    let sql_input = move |text: String| {
        submission.touch("sqlUser");
        draft.update(|draft| draft.sql_user = text);
    };
    let new_key = RwSignal::new(String::new());
    let add = move || {
        let key = new_key.get_untracked().trim().to_owned();
        if !key.is_empty() && !systems.with_untracked(|systems| systems.contains(&key)) {
            new_key.set(String::new());
            draft.update(|draft| draft.set_id(&key, String::new()));
        }
    };
    let on_enter = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" {
            // The form around it is not what Enter means here.
            event.prevent_default();
            add();
        }
    };
    view! {
        <section class="form-section">
            <h2>{words::EXTERNAL_IDS}</h2>
            <p>{words::EXTERNAL_IDS_DETAIL}</p>
            <div class="form-row">
                <For each=move || systems.get() key=Clone::clone children=field />
                <TextField
                    label=words::SQL_USER
                    value=Signal::derive(move || draft.with(|draft| draft.sql_user.clone()))
                    read_only=locks.all()
                    help=words::SQL_USER_HELP.to_owned()
                    problem=submission.problem("sqlUser")
                    on_input=sql_input
                />
            </div>
            <div class="input-row" on:keydown=on_enter>
                <TextField
                    label=words::ANOTHER_SYSTEM
                    value=new_key
                    read_only=locks.all()
                    help=words::ANOTHER_SYSTEM_HELP.to_owned()
                    problem=submission.problem("externalUserIds")
                    on_input=move |text: String| new_key.set(text)
                />
                <Button label=words::ADD refusal=locks.refusal on_click=add />
            </div>
        </section>
    }
}

/// What the API tells and row 3 sends back as it came.
fn shown(profile: Signal<Profile>) -> impl IntoView {
    let rows = move || {
        let profile = profile.get();
        let objects = profile.external_user_ids.iter().flatten().filter(|(_, value)| !value.is_string());
        let ids = objects.map(|(system, value)| (system.clone(), plain(value)));
        let preferences = profile.preferences.iter().filter_map(|value| value.as_object()).flatten();
        let preferences = preferences
            .map(|(key, value)| ([words::PREFERENCES, ": ", key].concat(), plain(value)))
            .collect::<Vec<_>>();
        let scim =
            profile.scim.iter().filter(|scim| !scim.is_null()).map(|scim| ("SCIM".to_owned(), plain(scim)));
        let id = [(words::PROFILE_ID.to_owned(), profile.id.to_string())];
        let facts = ids.chain(id).chain(scim).chain(preferences).collect::<Vec<_>>();
        facts.into_iter().map(|(name, value)| view! { <Fact name>{value}</Fact> }).collect_view()
    };
    view! {
        <details class="form-section disclosure">
            <summary>
                <h2>{words::RECORD}</h2>
            </summary>
            <p class="muted">{words::RECORD_DETAIL}</p>
            <FactList>{rows}</FactList>
        </details>
    }
}
