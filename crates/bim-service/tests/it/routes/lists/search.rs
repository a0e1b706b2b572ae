//! Every filter, every order and every page of rows 15 and 20, against the model.

use serde_json::{Value, json};

use super::model::{Person, compare, everybody};
use crate::actors::{Member, UserAdmin};
use crate::world::World;

const PEOPLE: usize = 2_500;
const ORDERS: [&str; 4] = ["name", "email", "iamid", "createdAt"];

fn ids(answer: &Value) -> Vec<i64> {
    answer["hits"]
        .as_array()
        .unwrap_or_else(|| panic!("{answer}"))
        .iter()
        .map(|hit| hit["id"].as_i64().expect("an id"))
        .collect()
}

fn expected(
    people: &[Person],
    order: &str,
    descending: bool,
    is_meant: &dyn Fn(&Person) -> bool,
) -> Vec<i64> {
    let mut found: Vec<_> = people.iter().filter(|person| is_meant(person)).collect();
    found.sort_by(|one, other| compare(order, one, other));
    if descending {
        found.reverse();
    }
    found.into_iter().map(|person| person.id).collect()
}

fn seeded() -> (World, Vec<Person>) {
    let world = World::new();
    world.service.seed(PEOPLE).expect("demo people");
    let people = everybody(&world);
    assert_eq!(people.len(), PEOPLE + 3);
    (world, people)
}

/// Asks row 20 in every order and compares the pages with the model.
async fn check(world: &World, people: &[Person], filter: Value, is_meant: &dyn Fn(&Person) -> bool) {
    for (number, order) in ORDERS.into_iter().enumerate() {
        let descending = number % 2 == 1;
        let wanted = expected(people, order, descending, is_meant);
        for (offset, size) in
            [(0, 50), (wanted.len().saturating_sub(3), 7), (wanted.len() / 2, 25), (wanted.len() + 5, 5)]
        {
            let mut body = filter.clone();
            body["sortField"] = order.into();
            body["sortOrder"] = if descending { "desc" } else { "asc" }.into();
            body["offset"] = offset.into();
            body["size"] = size.into();
            let answer =
                world.ask(&UserAdmin, "POST", "/bim/user/search", Some(&body.to_string())).await.json();
            assert_eq!(answer["count"], wanted.len().to_string(), "{body}");
            let page: Vec<_> = wanted.iter().copied().skip(offset).take(size).collect();
            assert_eq!(ids(&answer), page, "{body}");
        }
    }
}

