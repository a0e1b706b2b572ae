//! How a directory is reached and read: row 9's `iamConfig`, checked. A provider of the service's configuration is a
//! JSON file of the same shape, so that one form describes both.
//!
//! Beside the documented fields: `options.startTLS`, `options.timeout` (seconds, 10), `options.groupSearchBase`,
//! `options.usernameAttribute`, `credentials.bind_password`; in the file alone, `options.caFile` and
//! `credentials.bind_password_file`.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use bim_api::wire::Extra;
use bim_api::wire::iam::{BindCredentials, IamConfig, IamSchema, LdapOptions};
use bim_api::{Password, Permission};
use serde_json::Value;

use super::filter;
use crate::mail::settings::Protection;
use crate::settings::is_loopback;

/// A value that cannot be used, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The field, such as `iamConfig.options.host`.
    pub field: String,
    /// Why.
    pub message: String,
}

impl Wrong {
    pub(crate) fn new(field: &str, message: impl Into<String>) -> Self {
        Self { field: format!("iamConfig.{field}"), message: message.into() }
    }
}

/// Where a directory listens, and how the connection is protected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Name or address.
    pub host: String,
    /// Port.
    pub port: u16,
    /// TLS from the start, STARTTLS, or none (to this machine alone).
    pub protection: Protection,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "The directory {}:{}", self.host, self.port)
    }
}

/// How a group names its members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MemberBy {
    Dn,
    Username,
}

/// Which LDAP attribute fills what.
#[derive(Clone, Debug, Default)]
pub struct Mapping {
    /// Fields of the profile.
    pub profile: BTreeMap<String, String>,
    /// The group's name.
    pub group_name: String,
    /// Attributes, by key.
    pub authorizations: BTreeMap<String, String>,
    /// Ids in other systems, by key.
    pub external_user_ids: BTreeMap<String, String>,
}

/// How a directory is reached and read.
#[derive(Clone, Debug)]
pub struct LdapSettings {
    /// Where it is.
    pub place: Place,
    pub(crate) authorities: Option<PathBuf>,
    pub(crate) timeout: Duration,
    /// What to search with; without it, as nobody.
    pub(crate) bind: Option<(String, Password)>,
    pub(crate) user_base: String,
    pub(crate) user_filter: String,
    pub(crate) username: String,
    pub(crate) group_base: String,
    pub(crate) group_filter: String,
    pub(crate) member: (String, MemberBy),
    pub(crate) mapping: Mapping,
    pub(crate) has_groups: bool,
    pub(crate) is_sign_in_only: bool,
    pub(crate) default_permissions: Option<Vec<Permission>>,
}

/// A provider of the service's configuration.
#[derive(Clone, Debug)]
pub struct Provider {
    /// Its id.
    pub id: String,
    /// The name people know it by.
    pub display_name: String,
    /// As it is configured; never with a password.
    pub(crate) config: IamConfig,
    /// The same, checked.
    pub(crate) settings: LdapSettings,
}

impl Provider {
    /// Reads a provider's file.
    ///
    /// # Errors
    /// What is wrong with it, in one line.
    pub fn read(file: &Path) -> Result<Self, String> {
        let wrong = |why: String| format!("the identity provider of {}: {why}", file.display());
        let text = std::fs::read_to_string(file).map_err(|error| wrong(error.to_string()))?;
        let config: IamConfig = serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
        let folder = file.parent().unwrap_or(Path::new("."));
        Self::new(config, folder).map_err(|error| wrong(format!("{}: {}", error.field, error.message)))
    }

    /// A provider from its configuration; paths in it are relative to `folder`.
    ///
    /// # Errors
    /// A value that cannot be used.
    pub fn new(mut config: IamConfig, folder: &Path) -> Result<Self, Wrong> {
        let id = config.id.clone().map(|id| id.0).unwrap_or_default();
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
        if id.is_empty() || id == "bim" || !id.chars().all(is_plain) {
            return Err(Wrong::new("id", "needs letters, digits, - and _, and is not bim"));
        }
        let credentials = config.credentials.get_or_insert_default();
        if let Some(path) = credentials.extra.remove("bind_password_file") {
            let path = folder.join(path.as_str().unwrap_or_default());
            let text = std::fs::read_to_string(&path).map_err(|error| {
                Wrong::new(
                    "credentials.bind_password_file",
                    format!("cannot read {}: {error}", path.display()),
                )
            })?;
            let line = text.lines().next().unwrap_or_default();
            credentials.extra.insert("bind_password".to_owned(), line.into());
        }
        let authorities = config.options.get_or_insert_default().extra.remove("caFile");
        let mut settings = LdapSettings::new(&config)?;
        if let Some(path) = authorities {
            let path = folder.join(path.as_str().unwrap_or_default());
            crate::tls::client_config(Some(&path)).map_err(|why| Wrong::new("options.caFile", why))?;
            settings.authorities = Some(path);
        }
        config.credentials.get_or_insert_default().extra.clear();
        let display_name = config.display_name.clone().unwrap_or_else(|| id.clone());
        Ok(Self { id, display_name, config, settings })
    }
}

