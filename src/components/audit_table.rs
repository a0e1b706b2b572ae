//! The service's audit log as a table, and one event in words.

use bim_api::GroupId;
use bim_api::wire::audit::{AuditEvent, AuditPerson, AuditTarget};
use leptos::prelude::*;
use serde_json::Value;

use super::plain_value::plain;
use super::told_change::ToldPart;
use crate::routes::Route;
use crate::ui::{RelativeTime, SkeletonRows, Table};
use crate::words;

/// How many skeleton rows stand in for the log.
const SKELETON: usize = 8;

/// Who did it: both names where one person acted as another.
pub fn audit_actor(event: &AuditEvent) -> String {
    let name = |person: &AuditPerson| person.userid.to_string();
    match (&event.impersonator, &event.actor) {
        (Some(by), Some(actor)) => [&name(by), " ", words::IN_THE_NAME_OF, " ", &name(actor)].concat(),
        (None, Some(actor)) | (Some(actor), None) => name(actor),
        (None, None) => words::COMMAND_LINE.to_owned(),
    }
}

/// What was there before and after, field by field where both are told as fields.
pub fn audit_parts(event: &AuditEvent) -> Vec<ToldPart> {
    let text = |value: &Value| {
        let text = (!value.is_null()).then(|| plain(value));
        text.filter(|text| !text.is_empty())
    };
    let part = |what: &str, before: Option<&Value>, after: Option<&Value>| ToldPart {
        what: what.to_owned(),
        before: before.and_then(text),
        after: after.and_then(text),
    };
    let (before, after) = (event.before.as_ref(), event.after.as_ref());
    let fields = |value: Option<&Value>| value.and_then(Value::as_object).cloned().unwrap_or_default();
    let (was, is) = (fields(before), fields(after));
    if was.is_empty() && is.is_empty() {
        return if before.is_none() && after.is_none() { Vec::new() } else { vec![part("", before, after)] };
    }
    let names = was.keys().chain(is.keys().filter(|name| !was.contains_key(*name)));
    names.map(|name| part(name, was.get(name), is.get(name))).collect()
}

/// What changed, in one line: of lists what came and what went.
fn summary(event: &AuditEvent) -> String {
    let or_none = |text: &Option<String>| text.clone().unwrap_or_else(|| "\u{2013}".to_owned());
    let came_and_went = |part: &ToldPart| {
        let of = |value: &Option<Value>| value.as_ref()?.get(&part.what)?.as_array().cloned();
        let (was, is) = (of(&event.before)?, of(&event.after)?);
        let signed = |sign: &str, value: &Value| [sign, &plain(value)].concat();
        let came = is.iter().filter(|one| !was.contains(one)).map(|one| signed("+ ", one));
        let went = was.iter().filter(|one| !is.contains(one)).map(|one| signed("\u{2212} ", one));
        Some(came.chain(went).collect::<Vec<_>>().join(", "))
    };
    let said = |part: &ToldPart| {
        let name = if part.what.is_empty() { String::new() } else { [&part.what, ": "].concat() };
        let change = came_and_went(part).unwrap_or_else(|| match (&part.before, &part.after) {
            (None, Some(after)) => ["+ ", after].concat(),
            (Some(before), None) => ["\u{2212} ", before].concat(),
            (before, after) => [&or_none(before), " \u{2192} ", &or_none(after)].concat(),
        });
        [name, change].concat()
    };
    let parts = audit_parts(event);
    parts.iter().filter(|part| part.before != part.after).map(said).collect::<Vec<_>>().join(", ")
}

/// What it was done to: a link where that has a page.
pub fn audit_target(target: &AuditTarget) -> AnyView {
    let name = target.name.clone().or_else(|| target.id.map(|id| id.to_string()));
    let name = name.unwrap_or_else(|| target.kind.clone());
    let page = match (target.kind.as_str(), &target.iamid, target.id) {
        ("user", Some(iamid), _) => Some(Route::user(iamid, &name.as_str().into())),
        ("group", _, Some(id)) => Some(Route::group(GroupId(id))),
        _ => None,
    };
    match page {
        Some(page) => view! { <a href=page.href() dir="auto">{name}</a> }.into_any(),
        None => view! { <span dir="auto">{name}</span> }.into_any(),
    }
}

