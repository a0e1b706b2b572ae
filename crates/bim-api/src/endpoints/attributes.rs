//! Attributes of people and groups: rows 10, 11, 13 and 25. The contract's `{modelType}` is spelt out, since
//! a user and a group answer with different records.

use super::endpoints;
use super::paths::{
    AttributeKeyPath, AttributePath, GroupAttributeKeyPath, GroupAttributePath, SetGroupAttributePath,
    SetUserAttributePath, UserAttributeKeyPath, UserAttributePath,
};
use crate::wire::group::GroupRecord;
use crate::wire::user::UserRecord;
use crate::{Access, Permission};

const USER_ADMIN: Access = Access::Holds(&[Permission::USER_ADMIN]);

endpoints! {
    /// Gives a person an attribute value.
    SetUserAttribute = [10] Put "/bim/iam/{iamid}/user/{modelId}/authorizations/{attributeName}/{attributeValue}" together {
        access: USER_ADMIN, path: SetUserAttributePath, query: (), body: (), response: UserRecord,
        refuses: [422],
    }
    /// Gives a group an attribute value (row 10 with `group`, which is row 25).
    SetGroupAttribute = [10, 25] Put "/bim/iam/{iamid}/group/{groupId}/authorizations/{attributeName}/{attributeValue}" together {
        access: USER_ADMIN, path: SetGroupAttributePath, query: (), body: (), response: GroupRecord,
        refuses: [422],
    }
    /// Takes an attribute value from a person.
    RemoveUserAttribute = [11] Delete "/bim/iam/{iamid}/user/{modelId}/authorizations/{key}/{value}" together {
        access: USER_ADMIN, path: UserAttributePath, query: (), body: (), response: UserRecord,
        refuses: [422],
    }
    /// Takes a whole attribute key from a person.
    RemoveUserAttributeKey = [11] Delete "/bim/iam/{iamid}/user/{modelId}/authorizations/{key}" together {
        access: USER_ADMIN, path: UserAttributeKeyPath, query: (), body: (), response: UserRecord,
        refuses: [422],
    }
    /// Takes an attribute value from a group.
    RemoveGroupAttribute = [11] Delete "/bim/iam/{iamid}/group/{modelId}/authorizations/{key}/{value}" together {
        access: USER_ADMIN, path: GroupAttributePath, query: (), body: (), response: GroupRecord,
        refuses: [422],
    }
    /// Takes a whole attribute key from a group.
    RemoveGroupAttributeKey = [11] Delete "/bim/iam/{iamid}/group/{modelId}/authorizations/{key}" together {
        access: USER_ADMIN, path: GroupAttributeKeyPath, query: (), body: (), response: GroupRecord,
        refuses: [422],
    }
    /// Takes an attribute value from every person and group.
    RemoveAttribute = [13] Delete "/bim/iam/{iamid}/authorizations/{key}/{value}" {
        access: USER_ADMIN, path: AttributePath, query: (), body: (), response: (),
        refuses: [422],
    }
    /// Takes a whole attribute key from every person and group.
    RemoveAttributeKey = [13] Delete "/bim/iam/{iamid}/authorizations/{key}" {
        access: USER_ADMIN, path: AttributeKeyPath, query: (), body: (), response: (),
        refuses: [422],
    }
}
