//! A service with people that keeps what is done to them, and fails when a test says so.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use bim_admin::api::stub::{Reply, Sent, Stub};
use bim_api::endpoints::{
    CreateUser, DeleteUser, DisableUser, GetProfile, GetUser, GetUserGroups, SearchGroups, SearchUsers,
    SetPermissions,
};
use bim_api::wire::user::{CreatedUser, NewUser, UserDetails, UserHit, UserRecord};
use bim_api::wire::user_search::UserSearch;
use bim_api::wire::{Count, Hits};
use bim_api::{Permission, Problem, ProfileId, UserId};

use crate::given::{api, example, people, says};

/// How a write fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It is not done.
    Status(u16),
    /// The service asks to wait so many seconds.
    Wait(u32),
    /// It is done, and the answer is lost.
    Unanswered,
    /// It is done, and half of the answer arrives.
    Half,
}

#[derive(Default)]
struct State {
    disabled: BTreeMap<String, bool>,
    permissions: BTreeMap<String, Vec<Permission>>,
    /// How often something was really done to somebody.
    done: BTreeMap<String, usize>,
    /// What becomes of the write of this number, counted from 0.
    faults: BTreeMap<usize, Fault>,
    /// What becomes of each write to these.
    cursed: BTreeMap<String, Fault>,
    writes: usize,
}

#[derive(Clone, Default)]
pub(crate) struct Town(Rc<RefCell<State>>);