/// The table.
#[component]
pub fn AuditTable(
    /// The events in their order; skeleton rows while there are none.
    #[prop(into)]
    events: Signal<Option<Vec<AuditEvent>>>,
    /// Newer ones are on their way.
    #[prop(into)]
    busy: Signal<bool>,
    /// Shows one in full.
    #[prop(into)]
    on_open: UnsyncCallback<(AuditEvent,)>,
) -> impl IntoView {
    let rows = move || {
        events.with(|events| match events {
            None => view! { <SkeletonRows rows=SKELETON columns=5 /> }.into_any(),
            Some(events) => events.iter().map(|event| row(event, on_open)).collect_view().into_any(),
        })
    };
    view! {
        <Table label=words::EVERYBODY busy>
            <thead>
                <tr>
                    <th scope="col" data-width="long">{words::WHAT}</th>
                    <th scope="col" data-width="long">{words::BY}</th>
                    <th scope="col" data-width="long">{words::DONE_TO}</th>
                    <th scope="col">{words::CHANGE}</th>
                    <th scope="col" data-width="medium">{words::WHEN}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </Table>
    }
}

fn row(event: &AuditEvent, on_open: UnsyncCallback<(AuditEvent,)>) -> AnyView {
    let summary = summary(event);
    let targets = event.targets.iter().map(audit_target);
    let targets = targets.enumerate().map(|(at, target)| ((at > 0).then_some(", "), target)).collect_view();
    let (what, opened, at) = (event.event.clone(), event.clone(), event.created_at.as_str().to_owned());
    view! {
        <tr>
            <th scope="row" data-card="title">
                <button class="link" type="button" on:click=move |_| on_open.run((opened.clone(),))>{what}</button>
            </th>
            <td data-label=words::BY dir="auto">{audit_actor(event)}</td>
            <td data-label=words::DONE_TO>{targets}</td>
            <td data-label=words::CHANGE data-secondary="" dir="auto" title=summary.clone()>{summary.clone()}</td>
            <td data-label=words::WHEN data-secondary=""><RelativeTime time=at /></td>
        </tr>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use bim_api::wire::Timestamp;
    use serde_json::json;

    use super::*;

    fn event(before: Option<Value>, after: Option<Value>) -> AuditEvent {
        AuditEvent {
            id: 1,
            created_at: Timestamp(String::new()),
            event: "ProfileUpdated".to_owned(),
            actor: None,
            impersonator: None,
            means: "session".to_owned(),
            keyid: None,
            targets: Vec::new(),
            before,
            after,
            request_id: None,
        }
    }

    #[test]
    fn an_event_is_told_field_by_field() {
        let parts =
            audit_parts(&event(Some(json!({"a": "1", "b": null})), Some(json!({"a": "2", "c": ["x", "y"]}))));
        let told: Vec<_> =
            parts.iter().map(|p| (p.what.as_str(), p.before.as_deref(), p.after.as_deref())).collect();
        assert_eq!(told, [("a", Some("1"), Some("2")), ("b", None, None), ("c", None, Some("x, y"))]);
        assert_eq!(audit_parts(&event(None, None)), []);
        let lists = event(Some(json!({"p": ["A", "B"], "q": 1})), Some(json!({"p": ["B", "C"], "q": 2})));
        assert_eq!(summary(&lists), "p: + C, \u{2212} A, q: 1 \u{2192} 2");
        let whole = audit_parts(&event(None, Some(json!(["AUDIT"]))));
        assert_eq!((whole[0].what.as_str(), whole[0].after.as_deref()), ("", Some("AUDIT")));
    }

    #[test]
    fn both_names_are_told_where_one_acted_as_another() {
        let person = |name: &str| {
            Some(AuditPerson { id: bim_api::UserId(1), iamid: "bim".into(), userid: name.into() })
        };
        let mut told = event(None, None);
        assert_eq!(audit_actor(&told), words::COMMAND_LINE);
        told.actor = person("ada");
        assert_eq!(audit_actor(&told), "ada");
        told.impersonator = person("bob");
        assert_eq!(audit_actor(&told), "bob as ada");
    }
}
