//! What an operator decides: addresses, limits, defaults. Read once at start.

use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;

use bim_api::Permission;
use ipnet::IpNet;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::clock::HOUR;
pub use crate::http::origin::Origin;
use crate::ldap::Provider;
pub use crate::mail::settings::{MailSettings, MailWay, Protection, SmtpSettings};

/// How the service behaves.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where people reach the service.
    pub public_url: PublicUrl,
    /// Proxies whose `X-Forwarded-For` counts.
    pub trusted_proxies: Vec<IpNet>,
    /// A token ends this long after its last use; milliseconds.
    pub token_idle: i64,
    /// A token ends this long after it was made; milliseconds.
    pub token_life: i64,
    /// An invitation ends this long after it was made; milliseconds.
    pub invitation_life: i64,
    /// Permissions that every new person gets (row 1).
    pub default_permissions: Vec<Permission>,
    /// How invitations are mailed; without it, links reach people another way.
    pub mail: Option<MailSettings>,
    /// Whether the extensions under `/bim/ext` are there.
    pub has_extensions: bool,
    /// Whether people can be deleted (row 36, which not every BIM API has).
    pub has_deletion: bool,
    /// A file in the place of the app's config.json.
    pub app_config: Option<PathBuf>,
    /// The origins whose pages may call.
    pub allowed_origins: Vec<Origin>,
    /// Directories that people come from.
    pub sync: SyncSettings,
}

/// Directories that people come from, and what a sync may do.
#[derive(Clone, Debug)]
pub struct SyncSettings {
    /// The providers, beside the built-in one.
    pub providers: Vec<Provider>,
    /// Hosts, or `host:port`, that a request may name instead of a provider's own.
    pub hosts: Vec<String>,
    /// The share of a provider's enabled people, in percent, that a sync disables without being told so.
    pub disable_limit: u8,
    /// A sync that concerns more people than this goes on in the background.
    pub background: u32,
}

impl Default for SyncSettings {
    fn default() -> Self {
        Self { providers: Vec::new(), hosts: Vec::new(), disable_limit: 20, background: 1_000 }
    }
}

impl Settings {
    /// The defaults, for a service that people reach at `public_url`.
    pub fn new(public_url: PublicUrl) -> Self {
        Self {
            public_url,
            trusted_proxies: Vec::new(),
            token_idle: HOUR,
            token_life: 12 * HOUR,
            invitation_life: 72 * HOUR,
            default_permissions: vec![Permission::CREATE_PROJECT],
            mail: None,
            has_extensions: true,
            has_deletion: true,
            app_config: None,
            allowed_origins: Vec::new(),
            sync: SyncSettings::default(),
        }
    }

    /// Whether this peer may say on whose behalf it asks.
    pub(crate) fn trusts(&self, peer: IpAddr) -> bool {
        self.trusted_proxies.iter().any(|network| network.contains(&peer.to_canonical()))
    }

    /// When a token made and last used at these times ends.
    pub(crate) fn token_end(&self, created_at: i64, last_used: i64) -> i64 {
        (last_used + self.token_idle).min(created_at + self.token_life)
    }

    /// The link with which an invited person sets a first password.
    pub(crate) fn invitation_link(&self, token: &str, username: &str, name: &str) -> String {
        let encode = |text| utf8_percent_encode(text, QUERY_VALUE);
        format!(
            "{}login?token={}&userid={}&name={}",
            self.public_url,
            encode(token),
            encode(username),
            encode(name)
        )
    }
}

/// What RFC 3986 leaves unreserved stays; a space is `%20`, as in row 1's example.
const QUERY_VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Where people reach the service: `http(s)://host[:port]/`, perhaps with a path under which it lives. The only
/// source of links; always ends with a slash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl {
    text: String,
    path_start: usize,
}

impl PublicUrl {
    /// The path under which everything is served, with a slash at both ends.
    pub fn path(&self) -> &str {
        &self.text[self.path_start..]
    }

    /// The host's name or address.
    pub(crate) fn host(&self) -> &str {
        let origin = &self.text[..self.path_start];
        let authority = origin.split_once("://").map_or(origin, |(_, authority)| authority);
        // A port follows the last colon, unless that colon is within an IPv6 address.
        match authority.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => host,
            _ => authority,
        }
    }

    /// Whether nobody but people of this machine can mean it.
    pub(crate) fn is_loopback(&self) -> bool {
        is_loopback(self.host())
    }
}

/// Whether a host, as URLs write it, is this machine itself.
pub(crate) fn is_loopback(host: &str) -> bool {
    let address = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(host);
    address.eq_ignore_ascii_case("localhost")
        || address.parse().is_ok_and(|address: IpAddr| address.to_canonical().is_loopback())
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::str::FromStr for PublicUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let uri: axum::http::Uri = text.parse().map_err(|_| "this is no URL".to_owned())?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err("write it whole, such as https://example.com/admin/".to_owned());
        };
        if !matches!(scheme, "http" | "https") {
            return Err("it must start with http:// or https://".to_owned());
        }
        if uri.query().is_some() || authority.as_str().contains('@') {
            return Err("it must have no query and no user name".to_owned());
        }
        let path = uri.path().trim_matches('/');
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~/".contains(c);
        if !path.chars().all(is_plain)
            || path.split('/').any(|segment| matches!(segment, "." | ".."))
            || path.contains("//")
        {
            return Err("its path may hold letters, digits and -._~ between slashes".to_owned());
        }
        let origin = format!("{scheme}://{authority}");
        let slash = if path.is_empty() { "" } else { "/" };
        Ok(Self { path_start: origin.len(), text: format!("{origin}{slash}{path}/") })
    }
}

#[cfg(test)]
mod tests {
    use super::{PublicUrl, Settings};

    #[test]
    fn public_urls_end_with_a_slash() {
        let read = |text: &str| text.parse::<PublicUrl>();
        assert_eq!(read("https://example.com").map(|u| u.to_string()), Ok("https://example.com/".to_owned()));
        let sub = read("https://example.com:8443/a/admin").expect("valid");
        assert_eq!(
            (sub.to_string().as_str(), sub.path()),
            ("https://example.com:8443/a/admin/", "/a/admin/")
        );
        for bad in [
            "",
            "example.com",
            "/admin/",
            "ftp://example.com",
            "https://e.com/?q",
            "https://u@e.com/",
            "https://e.com/a/../b",
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn hosts_are_known() {
        for (url, host, is_loopback) in [
            ("https://e.com/a", "e.com", false),
            ("http://localhost:8080/", "localhost", true),
            ("http://127.0.0.1:8080/a/", "127.0.0.1", true),
            ("http://[::1]:8080/", "[::1]", true),
            ("http://[::1]/", "[::1]", true),
            ("http://[2001:db8::1]/", "[2001:db8::1]", false),
            ("http://127.0.0.1.evil.example/", "127.0.0.1.evil.example", false),
            ("http://localhost.evil.example/", "localhost.evil.example", false),
        ] {
            let url: PublicUrl = url.parse().expect("valid");
            assert_eq!((url.host(), url.is_loopback()), (host, is_loopback), "{url}");
        }
    }

    #[test]
    fn invitation_links_encode_what_they_carry() {
        let settings = Settings::new("https://e.com/admin".parse().expect("valid"));
        assert_eq!(
            settings.invitation_link("t0", "charlie.doe@immuta.com", "Charlie & Doe"),
            "https://e.com/admin/login?token=t0&userid=charlie.doe%40immuta.com&name=Charlie%20%26%20Doe"
        );
    }
}
