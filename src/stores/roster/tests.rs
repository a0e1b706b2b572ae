//! What is exported and imported again is a plan with nothing to do; anything else says what it does.

use std::collections::BTreeMap;

use bim_api::wire::Attributes;
use bim_api::{GroupId, IamId, MembershipId, Permission};
use proptest::prelude::*;

use super::absent::absent;
use super::census::{Census, Present};
use super::memberships::Memberships;
use super::row::{Person, cells};
use super::*;
use crate::routes::UserKey;
use crate::stores::Change;

const FIELDS: [Field; 10] = [
    Field::Provider,
    Field::Username,
    Field::FullName,
    Field::Email,
    Field::Status,
    Field::Permissions,
    Field::Groups,
    Field::GroupsElsewhere,
    Field::Attributes,
    Field::AttributesElsewhere,
];

fn key(iamid: &str, userid: &str) -> UserKey {
    UserKey { iamid: iamid.into(), userid: userid.into() }
}

fn person(userid: &str) -> Person {
    Person {
        key: key("bim", userid),
        name: Some("Ann".to_owned()),
        email: Some("ann@x.org".to_owned()),
        is_disabled: Some(false),
        last_login: None,
        created: None,
        permissions: vec![Permission::AUDIT],
        here: Attributes::from([("Land".to_owned(), vec!["JP".to_owned()])]),
        elsewhere: Attributes::new(),
        groups: vec![(GroupId(1), MembershipId(11)), (GroupId(3), MembershipId(33))],
    }
}

fn groups() -> Memberships {
    let group = |iamid: &str, name: &str| (IamId::from(iamid), name.to_owned());
    Memberships::made(BTreeMap::from([
        (GroupId(1), group("bim", "Finance; Sales")),
        (GroupId(2), group("bim", "=R&D")),
        (GroupId(3), group("ldap", "Finance; Sales")),
    ]))
}

fn census(people: Vec<Person>) -> Census {
    Census::new(people, groups(), vec![IamId::bim(), "ldap".into()], Some(key("bim", "me")))
}

fn plan_of(file: &str, census: &Census) -> ImportPlan {
    let text = file.trim_start_matches(HEAD);
    let mut reader = Reader::new(file.to_owned(), crate::csv::delimiter(text));
    let mapping = Mapping::guess(reader.next_record().expect("a header"));
    let mut plan = ImportPlan::default();
    for at in 0.. {
        let Some(record) = reader.next_record() else { break };
        plan.add(at, &record, &mapping, census);
    }
    plan
}

fn exported(people: &[Person]) -> String {
    let mut file = HEAD.to_owned();
    push_record(&mut file, FIELDS.map(Field::name));
    people.iter().for_each(|one| push_record(&mut file, cells(&FIELDS, one, &groups())));
    file
}

/// Text as people have it in names and values, without spaces at its edges.
fn text() -> impl Strategy<Value = String> {
    "[a-zé=;\\\\'\"+@, \n-]{1,8}"
        .prop_map(|text| text.trim().to_owned())
        .prop_filter("a name", |text| !text.is_empty() && text != "." && text != "..")
}