#[tokio::test]
async fn row_20_finds_what_the_model_finds() {
    let (world, people) = seeded();
    let enabled = |person: &Person| !person.disabled;
    let some = people
        .iter()
        .find(|p| !p.disabled && p.groups.len() > 1 && p.attributes.len() > 1)
        .expect("somebody")
        .clone();
    let (domain, domain_permission) = people
        .iter()
        .find_map(|p| p.domains.first().filter(|_| !p.disabled))
        .expect("somebody in a domain")
        .clone();
    let (key, value) = some.attributes[0].clone();
    let (other_key, other_value) = some.attributes[1].clone();
    let (group, other_group) = (some.groups[0].clone(), some.groups[1].clone());
    let profiles: Vec<_> = people.iter().step_by(97).map(|p| p.profile).collect();
    let globals: Vec<_> = people.iter().step_by(89).map(|p| p.global.clone()).collect();
    let configured = ["bim", "corporateLdap", "oktaSamlIAM", "googleOauth"];

    check(&world, &people, json!({}), &enabled).await;
    check(&world, &people, json!({"includeDisabled": true}), &|_| true).await;
    check(&world, &people, json!({"includeDisabled": true, "includeEnabled": false}), &|p| p.disabled).await;
    check(&world, &people, json!({"includeEnabled": false}), &|_| false).await;
    check(&world, &people, json!({"includeEnabled": true, "includeDisabled": false}), &enabled).await;
    for part in [
        "ann", "JOSE", "smith", "O'B", "x", "li", "李", "ελε", "Иван", "محمد", "नी", "%", "\"", "  ", "🦀",
        "zzzz", "a. b",
    ] {
        check(&world, &people, json!({"name": part}), &|p| {
            enabled(p) && (part.trim().is_empty() || p.name_has(part))
        })
        .await;
    }
    for part in ["@example.org", "an", "MARIA", "'", "@"] {
        check(&world, &people, json!({"email": part}), &|p| enabled(p) && p.email_has(part)).await;
        check(&world, &people, json!({"userid": part}), &|p| enabled(p) && p.userid_has(part)).await;
    }
    check(&world, &people, json!({"iamid": ["corporateLdap", "legacyLdap"]}), &|p| {
        enabled(p) && ["corporateLdap", "legacyLdap"].contains(&p.iamid.as_str())
    })
    .await;
    check(&world, &people, json!({"excludeBIM": true}), &|p| enabled(p) && p.iamid != "bim").await;
    check(&world, &people, json!({"excludeDeletedIams": true}), &|p| {
        enabled(p) && configured.contains(&p.iamid.as_str())
    })
    .await;
    check(&world, &people, json!({"excludeSystemGenerated": true}), &|p| enabled(p) && !p.system).await;
    check(&world, &people, json!({"excludeAdminAndGovernor": true}), &|p| {
        enabled(p) && !p.holds("APPLICATION_ADMIN") && !p.holds("GOVERNANCE")
    })
    .await;
    for permission in ["CREATE_PROJECT", "USER_ADMIN", "EXPORT_REPORTS", "NOBODY_HOLDS_THIS"] {
        check(&world, &people, json!({"permission": permission}), &|p| enabled(p) && p.holds(permission))
            .await;
    }
    check(&world, &people, json!({"profileIds": profiles}), &|p| enabled(p) && profiles.contains(&p.profile))
        .await;
    check(&world, &people, json!({"globalUserIds": globals}), &|p| enabled(p) && globals.contains(&p.global))
        .await;
    check(&world, &people, json!({"groupIds": [group.0, other_group.0]}), &|p| {
        enabled(p) && p.groups.iter().any(|g| *g == group || *g == other_group)
    })
    .await;
    check(&world, &people, json!({"groupNames": [group.1, "no such group"]}), &|p| {
        enabled(p) && p.groups.iter().any(|g| g.1 == group.1)
    })
    .await;
    let holds = |p: &Person, key: &str, value: &str| p.attributes.iter().any(|(k, v)| k == key && v == value);
    check(&world, &people, json!({"userAttributes": [{"key": key, "value": value}]}), &|p| {
        enabled(p) && holds(p, &key, &value)
    })
    .await;
    check(
        &world,
        &people,
        json!({"userAttributes": [{"key": key, "value": value}, {"key": other_key, "value": other_value}]}),
        &|p| enabled(p) && holds(p, &key, &value) && holds(p, &other_key, &other_value),
    )
    .await;
    check(&world, &people, json!({"domainId": domain}), &|p| {
        enabled(p) && p.domains.iter().any(|d| d.0 == domain)
    })
    .await;
    check(&world, &people, json!({"domainPermission": domain_permission}), &|p| {
        enabled(p) && p.domains.iter().any(|d| d.1 == domain_permission)
    })
    .await;
    check(&world, &people, json!({"domainId": domain, "domainPermission": domain_permission}), &|p| {
        enabled(p) && p.domains.iter().any(|d| d.0 == domain && d.1 == domain_permission)
    })
    .await;
    check(
        &world,
        &people,
        json!({"name": "an", "permission": "CREATE_PROJECT", "iamid": ["bim"], "email": "example.com", "excludeSystemGenerated": true, "includeDisabled": true}),
        &|p| p.name_has("an") && p.holds("CREATE_PROJECT") && p.iamid == "bim" && p.email_has("example.com") && !p.system,
    )
    .await;
}

