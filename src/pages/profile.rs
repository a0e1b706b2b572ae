//! Everybody's own page: who they are, their password, what they hold and where it comes from, their keys. Works without
//! any permission.

use bim_api::wire::Attributes;
use bim_api::wire::user::UserDetails;
use leptos::prelude::*;

use crate::components::{ErrorBanner, KeyBrief, arranged};
use crate::forms::{NotificationsSwitch, OwnPasswordForm, ProfileForm};
use crate::routes::{ApiKeysView, Route, UserKey};
use crate::stores::{ApiKeys, Iams, Session, User};
use crate::ui::number::grouped;
use crate::ui::{Avatar, Badge, ButtonLink, Glyph, Icon, RelativeTime, Size, SkeletonFacts, Table, Tone};
use crate::words;

/// How many keys the page names: those that are newest.
const BRIEF: usize = 5;

/// The page.
#[component]
pub fn ProfilePage() -> impl IntoView {
    // The page goes with the person; who that is does not change under it.
    let Some(me) = untrack(|| Session::expect().person()) else { return ().into_any() };
    let key = UserKey { iamid: me.iamid.clone(), userid: me.userid.clone() };
    let user = User::expect();
    user.open(key.clone());
    Iams::expect().look_up_names();
    let part = user.part();
    let first = me.profile.clone();
    let profile = Signal::derive(move || {
        part.with(|part| part.value.as_ref().map(|part| part.profile().clone()))
            .unwrap_or_else(|| first.clone())
    });
    let error = Signal::derive(move || part.with(|part| part.error.clone()));
    let busy = Signal::derive(move || part.with(|part| part.is_loading));
    view! {
        {header(&me)}
        <div class="page-body settings">
            <ErrorBanner
                title=words::PROFILE_STALE
                error
                retrying=busy
                on_retry=move || user.get_user()
            />
            {section(
                words::YOUR_DETAILS,
                words::YOUR_DETAILS_DETAIL,
                view! { <ProfileForm key=key.clone() profile refusal=Signal::stored(None) /> }.into_any(),
            )}
            {section(words::PASSWORD, words::YOUR_PASSWORD_DETAIL, password(&me, key.clone()))}
            {section(
                words::NOTIFICATIONS,
                "",
                view! { <NotificationsSwitch key profile /> }.into_any(),
            )}
            {section(words::YOUR_PERMISSIONS, words::YOUR_PERMISSIONS_DETAIL, permissions(&me))}
            {section(words::YOUR_GROUPS, words::YOUR_GROUPS_DETAIL, groups(&me))}
            {section(words::YOUR_ATTRIBUTES, words::YOUR_ATTRIBUTES_DETAIL, attributes(&me))}
            {section(words::API_KEYS, words::YOUR_KEYS_DETAIL, keys())}
        </div>
    }
    .into_any()
}

fn header(me: &UserDetails) -> AnyView {
    let name = me.profile.name.clone().filter(|name| !name.trim().is_empty());
    let name = name.unwrap_or_else(|| me.userid.to_string());
    let last = me.last_login.as_ref().map(|time| {
        view! { <span>{words::LAST_SIGN_IN} " " <RelativeTime time=time.as_str() /></span> }
    });
    let iamid = me.iamid.clone();
    let provider = move || Iams::expect().display_name(&iamid);
    view! {
        <header class="page-header" data-kind="detail">
            <Avatar name size=Size::Large />
            <div class="page-heading">
                <h1 tabindex="-1">{words::MY_PROFILE}</h1>
                <p class="facts">
                    <span dir="auto">{me.userid.to_string()}</span>
                    <span>{provider}</span>
                    {last}
                </p>
            </div>
        </header>
    }
    .into_any()
}

fn section(title: &'static str, detail: &'static str, content: AnyView) -> AnyView {
    view! {
        <section class="section">
            <div class="section-header">
                <h2>{title}</h2>
                {(!detail.is_empty()).then(|| view! { <p>{detail}</p> })}
            </div>
            <div class="stack">{content}</div>
        </section>
    }
    .into_any()
}

/// The form, or who owns the password.
fn password(me: &UserDetails, key: UserKey) -> AnyView {
    if Session::expect().acting().with_untracked(Option::is_some) {
        return view! {
            <p class="note">
                <Icon glyph=Glyph::LOCK />
                <span>{words::ACTING_NOT_THIS}</span>
            </p>
        }
        .into_any();
    }
    if !me.iamid.is_bim() {
        let iamid = me.iamid.clone();
        let provider = move || Iams::expect().display_name(&iamid);
        return view! { <p class="muted">{words::PASSWORD_ELSEWHERE} " " {provider} "."</p> }.into_any();
    }
    let known = [Some(me.userid.to_string()), me.profile.name.clone(), me.profile.email.clone()];
    view! {
        <div class="settings-narrow">
            <OwnPasswordForm key known=known.into_iter().flatten().collect() />
        </div>
    }
    .into_any()
}

