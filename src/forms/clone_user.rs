//! Copying a person to new accounts (row 12): addresses typed, pasted or dropped as a file, checked one by one before
//! anything is sent, then sent in batches, with what came of each.

mod addresses;
mod run;

use bim_api::ApiError;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use crate::components::ErrorBanner;
use crate::navigation::Navigator;
use crate::routes::UserKey;
use crate::stores::User;
use crate::ui::number::grouped;
use crate::ui::{Badge, Banner, Button, Progress, Table, TextArea, Tone, Variant};
use crate::words;
use addresses::{Address, Verdict, count, read};
use run::{BATCH, Outcome, look_up, send};

/// How many lines of a long list are drawn.
const SHOWN: usize = 200;

/// Where the list stands.
#[derive(Clone, Debug, PartialEq)]
enum Stage {
    /// It is typed.
    Typing,
    /// Accounts of these names are looked for.
    Checking,
    /// It is known which addresses can be sent.
    Checked(Vec<Address>),
    /// They are sent, or were.
    Sent(Vec<(String, Outcome)>),
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
    let (done, is_busy, is_stopped) = (RwSignal::new(0), RwSignal::new(false), RwSignal::new(false));
    let failure = RwSignal::new(None::<ApiError>);
    let listed = Memo::new(move |_| text.with(|text| read(text)));
    let is_unsaved =
        Memo::new(move |_| is_busy.get() || (text.with(|text| !text.is_empty()) && !stage.with(is_sent)));
    Navigator::expect().guard(is_unsaved.into());
    // Goes on unless it was stopped, or the page was left.
    let advanced = move |by: usize| {
        let is_here = done.try_set(u64::try_from(by).unwrap_or_default()).is_none();
        is_here && is_stopped.try_get_untracked() == Some(false)
    };
    let begin = move |at: Stage| {
        failure.set(None);
        is_stopped.set(false);
        done.set(0);
        is_busy.set(true);
        stage.set(at);
    };
    let check = move || {
        let addresses = listed.get_untracked();
        begin(Stage::Checking);
        spawn_local(async move {
            let addresses = look_up(user, addresses, advanced).await;
            is_busy.try_set(false);
            let stopped = is_stopped.try_get_untracked() != Some(false);
            stage.try_set(if stopped { Stage::Typing } else { Stage::Checked(addresses) });
        });
    };
    let key = StoredValue::new(key);
    let submit = move |outcomes: Vec<(String, Outcome)>| {
        let key = key.get_value();
        begin(Stage::Sent(outcomes.clone()));
        spawn_local(async move {
            let mut outcomes = outcomes;
            let waiting: Vec<usize> =
                (0..outcomes.len()).filter(|&at| outcomes[at].1 == Outcome::Waiting).collect();
            for (round, batch) in waiting.chunks(BATCH).enumerate() {
                let texts: Vec<String> = batch.iter().map(|&at| outcomes[at].0.clone()).collect();
                match send(user, &key, &texts).await {
                    Ok(came) => {
                        for (&at, outcome) in batch.iter().zip(came) {
                            outcomes[at].1 = outcome;
                        }
                    }
                    Err(error) => {
                        failure.try_set(Some(error));
                        break;
                    }
                }
                stage.try_set(Stage::Sent(outcomes.clone()));
                if !advanced(round * BATCH + batch.len()) {
                    break;
                }
            }
            is_busy.try_set(false);
        });
    };
    let stop = move || is_stopped.set(true);
    let again = move || {
        text.set(String::new());
        stage.set(Stage::Typing);
    };
    let content = move || match stage.get() {
        Stage::Typing => typing(text, listed, check),
        Stage::Checking => {
            let total = count(&listed.get_untracked(), Verdict::Good);
            working(words::CHECKING, done, total, stop)
        }
        Stage::Checked(addresses) => checked(addresses, submit, move || stage.set(Stage::Typing)),
        Stage::Sent(outcomes) => sent(outcomes, is_busy, done, stop, submit, again),
    };
    view! {
        <ErrorBanner title=words::CLONE_FAILED error=failure />
        {content}
    }
}

fn is_sent(stage: &Stage) -> bool {
    matches!(stage, Stage::Sent(_))
}

