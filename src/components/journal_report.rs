//! This session's writes as a file.

use super::api_error::explain;
use super::journal_table::{told_actor, told_outcome};
use super::told_change::ToldChange;
use crate::csv::{HEAD, push_record};
use crate::stores::{Entry, WriteOutcome};
use crate::words;

/// The file's text, in the order of the writes; `time` tells when one was sent.
pub fn journal_report<'a>(
    entries: impl IntoIterator<Item = &'a Entry>,
    time: impl Fn(&Entry) -> String,
) -> String {
    let mut file = HEAD.to_owned();
    push_record(&mut file, words::ACTIVITY_COLUMNS);
    for entry in entries {
        let told = ToldChange::of(&entry.change);
        let why = match &entry.outcome {
            WriteOutcome::Failed(error) => explain(error).detail,
            WriteOutcome::UnderWay | WriteOutcome::Done(_) => String::new(),
        };
        let (method, target) = match &entry.request {
            Some(request) => (request.method.as_str(), request.target.as_str()),
            None => ("", ""),
        };
        push_record(
            &mut file,
            [
                &time(entry),
                &told_actor(entry),
                told.what,
                &told.whom,
                &told.summary(),
                told_outcome(entry).0,
                &why,
                entry.endpoint,
                method,
                target,
                entry.request_id.as_deref().unwrap_or_default(),
            ],
        );
    }
    file
}

#[cfg(test)]
mod tests {
    use bim_api::{ApiError, Method, Permission, Problem, Request};

    use super::*;
    use crate::routes::UserKey;
    use crate::stores::Written;

    #[test]
    fn each_write_is_a_line_with_what_came_of_it() {
        let key = |userid: &str| UserKey { iamid: "bim".into(), userid: userid.into() };
        let done = Entry {
            id: 1,
            at: 0.0,
            actor: key("ada").into(),
            impersonator: Some(key("bob").into()),
            change: Written::permissions(&key("=eve"), &[], &[Permission::AUDIT]),
            endpoint: "SetPermissions",
            request: Some(Request { method: Method::Put, target: "/bim/x".to_owned(), body: None }),
            outcome: WriteOutcome::Done(200),
            request_id: Some("r1".to_owned()),
            is_undone: false,
        };
        let problem = Problem::new(409, "No, not now.");
        let error = ApiError::Refused { problem, retry_after: None, request_id: None };
        let failed = Entry { outcome: WriteOutcome::Failed(error), request: None, ..done.clone() };
        let file = journal_report([&done, &failed], |_| "2026".to_owned());
        let lines: Vec<&str> = file.trim_start_matches(HEAD).lines().collect();
        assert_eq!(lines.len(), 3);
        let start = format!("2026,bob as ada,{},'=eve,'+ AUDIT", words::DID_PERMISSIONS);
        assert_eq!(lines[1], format!("{start},{},,SetPermissions,PUT,/bim/x,r1", words::DONE));
        assert_eq!(lines[2], format!("{start},{},\"No, not now.\",SetPermissions,,,r1", words::NOT_DONE));
    }
}
