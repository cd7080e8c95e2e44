//! One look into a portal's offline queue, page by page: stored first, then taken out.

use std::collections::HashSet;

use domain::MemberId;
use domain::deletion::Source;
use domain::event::Kind;
use domain::portal::Portal;
use futures_util::future::try_join_all;
use serde_json::{Value, json};
use store::{EventLog, LoggedEvent, Store};
use time::OffsetDateTime;

use super::record::Record;
use super::stop::Stop;
use crate::calls::{PortalError, Portals};

/// How many records a page has; the portal's own limit for lists.
const PAGE: usize = 50;
/// How many pages one look reads; it goes on later if there are more, so that others get their turn.
const PAGES: usize = 60;
/// How many pages of what is reserved it looks through.
const LISTED: usize = 20;
/// How a portal refuses what its plan does not have (docs/protocol.md 3.7).
const WRONG_LICENSE: &str = "wrong_license";
/// How it refuses queues to those who are no administrators.
const NOT_ALLOWED: [&str; 2] = ["access_denied", "wrong_license"];

/// One look into the queue of one portal.
pub(super) struct Look<'a> {
    store: &'a Store,
    portals: &'a Portals,
    log: &'a EventLog,
    portal: &'a Portal,
    /// Pages that may still be read.
    left: usize,
    /// What was seen already: whoever gives it again has no end.
    seen: HashSet<String>,
    found: u64,
    unreadable: HashSet<String>,
    /// Rows without an id, which can't even be named.
    nameless: u64,
}

/// What became of the records of a page, by their message ids.
#[derive(Debug, Default)]
struct Kept {
    /// They are on our disk, or are no deletions.
    done: Vec<String>,
    /// They can't be read.
    unreadable: Vec<String>,
}

impl<'a> Look<'a> {
    pub(super) fn new(store: &'a Store, portals: &'a Portals, log: &'a EventLog, portal: &'a Portal) -> Self {
        Self {
            store,
            portals,
            log,
            portal,
            left: PAGES,
            seen: HashSet::new(),
            found: 0,
            unreadable: HashSet::new(),
            nameless: 0,
        }
    }

    /// How many deletions were found.
    pub(super) fn found(&self) -> u64 {
        self.found
    }

    /// How many records could not be read.
    pub(super) fn unreadable(&self) -> u64 {
        self.unreadable.len() as u64 + self.nameless
    }

    /// Where the plan lets records be reserved: reserve, store, clear what was stored. Returns whether it is the end.
    ///
    /// What an earlier look reserved, and did not come to clear, comes first.
    pub(super) async fn confirmed(&mut self) -> Result<bool, Stop> {
        self.finish_reserved().await?;
        while self.may_go_on() {
            let in_order = json!({ "clear": 0, "limit": PAGE, "order": { "ID": "ASC" } });
            let answer = match self.call("event.offline.get", in_order).await {
                // The plan is another one since it was asked about.
                Err(PortalError::Refused(code)) if code == WRONG_LICENSE => return self.unconfirmed().await,
                answer => answer?,
            };
            let records = self.records(answer.get("events"))?;
            if records.is_empty() {
                return Ok(true);
            }
            let process_id = answer.get("process_id").and_then(bitrix24::text).unwrap_or_default();
            self.keep_and_clear(&process_id, &records).await?;
        }
        Ok(false)
    }

    /// Where the plan only lets records be taken, which a crash could not undo: they are listed, which changes nothing,
    /// and stored, and only then exactly those are taken. What changed in between is in the answer and stored too.
    ///
    /// What this can't do: a record that is updated between the two, and taken by an answer that is lost on the way, is
    /// kept as it was before the update. The next record of the same thing reports it anyhow.
    pub(super) async fn unconfirmed(&mut self) -> Result<bool, Stop> {
        self.finish_reserved().await?;
        let mut after = 0;
        while self.may_go_on() {
            let listed = self.list("PROCESS_ID", after).await?;
            let Some(last) = listed.last().map(|record| record.id) else { return Ok(true) };
            let free = |record: &Record| record.process_id.is_none() && !record.failed;
            let free: Vec<Record> = listed.into_iter().filter(free).collect();
            let kept = self.keep(&free).await?;
            let done: Vec<&Record> = free.iter().filter(|record| kept.done.contains(&record.message_id)).collect();
            let taken = self.take(&done).await?;
            let changed: Vec<Record> =
                taken.into_iter().filter(|taken| !free.iter().any(|free| is_same(free, taken))).collect();
            self.keep(&changed).await?;
            after = last;
        }
        Ok(false)
    }

    /// Takes these records out of the queue, and no other one: a list of ids is refused here, and a range of them could
    /// have one in it that came late and is on no disk of ours (docs/protocol.md 8.1). So each is asked for by itself.
    async fn take(&mut self, records: &[&Record]) -> Result<Vec<Record>, Stop> {
        let commands: Vec<_> = records.iter().map(|record| (format!("r{}", record.id), take_one(record.id))).collect();
        let answers = self.portals.batch(self.member_id(), &commands).await?;
        let mut taken = Vec::with_capacity(records.len());
        for (name, _) in &commands {
            let Some(answer) = answers.get(name) else { continue };
            let answer = answer.as_ref().map_err(|error| PortalError::Refused(error.code.clone()))?;
            taken.extend(self.records(answer.get("events"))?);
        }
        Ok(taken)
    }

