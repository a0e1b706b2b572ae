//! What the reference does not have, under `/bim/ext`.

use bim_api::Call;
use bim_api::endpoints::{Extensions, LeaveSession, ListExtensions, SignOut};

use crate::clock::MINUTE;
use crate::db::audit::{Change, Event, Target};
use crate::db::{DbError, tokens};
use crate::http::caller::{Credential, Cx};
use crate::http::error::ServiceError;

/// The extensions of this service.
pub(crate) async fn list_extensions(cx: Cx, _: Call<ListExtensions>) -> Result<Extensions, ServiceError> {
    let mut names = vec!["sign-out", "leave", "audit", "sync", "batch"];
    if cx.state.has_outbox_page() {
        names.push("outbox");
    }
    Ok(Extensions { extensions: names.into_iter().map(str::to_owned).collect() })
}

/// How long a session that was left waits to be used again: longer than a reload takes, and than uses are put together.
const LEFT_FOR: i64 = 2 * MINUTE;

/// Ends the session that asks. A key is no session: it is revoked by row 35.
pub(crate) async fn sign_out(cx: Cx, _: Call<SignOut>) -> Result<(), ServiceError> {
    let token = session_of(&cx)?;
    let author = cx.author()?;
    let write = cx.state.database.write::<_, DbError>(move |session| {
        tokens::delete(session, token)?;
        let whom: Vec<_> = author.person.iter().cloned().map(Target::person).collect();
        author.record(session, Event::SignedOut, &whom, Change::untold())
    });
    Ok(write.await?)
}

/// Lets the session that asks end soon, unless it is used again.
pub(crate) async fn leave_session(cx: Cx, _: Call<LeaveSession>) -> Result<(), ServiceError> {
    let token = session_of(&cx)?;
    let state = &cx.state;
    let last_used = state.clock.now() + LEFT_FOR - state.settings.token_idle;
    state.database.write::<_, DbError>(move |session| tokens::set_back(session, token, last_used)).await?;
    state.uses.forget(Credential::Session(token));
    Ok(())
}

fn session_of(cx: &Cx) -> Result<i64, ServiceError> {
    match cx.caller()?.credential {
        Credential::Session(token) => Ok(token),
        _ => Err(ServiceError::new(422, "An API key does not sign out; revoke it instead.")),
    }
}
