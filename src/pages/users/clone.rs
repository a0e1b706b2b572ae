//! Copying a person: what is copied, and to whom.

use bim_api::wire::user::UserGroup;
use leptos::prelude::*;

use crate::components::{AccountRefusals, ErrorBanner};
use crate::forms::CloneUserForm;
use crate::routes::{Route, UserKey};
use crate::stores::{Iams, Part, User};
use crate::ui::{Badge, Banner, Crumb, Fact, FactList, SkeletonFacts, Tone};
use crate::words;

/// The page.
#[component]
pub fn CloneUserPage(
    /// Who is copied.
    key: UserKey,
) -> impl IntoView {
    let user = User::expect();
    user.open(key.clone());
    Iams::expect().look_up_names();
    let refusal = AccountRefusals::of(&key).clone;
    let is_open = Memo::new(move |_| refusal.with(Option::is_none));
    let back = Route::user(&key.iamid, &key.userid).href();
    let username = key.userid.to_string();
    let content = move || {
        if is_open.get() {
            user.get_user_groups();
            view! {
                {copied(user)}
                <section class="section">
                    <CloneUserForm key=key.clone() />
                </section>
            }
            .into_any()
        } else {
            let why = Signal::derive(move || refusal.get().unwrap_or_default());
            view! { <Banner tone=Tone::Warning title=why /> }.into_any()
        }
    };
    view! {
        <Crumb part=words::USERS href=back label=username.clone() />
        <header class="page-header">
            <div class="page-heading">
                <h1 tabindex="-1">{words::CLONE_USER}</h1>
                <span class="page-count">{words::CLONE_DETAIL}</span>
            </div>
        </header>
        <div class="page-body">{content}</div>
    }
}

/// What the new accounts will hold.
fn copied(user: User) -> AnyView {
    let (part, groups) = (user.part(), user.groups());
    let error = Signal::derive(move || {
        part.with(|part| part.error.clone()).or_else(|| groups.with(|groups| groups.error.clone()))
    });
    let retry = move || {
        user.get_user();
        user.get_user_groups();
    };
    let known = Memo::new(move |_| {
        part.with(|part| part.value.clone()).zip(groups.with(|groups| groups.value.clone()))
    });
    let is_failed = Memo::new(move |_| error.with(Option::is_some));
    let facts = move || match known.get() {
        Some((part, groups)) => Some(facts(&part, &groups)),
        None => (!is_failed.get()).then(|| view! { <SkeletonFacts rows=3 /> }.into_any()),
    };
    view! {
        <section class="section">
            <div class="section-header">
                <h2>{words::COPIED_TITLE}</h2>
                <p>{words::COPIED_DETAIL}</p>
            </div>
            <ErrorBanner title=words::COPIED_FAILED error on_retry=retry />
            {facts}
        </section>
    }
    .into_any()
}

fn facts(part: &Part, groups: &[UserGroup]) -> AnyView {
    let details = part.details();
    let permissions: Vec<String> =
        details.iter().flat_map(|details| &details.permissions).map(ToString::to_string).collect();
    // Of other providers' groups the provider decides who is a member.
    let groups: Vec<String> =
        groups.iter().filter(|group| group.iamid.is_bim()).map(|group| group.name.clone()).collect();
    let here = details.iter().filter_map(|details| details.bim_authorizations.as_ref()).flatten();
    let attributes: Vec<String> =
        here.flat_map(|(key, values)| values.iter().map(move |v| [key, ": ", v].concat())).collect();
    view! {
        <FactList>
            <Fact name=words::PERMISSIONS>{badges(permissions)}</Fact>
            <Fact name=words::GROUPS>{badges(groups)}</Fact>
            <Fact name=words::ATTRIBUTES>{badges(attributes)}</Fact>
        </FactList>
    }
    .into_any()
}

fn badges(names: Vec<String>) -> AnyView {
    if names.is_empty() {
        return view! { <span class="muted">{words::NOT_SET}</span> }.into_any();
    }
    let badges = names.into_iter().map(|label| view! { <Badge label /> }).collect_view();
    view! { <span class="cluster">{badges}</span> }.into_any()
}