    /// Records that are reserved are ours: the queue is the app's own. They were stored, or not, before a crash.
    async fn finish_reserved(&mut self) -> Result<(), Stop> {
        let mut after = 0;
        for _ in 0..LISTED {
            let listed = match self.list(">PROCESS_ID", after).await {
                // Whoever may not list may not read either; any other refusal is about the filter.
                Err(Stop::Portal(PortalError::Refused(code))) if !NOT_ALLOWED.contains(&code.as_str()) => {
                    tracing::warn!(member_id = %self.member_id(), code, "what is reserved in the offline queue can't be listed");
                    return Ok(());
                }
                listed => listed?,
            };
            let Some(last) = listed.last().map(|record| record.id) else { return Ok(()) };
            let full = listed.len() >= PAGE;
            let mut reserved: Vec<Record> =
                listed.into_iter().filter(|record| record.process_id.is_some() && !record.failed).collect();
            reserved.sort_by(|one, other| one.process_id.cmp(&other.process_id));
            for group in reserved.chunk_by(|one, other| one.process_id == other.process_id) {
                let process_id = group[0].process_id.clone().unwrap_or_default();
                self.keep_and_clear(&process_id, group).await?;
            }
            if !full {
                return Ok(());
            }
            after = last;
        }
        Ok(())
    }

    /// A page of records after an id, in the order of their ids; the value of `filter` is the empty text.
    async fn list(&mut self, filter: &str, after: u64) -> Result<Vec<Record>, Stop> {
        let filter = json!({ filter: "", ">ID": after.to_string() });
        let answer = self.call("event.offline.list", json!({ "filter": filter, "order": { "ID": "ASC" } })).await?;
        let listed = self.records(Some(&answer))?;
        // A portal that takes no heed of it gives the same page again and again, or leaves some out.
        let in_order =
            listed.iter().map(|record| record.id).is_sorted() && listed.iter().all(|record| record.id > after);
        if in_order { Ok(listed) } else { Err(Stop::Endless) }
    }

    /// What is readable of a list of records, each once.
    fn records(&mut self, list: Option<&Value>) -> Result<Vec<Record>, Stop> {
        let rows = list.and_then(Value::as_array).ok_or(Stop::Unreadable)?;
        let mut seen = HashSet::new();
        let mut records = Vec::with_capacity(rows.len());
        for row in rows {
            match Record::of(row) {
                Some(record) => records.extend(Some(record).filter(|record| seen.insert(record.id))),
                None => self.nameless += 1,
            }
        }
        if records.is_empty() && !rows.is_empty() { Err(Stop::Unreadable) } else { Ok(records) }
    }

    async fn keep_and_clear(&mut self, process_id: &str, records: &[Record]) -> Result<(), Stop> {
        let before = self.seen.len();
        self.seen.extend(records.iter().map(|record| record.message_id.clone()));
        if self.seen.len() == before {
            return Err(Stop::Endless);
        }
        let kept = self.keep(records).await?;
        if process_id.is_empty() {
            return Ok(()); // nothing is reserved: the portal gave them away
        }
        // Those first that can't be read: they are left, and marked, so that they do not come again.
        for (method, ids) in [("event.offline.error", kept.unreadable), ("event.offline.clear", kept.done)] {
            if !ids.is_empty() {
                self.call(method, json!({ "process_id": process_id, "message_id": ids })).await?;
            }
        }
        Ok(())
    }

    /// Stores the deletions among the records. They are durable when it returns.
    async fn keep(&mut self, records: &[Record]) -> Result<Kept, Stop> {
        let (mut kept, mut events, mut times) = (Kept::default(), Vec::new(), Vec::new());
        for record in records {
            let Some(event) = record.event(self.member_id(), &self.portal.domain) else {
                tracing::warn!(member_id = %self.member_id(), record = record.id, "a record of the offline queue can't be read");
                kept.unreadable.push(record.message_id.clone());
                continue;
            };
            kept.done.push(record.message_id.clone());
            if matches!(event.code.kind(), Kind::Deletion(_) | Kind::UnknownDeletion) {
                self.found += event.deletion_count() as u64;
                times.extend(record.at.map(|at| vec![at; event.deletion_count()]).unwrap_or_default());
                let generation = self.portal.generation;
                events.push(LoggedEvent { generation, source: Source::Recovered, event });
            }
        }
        self.unreadable.extend(kept.unreadable.iter().cloned());
        self.store(&events, &times).await?;
        metrics::counter!("tombstone_recovered_records_total").increment(records.len() as u64);
        Ok(kept)
    }

    async fn store(&self, events: &[LoggedEvent], times: &[OffsetDateTime]) -> Result<(), Stop> {
        // All at once, in their order: one sync serves all of them.
        try_join_all(events.iter().map(|event| self.log.append(event))).await?;
        Ok(self.store.tenant(self.member_id()).count_found(times).await?)
    }

    async fn call(&self, method: &str, parameters: Value) -> Result<Value, PortalError> {
        self.portals.call(self.member_id(), method, parameters).await
    }

    fn member_id(&self) -> &'a MemberId {
        &self.portal.member_id
    }

    fn may_go_on(&mut self) -> bool {
        let may = self.left > 0;
        self.left = self.left.saturating_sub(1);
        may
    }
}

/// The command that takes one record out of the queue, if nobody has reserved it.
fn take_one(id: u64) -> String {
    format!("event.offline.get?clear=1&limit=1&filter[ID]={id}")
}

/// Whether a record was not updated in between.
fn is_same(one: &Record, other: &Record) -> bool {
    one.id == other.id && one.at == other.at
}
