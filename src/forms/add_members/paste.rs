//! Many people at once: a pasted list of usernames and addresses, each looked up before anything is added.

use bim_api::ApiError;
use leptos::prelude::*;

use crate::components::{ErrorBanner, PersonChoices};
use crate::stores::{Found, Latest, Pasted, PeopleFinder, Resolved, pasted_lines};
use crate::ui::number::grouped;
use crate::ui::{Banner, Button, CopyButton, Progress, TextArea, Tone};
use crate::words;

/// How many lines that mean nobody are spelt out.
const NAMED: usize = 50;

/// The field, and what its lines mean.
#[component]
pub(super) fn PasteMembers(
    /// Who is chosen.
    chosen: RwSignal<Vec<Found>>,
) -> impl IntoView {
    let finder = PeopleFinder::expect();
    let (typed, resolved) = (RwSignal::new(String::new()), RwSignal::new(None::<Resolved>));
    let (is_looking, seen) = (RwSignal::new(false), RwSignal::new(None::<(u64, u64)>));
    let failure = RwSignal::new(None::<ApiError>);
    let looking = Latest::default();
    on_cleanup(move || looking.stop());
    let look = move || {
        let lines = typed.with_untracked(|typed| pasted_lines(typed));
        if lines.is_empty() {
            return;
        }
        failure.set(None);
        resolved.set(None);
        seen.set(None);
        is_looking.set(true);
        looking.run(async move {
            let outcome = finder.resolve(&lines, move |done, total| seen.set(Some((done, total)))).await;
            is_looking.set(false);
            match outcome {
                Ok(found) => {
                    choose(chosen, &found.found);
                    resolved.set(Some(found));
                }
                Err(error) => failure.set(Some(error)),
            }
        });
    };
    let cancel = move || {
        looking.stop();
        is_looking.set(false);
    };
    let count = Signal::derive(move || {
        let count = typed.with(|typed| pasted_lines(typed).len());
        (count > 0).then(|| [&grouped(count as u64), " ", words::LINES].concat())
    });
    view! {
        <div class="stack">
            <TextArea
                label=words::PASTED_PEOPLE
                value=typed
                help=Signal::derive(move || {
                    Some(count.get().unwrap_or_else(|| words::PASTED_PEOPLE_HELP.to_owned()))
                })
                on_input=move |text: String| {
                    typed.set(text);
                    resolved.set(None);
                }
            />
            <div class="cluster">
                <Button label=words::CHECK_LIST busy=is_looking on_click=look />
                <Show when=move || is_looking.get()>
                    <Button label=words::CANCEL on_click=cancel />
                </Show>
            </div>
            <Show when=move || is_looking.get() && seen.with(Option::is_some)>
                <Progress
                    label=words::LOOKING_PEOPLE_UP
                    done=Signal::derive(move || seen.get().unwrap_or_default().0)
                    total=Signal::derive(move || seen.get().map(|(_, total)| total))
                    detail=Signal::derive(move || {
                        seen.get().map(|(done, total)| [&grouped(done), " ", words::OF, " ", &grouped(total)].concat())
                    })
                />
            </Show>
            <ErrorBanner title=words::SEARCH_FAILED error=failure on_retry=look />
            {move || resolved.get().map(|resolved| outcome(resolved, chosen))}
        </div>
    }
}

/// Adds to the chosen whoever is not among them; in one go, since the list may be long.
fn choose(chosen: RwSignal<Vec<Found>>, found: &[Found]) {
    use std::collections::BTreeSet;
    chosen.update(|chosen| {
        let key = |one: &Found| (one.key.iamid.clone(), one.key.userid.clone());
        let known: BTreeSet<_> = chosen.iter().map(key).collect();
        chosen.extend(found.iter().filter(|one| !known.contains(&key(one))).cloned());
    });
}

fn outcome(resolved: Resolved, chosen: RwSignal<Vec<Found>>) -> AnyView {
    let Resolved { found, ambiguous, unknown } = resolved;
    let title = [&grouped(found.len() as u64), " ", words::WERE_FOUND].concat();
    let tone = if unknown.is_empty() && ambiguous.is_empty() { Tone::Success } else { Tone::Info };
    let several = ambiguous
        .into_iter()
        .map(|(line, people)| {
            let label = [&told(&line), " ", words::MEANS_SEVERAL].concat();
            view! {
                <p dir="auto">{label.clone()}</p>
                <PersonChoices label people=Signal::stored(people) chosen />
            }
        })
        .collect_view();
    view! {
        <Banner tone title />
        {several}
        {(!unknown.is_empty()).then(|| nobody(unknown))}
    }
    .into_any()
}

/// "Line 12: bob".
fn told(pasted: &Pasted) -> String {
    [words::IMPORT_LINE, " ", &grouped(pasted.line as u64), ": ", &pasted.text].concat()
}

fn nobody(unknown: Vec<Pasted>) -> AnyView {
    let title = [&grouped(unknown.len() as u64), " ", words::WERE_NOT_FOUND].concat();
    let lines =
        unknown.iter().take(NAMED).map(|one| view! { <li dir="auto">{told(one)}</li> }).collect_view();
    let more = (unknown.len() > NAMED)
        .then(|| ["+", &grouped((unknown.len() - NAMED) as u64), " ", words::MORE].concat())
        .map(|text| view! { <li class="muted">{text}</li> });
    let all = unknown.iter().map(|one| one.text.as_str()).collect::<Vec<_>>().join("\n");
    view! {
        <Banner tone=Tone::Warning title>
            <CopyButton label=words::COPY_NOT_FOUND value=Signal::stored(all) />
        </Banner>
        <ul class="loss-list">{lines} {more}</ul>
    }
    .into_any()
}
