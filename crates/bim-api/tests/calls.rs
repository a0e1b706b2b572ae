//! A call survives the wire: path encoding, query casing, comma lists, and what cannot be read says so.

use bim_api::endpoints::paths::{IamPath, SetUserAttributePath, UserPath};
use bim_api::endpoints::{
    AuthenticateApiKey, CreateUser, GetUserGroups, ListUsers, SetPermissions, SetUserAttribute,
};
use bim_api::wire::user_search::{UserSearchQuery, UserSort};
use bim_api::{ApiError, Call, Endpoint, IamId, PathParams, Permission, Problem, Response};

fn awkward() -> Vec<&'static str> {
    vec![
        "a/b",
        "100 %",
        "%2e%2e",
        "Jörg Müller",
        "محمد",
        "🦊",
        "a\"b'c",
        "x y+z",
        "?q=1#f",
        "a.b",
        "...",
        "\\",
    ]
}

/// Splits and decodes a target as a router does.
fn segments<E: Endpoint>(target: &str) -> Vec<String> {
    let path = target.split('?').next().expect("a path");
    E::PATH
        .split('/')
        .zip(path.split('/'))
        .filter(|(template, _)| template.starts_with('{'))
        .map(|(_, s)| percent_encoding::percent_decode_str(s).decode_utf8().expect("UTF-8").into_owned())
        .collect()
}

#[test]
fn awkward_path_values_travel_unharmed() {
    for value in awkward() {
        let call = Call::<SetUserAttribute> {
            path: SetUserAttributePath {
                iamid: IamId::bim(),
                userid: "o'brien@example.com".into(),
                key: value.to_owned(),
                value: value.repeat(3),
            },
            query: (),
            body: (),
        };
        let request = call.encode().expect("safe");
        assert_eq!(
            request.target.matches('/').count(),
            SetUserAttribute::PATH.matches('/').count(),
            "{}",
            request.target
        );
        let back =
            Call::<SetUserAttribute>::decode(&segments::<SetUserAttribute>(&request.target), "", None, b"");
        assert_eq!(back.expect("reads").path, call.path);
    }
}

#[test]
fn collapsing_segments_are_neither_sent_nor_read() {
    for userid in ["", ".", ".."] {
        let path = UserPath { iamid: IamId::bim(), userid: userid.into() };
        let error = Call::<GetUserGroups> { path: path.clone(), query: (), body: () }.encode().err();
        assert_eq!(error.map(|e| e.parameter), Some("userid"));
        let problem = Call::<GetUserGroups>::decode(&path.values(), "", None, b"").expect_err("refused");
        assert_eq!((problem.status, problem.field()), (400, Some("userid")));
    }
}

#[test]
fn a_query_round_trips_with_repeated_keys() {
    let query = UserSearchQuery {
        name: Some("a&b=c+d é".to_owned()),
        iamid: vec!["bim".into(), "ldap".into()],
        include_disabled: Some(true),
        exclude_bim: Some(false),
        sort_field: Some(UserSort::CreatedAt),
        offset: Some(50),
        ..UserSearchQuery::default()
    };
    let request = Call::<ListUsers> { path: (), query: query.clone(), body: () }.encode().expect("safe");
    let (path, text) = request.target.split_once('?').expect("a query");
    assert_eq!(path, "/bim/user");
    assert!(text.contains("iamid=bim&iamid=ldap"), "{text}");
    assert_eq!(Call::<ListUsers>::decode(&[], text, None, b"").expect("reads").query, query);
}

#[test]
fn flags_are_read_in_any_casing_and_lists_with_commas() {
    let text = "excludeBIM=true&EXCLUDEDELETEDIAMS=true&iamid=a,b&iamid=c&profileIds=1,2&unknown=1";
    let query = Call::<ListUsers>::decode(&[], text, None, b"").expect("reads").query;
    assert_eq!((query.exclude_bim, query.exclude_deleted_iams), (Some(true), Some(true)));
    assert_eq!(query.iamid, ["a".into(), "b".into(), "c".into()]);
    assert_eq!(query.profile_ids.len(), 2);
}

