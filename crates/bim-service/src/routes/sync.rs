//! Rows 8 and 9: syncs with directories. Whatever is wrong with a directory or its answer is told before anything is
//! written.

use std::sync::Arc;

use bim_api::endpoints::{SyncLdap, SyncUsers};
use bim_api::wire::Extra;
use bim_api::wire::iam::{SyncOutcome, SyncRequest, SyncedUser};
use bim_api::{Call, Permission};
use serde_json::{Value, json};

use crate::db::audit::{Author, Change, Event, Target};
use crate::db::users::UserRow;
use crate::db::{DbError, iams, syncs};
use crate::http::caller::Cx;
use crate::http::error::ServiceError;
use crate::ldap::{self, Directory, Failure, LdapSettings, Place, Provider, Wrong};
use crate::routes::limits::check_username;
use crate::routes::users::permission_names;
use crate::state::State;
use crate::sync::apply::{Run, Stop, synced};
use crate::sync::plan::{Known, KnownGroup, Plan, plan};

impl From<Wrong> for ServiceError {
    fn from(wrong: Wrong) -> Self {
        let name = wrong.field.rsplit('.').next().unwrap_or_default().to_owned();
        Self::refused(&wrong.field, format!("{name} {}.", wrong.message.trim_end_matches('.')))
    }
}

impl From<Failure> for ServiceError {
    fn from(failure: Failure) -> Self {
        match failure {
            // The directory is at fault, or the way to it.
            Failure::Unreachable(message) => Self::new(502, message),
            Failure::Credentials(message) => Self::refused("iamConfig.credentials", message),
            Failure::Answer(message) => Self::refused("iamConfig.options", message),
        }
    }
}

impl From<Stop> for ServiceError {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Cancelled => {
                Self::new(409, "The sync was stopped between two batches; what it did until then stays.")
            }
            Stop::Failed(error) => error.into(),
        }
    }
}

/// A provider that this service can ask.
pub(crate) fn provider<'a>(state: &'a State, iamid: &str) -> Result<&'a Provider, ServiceError> {
    if let Some(provider) = state.settings.sync.providers.iter().find(|provider| provider.id == iamid) {
        return Ok(provider);
    }
    let known = state.database.glance::<_, DbError>(iams::all)?;
    Err(match known.into_iter().find(|iam| iam.id == iamid) {
        Some(iam) if iam.kind == "built-in" => {
            ServiceError::refused("iamid", "People of bim are managed here: there is nothing to sync.")
        }
        Some(iam) => ServiceError::refused(
            "iamid",
            format!(
                "{} is listed, but not set up in this service: nobody can sign in with it, and nothing can be synced. \
                 Whoever runs the service adds its directory with --iam.",
                iam.display_name
            ),
        ),
        None => ServiceError::not_found("identity provider"),
    })
}

/// A sync that was asked for, checked.
pub(super) struct Asked {
    pub(super) settings: LdapSettings,
    /// How many people the caller agrees to disable.
    confirmed: Option<u64>,
}

/// The stored configuration with what the request says over it. Stored credentials go to the stored place alone.
pub(super) fn asked(state: &State, provider: &Provider, request: SyncRequest) -> Result<Asked, ServiceError> {
    let stored = &provider.settings;
    let mut config = request.iam_config.unwrap_or_default();
    config.schema = config.schema.or(request.schema);
    config.supported_actions = config.supported_actions.or(request.supported_actions);
    for (field, kind) in [
        ("plugin", &config.plugin),
        ("type", &config.kind),
        ("plugin", &request.plugin),
        ("type", &request.kind),
    ] {
        if kind.as_ref().is_some_and(|kind| kind != "ldap") {
            return Err(ServiceError::refused(field, "Only ldap can be synced."));
        }
    }
    if config.options.as_ref().is_some_and(|options| options.extra.contains_key("caFile")) {
        return Err(Wrong::new("options.caFile", "stands in the service's configuration alone").into());
    }
    let confirmed = confirmed(config.ldap_sync.as_ref())?;
    let mut config = ldap::merged(&provider.config, config);
    let credentials = config.credentials.take();
    let has = |key: &str| {
        credentials
            .as_ref()
            .and_then(|known| known.extra.get(key))
            .and_then(Value::as_str)
            .is_some_and(|text| !text.is_empty())
    };
    let bind_dn =
        credentials.as_ref().and_then(|known| known.bind_dn.clone()).filter(|dn| !dn.trim().is_empty());
    let is_own = has("bind_password");
    if is_own {
        config.credentials = credentials;
    }
    let mut settings = LdapSettings::new(&config)?;
    settings.authorities.clone_from(&stored.authorities);
    if settings.place != stored.place {
        check_host(state, &settings.place)?;
        if !is_own {
            return Err(Wrong::new(
                "credentials.bind_password",
                "is needed: what is stored goes to the stored host, port and protection alone",
            )
            .into());
        }
    } else if !is_own {
        let is_stored = bind_dn
            .as_ref()
            .is_none_or(|dn| stored.bind.as_ref().is_some_and(|(known, _)| known == dn.trim()));
        if !is_stored {
            return Err(Wrong::new(
                "credentials.bind_password",
                "is needed for another bind_dn than the stored one",
            )
            .into());
        }
        settings.bind.clone_from(&stored.bind);
    }
    if settings.is_sign_in_only {
        return Err(Wrong::new(
            "authenticationOnly",
            "is on: this provider signs people in and syncs nothing",
        )
        .into());
    }
    Ok(Asked { settings, confirmed })
}

