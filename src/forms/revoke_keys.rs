//! Revoking several of one's own API keys together: which they are and whether anything uses them, then the job. It
//! stands at one's own keys and not at a selection of people: only who made a key can revoke it (row 35), a USER_ADMIN
//! can read the keys of others (row 34) and no more. Disabling an account is what lets its keys rest.

use bim_api::wire::key::ApiKeyInfo;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::shell::{FormShell, Submission};
use super::typed_count::{COUNT, TypedCount};
use crate::components::{KeyTable, key_name, key_uses};
use crate::routes::UserKey;
use crate::stores::{ApiKeys, Change, Holder, JobPlan, Jobs, Lifetime, Selection, Session, Task};
use crate::ui::number::grouped;
use crate::ui::{Banner, Button, Dialog, Tone, Variant};
use crate::words;

/// The dialog.
#[component]
pub fn RevokeKeysDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Which keys.
    selection: Selection<ApiKeyInfo>,
) -> impl IntoView {
    let close = move || open.set(false);
    let content = move || open.get().then(|| preview(selection, close));
    view! {
        <Dialog open on_close=close title=words::REVOKE_SELECTED_TITLE wide=true>
            {content}
        </Dialog>
    }
}

fn preview(selection: Selection<ApiKeyInfo>, close: impl Fn() + Copy + Send + 'static) -> AnyView {
    let (store, jobs, lifetime) = (ApiKeys::expect(), Jobs::expect(), Lifetime::expect());
    let submission = Submission::new();
    let typed = TypedCount::new(submission);
    let all = store.keys().with_untracked(|keys| keys.value.clone().unwrap_or_default());
    let mut keys: Vec<ApiKeyInfo> = all.iter().filter(|key| selection.holds(key)).cloned().collect();
    // The key that this session may have come from goes last: its end is the end of the session.
    keys.sort_by_key(|key| lifetime.may_be_opened_with(key));
    let is_own = keys.last().is_some_and(|key| lifetime.may_be_opened_with(key));
    let count = keys.len();
    let (unused, in_use) = key_uses(&keys);
    let kinds = [
        (count, words::KEYS_REVOKED_NOW),
        (unused, words::KEYS_NEVER_USED),
        (in_use, words::KEYS_IN_USE),
        (selection.chosen().with_untracked(|chosen| chosen.len()).saturating_sub(count), words::PLAN_GONE),
    ];
    let told = kinds.into_iter().filter(|(number, says)| *number > 0 || *says == words::KEYS_REVOKED_NOW);
    let told: Vec<_> = told.map(|(number, says)| [&grouped(number as u64), " ", says].concat()).collect();
    let plan = {
        let owner = untrack(|| Session::expect().person());
        let holder = owner.map(|own| UserKey { iamid: own.iamid.clone(), userid: own.userid.clone() });
        let task = |key: &ApiKeyInfo| {
            let (holder, label) = (Holder::User(holder.clone()?), key_name(key));
            Some(Task::of(holder, [Change::Revoke(key.keyid, label.clone())]).called(label))
        };
        keys.iter().filter_map(task).collect::<Vec<_>>()
    };
    let known: Vec<_> = all.iter().map(|key| key.keyid).collect();
    let plan = StoredValue::new((plan, known));
    let begin = move || {
        let (tasks, known) = plan.get_value();
        selection.clear();
        let after = move || {
            let known = known.clone();
            spawn_local(async move { store.look_for_unexpected(&known).await });
        };
        let title = words::REVOKING_KEYS.to_owned();
        jobs.begin(JobPlan { title, unneeded: words::KEYS_WERE_REVOKED, tasks }, after);
        close();
    };
    let submit = move || {
        let validated = typed.validate(Some(count));
        submission.run(validated, &[COUNT], move |()| async move {
            begin();
            Ok(())
        });
    };
    let nothing = Signal::stored((count == 0).then(|| words::PLAN_NOTHING.to_owned()));
    view! {
        <FormShell failed="" failure=Signal::stored(None) pending=submission.pending() on_submit=submit>
            <div class="dialog-body stack">
                <p role="status">{told.join(" · ")}</p>
                <div class="card bulk-lines" data-flush="">
                    <KeyTable keys=Signal::stored(Some(keys)) />
                </div>
                <Banner tone=Tone::Danger title=words::REVOKE_SELECTED_DETAIL />
                {is_own
                    .then(|| {
                        view! {
                            <Banner
                                tone=Tone::Warning
                                title=words::OWN_KEY
                                detail=words::OWN_KEY_DETAIL.to_owned()
                            />
                        }
                    })}
                {typed.field(words::COUNT_TO_CHANGE, words::TYPE_COUNT_CHANGE, move || Some(count))}
            </div>
            <footer class="dialog-footer">
                <Button label=words::CANCEL on_click=close />
                <Button
                    label=[words::REVOKE, " ", &grouped(count as u64)].concat()
                    variant=Variant::Danger
                    submit=true
                    busy=submission.pending()
                    refusal=nothing
                />
            </footer>
        </FormShell>
    }
    .into_any()
}
