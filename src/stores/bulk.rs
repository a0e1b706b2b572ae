//! Changing many at once: what is selected is read as it is at that moment, and a plan says for each what would change,
//! before anything is sent. Reading goes by profile (row 20) and by id (row 26), some hundreds at a time.

mod copies;
mod lines;
mod plan;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use bim_api::endpoints::paths::GroupPath;
use bim_api::endpoints::{SearchGroups, SearchMembers, SearchUsers};
use bim_api::wire::group::{GroupHit, GroupSearchQuery, MemberSearchQuery};
use bim_api::wire::user::UserHit;
use bim_api::wire::user_search::UserSearch;
use bim_api::{ApiError, Call, GroupId, ProfileId};
use leptos::prelude::*;

pub use copies::Copies;
pub use lines::{Line, Preview, Verdict};
pub use plan::Action;

use super::lanes::in_lanes;
use super::{Chosen, Session, User};
use crate::api::Client;
use crate::routes::UserKey;
use crate::words;
use lines::Common;
use plan::Knowledge;

/// How many people are read at once.
const PEOPLE: usize = 500;
/// How many groups are read at once: their ids travel in the address.
const GROUPS: usize = 100;
/// How many members of a group are read at once.
const MEMBERS: u32 = 1000;
/// How many reads are under way at once.
const LANES: usize = 3;

/// Reads and plans.
#[derive(Clone, Copy)]
pub struct Bulk {
    client: Client,
    session: Session,
    user: User,
}

impl Bulk {
    /// Provides itself to the views below.
    pub fn provide(client: Client, session: Session, user: User) -> Self {
        let bulk = Self { client, session, user };
        provide_context(bulk);
        bulk
    }

    /// The one of this app.
    pub fn expect() -> Self {
        expect_context()
    }

    /// What an action would do to these people. `progress` hears how many were read.
    ///
    /// # Errors
    /// Everything of [`ApiError`].
    pub async fn plan_users(
        self,
        chosen: &Chosen<UserHit>,
        action: &Action,
        progress: impl Fn(usize),
    ) -> Result<Preview, ApiError> {
        let knowledge = Knowledge { own: self.own(), members: self.members(action).await? };
        let ids: Vec<ProfileId> = chosen.values().filter_map(|one| one.profile).collect();
        let read = async |ids: &[ProfileId]| {
            let body = UserSearch {
                // Several accounts may share a profile.
                size: u32::try_from(2 * PEOPLE).ok(),
                offset: Some(0),
                include_disabled: Some(true),
                profile_ids: ids.to_vec(),
                ..UserSearch::default()
            };
            Ok(self.client.send(&Call::<SearchUsers> { path: (), query: (), body }).await?.hits)
        };
        let found = Cell::new(0);
        let judge = |hits: Vec<UserHit>| -> Vec<_> {
            // Those that were not selected are left alone.
            let hits =
                hits.iter().filter(|hit| chosen.contains_key(&(hit.iamid.clone(), hit.userid.0.clone())));
            found.set(found.get() + hits.clone().count());
            match action {
                Action::CloneTo(to) => hits.flat_map(|hit| copies::judge_copies(hit, to)).collect(),
                _ => hits.map(|hit| plan::judge_user(hit, action, &knowledge)).collect(),
            }
        };
        let mut lines = self.in_chunks(&ids, PEOPLE, read, judge, progress).await?;
        if matches!(action, Action::CloneTo(_)) {
            copies::leave_out_twice(&mut lines);
            self.leave_out_taken(&mut lines).await;
        }
        let gone = chosen.len().saturating_sub(found.get());
        Ok(Preview::new(lines.len() + gone, lines))
    }

    /// What an action would do to these groups. `progress` hears how many were read.
    ///
    /// # Errors
    /// Everything of [`ApiError`].
    pub async fn plan_groups(
        self,
        chosen: &Chosen<GroupHit>,
        action: &Action,
        progress: impl Fn(usize),
    ) -> Result<Preview, ApiError> {
        let ids: Vec<GroupId> = chosen.keys().copied().collect();
        let read = async |ids: &[GroupId]| {
            let size = u32::try_from(ids.len()).ok();
            let query = GroupSearchQuery { ids: ids.to_vec(), size, ..GroupSearchQuery::default() };
            Ok(self.client.send(&Call::<SearchGroups> { path: (), query, body: () }).await?.hits)
        };
        let judge = |hits: Vec<GroupHit>| -> Vec<_> {
            hits.iter().filter_map(|hit| plan::judge_group(hit, action)).collect()
        };
        let lines = self.in_chunks(&ids, GROUPS, read, judge, progress).await?;
        Ok(Preview::new(chosen.len(), lines))
    }

