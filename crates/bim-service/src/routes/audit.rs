//! The audit log, an extension: who changed what and when.

use bim_api::endpoints::SearchAudit;
use bim_api::wire::audit::{AuditEvent, AuditPerson, AuditQuery, AuditTarget};
use bim_api::wire::{Count, Hits, Timestamp};
use bim_api::{Call, IamId, KeyId, UserId, Username};

use crate::clock::timestamp;
use crate::db::audit::{Event, Person, Target};
use crate::db::audit_search::{self, AuditFilter, AuditRow, Reference};
use crate::fold::fold;
use crate::http::caller::Cx;
use crate::http::error::ServiceError;
use crate::routes::limits::{check_list, check_page};

/// Newest first.
pub(crate) async fn search_audit(cx: Cx, call: Call<SearchAudit>) -> Result<Hits<AuditEvent>, ServiceError> {
    let (size, offset) = check_page(call.query.size, call.query.offset)?;
    let filter = filter(call.query)?;
    let database = cx.state.database.clone();
    let read = cx.state.database.read_apart::<_, ServiceError>(move |session| {
        Ok(audit_search::search(&database, session, &filter, offset, size)?)
    });
    let (total, rows) = read.await?;
    let count = Count::Number(u64::try_from(total).unwrap_or_default());
    Ok(Hits { count, hits: rows.into_iter().map(event).collect() })
}

fn filter(query: AuditQuery) -> Result<AuditFilter, ServiceError> {
    check_list("event", &query.event)?;
    if let Some(unknown) = query.event.iter().find(|event| !Event::NAMES.contains(&event.as_str())) {
        return Err(ServiceError::bad("event", format!("There is no event {unknown}.")));
    }
    let given =
        |text: Option<String>| text.filter(|text| !text.is_empty()).iter().map(|text| fold(text)).collect();
    let actor =
        Reference { names: given(query.actor), iamid: query.actor_iamid.map(|iamid| iamid.0), id: None };
    let target = Reference {
        names: given(query.target),
        iamid: query.target_iamid.map(|iamid| iamid.0),
        id: query.target_id,
    };
    for (field, reference) in [("actorIamid", &actor), ("targetIamid", &target)] {
        if reference.iamid.is_some() && !reference.is_given() {
            return Err(ServiceError::bad(field, format!("The parameter {field} needs a name beside it.")));
        }
    }
    Ok(AuditFilter {
        actor,
        target,
        events: query.event,
        from: time("from", query.from)?,
        to: time("to", query.to)?,
    })
}

fn time(field: &str, text: Option<Timestamp>) -> Result<Option<i64>, ServiceError> {
    let Some(text) = text.filter(|text| !text.as_str().is_empty()) else { return Ok(None) };
    let time: jiff::Timestamp = text.as_str().parse().map_err(|_| {
        ServiceError::bad(field, format!("The parameter {field} is no time such as 2026-11-24T09:30:00Z."))
    })?;
    Ok(Some(time.as_millisecond()))
}

fn person(person: Person) -> AuditPerson {
    AuditPerson { id: UserId(person.id), iamid: IamId(person.iamid), userid: Username(person.userid) }
}

fn target(target: Target) -> AuditTarget {
    AuditTarget { kind: target.kind, id: target.id, iamid: target.iamid.map(IamId), name: target.name }
}

fn event(row: AuditRow) -> AuditEvent {
    AuditEvent {
        id: row.id,
        created_at: timestamp(row.at),
        event: row.event,
        actor: row.actor.map(person),
        impersonator: row.impersonator.map(person),
        means: row.means,
        keyid: row.key.map(KeyId),
        targets: row.targets.into_iter().map(target).collect(),
        before: row.before,
        after: row.after,
        request_id: row.request,
    }
}
