//! Copying a person to new accounts (row 12): addresses typed, pasted or dropped as a file, checked one by one before
//! anything is sent, then sent one by one, with what came of each.

mod addresses;
mod lists;
mod typing;

use bim_api::IamId;
use leptos::prelude::*;

use crate::components::JobView;
use crate::navigation::Navigator;
use crate::routes::UserKey;
use crate::stores::{Change, Holder, Job, JobPlan, Jobs, Latest, Task, User};
use crate::ui::number::grouped;
use crate::ui::{Button, Progress, Variant, focus_on};
use crate::words;
use addresses::{Address, Verdict, read, summary};
use lists::{checked_list, outcome_list};
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
    let (user, jobs) = (User::expect(), Jobs::expect());
    let text = RwSignal::new(String::new());
    let stage = RwSignal::new(Stage::Typing);
    let looking = Latest::default();
    let looked = RwSignal::new((0, 0));
    let job = RwSignal::new(None::<Job>);
    let listed = Memo::new(move |_| text.with(|text| read(text)));
    // What is sent already goes on wherever one goes.
    let is_unsaved = Memo::new(move |_| job.with(Option::is_none) && text.with(|text| !text.is_empty()));
    Navigator::expect().guard(is_unsaved.into());
    let check = move || {
        let mut addresses = listed.get_untracked();
        stage.set(Stage::Checking);
        // The button that was pressed is gone.
        focus_on(".clone-steps");
        looking.run(async move {
            let good: Vec<usize> =
                (0..addresses.len()).filter(|&at| addresses[at].verdict == Verdict::Good).collect();
            let names = good.iter().map(|&at| addresses[at].text.clone()).collect();
            let found = user.which_exist(names, move |done, total| looked.set((done, total))).await;
            good.iter().zip(found).filter(|(_, is_taken)| *is_taken).for_each(|(&at, _)| {
                addresses[at].verdict = Verdict::Taken;
            });
            stage.set(Stage::Checked(addresses));
        });
    };
    on_cleanup(move || looking.stop());
    let type_again = move || {
        stage.set(Stage::Typing);
        focus_on(".clone-steps textarea");
    };
    let stop = move || {
        looking.stop();
        type_again();
    };
    let key = StoredValue::new(key);
    let send = move |addresses: Vec<String>| {
        let task = |address: &String| {
            let holder = Holder::User(UserKey { iamid: IamId::bim(), userid: address.as_str().into() });
            Task::of(holder, [Change::CloneTo(key.get_value(), address.clone())])
        };
        let tasks = addresses.iter().map(task).collect();
        let title = [words::CLONING, " ", key.get_value().userid.as_str()].concat();
        job.set(Some(jobs.begin(JobPlan { title, unneeded: words::ADDRESSES_TAKEN, tasks }, || ())));
        stage.set(Stage::Sending(addresses));
    };
    let again = move || {
        text.set(String::new());
        job.set(None);
        type_again();
    };
    let step = move || match stage.get() {
        Stage::Typing => typing(text, listed, check),
        Stage::Checking => checking(looked, stop),
        Stage::Checked(addresses) => checked(addresses, send, type_again),
        Stage::Sending(addresses) => job.get().map(|job| sending(job, addresses, again)).into_any(),
    };
    view! {
        <div class="stack clone-steps" role="group" aria-label=words::CLONE_USER tabindex="-1">
            {step}
        </div>
    }
}

fn sending(job: Job, addresses: Vec<String>, again: impl Fn() + Copy + Send + 'static) -> AnyView {
    view! {
        <div class="stack">
            <JobView job />
            {ending(job, again)}
            {outcome_list(addresses, job)}
        </div>
    }
    .into_any()
}

fn checking(looked: RwSignal<(u64, u64)>, stop: impl Fn() + 'static) -> AnyView {
    let (done, total) = (move || looked.get().0, move || looked.get().1);
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
                <Button label=words::STOP on_click=stop />
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
fn ending(job: Job, again: impl Fn() + Copy + Send + 'static) -> impl IntoView {
    move || {
        let now = job.progress().get();
        if now.is_running() {
            return None;
        }
        let (made, total) = (grouped(now.done as u64), grouped(now.total as u64));
        Some(view! {
            <div class="cluster">
                <strong role="status">{[&made, " ", words::OF, " ", &total, " ", words::ACCOUNTS_MADE].concat()}</strong>
                <Button label=words::CLONE_MORE on_click=again />
            </div>
        })
    }
}
