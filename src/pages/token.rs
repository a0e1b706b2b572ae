//! What is known of a token: whose it is, what it is for, how long it lasts. The token goes with the page.

use bim_api::wire::key::TokenInfo;
use leptos::prelude::*;

use super::api_keys::crumb;
use crate::forms::InspectTokenForm;
use crate::routes::Route;
use crate::stores::{Iams, Lifetime};
use crate::ui::{Countdown, Fact, FactList, RelativeTime};
use crate::words;

/// The page.
#[component]
pub fn TokenPage() -> impl IntoView {
    let told = RwSignal::new(None::<TokenInfo>);
    view! {
        {crumb()}
        <header class="page-header">
            <div class="page-heading">
                <h1 tabindex="-1">{words::INSPECT_TOKEN}</h1>
                <span class="page-count">{words::INSPECT_TOKEN_DETAIL}</span>
            </div>
        </header>
        <div class="page-body">
            <InspectTokenForm on_answer=move |answer| told.set(answer) />
            <div aria-live="polite">
                {move || told.with(|told| told.as_ref().map(facts))}
            </div>
        </div>
    }
}

fn facts(told: &TokenInfo) -> AnyView {
    let whose = Route::user(&told.iamid, &told.userid).href();
    let (userid, provider) = (told.userid.to_string(), Iams::expect().display_name(&told.iamid));
    let project = told.project.map_or_else(|| words::NO_PROJECT.to_owned(), |id| id.to_string());
    let scope = told.scopes.clone().unwrap_or_else(|| words::NO_SCOPE.to_owned());
    let acted_by = match (&told.impersonationuserid, &told.impersonationiamid) {
        (Some(userid), Some(iamid)) => [userid.as_str(), " · ", &Iams::expect().display_name(iamid)].concat(),
        (Some(userid), None) => userid.to_string(),
        (None, _) => words::ACTED_BY_NOBODY.to_owned(),
    };
    let used = match &told.last_used {
        Some(time) => view! { <RelativeTime time=time.as_str() /> }.into_any(),
        None => words::NOT_YET_USED.into_any(),
    };
    let end = match &told.expiration {
        Some(time) => {
            view! { <Countdown until=time.as_str() ahead=Lifetime::expect().clock_ahead() /> }.into_any()
        }
        None => words::ENDS_UNKNOWN.into_any(),
    };
    let (created, id) = (told.created.as_str().to_owned(), told.id.to_string());
    let name = told.name.clone().map(|name| view! { <Fact name=words::NAME>{name}</Fact> });
    view! {
        <FactList>
            <Fact name=words::WHOSE>
                <a href=whose>{userid}</a>
                " · "
                {provider}
            </Fact>
            <Fact name=words::ACTED_BY>{acted_by}</Fact>
            <Fact name=words::SCOPE>{scope}</Fact>
            <Fact name=words::PROJECT>{project}</Fact>
            {name}
            <Fact name=words::TOKEN_CREATED><RelativeTime time=created /></Fact>
            <Fact name=words::LAST_USED>{used}</Fact>
            <Fact name=words::ENDS_IN>{end}</Fact>
            <Fact name=words::TOKEN_ID>{id}</Fact>
        </FactList>
    }
    .into_any()
}
