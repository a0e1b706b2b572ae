//! What no person does: asking the API beside the page, and looking where the page keeps things.

use anyhow::{Context, Result, ensure};
use bim_admin_e2e::Person;
use serde_json::Value;

/// What the API answers to somebody with this credential: the status, and the body if it is JSON.
pub(crate) async fn asks(
    person: &Person,
    (method, path): (&str, &str),
    credential: &str,
    body: Option<&Value>,
) -> Result<(u64, Value)> {
    let body = body.map_or_else(|| "undefined".to_owned(), |body| format!("JSON.stringify({body})"));
    let script = format!(
        "const done = arguments[arguments.length - 1];
         const headers = {{ Authorization: 'Bearer {credential}', 'Content-Type': 'application/json' }};
         fetch(new URL('{path}', document.baseURI), {{ method: '{method}', headers, body: {body} }})
           .then(async (answer) => done([answer.status, await answer.json().catch(() => null)]),
                 (error) => done([0, String(error)]));"
    );
    let answer = person.script_async(&script).await?;
    Ok((answer[0].as_u64().context("no status")?, answer[1].clone()))
}

/// Keeps what is saved on this page, where a person would find it among the downloads: in `window.savedFile`.
pub(crate) async fn keeps_files(person: &Person) -> Result<()> {
    // The page's own URL: a driver's scripts may have another one.
    let keep = "const { URL } = window, real = URL.createObjectURL;
        URL.createObjectURL = (blob) => { window.savedFile = blob; return real.call(URL, blob); };";
    person.script(keep).await.map(drop)
}

/// The text of the file that was saved, once it is.
pub(crate) async fn saved_file(person: &Person) -> Result<String> {
    person
        .waits_until("the file", async || Ok(person.script("return !!window.savedFile").await? == true))
        .await?;
    let text = person.script_async("window.savedFile.text().then(arguments[arguments.length - 1])").await?;
    Ok(text.as_str().context("the file is no text")?.to_owned())
}

/// Whether the API still knows this credential.
pub(crate) async fn is_known(person: &Person, credential: &str) -> Result<bool> {
    match asks(person, ("GET", "bim/rpc/user/current"), credential, None).await? {
        (200, _) => Ok(true),
        (401, _) => Ok(false),
        other => anyhow::bail!("it answered {other:?}"),
    }
}

/// The token of this tab, which no page shows.
pub(crate) async fn token(person: &Person) -> Result<String> {
    let value = "return sessionStorage.getItem(Object.keys(sessionStorage).find((key) =>
        key.startsWith('bim-session:') && !/:(by-key|acting)$/.test(key)))";
    let token = person.script(value).await?;
    Ok(token.as_str().context("no token in sessionStorage")?.to_owned())
}

/// A secret stands neither in the document nor in the address, nor in anything that the browser stores.
pub(crate) async fn is_nowhere(person: &Person, secret: &str) -> Result<()> {
    let script = "return { page: document.documentElement.outerHTML, title: document.title, \
                  address: location.href, state: JSON.stringify(history.state), \
                  cookies: document.cookie, tab: JSON.stringify({ ...sessionStorage }), \
                  lasting: JSON.stringify({ ...localStorage }), window: window.name }";
    let found = person.script(script).await?;
    for (place, text) in found.as_object().context("no places")? {
        ensure!(!text.to_string().contains(secret), "the secret stands in: {place}");
    }
    Ok(())
}
