//! Whose address counts: the peer's, or what a trusted proxy says.

use std::net::IpAddr;

use axum::http::HeaderMap;

use crate::settings::Settings;

/// The client's address. `X-Forwarded-For` is read from the right, past the proxies that are trusted: what stands
/// further left was written by the client.
pub(crate) fn client_address(settings: &Settings, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    if !settings.trusts(peer) {
        return peer;
    }
    let mut client = peer;
    let hops = headers.get_all("x-forwarded-for").iter().rev();
    for hop in hops.filter_map(|value| value.to_str().ok()).flat_map(|list| list.rsplit(',')) {
        let Ok(address) = hop.trim().parse() else { break };
        client = address;
        if !settings.trusts(client) {
            break;
        }
    }
    client
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(trusted: &[&str], peer: &str, forwarded: &[&str]) -> String {
        let mut settings = Settings::new("http://localhost/".parse().expect("a URL"));
        settings.trusted_proxies = trusted.iter().map(|n| n.parse().expect("a network")).collect();
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", value.parse().expect("a header"));
        }
        client_address(&settings, peer.parse().expect("an address"), &headers).to_string()
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        assert_eq!(seen(&[], "10.0.0.1", &["1.2.3.4"]), "10.0.0.1");
        assert_eq!(seen(&["10.0.0.0/8"], "10.0.0.1", &["1.2.3.4"]), "1.2.3.4");
        assert_eq!(seen(&["10.0.0.0/8"], "10.0.0.1", &["6.6.6.6, 1.2.3.4"]), "1.2.3.4");
        assert_eq!(seen(&["10.0.0.0/8"], "10.0.0.1", &["6.6.6.6, 1.2.3.4, 10.0.0.2"]), "1.2.3.4");
        assert_eq!(seen(&["10.0.0.0/8"], "10.0.0.1", &["6.6.6.6", "1.2.3.4"]), "1.2.3.4");
        assert_eq!(seen(&["10.0.0.0/8"], "10.0.0.1", &["nonsense"]), "10.0.0.1");
        assert_eq!(seen(&["127.0.0.1/32"], "::ffff:127.0.0.1", &["1.2.3.4"]), "1.2.3.4");
    }
}
