//! API keys and tokens: rows 30 to 35.

use super::endpoints;
use super::paths::{KeyPath, UserPath};
use crate::wire::key::{
    ApiKeyInfo, CreatedApiKey, Impersonation, KeyLogin, KeySession, NewApiKey, RevokeOutcome, TokenInfo,
    TokenQuestion,
};
use crate::{Access, Permission};

endpoints! {
    /// Creates an API key of the signed-in person, for a project or by name.
    CreateApiKey = [30] Post "/bim/apikey" {
        access: Access::ProjectMember, path: (), query: (), body: NewApiKey, response: CreatedApiKey,
        refuses: [404, 422],
    }
    /// Exchanges an API key for a token.
    AuthenticateApiKey = [31] Post "/bim/apikey/authenticate" form {
        access: Access::Anyone, path: (), query: (), body: KeyLogin, response: KeySession,
        refuses: [401],
    }
    /// Starts to act as another person.
    Impersonate = [32] Post "/bim/apikey/impersonate" {
        access: Access::Holds(&[Permission::IMPERSONATE_USER]), path: (), query: (), body: Impersonation,
        response: KeySession,
        refuses: [404, 422],
    }
    /// Tells what is known of a token. Asking does not extend the token asked about.
    GetToken = [33] Post "/bim/token" reads {
        access: Access::SignedIn, path: (), query: (), body: TokenQuestion, response: TokenInfo,
        refuses: [404],
    }
    /// Lists a person's API keys, never the keys themselves.
    GetUserApiKeys = [34] Get "/bim/iam/{iamid}/user/{userid}/apikeys" together {
        access: Access::SelfOr(Permission::USER_ADMIN), path: UserPath, query: (), body: (), response: Vec<ApiKeyInfo>,
    }
    /// Revokes an API key and every token it made.
    DeleteApiKey = [35] Delete "/bim/apikey/{keyid}" together {
        access: Access::KeyOwner, path: KeyPath, query: (), body: (), response: RevokeOutcome,
    }
}
