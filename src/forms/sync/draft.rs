//! What is typed about a sync, the request it makes (row 9), and the same as JSON to keep elsewhere.

use bim_api::Permission;
use bim_api::wire::Extra;
use bim_api::wire::iam::{BindCredentials, IamConfig, IamSchema, LdapOptions, SyncRequest};
use serde_json::{Map, Value};

use crate::forms::draft::Problems;
use crate::words;

/// As typed; what is empty is taken from the stored configuration. The password is no part of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyncDraft {
    pub(super) host: String,
    pub(super) port: String,
    /// "", "ldaps", "starttls" or "none".
    pub(super) protection: &'static str,
    pub(super) bind_dn: String,
    pub(super) user_base: String,
    pub(super) user_filter: String,
    pub(super) email: String,
    pub(super) name: String,
    pub(super) phone: String,
    pub(super) authorizations: String,
    pub(super) external_ids: String,
    pub(super) permissions: String,
    /// "", "on" or "off".
    pub(super) groups: &'static str,
    pub(super) group_filter: String,
    pub(super) member_filter: String,
    pub(super) group_name: String,
}

fn some(text: &str) -> Option<String> {
    Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned)
}

fn switch(choice: &str) -> Option<bool> {
    match choice {
        "on" => Some(true),
        "off" => Some(false),
        _ => None,
    }
}

fn pairs(text: &str) -> Option<Extra> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| {
            let (key, name) = line.split_once('=')?;
            Some((some(key)?, Value::String(some(name)?)))
        })
        .collect()
}

fn map(pairs: &[(&str, &String)]) -> Option<Extra> {
    let map: Extra = pairs
        .iter()
        .filter_map(|(key, text)| Some(((*key).to_owned(), Value::String(some(text)?))))
        .collect();
    Some(map).filter(|map| !map.is_empty())
}

impl SyncDraft {
    /// The request, without a password.
    pub(super) fn validate(&self) -> Result<SyncRequest, Problems> {
        let mut problems = Problems::default();
        let port = some(&self.port).map(|text| text.parse::<u16>().ok().filter(|port| *port > 0));
        if port == Some(None) {
            problems.add("port", words::SYNC_NOT_A_PORT);
        }
        let mut lines = |field, text: &str| {
            let read = pairs(text);
            if read.is_none() {
                problems.add(field, words::SYNC_NOT_A_PAIR);
            }
            read.filter(|map| !map.is_empty())
        };
        let authorizations = lines("authorizations", &self.authorizations);
        let external_user_ids = lines("externalUserIds", &self.external_ids);
        let profile = map(&[("email", &self.email), ("name", &self.name), ("phone", &self.phone)]);
        let group = map(&[("name", &self.group_name)]);
        let schema = IamSchema { group, profile, authorizations, external_user_ids };
        let options = LdapOptions {
            host: some(&self.host),
            port: port.flatten(),
            use_ssl: Some(self.protection)
                .filter(|choice| !choice.is_empty())
                .map(|choice| choice == "ldaps"),
            user_search_base: some(&self.user_base),
            user_search_filter: some(&self.user_filter),
            group_search_filter: some(&self.group_filter),
            user_group_search_filter: some(&self.member_filter),
            extra: match self.protection {
                "starttls" => Map::from_iter([("startTLS".to_owned(), true.into())]),
                "none" => Map::from_iter([("startTLS".to_owned(), false.into())]),
                _ => Map::new(),
            },
            ..LdapOptions::default()
        };
        let permissions: Vec<Permission> =
            self.permissions.split(',').filter_map(some).map(Permission::new).collect();
        let config = IamConfig {
            credentials: some(&self.bind_dn)
                .map(|bind_dn| BindCredentials { bind_dn: Some(bind_dn), extra: Map::new() }),
            default_permissions: Some(permissions).filter(|list| !list.is_empty()),
            options: Some(options).filter(|options| *options != LdapOptions::default()),
            schema: Some(schema).filter(|schema| *schema != IamSchema::default()),
            supported_actions: switch(self.groups)
                .map(|is_on| if is_on { vec!["syncGroups".to_owned()] } else { Vec::new() }),
            ..IamConfig::default()
        };
        let iam_config = Some(config).filter(|config| *config != IamConfig::default());
        problems.or(SyncRequest { dry_run: true, iam_config, ..SyncRequest::default() })
    }

