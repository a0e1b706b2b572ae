//! Made-up entries: what real directories hold, with what makes them hard to read.

use std::fmt::Write;

/// Below it is everything.
pub const BASE: &str = "dc=example,dc=com";

/// Whom services search as.
pub const READER: &str = "cn=reader,dc=example,dc=com";

/// Everybody's password.
pub const PASSWORD: &str = "a directory's password";

/// The address of a person who has one.
pub fn mail(number: usize) -> String {
    format!("user{number}@example.com")
}

/// So many people and groups, for `slapadd`. Of the people every 50th (from 49) has no mail, every 97th (from 5) is
/// disabled, and some have a comma or letters beyond ASCII in their DN. Group 0 holds groups 1 and 2, which hold each
/// other; a referral stands among the people.
pub fn ldif(people: usize, groups: usize) -> String {
    let mut text = String::new();
    let mut entry = |lines: &[String]| {
        for line in lines {
            let _ = writeln!(text, "{line}");
        }
        text.push('\n');
    };
    let lines = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    entry(&lines(&[
        "dn: dc=example,dc=com",
        "objectClass: dcObject",
        "objectClass: organization",
        "o: Example",
        "dc: example",
    ]));
    for unit in ["People", "Groups"] {
        entry(&[
            format!("dn: ou={unit},{BASE}"),
            "objectClass: organizationalUnit".into(),
            format!("ou: {unit}"),
        ]);
    }
    entry(&[
        format!("dn: {READER}"),
        "objectClass: organizationalRole".into(),
        "objectClass: simpleSecurityObject".into(),
        "cn: reader".into(),
        format!("userPassword: {PASSWORD}"),
    ]);
    entry(&[
        format!("dn: ou=Elsewhere,ou=People,{BASE}"),
        "objectClass: referral".into(),
        "objectClass: extensibleObject".into(),
        "ou: Elsewhere".into(),
        "ref: ldap://127.0.0.1:1/ou=Elsewhere,dc=example,dc=org".into(),
    ]);
    for number in 0..people {
        entry(&person(number));
    }
    for number in 0..groups {
        entry(&group(number, people, groups));
    }
    text
}

/// The DN of a person.
fn dn(number: usize) -> String {
    let name = match number % 100 {
        7 => format!(r"cn=Doe\, Jane {number}"),
        13 => format!("cn=Zoë Müller {number}"),
        _ => format!("uid=user{number}"),
    };
    format!("{name},ou=People,{BASE}")
}

fn name(number: usize) -> String {
    match number % 100 {
        7 => format!("Doe, Jane {number}"),
        13 => format!("Zoë Müller {number}"),
        _ => format!("Person {number}"),
    }
}

fn person(number: usize) -> Vec<String> {
    let mut lines = vec![
        format!("dn:: {}", base64(&dn(number))),
        "objectClass: inetOrgPerson".into(),
        format!("uid: user{number}"),
        format!("cn:: {}", base64(&name(number))),
        format!("sn: Person{number}"),
        format!("telephoneNumber: +49 30 {number}"),
        format!("employeeNumber: {number}"),
        format!("departmentNumber: D{}", number % 40),
        format!("departmentNumber: D{}", (number + 1) % 40),
        format!("l: {}", ["Berlin", "Kraków", "Boston"][number % 3]),
        format!("userPassword: {PASSWORD}"),
    ];
    if number % 50 != 49 {
        lines.push(format!("mail: {}", mail(number)));
    }
    if number % 97 == 5 {
        lines.insert(2, "objectClass: accountStatus".into());
        lines.push("nsAccountLock: TRUE".into());
    }
    lines
}

fn group(number: usize, people: usize, groups: usize) -> Vec<String> {
    let mut lines = vec![
        format!("dn: cn=Group {number},ou=Groups,{BASE}"),
        "objectClass: groupOfNames".into(),
        format!("cn: Group {number}"),
    ];
    let within: &[usize] = match number {
        0 => &[1, 2],
        1 => &[2],
        2 => &[1],
        _ => &[],
    };
    let within = within.iter().filter(|other| **other < groups);
    lines.extend(within.map(|other| format!("member: cn=Group {other},ou=Groups,{BASE}")));
    let members = (number..people).step_by(groups).take(50);
    lines.extend(members.map(|person| format!("member:: {}", base64(&dn(person)))));
    if lines.len() == 3 {
        lines.push(format!("member: {READER}"));
    }
    lines
}

fn base64(text: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut encoded = String::new();
    for chunk in text.as_bytes().chunks(3) {
        let bits =
            chunk.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let digit = char::from(DIGITS[(bits >> (18 - 6 * place) & 63) as usize]);
            encoded.push(if place > chunk.len() { '=' } else { digit });
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base64_is_that_of_rfc_4648() {
        for (plain, encoded) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(plain), encoded);
        }
    }
}
