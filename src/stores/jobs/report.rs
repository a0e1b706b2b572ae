//! What came of each task, as a file.

use bim_api::ApiError;

use super::job::Standing;
use super::{Outcome, Task};
use crate::csv::{HEAD, push_record};
use crate::words;

/// The file's text; `why` explains a failure.
pub(super) fn report(tasks: &[Task], standing: &[Standing], why: impl Fn(&ApiError) -> String) -> String {
    let mut file = HEAD.to_owned();
    push_record(&mut file, words::REPORT_COLUMNS);
    for (task, standing) in tasks.iter().zip(standing) {
        let changes: Vec<String> = task.changes.iter().map(super::Change::says).collect();
        let (outcome, reason) = match &standing.outcome {
            Outcome::Waiting => (words::REPORT_WAITING, String::new()),
            Outcome::Done => (words::REPORT_DONE, String::new()),
            Outcome::Unneeded => (words::REPORT_UNNEEDED, String::new()),
            Outcome::Cancelled => (words::REPORT_CANCELLED, String::new()),
            Outcome::Failed(error) if standing.is_doubtful => (words::REPORT_UNKNOWN, why(error)),
            Outcome::Failed(error) => (words::REPORT_FAILED, why(error)),
        };
        push_record(&mut file, [task.label(), &changes.join("; "), outcome, &reason]);
    }
    file
}

#[cfg(test)]
mod tests {
    use bim_api::Problem;

    use super::*;
    use crate::routes::UserKey;
    use crate::stores::{Change, Holder};

    #[test]
    fn each_task_stands_there_with_what_came_of_it() {
        let task = |userid: &str| {
            let holder = Holder::User(UserKey { iamid: "bim".into(), userid: userid.into() });
            Task::of(holder, [Change::Disable])
        };
        let error =
            ApiError::Refused { problem: Problem::new(409, "last"), retry_after: None, request_id: None };
        let failed = |is_doubtful| Standing {
            outcome: Outcome::Failed(Box::new(error.clone())),
            is_doubtful,
            ..Standing::default()
        };
        let done = Standing { outcome: Outcome::Done, ..Standing::default() };
        let tasks = ["ann", "=bob", "carl"].map(task);
        let file = report(&tasks, &[done, failed(false), failed(true)], |_| "Why, \"so\"".to_owned());
        let lines: Vec<&str> = file.trim_start_matches(HEAD).lines().skip(1).collect();
        assert_eq!(lines[0], format!("ann,{},{},", words::DISABLE, words::REPORT_DONE));
        let why = "\"Why, \"\"so\"\"\"";
        assert_eq!(lines[1], format!("'=bob,{},{},{why}", words::DISABLE, words::REPORT_FAILED));
        assert!(lines[2].contains(words::REPORT_UNKNOWN));
    }
}
