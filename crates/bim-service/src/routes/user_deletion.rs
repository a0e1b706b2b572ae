//! Row 36: deleting a person. The reference names the step and has no section for it; clients send a username and
//! ignore the answer.

use bim_api::Call;
use bim_api::endpoints::DeleteUser;
use serde_json::json;

use crate::db::audit::{Change, Event, Target};
use crate::db::users::UserRow;
use crate::db::{DbError, Session, api_keys, groups, users};
use crate::http::caller::Cx;
use crate::http::error::ServiceError;
use crate::routes::user_changes::{find, keep_an_admin};

/// Row 36. Memberships, keys and tokens go with the person.
pub(crate) async fn delete_user(cx: Cx, call: Call<DeleteUser>) -> Result<(), ServiceError> {
    let (path, author) = (call.path, cx.author()?);
    let write = cx.state.database.write::<_, ServiceError>(move |session| {
        let user = find(session, &path.iamid, &path.userid)?;
        keep_an_admin(session, &user)?;
        let (targets, change) = lost(session, &user)?;
        users::delete(session, user.id)?;
        Ok(author.record(session, Event::UserDeleted, &targets, change)?)
    });
    write.await
}

/// What goes with the person. Their groups lose a member, so the event is about them, too.
fn lost(session: &Session<'_>, user: &UserRow) -> Result<(Vec<Target>, Change), DbError> {
    let groups = groups::of_user(session, user.id)?;
    let keys = api_keys::of_user(session, user.id)?;
    let change = Change::gone(json!({
        "name": user.profile.name,
        "email": user.profile.email,
        "disabled": user.disabled,
        "permissions": user.permissions,
        "bimAuthorizations": user.bim_authorizations,
        "iamAuthorizations": user.iam_authorizations,
        "groups": groups.iter().map(|(group, _)| &group.name).collect::<Vec<_>>(),
        "apiKeys": keys.iter().map(|key| key.id).collect::<Vec<_>>(),
    }));
    let mut targets = vec![Target::user(user)];
    targets.extend(groups.iter().map(|(group, _)| Target::group(group)));
    Ok((targets, change))
}
