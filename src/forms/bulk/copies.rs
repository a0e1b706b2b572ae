//! Whom each of the selected people is copied to: a field for each, and a list to paste for many.

use leptos::prelude::*;

use super::choose::Draft;
use crate::forms::draft::looks_like_email;
use crate::forms::name_list::entries;
use crate::forms::shell::Submission;
use crate::routes::UserKey;
use crate::stores::Copies;
use crate::ui::number::grouped;
use crate::ui::{Button, TextArea, TextField};
use crate::words;

/// How many fields are drawn; more are filled in by pasting.
const SHOWN: usize = 100;
/// The field for a list.
const PASTED: &str = "addresses";

/// Somebody who is copied.
#[derive(Clone, Debug, PartialEq)]
pub struct Original {
    key: UserKey,
    label: String,
    addresses: String,
}

impl Original {
    pub(super) fn new(key: UserKey, name: Option<&str>) -> Self {
        let name = name.filter(|name| !name.trim().is_empty() && *name != key.userid.as_str());
        let label = match name {
            Some(name) => [name, " · ", key.userid.as_str()].concat(),
            None => key.userid.to_string(),
        };
        Self { key, label, addresses: String::new() }
    }

    /// The first entry that is no address.
    fn malformed(&self) -> Option<&str> {
        entries(&self.addresses).find(|entry| !looks_like_email(entry))
    }

    fn is_named(&self, name: &str) -> bool {
        self.key.userid.as_str().eq_ignore_ascii_case(name)
    }
}

/// All who are copied, and what is pasted.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Originals {
    all: Vec<Original>,
    pasted: String,
    /// Whether what is wrong is said.
    is_checked: bool,
}

impl Originals {
    pub(super) fn new(all: Vec<Original>) -> Self {
        Self { all, ..Self::default() }
    }

    /// What was pasted counts, and what is wrong is said from now on.
    pub(super) fn check(&mut self) {
        self.fill();
        self.is_checked = true;
    }

    /// Who is copied to which addresses, or what is wrong and with which field.
    pub(super) fn validate(&self) -> Result<Copies, (&'static str, String)> {
        if let Some(line) = self.left_over() {
            return Err((PASTED, [words::CLONE_LEFT_OVER, " ", line].concat()));
        }
        let malformed = self.all.iter().enumerate().find_map(|(at, one)| Some((at, one, one.malformed()?)));
        if let Some((at, one, entry)) = malformed {
            // Those with a field of their own say it there.
            let field = if at < SHOWN { "address" } else { PASTED };
            let whose = [" (", one.key.userid.as_str(), ")"].concat();
            return Err((field, [words::CLONE_MALFORMED, " ", entry, &whose].concat()));
        }
        let given = self.all.iter().map(|one| (one.key.clone(), entries(&one.addresses)));
        let copies = given.map(|(key, entries)| (key, entries.map(str::to_owned).collect::<Vec<_>>()));
        let copies: Copies = copies.filter(|(_, addresses)| !addresses.is_empty()).collect();
        if copies.is_empty() { Err((PASTED, words::NO_GOOD_ADDRESS.to_owned())) } else { Ok(copies) }
    }

    /// The first line of what was pasted that belongs to nobody.
    fn left_over(&self) -> Option<&str> {
        self.pasted.lines().map(str::trim).find(|line| !line.is_empty())
    }

    /// Fills in what was pasted. Lines that belong to nobody stay there.
    fn fill(&mut self) {
        let pasted = std::mem::take(&mut self.pasted);
        let mut next = 0;
        let mut left = Vec::new();
        for line in pasted.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let split = line.find(['\t', ',', ';']);
            let (head, rest) = split.map_or((line, ""), |at| (&line[..at], &line[at + 1..]));
            let name = head.trim().trim_matches('"');
            let named = self.all.iter().position(|one| !rest.is_empty() && one.is_named(name));
            let (at, addresses) = match named {
                Some(at) => (at, rest),
                // Whoever is named and not selected must not shift the others.
                None if entries(line).all(looks_like_email) => (next, line),
                None => (self.all.len(), line),
            };
            match self.all.get_mut(at) {
                Some(one) => {
                    one.addresses = entries(addresses).collect::<Vec<_>>().join(", ");
                    next = at + 1;
                }
                None => left.push(line),
            }
        }
        self.pasted = left.join("\n");
    }
}