/// What a request asks for, over what is configured: a field that it names counts, any other stays.
pub(crate) fn merged(stored: &IamConfig, asked: IamConfig) -> IamConfig {
    let (known, new) = (stored.options.clone().unwrap_or_default(), asked.options.unwrap_or_default());
    let (mut extra, mut stored_ssl) = (known.extra, known.use_ssl);
    // One of the two protections that a request names alone takes the place of the other.
    if new.use_ssl == Some(true) {
        extra.remove("startTLS");
    } else if new.use_ssl.is_none() && new.extra.get("startTLS").and_then(Value::as_bool) == Some(true) {
        stored_ssl = None;
    }
    extra.extend(new.extra);
    let (schema, wanted) = (stored.schema.clone().unwrap_or_default(), asked.schema.unwrap_or_default());
    IamConfig {
        authentication_only: asked.authentication_only.or(stored.authentication_only),
        credentials: asked.credentials,
        default_permissions: asked.default_permissions.or_else(|| stored.default_permissions.clone()),
        display_name: stored.display_name.clone(),
        id: stored.id.clone(),
        ldap_sync: asked.ldap_sync,
        options: Some(LdapOptions {
            host: new.host.or(known.host),
            port: new.port.or(known.port),
            use_ssl: new.use_ssl.or(stored_ssl),
            user_search_base: new.user_search_base.or(known.user_search_base),
            user_search_filter: new.user_search_filter.or(known.user_search_filter),
            group_search_filter: new.group_search_filter.or(known.group_search_filter),
            user_group_search_filter: new.user_group_search_filter.or(known.user_group_search_filter),
            allow_idp_initiated_sso: None,
            extra,
        }),
        plugin: asked.plugin,
        schema: Some(IamSchema {
            group: wanted.group.or(schema.group),
            profile: wanted.profile.or(schema.profile),
            authorizations: wanted.authorizations.or(schema.authorizations),
            external_user_ids: wanted.external_user_ids.or(schema.external_user_ids),
        }),
        supported_actions: asked.supported_actions.or_else(|| stored.supported_actions.clone()),
        kind: asked.kind,
    }
}

/// What no one may read out of a directory through this service (lower case).
const SECRETS: [&str; 12] = [
    "userpassword",
    "unicodepwd",
    "sambantpassword",
    "sambalmpassword",
    "ntpwdhistory",
    "lmpwdhistory",
    "dbcspwd",
    "supplementalcredentials",
    "krbprincipalkey",
    "ms-mcs-admpwd",
    "mslaps-password",
    "authpassword",
];

/// Fields of a profile that a directory can fill.
pub(crate) const PROFILE_FIELDS: [&str; 7] =
    ["name", "email", "phone", "about", "location", "organization", "position"];

fn is_attribute(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "-;.".contains(c))
}

fn mapped(field: &str, map: Option<&Extra>) -> Result<BTreeMap<String, String>, Wrong> {
    let mut found = BTreeMap::new();
    for (key, value) in map.into_iter().flatten() {
        let field = format!("schema.{field}.{key}");
        let attribute = match value {
            Value::Null => continue,
            Value::String(text) if text.trim().is_empty() => continue,
            Value::String(text) => text.trim(),
            _ => return Err(Wrong::new(&field, "needs the name of one LDAP attribute")),
        };
        if !is_attribute(attribute) {
            return Err(Wrong::new(&field, format!("“{attribute}” is no name of an LDAP attribute")));
        }
        let plain = attribute.split(';').next().unwrap_or_default().to_ascii_lowercase();
        if SECRETS.contains(&plain.as_str()) {
            return Err(Wrong::new(&field, format!("{attribute} holds a secret and is not read")));
        }
        found.insert(key.clone(), attribute.to_owned());
    }
    Ok(found)
}

fn text<'a>(extra: &'a Extra, key: &str) -> Result<Option<&'a str>, Wrong> {
    match extra.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if text.trim().is_empty() => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.trim())),
        Some(_) => Err(Wrong::new(&format!("options.{key}"), "needs a text")),
    }
}

fn bind(credentials: Option<&BindCredentials>) -> Result<Option<(String, Password)>, Wrong> {
    let Some(credentials) = credentials else { return Ok(None) };
    let password = credentials.extra.get("bind_password").and_then(Value::as_str).unwrap_or_default();
    match (credentials.bind_dn.as_deref().map(str::trim).unwrap_or_default(), password) {
        ("", "") => Ok(None),
        ("", _) => Err(Wrong::new("credentials.bind_dn", "is missing beside the password")),
        // A name without a password binds as nobody, and the directory says that all is well.
        (_, "") => Err(Wrong::new("credentials.bind_password", "is missing")),
        (dn, password) => Ok(Some((dn.to_owned(), Password::new(password)))),
    }
}

