//! People: rows 1 to 7, 12, 15 to 20 and 36.

use super::endpoints;
use super::paths::{
    BimUserPath, DisablePath, IamPath, ProfilePath, UserPath, UserPermissionPath, UserRefPath,
};
use crate::wire::Hits;
use crate::wire::profile::{Profile, ProfileUpdate};
use crate::wire::session::{LoginOutcome, PasswordChange, PasswordChanged, PasswordLogin};
use crate::wire::user::{
    CloneEmails, CloneOutcome, CreatedUser, DisableOutcome, NewUser, PermissionSet, UserDetails, UserGroup,
    UserHit, UserRecord,
};
use crate::wire::user_search::{UserSearch, UserSearchQuery};
use crate::{Access, Permission};

const USER_ADMIN: Access = Access::Holds(&[Permission::USER_ADMIN]);

endpoints! {
    /// Creates a person in the built-in provider.
    CreateUser = [1] Post "/bim/iam/bim/user" {
        access: USER_ADMIN, path: (), query: (), body: NewUser, response: CreatedUser,
        refuses: [409, 422],
    }
    /// Signs in with username and password; other providers are asked on the caller's behalf.
    Authenticate = [2] Post "/bim/iam/{iamid}/user/authenticate" form {
        access: Access::Anyone, path: IamPath, query: (), body: PasswordLogin, response: LoginOutcome,
        refuses: [401, 422, 429],
    }
    /// Changes a profile. What is absent stays, null clears.
    UpdateProfile = [3] Put "/bim/iam/{iamid}/user/{userid}/profile" together {
        access: Access::SelfOr(Permission::USER_ADMIN), path: UserPath, query: (), body: ProfileUpdate, response: Profile,
        refuses: [422],
    }
    /// Takes one permission from a person.
    RemovePermission = [4] Delete "/bim/iam/{iamid}/user/{userid}/permissions/{permission}" together {
        access: USER_ADMIN, path: UserPermissionPath, query: (), body: (), response: UserRecord,
        refuses: [409],
    }
    /// Replaces all permissions of a person.
    SetPermissions = [5] Put "/bim/iam/{iamid}/user/{userid}/permissions" together {
        access: USER_ADMIN, path: UserPath, query: (), body: PermissionSet, response: UserRecord,
        refuses: [409, 422],
    }
    /// Changes a password: one's own, somebody else's as USER_ADMIN, or as holder of an invitation.
    ChangePassword = [6] Put "/bim/iam/{iamid}/user/{userid}/password" {
        access: Access::SelfOr(Permission::USER_ADMIN), path: UserPath, query: (), body: PasswordChange,
        response: PasswordChanged,
        refuses: [409, 422, 429],
    }
    /// Disables or enables a person of the built-in provider.
    DisableUser = [7] Put "/bim/iam/{iamid}/user/{userid}/disable/{disable}" together {
        access: USER_ADMIN, path: DisablePath, query: (), body: (), response: DisableOutcome,
        refuses: [409, 422],
    }
    /// Copies a person to new accounts, each of which is invited by mail.
    CloneUser = [12] Post "/bim/iam/bim/user/{userid}/clone" {
        access: USER_ADMIN, path: BimUserPath, query: (), body: CloneEmails, response: CloneOutcome,
        refuses: [422],
    }
    /// Lists people. Without USER_ADMIN, attributes are hidden.
    ListUsers = [15] Get "/bim/user" {
        access: Access::SignedIn, path: (), query: UserSearchQuery, body: (), response: Hits<UserHit>,
        refuses: [422],
    }
    /// The signed-in person.
    CurrentUserInfo = [16] Get "/bim/rpc/user/current" {
        access: Access::SignedIn, path: (), query: (), body: (), response: UserDetails,
    }
    /// One person's whole record.
    GetUser = [17] Get "/bim/iam/{iamid}/user/{id}" together {
        access: Access::Holds(&[Permission::USER_ADMIN, Permission::AUDIT]), path: UserRefPath, query: (), body: (),
        response: UserDetails,
    }
    /// One person's profile.
    GetProfile = [18] Get "/bim/iam/{iamid}/user/{userid}/profile" together {
        access: Access::SignedIn, path: ProfilePath, query: (), body: (), response: Profile,
    }
    /// One person's groups.
    GetUserGroups = [19] Get "/bim/iam/{iamid}/user/{userid}/groups" together {
        access: USER_ADMIN, path: UserPath, query: (), body: (), response: Vec<UserGroup>,
    }
    /// Searches people by many details.
    SearchUsers = [20] Post "/bim/user/search" reads {
        access: USER_ADMIN, path: (), query: (), body: UserSearch, response: Hits<UserHit>,
        refuses: [422],
    }
    /// Deletes a person with memberships, keys and tokens.
    DeleteUser = [36] Delete "/bim/iam/{iamid}/user/{userid}" together {
        access: USER_ADMIN, path: UserPath, query: (), body: (), response: (),
        refuses: [409, 422],
    }
}