    /// The form as an `iamConfig`, never with a password; nothing while something is wrong in it.
    pub(super) fn to_json(&self) -> String {
        let config = self.validate().ok().map(|request| request.iam_config.unwrap_or_default());
        config.and_then(|config| serde_json::to_string_pretty(&config).ok()).unwrap_or_default()
    }

    /// What an `iamConfig` holds that the form has a field for.
    pub(super) fn of(config: &Value) -> Self {
        let text = |pointer: &str| match config.pointer(pointer) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            _ => String::new(),
        };
        let is_on = |pointer: &str| config.pointer(pointer).and_then(Value::as_bool);
        let lines = |pointer: &str| {
            let map = config.pointer(pointer).and_then(Value::as_object);
            let line = |(key, value): (&String, &Value)| Some([key, " = ", value.as_str()?].concat());
            map.into_iter().flatten().filter_map(line).collect::<Vec<_>>().join("\n")
        };
        let words = |pointer: &str| {
            let list = config.pointer(pointer).and_then(Value::as_array)?;
            Some(list.iter().filter_map(Value::as_str).collect::<Vec<_>>())
        };
        let groups = match words("/supportedActions") {
            Some(actions) if actions.contains(&"syncGroups") => "on",
            Some(_) => "off",
            None => "",
        };
        let protection = match (is_on("/options/useSSL"), is_on("/options/startTLS")) {
            (Some(true), _) => "ldaps",
            (_, Some(true)) => "starttls",
            (None, None) => "",
            _ => "none",
        };
        Self {
            host: text("/options/host"),
            port: text("/options/port"),
            protection,
            bind_dn: text("/credentials/bind_dn"),
            user_base: text("/options/userSearchBase"),
            user_filter: text("/options/userSearchFilter"),
            email: text("/schema/profile/email"),
            name: text("/schema/profile/name"),
            phone: text("/schema/profile/phone"),
            authorizations: lines("/schema/authorizations"),
            external_ids: lines("/schema/externalUserIds"),
            permissions: words("/defaultPermissions").unwrap_or_default().join(", "),
            groups,
            group_filter: text("/options/groupSearchFilter"),
            member_filter: text("/options/userGroupSearchFilter"),
            group_name: text("/schema/group/name"),
        }
    }
}

