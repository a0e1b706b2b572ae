//! The declared endpoints against the contract's own data: rows, parameters, access, and every example.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use bim_api::endpoints::{self, declared};
use bim_api::introspect::fields_of;
use bim_api::{Access, Call, Endpoint, Permission, Request, Response};
use serde::Deserialize;
use serde_json::Value;

fn fixtures() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/contract")
}

#[derive(Deserialize)]
struct Row {
    row: u8,
    method: String,
    path: String,
    access: String,
    query: Vec<String>,
    body: Vec<String>,
}

fn rows() -> Vec<Row> {
    let text =
        std::fs::read(fixtures().join("endpoints.json")).expect("endpoints.json is kept with the tests");
    serde_json::from_slice(&text).expect("endpoints.json is JSON")
}

/// The contract leaves `{modelType}` open and a value optional; the declarations spell them out.
fn spelt_out(row: &Row) -> BTreeSet<String> {
    let kinds = if row.path.contains("{modelType}") { vec!["user", "group"] } else { vec![""] };
    kinds
        .into_iter()
        .flat_map(|kind| {
            let path = row.path.replace("{modelType}", kind);
            let whole_key = path.strip_suffix("/{value}").map(str::to_owned);
            [Some(path), whole_key].into_iter().flatten()
        })
        .map(|path| format!("{} {}", row.method, shape(&path)))
        .collect()
}

/// A path without its placeholders' names, which differ between rows of one shape (10 and 25).
fn shape(path: &str) -> String {
    path.split('/').map(|s| if s.starts_with('{') { "{}" } else { s }).collect::<Vec<_>>().join("/")
}

#[test]
fn every_row_is_declared_with_its_method_and_path() {
    let mut by_row: BTreeMap<u8, BTreeSet<String>> = BTreeMap::new();
    for endpoint in declared() {
        for row in endpoint.rows {
            by_row.entry(*row).or_default().insert(format!(
                "{} {}",
                endpoint.method.as_str(),
                shape(endpoint.path)
            ));
        }
    }
    for row in rows() {
        assert_eq!(by_row.remove(&row.row), Some(spelt_out(&row)), "row {}", row.row);
    }
    let deletion = BTreeSet::from(["DELETE /bim/iam/{}/user/{}".to_owned()]);
    assert_eq!(
        by_row.into_iter().collect::<Vec<_>>(),
        [(36, deletion)],
        "row 36 alone is not in the reference"
    );
}

#[test]
fn placeholders_are_the_fields_of_the_path() {
    for endpoint in declared() {
        let placeholders: Vec<&str> =
            endpoint.path.split('/').filter_map(|s| s.strip_prefix('{')?.strip_suffix('}')).collect();
        assert_eq!(placeholders, endpoint.path_parameters, "{}", endpoint.name);
    }
    for row in rows() {
        for endpoint in declared().filter(|e| e.rows.last() == Some(&row.row)) {
            for name in endpoint.path_parameters {
                assert!(row.path.contains(&format!("{{{name}}}")), "row {}: {name}", row.row);
            }
        }
    }
}

#[test]
fn every_documented_parameter_is_a_field() {
    for row in rows() {
        for endpoint in declared().filter(|e| e.rows.contains(&row.row)) {
            let fields = |names: &[&str]| names.iter().map(|s| (*s).to_owned()).collect::<BTreeSet<_>>();
            let query: BTreeSet<String> = row.query.iter().cloned().collect();
            assert_eq!(fields((endpoint.query_fields)()), query, "query of row {}", row.row);
            let (declared, documented) =
                (fields((endpoint.body_fields)()), row.body.iter().cloned().collect());
            match row.row {
                // Bare arrays: their one field has no name on the wire.
                5 | 12 => assert!(declared.is_empty()),
                // `name` and `systemGenerated` stand in the example, not in the table.
                3 => assert!(declared.is_superset(&documented), "body of row 3: {declared:?}"),
                _ => assert!(
                    declared.is_superset(&documented) && declared.len() <= documented.len() + 2,
                    "body of row {}: {declared:?} {documented:?}",
                    row.row
                ),
            }
        }
    }
}

#[test]
fn access_is_the_documented_one() {
    for row in rows() {
        for endpoint in declared().filter(|e| e.rows.contains(&row.row)) {
            let expected = match row.access.as_str() {
                "USER_ADMIN" => Access::Holds(&[Permission::USER_ADMIN]),
                "USER_ADMIN or AUDIT" => Access::Holds(&[Permission::USER_ADMIN, Permission::AUDIT]),
                "IMPERSONATE_USER" => Access::Holds(&[Permission::IMPERSONATE_USER]),
                "own or USER_ADMIN" => Access::SelfOr(Permission::USER_ADMIN),
                "project member" => Access::ProjectMember,
                "own" => Access::KeyOwner,
                "silent" if [2, 14, 31].contains(&row.row) => Access::Anyone,
                "silent" => Access::SignedIn,
                other => panic!("row {}: {other}", row.row),
            };
            assert_eq!(endpoint.access, expected, "row {}", row.row);
        }
    }
}

/// Null and missing are alike; objects and arrays keep everything else.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            map.into_iter().filter(|(_, v)| !v.is_null()).map(|(k, v)| (k, without_nulls(v))).collect()
        }
        Value::Array(items) => items.into_iter().map(without_nulls).collect(),
        other => other,
    }
}

