//! What is exported and imported again is a plan with nothing to do; anything else says what it does.

use std::collections::BTreeMap;

use bim_api::wire::Attributes;
use bim_api::{GroupId, IamId, MembershipId, Permission};
use proptest::prelude::*;

use super::census::Census;
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
    assert_eq!(plan.tasks().len(), 1);
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
