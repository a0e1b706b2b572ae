//! Search filters with a place for a name, as row 9 documents them: `mail=%s`, `(member=<dn>)`.

use ldap3::ldap_escape;

/// Whether it can be read as a filter.
pub(super) fn is_valid(filter: &str) -> bool {
    ldap3::parse_filter(for_all(filter)).is_ok()
}

fn whole(filter: String) -> String {
    if filter.starts_with('(') { filter } else { format!("({filter})") }
}

/// The filter that finds one person; whatever the name holds stays a name.
pub(super) fn for_one(filter: &str, name: &str) -> String {
    whole(filter.trim().replace("%s", &ldap_escape(name)))
}

/// The filter that finds everybody.
pub(super) fn for_all(filter: &str) -> String {
    let any = ["*%s*", "%s*", "*%s", "%s"]
        .iter()
        .fold(filter.trim().to_owned(), |filter, place| filter.replace(place, "*"));
    whole(any)
}

/// The attribute that a filter compares with a place, such as `mail` of `(&(objectClass=person)(mail=%s))`.
pub(super) fn attribute_at(filter: &str, place: &str) -> Option<String> {
    let end = filter.find(&format!("={place}"))?;
    let is_name = |c: char| c.is_ascii_alphanumeric() || "-;.".contains(c);
    let start = filter[..end].rfind(|c| !is_name(c)).map_or(0, |index| index + 1);
    (start < end).then(|| filter[start..end].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_become_a_filter() {
        assert_eq!(for_one("mail=%s", "ann@e.com"), "(mail=ann@e.com)");
        assert_eq!(for_one("(uid=%s)", "*)(uid=*"), r"(uid=\2a\29\28uid=\2a)");
        assert_eq!(for_one("(uid=%s)", "a\\b\0"), r"(uid=a\5cb\00)");
    }

    #[test]
    fn everybody_is_found_without_a_name() {
        assert_eq!(for_all("mail=%s"), "(mail=*)");
        assert_eq!(for_all("(&(objectClass=groupOfNames)(cn=%s*))"), "(&(objectClass=groupOfNames)(cn=*))");
        assert!(is_valid("(&(a=b)(c=%s))"));
        assert!(!is_valid("(&(a=b)(c=%s)"));
        assert!(!is_valid(""));
    }

    #[test]
    fn the_compared_attribute_is_known() {
        assert_eq!(attribute_at("mail=%s", "%s").as_deref(), Some("mail"));
        assert_eq!(attribute_at("(&(objectClass=person)(uid=%s))", "%s").as_deref(), Some("uid"));
        assert_eq!(attribute_at("(member=<dn>)", "<dn>").as_deref(), Some("member"));
        assert_eq!(attribute_at("(objectClass=person)", "%s"), None);
    }
}
