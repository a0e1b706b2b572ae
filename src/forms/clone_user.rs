//! Copying a person to new accounts (row 12): addresses typed, pasted or dropped as a file, checked one by one before
//! anything is sent, then sent one by one, with what came of each.

mod addresses;
mod lists;
mod run;
mod typing;

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;

use crate::components::{JobView, explain};
use crate::navigation::Navigator;
use crate::routes::UserKey;
use crate::stores::{Done, Job, JobProgress, Step, User};
use crate::ui::number::grouped;
use crate::ui::{Button, Progress, Variant};
use crate::words;
use addresses::{Address, Verdict, read, summary};
use lists::{Outcome, checked_list, outcome_list};
use run::{clone_to, exists};
use typing::typing;

/// Where the list stands.
#[derive(Clone, Debug, PartialEq)]
enum Stage {
    /// It is typed.
    Typing,
    /// Accounts of these names are looked for.
    Checking,
    /// It is known which addresses can be sent.
    Checked(Vec<Address>),
    /// These are sent, or were.
    Sending(Vec<String>),
}

/// The form.
#[component]
pub fn CloneUserForm(
    /// Who is copied.
    key: UserKey,
) -> impl IntoView {
    let user = User::expect();
    let text = RwSignal::new(String::new());
    let stage = RwSignal::new(Stage::Typing);
    // Items are places in the list.
    let (looking, cloning) = (Job::<usize>::default(), Job::<usize>::default());
    let outcomes = RwSignal::new(Vec::<Outcome>::new());
    let listed = Memo::new(move |_| text.with(|text| read(text)));
    let is_unsaved = Memo::new(move |_| match stage.get() {
        Stage::Sending(_) => !cloning.progress().is_finished(),
        Stage::Typing | Stage::Checking | Stage::Checked(_) => text.with(|text| !text.is_empty()),
    });
    Navigator::expect().guard(is_unsaved.into());
    let check = move || {
        let addresses = listed.get_untracked();
        let good = (0..addresses.len()).filter(|&at| addresses[at].verdict == Verdict::Good).collect();
        stage.set(Stage::Checking);
        looking.plan(good);
        let found = Rc::new(RefCell::new(addresses));
        let seen = found.clone();
        let look = move |at: usize| -> Step {
            let (found, address) = (seen.clone(), seen.borrow()[at].text.clone());
            Box::pin(async move {
                // Where it cannot be told, the call will.
                if exists(user, &address).await == Some(true) {
                    found.borrow_mut()[at].verdict = Verdict::Taken;
                }
                Ok(Done::Done)
            })
        };
        let finished = move || {
            let is_whole = untrack(|| looking.progress().is_finished());
            stage.set(if is_whole { Stage::Checked(found.borrow().clone()) } else { Stage::Typing });
        };
        looking.run(|_| String::new(), look, finished);
    };
    let key = StoredValue::new(key);
    let go_on = move || {
        let Stage::Sending(addresses) = stage.get_untracked() else { return };
        let addresses = Rc::new(addresses);
        let named = addresses.clone();
        let send = move |at: usize| -> Step {
            let (key, address) = (key.get_value(), addresses[at].clone());
            Box::pin(async move {
                let outcome = clone_to(user, &key, &address).await;
                if outcome.as_ref().is_err_and(|error| error.status() == Some(403)) {
                    // Nothing more will be allowed either: the rest waits.
                    cloning.progress().pause();
                }
                let came = match &outcome {
                    Ok(Done::Done) => Outcome::Created,
                    Ok(Done::Unneeded) => Outcome::Taken,
                    Err(error) => Outcome::Failed(explain(error).detail),
                };
                outcomes.try_update(|all| all[at] = came);
                outcome
            })
        };
        cloning.run(move |at| named[*at].clone(), send, || ());
    };
    let send = move |addresses: Vec<String>| {
        outcomes.set(vec![Outcome::Waiting; addresses.len()]);
        cloning.plan((0..addresses.len()).collect());
        stage.set(Stage::Sending(addresses));
        go_on();
    };
    let again = move || {
        text.set(String::new());
        stage.set(Stage::Typing);
    };
    move || match stage.get() {
        Stage::Typing => typing(text, listed, check),
        Stage::Checking => checking(looking.progress()),
        Stage::Checked(addresses) => checked(addresses, send, move || stage.set(Stage::Typing)),
        Stage::Sending(addresses) => {
            let retry = move || {
                cloning.requeue_failed();
                go_on();
            };
            view! {
                <div class="stack">
                    <JobView
                        label=words::CLONING
                        unneeded=words::ADDRESSES_TAKEN
                        progress=cloning.progress()
                        on_resume=go_on
                        on_retry=retry
                    />
                    {ending(cloning.progress(), again)}
                    {outcome_list(addresses, outcomes)}
                </div>
            }
            .into_any()
        }
    }
}

fn checking(progress: JobProgress) -> AnyView {
    let (done, total) = (move || progress.settled(), move || progress.total());
    let detail = move || Some([&grouped(done()), " ", words::OF, " ", &grouped(total())].concat());
    view! {
        <div class="stack">
            <Progress
                label=words::CHECKING
                done=Signal::derive(done)
                total=Signal::derive(move || Some(total()))
                detail=Signal::derive(detail)
            />
            <div class="cluster">
                <Button label=words::STOP on_click=move || progress.pause() />
            </div>
        </div>
    }
    .into_any()
}

/// The list before it is sent: what stands in the way first.
fn checked(
    addresses: Vec<Address>,
    send: impl Fn(Vec<String>) + 'static,
    back: impl Fn() + 'static,
) -> AnyView {
    let told = summary(&addresses);
    let good: Vec<String> = addresses
        .iter()
        .filter(|address| address.verdict == Verdict::Good)
        .map(|address| address.text.clone())
        .collect();
    let label = [words::CLONE_TO, " ", &grouped(good.len() as u64)].concat();
    let nobody = Signal::stored(good.is_empty().then(|| words::NO_GOOD_ADDRESS.to_owned()));
    view! {
        <div class="stack">
            <p role="status">{told}</p>
            {checked_list(addresses)}
            <div class="cluster">
                <Button label variant=Variant::Primary refusal=nobody on_click=move || send(good.clone()) />
                <Button label=words::BACK_TO_LIST on_click=back />
            </div>
        </div>
    }
    .into_any()
}

/// How many accounts were made, once nothing is under way.
fn ending(progress: JobProgress, again: impl Fn() + Copy + Send + 'static) -> impl IntoView {
    move || {
        if progress.is_running() {
            return None;
        }
        let (made, total) = (grouped(progress.done()), grouped(progress.total()));
        Some(view! {
            <div class="cluster">
                <strong role="status">{[&made, " ", words::OF, " ", &total, " ", words::ACCOUNTS_MADE].concat()}</strong>
                <Button label=words::CLONE_MORE on_click=again />
            </div>
        })
    }
}
