//! Rows 15 and 20: lists of people.

use bim_api::endpoints::{ListUsers, SearchUsers};
use bim_api::wire::user::UserHit;
use bim_api::wire::user_search::{UserSearch, UserSearchQuery, UserSort};
use bim_api::wire::{Hits, SortOrder};
use bim_api::{Call, Endpoint, Permission};

use crate::db::listed_user::ListedUser;
use crate::db::user_filter::{Page, UserFilter, UserOrder};
use crate::db::{search_at_once, user_search};
use crate::fold::{fold, name_key};
use crate::http::caller::Cx;
use crate::http::endpoint_router::Written;
use crate::http::error::ServiceError;
use crate::routes::limits::{check_list, check_name, check_page};
use crate::routes::user_hits::{View, write_hit};

/// Row 15.
pub(crate) async fn list_users(cx: Cx, call: Call<ListUsers>) -> Result<Written<ListUsers>, ServiceError> {
    let view =
        if cx.caller()?.holds(&Permission::USER_ADMIN) { View::List } else { View::ListWithoutAttributes };
    let query = call.query;
    let page = page(query.size, query.offset, query.sort_field, query.sort_order)?;
    answer(&cx, filter_of_query(query)?, page, view).await
}

/// Row 20.
pub(crate) async fn search_users(
    cx: Cx,
    call: Call<SearchUsers>,
) -> Result<Written<SearchUsers>, ServiceError> {
    let body = call.body;
    let page = page(body.size, body.offset, body.sort_field, body.sort_order)?;
    answer(&cx, filter_of_body(body)?, page, View::Search).await
}

/// `Hits<UserHit>`, written while the rows are read.
async fn answer<E: Endpoint<Response = Hits<UserHit>>>(
    cx: &Cx,
    filter: UserFilter,
    page: Page,
    view: View,
) -> Result<Written<E>, ServiceError> {
    let database = &cx.state.database;
    let filter = filter.canonical();
    let room = usize::try_from(page.size).unwrap_or_default().min(64) * 900 + 64;
    let mut json = Vec::with_capacity(room);
    json.extend_from_slice(b"{\"hits\":[");
    let begin = json.len();
    let write = |json: &mut Vec<u8>, user: &ListedUser<'_>| {
        if json.len() > begin {
            json.push(b',');
        }
        write_hit(json, user, view)
    };
    let at_once = search_at_once::search_at_once(database, &filter, page, |user| write(&mut json, user));
    let total = match at_once.await? {
        Some(total) => total,
        None => {
            json.truncate(begin);
            database.read::<_, ServiceError>(|session| {
                Ok(user_search::search(database, session, &filter, page, |user| write(&mut json, user))?)
            })?
        }
    };
    json.extend_from_slice(format!("],\"count\":\"{total}\"}}").as_bytes());
    Ok(Written::new(json))
}

fn page(
    size: Option<u32>,
    offset: Option<u32>,
    sort: Option<UserSort>,
    order: Option<SortOrder>,
) -> Result<Page, ServiceError> {
    let (size, offset) = check_page(size, offset)?;
    let order_by = match sort.unwrap_or_default() {
        UserSort::Name => UserOrder::Name,
        UserSort::CreatedAt => UserOrder::CreatedAt,
        UserSort::Iamid => UserOrder::Iamid,
        UserSort::Email => UserOrder::Email,
    };
    Ok(Page { order: order_by, descending: order == Some(SortOrder::Desc), offset, size })
}

/// A partial text, folded like the column it is looked for in; an empty one asks for nothing.
fn part(
    field: &str,
    text: Option<String>,
    folded: fn(&str) -> String,
) -> Result<Option<String>, ServiceError> {
    let Some(text) = text.filter(|text| !text.trim().is_empty()) else { return Ok(None) };
    check_name(field, &text)?;
    Ok(Some(folded(&text)).filter(|text| !text.is_empty()))
}

fn filter_of_query(query: UserSearchQuery) -> Result<UserFilter, ServiceError> {
    check_list("iamid", &query.iamid)?;
    check_list("profileIds", &query.profile_ids)?;
    Ok(UserFilter {
        name: part("name", query.name, name_key)?,
        email: part("email", query.email, fold)?,
        userid: part("userid", query.userid, fold)?,
        iamids: query.iamid.into_iter().map(|iamid| iamid.0).collect(),
        profile_ids: query.profile_ids.into_iter().map(|id| id.0).collect(),
        exclude_system_generated: query.exclude_system_generated.unwrap_or_default(),
        exclude_admin_and_governor: query.exclude_admin_and_governor.unwrap_or_default(),
        exclude_deleted_iams: query.exclude_deleted_iams.unwrap_or_default(),
        exclude_bim: query.exclude_bim.unwrap_or_default(),
        include_disabled: query.include_disabled.unwrap_or_default(),
        permission: query
            .permission
            .map(|permission| permission.as_str().to_owned())
            .filter(|name| !name.is_empty()),
        ..UserFilter::default()
    })
}

fn filter_of_body(body: UserSearch) -> Result<UserFilter, ServiceError> {
    check_list("iamid", &body.iamid)?;
    check_list("profileIds", &body.profile_ids)?;
    check_list("globalUserIds", &body.global_user_ids)?;
    check_list("groupNames", &body.group_names)?;
    check_list("groupIds", &body.group_ids)?;
    if body.user_attributes.len() > 32 {
        return Err(ServiceError::bad(
            "userAttributes",
            "The parameter userAttributes takes at most 32 attributes.",
        ));
    }
    let given = |text: Option<String>| text.filter(|text| !text.is_empty());
    Ok(UserFilter {
        name: part("name", body.name, name_key)?,
        email: part("email", body.email, fold)?,
        userid: part("userid", body.userid, fold)?,
        iamids: body.iamid.into_iter().map(|iamid| iamid.0).collect(),
        profile_ids: body.profile_ids.into_iter().map(|id| id.0).collect(),
        global_ids: body.global_user_ids,
        exclude_system_generated: body.exclude_system_generated.unwrap_or_default(),
        exclude_admin_and_governor: body.exclude_admin_and_governor.unwrap_or_default(),
        exclude_deleted_iams: body.exclude_deleted_iams.unwrap_or_default(),
        exclude_bim: body.exclude_bim.unwrap_or_default(),
        include_disabled: body.include_disabled.unwrap_or_default(),
        exclude_enabled: body.include_enabled == Some(false),
        permission: given(body.permission.map(|permission| permission.as_str().to_owned())),
        domain_permission: given(body.domain_permission),
        domain: given(body.domain_id),
        group_names: body.group_names,
        group_ids: body.group_ids.into_iter().map(|id| id.0).collect(),
        attributes: body.user_attributes.into_iter().map(|a| (a.key, a.value)).collect(),
    })
}