impl LdapSettings {
    /// Reads and checks a configuration. A bind name without a password is none of its own: see `routes/sync.rs`.
    pub(crate) fn new(config: &IamConfig) -> Result<Self, Wrong> {
        let options = config.options.clone().unwrap_or_default();
        let schema = config.schema.clone().unwrap_or_default();
        let place = place(&options)?;
        let required = |field: &str, value: Option<String>| {
            let value = value.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
            value.ok_or_else(|| Wrong::new(&format!("options.{field}"), "is missing"))
        };
        let user_base = required("userSearchBase", options.user_search_base)?;
        let user_filter = required("userSearchFilter", options.user_search_filter)?;
        let has_groups =
            config.supported_actions.iter().flatten().any(|action| action.eq_ignore_ascii_case("syncGroups"));
        let group_filter = match options.group_search_filter {
            Some(filter) if !filter.trim().is_empty() => filter,
            _ if has_groups => {
                return Err(Wrong::new("options.groupSearchFilter", "is missing: groups are to be synced"));
            }
            _ => "(cn=%s)".to_owned(),
        };
        for (field, value) in [("userSearchFilter", &user_filter), ("groupSearchFilter", &group_filter)] {
            if !filter::is_valid(value) {
                return Err(Wrong::new(
                    &format!("options.{field}"),
                    "is no LDAP filter: check its parentheses",
                ));
            }
        }
        let username = match text(&options.extra, "usernameAttribute")? {
            Some(name) => name.to_owned(),
            None => filter::attribute_at(&user_filter, "%s").ok_or_else(|| {
                Wrong::new("options.userSearchFilter", "must compare an attribute with %s, such as mail=%s")
            })?,
        };
        let member = options.user_group_search_filter.unwrap_or_default();
        let member = filter::attribute_at(&member, "<dn>")
            .map(|name| (name, MemberBy::Dn))
            .or_else(|| filter::attribute_at(&member, "%s").map(|name| (name, MemberBy::Username)));
        let mut profile = mapped("profile", schema.profile.as_ref())?;
        if let Some(unknown) = profile.keys().find(|key| !PROFILE_FIELDS.contains(&key.as_str())) {
            let known = PROFILE_FIELDS.join(", ");
            return Err(Wrong::new(&format!("schema.profile.{unknown}"), format!("is none of {known}")));
        }
        profile.entry("name".to_owned()).or_insert_with(|| "cn".to_owned());
        let group = mapped("group", schema.group.as_ref())?;
        let timeout = match options.extra.get("timeout") {
            None | Some(Value::Null) => 10,
            Some(value) => value
                .as_u64()
                .filter(|seconds| (1..=60).contains(seconds))
                .ok_or_else(|| Wrong::new("options.timeout", "is 1 to 60 seconds"))?,
        };
        Ok(Self {
            place,
            authorities: None,
            timeout: Duration::from_secs(timeout),
            bind: bind(config.credentials.as_ref())?,
            group_base: text(&options.extra, "groupSearchBase")?
                .map_or_else(|| user_base.clone(), str::to_owned),
            user_base,
            user_filter,
            username,
            group_filter,
            member: member.unwrap_or_else(|| ("member".to_owned(), MemberBy::Dn)),
            mapping: Mapping {
                profile,
                group_name: group.get("name").cloned().unwrap_or_else(|| "cn".to_owned()),
                authorizations: mapped("authorizations", schema.authorizations.as_ref())?,
                external_user_ids: mapped("externalUserIds", schema.external_user_ids.as_ref())?,
            },
            has_groups,
            is_sign_in_only: config.authentication_only == Some(true),
            default_permissions: config.default_permissions.clone(),
        })
    }
}

fn place(options: &LdapOptions) -> Result<Place, Wrong> {
    let host = options.host.as_deref().map(str::trim).unwrap_or_default().to_owned();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._:".contains(c);
    if host.is_empty() || !host.chars().all(is_plain) {
        return Err(Wrong::new("options.host", "needs a host's name or address"));
    }
    let starttls = options.extra.get("startTLS").and_then(Value::as_bool) == Some(true);
    let protection = match (options.use_ssl == Some(true), starttls) {
        (true, true) => return Err(Wrong::new("options.startTLS", "and useSSL exclude each other")),
        (true, false) => Protection::Tls,
        (false, true) => Protection::Starttls,
        (false, false) if is_loopback(&host) => Protection::None,
        (false, false) => {
            let why = "or startTLS must be on: passwords travel in the clear otherwise";
            return Err(Wrong::new("options.useSSL", why));
        }
    };
    let usual = if protection == Protection::Tls { 636 } else { 389 };
    Ok(Place { host, port: options.port.unwrap_or(usual), protection })
}
