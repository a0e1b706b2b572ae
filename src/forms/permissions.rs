//! What a person may do: boxes to tick, and before it is sent, what is added and what is taken. One permission taken
//! is row 4; anything else is row 5, after looking whether somebody else changed them meanwhile.

use bim_api::endpoints::SetPermissions;
use bim_api::{ApiError, Permission};
use leptos::prelude::*;

use super::meanwhile::{Change, Choice, Meanwhile, MeanwhileDialog};
use super::shell::{FormShell, Submission};
use crate::components::{PermissionPicker, refusal};
use crate::navigation::Navigator;
use crate::routes::UserKey;
use crate::stores::{Part, Session, ToastKind, Toasts, User};
use crate::ui::{Badge, Banner, Button, Glyph, Icon, Tone, Variant};
use crate::words;

/// What is added to a set, and what is taken from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Difference {
    added: Vec<Permission>,
    taken: Vec<Permission>,
}

impl Difference {
    fn between(before: &[Permission], after: &[Permission]) -> Self {
        let without = |from: &[Permission], other: &[Permission]| {
            from.iter().filter(|held| !other.contains(held)).cloned().collect()
        };
        Self { added: without(after, before), taken: without(before, after) }
    }

    fn is_empty(&self) -> bool {
        self.added.is_empty() && self.taken.is_empty()
    }

    /// The set after this change; what it does not concern stays, in its order.
    fn apply(&self, to: &[Permission]) -> Vec<Permission> {
        let kept = to.iter().filter(|held| !self.taken.contains(held));
        let new = self.added.iter().filter(|held| !to.contains(held));
        kept.chain(new).cloned().collect()
    }

    /// The one permission that is taken, where nothing else happens.
    fn single(&self) -> Option<&Permission> {
        match (&self.added[..], &self.taken[..]) {
            ([], [one]) => Some(one),
            _ => None,
        }
    }
}

/// What somebody else did to the set, told beside what was chosen here.
fn told(theirs: &Difference, mine: &Difference) -> Vec<Change> {
    let change = |permission: &Permission, what: &str, opposite: &[Permission], other: &str| Change {
        what: permission.to_string(),
        theirs: what.to_owned(),
        mine: opposite.contains(permission).then(|| other.to_owned()),
    };
    let added = theirs.added.iter().map(|one| change(one, words::ADDED, &mine.taken, words::TAKEN));
    let taken = theirs.taken.iter().map(|one| change(one, words::TAKEN, &mine.added, words::ADDED));
    added.chain(taken).collect()
}

/// The form.
#[component]
pub fn PermissionsForm(
    /// Whose they are.
    key: UserKey,
    /// What is held, as last read.
    #[prop(into)]
    held: Signal<Vec<Permission>>,
) -> impl IntoView {
    let (user, toasts) = (User::expect(), Toasts::expect());
    let is_own = untrack(|| Session::expect().is_self(&key));
    let refused = refusal::<SetPermissions>();
    // What the choice started from, and the choice.
    let base = RwSignal::new(held.get_untracked());
    let chosen = RwSignal::new(held.get_untracked());
    let difference = Memo::new(move |_| base.with(|base| chosen.with(|now| Difference::between(base, now))));
    let is_changed = Memo::new(move |_| difference.with(|difference| !difference.is_empty()));
    Navigator::expect().guard(is_changed.into());
    // Read again while nothing was changed here: shown as it is now.
    Effect::new(move |_| {
        let now = held.get();
        if !is_changed.get_untracked() {
            base.set(now.clone());
            chosen.set(now);
        }
    });
    let submission = Submission::new();
    let meanwhile = RwSignal::new(None::<Meanwhile>);
    let kept_back = RwSignal::new(Vec::<Permission>::new());
    let key = StoredValue::new(key);
    let start_from = move |now: Vec<Permission>, choice: Vec<Permission>| {
        base.try_set(now);
        chosen.try_set(choice);
    };
    let send = move |wanted: Vec<Permission>, difference: Difference| async move {
        let (Some(key), Some(before)) = (key.try_get_value(), base.try_get_untracked()) else {
            return Ok(());
        };
        let now = match difference.single() {
            Some(permission) => user.remove_permission(&key, permission.clone()).await?,
            None => user.set_permissions(&key, &before, wanted.clone()).await?,
        };
        // An API may keep back what it was asked for.
        let missing = Difference::between(&wanted, &now).taken;
        user.adopt_permissions(now.clone());
        start_from(now.clone(), now);
        if missing.is_empty() {
            toasts.show(ToastKind::Success, words::PERMISSIONS_SAVED);
        }
        kept_back.try_set(missing);
        Ok::<(), ApiError>(())
    };
    let submit = move || {
        let difference = difference.get_untracked();
        if difference.is_empty() || refused.with_untracked(Option::is_some) {
            return;
        }
        submission.run(Ok(difference), &[], move |mine| async move {
            let Some(key) = key.try_get_value() else { return Ok(()) };
            let Part::Whole(now) = user.reread(&key).await? else { return Ok(()) };
            let Some(before) = base.try_get_untracked() else { return Ok(()) };
            let (theirs, wanted) =
                (Difference::between(&before, &now.permissions), mine.apply(&now.permissions));
            if !theirs.is_empty() {
                let at = now.updated_at.as_ref().map(|time| time.as_str().to_owned());
                meanwhile.try_set(Some(Meanwhile { changes: told(&theirs, &mine), at }));
                // From here on the choice is told against what is there now.
                start_from(now.permissions, wanted);
                return Ok(());
            }
            send(wanted, mine).await
        });
    };
    let answer = move |choice: Choice| match choice {
        // What was chosen here, on top of what they saved.
        Choice::Mine => {
            let (wanted, mine) = (chosen.get_untracked(), difference.get_untracked());
            submission.run(Ok(()), &[], move |()| send(wanted, mine));
        }
        Choice::Theirs => chosen.set(base.get_untracked()),
    };
    let locked = Signal::derive(move || {
        if refused.with(Option::is_some) {
            return Vec::new();
        }
        let held = is_own && base.with(|base| base.contains(&Permission::USER_ADMIN));
        let own = held.then(|| (Permission::USER_ADMIN, words::OWN_PERMISSION.to_owned()));
        own.into_iter().collect()
    });
    let choose = move |permissions: Vec<Permission>| {
        kept_back.set(Vec::new());
        chosen.set(permissions);
    };
    view! {
        <FormShell
            class="stack"
            failed=words::PERMISSIONS_FAILED
            failure=submission.failure()
            pending=submission.pending()
            on_submit=submit
        >
            {move || {
                refused
                    .get()
                    .map(|reason| {
                        view! {
                            <p class="note">
                                <Icon glyph=Glyph::LOCK />
                                {reason}
                            </p>
                        }
                    })
            }}
            {move || {
                let missing = kept_back.get();
                let names: Vec<_> = missing.iter().map(Permission::as_str).collect();
                let detail = names.join(", ");
                (!names.is_empty()).then(|| view! { <Banner tone=Tone::Warning title=words::KEPT_BACK detail /> })
            }}
            <PermissionPicker
                chosen
                also=base
                held
                locked
                disabled=Signal::derive(move || refused.with(Option::is_some))
                on_change=choose
            />
            {move || {
                is_changed.get().then(|| footer(difference, submission, move || chosen.set(base.get_untracked())))
            }}
        </FormShell>
        <MeanwhileDialog meanwhile on_choice=answer />
    }
}