/// "12 new addresses · 3 malformed".
fn summary(addresses: &[Address]) -> String {
    let kinds = [
        (Verdict::Good, words::ADDRESSES_GOOD),
        (Verdict::Malformed, words::ADDRESSES_MALFORMED),
        (Verdict::Duplicate, words::ADDRESSES_DUPLICATE),
        (Verdict::Taken, words::ADDRESSES_TAKEN),
    ];
    let told = kinds.into_iter().map(|(verdict, says)| (count(addresses, verdict), says));
    let told: Vec<String> = told
        .filter(|(number, says)| *number > 0 || *says == words::ADDRESSES_GOOD)
        .map(|(number, says)| [&grouped(number as u64), " ", says].concat())
        .collect();
    told.join(" · ")
}

fn typing(text: RwSignal<String>, listed: Memo<Vec<Address>>, check: impl Fn() + Copy + 'static) -> AnyView {
    let is_over = RwSignal::new(false);
    let take = move |file: web_sys::File| {
        spawn_local(async move {
            if let Ok(read) = JsFuture::from(file.text()).await
                && let Some(read) = read.as_string()
            {
                text.try_update(|text| {
                    if !text.is_empty() && !text.ends_with('\n') {
                        text.push('\n');
                    }
                    text.push_str(&read);
                });
            }
        });
    };
    let dropped = move |event: leptos::ev::DragEvent| {
        event.prevent_default();
        is_over.set(false);
        let files = event.data_transfer().and_then(|data| data.files());
        if let Some(file) = files.and_then(|files| files.get(0)) {
            take(file);
        }
    };
    let chosen = move |event: leptos::ev::Event| {
        let input: Option<web_sys::HtmlInputElement> =
            event.target().and_then(|target| target.dyn_into().ok());
        if let Some(file) = input.and_then(|input| input.files()).and_then(|files| files.get(0)) {
            take(file);
        }
    };
    let nothing = Signal::derive(move || {
        let is_none = listed.with(|listed| count(listed, Verdict::Good) == 0);
        is_none.then(|| words::NO_GOOD_ADDRESS.to_owned())
    });
    view! {
        <div
            class="drop-zone"
            data-over=move || is_over.get().then_some("")
            on:dragover=move |event| {
                event.prevent_default();
                is_over.set(true);
            }
            on:dragleave=move |_| is_over.set(false)
            on:drop=dropped
        >
            <TextArea
                label=words::ADDRESSES
                value=text
                placeholder=words::ADDRESSES_EXAMPLE
                help=words::ADDRESSES_HELP.to_owned()
                on_input=move |typed: String| text.set(typed)
            />
            <label class="file-choice">
                <span>{words::CHOOSE_FILE}</span>
                <input type="file" accept=".txt,.csv,text/plain,text/csv" on:change=chosen />
            </label>
        </div>
        <p class="muted" role="status">
            {move || listed.with(|listed| if listed.is_empty() { String::new() } else { summary(listed) })}
        </p>
        <div class="cluster">
            <Button label=words::CHECK_ADDRESSES variant=Variant::Primary refusal=nothing on_click=check />
        </div>
    }
    .into_any()
}

