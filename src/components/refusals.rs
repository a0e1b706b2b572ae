//! Why something may not be done: what a control says that stays visible and does nothing. The service decides;
//! this spares people the way there.

use bim_api::endpoints::{ChangePassword, CloneUser, DeleteUser, DisableUser, GetUser};
use bim_api::{Access, Endpoint};
use leptos::prelude::*;

use crate::routes::UserKey;
use crate::stores::{Iams, Session};
use crate::words;

/// A reason, while there is one.
pub type Refusal = Signal<Option<String>>;

/// "This needs USER_ADMIN.", by the endpoint's own rule.
pub fn needs(access: &Access) -> String {
    let names: Vec<&str> = access.permissions().iter().map(bim_api::Permission::as_str).collect();
    [words::NEEDS, " ", &names.join(words::OR_BETWEEN), "."].concat()
}

/// Why the signed-in person may not call `E`; nothing where the permissions allow it.
pub fn refusal<E: Endpoint>() -> Refusal {
    let session = Session::expect();
    Signal::derive(move || lacking::<E>(session))
}

fn lacking<E: Endpoint>(session: Session) -> Option<String> {
    (!session.may::<E>()).then(|| needs(&E::ACCESS))
}

/// Why an account of another provider is not changed here, naming the provider.
pub fn foreign(key: &UserKey) -> Refusal {
    let (iams, iamid) = (Iams::expect(), key.iamid.clone());
    Signal::derive(move || {
        (!iamid.is_bim()).then(|| {
            let change = if iams.is_gone(&iamid) { "." } else { words::CHANGE_IT_THERE };
            [words::BELONGS_TO, " ", &iams.display_name(&iamid), change].concat()
        })
    })
}

/// What stands in the way of each thing that is done to an account.
#[derive(Clone, Copy)]
pub struct AccountRefusals {
    /// Of copying it.
    pub clone: Refusal,
    /// Of comparing it.
    pub compare: Refusal,
    /// Of setting its password.
    pub reset: Refusal,
    /// Of disabling it.
    pub disable: Refusal,
    /// Of enabling it.
    pub enable: Refusal,
    /// Of deleting it.
    pub delete: Refusal,
}

impl AccountRefusals {
    /// Those of this account. Permissions come first, then whose account it is, then that it is one's own.
    pub fn of(key: &UserKey) -> Self {
        let session = Session::expect();
        let foreign = foreign(key);
        let is_own = {
            let key = key.clone();
            Signal::derive(move || session.is_self(&key))
        };
        let own = move |reason: &'static str| is_own.get().then(|| reason.to_owned());
        Self {
            clone: Signal::derive(move || lacking::<CloneUser>(session).or_else(|| foreign.get())),
            compare: Signal::derive(move || lacking::<GetUser>(session)),
            reset: Signal::derive(move || {
                let lacks = lacking::<ChangePassword>(session).filter(|_| !is_own.get());
                lacks.or_else(|| foreign.get())
            }),
            disable: Signal::derive(move || {
                let lacks = lacking::<DisableUser>(session);
                lacks.or_else(|| foreign.get()).or_else(|| own(words::OWN_ACCOUNT_DISABLE))
            }),
            enable: Signal::derive(move || lacking::<DisableUser>(session).or_else(|| foreign.get())),
            delete: Signal::derive(move || {
                lacking::<DeleteUser>(session).or_else(|| own(words::OWN_ACCOUNT_DELETE))
            }),
        }
    }
}
