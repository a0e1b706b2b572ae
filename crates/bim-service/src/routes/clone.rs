//! Row 12: copying a person to new accounts.
//!
//! An address gets an account when its invitation has left, and not before: no account waits for a mail that
//! never came. What is copied is what BIM itself gave: permissions, attributes, memberships in groups of `bim`.

use std::collections::HashSet;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use bim_api::endpoints::CloneUser;
use bim_api::wire::user::CloneOutcome;
use bim_api::{Call, IamId};
use tokio::task::JoinSet;

use crate::credentials;
use crate::db::audit::{Author, Change, Event, Target};
use crate::db::tokens::{self, NewToken};
use crate::db::users::{self, NewUserRow, UserRow};
use crate::db::{DbError, Session, group_members, groups};
use crate::fold::fold;
use crate::http::caller::Cx;
use crate::http::error::ServiceError;
use crate::mail::{self, MailError};
use crate::routes::invitations::{self, NewInvitation};
use crate::routes::limits::{check_email, check_list, check_username};
use crate::routes::users::created;

/// New addresses are tried for this long, within what proxies give a request; the others have no account.
const PATIENCE: Duration = Duration::from_secs(45);
/// Failures in a row to reach the mail server, after which nobody waits for it any longer.
const HOPELESS: u32 = 3;

/// Row 12.
pub(crate) async fn clone_user(cx: Cx, call: Call<CloneUser>) -> Result<CloneOutcome, ServiceError> {
    let addresses = call.body.0;
    if cx.state.mail.is_none() {
        return Err(ServiceError::new(
            422,
            "Each new account is invited by mail, and no mail server is set up here.",
        ));
    }
    if addresses.is_empty() {
        return Err(ServiceError::refused("email", "Name the new accounts' email addresses."));
    }
    check_list("email", &addresses)?;
    let username = call.path.userid;
    let source = cx
        .state
        .database
        .read::<_, DbError>(|session| users::by_username(session, IamId::BIM, username.as_str()))?
        .ok_or_else(|| ServiceError::not_found("person in this identity provider"))?;
    let author = cx.author()?;
    let job = Arc::new(Job::new(cx, author, source.id, addresses));
    // On its own: whoever asked may go away, the invitations that left keep their accounts.
    let failed = tokio::spawn(job.run()).await.map_err(|error| ServiceError::internal(error.to_string()))?;
    Ok(CloneOutcome { failed_emails: failed })
}

/// One call's work, shared by those who do it.
struct Job {
    cx: Cx,
    author: Author,
    source: i64,
    /// Each address once: a repeated one is no second account, and no failure.
    addresses: Vec<String>,
    next: AtomicUsize,
    /// Failures to reach the server since it last answered.
    unreachable: AtomicU32,
    until: Instant,
    failed: Mutex<Vec<usize>>,
}

impl Job {
    fn new(cx: Cx, author: Author, source: i64, addresses: Vec<String>) -> Self {
        let mut known = HashSet::new();
        let trimmed = addresses.into_iter().map(|address| address.trim().to_owned());
        Self {
            cx,
            author,
            source,
            addresses: trimmed.filter(|address| known.insert(fold(address))).collect(),
            next: AtomicUsize::new(0),
            unreachable: AtomicU32::new(0),
            until: Instant::now() + PATIENCE,
            failed: Mutex::default(),
        }
    }

    /// Works through the addresses; those that have no account, in their order.
    async fn run(self: Arc<Self>) -> Vec<String> {
        let mut workers = JoinSet::new();
        for _ in 0..mail::AT_ONCE {
            workers.spawn(Arc::clone(&self).work());
        }
        workers.join_all().await;
        let mut failed = std::mem::take(&mut *self.failed.lock().unwrap_or_else(PoisonError::into_inner));
        failed.sort_unstable();
        failed.into_iter().filter_map(|index| self.addresses.get(index).cloned()).collect()
    }

    async fn work(self: Arc<Self>) {
        loop {
            let index = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(address) = self.addresses.get(index) else { return };
            if let Err(why) = self.one(address).await {
                tracing::warn!(source = self.source, why, "an address was not made an account");
                self.failed.lock().unwrap_or_else(PoisonError::into_inner).push(index);
            }
        }
    }

    /// Invites and creates one person; the reason when there is none.
    async fn one(&self, address: &str) -> Result<(), String> {
        let state = &self.cx.state;
        let said = |error: ServiceError| error.cause.unwrap_or(error.problem.message);
        check_email("email", address).and_then(|()| check_username("email", address)).map_err(said)?;
        let is_taken = |session: &Session<'_>| users::by_username(session, IamId::BIM, address);
        if state.database.read::<_, DbError>(is_taken).map_err(|e| e.to_string())?.is_some() {
            return Err("the username is taken".to_owned());
        }
        if self.unreachable.load(Ordering::Relaxed) >= HOPELESS || Instant::now() >= self.until {
            return Err("the mail server was not waited for any longer".to_owned());
        }
        let invitation = NewInvitation::new().map_err(|error| error.to_string())?;
        let sent = invitations::send(state, &invitation, address, address, address).await;
        match &sent {
            Err(MailError::Unreachable(_)) => self.unreachable.fetch_add(1, Ordering::Relaxed),
            _ => self.unreachable.swap(0, Ordering::Relaxed),
        };
        sent.map_err(|error| error.to_string())?;
        let global_id = credentials::random_uuid().map_err(|error| error.to_string())?;
        let (source, author, hash) = (self.source, self.author.clone(), invitation.hash());
        let address = address.to_owned();
        let created = state.database.write::<_, ServiceError>(move |session| {
            let source = users::by_id(session, source)?.ok_or_else(|| ServiceError::not_found("person"))?;
            copy(session, &author, &source, address, global_id, &hash)
        });
        created.await.map_err(|error| {
            tracing::error!(
                source = self.source,
                "an invitation was mailed, but its account could not be made"
            );
            said(error)
        })
    }
}

/// A new account that may do what the source may.
fn copy(
    session: &Session<'_>,
    author: &Author,
    source: &UserRow,
    address: String,
    global_id: String,
    invitation: &[u8; 32],
) -> Result<(), ServiceError> {
    let now = author.now;
    let row = NewUserRow {
        iamid: IamId::BIM.to_owned(),
        userid: address.clone(),
        global_id,
        name: address.clone(),
        email: Some(address),
        permissions: source.permissions.clone(),
        bim_authorizations: source.bim_authorizations.clone().unwrap_or_default(),
        last_external_refresh: Some(now),
        created_at: now,
        ..NewUserRow::default()
    };
    let user = users::insert(session, &row)?;
    // Memberships in a provider's groups are the provider's to give.
    let groups = groups::of_user(session, source.id)?.into_iter().map(|(group, _)| group);
    let joined: Vec<_> = groups.filter(|group| group.iamid == IamId::BIM).collect();
    for group in &joined {
        group_members::add(session, group.id, user, now)?;
    }
    tokens::insert(session, &NewToken::invitation(invitation, user, now))?;
    let user = users::by_id(session, user)?.ok_or_else(|| ServiceError::internal("the copy is not there"))?;
    let mut after = created(&user);
    after["groups"] = joined.iter().map(|group| group.name.as_str()).collect();
    let people = [Target::user(&user), Target::user(source)];
    let targets: Vec<_> = people.into_iter().chain(joined.iter().map(Target::group)).collect();
    Ok(author.record(session, Event::UserCloned, &targets, Change::new(after))?)
}