/// What is about to be sent, and sending it.
fn footer(
    difference: Memo<Difference>,
    submission: Submission,
    discard: impl Fn() + 'static,
) -> impl IntoView {
    let badges = move || {
        let Difference { added, taken } = difference.get();
        let badge = |sign: &str, permission: &Permission, tone: Tone| {
            view! { <Badge label=[sign, " ", permission.as_str()].concat() tone /> }.into_any()
        };
        let added = added.iter().map(|one| badge("+", one, Tone::Success)).collect::<Vec<_>>();
        let taken = taken.iter().map(|one| badge("\u{2212}", one, Tone::Danger)).collect::<Vec<_>>();
        let group = |label: &'static str, badges: Vec<AnyView>| {
            (!badges.is_empty())
                .then(|| view! { <span class="cluster" role="group" aria-label=label>{badges}</span> })
        };
        view! {
            {group(words::ADDED, added)}
            {group(words::TAKEN, taken)}
        }
    };
    view! {
        <div class="save-bar">
            <div class="save-bar-what" role="status">{badges}</div>
            <Button label=words::DISCARD on_click=discard />
            <Button label=words::SAVE variant=Variant::Primary submit=true busy=submission.pending() />
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(names: &[&str]) -> Vec<Permission> {
        names.iter().map(|name| Permission::new(*name)).collect()
    }

    #[test]
    fn a_difference_says_what_is_added_and_taken_and_keeps_the_rest() {
        let difference = Difference::between(&set(&["AUDIT", "NEW_ONE"]), &set(&["NEW_ONE", "GOVERNANCE"]));
        assert_eq!(difference, Difference { added: set(&["GOVERNANCE"]), taken: set(&["AUDIT"]) });
        // Somebody else gave one meanwhile: it stays.
        let now = set(&["NEW_ONE", "AUDIT", "CREATE_FILTER"]);
        assert_eq!(difference.apply(&now), set(&["NEW_ONE", "CREATE_FILTER", "GOVERNANCE"]));
    }

    #[test]
    fn one_permission_taken_alone_is_row_4() {
        let single = |before: &[&str], after: &[&str]| {
            Difference::between(&set(before), &set(after)).single().cloned()
        };
        assert_eq!(single(&["AUDIT", "GOVERNANCE"], &["GOVERNANCE"]), Some(Permission::AUDIT));
        assert_eq!(single(&["AUDIT", "GOVERNANCE"], &[]), None);
        assert_eq!(single(&["AUDIT"], &["GOVERNANCE"]), None);
    }

    #[test]
    fn what_others_did_is_told_beside_what_was_chosen_against_it() {
        let theirs = Difference { added: set(&["AUDIT"]), taken: set(&["GOVERNANCE"]) };
        let mine = Difference { added: set(&["GOVERNANCE"]), taken: Vec::new() };
        let told = told(&theirs, &mine);
        assert_eq!((told[0].what.as_str(), told[0].mine.as_deref()), ("AUDIT", None));
        assert_eq!((told[1].what.as_str(), told[1].mine.as_deref()), ("GOVERNANCE", Some(words::ADDED)));
    }
}
