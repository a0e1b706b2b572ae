//! A review as a file: who decided what about whom, when, and what came of it.

use bim_api::ApiError;

use super::{Decision, Finding, Grant, Reviewed, Ruling};
use crate::csv::{HEAD, join, push_record};
use crate::routes::UserKey;
use crate::stores::Outcome;
use crate::words;

/// One line of it.
pub(super) struct Entry<'a> {
    pub(super) grant: &'a Grant,
    pub(super) findings: Vec<Finding>,
    pub(super) decision: Option<&'a Decision>,
    /// What came of the removal, once it was begun.
    pub(super) outcome: Option<Outcome>,
}

/// The file's text; `date` is when it is written, `why` explains a failure.
pub(super) fn record<'a>(
    date: &str,
    reviewer: &UserKey,
    reviewed: &Reviewed,
    entries: impl IntoIterator<Item = Entry<'a>>,
    why: impl Fn(&ApiError) -> String,
) -> String {
    let mut file = HEAD.to_owned();
    push_record(&mut file, words::REVIEW_COLUMNS);
    let says = reviewed.says();
    for Entry { grant, findings, decision, outcome } in entries {
        let (outcome, reason) = told(decision, outcome, &why);
        let held: Vec<String> = grant.ways.iter().map(super::Way::says).collect();
        let found: Vec<String> = findings.into_iter().map(Finding::says).collect();
        push_record(
            &mut file,
            [
                date,
                reviewer.userid.as_str(),
                reviewer.iamid.as_str(),
                &says,
                &grant.name,
                grant.key.userid.as_str(),
                grant.key.iamid.as_str(),
                &listed(&held),
                &listed(&found),
                decision.map_or(words::RULING_NONE, |decision| decision.ruling.name()),
                decision.map_or("", |decision| &decision.at),
                outcome,
                &reason,
            ],
        );
    }
    file
}

/// Several values in one cell.
fn listed(texts: &[String]) -> String {
    let parts: Vec<[&str; 1]> = texts.iter().map(|text| [text.as_str()]).collect();
    join(parts.iter().map(|part| &part[..]))
}

/// What came of a decision, and why where it failed.
fn told(
    decision: Option<&Decision>,
    outcome: Option<Outcome>,
    why: impl Fn(&ApiError) -> String,
) -> (&'static str, String) {
    let is_removal = decision.is_some_and(|decision| decision.ruling == Ruling::Remove);
    let told = match outcome {
        Some(Outcome::Waiting) => words::REPORT_WAITING,
        Some(Outcome::Done) => words::REVIEW_REMOVED,
        Some(Outcome::Unneeded) => words::REVIEW_WAS_GONE,
        Some(Outcome::Cancelled) => words::REPORT_CANCELLED,
        Some(Outcome::Failed(error)) if error.is_outcome_unknown() => {
            return (words::REPORT_UNKNOWN, why(&error));
        }
        Some(Outcome::Failed(error)) => return (words::REPORT_FAILED, why(&error)),
        None if is_removal => words::REVIEW_NOT_SENT,
        None => "",
    };
    (told, String::new())
}

/// A file's name of this review: letters and digits of what is reviewed, and the date.
pub(super) fn file_name(reviewed: &Reviewed, date: &str) -> String {
    let name = reviewed.says().to_lowercase();
    let words: Vec<&str> =
        name.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()).collect();
    // Some systems take no longer names.
    let name: String = words.join("-").chars().take(60).collect();
    ["access-review-", &name, "-", date.get(..10).unwrap_or(date), ".csv"].concat()
}

#[cfg(test)]
mod tests {
    use bim_api::wire::Timestamp;
    use bim_api::{GroupId, IamId, Permission, Problem};

    use super::super::grant::tests::{grant, reviewed};
    use super::super::{Keys, SignIn, Way, findings};
    use super::*;
    use crate::routes::ReviewOf;

    const DATE: &str = "2026-11-27T01:00:00.000Z";

    fn lines(entries: Vec<Entry<'_>>, reviewed: &Reviewed) -> Vec<String> {
        let me = UserKey { iamid: IamId::bim(), userid: "rev".into() };
        let file = record(DATE, &me, reviewed, entries, |_| "Why, so".to_owned());
        file.trim_start_matches(HEAD).lines().map(str::to_owned).collect()
    }

    #[test]
    fn it_says_who_decided_what_about_whom_and_what_came_of_it() {
        let land = Reviewed {
            name: "Land: JP".to_owned(),
            ..reviewed(ReviewOf::Attribute("Land".to_owned(), "JP".to_owned()))
        };
        let asia = Way::Group(GroupId(7), "Asia; North".to_owned());
        let evil = Grant {
            name: "=cmd()".to_owned(),
            is_disabled: true,
            signed_in: SignIn::At(Timestamp("2020-01-01".to_owned())),
            ..grant("@ann", &[Way::Here, asia])
        };
        let decision = Decision { ruling: Ruling::Remove, at: "2026-11-27T00:59:00.000Z".to_owned() };
        let error =
            ApiError::Refused { problem: Problem::new(409, "no"), retry_after: None, request_id: None };
        let entry = |outcome: Option<Outcome>| Entry {
            grant: &evil,
            findings: findings(&evil, Keys::Count(2), DATE, 90),
            decision: Some(&decision),
            outcome,
        };
        let lines = lines(
            vec![
                entry(Some(Outcome::Done)),
                entry(Some(Outcome::Failed(Box::new(error)))),
                entry(None),
                Entry { grant: &evil, findings: Vec::new(), decision: None, outcome: None },
            ],
            &land,
        );
        assert_eq!(lines.len(), 5);
        assert_eq!(lines[0], words::REVIEW_COLUMNS.join(","));
        let begins = "2026-11-27T01:00:00.000Z,rev,bim,Attribute Land: JP,'=cmd(),'@ann,bim,";
        assert!(lines[1].starts_with(begins), "{}", lines[1]);
        assert!(lines[1].contains(r"Asia\; North"), "{}", lines[1]);
        assert!(lines[1].contains("Disabled, with 2 API keys; No sign-in for 2522 days; Holds it twice"));
        let ends = |end: &str| [",", words::RULING_REMOVE, ",2026-11-27T00:59:00.000Z,", end].concat();
        assert!(lines[1].ends_with(&ends(&[words::REVIEW_REMOVED, ","].concat())), "{}", lines[1]);
        assert!(lines[2].ends_with(&ends(&[words::REPORT_FAILED, ",\"Why, so\""].concat())), "{}", lines[2]);
        assert!(lines[3].ends_with(&ends(&[words::REVIEW_NOT_SENT, ","].concat())), "{}", lines[3]);
        assert!(lines[4].ends_with(&[",", words::RULING_NONE, ",,,"].concat()), "{}", lines[4]);
    }

    #[test]
    fn a_files_name_has_the_subject_and_the_date() {
        let of = |name: &str| Reviewed {
            name: name.to_owned(),
            ..reviewed(ReviewOf::Permission(Permission::AUDIT))
        };
        let named = |name: &str| file_name(&of(name), DATE);
        assert_eq!(named("USER_ADMIN"), "access-review-permission-user_admin-2026-11-27.csv");
        assert_eq!(named("../Länder: <é>"), "access-review-permission-länder-é-2026-11-27.csv");
        assert!(named(&"x".repeat(500)).len() < 100);
    }
}