#[tokio::test]
async fn row_15_reads_every_parameter() {
    let (world, people) = seeded();
    let enabled = |person: &Person| !person.disabled;
    let profiles: Vec<_> = people.iter().filter(|p| !p.disabled).step_by(400).map(|p| p.profile).collect();
    let list = profiles.iter().map(i64::to_string).collect::<Vec<_>>().join(",");
    let repeated = profiles.iter().map(|id| format!("profileIds={id}")).collect::<Vec<_>>().join("&");
    type Meant<'a> = Box<dyn Fn(&Person) -> bool + 'a>;
    let questions: Vec<(String, Meant<'_>)> = vec![
        (String::new(), Box::new(enabled)),
        ("name=jos%C3%A9&".to_owned(), Box::new(|p| enabled(p) && p.name_has("José"))),
        ("userid=anna&".to_owned(), Box::new(|p| enabled(p) && p.userid_has("anna"))),
        ("email=example.org&".to_owned(), Box::new(|p| enabled(p) && p.email_has("example.org"))),
        (
            "iamid=bim&iamid=legacyLdap&".to_owned(),
            Box::new(|p| enabled(p) && ["bim", "legacyLdap"].contains(&p.iamid.as_str())),
        ),
        (
            "iamid=bim,legacyLdap&".to_owned(),
            Box::new(|p| enabled(p) && ["bim", "legacyLdap"].contains(&p.iamid.as_str())),
        ),
        (format!("profileIds={list}&"), Box::new(|p| enabled(p) && profiles.contains(&p.profile))),
        (format!("{repeated}&"), Box::new(|p| enabled(p) && profiles.contains(&p.profile))),
        ("excludeSystemGenerated=true&".to_owned(), Box::new(|p| enabled(p) && !p.system)),
        (
            "excludeAdminAndGovernor=true&".to_owned(),
            Box::new(|p| enabled(p) && !p.holds("APPLICATION_ADMIN") && !p.holds("GOVERNANCE")),
        ),
        ("excludeDeletediams=true&".to_owned(), Box::new(|p| enabled(p) && p.iamid != "legacyLdap")),
        ("excludeDeletedIams=true&".to_owned(), Box::new(|p| enabled(p) && p.iamid != "legacyLdap")),
        ("excludebim=true&".to_owned(), Box::new(|p| enabled(p) && p.iamid != "bim")),
        ("EXCLUDEBIM=true&".to_owned(), Box::new(|p| enabled(p) && p.iamid != "bim")),
        ("includeDisabled=true&".to_owned(), Box::new(|_| true)),
        ("permission=AUDIT&".to_owned(), Box::new(|p| enabled(p) && p.holds("AUDIT"))),
        ("name=&permission=&".to_owned(), Box::new(enabled)),
    ];
    for (query, is_meant) in &questions {
        let wanted = expected(&people, "name", false, is_meant.as_ref());
        let answer = world.ask(&Member, "GET", &format!("/bim/user?{query}size=1000"), None).await.json();
        assert_eq!(
            (answer["count"].as_str(), ids(&answer)),
            (Some(wanted.len().to_string().as_str()), wanted[..wanted.len().min(1000)].to_vec()),
            "{query}"
        );
    }
    for order in ORDERS {
        for (direction, descending) in [("asc", false), ("desc", true)] {
            let wanted = expected(&people, order, descending, &enabled);
            let target = format!("/bim/user?sortField={order}&sortOrder={direction}&offset=30&size=20");
            assert_eq!(
                ids(&world.ask(&Member, "GET", &target, None).await.json()),
                wanted[30..50],
                "{target}"
            );
        }
    }
    let default = world.ask(&Member, "GET", "/bim/user", None).await.json();
    assert_eq!(ids(&default), expected(&people, "name", false, &enabled)[..25], "25 by name, ascending");
}

#[tokio::test]
async fn pages_put_together_are_the_whole() {
    let (world, people) = seeded();
    let mut all = Vec::new();
    for offset in (0..).step_by(333) {
        let target = format!("/bim/user?size=333&offset={offset}&permission=CREATE_PROJECT&sortField=email");
        let page = ids(&world.ask(&Member, "GET", &target, None).await.json());
        if page.is_empty() {
            break;
        }
        all.extend(page);
    }
    assert_eq!(all, expected(&people, "email", false, &|p| !p.disabled && p.holds("CREATE_PROJECT")));
}
