//! A new API key: the form, then the key, once.

use bim_api::wire::key::CreatedApiKey;
use leptos::prelude::*;

use super::unknown::LostAnswer;
use super::{crumb, refusal, refused};
use crate::components::NewKey;
use crate::forms::NewApiKeyForm;
use crate::navigation::Navigator;
use crate::routes::Route;
use crate::stores::ApiKeys;
use crate::ui::{Glyph, Icon, focus_on};
use crate::words;

/// The page.
#[component]
pub fn NewApiKeyPage() -> impl IntoView {
    ApiKeys::expect().get_user_api_keys();
    let created = RwSignal::new(None::<CreatedApiKey>);
    let (lost, refusal) = (LostAnswer::new(), refusal());
    let made = move |key: CreatedApiKey| {
        lost.clear();
        created.set(Some(key));
    };
    view! {
        {crumb()}
        <header class="page-header">
            <div class="page-heading">
                <h1 tabindex="-1">{words::NEW_API_KEY}</h1>
                <span class="page-count">{words::NEW_API_KEY_DETAIL}</span>
            </div>
        </header>
        {move || match created.get() {
            None if refusal.with(Option::is_some) => {
                view! { <div class="page-body">{refused()}</div> }.into_any()
            }
            None => {
                view! {
                    {lost.banner()}
                    <NewApiKeyForm on_created=made on_unknown=move |error| lost.look(error) />
                }
                    .into_any()
            }
            Some(key) => result(key),
        }}
    }
}

fn result(created: CreatedApiKey) -> AnyView {
    let navigator = Navigator::expect();
    // The button that was pressed is gone with the form.
    focus_on(".result h2");
    view! {
        <div class="page-body">
            <section class="result">
                <div class="result-header" role="status">
                    <Icon glyph=Glyph::CHECK_CIRCLE />
                    <h2 tabindex="-1">{words::KEY_CREATED}</h2>
                    <p dir="auto">{created.name.clone()}</p>
                </div>
                <NewKey
                    apikey=created.apikey
                    on_stored=move || navigator.go(&Route::api_keys())
                />
            </section>
        </div>
    }
    .into_any()
}