/// What a request reads and from where, in a line.
pub fn sync_summary(request: &SyncRequest) -> String {
    let config = request.iam_config.clone().unwrap_or_default();
    let options = config.options.unwrap_or_default();
    let place = match (options.host, options.port) {
        (Some(host), Some(port)) => Some([&host, ":", &port.to_string()].concat()),
        (Some(host), None) => Some(host),
        (None, Some(port)) => Some([words::SYNC_PORT, " ", &port.to_string()].concat()),
        (None, None) => None,
    };
    let is_starttls = options.extra.get("startTLS").and_then(Value::as_bool) == Some(true);
    let protection = match (options.use_ssl, is_starttls) {
        (Some(true), _) => Some(words::SYNC_LDAPS.to_owned()),
        (_, true) => Some(words::SYNC_STARTTLS.to_owned()),
        (Some(false), _) => Some(words::SYNC_UNPROTECTED.to_owned()),
        (None, _) => None,
    };
    let bind_dn = config.credentials.and_then(|credentials| credentials.bind_dn);
    let said = [place, protection, bind_dn, options.user_search_base, options.user_search_filter];
    let said: Vec<_> = said.into_iter().flatten().collect();
    match (said.is_empty(), request.iam_config.is_some()) {
        (false, _) => said.join(" · "),
        (true, true) => words::SYNC_SOME_STORED.to_owned(),
        (true, false) => words::SYNC_ALL_STORED.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::reading::read;
    use super::*;

    fn from_json(text: &str) -> SyncDraft {
        read(text).unwrap_or_else(|why| panic!("{why}")).draft
    }

    #[test]
    fn each_protection_is_sent_as_the_service_reads_it_and_comes_back() {
        for (protection, options) in [
            ("ldaps", r#"{"useSSL":true}"#),
            ("starttls", r#"{"useSSL":false,"startTLS":true}"#),
            ("none", r#"{"useSSL":false,"startTLS":false}"#),
        ] {
            let draft = SyncDraft { protection, ..SyncDraft::default() };
            let request = draft.validate().expect("complete");
            let sent = serde_json::to_value(&request).expect("JSON");
            let wanted: Value = serde_json::from_str(options).expect("JSON");
            assert_eq!(sent["iamConfig"]["options"], wanted, "{protection}");
            assert_eq!(from_json(&draft.to_json()), draft);
        }
    }

    #[test]
    fn a_request_is_told_in_a_line() {
        let line = |draft: SyncDraft| sync_summary(&draft.validate().expect("complete"));
        assert_eq!(line(SyncDraft::default()), words::SYNC_ALL_STORED);
        let draft = SyncDraft { name: "cn".to_owned(), ..SyncDraft::default() };
        assert_eq!(line(draft), words::SYNC_SOME_STORED);
        let draft = SyncDraft { host: "h".to_owned(), protection: "starttls", ..SyncDraft::default() };
        assert_eq!(line(draft), ["h · ", words::SYNC_STARTTLS].concat());
    }

    const EXAMPLE: &str =
        include_str!("../../../tests/fixtures/contract/09-sync-ldap-users-with-immuta.request.json");

    #[test]
    fn an_empty_form_asks_for_what_is_stored() {
        let request = SyncDraft::default().validate().expect("complete");
        assert!(request.dry_run && request.iam_config.is_none());
    }

    #[test]
    fn the_documented_example_fills_the_form_and_comes_out_of_it() {
        let draft = from_json(EXAMPLE);
        assert_eq!((draft.host.as_str(), draft.port.as_str()), ("ldap.jumpcloud.com", "636"));
        assert_eq!((draft.protection, draft.groups, draft.name.as_str()), ("ldaps", "on", "cn"));
        let json = draft.to_json();
        assert_eq!(from_json(&json), draft);
        let config = serde_json::from_str::<Value>(&json).expect("JSON");
        let documented = serde_json::from_str::<Value>(EXAMPLE).expect("JSON");
        assert_eq!(config["schema"]["profile"], documented["iamConfig"]["schema"]["profile"]);
        assert_eq!(config["credentials"], documented["iamConfig"]["credentials"]);
    }

    #[test]
    fn a_password_is_never_taken_over() {
        let pasted = r#"{"credentials":{"bind_dn":"cn=x","bind_password":"s3cr3t"}}"#;
        let draft = from_json(pasted);
        assert!(!draft.to_json().contains("s3cr3t") && draft.to_json().contains("cn=x"));
    }

    #[test]
    fn mistakes_stand_at_their_fields() {
        let draft = SyncDraft {
            port: "99999".to_owned(),
            authorizations: "Office".to_owned(),
            external_ids: "a = b\n\nc=d".to_owned(),
            ..SyncDraft::default()
        };
        let problems = draft.validate().expect_err("wrong");
        assert_eq!(problems.of("port").as_deref(), Some(words::SYNC_NOT_A_PORT));
        assert_eq!(problems.of("authorizations").as_deref(), Some(words::SYNC_NOT_A_PAIR));
        assert_eq!(problems.of("externalUserIds"), None);
    }
}
