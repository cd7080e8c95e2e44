//! One reading of a portal's offline queue, page by page: records are stored before they are taken out.

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

/// How many records a page has: the portal's own limit for lists.
const PAGE: usize = 50;
/// How many pages one reading takes; the rest waits for the next one, so that other portals get their turn.
const PAGES: usize = 60;
/// How many pages of reserved records to list.
const LISTED: usize = 20;
/// How a portal refuses what its plan lacks (docs/protocol.md 3.7).
const WRONG_LICENSE: &str = "wrong_license";
/// How a portal refuses its queue to users who are no administrators.
const NOT_ALLOWED: [&str; 2] = ["access_denied", "wrong_license"];

/// One reading of one portal's queue.
pub(super) struct Look<'a> {
    store: &'a Store,
    portals: &'a Portals,
    log: &'a EventLog,
    portal: &'a Portal,
    /// Pages that may still be read.
    left: usize,
    /// Message ids seen so far: a page without a new one means that the portal repeats itself without end.
    seen: HashSet<String>,
    found: u64,
    unreadable: HashSet<String>,
    /// Rows without an id, which can't even be named.
    nameless: u64,
}

/// The records of a page, by their message ids.
#[derive(Debug, Default)]
struct Sorted {
    /// Stored on our disk, or not deletions.
    done: Vec<String>,
    /// Can't be read.
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

    pub(super) fn found(&self) -> u64 {
        self.found
    }

    pub(super) fn unreadable(&self) -> u64 {
        self.unreadable.len() as u64 + self.nameless
    }

    /// Where the plan lets records be reserved: reserve, store, clear. Returns whether it reached the end.
    ///
    /// First come records that an earlier reading reserved and did not clear.
    pub(super) async fn confirmed(&mut self) -> Result<bool, Stop> {
        self.finish_reserved().await?;
        while self.may_go_on() {
            let in_order = json!({ "clear": 0, "limit": PAGE, "order": { "ID": "ASC" } });
            let answer = match self.call("event.offline.get", in_order).await {
                // The plan has changed since it was checked.
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

    /// For plans that only let records be taken, which a crash could not undo: list them, which changes nothing, store
    /// them, then take exactly those. A record that changed in between comes with the answer and is stored too.
    ///
    /// Limit: if a record is updated in between and the answer that takes it is lost, the older state is kept. The next
    /// record of the same thing reports it anyhow.
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

    /// Takes exactly these records out of the queue, one command each: a list of ids is refused here, and a range could
    /// include a late record that is on no disk of ours (docs/protocol.md 8.1).
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

    /// Reserved records are ours, the queue being the app's own; before a crash they were stored, or not.
    async fn finish_reserved(&mut self) -> Result<(), Stop> {
        let mut after = 0;
        for _ in 0..LISTED {
            let listed = match self.list(">PROCESS_ID", after).await {
                // Who may not list may not read either; any other refusal concerns the filter.
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
        // A portal that ignores the filter or the order repeats the same page forever, or leaves records out.
        let in_order =
            listed.iter().map(|record| record.id).is_sorted() && listed.iter().all(|record| record.id > after);
        if in_order { Ok(listed) } else { Err(Stop::Endless) }
    }

    /// The readable records of a list, each once.
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
        // Mark the unreadable ones first: they stay in the queue and must not come again.
        for (method, ids) in [("event.offline.error", kept.unreadable), ("event.offline.clear", kept.done)] {
            if !ids.is_empty() {
                self.call(method, json!({ "process_id": process_id, "message_id": ids })).await?;
            }
        }
        Ok(())
    }

    /// Stores the deletions among the records; they are durable when it returns.
    async fn keep(&mut self, records: &[Record]) -> Result<Sorted, Stop> {
        let (mut kept, mut events, mut times) = (Sorted::default(), Vec::new(), Vec::new());
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
        // Append all at once, in order: one sync serves all of them.
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

/// The command that takes one record out of the queue, unless it is reserved.
fn take_one(id: u64) -> String {
    format!("event.offline.get?clear=1&limit=1&filter[ID]={id}")
}

/// Whether the record was not updated in between.
fn is_same(one: &Record, other: &Record) -> bool {
    one.id == other.id && one.at == other.at
}