fn example(name: &str) -> Option<Vec<u8>> {
    std::fs::read(fixtures().join(name)).ok()
}

struct Tried(BTreeSet<String>);

impl Tried {
    fn request<E: Endpoint>(&mut self, slug: &str) {
        let name = format!("{slug}.request.json");
        if let Some(text) = example(&name) {
            let body: E::Body = serde_json::from_slice(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
            let path: E::Path = filler::<E>();
            let call = Call::<E> { path, query: E::Query::default(), body };
            let sent: Value = serde_json::from_slice(&sent(&call).body.expect("a body")).expect("JSON");
            assert_eq!(sent, serde_json::from_slice::<Value>(&text).expect("JSON"), "{name}");
            self.0.insert(name);
        }
    }

    fn response<E: Endpoint>(&mut self, slug: &str) {
        let name = format!("{slug}.response.json");
        if let Some(body) = example(&name) {
            let wanted: Value = serde_json::from_slice(&body).expect("JSON");
            let response = Response { status: 200, body, retry_after: None, request_id: None };
            let read = Call::<E>::read(response).unwrap_or_else(|e| panic!("{name}: {e:?}"));
            let written = serde_json::to_value(&read).expect("writes");
            assert_eq!(without_nulls(written), without_nulls(wanted), "{name}");
            self.0.insert(name);
        }
    }

    fn both<E: Endpoint>(&mut self, slug: &str) {
        self.request::<E>(slug);
        self.response::<E>(slug);
    }
}

fn filler<E: Endpoint>() -> E::Path {
    use bim_api::PathParams;
    let one = |name: &&str| if *name == "disable" { "true".to_owned() } else { "1".to_owned() };
    E::Path::from_values(&E::Path::NAMES.iter().map(one).collect::<Vec<_>>()).expect("reads")
}

fn sent<E: Endpoint>(call: &Call<E>) -> Request {
    call.encode().expect("a safe path")
}

#[test]
fn every_example_survives_a_round_trip() {
    let mut tried = Tried(BTreeSet::new());
    tried.both::<endpoints::CreateUser>("01-create-a-new-user");
    tried.both::<endpoints::Authenticate>("02-authenticate-user-with-username-and-password");
    tried.both::<endpoints::UpdateProfile>("03-update-a-user-profile");
    tried.both::<endpoints::RemovePermission>("04-remove-a-user-s-permissions");
    tried.both::<endpoints::SetPermissions>("05-update-a-user-s-permissions");
    tried.both::<endpoints::ChangePassword>("06-update-a-user-s-password");
    tried.both::<endpoints::DisableUser>("07-disable-or-enable-a-user");
    tried.both::<endpoints::SyncUsers>("08-sync-users-from-an-external-iam");
    tried.both::<endpoints::SyncLdap>("09-sync-ldap-users-with-immuta");
    tried.both::<endpoints::SetUserAttribute>("10-update-a-user-s-or-group-s-attributes");
    tried.both::<endpoints::RemoveUserAttribute>("11-remove-a-user-or-group-s-attribute");
    tried.both::<endpoints::CloneUser>("12-clone-user");
    tried.both::<endpoints::ListIams>("14-search-all-iams");
    tried.both::<endpoints::ListUsers>("15-search-all-users");
    tried.both::<endpoints::CurrentUserInfo>("16-view-current-user-s-information");
    tried.both::<endpoints::GetUser>("17-view-a-user-s-information");
    tried.both::<endpoints::GetProfile>("18-view-a-user-profile");
    tried.both::<endpoints::GetUserGroups>("19-view-a-user-s-groups");
    tried.both::<endpoints::SearchUsers>("20-search-all-users-by-details");
    tried.both::<endpoints::CreateGroup>("21-create-a-new-group");
    tried.both::<endpoints::UpdateGroup>("22-update-a-group");
    tried.both::<endpoints::AddMember>("24-add-a-user-to-a-group");
    tried.both::<endpoints::SetGroupAttribute>("25-update-a-group-s-attributes");
    tried.both::<endpoints::SearchGroups>("26-search-all-groups-from-all-iams");
    tried.both::<endpoints::GetGroup>("27-search-a-specific-group");
    tried.both::<endpoints::SearchMembers>("28-search-a-group-s-users");
    tried.both::<endpoints::CreateApiKey>("30-authenticate-a-user-and-create-a-project-api-key");
    tried.both::<endpoints::AuthenticateApiKey>("31-authenticate-a-user-with-an-api-key");
    tried.both::<endpoints::Impersonate>("32-impersonate-a-user-with-an-api-key");
    tried.both::<endpoints::GetToken>("33-view-token-information");
    tried.both::<endpoints::GetUserApiKeys>("34-view-a-user-s-api-keys");
    tried.both::<endpoints::DeleteApiKey>("35-delete-an-api-key");

    let kept: BTreeSet<String> = std::fs::read_dir(fixtures())
        .expect("the examples are kept with the tests")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name != "endpoints.json")
        .collect();
    assert_eq!(tried.0, kept);
    assert_eq!(kept.len(), 47);
}

#[test]
fn introspection_reads_the_names_on_the_wire() {
    assert_eq!(fields_of::<bim_api::wire::user_search::AttributeFilter>(), ["key", "value"]);
    assert!(fields_of::<Vec<u8>>().is_empty());
}
