//! How hard a new password is to guess, while it is typed, and what would make it harder. An estimate: the service
//! decides.

mod estimate;

use leptos::prelude::*;

use crate::words;
use estimate::{Advice, Level, estimate};

/// The meter; nothing while nothing is typed.
#[component]
pub fn PasswordStrength(
    /// What is typed.
    #[prop(into)]
    password: Signal<String>,
    /// What everybody knows of the person: username, parts of the name.
    names: Vec<String>,
) -> impl IntoView {
    let estimate = Memo::new(move |_| {
        password.with(|password| (!password.is_empty()).then(|| estimate(password, &names)))
    });
    move || {
        estimate.get().map(|estimate| {
            let (steps, level) = in_words(estimate.level);
            let advice = estimate.advice.into_iter().map(advise);
            let advice = advice.map(|text| view! { <li>{text}</li> }).collect_view();
            view! {
                <div class="password-strength" data-steps=steps role="status">
                    <span class="password-strength-bar" aria-hidden="true">
                        <i></i>
                        <i></i>
                        <i></i>
                        <i></i>
                    </span>
                    <p>
                        {words::STRENGTH} ": " <strong>{level}</strong>
                    </p>
                    <ul>{advice}</ul>
                </div>
            }
        })
    }
}

fn in_words(level: Level) -> (&'static str, &'static str) {
    match level {
        Level::Weak => ("1", words::STRENGTH_WEAK),
        Level::Fair => ("2", words::STRENGTH_FAIR),
        Level::Good => ("3", words::STRENGTH_GOOD),
        Level::Strong => ("4", words::STRENGTH_STRONG),
    }
}

fn advise(advice: Advice) -> &'static str {
    match advice {
        Advice::Short => words::STRENGTH_SHORT,
        Advice::HoldsName => words::STRENGTH_NAME,
        Advice::Common => words::STRENGTH_COMMON,
        Advice::Repeats => words::STRENGTH_REPEATS,
        Advice::Sequence => words::STRENGTH_SEQUENCE,
    }
}
