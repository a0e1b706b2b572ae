//! What a batch is written as, and its answers told apart. Their bodies are cut out as they are: each is read once, by
//! whoever waits for it.

use bim_api::{Request, Response};
use serde::de::DeserializeOwned;

/// The body of a batch of these.
pub(super) fn written<'a>(requests: impl Iterator<Item = &'a Request>) -> Vec<u8> {
    let mut text = Vec::new();
    for request in requests {
        text.push(if text.is_empty() { b'[' } else { b',' });
        text.extend(b"{\"method\":\"");
        text.extend(request.method.as_str().as_bytes());
        text.extend(b"\",\"target\":");
        // A text is always written.
        text.extend(serde_json::to_vec(&request.target).unwrap_or_default());
        if let Some(body) = &request.body {
            text.extend(b",\"body\":");
            text.extend(body);
        }
        text.push(b'}');
    }
    text.push(b']');
    text
}

/// The answers in a batch's answer; nothing where it is not a list of as many as there were calls.
pub(super) fn read(body: &[u8], count: usize) -> Option<Vec<Response>> {
    let mut text = Text { rest: body };
    let mut answers = Vec::with_capacity(count);
    text.list(b'[', b']', |text| {
        answers.push(text.answer()?);
        Some(())
    })?;
    text.space();
    (text.rest.is_empty() && answers.len() == count).then_some(answers)
}

/// JSON that is not read yet.
struct Text<'a> {
    rest: &'a [u8],
}

impl<'a> Text<'a> {
    fn space(&mut self) {
        self.rest = self.rest.trim_ascii_start();
    }

    /// The next character, where it is this one.
    fn take(&mut self, character: u8) -> Option<()> {
        self.space();
        self.rest = self.rest.strip_prefix(&[character])?;
        Some(())
    }

    fn list(&mut self, open: u8, close: u8, mut item: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.take(open)?;
        if self.take(close).is_some() {
            return Some(());
        }
        loop {
            item(self)?;
            if self.take(b',').is_none() {
                return self.take(close);
            }
        }
    }

    fn answer(&mut self) -> Option<Response> {
        let mut status = None;
        let mut answer = Response { status: 0, body: Vec::new(), retry_after: None, request_id: None };
        self.list(b'{', b'}', |text| {
            let name = text.value()?;
            text.take(b':')?;
            let value = text.value()?;
            match name {
                b"\"status\"" => status = value_of(value)?,
                b"\"retryAfter\"" => answer.retry_after = value_of(value)?,
                b"\"requestId\"" => answer.request_id = value_of(value)?,
                b"\"body\"" => answer.body = value.to_vec(),
                _ => {}
            }
            Some(())
        })?;
        answer.status = status?;
        Some(answer)
    }

    /// The next value, whatever it is.
    fn value(&mut self) -> Option<&'a [u8]> {
        self.space();
        let end = match self.rest.first()? {
            b'"' => end_of_text(self.rest)?,
            b'{' | b'[' => end_of_nested(self.rest)?,
            _ => self.rest.iter().position(|byte| b",:]} \t\r\n".contains(byte)).filter(|end| *end > 0)?,
        };
        let (value, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        Some(value)
    }
}

fn value_of<T: DeserializeOwned>(value: &[u8]) -> Option<T> {
    serde_json::from_slice(value).ok()
}

/// Where a text ends that begins here, with its quotes.
fn end_of_text(text: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        match text.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

/// Where an object or a list ends that begins here.
fn end_of_nested(text: &[u8]) -> Option<usize> {
    let (mut at, mut depth) = (0, 0_usize);
    loop {
        match text.get(at)? {
            b'"' => {
                at += end_of_text(&text[at..])?;
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth -= 1,
            _ => {}
        }
        at += 1;
        if depth == 0 {
            return Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use bim_api::Method;
    use bim_api::wire::batch::{BatchAnswer, BatchCalls};
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn what_is_written_is_what_the_contract_says() {
        let request = |method, target: &str, body: Option<&str>| Request {
            method,
            target: target.to_owned(),
            body: body.map(|body| body.as_bytes().to_vec()),
        };
        let requests = [
            request(Method::Put, "/bim/a/\"b\\", None),
            request(Method::Post, "/bim/group?x=1", Some(r#"{"name":"]}\"\u00f1"}"#)),
        ];
        let calls: BatchCalls = serde_json::from_slice(&written(requests.iter())).expect("a batch");
        let calls: Vec<_> = calls.0.iter().map(|call| (call.method, &*call.target, &call.body)).collect();
        let body = Some(json!({ "name": "]}\"\u{f1}" }));
        assert_eq!(calls, [(Method::Put, "/bim/a/\"b\\", &None), (Method::Post, "/bim/group?x=1", &body)]);
    }

    #[test]
    fn answers_are_told_apart_whatever_stands_in_them() {
        let bodies = [
            Some(json!({ "a": ["]", "}", "\\\"", "{[" ], "b": { "c": [[], {}] } })),
            Some(json!("x, \"y\"")),
            Some(json!(-1.5)),
            Some(Value::Null),
            None,
        ];
        let told: Vec<_> = bodies
            .iter()
            .zip([200, 404, 429, 500, 204])
            .map(|(body, status)| BatchAnswer {
                status,
                retry_after: (status == 429).then_some(7),
                request_id: (status != 500).then(|| format!("id-{status}")),
                body: body.clone(),
            })
            .collect();
        for text in [
            serde_json::to_vec(&told).expect("JSON"),
            serde_json::to_vec_pretty(&told).expect("JSON"),
            serde_json::to_vec(&json!(told)).expect("JSON, in another order"),
        ] {
            let answers = read(&text, told.len()).expect("answers");
            for (answer, told) in answers.iter().zip(&told) {
                assert_eq!((answer.status, answer.retry_after), (told.status, told.retry_after));
                assert_eq!(answer.request_id, told.request_id);
                let body = (!answer.body.is_empty()).then(|| serde_json::from_slice(&answer.body));
                assert_eq!(body.transpose().expect("JSON"), told.body);
            }
            assert!(read(&text, 4).is_none() && read(&text, 6).is_none(), "another number");
            for end in 0..text.len() {
                assert!(read(&text[..end], told.len()).is_none(), "cut off at {end}");
            }
        }
        assert!(read(b"[]", 0).is_some_and(|none| none.is_empty()));
        for bad in [
            "",
            "{}",
            "<html>",
            "[1]",
            "[{}]",
            r#"[{"status":"x"}]"#,
            r#"[{"status":200}]x"#,
            r#"[{"status":200]]"#,
        ] {
            assert!(read(bad.as_bytes(), 1).is_none(), "{bad}");
        }
    }
}
