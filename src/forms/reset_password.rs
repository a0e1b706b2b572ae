//! Setting somebody's password (row 6): typed, or made here. It is shown once, to be handed on; nothing keeps it.

use bim_api::Password;
use leptos::prelude::*;

use super::dialog_form::DialogForm;
use super::draft::Problems;
use super::shell::Submission;
use crate::routes::UserKey;
use crate::stores::{Session, User};
use crate::ui::random;
use crate::ui::segmented::Segment;
use crate::ui::{Banner, Button, PasswordField, Secret, Segmented, Tone, Variant};
use crate::words;

/// Letters and figures that nobody takes for another when they are read out: no 0, O, 1, l, I.
const LETTERS: &[u8; 57] = b"abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/// 20 of 57 are 116 bits.
const LENGTH: usize = 20;

const WAYS: &[Segment] = &[
    Segment { value: GENERATE, label: words::GENERATE, icon: None },
    Segment { value: TYPE, label: words::TYPE_IT, icon: None },
];
const GENERATE: &str = "generate";
const TYPE: &str = "type";

/// A password of random bytes: those that would favour some letters are left out.
fn generate(mut bytes: impl FnMut() -> Option<u8>) -> Option<Password> {
    let fair = 256 / LETTERS.len() * LETTERS.len();
    let mut password = String::with_capacity(LENGTH);
    while password.len() < LENGTH {
        let byte = usize::from(bytes()?);
        if byte < fair {
            password.push(char::from(LETTERS[byte % LETTERS.len()]));
        }
    }
    Some(Password::new(password))
}

/// The password to set, and the one until now where that is asked for.
fn validate(
    way: &str,
    typed: &str,
    original: Option<&str>,
) -> Result<(Option<Password>, Password), Problems> {
    let mut problems = Problems::default();
    let password = if way == GENERATE { generate(random::byte) } else { Some(Password::new(typed)) };
    if way == TYPE && typed.is_empty() {
        problems.add("password", words::REQUIRED);
    }
    if original.is_some_and(str::is_empty) {
        problems.add("originalPassword", words::REQUIRED);
    }
    match password {
        Some(password) => problems.or((original.map(Password::new), password)),
        None => {
            problems.add("password", words::NO_RANDOMNESS);
            Err(problems)
        }
    }
}

/// The content of the dialog.
#[component]
pub fn ResetPasswordForm(
    /// Whose account.
    key: UserKey,
    /// Done, or given up.
    #[prop(into)]
    on_close: UnsyncCallback<()>,
) -> impl IntoView {
    let set = RwSignal::new(None::<Password>);
    let is_set = Memo::new(move |_| set.with(Option::is_some));
    let username = key.userid.to_string();
    move || {
        if is_set.get() {
            return result(set, username.clone(), on_close);
        }
        view! { <Fields key=key.clone() set on_close /> }.into_any()
    }
}

#[component]
fn Fields(key: UserKey, set: RwSignal<Option<Password>>, on_close: UnsyncCallback<()>) -> impl IntoView {
    let user = User::expect();
    // The API asks for the password until now where it is one's own.
    let is_own = untrack(|| Session::expect().is_self(&key));
    let (way, typed, original) =
        (RwSignal::new(GENERATE), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let submission = Submission::new();
    let username = key.userid.to_string();
    let submit = move || {
        let key = key.clone();
        let old = is_own.then(|| original.get_untracked());
        let validated = validate(way.get_untracked(), &typed.get_untracked(), old.as_deref());
        submission.run(validated, &["password", "originalPassword"], move |(old, password)| async move {
            if !user.change_password(&key, old, password.clone()).await? {
                submission.object("password", words::PASSWORD_REFUSED);
                return Ok(());
            }
            set.try_set(Some(password));
            Ok(())
        });
    };
    let field = move |text: RwSignal<String>, name: &'static str| {
        move |input: String| {
            submission.touch(name);
            text.set(input);
        }
    };
    let choose = move |chosen: &'static str| {
        submission.touch("password");
        way.set(chosen);
    };
    view! {
        <DialogForm
            failed=words::CREATE_PASSWORD_FAILED
            submission
            label=words::SET_PASSWORD
            variant=Variant::Primary
            on_submit=submit
            on_close
        >
            <p>
                <strong dir="auto">{username}</strong>
                " "
                {words::RESET_DETAIL}
            </p>
            {is_own
                .then(|| {
                    view! {
                        <PasswordField
                            label=words::CURRENT_PASSWORD
                            name="originalPassword"
                            value=original
                            required=true
                            problem=submission.problem("originalPassword")
                            on_input=field(original, "originalPassword")
                        />
                    }
                })}
            <Segmented label=words::NEW_PASSWORD segments=WAYS value=way on_change=choose />
            {move || {
                if way.get() == TYPE {
                    view! {
                        <PasswordField
                            label=words::NEW_PASSWORD
                            autocomplete="new-password"
                            value=typed
                            required=true
                            problem=submission.problem("password")
                            on_input=field(typed, "password")
                        />
                    }
                        .into_any()
                } else {
                    let problem = submission.problem("password");
                    view! {
                        <p class="muted">{words::GENERATE_DETAIL}</p>
                        <p class="field-problem" role="alert">{problem}</p>
                    }
                        .into_any()
                }
            }}
        </DialogForm>
    }
}

/// The password, once.
fn result(set: RwSignal<Option<Password>>, username: String, on_close: UnsyncCallback<()>) -> AnyView {
    let value = Signal::derive(move || {
        set.with(|set| set.as_ref().map(|password| password.expose().to_owned())).unwrap_or_default()
    });
    // The button that was pressed is gone; the focus goes to no button, where Enter would close this unread.
    let body = NodeRef::<leptos::html::Div>::new();
    body.on_load(|body| {
        let _ = body.focus();
    });
    view! {
        <div class="dialog-body" tabindex="-1" node_ref=body>
            <Banner tone=Tone::Success title=words::PASSWORD_SET detail=[words::FOR_ACCOUNT, " ", &username].concat() />
            <p class="muted">{words::PASSWORD_SET_DETAIL}</p>
            <Secret label=words::NEW_PASSWORD value />
        </div>
        <footer class="dialog-footer">
            <Button label=words::DONE variant=Variant::Primary on_click=on_close />
        </footer>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_made_password_is_long_and_takes_fair_bytes_alone() {
        let mut next = 255_u8;
        let password = generate(|| {
            next = next.wrapping_add(1);
            Some(next)
        });
        let password = password.expect("bytes do not end");
        assert_eq!(password.expose(), "abcdefghijkmnopqrstu");
        // 228 and above would favour the first letters.
        let mut bytes = [250, 228, 227].into_iter().chain(std::iter::repeat(0));
        let password = generate(|| bytes.next()).expect("bytes do not end");
        assert_eq!(password.expose(), "9aaaaaaaaaaaaaaaaaaa");
        assert!(generate(|| None).is_none());
    }

    #[test]
    fn nothing_is_set_without_a_password() {
        let problems = validate(TYPE, "", Some("")).expect_err("both are missing");
        assert!(problems.of("password").is_some() && problems.of("originalPassword").is_some());
        let (original, password) = validate(TYPE, " p ", None).expect("complete");
        assert_eq!((original, password.expose()), (None, " p "));
    }
}
