//! What somebody else does at the same time, without this console.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::person::Person;
use crate::service::{Account, PASSWORD};

const CALL: &str = "
const [path, method, token, body, done] = arguments;
const headers = { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) };
fetch(new URL(path, document.baseURI), { method, headers, body: body === null ? undefined : JSON.stringify(body) })
  .then(async (answer) => {
    const text = await answer.text();
    done({ status: answer.status, body: text === '' ? null : JSON.parse(text) });
  })
  .catch((error) => done({ status: 0, body: String(error) }));";

impl Person {
    /// Somebody else calls the API, with a session of their own; answers what the API did.
    ///
    /// # Errors
    /// When they cannot sign in, or the API refuses.
    pub async fn meanwhile(
        &self,
        other: Account,
        method: &str,
        path: &str,
        body: Option<Value>,
    ) -> Result<Value> {
        let credentials = json!({ "username": other.username, "password": PASSWORD });
        let session = self.calls("POST", "bim/iam/bim/user/authenticate", None, Some(credentials)).await?;
        let token = session["token"].as_str().context("no token")?;
        self.calls(method, path, Some(token), body).await
    }

    async fn calls(
        &self,
        method: &str,
        path: &str,
        token: Option<&str>,
        body: Option<Value>,
    ) -> Result<Value> {
        let arguments = vec![json!(path), json!(method), json!(token), json!(body)];
        let answer = self.driver.execute_async(CALL, arguments).await?.json().clone();
        let is_done = answer["status"].as_u64().is_some_and(|status| (200..300).contains(&status));
        ensure!(is_done, "{method} {path}: {answer}");
        Ok(answer["body"].clone())
    }
}
