//! Rows 26, 27 and 28: groups and their members.

use bim_api::endpoints::{GetGroup, SearchGroups, SearchMembers};
use bim_api::wire::group::{Group, GroupHit, GroupRecord, GroupSort, Member, MemberProfile};
use bim_api::wire::{Count, Hits, SortOrder};
use bim_api::{Call, GroupId, IamId, MembershipId, Permission, Username};

use crate::clock::timestamp;
use crate::db::Session;
use crate::db::group_members::{self, MemberRow};
use crate::db::group_search::{self, GroupFilter, GroupOrder, GroupPage};
use crate::db::groups::{self, GroupRow};
use crate::db::user_filter::{Page, UserOrder};
use crate::fold::name_key;
use crate::http::caller::Cx;
use crate::http::error::ServiceError;
use crate::routes::limits::{check_list, check_name, check_page};
use crate::routes::user_records::profile;

/// Row 26.
pub(crate) async fn search_groups(cx: Cx, call: Call<SearchGroups>) -> Result<Hits<GroupHit>, ServiceError> {
    let sees_attributes = cx.caller()?.holds(&Permission::USER_ADMIN);
    let query = call.query;
    let (size, offset) = check_page(query.size, query.offset)?;
    check_list("ids", &query.ids)?;
    check_list("iamid", &query.iamid)?;
    let name = query.name.filter(|name| !name.trim().is_empty());
    if let Some(name) = &name {
        check_name("name", name)?;
    }
    let filter = GroupFilter {
        name: name.as_deref().map(name_key).filter(|name| !name.is_empty()),
        ids: query.ids.into_iter().map(|id| id.0).collect(),
        member: query.userid.map(|user| user.0),
        iamids: query.iamid.into_iter().map(|iamid| iamid.0).collect(),
    };
    let order = match query.sort_field.unwrap_or_default() {
        GroupSort::Name => GroupOrder::Name,
        GroupSort::CreatedAt => GroupOrder::CreatedAt,
        GroupSort::Iamid => GroupOrder::Iamid,
    };
    let page = GroupPage { order, descending: query.sort_order == Some(SortOrder::Desc), offset, size };
    let is_name_only = query.name_only.unwrap_or_default();
    let (total, hits) = cx.state.database.read::<_, ServiceError>(|session| {
        if is_name_only {
            let (total, names) = group_search::search_names(session, &filter, page)?;
            return Ok((total, names.into_iter().map(name_alone).collect()));
        }
        let (total, rows) = group_search::search(session, &filter, page)?;
        Ok((total, rows.into_iter().map(|row| hit(row, sees_attributes)).collect()))
    })?;
    Ok(Hits { count: Count::Text(u64::try_from(total).unwrap_or_default()), hits })
}

fn name_alone(name: String) -> GroupHit {
    GroupHit {
        id: None,
        iamid: None,
        name,
        gid: None,
        email: None,
        authorizations: None,
        description: None,
        created_at: None,
        updated_at: None,
    }
}

fn hit(row: GroupRow, sees_attributes: bool) -> GroupHit {
    GroupHit {
        id: Some(GroupId(row.id)),
        iamid: Some(IamId(row.iamid)),
        name: row.name,
        gid: Some(row.gid.map(Into::into)),
        email: Some(row.email),
        authorizations: sees_attributes.then_some(row.authorizations),
        description: Some(row.description),
        created_at: Some(timestamp(row.created_at)),
        updated_at: Some(timestamp(row.updated_at)),
    }
}

/// Row 27.
pub(crate) async fn get_group(cx: Cx, call: Call<GetGroup>) -> Result<Group, ServiceError> {
    cx.state.database.glance(|session| find(session, call.path.group)).map(group)
}

/// The group, or 404.
pub(super) fn find(session: &Session<'_>, group: GroupId) -> Result<GroupRow, ServiceError> {
    groups::by_id(session, group.0)?.ok_or_else(|| ServiceError::not_found("group"))
}

fn group(row: GroupRow) -> Group {
    Group {
        id: GroupId(row.id),
        iamid: IamId(row.iamid),
        name: row.name,
        gid: row.gid.map(Into::into),
        email: row.email,
        authorizations: row.authorizations,
        description: row.description,
        created_at: Some(timestamp(row.created_at)),
        updated_at: Some(timestamp(row.updated_at)),
    }
}

/// A group after a change. No endpoint of the contract writes what a SCIM client would leave.
pub(super) fn record(row: GroupRow) -> GroupRecord {
    GroupRecord { group: group(row), scim: None, scimid: None }
}

/// Row 28, in the order of names.
pub(crate) async fn search_members(cx: Cx, call: Call<SearchMembers>) -> Result<Hits<Member>, ServiceError> {
    let sees_all = cx.caller()?.holds(&Permission::USER_ADMIN);
    let group = call.path.group;
    let (size, offset) = check_page(call.query.size, call.query.offset)?;
    let descending = call.query.sort_order == Some(SortOrder::Desc);
    let page = Page { order: UserOrder::Name, descending, offset, size };
    let database = &cx.state.database;
    let (total, members) = database.read::<_, ServiceError>(|session| {
        find(session, group)?;
        Ok(group_members::of_group(database, session, group.0, page)?)
    })?;
    let hits =
        members.into_iter().map(|row| if sees_all { member(row, group) } else { stranger(row) }).collect();
    Ok(Hits { count: Count::Number(u64::try_from(total).unwrap_or_default()), hits })
}

fn member(row: MemberRow, group: GroupId) -> Member {
    let user = row.user;
    Member {
        id: Some(MembershipId(row.id)),
        group: Some(group),
        profile: MemberProfile::Whole(Box::new(profile(user.profile, user.system_generated))),
        created_at: Some(timestamp(row.created_at)),
        updated_at: Some(timestamp(row.updated_at)),
        userid: Some(Username(user.userid)),
        iamid: Some(IamId(user.iamid)),
        disabled: Some(user.disabled),
    }
}

/// A member as somebody without USER_ADMIN sees them.
fn stranger(row: MemberRow) -> Member {
    Member {
        id: None,
        group: None,
        profile: MemberProfile::NameOnly { name: Some(row.user.profile.name) },
        created_at: None,
        updated_at: None,
        userid: None,
        iamid: None,
        disabled: None,
    }
}
