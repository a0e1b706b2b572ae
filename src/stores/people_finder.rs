//! Finds people for whoever adds them somewhere: while a name is typed, or a whole list of usernames and addresses
//! at once (row 20).

use std::collections::{BTreeMap, BTreeSet};

use bim_api::endpoints::SearchUsers;
use bim_api::wire::user::UserHit;
use bim_api::wire::user_search::{UserSearch, UserSort};
use bim_api::{ApiError, Call};
use futures_util::future::try_join3;
use leptos::prelude::*;

use crate::api::Client;
use crate::routes::UserKey;

/// How many people each of the three searches may bring while a name is typed.
const SUGGESTED: u32 = 8;
/// Up to this many typed lines are searched one by one; beyond, everybody is read instead.
const FEW: usize = 20;
/// People in a page while everybody is read: small, since taking a page in holds up whatever is typed meanwhile.
const PAGE: u32 = 200;

/// A person who was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Who it is.
    pub key: UserKey,
    /// The full name; the username where there is none.
    pub name: String,
    /// Whether the account is disabled.
    pub is_disabled: bool,
}

impl From<&UserHit> for Found {
    fn from(hit: &UserHit) -> Self {
        let name = hit.profile.name.clone().filter(|name| !name.trim().is_empty());
        Self {
            key: UserKey { iamid: hit.iamid.clone(), userid: hit.userid.clone() },
            name: name.unwrap_or_else(|| hit.userid.to_string()),
            is_disabled: hit.disabled == Some(true),
        }
    }
}

/// People who match what was typed so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suggested {
    /// The first of them.
    pub people: Vec<Found>,
    /// Whether there are more.
    pub has_more: bool,
}

/// A username or address in a pasted text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pasted {
    /// The line it stands in, from 1.
    pub line: usize,
    /// What stands there.
    pub text: String,
}

/// What became of a list of usernames and addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolved {
    /// Lines that mean one person.
    pub found: Vec<Found>,
    /// Lines that mean several, each with those it may mean.
    pub ambiguous: Vec<(Pasted, Vec<Found>)>,
    /// Lines that mean nobody.
    pub unknown: Vec<Pasted>,
}

/// Finds people.
#[derive(Clone, Copy)]
pub struct PeopleFinder(Client);

impl PeopleFinder {
    /// Provides itself to the views below.
    pub fn provide(client: Client) -> Self {
        let finder = Self(client);
        provide_context(finder);
        finder
    }

    /// The finder of this app.
    pub fn expect() -> Self {
        expect_context()
    }

    async fn search(self, search: UserSearch) -> Result<(u64, Vec<UserHit>), ApiError> {
        let body = UserSearch { include_disabled: Some(true), ..search };
        let found = self.0.send(&Call::<SearchUsers> { path: (), query: (), body }).await?;
        Ok((found.count.get(), found.hits))
    }

    /// People whose name, username or address contains this. The API searches one field at a time.
    ///
    /// # Errors
    /// Everything of [`ApiError`].
    pub async fn find(self, text: &str) -> Result<Suggested, ApiError> {
        let (text, size) = (Some(text.to_owned()), Some(SUGGESTED));
        let (names, usernames, emails) = try_join3(
            self.search(UserSearch { name: text.clone(), size, ..UserSearch::default() }),
            self.search(UserSearch { userid: text.clone(), size, ..UserSearch::default() }),
            self.search(UserSearch { email: text, size, ..UserSearch::default() }),
        )
        .await?;
        let mut found = Suggested::default();
        for (total, hits) in [names, usernames, emails] {
            found.has_more |= total > hits.len() as u64;
            for one in hits.iter().map(Found::from) {
                if !found.people.iter().any(|known| known.key == one.key) {
                    found.people.push(one);
                }
            }
        }
        Ok(found)
    }

    /// Whom each line means, by username or address. `progress` is told how many people were looked through, of how
    /// many, while everybody is read.
    ///
    /// # Errors
    /// Everything of [`ApiError`].
    pub async fn resolve(self, lines: &[Pasted], progress: impl Fn(u64, u64)) -> Result<Resolved, ApiError> {
        let mut wanted = Wanted::new(lines);
        if lines.len() <= FEW {
            for line in lines {
                let (size, text) = (Some(50), Some(line.text.clone()));
                let (_, hits) =
                    self.search(UserSearch { userid: text.clone(), size, ..UserSearch::default() }).await?;
                wanted.note(&hits);
                if line.text.contains('@') {
                    let (_, hits) =
                        self.search(UserSearch { email: text, size, ..UserSearch::default() }).await?;
                    wanted.note(&hits);
                }
            }
            return Ok(wanted.resolved(lines));
        }
        let mut offset = 0;
        loop {
            // In the order of creation: whoever comes meanwhile comes last, and moves nobody to another page.
            let page = UserSearch {
                size: Some(PAGE),
                offset: Some(offset),
                sort_field: Some(UserSort::CreatedAt),
                ..UserSearch::default()
            };
            let (total, hits) = self.search(page).await?;
            wanted.note(&hits);
            offset += u32::try_from(hits.len()).unwrap_or(PAGE);
            progress(u64::from(offset), total);
            if hits.is_empty() || u64::from(offset) >= total {
                return Ok(wanted.resolved(lines));
            }
        }
    }
}

/// The lines that are looked for, and whom each may mean.
struct Wanted {
    by_username: BTreeMap<String, Vec<Found>>,
    by_email: BTreeMap<String, Vec<Found>>,
}

