//! Addresses in a table: what stands in the way of each before it is sent, and what came of it.

use leptos::prelude::*;

use super::addresses::{Address, Verdict};
use crate::components::explain;
use crate::stores::{Job, Outcome};
use crate::ui::number::grouped;
use crate::ui::{Badge, Table, Tone};
use crate::words;

/// How many lines of a long list are drawn.
const SHOWN: usize = 200;

/// What speaks against an address; those with something against them first.
pub(super) fn checked_list(mut addresses: Vec<Address>) -> AnyView {
    addresses.sort_by_key(|address| address.verdict == Verdict::Good);
    let rows = addresses.into_iter().map(|Address { text, verdict }| {
        let (label, tone) = match verdict {
            Verdict::Good => (words::ADDRESS_NEW, Tone::Success),
            Verdict::Malformed => (words::ADDRESS_MALFORMED, Tone::Danger),
            Verdict::Duplicate => (words::ADDRESS_TWICE, Tone::Neutral),
            Verdict::Taken => (words::ADDRESS_TAKEN, Tone::Warning),
        };
        (text, view! { <Badge label tone dot=true /> }.into_any())
    });
    list(rows)
}

/// What came of each address; the rows stay while it comes.
pub(super) fn outcome_list(addresses: Vec<String>, job: Job) -> AnyView {
    let rows = addresses.into_iter().enumerate().map(|(at, text)| {
        let came = Memo::new(move |_| job.outcome(at));
        let badge = move || {
            let (label, tone) = match came.get() {
                Outcome::Waiting | Outcome::Cancelled => (words::NOT_SENT.to_owned(), Tone::Neutral),
                Outcome::Done => (words::CREATED.to_owned(), Tone::Success),
                Outcome::Unneeded => (words::ADDRESS_TAKEN.to_owned(), Tone::Warning),
                Outcome::Failed(why) => (explain(&why).detail, Tone::Danger),
            };
            view! { <Badge label tone dot=true /> }
        };
        (text, view! { {badge} }.into_any())
    });
    list(rows)
}

fn list(rows: impl ExactSizeIterator<Item = (String, AnyView)>) -> AnyView {
    let more = rows.len().saturating_sub(SHOWN);
    let lines = rows
        .take(SHOWN)
        .map(|(text, status)| {
            view! {
                <tr>
                    <th scope="row" data-card="title" dir="auto" title=text.clone()>{text.clone()}</th>
                    <td data-label=words::STATUS>{status}</td>
                </tr>
            }
        })
        .collect_view();
    let rest = (more > 0).then(|| ["+", &grouped(more as u64), " ", words::MORE].concat());
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
        {rest.map(|rest| view! { <p class="muted">{rest}</p> })}
    }
    .into_any()
}
