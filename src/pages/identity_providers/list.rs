//! Where people come from: each provider's type, how many people it has, and when they were last synced.

use bim_api::endpoints::SyncLdap;
use bim_api::wire::iam::Iam;
use leptos::prelude::*;

use crate::components::ErrorBanner;
use crate::routes::Route;
use crate::stores::{Iams, Session, Sync};
use crate::ui::number::grouped;
use crate::ui::skeleton::SkeletonRows;
use crate::ui::{Avatar, Badge, Banner, ButtonLink, RelativeTime, Size, Table, Tone};
use crate::words;

const COLUMNS: usize = 5;

/// The page.
#[component]
pub fn IdentityProvidersPage() -> impl IntoView {
    let (iams, sync, session) = (Iams::expect(), Sync::expect(), Session::expect());
    iams.list_iams();
    let list = iams.list();
    let may_sync = Memo::new(move |_| session.may::<SyncLdap>());
    let refusal = Signal::derive(move || (!may_sync.get()).then(|| words::SYNC_NEEDS.to_owned()));
    let known = Memo::new(move |_| list.with(|list| list.value.clone()));
    Effect::new(move |_| {
        if let Some(known) = known.get() {
            sync.look_up(known.into_iter().map(|iam| iam.id).collect(), may_sync.get_untracked());
        }
    });
    let rows = move || match known.get() {
        None => view! { <SkeletonRows rows=3 columns=COLUMNS /> }.into_any(),
        Some(known) => known.into_iter().map(|iam| row(sync, iam, refusal)).collect_view().into_any(),
    };
    let busy = Signal::derive(move || list.with(|list| list.is_loading));
    view! {
        <header class="page-header">
            <div class="page-heading">
                <h1 tabindex="-1">{words::IDENTITY_PROVIDERS}</h1>
            </div>
        </header>
        <ErrorBanner
            title=words::PROVIDER_LIST_FAILED
            error=Signal::derive(move || list.with(|list| list.error.clone()))
            retrying=busy
            on_retry=move || iams.list_iams()
        />
        {move || orphans(sync.orphans())}
        <Table label=words::IDENTITY_PROVIDERS busy>
            <thead>
                <tr>
                    <th scope="col">{words::NAME}</th>
                    <th scope="col" data-width="medium">{words::PROVIDER_TYPE}</th>
                    <th scope="col" data-numeric="" data-width="medium">{words::ENABLED_PEOPLE}</th>
                    <th scope="col" data-width="long">{words::LAST_SYNC}</th>
                    <th scope="col" data-width="short"><span class="visually-hidden">{words::ACTIONS}</span></th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </Table>
    }
}

/// Who belongs to a provider that is not here.
fn orphans(count: u64) -> Option<AnyView> {
    let title = match count {
        0 => return None,
        1 => words::PROVIDERS_GONE_ONE.to_owned(),
        count => [&grouped(count), " ", words::PROVIDERS_GONE].concat(),
    };
    Some(view! { <div class="page-notice"><Banner tone=Tone::Warning title /></div> }.into_any())
}

fn row(sync: Sync, iam: Iam, refusal: Signal<Option<String>>) -> AnyView {
    let (name, id) = (Iams::name_of(&iam), iam.id.clone());
    let people = {
        let id = id.clone();
        move || sync.people(&id).map(grouped)
    };
    let syncs = iam.kind == "ldap";
    let last = {
        let id = id.clone();
        move || {
            let state = sync.last(&id).filter(|_| syncs)?;
            if state.state == "never" {
                return Some(words::NEVER.into_any());
            }
            let says = match state.state.as_str() {
                "unconfigured" => Some((words::PROVIDER_NOT_SET_UP, Tone::Warning)),
                "interrupted" => Some((words::SYNC_WAS_INTERRUPTED, Tone::Warning)),
                "failed" => Some((words::SYNC_HAS_FAILED, Tone::Danger)),
                "running" => Some((words::SYNC_IS_RUNNING, Tone::Accent)),
                _ => None,
            };
            let badge = says.map(|(label, tone)| view! { <Badge label tone /> " " });
            let time = state.ended_at.map(|time| view! { <RelativeTime time=time.as_str() /> });
            Some(view! { {badge} {time} }.into_any())
        }
    };
    let action = syncs.then(|| {
        let href = Route::Sync(id.clone()).href();
        view! { <ButtonLink label=[words::SYNC, "…"].concat() href size=Size::Small refusal /> }
    });
    view! {
        <tr>
            <th scope="row" data-card="title" title=name.clone()>
                <span class="who">
                    <Avatar name=name.clone() />
                    <span>
                        <strong dir="auto">{name.clone()}</strong>
                        <small dir="auto">{id.to_string()}</small>
                    </span>
                </span>
            </th>
            <td data-label=words::PROVIDER_TYPE>{iam.kind.clone()}</td>
            <td data-label=words::ENABLED_PEOPLE data-numeric="">{people}</td>
            <td data-label=words::LAST_SYNC>{last}</td>
            <td>{action}</td>
        </tr>
    }
    .into_any()
}