fn permissions(me: &UserDetails) -> AnyView {
    if me.permissions.is_empty() {
        return view! { <p>{words::YOUR_NO_PERMISSIONS}</p> }.into_any();
    }
    let row = |permission: &bim_api::Permission| {
        let meaning = words::permission_meaning(permission.as_str()).unwrap_or(words::UNKNOWN_PERMISSION);
        view! {
            <li>
                <code>{permission.to_string()}</code>
                <span>{meaning}</span>
            </li>
        }
    };
    let rows = me.permissions.iter().map(row).collect_view();
    view! { <ul class="permission-list" role="list">{rows}</ul> }.into_any()
}

/// The groups by name, as the effective set has them (row 16).
fn groups(me: &UserDetails) -> AnyView {
    let names = me.profile.entitlement_json.as_ref().map(|held| held.groups.clone()).unwrap_or_default();
    if names.is_empty() {
        return view! { <p>{words::YOUR_NO_GROUPS}</p> }.into_any();
    }
    let badges = names.into_iter().map(|name| view! { <li><Badge label=name /></li> }).collect_view();
    view! { <ul class="cluster" role="list">{badges}</ul> }.into_any()
}

/// Who gave a value, in plain words.
fn sources(me: &UserDetails) -> Vec<(String, String, &'static str)> {
    let none = Attributes::new();
    let here = me.bim_authorizations.as_ref().unwrap_or(&none);
    let provider = me.iam_authorizations.as_ref().unwrap_or(&none);
    let effective = me.profile.entitlement_json.as_ref().map_or(&none, |held| &held.authorizations);
    let pairs = |held: &Attributes, source: &'static str| {
        let pair = move |(key, values): (&String, &Vec<String>)| {
            values.iter().map(|value| (key.clone(), value.clone(), source)).collect::<Vec<_>>()
        };
        held.iter().flat_map(pair).collect::<Vec<_>>()
    };
    let mut all = pairs(here, words::GIVEN_BY_ADMIN);
    all.extend(pairs(provider, words::BY_PROVIDER));
    // What is held in effect and given by neither comes through a group: no row tells an ordinary person which one.
    let through = pairs(effective, words::THROUGH_GROUP).into_iter();
    let is_direct = |key: &String, value: &String| {
        [here, provider].iter().any(|held| held.get(key).is_some_and(|values| values.contains(value)))
    };
    all.extend(through.filter(|(key, value, _)| !is_direct(key, value)));
    all.sort();
    all
}

fn attributes(me: &UserDetails) -> AnyView {
    let all = sources(me);
    if all.is_empty() {
        return view! { <p>{words::YOUR_NO_ATTRIBUTES}</p> }.into_any();
    }
    let row = |(key, value, source): (String, String, &'static str)| {
        let tone = if source == words::GIVEN_BY_ADMIN { Tone::Accent } else { Tone::Neutral };
        view! {
            <tr>
                <th scope="row" data-card="title" dir="auto">{key}</th>
                <td data-label=words::VALUE dir="auto">{value}</td>
                <td data-label=words::SOURCE><Badge label=source tone /></td>
            </tr>
        }
    };
    view! {
        <div class="card" data-flush="">
            <Table label=words::YOUR_ATTRIBUTES>
                <thead>
                    <tr>
                        <th scope="col">{words::ATTRIBUTE}</th>
                        <th scope="col">{words::VALUE}</th>
                        <th scope="col">{words::SOURCE}</th>
                    </tr>
                </thead>
                <tbody>{all.into_iter().map(row).collect_view()}</tbody>
            </Table>
        </div>
    }
    .into_any()
}

fn keys() -> AnyView {
    let store = ApiKeys::expect();
    store.get_user_api_keys();
    let keys = store.keys();
    let error = Signal::derive(move || keys.with(|keys| keys.error.clone()));
    let busy = Signal::derive(move || keys.with(|keys| keys.is_loading));
    let brief = move || match keys.with(|keys| keys.value.clone()) {
        None if error.with(Option::is_some) => ().into_any(),
        None => view! { <SkeletonFacts rows=2 /> }.into_any(),
        Some(keys) if keys.is_empty() => view! { <p>{words::NO_OWN_KEYS_DETAIL}</p> }.into_any(),
        Some(keys) => {
            let mut newest = arranged(&keys, &ApiKeysView::default());
            newest.truncate(BRIEF);
            let rest = keys.len() - newest.len();
            let more = (rest > 0).then(
                || view! { <p class="muted">{words::AND} " " {grouped(rest as u64)} " " {words::MORE}</p> },
            );
            view! {
                <KeyBrief keys=newest />
                {more}
            }
            .into_any()
        }
    };
    view! {
        <ErrorBanner
            title=words::KEYS_FAILED
            error
            retrying=busy
            on_retry=move || store.get_user_api_keys()
        />
        {brief}
        <div class="cluster">
            <ButtonLink label=words::MANAGE_KEYS href=Route::api_keys().href() />
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_gave_directly_comes_through_a_group() {
        let example =
            include_bytes!("../../tests/fixtures/contract/16-view-current-user-s-information.response.json");
        let mut me: UserDetails = serde_json::from_slice(example).expect("the contract's example");
        assert_eq!(sources(&me), [("attr".to_owned(), "new".to_owned(), words::THROUGH_GROUP)]);
        me.iam_authorizations = Some(Attributes::from([("attr".to_owned(), vec!["new".to_owned()])]));
        assert_eq!(sources(&me), [("attr".to_owned(), "new".to_owned(), words::BY_PROVIDER)]);
    }
}