fn check_host(state: &State, place: &Place) -> Result<(), ServiceError> {
    let whole = format!("{}:{}", place.host, place.port);
    let is_allowed = state
        .settings
        .sync
        .hosts
        .iter()
        .any(|host| host.eq_ignore_ascii_case(&place.host) || host.eq_ignore_ascii_case(&whole));
    match is_allowed {
        true => Ok(()),
        false => Err(Wrong::new(
            "options.host",
            format!("{whole} with this protection is not the stored one, and the operator allows no other (sync-host)"),
        )
        .into()),
    }
}

fn confirmed(ldap_sync: Option<&Extra>) -> Result<Option<u64>, ServiceError> {
    match ldap_sync.and_then(|sync| sync.get("confirmDisabled")) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => match value.as_u64() {
            Some(number) => Ok(Some(number)),
            None => Err(Wrong::new("ldapSync.confirmDisabled", "is the number of people to disable").into()),
        },
    }
}

/// Asks the directory; nobody at all is taken for a mistake in the filter.
pub(super) async fn directory(settings: &LdapSettings) -> Result<Directory, ServiceError> {
    let settings = settings.clone();
    // Apart, so that an answer that cannot be read ends this reading and nothing else.
    let reading = tokio::spawn(async move { ldap::read(&settings).await });
    let directory =
        reading.await.map_err(|_| ServiceError::new(502, "The directory's answer cannot be read."))??;
    if directory.people.is_empty() {
        let field = "iamConfig.options.userSearchFilter";
        return Err(ServiceError::refused(
            field,
            "The directory answers, but this filter finds nobody below the search base. Nothing was changed.",
        ));
    }
    Ok(directory)
}

fn known((user, dn): (UserRow, Option<String>)) -> Known {
    let is_admin = user.permissions.iter().any(|held| held == Permission::USER_ADMIN.as_str());
    let profile = user.profile;
    let fields = [
        ("name", Some(profile.name)),
        ("email", profile.email),
        ("phone", profile.phone),
        ("about", profile.about),
        ("location", profile.location),
        ("organization", profile.organization),
        ("position", profile.position),
    ];
    Known {
        id: user.id,
        userid: user.userid,
        dn,
        disabled: user.disabled,
        is_admin,
        profile: fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect(),
        attributes: user.iam_authorizations.unwrap_or_default(),
        external_user_ids: profile.external_user_ids,
    }
}

/// What it would do to whom is stored at this moment; and the enabled people with USER_ADMIN.
pub(super) async fn planned(
    state: &State,
    iamid: &str,
    settings: &LdapSettings,
    directory: Directory,
) -> Result<(Plan, Vec<i64>), ServiceError> {
    let (iamid, mapping) = (iamid.to_owned(), settings.mapping.clone());
    let read = move |session: &crate::db::Session<'_>| {
        let people = syncs::people(session, &iamid)?.into_iter().map(known).collect();
        let mut groups: Vec<_> = syncs::groups(session, &iamid)?
            .into_iter()
            .map(|(id, name)| KnownGroup { id, name, members: Vec::new() })
            .collect();
        for (group, person, membership) in syncs::members(session, &iamid)? {
            if let Ok(index) = groups.binary_search_by_key(&group, |group| group.id) {
                groups[index].members.push((person, membership));
            }
        }
        let is_username = |name: &str| check_username("userid", name).is_ok();
        Ok((plan(directory, people, &groups, &mapping, is_username), syncs::admins(session)?))
    };
    state.database.read_apart::<_, ServiceError>(read).await
}

/// Refuses what disables so many, or the last user admin, that it may be a mistake; unless the caller knows the number.
fn guard(state: &State, plan: &Plan, admins: &[i64], confirmed: Option<u64>) -> Result<(), ServiceError> {
    let number = plan.disable.len();
    let limit = state.settings.sync.disable_limit;
    let is_last_admin =
        !admins.is_empty() && admins.iter().all(|id| plan.disable.iter().any(|gone| gone.id == *id));
    let why = if is_last_admin {
        "It would disable the last person with USER_ADMIN".to_owned()
    } else if plan.disables_more_than(limit) {
        format!("It would disable {number} of {} people, more than {limit} %", plan.enabled_before)
    } else {
        return Ok(());
    };
    if confirmed == Some(number as u64) {
        return Ok(());
    }
    let how = format!("If that is meant, send iamConfig.ldapSync.confirmDisabled: {number}");
    let field = "iamConfig.ldapSync.confirmDisabled";
    Err(ServiceError::refused(field, format!("{why}. Nothing was changed. {how}.")))
}

