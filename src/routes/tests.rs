//! Addresses read back as what they were written for.

use bim_api::wire::SortOrder;

use super::*;

fn there_and_back(route: &Route) -> Route {
    let href = route.href();
    let (path, query) = href.split_once('?').unwrap_or((&href, ""));
    Route::parse(path, query)
}

#[test]
fn every_route_reads_back() {
    let key = |userid: &str| UserKey { iamid: IamId::bim(), userid: userid.into() };
    let mut routes = vec![
        Route::Login,
        Route::users(),
        Route::NewUser,
        Route::ImportUsers,
        Route::groups(),
        Route::NewGroup,
        Route::attributes(),
    ];
    let paging = Paging { page: 3, size: 25 };
    routes.extend(GroupTab::ALL.map(|tab| Route::Group(GroupId(7), tab, paging)));
    routes.extend([
        Route::api_keys(),
        Route::NewApiKey,
        Route::RotateApiKey(KeyId(323)),
        Route::Token,
        Route::Profile,
        Route::IdentityProviders,
        Route::Sync("Okta / 1".into()),
        Route::activity(),
        Route::audit(),
        ReviewView::default().route(),
    ]);
    let failed = ActivityView { q: "a&b".to_owned(), failed: true, page: 2, size: 25 };
    assert_eq!(ActivityView::parse("q=a%26b&failed=true&page=2&size=25"), failed);
    routes.push(failed.route());
    let filtered = AuditView {
        actor: "a@b.c".to_owned(),
        target: "x/y".to_owned(),
        event: "GroupCreated".to_owned(),
        from: "2026-11-26".to_owned(),
        ..AuditView::default()
    };
    routes.push(filtered.route());
    routes.extend([Route::Impersonate(None), Route::Impersonate(Some(key("a/b")))]);
    let by_use = ApiKeysView {
        q: "a&b".to_owned(),
        sort: KeySort::LastUsed,
        order: SortOrder::Asc,
        page: 3,
        size: 25,
    };
    routes.push(Route::ApiKeys(Box::new(by_use)));
    for userid in ["jane@example.com", "a/b", "100 %", "…", "مريم", "o'brien", "new", "?x#y"] {
        routes.extend(UserTab::ALL.map(|tab| Route::User(key(userid), tab)));
        routes.push(Route::UserClone(key(userid)));
        routes.push(Route::UserCompare(key(userid), None));
        routes.push(Route::UserCompare(key("jane"), Some(key(userid))));
    }
    for route in routes {
        assert_eq!(there_and_back(&route), route, "{}", route.href());
    }
}

#[test]
fn odd_addresses_are_not_found() {
    for path in [
        "nope",
        "users/bim",
        "users/bim/x/y",
        "users/bim/x/permissions/z",
        "users/%FF/x",
        "users/../x",
        "groups/x",
        "groups/7/x",
    ] {
        assert!(matches!(Route::parse(path, ""), Route::NotFound(_)), "{path}");
    }
    assert_eq!(Route::parse("", ""), Route::users());
    assert_eq!(Route::parse("users/", ""), Route::users());
}

#[test]
fn addresses_are_relative_to_the_base() {
    assert_eq!(Route::users().href(), "users");
    assert_eq!(Route::user(&IamId::bim(), &"a@b.c".into()).href(), "users/bim/a@b.c");
}
