//! What can be wrong with a directory: a clear message, and no change to anybody.

use bim_ldap::{Directory, Fault, PASSWORD, Proxy};
use serde_json::{Value, json};

use super::{ENABLED, apply, config, directory, everything, provider, sizes, sync, world};
use crate::world::World;

/// Both kinds of sync are refused with this status and these words, and nobody is changed.
async fn refused(world: &World, iam_config: Value, status: u16, words: &[&str]) {
    let before = everything(world).await;
    for is_dry in [true, false] {
        let answer = sync(world, json!({ "dryRun": is_dry, "iamConfig": iam_config })).await;
        let (told, message) = answer.problem();
        assert_eq!(told, status, "{message}");
        for word in words {
            assert!(message.contains(word), "{message} does not tell {word}");
        }
        assert!(!message.contains(PASSWORD), "{message}");
    }
    assert_eq!(everything(world).await, before);
}

#[tokio::test]
async fn a_filter_that_finds_nobody() {
    let directory = directory();
    let world = world(config(directory.port));
    apply(&world).await;
    let options = json!({ "userSearchFilter": "(&(objectClass=person)(title=%s))" });
    refused(&world, json!({ "options": options }), 422, &["finds nobody"]).await;
    let options = json!({ "userSearchFilter": "(&(objectClass=person)(mail=%s)" });
    refused(&world, json!({ "options": options }), 422, &["no LDAP filter"]).await;
    let options = json!({ "userSearchBase": "ou=Nowhere,dc=example,dc=com" });
    refused(&world, json!({ "options": options }), 422, &["ou=Nowhere", "search base"]).await;
}

#[tokio::test]
async fn a_wrong_password() {
    let directory = directory();
    let world = world(config(directory.port));
    apply(&world).await;
    let credentials = json!({ "bind_dn": bim_ldap::READER, "bind_password": "no" });
    refused(&world, json!({ "credentials": credentials }), 422, &["refuses the bind name"]).await;
}

#[tokio::test]
async fn a_directory_that_is_not_there() {
    let directory = directory();
    let world = world(config(directory.port));
    apply(&world).await;
    drop(directory);
    refused(&world, json!({}), 502, &["127.0.0.1", "cannot be reached"]).await;
}

#[tokio::test]
async fn a_directory_that_goes_away_in_the_middle() {
    let directory = directory();
    // The whole answer has some 100 kB.
    let way = Proxy::start(directory.port, Fault::Ends(40_000)).expect("a proxy");
    let world = world(config(way.port));
    refused(&world, json!({}), 502, &["127.0.0.1"]).await;
    assert_eq!(super::person(&world, &bim_ldap::mail(1)).await.status, 404);
}

#[tokio::test]
async fn a_directory_that_is_slow() {
    let directory = directory();
    for bytes in [0, 40_000] {
        let way = Proxy::start(directory.port, Fault::Stalls(bytes)).expect("a proxy");
        let world = world(config(way.port));
        refused(&world, json!({}), 502, &["did not answer within 1 s"]).await;
    }
}

#[tokio::test]
async fn a_certificate_of_an_unknown_authority() {
    let directory = directory();
    let mut secure = config(directory.tls_port);
    secure["options"]["useSSL"] = true.into();
    refused(&world(secure.clone()), json!({}), 502, &["certificate", "not trusted"]).await;
    let mut starttls = config(directory.port);
    starttls["options"]["startTLS"] = true.into();
    refused(&world(starttls.clone()), json!({}), 502, &["certificate", "not trusted"]).await;

    for mut known in [secure, starttls] {
        known["options"]["caFile"] = directory.authority().to_string_lossy().into();
        assert_eq!(sizes(&apply(&world(known)).await), [ENABLED, 0, 0, 0]);
    }
}

#[tokio::test]
async fn a_request_changes_how_the_connection_is_protected() {
    let directory = directory();
    let (mut ldaps, mut starttls) = (config(directory.tls_port), config(directory.port));
    ldaps["options"]["useSSL"] = true.into();
    starttls["options"]["startTLS"] = true.into();
    let own = json!({ "bind_dn": bim_ldap::READER, "bind_password": PASSWORD });
    for (mut stored, options) in [
        (ldaps, json!({ "port": directory.port, "startTLS": true })),
        (starttls.clone(), json!({ "port": directory.tls_port, "useSSL": true })),
        (starttls, json!({ "useSSL": false, "startTLS": false })),
    ] {
        stored["options"]["caFile"] = directory.authority().to_string_lossy().into();
        let world = World::with(|settings| {
            settings.sync.providers = vec![provider(stored)];
            settings.sync.hosts = vec!["127.0.0.1".to_owned()];
        });
        let body = json!({ "dryRun": true, "iamConfig": { "options": options, "credentials": own } });
        let answer = sync(&world, body).await;
        assert_eq!(answer.status, 200, "{options}: {}", String::from_utf8_lossy(&answer.body));
        assert_eq!(sizes(&answer.json()), [ENABLED, 0, 0, 0], "{options}");
    }
}

#[tokio::test]
async fn a_directory_that_tells_only_a_part() {
    let directory = Directory::start(900, 5).expect("a directory");
    let mut limited = config(directory.port);
    // Only the reader may read more than 500 entries.
    limited["credentials"] = json!({
        "bind_dn": "uid=user1,ou=People,dc=example,dc=com", "bind_password": PASSWORD,
    });
    refused(&world(limited), json!({}), 422, &["does not tell everybody"]).await;
}

#[test]
fn a_configuration_that_cannot_work_is_refused_at_start() {
    let read = |change: &dyn Fn(&mut Value)| {
        let mut config = config(389);
        change(&mut config);
        let config = serde_json::from_value(config).expect("JSON");
        bim_service::ldap::Provider::new(config, std::path::Path::new("/"))
            .map(drop)
            .map_err(|wrong| wrong.field)
    };
    assert_eq!(read(&|_| ()), Ok(()));
    for (field, value) in [
        ("id", json!("bim")),
        ("id", json!("a/b")),
        ("options.host", json!("")),
        ("options.host", json!("ldap://x")),
        ("options.userSearchFilter", json!("(objectClass=person)")),
        ("options.userSearchBase", Value::Null),
        ("options.groupSearchFilter", json!("(")),
        ("options.timeout", json!(0)),
        ("options.caFile", json!("/nowhere.pem")),
        ("credentials.bind_password", json!("")),
        ("schema.profile.shoeSize", json!("x")),
        ("schema.profile.about", json!("userPassword")),
        ("schema.authorizations.Key", json!("a b")),
    ] {
        let pointer = format!("/{}", field.replace('.', "/"));
        let refused = read(&|config| match config.pointer_mut(&pointer) {
            Some(place) => *place = value.clone(),
            None => {
                let (parent, key) = pointer.rsplit_once('/').expect("a parent");
                config.pointer_mut(parent).expect("a parent")[key] = value.clone();
            }
        });
        assert_eq!(refused, Err(format!("iamConfig.{field}")), "{value}");
    }
    let remote = read(&|config| config["options"]["host"] = "ldap.example.com".into());
    assert_eq!(
        remote,
        Err("iamConfig.options.useSSL".to_owned()),
        "no password in the clear to another machine"
    );
    drop(provider(config(389)));
}