prop_compose! {
    fn anybody()(
        userid in text(), name in proptest::option::of(text()), is_disabled: bool, is_ldap: bool,
        permissions in proptest::sample::subsequence(Permission::KNOWN.to_vec(), 0..4),
        pairs in proptest::collection::btree_map(text(), text(), 0..3), groups in 0_usize..4,
    ) -> Person {
        Person {
            key: key(if is_ldap { "ldap" } else { "bim" }, &userid),
            name,
            email: None,
            is_disabled: Some(is_disabled),
            permissions: [permissions, vec![Permission::new("BRAND_NEW")]].concat(),
            here: pairs.into_iter().map(|(key, value)| (key, vec![value])).collect(),
            groups: [(GroupId(1), MembershipId(1)), (GroupId(2), MembershipId(2)), (GroupId(3), MembershipId(3))]
                [..groups.min(3)].to_vec(),
            ..person("")
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_export_imported_again_is_nothing_to_do(people in proptest::collection::vec(anybody(), 1..6)) {
        let mut seen = std::collections::HashSet::new();
        let people: Vec<Person> = people
            .into_iter()
            .filter(|one| seen.insert((one.key.iamid.clone(), one.key.userid.0.to_ascii_lowercase())))
            .collect();
        let plan = plan_of(&exported(&people), &census(people.clone()));
        prop_assert_eq!(plan.lines, vec![]);
        prop_assert_eq!(plan.nothing, people.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn only_enabled_accounts_of_ours_that_no_line_names_are_disabled(
        people in proptest::collection::btree_map("[a-c]{1,2}", (any::<bool>(), any::<bool>(), any::<bool>()), 1..8),
        named in proptest::collection::btree_set("[a-cA-C]{1,2}", 0..6),
        is_broken: bool, knows_own: bool,
    ) {
        let present = |(userid, (is_bim, is_enabled, is_admin)): (&String, &(bool, bool, bool))| Present {
            key: key(if *is_bim { "bim" } else { "ldap" }, userid),
            is_enabled: *is_enabled,
            is_admin: *is_admin,
        };
        let everybody: Vec<Present> = people.iter().map(present).collect();
        let own = knows_own.then(|| everybody[0].key.clone());
        let mut census = census(vec![]);
        (census.everybody, census.own) = (everybody.clone(), own.clone());
        let mut file = "username,email\n".to_owned();
        named.iter().for_each(|name| file.push_str(&format!("{name},mistaken\n")));
        if is_broken {
            file.push_str(",nobody@x.org\n");
        }
        let mut reader = Reader::new(file, b',');
        let mapping = Mapping::guess(reader.next_record().expect("a header"));
        let records: Vec<_> = std::iter::from_fn(|| reader.next_record()).collect();
        let absent = absent(&records, &mapping, &census);
        let is_named = |key: &UserKey| named.iter().any(|name| name.eq_ignore_ascii_case(key.userid.as_str()));
        let is_leaving = |key: &UserKey| absent.leaving.contains(key);
        for one in &everybody {
            if is_leaving(&one.key) {
                prop_assert!(one.is_enabled && one.key.iamid.is_bim() && !is_named(&one.key) && !is_broken);
                prop_assert!(own.as_ref() != Some(&one.key));
            } else if one.is_enabled && !is_named(&one.key) && !is_broken {
                // Whoever is left alone is told of, with the reason.
                prop_assert!(absent.staying.iter().any(|(key, _)| *key == one.key));
            }
        }
        let is_admin = |one: &&Present| one.is_enabled && one.is_admin;
        if everybody.iter().any(|one| is_admin(&one)) {
            prop_assert!(everybody.iter().filter(is_admin).any(|one| !is_leaving(&one.key)));
        }
        prop_assert_eq!(absent.nameless.is_some(), is_broken);
    }
}

#[test]
fn what_is_taken_away_is_counted() {
    let census = census(vec![person("ann"), person("bob")]);
    let mut plan = plan_of("username,permissions\nann,\nbob,AUDIT; GOVERNANCE\n", &census);
    assert_eq!((plan.losing(), plan.clone().into_tasks().len()), (1, 2));
    plan.absent.leaving.push(key("bim", "joe"));
    assert_eq!(plan.losing(), 2);
    assert_eq!(plan.into_tasks().last().map(|task| task.changes().to_vec()), Some(vec![Change::Disable]));
}

#[test]
fn columns_that_were_chosen_are_found_again_for_the_same_header_alone() {
    let mapping =
        |header: &str| Mapping::guess(Reader::new(header.to_owned(), b',').next_record().expect("a header"));
    let mut chosen = mapping("who,what,mail\n");
    chosen.set(Field::Username, Some(0));
    chosen.set(Field::Email, None);
    let mut again = mapping("who,what,mail\n");
    assert_eq!(again.digest(), chosen.digest());
    again.restore(&chosen.columns());
    assert_eq!(again, chosen);
    assert!(
        ["who,what\n", "whow,hat,mail\n", "mail,what,who\n"]
            .iter()
            .all(|other| mapping(other).digest() != chosen.digest())
    );
    // What is kept may be older than the file, or from another hand.
    let mut short = mapping("who\n");
    short.restore(&[("email".to_owned(), 7), ("username".to_owned(), 0), ("shoe".to_owned(), 0)].into());
    assert_eq!((short.column(Field::Username), short.column(Field::Email)), (Some(0), None));
}

fn only(plan: &ImportPlan) -> &Planned {
    assert_eq!((plan.lines.len(), plan.nothing), (1, 0), "{plan:?}");
    &plan.lines[0]
}

#[test]
fn a_line_changes_what_it_names_and_nothing_else() {
    let census = census(vec![person("ann")]);
    assert_eq!(plan_of("username,full_name,email\nann,,\n", &census).nothing, 1);
    let plan = plan_of("Username;Mail\nann;new@x.org\n", &census);
    assert!(matches!(&only(&plan).changes[..], [Change::Profile(update)] if update.name.is_none()));
    let plan = plan_of("username,permissions\nann,GOVERNANCE\n", &census);
    let (give, take) = (vec![Permission::GOVERNANCE], vec![Permission::AUDIT]);
    assert_eq!(only(&plan).changes, [Change::Permissions { give, take }]);
    let plan = plan_of("username,groups\nann,'=R&D\n", &census);
    let expected = [
        Change::Join(GroupId(2), "=R&D".to_owned()),
        Change::Leave(GroupId(1), MembershipId(11), "Finance; Sales".to_owned()),
    ];
    assert_eq!(only(&plan).changes, expected);
    let plan = plan_of("username,attributes,status\nann,Land=US,disabled\n", &census);
    let pair = |value: &str| ("Land".to_owned(), value.to_owned());
    assert_eq!(only(&plan).changes, [Change::Give(pair("US")), Change::Take(pair("JP")), Change::Disable]);
}

#[test]
fn somebody_new_is_created_and_then_given_the_rest() {
    let plan = plan_of(
        "username,name,permissions,attributes,groups,status\nbob,Bob,AUDIT,Land=JP,'=R&D,disabled\n",
        &census(vec![]),
    );
    let line = only(&plan);
    assert_eq!(line.standing, Standing::Create);
    let [Change::Create(user), Change::Exactly(_), Change::Give(_), Change::Join(..), Change::Disable] =
        &line.changes[..]
    else {
        panic!("{line:?}")
    };
    assert_eq!((user.userid.as_str(), &user.permissions[..]), ("bob", &[Permission::AUDIT][..]));
    assert_eq!(plan.into_tasks().len(), 1);
}

#[test]
fn what_cannot_be_is_said_at_its_cell() {
    let census = census(vec![person("ann"), person("me")]);
    let wrong = |file: &str| match &only(&plan_of(file, &census)).standing {
        Standing::Wrong(mistakes) => mistakes.iter().map(|mistake| mistake.field).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(wrong("username,email\n,nobody\n"), [Some(Field::Username), Some(Field::Email)]);
    let all = "username,email,permissions,groups\nann,nobody,FLY,Nobodies\n";
    assert_eq!(wrong(all), [Some(Field::Email), Some(Field::Permissions), Some(Field::Groups)]);
    assert_eq!(wrong("username,status\nann,maybe\n"), [Some(Field::Status)]);
    assert_eq!(wrong("username,permissions\nann,FLY\n"), [Some(Field::Permissions)]);
    assert_eq!(wrong("username,groups\nann,Nobodies\n"), [Some(Field::Groups)]);
    assert_eq!(wrong("username,attributes\nann,Land\n"), [Some(Field::Attributes)]);
    assert_eq!(wrong("username,provider\nbob,saml\n"), [Some(Field::Provider)]);
    assert_eq!(wrong("username,email\nann\n"), [None]);
    assert_eq!(wrong("username,full_name\nann,\"cut"), [None]);
    let conflict = |file: &str| {
        let plan = plan_of(file, &census);
        let line = plan.lines.last().expect("a line").clone();
        match line.standing {
            Standing::Conflict(mistake) => (mistake.field, line.changes.len()),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(conflict("username\nbob\nBOB\n"), (Some(Field::Username), 0));
    assert_eq!(conflict("username\nAnn\n"), (Some(Field::Username), 0));
    assert_eq!(conflict("username,provider\nbob,ldap\n"), (Some(Field::Provider), 0));
    assert_eq!(conflict("username,status\nme,disabled\n"), (Some(Field::Status), 0));
}

#[test]
fn fifty_thousand_lines_are_planned_quickly() {
    let people: Vec<Person> = (0..50_000).map(|number| person(&format!("p{number}"))).collect();
    let file = exported(&people);
    let census = census(people);
    let begun = std::time::Instant::now();
    assert_eq!(plan_of(&file, &census).nothing, 50_000);
    // Unoptimised, and on a busy machine.
    assert!(begun.elapsed() < std::time::Duration::from_secs(20), "{:?}", begun.elapsed());
}

#[test]
fn what_a_provider_gave_is_told_from_what_row_20_says() {
    let hit = r#"{"id":1,"iamid":"ldap","userid":"ann","profile":{"id":1},
        "bimAuthorizations":{"Land":["JP"]},"authorizations":{"Land":["JP","US"]}}"#;
    let person = Person::from(&serde_json::from_str(hit).expect("a hit of row 20"));
    let cells = cells(&[Field::Attributes, Field::AttributesElsewhere], &person, &groups());
    assert_eq!(cells, ["Land=JP", "Land=US"]);
}

#[test]
fn what_cannot_be_seen_is_a_mistake_at_its_cell_where_it_is_new() {
    let held = Person { name: Some("An\nn".to_owned()), ..person("ann") };
    let file =
        "username,full name,attributes\nbob,\"B\r\nB\",\nann,\"An\nn\",Land=JP\njoe,Joe,\"Land=U\nS\"\n";
    let plan = plan_of(file, &census(vec![held, person("joe")]));
    let fields = plan.lines.iter().map(|line| match &line.standing {
        Standing::Wrong(mistakes) => (line.label.as_str(), mistakes.iter().map(|one| one.field).collect()),
        _ => (line.label.as_str(), Vec::new()),
    });
    let wanted = [("bob", vec![Some(Field::FullName)]), ("joe", vec![Some(Field::Attributes)])];
    assert_eq!(fields.collect::<Vec<_>>(), wanted);
    assert_eq!(plan.nothing, 1);
}

#[test]
fn a_line_says_what_is_there_before_and_after() {
    let file = "username,full name,email,permissions\nann,Anna,,AUDIT\nbob,Bob,b@x.org,GOVERNANCE\n";
    let plan = plan_of(file, &census(vec![person("ann")]));
    let steps: Vec<_> = plan.lines.iter().map(Planned::steps).collect();
    assert_eq!(steps[0], ["Full name: Ann → Anna"]);
    assert_eq!(steps[1][..2], ["Full name: Bob", "Email: b@x.org"]);
    assert!(steps[1][2].ends_with("GOVERNANCE"), "{steps:?}");
}
