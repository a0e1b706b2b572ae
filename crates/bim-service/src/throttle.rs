//! Slows down guessing of passwords.
//!
//! Three counts of wrong passwords in a row: of an account from one address, of an address over all accounts, and
//! of an account from everywhere. The first two refuse for a while; the third only delays answers, so that nobody
//! can lock an account for its owner. All of it is forgotten after a quiet quarter of an hour.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::clock::MINUTE;

/// Wrong passwords that one address may try on one account.
const FREE_TRIES: u32 = 10;
/// Wrong passwords that one address may try in all.
const FREE_TRIES_OF_ADDRESS: u32 = 30;
/// Wrong passwords of one account from everywhere, before its answers come later.
const FREE_TRIES_OF_ACCOUNT: u32 = 20;
/// The first wait; each further try doubles it.
const FIRST_WAIT: i64 = 15_000;
const LONGEST_WAIT: i64 = 15 * MINUTE;
/// Counts are forgotten after this long without a try.
const MEMORY: i64 = 15 * MINUTE;
/// Counts kept; beyond it the oldest go.
const KEPT: usize = 50_000;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    AccountFromAddress(String, IpAddr),
    Address(IpAddr),
    Account(String),
}

#[derive(Clone, Copy, Debug, Default)]
struct Tries {
    count: u32,
    last: i64,
}

/// Counts wrong passwords.
#[derive(Default)]
pub(crate) struct Throttle {
    tries: Mutex<HashMap<Key, Tries>>,
}

/// A try that may go on.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Allowed {
    /// How long to hold the answer back.
    pub(crate) delay: Duration,
}

/// A try that may not.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TooMany {
    /// Whole seconds until the next one may.
    pub(crate) retry_after: u32,
}

/// IPv6 hands out whole networks: one customer is a /64.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & (!0 << 64))),
        v4 => v4,
    }
}

fn wait(count: u32, free: u32) -> i64 {
    if count < free { 0 } else { LONGEST_WAIT.min(FIRST_WAIT << (count - free).min(10)) }
}

impl Throttle {
    /// Counts a try as wrong before it is checked, so that a hundred at once are a hundred.
    ///
    /// # Errors
    /// Too many tries; this one is not counted.
    pub(crate) fn begin(&self, account: &str, address: IpAddr, now: i64) -> Result<Allowed, TooMany> {
        let address = network(address);
        let (mine, all_mine, everyones) = keys(account, address);
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        let current = |key: &Key, tries: &HashMap<Key, Tries>| {
            tries.get(key).copied().filter(|t| now - t.last < MEMORY).unwrap_or_default()
        };
        let until = [(&mine, FREE_TRIES), (&all_mine, FREE_TRIES_OF_ADDRESS)]
            .into_iter()
            .map(|(key, free)| {
                let Tries { count, last } = current(key, &tries);
                last + wait(count, free)
            })
            .max()
            .unwrap_or_default();
        if until > now {
            return Err(TooMany {
                retry_after: u32::try_from((until - now + 999) / 1000).unwrap_or(u32::MAX),
            });
        }
        let of_account = current(&everyones, &tries).count;
        if tries.len() + 3 > KEPT {
            forget(&mut tries, now);
        }
        for key in [mine, all_mine, everyones] {
            let count = current(&key, &tries).count + 1;
            tries.insert(key, Tries { count, last: now });
        }
        let delay = of_account.saturating_sub(FREE_TRIES_OF_ACCOUNT - 1).min(8);
        Ok(Allowed { delay: Duration::from_millis(250 * u64::from(delay)) })
    }

    /// The try was right: this address may start anew on this account. What it tried elsewhere stays counted.
    pub(crate) fn succeeded(&self, account: &str, address: IpAddr) {
        let (mine, all_mine, everyones) = keys(account, network(address));
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        tries.remove(&mine);
        for key in [all_mine, everyones] {
            if let Some(t) = tries.get_mut(&key) {
                t.count = t.count.saturating_sub(1);
            }
        }
    }
}

fn keys(account: &str, address: IpAddr) -> (Key, Key, Key) {
    (
        Key::AccountFromAddress(account.to_owned(), address),
        Key::Address(address),
        Key::Account(account.to_owned()),
    )
}

fn forget(tries: &mut HashMap<Key, Tries>, now: i64) {
    tries.retain(|_, t| now - t.last < MEMORY);
    if tries.len() + 3 > KEPT {
        let mut lasts: Vec<i64> = tries.values().map(|t| t.last).collect();
        let (_, &mut middle, _) = lasts.select_nth_unstable(KEPT / 2);
        tries.retain(|_, t| t.last > middle);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));
    const THERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 2));

    #[test]
    fn the_eleventh_try_waits_and_waits_grow() {
        let throttle = Throttle::default();
        for _ in 0..10 {
            assert!(throttle.begin("anna", HERE, 0).is_ok());
        }
        assert_eq!(throttle.begin("anna", HERE, 0), Err(TooMany { retry_after: 15 }));
        assert!(throttle.begin("anna", HERE, 15_000).is_ok());
        assert_eq!(throttle.begin("anna", HERE, 15_000), Err(TooMany { retry_after: 30 }));
    }

    #[test]
    fn nobody_locks_an_account_for_others() {
        let throttle = Throttle::default();
        for i in 0..200 {
            let _ = throttle.begin("anna", IpAddr::from([198, 51, 100, i]), 0);
        }
        let allowed = throttle.begin("anna", THERE, 0).expect("another address may try");
        assert_eq!(allowed.delay, Duration::from_secs(2));
        assert!(throttle.begin("bert", HERE, 0).expect("another account").delay.is_zero());
    }

    #[test]
    fn one_address_cannot_try_many_accounts() {
        let throttle = Throttle::default();
        for i in 0..30 {
            assert!(throttle.begin(&format!("user{i}"), HERE, 0).is_ok());
        }
        assert!(throttle.begin("user31", HERE, 0).is_err());
        assert!(throttle.begin("user31", THERE, 0).is_ok());
    }

    #[test]
    fn a_right_password_and_time_forgive() {
        let throttle = Throttle::default();
        for _ in 0..10 {
            assert!(throttle.begin("anna", HERE, 0).is_ok());
        }
        throttle.succeeded("anna", HERE);
        assert!(throttle.begin("anna", HERE, 0).is_ok());
        for i in 0..9 {
            assert!(throttle.begin("anna", HERE, i).is_ok());
        }
        assert!(throttle.begin("anna", HERE, 10).is_err());
        assert!(throttle.begin("anna", HERE, 10 + MEMORY).is_ok());
    }

    #[test]
    fn an_ipv6_network_is_one_address() {
        let throttle = Throttle::default();
        for i in 0..10 {
            let address: IpAddr = format!("2001:db8::{i}").parse().expect("an address");
            assert!(throttle.begin("anna", address, 0).is_ok());
        }
        assert!(throttle.begin("anna", "2001:db8::ffff".parse().expect("an address"), 0).is_err());
    }

    #[test]
    fn memory_is_bounded() {
        let throttle = Throttle::default();
        for i in 0..60_000_u32 {
            let _ = throttle.begin(&format!("user{i}"), IpAddr::from(i.to_be_bytes()), i64::from(i));
        }
        assert!(throttle.tries.lock().expect("not poisoned").len() <= KEPT);
    }
}
