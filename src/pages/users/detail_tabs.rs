//! The tabs of a person's page, to be read. What the reader may not see says which permission it needs.

use bim_api::endpoints::{GetUser, GetUserApiKeys, GetUserGroups};
use bim_api::wire::Timestamp;
use bim_api::wire::key::ApiKeyInfo;
use bim_api::wire::profile::Profile;
use bim_api::wire::user::{UserDetails, UserGroup};
use bim_api::{Access, ApiError, Endpoint};
use leptos::prelude::*;
use serde_json::Value;

use crate::components::{AttributeList, ErrorBanner, PermissionList};
use crate::routes::UserTab;
use crate::stores::{Iams, Part, Remote, Session, User};
use crate::ui::{Empty, Fact, FactList, Glyph, RelativeTime, SkeletonFacts, SkeletonRows, Table};
use crate::words;

/// The content of a tab.
pub(super) fn show(tab: UserTab, user: User) -> AnyView {
    let part = user.part();
    match tab {
        UserTab::Profile => view! {
            {move || part.with(|part| match &part.value {
                Some(part) => Some(profile(part.profile())),
                None => part.error.is_none().then(waiting),
            })}
        }
        .into_any(),
        UserTab::Permissions => of_details(user, permissions),
        UserTab::Attributes => of_details(user, attributes),
        UserTab::Groups => {
            if !may::<GetUserGroups>() {
                return locked::<GetUserGroups>();
            }
            user.get_user_groups();
            remote(user.groups(), words::GROUPS_FAILED, move || user.get_user_groups(), groups)
        }
        UserTab::ApiKeys => {
            if !may::<GetUserApiKeys>() && !is_self(user) {
                return locked::<GetUserApiKeys>();
            }
            user.get_user_api_keys();
            remote(user.api_keys(), words::KEYS_FAILED, move || user.get_user_api_keys(), api_keys)
        }
    }
}

fn may<E: Endpoint>() -> bool {
    Session::expect().may_untracked::<E>()
}

fn is_self(user: User) -> bool {
    let me = untrack(|| Session::expect().person());
    let key = user.key();
    me.zip(key).is_some_and(|(me, key)| me.iamid == key.iamid && me.userid == key.userid)
}

/// What stands where somebody may not look.
fn locked<E: Endpoint>() -> AnyView {
    let detail = match E::ACCESS {
        Access::Holds([_, _, ..]) => words::NEEDS_AUDIT,
        _ => words::NEEDS_USER_ADMIN,
    };
    view! { <Empty icon=Glyph::LOCK title=words::NOT_YOURS_TO_SEE detail /> }.into_any()
}

fn waiting() -> AnyView {
    view! { <SkeletonFacts rows=6 /> }.into_any()
}

/// A tab made from the whole record.
fn of_details(user: User, draw: fn(&UserDetails) -> AnyView) -> AnyView {
    if !may::<GetUser>() {
        return locked::<GetUser>();
    }
    let part = user.part();
    view! {
        {move || part.with(|part| match part.value.as_ref().and_then(Part::details) {
            Some(details) => Some(draw(details)),
            None => part.error.is_none().then(waiting),
        })}
    }
    .into_any()
}

/// A tab with a request of its own.
fn remote<T: Clone + PartialEq + Send + Sync + 'static>(
    signal: Signal<Remote<Vec<T>>>,
    failed: &'static str,
    retry: impl Fn() + 'static,
    draw: fn(&[T]) -> AnyView,
) -> AnyView {
    let error: Signal<Option<ApiError>> = Signal::derive(move || signal.with(|remote| remote.error.clone()));
    let busy = Signal::derive(move || signal.with(|remote| remote.is_loading));
    view! {
        <ErrorBanner title=failed error retrying=busy on_retry=retry />
        {move || signal.with(|remote| match &remote.value {
            Some(value) => Some(draw(value)),
            None => remote.error.is_none().then(waiting_rows),
        })}
    }
    .into_any()
}

fn waiting_rows() -> AnyView {
    view! {
        <div class="card" data-flush="">
            <Table label=words::LOADING>
                <tbody>
                    <SkeletonRows rows=4 columns=3 />
                </tbody>
            </Table>
        </div>
    }
    .into_any()
}

fn fact(name: &str, value: &Option<String>) -> AnyView {
    let value = value.clone().filter(|text| !text.is_empty()).unwrap_or_else(|| words::NOT_SET.to_owned());
    view! { <Fact name=name.to_owned()>{value}</Fact> }.into_any()
}

/// A value of any shape, as text. Some systems have objects for ids (`databricksUserObject`).
fn plain(value: &Value) -> String {
    match value {
        Value::Null => words::NOT_SET.to_owned(),
        Value::Bool(true) => "true".to_owned(),
        Value::Bool(false) => "false".to_owned(),
        Value::String(text) => text.clone(),
        Value::Number(number) => match number.as_i64() {
            Some(whole) => whole.to_string(),
            None => js_sys::Number::from(number.as_f64().unwrap_or_default())
                .to_string_with_radix(10)
                .map(Into::into)
                .unwrap_or_default(),
        },
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(", "),
        Value::Object(fields) => fields
            .iter()
            .map(|(key, value)| [key, ": ", &plain(value)].concat())
            .collect::<Vec<_>>()
            .join(", "),
    }
}

