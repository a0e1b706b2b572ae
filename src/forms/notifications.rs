//! Whether the platform may send the person mail: one preference among those of the profile (row 3), which takes effect
//! at once.

use bim_api::ApiError;
use bim_api::wire::profile::{Profile, ProfileUpdate};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Value, json};

use crate::components::ErrorBanner;
use crate::routes::UserKey;
use crate::stores::{ToastKind, Toasts, User};
use crate::ui::Switch;
use crate::words;

/// Whether mail is wanted; the platform sends it unless told otherwise.
fn wants_mail(profile: &Profile) -> bool {
    let told = profile.preferences.as_ref().and_then(|all| all.pointer("/notifications/email"));
    told.and_then(Value::as_bool).unwrap_or(true)
}

/// The profile with this preference, and everything else as it is.
fn update(profile: &Profile, key: &UserKey, email: bool) -> ProfileUpdate {
    let mut preferences = profile.preferences.clone().filter(Value::is_object).unwrap_or_else(|| json!({}));
    match preferences.get_mut("notifications").and_then(Value::as_object_mut) {
        Some(notifications) => {
            notifications.insert("email".to_owned(), Value::Bool(email));
        }
        None => preferences["notifications"] = json!({ "email": email }),
    }
    ProfileUpdate {
        iamid: Some(key.iamid.clone()),
        userid: Some(key.userid.clone()),
        preferences: Some(Some(preferences)),
        ..ProfileUpdate::from(profile)
    }
}

/// The switch.
#[component]
pub fn NotificationsSwitch(
    /// Whose it is.
    key: UserKey,
    /// The profile, as last read.
    #[prop(into)]
    profile: Signal<Profile>,
) -> impl IntoView {
    let (user, toasts) = (User::expect(), Toasts::expect());
    let (is_pending, failure) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    // What was chosen stands until it is known whether it was saved.
    let chosen = RwSignal::new(None::<bool>);
    let checked = move || chosen.get().unwrap_or_else(|| profile.with(wants_mail));
    let key = StoredValue::new(key);
    let change = move |email: bool| {
        let key = key.get_value();
        chosen.set(Some(email));
        failure.set(None);
        is_pending.set(true);
        spawn_local(async move {
            let outcome = async {
                // As it is now: what somebody else changed meanwhile must not be undone.
                let now = user.reread(&key).await?;
                user.update_profile(&key, now.profile(), update(now.profile(), &key, email)).await?;
                user.reread(&key).await
            };
            let outcome = outcome.await;
            // The page may be left by now.
            if is_pending.try_set(false).is_some() {
                return;
            }
            chosen.set(None);
            match outcome {
                Ok(_) => toasts.show(ToastKind::Success, words::NOTIFICATIONS_SAVED),
                Err(error) => failure.set(Some(error)),
            }
        });
    };
    view! {
        <ErrorBanner title=words::NOTIFICATIONS_FAILED error=failure />
        <Switch
            label=words::EMAIL_NOTIFICATIONS
            checked=Signal::derive(checked)
            disabled=is_pending
            help=words::EMAIL_NOTIFICATIONS_HELP.to_owned()
            on_change=change
        />
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile() -> Profile {
        let example = include_bytes!("../../tests/fixtures/contract/18-view-a-user-profile.response.json");
        serde_json::from_slice(example).expect("the contract's example")
    }

    #[test]
    fn one_preference_changes_and_everything_else_goes_back_as_it_came() {
        let key = UserKey { iamid: "bim".into(), userid: "john".into() };
        let mut profile = profile();
        assert!(wants_mail(&profile));
        let body = update(&profile, &key, false);
        assert_eq!(body.email, Some(profile.email.clone()));
        let sent = body.preferences.flatten().expect("preferences");
        assert_eq!(sent["sortProjectState"], profile.preferences.clone().expect("some")["sortProjectState"]);
        profile.preferences = Some(sent);
        assert!(!wants_mail(&profile));
        profile.preferences = None;
        let sent = update(&profile, &key, false).preferences.flatten().expect("preferences");
        assert_eq!(sent, json!({ "notifications": { "email": false } }));
    }
}
