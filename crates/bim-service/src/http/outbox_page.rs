//! The outbox as a page, for whoever sits at this machine.
//!
//! A browser shows it without a session, since the first mail invites somebody who has none yet. So it answers
//! this machine alone, and only where it is asked for by a loopback name: a page of another site whose name
//! leads here cannot read it, and neither can anybody who comes through a proxy.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue, Response, header};
use axum::routing::get;

use crate::http::error::ServiceError;
use crate::mail::outbox::{Kept, Outbox};
use crate::settings::is_loopback;
use crate::state::State;

/// Where it is, under the service's own path.
pub(crate) const PATH: &str = "bim/ext/outbox";
/// The mails of a page.
const SHOWN: usize = 100;
/// What proxies add to the requests they pass on.
const FORWARDED: [&str; 5] = ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip"];

/// The page and its style sheet; nothing where there is no outbox.
pub(crate) fn routes(state: &Arc<State>) -> Router {
    if !state.has_outbox_page() {
        return Router::new();
    }
    let of_page = Arc::clone(state);
    let page = move |request: Request| {
        let state = Arc::clone(&of_page);
        async move { show(&state, &request).unwrap_or_else(Response::from) }
    };
    let style = || async { answer("text/css; charset=utf-8", include_str!("outbox_page.css").to_owned()) };
    Router::new().route(&format!("/{PATH}"), get(page)).route(&format!("/{PATH}.css"), get(style))
}

fn show(state: &State, request: &Request) -> Result<Response<Body>, ServiceError> {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0);
    if !is_asked_here(peer, request.headers()) {
        return Err(ServiceError::new(
            403,
            "The outbox shows itself on the machine it is on, and nowhere else.",
        ));
    }
    let outbox = state.mail.as_ref().and_then(|mail| mail.outbox());
    let outbox = outbox.ok_or_else(|| ServiceError::not_found("outbox"))?;
    let (all, mails) =
        outbox.newest(SHOWN).map_err(|error| ServiceError::internal(format!("outbox: {error}")))?;
    Ok(answer("text/html; charset=utf-8", page(outbox, all, &mails)))
}

fn is_asked_here(peer: Option<SocketAddr>, headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()?.parse::<Authority>().ok());
    peer.is_some_and(|peer| peer.ip().to_canonical().is_loopback())
        && host.is_some_and(|host| is_loopback(host.host()))
        && !FORWARDED.iter().any(|name| headers.contains_key(*name))
}

fn answer(content_type: &'static str, body: String) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn page(outbox: &Outbox, all: usize, mails: &[Kept]) -> String {
    let count = match (all, mails.len()) {
        (0, _) => {
            "No mail yet. Invite somebody: create a user with an email address, or clone one.".to_owned()
        }
        (1, _) => "1 mail".to_owned(),
        (all, shown) if shown < all => format!("The newest {shown} of {all} mails"),
        (all, _) => format!("{all} mails"),
    };
    let mails: String = mails.iter().map(article).collect();
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Outbox</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><link rel=\"stylesheet\" href=\"outbox.css\"></head>\
         <body><header><h1>Outbox</h1><p>Mails of this service are not sent: they are kept in <code>{}</code> \
         and shown here, on this machine alone.</p></header><main><p role=\"status\">{count}</p>{mails}</main>\
         </body></html>\n",
        escaped(&outbox.folder().display().to_string())
    )
}

fn article(mail: &Kept) -> String {
    format!(
        "<article><h2>{}</h2><dl><div><dt>To</dt><dd>{}</dd></div><div><dt>Date</dt><dd><time datetime=\"{}\">{}</time></dd></div></dl>\
         <div class=\"text\">{}</div></article>",
        escaped(&mail.subject),
        escaped(&mail.to),
        escaped(&mail.date),
        escaped(&mail.date.replace('T', " ").replace('Z', " UTC")),
        linked(&mail.text)
    )
}

/// Text whose lines that are addresses of the web can be followed.
fn linked(text: &str) -> String {
    let line = |line: &str| {
        let shown = escaped(line.trim_end_matches('\r'));
        match line.starts_with("http://") || line.starts_with("https://") {
            true => format!("<a href=\"{shown}\">{shown}</a>"),
            false => shown,
        }
    };
    text.trim_end().split('\n').map(line).collect::<Vec<_>>().join("\n")
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_mails_say_is_text() {
        let text = "see\nhttps://e.com/?a=1&b=\"><script>\n<b>";
        assert_eq!(
            linked(text),
            "see\n<a href=\"https://e.com/?a=1&amp;b=&quot;&gt;&lt;script&gt;\">\
             https://e.com/?a=1&amp;b=&quot;&gt;&lt;script&gt;</a>\n&lt;b&gt;"
        );
        assert_eq!(linked("javascript:alert(1)"), "javascript:alert(1)");
    }

    #[test]
    fn it_is_asked_for_here_or_not_shown() {
        let asked = |peer: &str, headers: &[(&'static str, &str)]| {
            let map = headers.iter().map(|(name, value)| {
                (header::HeaderName::from_static(name), value.parse::<HeaderValue>().expect("a header"))
            });
            is_asked_here(Some(peer.parse().expect("an address")), &map.collect())
        };
        assert!(asked("127.0.0.1:1", &[("host", "127.0.0.1:8080")]));
        assert!(asked("[::1]:1", &[("host", "localhost:8080")]));
        assert!(asked("[::ffff:127.0.0.1]:1", &[("host", "[::1]:8080")]));
        assert!(!asked("192.0.2.1:1", &[("host", "127.0.0.1:8080")]), "another machine");
        assert!(!asked("127.0.0.1:1", &[("host", "evil.example:8080")]), "a name that leads here");
        assert!(!asked("127.0.0.1:1", &[]), "no name");
        for proxy in FORWARDED {
            assert!(!asked("127.0.0.1:1", &[("host", "localhost"), (proxy, "x")]), "{proxy}");
        }
    }
}