    /// Reads some at a time and judges them as they come, so that no judging takes long.
    async fn in_chunks<I, H>(
        self,
        ids: &[I],
        size: usize,
        read: impl AsyncFn(&[I]) -> Result<Vec<H>, ApiError>,
        judge: impl Fn(Vec<H>) -> Vec<Line>,
        progress: impl Fn(usize),
    ) -> Result<Vec<Line>, ApiError> {
        let chunks: Vec<&[I]> = ids.chunks(size).collect();
        let common = RefCell::new(Common::default());
        let judge = |hits| {
            let mut lines = judge(hits);
            lines.iter_mut().for_each(|line| common.borrow_mut().share(line));
            lines
        };
        let (lines, failure) = (RefCell::new(InOrder::of(ids.len())), RefCell::new(None));
        let done = std::cell::Cell::new(0);
        in_lanes(chunks.into_iter().enumerate(), LANES, async |(at, chunk)| {
            if failure.borrow().is_some() {
                return;
            }
            match read(chunk).await {
                Ok(hits) => lines.borrow_mut().put(at, judge(hits)),
                Err(error) => *failure.borrow_mut() = Some(error),
            }
            done.set(done.get() + chunk.len());
            progress(done.get());
        })
        .await;
        match failure.into_inner() {
            Some(error) => Err(error),
            None => Ok(lines.into_inner().lines),
        }
    }

    /// Leaves addresses out that there are accounts of.
    async fn leave_out_taken(self, lines: &mut [Line]) {
        let mut new: Vec<_> =
            lines.iter_mut().filter(|line| matches!(line.verdict, Verdict::Changes { .. })).collect();
        let names = new.iter().map(|line| line.label().to_owned()).collect();
        let taken = self.user.which_exist(names, |_, _| ()).await;
        for (line, _) in new.iter_mut().zip(taken).filter(|(_, is_taken)| *is_taken) {
            line.verdict = Verdict::Skipped(words::ADDRESS_TAKEN);
        }
    }

    fn own(self) -> Option<UserKey> {
        let person = untrack(|| self.session.person())?;
        Some(UserKey { iamid: person.iamid.clone(), userid: person.userid.clone() })
    }

    /// Who belongs to the group that the action is about.
    async fn members(self, action: &Action) -> Result<BTreeMap<UserKey, bim_api::MembershipId>, ApiError> {
        let mut members = BTreeMap::new();
        let (Action::Join(group, _) | Action::Leave(group, _)) = action else { return Ok(members) };
        let mut offset = 0;
        loop {
            let query = MemberSearchQuery {
                offset: Some(offset),
                size: Some(MEMBERS),
                ..MemberSearchQuery::default()
            };
            let call = Call::<SearchMembers> { path: GroupPath { group: *group }, query, body: () };
            let page = self.client.send(&call).await?;
            offset += u32::try_from(page.hits.len()).unwrap_or(MEMBERS);
            let is_last = page.hits.is_empty() || u64::from(offset) >= page.count.get();
            members.extend(page.hits.into_iter().filter_map(|member| {
                Some((UserKey { iamid: member.iamid?, userid: member.userid? }, member.id?))
            }));
            if is_last {
                return Ok(members);
            }
        }
    }
}

/// Lines in the order of their chunks, which come in any. They are moved once: a hundred thousand take 20 MB.
struct InOrder {
    lines: Vec<Line>,
    /// The chunk that is next.
    next: usize,
    /// Those that came before it.
    early: BTreeMap<usize, Vec<Line>>,
}

impl InOrder {
    fn of(count: usize) -> Self {
        Self { lines: Vec::with_capacity(count), next: 0, early: BTreeMap::new() }
    }

    fn put(&mut self, at: usize, chunk: Vec<Line>) {
        self.early.insert(at, chunk);
        while let Some(chunk) = self.early.remove(&self.next) {
            self.lines.extend(chunk);
            self.next += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_that_come_in_any_order_stand_in_theirs() {
        let line = |label: &str| Line {
            holder: crate::stores::Holder::User(UserKey {
                iamid: bim_api::IamId::bim(),
                userid: label.into(),
            }),
            label: None,
            weight: (0, false),
            verdict: Verdict::Unneeded,
        };
        let mut all = InOrder::of(4);
        all.put(2, vec![line("d")]);
        all.put(0, vec![line("a"), line("b")]);
        all.put(1, vec![line("c")]);
        let labels: Vec<_> = all.lines.iter().map(Line::label).collect();
        assert_eq!(labels, ["a", "b", "c", "d"]);
    }
}