/// The fields.
pub(super) fn copy_fields(draft: RwSignal<Draft>, submission: Submission) -> AnyView {
    let paste = move |text: String| {
        submission.touch(PASTED);
        draft.update(|draft| draft.originals.pasted = text);
    };
    let fill = move || {
        draft.update(|draft| draft.originals.fill());
        let left = draft.with_untracked(|draft| draft.originals.left_over().map(str::to_owned));
        if let Some(line) = left {
            submission.object(PASTED, [words::CLONE_LEFT_OVER, " ", &line].concat());
        }
    };
    let nothing = move || draft.with(|draft| draft.originals.pasted.trim().is_empty());
    let labels = draft.with_untracked(|draft| {
        let labels = draft.originals.all.iter().take(SHOWN).map(|one| one.label.clone());
        labels.collect::<Vec<_>>()
    });
    let hidden = draft.with_untracked(|draft| draft.originals.all.len()).saturating_sub(SHOWN);
    let field = |(at, label): (usize, String)| {
        let of = move |draft: &Draft| draft.originals.all.get(at).map(|one| one.addresses.clone());
        let problem = move || {
            draft.with(|Draft { originals, .. }| {
                let one = originals.all.get(at).filter(|_| originals.is_checked)?;
                Some([words::CLONE_MALFORMED, " ", one.malformed()?].concat())
            })
        };
        let input = move |text: String| {
            submission.touch(PASTED);
            draft.update(|draft| {
                if let Some(one) = draft.originals.all.get_mut(at) {
                    one.addresses = text;
                }
            });
        };
        view! {
            <TextField
                label
                value=Signal::derive(move || draft.with(of).unwrap_or_default())
                inputmode="email"
                placeholder=words::ADDRESSES_EXAMPLE
                problem=Signal::derive(problem)
                on_input=input
            />
        }
    };
    let fields = labels.into_iter().enumerate().map(field).collect_view();
    let hidden = (hidden > 0).then(|| {
        let text = [&grouped(hidden as u64), " ", words::CLONE_HIDDEN].concat();
        view! { <p class="muted">{text}</p> }
    });
    view! {
        <p class="muted">{words::BULK_CLONE_DETAIL}</p>
        <TextArea
            label=words::CLONE_PASTE
            value=Signal::derive(move || draft.with(|draft| draft.originals.pasted.clone()))
            help=words::CLONE_PASTE_HELP.to_owned()
            problem=submission.problem(PASTED)
            optional=true
            on_input=paste
        />
        <div class="cluster">
            <Button
                label=words::CLONE_FILL
                refusal=Signal::derive(move || nothing().then(|| words::NO_GOOD_ADDRESS.to_owned()))
                on_click=fill
            />
        </div>
        <div class="import-mapping">{fields}</div>
        {hidden}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn originals(names: &[&str]) -> Originals {
        let one = |name: &&str| {
            Original::new(UserKey { iamid: "bim".into(), userid: (*name).into() }, Some("Somebody"))
        };
        Originals::new(names.iter().map(one).collect())
    }

    fn filled(originals: &Originals) -> Vec<&str> {
        originals.all.iter().map(|one| one.addresses.as_str()).collect()
    }

    #[test]
    fn a_pasted_list_goes_by_name_or_by_order_and_what_is_nobodys_stays() {
        let mut some = originals(&["ann", "bob", "joe@x.org"]);
        some.pasted = "BOB\tb1@x.org; b2@x.org\nnobody\tn@x.org\n\njoe@x.org,j@x.org\n".to_owned();
        some.check();
        assert_eq!(some.left_over(), Some("nobody\tn@x.org"));
        assert!(some.validate().is_err());
        assert_eq!(filled(&some), ["", "b1@x.org, b2@x.org", "j@x.org"]);
        assert_eq!(some.pasted, "nobody\tn@x.org");
        let mut some = originals(&["ann", "bob"]);
        some.pasted = "a@x.org\nBob B <b@x.org>\nc@x.org".to_owned();
        some.fill();
        assert_eq!(some.left_over(), Some("c@x.org"));
        assert_eq!(filled(&some), ["a@x.org", "b@x.org"]);
    }

    #[test]
    fn only_addresses_are_taken_and_some_must_be_given() {
        let mut some = originals(&["ann", "bob"]);
        assert_eq!(some.validate(), Err((PASTED, words::NO_GOOD_ADDRESS.to_owned())));
        some.all[0].addresses = "a@x.org, nobody".to_owned();
        assert!(
            some.validate()
                .is_err_and(|(field, problem)| field == "address" && problem.ends_with("nobody (ann)"))
        );
        some.all[0].addresses = "a@x.org, b@x.org".to_owned();
        let copies = some.validate().expect("copies");
        assert_eq!(copies.values().map(Vec::len).collect::<Vec<_>>(), [2]);
    }
}
