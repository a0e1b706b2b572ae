//! The contract's examples, as they are kept for the tests.

use serde_json::Value;

/// One of two tables: the example of an endpoint.
macro_rules! examples {
    ($(#[$doc:meta])* $function:ident, $ending:literal, { $($name:literal => $file:literal,)* }) => {
        $(#[$doc])*
        pub(super) fn $function(endpoint: &str) -> Option<Value> {
            let text = match endpoint {
                $($name => include_str!(concat!("../../../../tests/fixtures/contract/", $file, $ending)),)*
                _ => return None,
            };
            serde_json::from_str(text).ok()
        }
    };
}

examples! {
    /// What a caller sends.
    request, ".request.json", {
        "CreateUser" => "01-create-a-new-user",
        "Authenticate" => "02-authenticate-user-with-username-and-password",
        "UpdateProfile" => "03-update-a-user-profile",
        "SetPermissions" => "05-update-a-user-s-permissions",
        "ChangePassword" => "06-update-a-user-s-password",
        "SyncUsers" => "08-sync-users-from-an-external-iam",
        "SyncLdap" => "09-sync-ldap-users-with-immuta",
        "CloneUser" => "12-clone-user",
        "SearchUsers" => "20-search-all-users-by-details",
        "CreateGroup" => "21-create-a-new-group",
        "UpdateGroup" => "22-update-a-group",
        "AddMember" => "24-add-a-user-to-a-group",
        "CreateApiKey" => "30-authenticate-a-user-and-create-a-project-api-key",
        "AuthenticateApiKey" => "31-authenticate-a-user-with-an-api-key",
        "Impersonate" => "32-impersonate-a-user-with-an-api-key",
        "GetToken" => "33-view-token-information",
    }
}

examples! {
    /// What is answered.
    response, ".response.json", {
        "CreateUser" => "01-create-a-new-user",
        "Authenticate" => "02-authenticate-user-with-username-and-password",
        "UpdateProfile" => "03-update-a-user-profile",
        "RemovePermission" => "04-remove-a-user-s-permissions",
        "SetPermissions" => "05-update-a-user-s-permissions",
        "ChangePassword" => "06-update-a-user-s-password",
        "DisableUser" => "07-disable-or-enable-a-user",
        "SyncLdap" => "09-sync-ldap-users-with-immuta",
        "SetUserAttribute" => "10-update-a-user-s-or-group-s-attributes",
        "RemoveUserAttribute" => "11-remove-a-user-or-group-s-attribute",
        "CloneUser" => "12-clone-user",
        "ListIams" => "14-search-all-iams",
        "ListUsers" => "15-search-all-users",
        "CurrentUserInfo" => "16-view-current-user-s-information",
        "GetUser" => "17-view-a-user-s-information",
        "GetProfile" => "18-view-a-user-profile",
        "GetUserGroups" => "19-view-a-user-s-groups",
        "SearchUsers" => "20-search-all-users-by-details",
        "CreateGroup" => "21-create-a-new-group",
        "UpdateGroup" => "22-update-a-group",
        "AddMember" => "24-add-a-user-to-a-group",
        "SetGroupAttribute" => "25-update-a-group-s-attributes",
        "SearchGroups" => "26-search-all-groups-from-all-iams",
        "GetGroup" => "27-search-a-specific-group",
        "SearchMembers" => "28-search-a-group-s-users",
        "CreateApiKey" => "30-authenticate-a-user-and-create-a-project-api-key",
        "AuthenticateApiKey" => "31-authenticate-a-user-with-an-api-key",
        "Impersonate" => "32-impersonate-a-user-with-an-api-key",
        "GetToken" => "33-view-token-information",
        "GetUserApiKeys" => "34-view-a-user-s-api-keys",
        "DeleteApiKey" => "35-delete-an-api-key",
    }
}
