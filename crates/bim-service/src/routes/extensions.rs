//! What the reference does not have, under `/bim/ext`.

use bim_api::Call;
use bim_api::endpoints::{Extensions, ListExtensions, SignOut};

use crate::db::audit::{Change, Event, Target};
use crate::db::{DbError, tokens};
use crate::http::caller::{Credential, Cx};
use crate::http::error::ServiceError;

/// The extensions of this service.
pub(crate) async fn list_extensions(cx: Cx, _: Call<ListExtensions>) -> Result<Extensions, ServiceError> {
    let mut names = vec!["sign-out", "audit", "sync"];
    if cx.state.has_outbox_page() {
        names.push("outbox");
    }
    Ok(Extensions { extensions: names.into_iter().map(str::to_owned).collect() })
}

/// Ends the session that asks. A key is no session: it is revoked by row 35.
pub(crate) async fn sign_out(cx: Cx, _: Call<SignOut>) -> Result<(), ServiceError> {
    let Credential::Session(token) = cx.caller()?.credential else {
        return Err(ServiceError::new(422, "An API key does not sign out; revoke it instead."));
    };
    let author = cx.author()?;
    let write = cx.state.database.write::<_, DbError>(move |session| {
        tokens::delete(session, token)?;
        let whom: Vec<_> = author.person.iter().cloned().map(Target::person).collect();
        author.record(session, Event::SignedOut, &whom, Change::untold())
    });
    Ok(write.await?)
}
