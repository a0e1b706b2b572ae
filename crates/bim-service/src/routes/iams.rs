//! Row 14: identity providers.

use bim_api::endpoints::ListIams;
use bim_api::wire::iam::Iam;
use bim_api::{Call, IamId};

use crate::db::iams::{self, IamRow};
use crate::http::caller::Cx;
use crate::http::error::ServiceError;

/// Row 14.
pub(crate) async fn list_iams(cx: Cx, _: Call<ListIams>) -> Result<Vec<Iam>, ServiceError> {
    let rows = cx.state.database.glance::<_, ServiceError>(|session| Ok(iams::all(session)?))?;
    let shape = |row: IamRow| Iam {
        id: IamId(row.id),
        display_name: row.display_name,
        kind: row.kind,
        oauth: row.oauth,
    };
    Ok(rows.into_iter().map(shape).collect())
}