fn working(label: &'static str, done: RwSignal<u64>, total: usize, stop: impl Fn() + 'static) -> AnyView {
    let total = total as u64;
    let detail =
        Signal::derive(move || Some([&grouped(done.get()), " ", words::OF, " ", &grouped(total)].concat()));
    view! {
        <div class="stack">
            <Progress label done total=Some(total) detail />
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
    submit: impl Fn(Vec<(String, Outcome)>) + 'static,
    back: impl Fn() + 'static,
) -> AnyView {
    let told = summary(&addresses);
    let (good, bad): (Vec<Address>, Vec<Address>) =
        addresses.into_iter().partition(|address| address.verdict == Verdict::Good);
    let label = [words::CLONE_TO, " ", &grouped(good.len() as u64)].concat();
    let nobody = Signal::stored(good.is_empty().then(|| words::NO_GOOD_ADDRESS.to_owned()));
    let rows = bad
        .into_iter()
        .chain(good.iter().cloned())
        .map(|Address { text, verdict }| {
            let (says, tone) = match verdict {
                Verdict::Good => (words::ADDRESS_NEW, Tone::Success),
                Verdict::Malformed => (words::ADDRESS_MALFORMED, Tone::Danger),
                Verdict::Duplicate => (words::ADDRESS_TWICE, Tone::Neutral),
                Verdict::Taken => (words::ADDRESS_TAKEN, Tone::Warning),
            };
            (text, says, tone)
        })
        .collect();
    let waiting: Vec<_> = good.into_iter().map(|address| (address.text, Outcome::Waiting)).collect();
    view! {
        <div class="stack">
            <p role="status">{told}</p>
            {list(rows)}
            <div class="cluster">
                <Button
                    label
                    variant=Variant::Primary
                    refusal=nobody
                    on_click=move || submit(waiting.clone())
                />
                <Button label=words::BACK_TO_LIST on_click=back />
            </div>
        </div>
    }
    .into_any()
}

/// What came of each address, the failed ones first.
fn sent(
    outcomes: Vec<(String, Outcome)>,
    is_busy: RwSignal<bool>,
    done: RwSignal<u64>,
    stop: impl Fn() + Copy + Send + 'static,
    submit: impl Fn(Vec<(String, Outcome)>) + Copy + Send + 'static,
    again: impl Fn() + Copy + Send + 'static,
) -> AnyView {
    let total = outcomes.len();
    let made = outcomes.iter().filter(|(_, outcome)| *outcome == Outcome::Created).count();
    let mut rows: Vec<_> = outcomes
        .iter()
        .map(|(text, outcome)| {
            let (says, tone) = match outcome {
                Outcome::Waiting => (words::NOT_SENT, Tone::Neutral),
                Outcome::Created => (words::CREATED, Tone::Success),
                Outcome::Taken => (words::ADDRESS_TAKEN, Tone::Warning),
                Outcome::Failed => (words::CLONE_NO_REASON, Tone::Danger),
                Outcome::Unknown => (words::CLONE_UNKNOWN, Tone::Danger),
            };
            (text.clone(), says, tone)
        })
        .collect();
    rows.sort_by_key(|(_, _, tone)| *tone == Tone::Success);
    let title =
        [&grouped(made as u64), " ", words::OF, " ", &grouped(total as u64), " ", words::ACCOUNTS_MADE]
            .concat();
    let tone = if made == total { Tone::Success } else { Tone::Warning };
    let failed = outcomes.iter().any(|(_, outcome)| outcome.is_failed());
    let retry = move || {
        let again = |(text, outcome): &(String, Outcome)| {
            let outcome = if outcome.is_failed() { Outcome::Waiting } else { outcome.clone() };
            (text.clone(), outcome)
        };
        submit(outcomes.iter().map(again).collect());
    };
    let waiting = rows.iter().filter(|(_, says, _)| *says == words::NOT_SENT).count();
    let retry = StoredValue::new_local(retry);
    let end = move || {
        if is_busy.get() {
            return working(
                words::CLONING,
                done,
                usize::try_from(done.get_untracked()).unwrap_or_default() + waiting,
                stop,
            );
        }
        view! {
            <Banner tone title=title.clone() />
            <div class="cluster">
                {failed
                    .then(|| {
                        let press = move || retry.with_value(|retry| retry());
                        view! { <Button label=words::RETRY_FAILED variant=Variant::Primary on_click=press /> }
                    })}
                <Button label=words::CLONE_MORE on_click=again />
            </div>
        }
        .into_any()
    };
    view! { <div class="stack">{end} {list(rows)}</div> }.into_any()
}

fn list(rows: Vec<(String, &'static str, Tone)>) -> AnyView {
    let more = rows.len().saturating_sub(SHOWN);
    let lines = rows
        .into_iter()
        .take(SHOWN)
        .map(|(text, says, tone)| {
            view! {
                <tr>
                    <th scope="row" data-card="title" dir="auto" title=text.clone()>{text.clone()}</th>
                    <td data-label=words::STATUS><Badge label=says tone dot=true /></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="card" data-flush="">
            <Table label=words::ADDRESSES>
                <thead>
                    <tr>
                        <th scope="col">{words::EMAIL}</th>
                        <th scope="col">{words::STATUS}</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </Table>
        </div>
        {(more > 0).then(|| view! { <p class="muted">{["+ ", &grouped(more as u64), " ", words::MORE].concat()}</p> })}
    }
    .into_any()
}
