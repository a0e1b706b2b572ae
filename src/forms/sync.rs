//! What a sync reads and from where (row 9): every field may stay empty, since the provider's stored configuration has
//! it. The password leaves with the request and stands nowhere else.

mod draft;
mod reading;

use bim_api::IamId;
use bim_api::wire::iam::{BindCredentials, SyncRequest};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;
use wasm_bindgen_futures::JsFuture;

use super::shell::{FormShell, Submission, Text};
use crate::navigation::scroll_to;
use crate::stores::Sync;
use crate::ui::segmented::{Segment, Segmented};
use crate::ui::{
    Banner, Button, CopyButton, FileDrop, PasswordField, TextArea, TextField, Tone, Variant, download,
};
use crate::words;

pub use draft::{SyncDraft, sync_summary};

/// The API's names for the form's own fields.
const FIELDS: &[&str] = &[
    "host",
    "port",
    "bind_dn",
    "bind_password",
    "userSearchBase",
    "userSearchFilter",
    "email",
    "name",
    "phone",
    "authorizations",
    "externalUserIds",
    "groupSearchFilter",
    "userGroupSearchFilter",
    "useSSL",
    "startTLS",
    "json",
];

const CHOICES: &[Segment] = &[
    Segment { value: "", label: words::SYNC_AS_STORED, icon: None },
    Segment { value: "on", label: words::SYNC_ON, icon: None },
    Segment { value: "off", label: words::SYNC_OFF, icon: None },
];

const PROTECTIONS: &[Segment] = &[
    Segment { value: "", label: words::SYNC_AS_STORED, icon: None },
    Segment { value: "ldaps", label: words::SYNC_LDAPS, icon: None },
    Segment { value: "starttls", label: words::SYNC_STARTTLS, icon: None },
    Segment { value: "none", label: words::SYNC_UNPROTECTED, icon: None },
];

/// The form.
#[component]
pub fn SyncForm(
    /// Whose people are synced.
    iamid: IamId,
    /// A preview was made of this request.
    #[prop(into)]
    on_preview: UnsyncCallback<(SyncRequest,)>,
    /// Something was changed since.
    #[prop(into)]
    on_change: UnsyncCallback<()>,
    /// Previews what is typed whenever this grows.
    again: Signal<u32>,
) -> impl IntoView {
    let sync = Sync::expect();
    let draft = RwSignal::new(SyncDraft::default());
    let password = RwSignal::new(String::new());
    let submission = Submission::new();
    Effect::new(move |before: Option<()>| {
        draft.track();
        password.track();
        if before.is_some() {
            on_change.run(());
        }
    });
    let name = ["bim-", iamid.as_str(), ".json"].concat();
    let submit = UnsyncCallback::new(move |()| {
        let iamid = iamid.clone();
        let validated = draft.with_untracked(SyncDraft::validate);
        submission.run(validated, FIELDS, move |mut request| async move {
            password.with_untracked(|secret| {
                if !secret.is_empty() {
                    let config = request.iam_config.get_or_insert_default();
                    let credentials = config.credentials.get_or_insert_with(BindCredentials::default);
                    credentials.extra.insert("bind_password".to_owned(), Value::String(secret.clone()));
                }
            });
            sync.preview(iamid, request.clone()).await?;
            on_preview.run((request,));
            Ok(())
        });
    });
    Effect::new(move |before: Option<u32>| {
        let now = again.get();
        if before.is_some_and(|before| before < now) {
            submit.run(());
        }
        now
    });
    let failure = submission.failure();
    // The form is long and sent from its end: why it failed stands at its beginning.
    Effect::new(move |_| {
        if failure.with(Option::is_some) {
            request_animation_frame(|| scroll_to(0));
        }
    });
    view! {
        <FormShell
            class="form"
            failed=words::PREVIEW_FAILED
            failure
            pending=submission.pending()
            on_submit=submit
        >
            <p class="note">{words::SYNC_STORED}</p>
            {connection(submission, draft, password)}
            {people(submission, draft)}
            {groups(submission, draft)}
            {json(submission, draft, name)}
            <div class="form-footer">
                <Button label=words::PREVIEW_SYNC variant=Variant::Primary submit=true busy=submission.pending() />
            </div>
        </FormShell>
    }
}

