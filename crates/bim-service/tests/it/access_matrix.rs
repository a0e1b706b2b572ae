//! Who may call what: every endpoint with everybody who could ask, and the status that each is answered with.

use std::collections::BTreeSet;

use bim_api::endpoints::declared;
use bim_api::{Declaration, Permission};
use bim_service::clock::HOUR;
use bim_service::service::{NewProject, PersonRef};
use serde_json::{Value, json};

use crate::actors::{Anonymous, Bearer, UserAdmin};
use crate::world::{Answer, PASSWORD, World};

/// Who asks, in the order of the table's columns. They come with a session of their own, but for the API key.
const COLUMNS: [&str; 12] = [
    "anonymous",
    "expired",
    "disabled",
    "own",
    "other",
    "AUDIT",
    "GOVERNANCE",
    "APPLICATION_ADMIN",
    "USER_ADMIN",
    "IMPERSONATE_USER",
    "API key",
    "impersonation",
];

/// `own` and `other` are one person without permissions, asking about themselves and about somebody else; everybody
/// after them asks about somebody else. The expired session, the disabled account and the API key are USER_ADMINs',
/// and so are both people of the impersonation.
/// Cloning needs mail, which is not configured.
#[rustfmt::skip]
const TABLE: &[(&str, [u16; COLUMNS.len()])] = &[
    //                          anonymous disabled other   GOVERNANCE   USER_ADMIN
    //                             expired     own     AUDIT      APPLICATION_ADMIN  IMPERSONATE, API key, impersonation
    // People
    ("CreateUser",              [401, 401, 401, 403, 403, 403, 403, 403, 200, 403, 200, 200]),
    ("Authenticate",            [200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("UpdateProfile",           [401, 401, 401, 200, 403, 403, 403, 403, 200, 403, 200, 200]),
    ("RemovePermission",        [401, 401, 401, 403, 403, 403, 403, 403, 200, 403, 200, 200]),
    ("SetPermissions",          [401, 401, 401, 403, 403, 403, 403, 403, 200, 403, 200, 200]),
    ("ChangePassword",          [401, 401, 401, 200, 403, 403, 403, 403, 200, 403, 200, 403]),
    ("DisableUser",             [401, 401, 401, 403, 403, 403, 403, 403, 200, 403, 200, 200]),
    // Without a mail server nobody can be invited.
    ("CloneUser",               [401, 401, 401, 403, 403, 403, 403, 403, 422, 403, 422, 422]),
    ("ListUsers",               [401, 401, 401, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("CurrentUserInfo",         [401, 401, 401, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("GetUser",                 [401, 401, 401, 403, 403, 200, 403, 403, 200, 403, 200, 200]),
    ("GetProfile",              [401, 401, 401, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("GetUserGroups",           [401, 401, 401, 403, 403, 403, 403, 403, 200, 403, 200, 200]),
    ("SearchUsers",             [401, 401, 401, 403, 403, 403, 403, 403, 200, 403, 200, 200]),
    ("DeleteUser",              [401, 401, 401, 403, 403, 403, 403, 403, 204, 403, 204, 204]),
    // Attributes
    ("SetUserAttribute",        [401, 401, 401, 403, 403, 403, 403, 403, 200, 403, 200, 200]),
    ("SetGroupAttribute",       [401, 401, 401, 403, 403, 403, 403, 403, 200, 403, 200, 200]),
    ("RemoveUserAttribute",     [401, 401, 401, 403, 403, 403, 403, 403, 200, 403, 200, 200]),
    ("RemoveUserAttributeKey",  [401, 401, 401, 403, 403, 403, 403, 403, 200, 403, 200, 200]),
    ("RemoveGroupAttribute",    [401, 401, 401, 403, 403, 403, 403, 403, 200, 403, 200, 200]),
    ("RemoveGroupAttributeKey", [401, 401, 401, 403, 403, 403, 403, 403, 200, 403, 200, 200]),
    ("RemoveAttribute",         [401, 401, 401, 403, 403, 403, 403, 403, 204, 403, 204, 204]),
    ("RemoveAttributeKey",      [401, 401, 401, 403, 403, 403, 403, 403, 204, 403, 204, 204]),
    // Groups
    ("CreateGroup",             [401, 401, 401, 403, 403, 403, 403, 403, 200, 403, 200, 200]),
    ("UpdateGroup",             [401, 401, 401, 403, 403, 403, 403, 403, 200, 403, 200, 200]),
    ("RemoveMember",            [401, 401, 401, 403, 403, 403, 403, 403, 204, 403, 204, 204]),
    ("AddMember",               [401, 401, 401, 403, 403, 403, 403, 403, 200, 403, 200, 200]),
    ("SearchGroups",            [401, 401, 401, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("GetGroup",                [401, 401, 401, 403, 403, 403, 403, 403, 200, 403, 200, 200]),
    ("SearchMembers",           [401, 401, 401, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("DeleteGroup",             [401, 401, 401, 403, 403, 403, 403, 403, 204, 403, 204, 204]),
    // Keys and tokens; the project is the asked-about person's, and so is the key to be revoked
    ("CreateApiKey",            [401, 401, 401, 200, 403, 403, 403, 403, 403, 403, 403, 403]),
    ("AuthenticateApiKey",      [200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("Impersonate",             [401, 401, 401, 403, 403, 403, 403, 403, 403, 200, 403, 403]),
    ("GetToken",                [401, 401, 401, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("GetUserApiKeys",          [401, 401, 401, 200, 403, 403, 403, 403, 200, 403, 200, 200]),
    ("DeleteApiKey",            [401, 401, 401, 200, 403, 403, 403, 403, 403, 403, 403, 403]),
    // Identity providers
    // There is nothing to sync with bim itself; tests/it/routes/sync does it with a directory.
    ("SyncUsers",               [401, 401, 401, 403, 403, 403, 403, 403, 422, 403, 422, 422]),
    ("SyncLdap",                [401, 401, 401, 403, 403, 403, 403, 403, 422, 403, 422, 422]),
    ("ListIams",                [200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    // Extensions
    ("ListExtensions",          [200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("SignOut",                 [401, 401, 401, 204, 204, 204, 204, 204, 204, 204, 422, 204]),
    ("LeaveSession",            [401, 401, 401, 204, 204, 204, 204, 204, 204, 204, 422, 204]),
    ("SendBatch",               [401, 401, 401, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("SearchAudit",             [401, 401, 401, 403, 403, 200, 403, 403, 403, 403, 403, 403]),
    ("GetSync",                 [401, 401, 401, 403, 403, 403, 403, 403, 200, 403, 200, 200]),
    ("CancelSync",              [401, 401, 401, 403, 403, 403, 403, 403, 409, 403, 409, 409]),
    ("PlanSync",                [401, 401, 401, 403, 403, 403, 403, 403, 422, 403, 422, 422]),
];

#[test]
fn every_endpoint_has_its_row() {
    let told: BTreeSet<_> = TABLE.iter().map(|(name, _)| *name).collect();
    assert_eq!(told.len(), TABLE.len(), "each once");
    assert_eq!(told, declared().map(|endpoint| endpoint.name).collect());
}

/// Everybody who asks, and what they ask about.
struct Stage {
    world: World,
    keys: Vec<(&'static str, String)>,
    expired: String,
    own_project: i64,
    other_project: i64,
    number: usize,
}

/// Whom and what a request is about.
struct Subject {
    username: String,
    group: Value,
    membership: Value,
    key: Value,
}

const OWN: &str = "own";

impl Stage {
    async fn set() -> Self {
        let world = World::new();
        world.person(OWN, Vec::new(), Some(PASSWORD));
        let mut keys = vec![(OWN, world.service.create_key(OWN, "k").expect("a key"))];
        for (column, permissions) in [
            ("AUDIT", vec![Permission::AUDIT]),
            ("GOVERNANCE", vec![Permission::GOVERNANCE]),
            ("APPLICATION_ADMIN", vec![Permission::APPLICATION_ADMIN]),
            ("USER_ADMIN", vec![Permission::USER_ADMIN]),
            ("IMPERSONATE_USER", vec![Permission::IMPERSONATE_USER]),
            ("disabled", vec![Permission::USER_ADMIN]),
            ("impersonation", vec![Permission::USER_ADMIN, Permission::IMPERSONATE_USER]),
        ] {
            world.person(column, permissions, None);
            keys.push((column, world.service.create_key(column, "k").expect("a key")));
        }
        let project = |name: &str| {
            let project = NewProject { name: name.to_owned(), ..NewProject::default() };
            world.service.create_project(&project).expect("a project")
        };
        let (own_project, other_project) = (project("Payments"), project("Secrets"));
        let own = PersonRef { iamid: "bim", username: OWN };
        world.service.add_project_member(own_project, own).expect("a member");
        let expired = String::new();
        let mut stage = Self { world, keys, expired, own_project, other_project, number: 0 };
        stage.expired = stage.session("USER_ADMIN").await;
        stage.world.pass(2 * HOUR);
        stage.admin("PUT", "/bim/iam/bim/user/disabled/disable/true", Value::Null).await;
        stage
    }

    fn key(&self, column: &str) -> String {
        self.keys.iter().find(|(known, _)| *known == column).expect("somebody with a key").1.clone()
    }

    async fn session(&self, column: &str) -> String {
        let body = json!({ "apikey": self.key(column) }).to_string();
        let answer = self.world.ask(&Anonymous, "POST", "/bim/apikey/authenticate", Some(&body)).await;
        answer.json()["token"].as_str().expect("a token").to_owned()
    }

    /// The token of a user admin who acts as another.
    async fn impersonation(&self) -> String {
        let key = self.key("impersonation");
        let body = json!({ "apikey": key, "iamid": "bim", "userid": "USER_ADMIN" });
        let answer = self.ask(Some(key), "POST", "/bim/apikey/impersonate", &body).await;
        answer.json()["token"].as_str().expect("a token").to_owned()
    }

    /// What whoever asks sends along.
    async fn secret(&self, column: &str) -> Option<String> {
        match column {
            "anonymous" => None,
            "expired" => Some(self.expired.clone()),
            // The tokens of a disabled account are gone; its key is there and must not work.
            "disabled" => Some(self.key("disabled")),
            "API key" => Some(self.key("USER_ADMIN")),
            "impersonation" => Some(self.impersonation().await),
            "own" | "other" => Some(self.session(OWN).await),
            permission => Some(self.session(permission).await),
        }
    }

    async fn ask(&self, secret: Option<String>, method: &str, target: &str, body: &Value) -> Answer {
        let body = if body.is_null() { None } else { Some(body.to_string()) };
        match secret {
            Some(secret) => self.world.ask(&Bearer(secret), method, target, body.as_deref()).await,
            None => self.world.ask(&Anonymous, method, target, body.as_deref()).await,
        }
    }

    async fn admin(&self, method: &str, target: &str, body: Value) -> Value {
        let key = self.world.key_of(UserAdmin::USERNAME).map(str::to_owned);
        let answer = self.ask(key, method, target, &body).await;
        assert_eq!(answer.status, 200, "{target}: {answer:?}");
        answer.json()
    }

    /// Somebody with a group, an attribute, a permission and a key; `own` is that already.
    async fn subject(&mut self, is_own: bool) -> Subject {
        self.number += 1;
        let (number, username) = match is_own {
            true => (self.number, OWN.to_owned()),
            false => (self.number, format!("subject{}", self.number)),
        };
        if !is_own {
            self.world.person(&username, vec![Permission::FETCH_POLICY_INFO], None);
            self.admin("PUT", &format!("/bim/iam/bim/user/{username}/authorizations/Team/Red"), Value::Null)
                .await;
        }
        let group =
            self.admin("POST", "/bim/group", json!({ "iamid": "bim", "name": format!("g{number}") })).await;
        let group = group["id"].clone();
        self.admin("PUT", &format!("/bim/iam/bim/group/{group}/authorizations/Team/Red"), Value::Null).await;
        let member = json!({ "iamid": "bim", "userid": username });
        let membership = self.admin("POST", &format!("/bim/group/{group}/user"), member).await["id"].clone();
        self.world.service.create_key(&username, "to revoke").expect("a key");
        let keys = self.admin("GET", &format!("/bim/iam/bim/user/{username}/apikeys"), Value::Null).await;
        let key = keys.as_array().expect("keys").last().expect("a key")["keyid"].clone();
        Subject { username, group, membership, key }
    }

    /// What an endpoint is sent when it is about this subject.
    fn body(&self, endpoint: &Declaration, subject: &Subject) -> Value {
        match endpoint.name {
            "CreateUser" => json!({ "userid": format!("new{}", self.number) }),
            "Authenticate" => json!({ "username": "login", "password": PASSWORD }),
            "UpdateProfile" => json!({ "about": "x" }),
            "SetPermissions" => json!(["AUDIT"]),
            "ChangePassword" => {
                json!({ "originalPassword": PASSWORD, "password": "another long phrase" })
            }
            "CloneUser" => json!(["clone@example.com"]),
            "SearchUsers" => json!({}),
            "CreateGroup" => json!({ "iamid": "bim", "name": format!("new{}", self.number) }),
            "UpdateGroup" => json!({ "description": "x" }),
            "AddMember" => json!({ "iamid": "bim", "userid": UserAdmin::USERNAME }),
            "CreateApiKey" => match subject.username == OWN {
                true => json!({ "projectId": self.own_project }),
                false => json!({ "projectId": self.other_project }),
            },
            "AuthenticateApiKey" => json!({ "apikey": self.key("AUDIT") }),
            "Impersonate" => {
                let apikey = self.key("IMPERSONATE_USER");
                json!({ "apikey": apikey, "iamid": "bim", "userid": subject.username })
            }
            "GetToken" => json!({ "token": self.key("AUDIT") }),
            "SyncUsers" => json!({ "iamid": "bim" }),
            // Who may do what is within is told of each call.
            "SendBatch" => json!([{ "method": "GET", "target": "/bim/group/1" }]),
            "SyncLdap" | "PlanSync" => json!({ "dryRun": true }),
            _ => Value::Null,
        }
    }
}

/// The path of an endpoint when it is about this subject.
fn target(endpoint: &Declaration, subject: &Subject) -> String {
    let is_group = endpoint.path.contains("/group/");
    let fill = |segment: &str| match segment {
        "{iamid}" | "{iamId}" => "bim".to_owned(),
        "{groupId}" => subject.group.to_string(),
        "{modelId}" if is_group => subject.group.to_string(),
        "{userid}" | "{id}" | "{modelId}" => subject.username.clone(),
        "{permission}" => Permission::FETCH_POLICY_INFO.to_string(),
        "{disable}" => "true".to_owned(),
        "{attributeName}" | "{key}" => "Team".to_owned(),
        "{attributeValue}" | "{value}" => "Red".to_owned(),
        "{groupuserid}" => subject.membership.to_string(),
        "{keyid}" => subject.key.to_string(),
        fixed => {
            assert!(!fixed.starts_with('{'), "{fixed} of {} has no value here", endpoint.path);
            fixed.to_owned()
        }
    };
    endpoint.path.split('/').map(fill).collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn everybody_is_answered_as_the_table_says() {
    let mut stage = Stage::set().await;
    stage.world.person("login", Vec::new(), Some(PASSWORD));
    let someone = stage.subject(false).await;
    let mut wrong = Vec::new();
    for (name, statuses) in TABLE {
        let endpoint = declared().find(|endpoint| endpoint.name == *name).expect("a declared endpoint");
        for (column, expected) in COLUMNS.iter().zip(statuses) {
            // Whoever is let through may use their subject up.
            let fresh = match *column == "own" || *expected < 300 {
                true => Some(stage.subject(*column == "own").await),
                false => None,
            };
            let subject = fresh.as_ref().unwrap_or(&someone);
            let (target, mut body) = (target(endpoint, subject), stage.body(endpoint, subject));
            let secret = stage.secret(column).await;
            if *name == "GetToken" {
                body["token"] = stage.session("AUDIT").await.into();
            }
            let answer = stage.ask(secret, endpoint.method.as_str(), &target, &body).await;
            if answer.status != *expected {
                let text = String::from_utf8_lossy(&answer.body).into_owned();
                wrong.push(format!("{name} for {column}: {} instead of {expected}: {text}", answer.status));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What rows 15, 26 and 28 tell of somebody to a USER_ADMIN alone.
const HIDDEN: &[(&str, &[&str])] = &[
    ("/bim/user?userid=subject1", &["authorizations", "bimAuthorizations"]),
    ("/bim/group?name=g1", &["authorizations"]),
    ("/bim/group/{}/user", &["id", "group", "userid", "iamid", "disabled", "createdAt", "updatedAt"]),
];

#[tokio::test]
async fn lists_hide_what_is_for_user_admins() {
    let mut stage = Stage::set().await;
    let subject = stage.subject(false).await;
    for column in &COLUMNS[3..] {
        for (target, hidden) in HIDDEN {
            let target = target.replace("{}", &subject.group.to_string());
            let secret = stage.secret(column).await;
            let list = stage.ask(secret, "GET", &target, &Value::Null).await.json();
            let hits = list["hits"].as_array().unwrap_or_else(|| panic!("{list}"));
            assert_eq!(hits.len(), 1, "{target}");
            let sees_all = matches!(*column, "USER_ADMIN" | "API key" | "impersonation");
            for field in *hidden {
                let told = hits[0].get(field).is_some();
                assert_eq!(told, sees_all, "{field} of {target} for {column}: {list}");
            }
            if target.ends_with("/user") {
                let profile = hits[0]["profile"].as_object().expect("a profile");
                assert_eq!(profile.len() > 1, sees_all, "the name alone: {profile:?}");
            }
        }
    }
}
