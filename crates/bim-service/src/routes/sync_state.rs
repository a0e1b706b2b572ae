//! Extensions beside rows 8 and 9: how far a sync came, stopping it, and what it would change for each person.

use bim_api::endpoints::{CancelSync, GetSync, PlanSync};
use bim_api::wire::iam::{PlannedChanges, PlannedField, SkippedEntry, SyncPlan, SyncState};
use bim_api::{Call, Username};

use crate::clock::timestamp;
use crate::db::{DbError, syncs};
use crate::http::caller::Cx;
use crate::http::error::ServiceError;
use crate::routes::sync::{asked, directory, planned, provider};
use crate::sync::plan::Refresh;

/// How far the last sync of a provider came.
pub(crate) async fn get_sync(cx: Cx, call: Call<GetSync>) -> Result<SyncState, ServiceError> {
    let iamid = call.path.iamid;
    let now = cx.state.clock.now();
    let last = cx.state.database.glance::<_, DbError>(|session| syncs::last(session, iamid.as_str()))?;
    let begun_never = |state: &str, message| SyncState {
        state: state.to_owned(),
        started_at: None,
        ended_at: None,
        total: 0,
        done: 0,
        message,
        outcome: None,
    };
    if let Err(why) = provider(&cx.state, iamid.as_str()) {
        return Ok(begun_never("unconfigured", Some(why.problem.message)));
    }
    let Some(last) = last else { return Ok(begun_never("never", None)) };
    let is_interrupted = last.state == "interrupted" || last.state == "running" && !last.is_running(now);
    let message = match is_interrupted {
        true if last.total == 0 => {
            Some("The service stopped before anybody was changed. Sync again.".to_owned())
        }
        true => Some(format!(
            "The service stopped when {} of {} people were done. What was done stays; another sync does the rest.",
            last.done, last.total
        )),
        false => last.message,
    };
    let outcome = last.outcome.as_deref().map(serde_json::from_str).transpose();
    Ok(SyncState {
        state: if is_interrupted { "interrupted".to_owned() } else { last.state },
        started_at: Some(timestamp(last.begun_at)),
        ended_at: last.ended_at.or(is_interrupted.then_some(last.beat_at)).map(timestamp),
        total: u64::try_from(last.total).unwrap_or_default(),
        done: u64::try_from(last.done).unwrap_or_default(),
        message,
        outcome: outcome.map_err(|error| ServiceError::internal(error.to_string()))?,
    })
}

/// Stops a running sync after its batch.
pub(crate) async fn cancel_sync(cx: Cx, call: Call<CancelSync>) -> Result<(), ServiceError> {
    let (iamid, now) = (call.path.iamid, cx.state.clock.now());
    let write =
        cx.state.database.write::<_, DbError>(move |session| syncs::cancel(session, iamid.as_str(), now));
    match write.await? {
        true => Ok(()),
        false => Err(ServiceError::new(409, "No sync of this identity provider is running.")),
    }
}

/// What a sync would change for each person.
pub(crate) async fn plan_sync(cx: Cx, call: Call<PlanSync>) -> Result<SyncPlan, ServiceError> {
    let provider = provider(&cx.state, call.path.iamid.as_str())?;
    let settings = asked(&cx.state, provider, call.body)?.settings;
    let directory = directory(&settings).await?;
    let (plan, _) = planned(&cx.state, &provider.id, &settings, directory).await?;
    let told = |refresh: Refresh| PlannedChanges {
        user_id: Username(refresh.person.userid),
        fields: refresh
            .changes
            .into_iter()
            .map(|change| PlannedField { field: change.field, before: change.before, after: change.after })
            .collect(),
    };
    let changed = plan.refresh.into_iter().chain(plan.enable).filter(|refresh| !refresh.changes.is_empty());
    Ok(SyncPlan {
        changes: changed.map(told).collect(),
        skipped: plan
            .skipped
            .into_iter()
            .map(|skipped| SkippedEntry { dn: skipped.dn, reason: skipped.reason.to_owned() })
            .collect(),
        new_groups: plan.groups.create,
        joins: plan.groups.join.len() as u64,
        leaves: plan.groups.leave.len() as u64,
    })
}