/// Usernames and addresses are compared without regard to case, as services do.
fn folded(text: &str) -> String {
    if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        js_sys::JsString::from(text).to_lower_case().into()
    }
}

impl Wanted {
    fn new(lines: &[Pasted]) -> Self {
        let all: BTreeMap<String, Vec<Found>> =
            lines.iter().map(|line| (folded(&line.text), Vec::new())).collect();
        Self { by_username: all.clone(), by_email: all }
    }

    fn note(&mut self, hits: &[UserHit]) {
        let keep = |found: &mut Vec<Found>, hit: &UserHit| {
            let one = Found::from(hit);
            if !found.iter().any(|known| known.key == one.key) {
                found.push(one);
            }
        };
        for hit in hits {
            if let Some(found) = self.by_username.get_mut(&folded(hit.userid.as_str())) {
                keep(found, hit);
            }
            let email = hit.profile.email.as_deref().unwrap_or_default();
            if let Some(found) = self.by_email.get_mut(&folded(email)) {
                keep(found, hit);
            }
        }
    }

    /// A username counts before an address; the same username in another case only where none is exact.
    fn of(&self, line: &str) -> Vec<Found> {
        let key = folded(line);
        let usernames = self.by_username.get(&key).map(Vec::as_slice).unwrap_or_default();
        let exact: Vec<Found> =
            usernames.iter().filter(|found| found.key.userid.as_str() == line).cloned().collect();
        match (exact.is_empty(), usernames.is_empty()) {
            (false, _) => exact,
            (true, false) => usernames.to_vec(),
            (true, true) => self.by_email.get(&key).cloned().unwrap_or_default(),
        }
    }

    fn resolved(&self, lines: &[Pasted]) -> Resolved {
        let mut resolved = Resolved::default();
        let mut taken = BTreeSet::new();
        for line in lines {
            let mut found = self.of(&line.text);
            match (found.pop(), found.is_empty()) {
                (None, _) => resolved.unknown.push(line.clone()),
                (Some(one), true) => {
                    // Two lines may mean the same person: the username and the address.
                    if taken.insert((one.key.iamid.clone(), one.key.userid.clone())) {
                        resolved.found.push(one);
                    }
                }
                (Some(last), false) => {
                    found.push(last);
                    resolved.ambiguous.push((line.clone(), found));
                }
            }
        }
        resolved
    }
}

/// The usernames and addresses in a pasted text: one per line, or between commas, semicolons and tabs; each once.
pub fn pasted_lines(text: &str) -> Vec<Pasted> {
    let mut seen = BTreeSet::new();
    let names = text.lines().zip(1..).flat_map(|(row, line)| {
        row.split([',', ';', '\t']).map(move |name| (line, name.trim().trim_matches('"').trim()))
    });
    names
        .filter(|(_, name)| !name.is_empty() && seen.insert(*name))
        .map(|(line, name)| Pasted { line, text: name.to_owned() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hit(iamid: &str, userid: &str, email: &str) -> UserHit {
        let text = format!(
            r#"{{"id":1,"iamid":"{iamid}","userid":"{userid}","profile":{{"id":1,"email":"{email}"}}}}"#
        );
        serde_json::from_str(&text).expect("a hit")
    }

    fn names(found: &[Found]) -> Vec<&str> {
        found.iter().map(|one| one.key.userid.as_str()).collect()
    }

    #[test]
    fn a_pasted_text_gives_each_line_once() {
        let text = "ann\r\nbob, \"carl\" ;ann\n\n\tdora\u{20}";
        let told = pasted_lines(text).into_iter().map(|one| (one.line, one.text)).collect::<Vec<_>>();
        let of = |line: usize, text: &str| (line, text.to_owned());
        assert_eq!(told, [of(1, "ann"), of(2, "bob"), of(2, "carl"), of(4, "dora")]);
        assert!(pasted_lines(" \n,;").is_empty());
    }

    #[test]
    fn a_line_means_a_username_before_an_address_and_exact_case_before_another() {
        let lines = pasted_lines("ann\nANN\nbob@x.org\ncarl\nnobody\nann@x.org");
        let mut wanted = Wanted::new(&lines);
        wanted.note(&[
            hit("bim", "ann", "ann@x.org"),
            hit("bim", "Bob", "BOB@x.org"),
            hit("bim", "carl", ""),
            hit("ldap", "carl", ""),
        ]);
        // Read twice, as by two searches: nobody is doubled.
        wanted.note(&[hit("bim", "ann", "ann@x.org")]);
        let resolved = wanted.resolved(&lines);
        assert_eq!(names(&resolved.found), ["ann", "Bob"]);
        assert_eq!(resolved.unknown, [Pasted { line: 5, text: "nobody".to_owned() }]);
        assert_eq!((resolved.ambiguous.len(), resolved.ambiguous[0].1.len()), (1, 2));
    }

    #[test]
    fn thousands_of_lines_are_told_apart_each_with_its_place() {
        let pasted: Vec<String> = (0..5_000).map(|number| format!("user{number}")).collect();
        let lines = pasted_lines(&pasted.join("\n"));
        let mut wanted = Wanted::new(&lines);
        let hits: Vec<UserHit> = (0..100_000)
            .filter(|number| number % 50 != 7)
            .map(|n| hit("bim", &format!("user{n}"), ""))
            .collect();
        hits.chunks(200).for_each(|page| wanted.note(page));
        let resolved = wanted.resolved(&lines);
        assert_eq!((resolved.found.len(), resolved.unknown.len()), (4_900, 100));
        assert_eq!(resolved.unknown[1], Pasted { line: 58, text: "user57".to_owned() });
    }
}