#[test]
fn bad_query_values_name_their_parameter() {
    for (text, name) in [
        ("size=x", "size"),
        ("name=a&sortField=age", "sortField"),
        ("offset=-1", "offset"),
        ("profileIds=1,z", "profileIds"),
        ("includeDisabled=maybe", "includeDisabled"),
    ] {
        let problem = Call::<ListUsers>::decode(&[], text, None, b"").expect_err(text);
        assert_eq!((problem.status, problem.field()), (400, Some(name)), "{}", problem.message);
    }
}

#[test]
fn bad_bodies_name_their_field() {
    let json = Some("application/json");
    let decode = |body: &str| Call::<CreateUser>::decode(&[], "", json, body.as_bytes()).expect_err(body);
    assert_eq!(decode("{").status, 400);
    assert_eq!(decode("").status, 400);
    assert_eq!(decode(r#"{"userid":"a"} x"#).status, 400);
    assert_eq!(decode(r#"{"userid":3}"#).field(), Some("userid"));
    assert_eq!(decode(r#"{"userid":"a","profile":{"name":[]}}"#).field(), Some("profile.name"));
    let form = Some("application/x-www-form-urlencoded");
    let problem = Call::<CreateUser>::decode(&[], "", form, b"userid=a").expect_err("JSON only");
    assert_eq!(problem.status, 415);
}

#[test]
fn logins_take_forms_too() {
    let form = Some("application/x-www-form-urlencoded; charset=utf-8");
    let call = Call::<AuthenticateApiKey>::decode(&[], "", form, b"apikey=a%2Bb").expect("reads");
    assert_eq!(call.body.apikey.expose(), "a+b");
    assert_eq!(
        format!("{call:?} {:?}", call.body),
        "Call<AuthenticateApiKey> KeyLogin { apikey: ApiKey(redacted) }"
    );
}

#[test]
fn permissions_come_bare_or_named_and_leave_bare() {
    let path = ["bim".to_owned(), "a".to_owned()];
    for body in [r#"["AUDIT","NEW_ONE"]"#, r#"{"permissions":["AUDIT","NEW_ONE"]}"#] {
        let call = Call::<SetPermissions>::decode(&path, "", None, body.as_bytes()).expect("reads");
        assert_eq!(call.body.0, [Permission::AUDIT, Permission::new("NEW_ONE")]);
        assert_eq!(call.encode().expect("safe").body.as_deref(), Some(br#"["AUDIT","NEW_ONE"]"#.as_slice()));
    }
}

#[test]
fn answers_that_are_not_the_apis_are_kept() {
    let answer = |status, body: &[u8]| {
        Call::<ListUsers>::read(Response {
            status,
            body: body.to_vec(),
            retry_after: Some(7),
            request_id: None,
        })
    };
    for (status, body) in
        [(200, &b"<html>"[..]), (200, b""), (200, b"{\"count\":\"1\",\"hits\":[{"), (502, b"Bad Gateway")]
    {
        match answer(status, body) {
            Err(ApiError::Unreadable { status: got, bytes, .. }) => {
                assert_eq!((got, &bytes[..]), (status, body))
            }
            other => panic!("{other:?}"),
        }
    }
    let problem = serde_json::to_vec(&Problem::new(429, "Wait.").about("password")).expect("writes");
    match answer(429, &problem) {
        Err(error @ ApiError::Refused { retry_after: Some(7), .. }) => {
            assert_eq!(error.status(), Some(429));
            assert!(!error.is_unauthorized() && !error.is_outcome_unknown());
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn paths_read_back_what_they_wrote() {
    let path = IamPath { iamid: IamId::bim() };
    assert_eq!(IamPath::from_values(&path.values()), Ok(path));
    assert_eq!(IamPath::from_values(&[]), Err("iamid"));
}