/// Row 9.
pub(crate) async fn sync_ldap(cx: Cx, call: Call<SyncLdap>) -> Result<SyncOutcome, ServiceError> {
    let provider = provider(&cx.state, call.path.iamid.as_str())?;
    let is_dry = call.body.dry_run;
    let asked = asked(&cx.state, provider, call.body)?;
    if is_dry {
        let directory = directory(&asked.settings).await?;
        let (plan, _) = planned(&cx.state, &provider.id, &asked.settings, directory).await?;
        return Ok(told(plan));
    }
    apply(&cx, provider, asked).await
}

/// Row 8: the same from the stored configuration.
pub(crate) async fn sync_users(cx: Cx, call: Call<SyncUsers>) -> Result<(), ServiceError> {
    let provider = provider(&cx.state, call.body.iamid.as_str())?;
    let asked = asked(&cx.state, provider, SyncRequest::default())?;
    apply(&cx, provider, asked).await.map(drop)
}

fn told(plan: Plan) -> SyncOutcome {
    let all = |people: Vec<crate::sync::plan::Refresh>| -> Vec<SyncedUser> {
        people.into_iter().map(|refresh| synced(refresh.person.userid, refresh.person.dn)).collect()
    };
    SyncOutcome {
        total_count: plan.total as u64,
        count: plan.people() as u64,
        imported_users: plan.import.into_iter().map(|person| synced(person.userid, person.dn)).collect(),
        refreshed_users: all(plan.refresh),
        enabled_users: all(plan.enable),
        disabled_users: plan.disable.into_iter().map(|gone| synced(gone.userid, gone.dn)).collect(),
        running_in_background: None,
    }
}

async fn apply(cx: &Cx, provider: &Provider, asked: Asked) -> Result<SyncOutcome, ServiceError> {
    let (state, iamid) = (&cx.state, provider.id.clone());
    let Asked { settings, confirmed } = asked;
    let author = cx.author()?;
    let defaults = settings.default_permissions.clone();
    let permissions =
        permission_names(&[], defaults.unwrap_or_else(|| state.settings.default_permissions.clone()))?;
    let directory = directory(&settings).await?;
    let begun_at = state.clock.now();
    let claim = iamid.clone();
    let claimed =
        state.database.write::<_, DbError>(move |session| syncs::begin(session, &claim, begun_at)).await?;
    if !claimed {
        return Err(ServiceError::new(409, "A sync of this identity provider is running already."));
    }
    let planned = match planned(state, &iamid, &settings, directory).await {
        Ok((plan, admins)) => guard(state, &plan, &admins, confirmed).map(|()| plan),
        Err(error) => Err(error),
    };
    let plan = match planned {
        Ok(plan) => plan,
        Err(error) => {
            let why = error.problem.message.clone();
            state
                .database
                .write::<_, DbError>(move |session| {
                    syncs::end(session, &iamid, begun_at, "failed", Some(&why), None, begun_at)
                })
                .await?;
            return Err(error);
        }
    };
    let in_background = plan.people() > state.settings.sync.background as usize;
    let total = plan.total as u64;
    let run = Run {
        state: Arc::clone(state),
        iamid,
        author,
        begun_at,
        mapping: settings.mapping,
        permissions,
        is_confirmed: confirmed == Some(plan.disable.len() as u64),
    };
    // It goes on when whoever asked goes away.
    let running = tokio::spawn(to_the_end(Arc::new(run), plan));
    if in_background {
        return Ok(SyncOutcome {
            total_count: total,
            running_in_background: Some(true),
            ..SyncOutcome::default()
        });
    }
    running.await.map_err(|error| ServiceError::internal(error.to_string()))?
}

async fn to_the_end(run: Arc<Run>, plan: Plan) -> Result<SyncOutcome, ServiceError> {
    let mut outcome = SyncOutcome::default();
    let stopped = run.carry_out(plan, &mut outcome).await.err();
    let (state, message) = match &stopped {
        None => ("done", None),
        Some(Stop::Cancelled) => ("cancelled", None),
        Some(Stop::Failed(error)) => {
            tracing::error!(iam = run.iamid, %error, "a sync failed");
            ("failed", Some("The database refused a batch; what was done before it stays.".to_owned()))
        }
    };
    let now = run.state.clock.now();
    let author = Author { now, ..run.author.clone() };
    let counts = json!({
        "state": state,
        "imported": outcome.imported_users.len(),
        "refreshed": outcome.refreshed_users.len(),
        "enabled": outcome.enabled_users.len(),
        "disabled": outcome.disabled_users.len(),
    });
    let text = serde_json::to_string(&outcome).map_err(|error| ServiceError::internal(error.to_string()))?;
    let (iamid, begun_at) = (run.iamid.clone(), run.begun_at);
    let end = move |session: &crate::db::Session<'_>| {
        syncs::end(session, &iamid, begun_at, state, message.as_deref(), Some(&text), now)?;
        author.record(session, Event::UsersSynced, &[Target::iam(&iamid)], Change::new(counts))
    };
    run.state.database.write::<_, DbError>(end).await?;
    match stopped {
        None => Ok(outcome),
        Some(stop) => Err(stop.into()),
    }
}