impl Town {
    /// So many people, called p0, p1 and so on, and an API for whoever holds these permissions.
    pub(crate) fn of(count: usize, permissions: &[Permission]) -> (Stub, Self) {
        let town = Self::default();
        for number in 0..count {
            let userid = format!("p{number}");
            let mut state = town.0.borrow_mut();
            state.permissions.insert(userid.clone(), vec![Permission::AUDIT]);
            state.disabled.insert(userid, false);
        }
        let stub = api(permissions);
        let (found, read, disabled) = (town.clone(), town.clone(), town.clone());
        let (set, created, deleted) = (town.clone(), town.clone(), town.clone());
        stub.rule::<SearchUsers>(move |sent| found.search(sent));
        stub.rule::<GetUser>(move |sent| read.details(sent));
        stub.rule::<DisableUser>(move |sent| {
            let (userid, disable) = parts(&sent.request.target, 1);
            disabled.write(&userid, |state| {
                state.disabled.insert(userid.clone(), disable == "true");
                format!(r#"{{"userid":"{userid}","disabled":{disable}}}"#)
            })
        });
        stub.rule::<SetPermissions>(move |sent| {
            let (userid, _) = parts(&sent.request.target, 0);
            let all: Vec<Permission> = serde_json::from_slice(sent.request.body.as_deref().unwrap()).unwrap();
            set.write(&userid, |state| {
                state.permissions.insert(userid.clone(), all.clone());
                let mut record: UserRecord = example!("05-update-a-user-s-permissions");
                (record.userid, record.permissions) = (userid.as_str().into(), all);
                serde_json::to_string(&record).unwrap()
            })
        });
        stub.rule::<CreateUser>(move |sent| {
            let new: NewUser = serde_json::from_slice(sent.request.body.as_deref().unwrap()).unwrap();
            let userid = new.userid.to_string();
            created.write(&userid, |state| {
                state.disabled.insert(userid.clone(), false);
                // As services do that give some permissions to everybody.
                let all = [new.permissions, vec![Permission::CREATE_PROJECT]].concat();
                state.permissions.insert(userid.clone(), all);
                let created: CreatedUser = example!("01-create-a-new-user");
                serde_json::to_string(&created).unwrap()
            })
        });
        stub.rule::<DeleteUser>(move |sent| {
            let userid = sent.request.target.rsplit('/').next().unwrap().to_owned();
            deleted.write(&userid, |state| {
                state.disabled.remove(&userid);
                "{}".to_owned()
            })
        });
        let exists = town.clone();
        stub.rule::<GetProfile>(move |sent| exists.profile(sent));
        says::<GetUserGroups>(&stub, 200, "[]");
        says::<SearchGroups>(&stub, 200, r#"{"count":"0","hits":[]}"#);
        (stub, town)
    }

    /// Lets the write of this number fail, counted from those that come next.
    pub(crate) fn fail(&self, at: usize, fault: Fault) {
        let mut state = self.0.borrow_mut();
        let number = state.writes + at;
        state.faults.insert(number, fault);
    }

    /// Lets each write to this person fail, or none any more.
    pub(crate) fn curse(&self, userid: &str, fault: Option<Fault>) {
        let mut state = self.0.borrow_mut();
        match fault {
            Some(fault) => drop(state.cursed.insert(userid.to_owned(), fault)),
            None => drop(state.cursed.remove(userid)),
        }
    }

    pub(crate) fn disable(&self, userid: &str) {
        self.0.borrow_mut().disabled.insert(userid.to_owned(), true);
    }

    /// How many writes arrived.
    pub(crate) fn writes(&self) -> usize {
        self.0.borrow().writes
    }

    /// How many are disabled.
    pub(crate) fn count_disabled(&self) -> usize {
        self.0.borrow().disabled.values().filter(|disabled| **disabled).count()
    }

    pub(crate) fn count(&self) -> usize {
        self.0.borrow().disabled.len()
    }

    pub(crate) fn permissions(&self, userid: &str) -> Vec<Permission> {
        self.0.borrow().permissions[userid].clone()
    }

    /// To how many people more than once was done what was to be done once.
    pub(crate) fn done_twice(&self) -> BTreeSet<String> {
        let state = self.0.borrow();
        state.done.iter().filter(|(_, times)| **times > 1).map(|(userid, _)| userid.clone()).collect()
    }

    fn write(&self, userid: &str, change: impl FnOnce(&mut State) -> String) -> Reply {
        let mut state = self.0.borrow_mut();
        let number = state.writes;
        state.writes += 1;
        let fault = state.cursed.get(userid).or_else(|| state.faults.get(&number)).copied();
        let problem = |status| serde_json::to_vec(&Problem::new(status, "It was made to fail.")).unwrap();
        match fault {
            Some(Fault::Status(status)) => return Reply::Now(Stub::response(status, problem(status))),
            Some(Fault::Wait(seconds)) => {
                let mut response = Stub::response(429, problem(429));
                response.retry_after = Some(seconds);
                return Reply::Now(response);
            }
            _ => {}
        }
        let body = change(&mut state);
        *state.done.entry(userid.to_owned()).or_default() += 1;
        match fault {
            Some(Fault::Unanswered) => Reply::Lost,
            Some(Fault::Half) => Reply::Now(Stub::response(200, body.as_bytes()[..body.len() / 2].to_vec())),
            _ => Reply::Now(Stub::response(200, body.into_bytes())),
        }
    }

    fn hit(&self, userid: &str) -> UserHit {
        let state = self.0.borrow();
        let number: i64 = userid[1..].parse().unwrap();
        let mut hit = people().hits.remove(0);
        (hit.id, hit.profile.id) = (UserId(number), ProfileId(number));
        (hit.userid, hit.profile.name) = (userid.into(), Some(userid.to_owned()));
        hit.iamid = "bim".into();
        hit.disabled = state.disabled.get(userid).copied();
        hit.permissions = state.permissions.get(userid).cloned();
        hit
    }

    fn search(&self, sent: &Sent) -> Reply {
        let search: UserSearch = serde_json::from_slice(sent.request.body.as_deref().unwrap()).unwrap();
        let all: Vec<String> = self.0.borrow().disabled.keys().cloned().collect();
        let wanted =
            |hit: &UserHit| search.profile_ids.is_empty() || search.profile_ids.contains(&hit.profile.id);
        let found: Vec<UserHit> = all.iter().map(|userid| self.hit(userid)).filter(wanted).collect();
        let (from, size) = (search.offset.unwrap_or(0) as usize, search.size.unwrap_or(25) as usize);
        let count = Count::Text(found.len() as u64);
        let hits = found.into_iter().skip(from).take(size).collect();
        Reply::Now(Stub::response(200, serde_json::to_vec(&Hits { count, hits }).unwrap()))
    }

    fn profile(&self, sent: &Sent) -> Reply {
        let (userid, _) = parts(&sent.request.target, 0);
        if self.0.borrow().disabled.contains_key(&userid) {
            return Reply::Now(Stub::response(200, PROFILE.to_vec()));
        }
        Reply::Now(Stub::response(404, serde_json::to_vec(&Problem::new(404, "gone")).unwrap()))
    }

    fn details(&self, sent: &Sent) -> Reply {
        let userid = sent.request.target.rsplit('/').next().unwrap();
        let state = self.0.borrow();
        let Some(&disabled) = state.disabled.get(userid) else {
            return Reply::Now(Stub::response(404, serde_json::to_vec(&Problem::new(404, "gone")).unwrap()));
        };
        let mut details: UserDetails = example!("17-view-a-user-s-information");
        (details.userid, details.disabled) = (userid.into(), disabled);
        details.permissions = state.permissions.get(userid).cloned().unwrap_or_default();
        Reply::Now(Stub::response(200, serde_json::to_vec(&details).unwrap()))
    }
}

/// What row 18 says of somebody who is there.
const PROFILE: &[u8] = include_bytes!("../fixtures/contract/18-view-a-user-profile.response.json");

/// The person in an address, and the segment so many before its end.
fn parts(target: &str, from_end: usize) -> (String, String) {
    let all: Vec<&str> = target.split('/').collect();
    let at = all.iter().position(|part| *part == "user").unwrap();
    (all[at + 1].to_owned(), all[all.len() - from_end.max(1)].to_owned())
}
