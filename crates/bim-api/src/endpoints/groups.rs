//! Groups and memberships: rows 21 to 24 and 26 to 29. Row 25 stands with the attributes.

use super::endpoints;
use super::paths::{GroupPath, MembershipPath};
use crate::wire::Hits;
use crate::wire::group::{
    Group, GroupChange, GroupHit, GroupRecord, GroupSearchQuery, Member, MemberSearchQuery, Membership,
    NewGroup, NewMember,
};
use crate::{Access, Permission};

const USER_ADMIN: Access = Access::Holds(&[Permission::USER_ADMIN]);

endpoints! {
    /// Creates a group.
    CreateGroup = [21] Post "/bim/group" together {
        access: USER_ADMIN, path: (), query: (), body: NewGroup, response: GroupRecord,
        refuses: [409, 422],
    }
    /// Changes name, email or description of a group.
    UpdateGroup = [22] Put "/bim/group/{groupId}" together {
        access: USER_ADMIN, path: GroupPath, query: (), body: GroupChange, response: GroupRecord,
        refuses: [409, 422],
    }
    /// Removes a person from a group.
    RemoveMember = [23] Delete "/bim/group/{groupId}/user/{groupuserid}" together {
        access: USER_ADMIN, path: MembershipPath, query: (), body: (), response: (),
        refuses: [422],
    }
    /// Adds a person to a group.
    AddMember = [24] Post "/bim/group/{groupId}/user" together {
        access: USER_ADMIN, path: GroupPath, query: (), body: NewMember, response: Membership,
        refuses: [409, 422],
    }
    /// Lists groups of all providers. Without USER_ADMIN, attributes are hidden.
    SearchGroups = [26] Get "/bim/group" {
        access: Access::SignedIn, path: (), query: GroupSearchQuery, body: (), response: Hits<GroupHit>,
        refuses: [422],
    }
    /// One group.
    GetGroup = [27] Get "/bim/group/{groupId}" together {
        access: USER_ADMIN, path: GroupPath, query: (), body: (), response: Group,
    }
    /// Lists the members of a group. Without USER_ADMIN, names alone.
    SearchMembers = [28] Get "/bim/group/{groupId}/user" {
        access: Access::SignedIn, path: GroupPath, query: MemberSearchQuery, body: (), response: Hits<Member>,
    }
    /// Deletes a group.
    DeleteGroup = [29] Delete "/bim/group/{groupId}" {
        access: USER_ADMIN, path: GroupPath, query: (), body: (), response: (),
        refuses: [422],
    }
}