fn field(label: &'static str, help: &'static str, text: Text) -> AnyView {
    let Text { value, problem, input } = text;
    view! { <TextField label value problem help=Some(help.to_owned()) on_input=input /> }.into_any()
}

fn lines(label: &'static str, help: &'static str, text: Text) -> AnyView {
    let Text { value, problem, input } = text;
    view! { <TextArea label value problem help=Some(help.to_owned()) on_input=input /> }.into_any()
}

fn choice(
    label: &'static str,
    segments: &'static [Segment],
    draft: RwSignal<SyncDraft>,
    get: fn(&SyncDraft) -> &'static str,
    set: fn(&mut SyncDraft, &'static str),
) -> AnyView {
    let value = Signal::derive(move || draft.with(get));
    view! {
        <div class="stack" data-gap="tight">
            <span class="field-label">{label}</span>
            <Segmented label segments value on_change=move |choice| draft.update(|draft| set(draft, choice)) />
        </div>
    }
    .into_any()
}

fn connection(submission: Submission, draft: RwSignal<SyncDraft>, password: RwSignal<String>) -> AnyView {
    let host = submission.text("host", draft, |d| &d.host, |d| &mut d.host);
    let port = submission.text("port", draft, |d| &d.port, |d| &mut d.port);
    let bind_dn = submission.text("bind_dn", draft, |d| &d.bind_dn, |d| &mut d.bind_dn);
    let typed = move |text| {
        submission.touch("bind_password");
        password.set(text);
    };
    view! {
        <section class="form-section">
            <h2>{words::SYNC_CONNECTION}</h2>
            <div class="form-row">
                {field(words::SYNC_HOST, words::SYNC_HOST_HELP, host)}
                {field(words::SYNC_PORT, words::SYNC_PORT_HELP, port)}
            </div>
            <div class="stack sync-protection" data-gap="tight">
                {choice(words::SYNC_PROTECTION, PROTECTIONS, draft, |d| d.protection, |d, choice| d.protection = choice)}
                <p class="field-problem" role="alert">
                    {move || submission.problem("useSSL").get().or_else(|| submission.problem("startTLS").get())}
                </p>
                <p class="field-help">{words::SYNC_PROTECTION_HELP}</p>
            </div>
            <div class="form-row">
                {field(words::SYNC_BIND_DN, words::SYNC_BIND_DN_HELP, bind_dn)}
                <PasswordField
                    label=words::SYNC_BIND_PASSWORD
                    name="bind-password"
                    autocomplete="off"
                    value=password
                    help=Some(words::SYNC_BIND_PASSWORD_HELP.to_owned())
                    problem=submission.problem("bind_password")
                    on_input=typed
                />
            </div>
        </section>
    }
    .into_any()
}

fn people(submission: Submission, draft: RwSignal<SyncDraft>) -> AnyView {
    let base = submission.text("userSearchBase", draft, |d| &d.user_base, |d| &mut d.user_base);
    let filter = submission.text("userSearchFilter", draft, |d| &d.user_filter, |d| &mut d.user_filter);
    let email = submission.text("email", draft, |d| &d.email, |d| &mut d.email);
    let name = submission.text("name", draft, |d| &d.name, |d| &mut d.name);
    let phone = submission.text("phone", draft, |d| &d.phone, |d| &mut d.phone);
    let attributes =
        submission.text("authorizations", draft, |d| &d.authorizations, |d| &mut d.authorizations);
    let ids = submission.text("externalUserIds", draft, |d| &d.external_ids, |d| &mut d.external_ids);
    let permissions =
        submission.text("defaultPermissions", draft, |d| &d.permissions, |d| &mut d.permissions);
    view! {
        <section class="form-section">
            <h2>{words::SYNC_PEOPLE}</h2>
            <div class="form-row">
                {field(words::SYNC_BASE, words::SYNC_BASE_HELP, base)}
                {field(words::SYNC_FILTER, words::SYNC_FILTER_HELP, filter)}
            </div>
            <div class="form-row">
                {field(words::SYNC_NAME, words::SYNC_ATTRIBUTE_HELP, name)}
                {field(words::SYNC_EMAIL, words::SYNC_ATTRIBUTE_HELP, email)}
                {field(words::SYNC_PHONE, words::SYNC_ATTRIBUTE_HELP, phone)}
            </div>
            {lines(words::SYNC_AUTHORIZATIONS, words::SYNC_AUTHORIZATIONS_HELP, attributes)}
            {lines(words::SYNC_EXTERNAL_IDS, words::SYNC_EXTERNAL_IDS_HELP, ids)}
            {field(words::SYNC_PERMISSIONS, words::SYNC_PERMISSIONS_HELP, permissions)}
        </section>
    }
    .into_any()
}

fn groups(submission: Submission, draft: RwSignal<SyncDraft>) -> AnyView {
    let filter = submission.text("groupSearchFilter", draft, |d| &d.group_filter, |d| &mut d.group_filter);
    let member =
        submission.text("userGroupSearchFilter", draft, |d| &d.member_filter, |d| &mut d.member_filter);
    let name = submission.text("groupName", draft, |d| &d.group_name, |d| &mut d.group_name);
    view! {
        <section class="form-section">
            <h2>{words::SYNC_GROUPS}</h2>
            {choice(words::SYNC_GROUPS_TOO, CHOICES, draft, |d| d.groups, |d, choice| d.groups = choice)}
            {field(words::SYNC_GROUP_FILTER, words::SYNC_GROUP_FILTER_HELP, filter)}
            <div class="form-row">
                {field(words::SYNC_MEMBER_FILTER, words::SYNC_MEMBER_FILTER_HELP, member)}
                {field(words::SYNC_GROUP_NAME, words::SYNC_ATTRIBUTE_HELP, name)}
            </div>
        </section>
    }
    .into_any()
}

/// What became of a description that was read: the fields that were left out of it.
type Taken = RwSignal<Option<Vec<String>>>;

fn take(submission: Submission, draft: RwSignal<SyncDraft>, taken: Taken, text: &str) -> bool {
    submission.touch("json");
    taken.set(None);
    match reading::read(text) {
        Ok(read) => {
            draft.set(read.draft);
            taken.set(Some(read.left_out));
            true
        }
        Err(why) => {
            submission.object("json", why);
            false
        }
    }
}

fn json(submission: Submission, draft: RwSignal<SyncDraft>, name: String) -> AnyView {
    let (pasted, taken) = (RwSignal::new(String::new()), Taken::new(None));
    let fill = move || {
        if pasted.with_untracked(|text| take(submission, draft, taken, text)) {
            // It may hold a password.
            pasted.set(String::new());
        }
    };
    let dropped = move |file: web_sys::File| {
        spawn_local(async move {
            let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
            // The page may be gone by now.
            if draft.try_get_untracked().is_none() {
                return;
            }
            match text {
                Some(text) => drop(take(submission, draft, taken, &text)),
                None => submission.object("json", words::SYNC_UNREADABLE),
            }
        });
    };
    let typed = move |text| {
        submission.touch("json");
        pasted.set(text);
    };
    let exported = Signal::derive(move || draft.with(SyncDraft::to_json));
    let save = move || download::save(&name, &[exported.get_untracked()]);
    let told = move || {
        taken.get().map(|left_out| {
            let detail = (!left_out.is_empty())
                .then(|| [words::SYNC_LEFT_OUT, " ", &left_out.join(", "), "."].concat());
            let tone = if detail.is_some() { Tone::Warning } else { Tone::Success };
            view! { <Banner tone title=words::SYNC_FILLED_IN detail /> }
        })
    };
    view! {
        <details class="form-section disclosure">
            <summary>{words::SYNC_JSON}</summary>
            <div class="stack">
            <FileDrop label=words::CHOOSE_FILE accept=".json,application/json" on_file=dropped>
                <div class="drop-target">
                    <strong>{words::SYNC_JSON_DROP}</strong>
                </div>
            </FileDrop>
            <TextArea
                label=words::SYNC_JSON_TEXT
                value=pasted
                help=Some(words::SYNC_JSON_HELP.to_owned())
                problem=submission.problem("json")
                on_input=typed
            />
            <div aria-live="polite">{told}</div>
            <div class="cluster">
                <Button label=words::SYNC_IMPORT on_click=fill />
                <Button label=words::SYNC_SAVE on_click=save />
                <CopyButton value=exported label=words::SYNC_COPY variant=Variant::Secondary />
            </div>
            </div>
        </details>
    }
    .into_any()
}