fn moment(name: &str, time: &Option<Timestamp>) -> Option<AnyView> {
    let time = time.clone()?;
    let fact = view! {
        <Fact name=name.to_owned()>
            <RelativeTime time=time.as_str() />
        </Fact>
    };
    Some(fact.into_any())
}

fn section(title: &'static str, facts: Vec<AnyView>) -> AnyView {
    view! {
        <section class="section">
            <div class="section-header">
                <h2>{title}</h2>
            </div>
            <FactList>{facts}</FactList>
        </section>
    }
    .into_any()
}

fn profile(profile: &Profile) -> AnyView {
    let contact = vec![
        fact(words::FULL_NAME, &profile.name),
        fact(words::EMAIL, &profile.email),
        fact(words::PHONE, &profile.phone),
    ];
    let work = vec![
        fact(words::ORGANIZATION, &profile.organization),
        fact(words::POSITION, &profile.position),
        fact(words::LOCATION, &profile.location),
        fact(words::ABOUT, &profile.about),
    ];
    let ids: Vec<AnyView> = profile
        .external_user_ids
        .iter()
        .flatten()
        .map(|(system, id)| fact(system, &Some(plain(id))))
        .collect();
    let mut record: Vec<AnyView> = Vec::new();
    record.extend(moment(words::CREATED, &profile.created_at));
    record.extend(moment(words::UPDATED, &profile.updated_at));
    record.push(fact(words::PROFILE_ID, &Some(profile.id.to_string())));
    view! {
        {section(words::CONTACT, contact)}
        {section(words::WORK, work)}
        {(!ids.is_empty()).then(|| section(words::EXTERNAL_IDS, ids))}
        {section(words::RECORD, record)}
    }
    .into_any()
}

fn permissions(details: &UserDetails) -> AnyView {
    if details.permissions.is_empty() {
        return view! {
            <Empty icon=Glyph::SHIELD title=words::NO_PERMISSIONS detail=words::NO_PERMISSIONS_DETAIL />
        }
        .into_any();
    }
    view! { <PermissionList permissions=details.permissions.clone() /> }.into_any()
}

fn attributes(details: &UserDetails) -> AnyView {
    let here = details.bim_authorizations.clone().unwrap_or_default();
    let provider = details.iam_authorizations.clone().unwrap_or_default();
    if here.is_empty() && provider.is_empty() {
        return view! {
            <Empty icon=Glyph::TAG title=words::NO_ATTRIBUTES detail=words::NO_ATTRIBUTES_DETAIL />
        }
        .into_any();
    }
    view! { <AttributeList here provider /> }.into_any()
}

fn groups(groups: &[UserGroup]) -> AnyView {
    if groups.is_empty() {
        return view! { <Empty icon=Glyph::USERS title=words::NO_GROUPS detail=words::NO_GROUPS_DETAIL /> }
            .into_any();
    }
    let rows = groups
        .iter()
        .map(|group| {
            view! {
                <tr>
                    <th scope="row" data-card="title" dir="auto">{group.name.clone()}</th>
                    <td data-label=words::PROVIDER data-secondary="">{Iams::expect().display_name(&group.iamid)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="card" data-flush="">
            <Table label=words::GROUPS>
                <thead>
                    <tr>
                        <th scope="col">{words::GROUP}</th>
                        <th scope="col">{words::PROVIDER}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </Table>
        </div>
    }
    .into_any()
}

fn api_keys(keys: &[ApiKeyInfo]) -> AnyView {
    if keys.is_empty() {
        return view! { <Empty icon=Glyph::KEY title=words::NO_KEYS detail=words::NO_KEYS_DETAIL /> }
            .into_any();
    }
    let rows = keys
        .iter()
        .map(|key| {
            let name = key.name.clone().unwrap_or_else(|| key.keyid.to_string());
            let project = key.project.as_ref().map(|project| project.name().to_owned()).unwrap_or_default();
            let used = match &key.last_used {
                Some(time) => view! { <RelativeTime time=time.as_str() /> }.into_any(),
                None => words::NEVER_USED.into_any(),
            };
            view! {
                <tr>
                    <th scope="row" data-card="title" dir="auto">{name}</th>
                    <td data-label=words::PROJECT data-secondary="" dir="auto">{project}</td>
                    <td data-label=words::CREATED data-secondary=""><RelativeTime time=key.created.as_str() /></td>
                    <td data-label=words::LAST_USED data-secondary="">{used}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="card" data-flush="">
            <Table label=words::API_KEYS>
                <thead>
                    <tr>
                        <th scope="col">{words::NAME}</th>
                        <th scope="col">{words::PROJECT}</th>
                        <th scope="col">{words::CREATED}</th>
                        <th scope="col">{words::LAST_USED}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </Table>
        </div>
    }
    .into_any()
}
