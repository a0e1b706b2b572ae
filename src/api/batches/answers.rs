//! What a batch is written as, and its answers told apart: the body of each is read by whoever waits for it.

use bim_api::wire::batch::BatchAnswer;
use bim_api::{Request, Response};

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
    let answers: Vec<BatchAnswer> = serde_json::from_slice(body).ok()?;
    let response = |BatchAnswer { status, retry_after, request_id, body }| Response {
        status,
        retry_after,
        request_id,
        // JSON that was read can be written.
        body: body.and_then(|body| serde_json::to_vec(&body).ok()).unwrap_or_default(),
    };
    (answers.len() == count).then(|| answers.into_iter().map(response).collect())
}

#[cfg(test)]
mod tests {
    use bim_api::Method;
    use bim_api::wire::batch::BatchCalls;
    use serde_json::json;

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
            Some(json!([])),
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
