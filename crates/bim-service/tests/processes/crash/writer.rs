//! A client that writes, and remembers what it was told.

use std::collections::BTreeMap;
use std::sync::mpsc::Sender;

use serde_json::{Value, json};

use super::dice::Dice;
use crate::http::Http;
use crate::store::Store;

/// A value that only grows: what was acknowledged last, and what was sent last.
#[derive(Clone, Copy, Debug, Default)]
struct Version {
    acknowledged: u64,
    sent: u64,
}

impl Version {
    fn next(&mut self) -> u64 {
        self.sent += 1;
        self.sent
    }

    fn acknowledge(&mut self) {
        self.acknowledged = self.sent;
    }

    /// Takes what the database holds for true, when it may be.
    fn settle(&mut self, found: u64, what: &str) {
        assert!(
            (self.acknowledged..=self.sent).contains(&found),
            "{what} is {found}: {} was acknowledged, {} sent",
            self.acknowledged,
            self.sent
        );
        *self = Self { acknowledged: found, sent: found };
    }
}

/// What a person should be like.
#[derive(Default)]
struct Person {
    is_acknowledged: bool,
    about: Version,
    permission: Version,
    attribute: Version,
}

/// A person as stored: username, about, permissions, name, attributes.
type Stored = (String, Option<String>, String, String, Option<String>);

pub(super) struct Writer {
    number: usize,
    dice: Dice,
    people: BTreeMap<String, Person>,
    /// Writes that were acknowledged, and those whose answer never came.
    pub(super) acknowledged: u64,
    pub(super) open: u64,
}

/// What to do next.
enum Write {
    Create,
    Profile,
    Permissions,
    Attribute,
}

impl Writer {
    pub(super) fn new(number: usize, dice: Dice) -> Self {
        Self { number, dice, people: BTreeMap::new(), acknowledged: 0, open: 0 }
    }

    /// Writes until no answer comes.
    pub(super) fn write(&mut self, mut connection: Http, acknowledge: &Sender<()>) {
        while self.write_once(&mut connection) {
            self.acknowledged += 1;
            // The test stops listening once it has decided to kill.
            let _ = acknowledge.send(());
        }
        self.open += 1;
    }

    fn write_once(&mut self, connection: &mut Http) -> bool {
        let write = match self.dice.below(5) {
            _ if self.people.is_empty() => Write::Create,
            0 => Write::Create,
            1 => Write::Permissions,
            2 => Write::Attribute,
            _ => Write::Profile,
        };
        let name = match write {
            Write::Create => format!("crash-{}-{}", self.number, self.people.len()),
            Write::Profile | Write::Permissions | Write::Attribute => {
                let which = self.dice.below(self.people.len() as u64) as usize;
                self.people.keys().nth(which).expect("a person").clone()
            }
        };
        let person = self.people.entry(name.clone()).or_default();
        let path = format!("/bim/iam/bim/user/{name}");
        let (method, target, body) = match write {
            Write::Create => {
                let profile =
                    json!({ "name": format!("Crash {name}"), "email": format!("{name}@example.com") });
                let body = json!({ "userid": name, "profile": profile, "permissions": ["CRASH_0"] });
                ("POST", "/bim/iam/bim/user".to_owned(), body)
            }
            Write::Profile => {
                let about = person.about.next().to_string();
                (
                    "PUT",
                    format!("{path}/profile"),
                    json!({ "about": about, "name": format!("About {about}") }),
                )
            }
            Write::Permissions => {
                let permission = format!("CRASH_{}", person.permission.next());
                ("PUT", format!("{path}/permissions"), json!([permission, "AUDIT"]))
            }
            Write::Attribute => {
                let value = person.attribute.next().to_string();
                ("PUT", format!("{path}/authorizations/Crash/{value}"), Value::Null)
            }
        };
        let is_acknowledged =
            match connection.ask(method, &target, Some(&body).filter(|body| !body.is_null())) {
                Ok(answer) if answer.status < 300 => true,
                // The database is gone: whether the write was made before is not known.
                Ok(answer) if answer.status >= 500 => false,
                Ok(answer) => panic!("{method} {target}: {answer:?}"),
                Err(_) => false,
            };
        if is_acknowledged {
            match write {
                Write::Create => person.is_acknowledged = true,
                Write::Profile => person.about.acknowledge(),
                Write::Permissions => person.permission.acknowledge(),
                Write::Attribute => person.attribute.acknowledge(),
            }
        }
        is_acknowledged
    }

    /// Compares what is stored with what was told, and learns what became of the writes without an answer.
    pub(super) fn compare(&mut self, store: &Store, when: &str) {
        let mut stored: BTreeMap<String, Stored> = BTreeMap::new();
        for row in store.rows::<Stored>(&format!(
            "SELECT userid, about, permissions, name, bim_authorizations FROM users WHERE userid LIKE 'crash-{}-%'",
            self.number
        )) {
            stored.insert(row.0.clone(), row);
        }
        self.people.retain(|name, person| {
            let Some((_, about, permissions, full_name, attributes)) = stored.remove(name) else {
                assert!(!person.is_acknowledged, "{when}: {name} is lost");
                return false;
            };
            person.is_acknowledged = true;
            let about = about.map_or(0, |about| about.parse().expect("a number"));
            person.about.settle(about, &format!("{when}: about of {name}"));
            if about > 0 {
                assert_eq!(full_name, format!("About {about}"), "{when}: half a profile");
            }
            let held: Vec<Value> = serde_json::from_str(&permissions).expect("permissions");
            let version = held.iter().filter_map(|p| p.as_str()?.strip_prefix("CRASH_")?.parse().ok()).max();
            person.permission.settle(version.expect("a version"), &format!("{when}: permission of {name}"));
            let values =
                attributes.map_or(Value::Null, |json| serde_json::from_str(&json).expect("attributes"));
            let count = values["Crash"].as_array().map_or(0, Vec::len) as u64;
            person.attribute.settle(count, &format!("{when}: attributes of {name}"));
            true
        });
        assert!(stored.is_empty(), "{when}: nobody created {stored:?}");
    }
}
