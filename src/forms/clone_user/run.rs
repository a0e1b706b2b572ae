//! Cloning address by address, a batch in a call (row 12): what came of each, also after an answer was lost.

use bim_api::{ApiError, IamId, Username};
use futures_util::future::join_all;

use super::addresses::{Address, Verdict};
use crate::routes::UserKey;
use crate::stores::User;

/// How many addresses go in one call: few enough to see it advance, and to stop in between.
pub(super) const BATCH: usize = 25;
/// How many accounts are looked for at once.
const ABREAST: usize = 8;

/// What came of one address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It was not sent yet.
    Waiting,
    /// The account was made.
    Created,
    /// No account was made: somebody has it already.
    Taken,
    /// No account was made, and the API does not say why.
    Failed,
    /// Neither the answer nor a look-up came.
    Unknown,
}

impl Outcome {
    /// Whether another try may help.
    pub(super) fn is_failed(&self) -> bool {
        matches!(self, Self::Failed | Self::Unknown | Self::Waiting)
    }
}

/// Marks the good addresses that have an account already; `told` hears how many were looked up.
pub(super) async fn look_up(
    user: User,
    mut addresses: Vec<Address>,
    told: impl Fn(usize) -> bool,
) -> Vec<Address> {
    let good: Vec<usize> =
        (0..addresses.len()).filter(|&at| addresses[at].verdict == Verdict::Good).collect();
    for (round, chunk) in good.chunks(ABREAST).enumerate() {
        let texts: Vec<String> = chunk.iter().map(|&at| addresses[at].text.clone()).collect();
        for (&at, exists) in chunk.iter().zip(exist(user, &texts).await) {
            // Where it cannot be told, the call will.
            if exists == Some(true) {
                addresses[at].verdict = Verdict::Taken;
            }
        }
        if !told(round * ABREAST + chunk.len()) {
            break;
        }
    }
    addresses
}

async fn exist(user: User, texts: &[String]) -> Vec<Option<bool>> {
    let mut all = Vec::with_capacity(texts.len());
    for chunk in texts.chunks(ABREAST) {
        let names: Vec<Username> = chunk.iter().map(|text| Username(text.clone())).collect();
        let bim = IamId::bim();
        all.extend(join_all(names.iter().map(|name| user.exists(&bim, name))).await);
    }
    all
}

/// Sends one batch.
///
/// # Errors
/// What refuses every address alike, such as a missing permission: nothing of the batch was made.
pub(super) async fn send(user: User, key: &UserKey, batch: &[String]) -> Result<Vec<Outcome>, ApiError> {
    match user.clone_user(key, batch.to_vec()).await {
        Ok(outcome) => {
            let failed: Vec<String> =
                batch.iter().filter(|address| outcome.failed_emails.contains(address)).cloned().collect();
            let there = exist(user, &failed).await;
            let why = |address: &String| {
                let at = failed.iter().position(|other| other == address)?;
                Some(if there[at] == Some(true) { Outcome::Taken } else { Outcome::Failed })
            };
            Ok(batch.iter().map(|address| why(address).unwrap_or(Outcome::Created)).collect())
        }
        // The answer was lost, the accounts may be there: they are looked for, and nothing is sent twice.
        Err(error) if error.is_outcome_unknown() => {
            let there = exist(user, batch).await;
            let told = |exists| match exists {
                Some(true) => Outcome::Created,
                Some(false) => Outcome::Failed,
                None => Outcome::Unknown,
            };
            Ok(there.into_iter().map(told).collect())
        }
        Err(error) => Err(error),
    }
}
