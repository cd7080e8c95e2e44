//! Notifies all streams of this process of new deletions; one query serves all of them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::MemberId;
use store::{Store, StoreError};
use tokio::sync::watch;

/// How often to look for what other processes recorded.
const LOOK: Duration = Duration::from_millis(250);

/// What a stream follows: one portal, or all of them if `None`.
pub type Subject = Option<MemberId>;

/// Notifies the followers of a portal, or of all portals, of new deletions. Cheap to clone.
#[derive(Clone, Debug)]
pub struct News(Arc<Desk>);

#[derive(Debug)]
struct Desk {
    store: Store,
    board: Mutex<Board>,
}

#[derive(Debug, Default)]
struct Board {
    followed: HashMap<Subject, watch::Sender<u64>>,
    /// How many followers have ever joined.
    joined: u64,
    looking: bool,
}

impl News {
    /// News from this store.
    pub fn new(store: Store) -> Self {
        Self(Arc::new(Desk { store, board: Mutex::default() }))
    }

    /// Reports the portal's last number, or the last arrival over all portals, whenever it grows from now on.
    pub fn follow(&self, subject: Subject) -> watch::Receiver<u64> {
        let mut board = self.0.board();
        board.joined += 1;
        let receiver = board.followed.entry(subject).or_insert_with(|| watch::Sender::new(0)).subscribe();
        if !board.looking {
            board.looking = true;
            tokio::spawn(look(Arc::clone(&self.0)));
        }
        receiver
    }
}

impl Desk {
    fn board(&self) -> MutexGuard<'_, Board> {
        self.board.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The subjects that still have followers, and how many followers ever joined; `None`, which ends the task, if
    /// there are no followers.
    fn followed(&self) -> Option<(Vec<Subject>, u64)> {
        let mut board = self.board();
        board.followed.retain(|_, sender| sender.receiver_count() > 0);
        board.looking = !board.followed.is_empty();
        board.looking.then(|| (board.followed.keys().cloned().collect(), board.joined))
    }

    fn notify(&self, subject: &Subject, last: u64) {
        if let Some(sender) = self.board().followed.get(subject) {
            sender.send_if_modified(|known| std::mem::replace(known, last) != last);
        }
    }

    /// Notifies the followers of `subjects` of the current state.
    async fn notify_all(&self, subjects: &[Subject], last: u64) -> Result<(), StoreError> {
        let portals: Vec<MemberId> = subjects.iter().flatten().cloned().collect();
        for (portal, number) in self.store.last_numbers(&portals).await? {
            self.notify(&Some(portal), number);
        }
        self.notify(&None, last);
        Ok(())
    }

    /// Notifies all followers, unless nothing arrived and nobody joined since `seen`. Returns the current state.
    async fn look(&self, subjects: &[Subject], joined: u64, seen: (u64, u64)) -> Result<(u64, u64), StoreError> {
        let last = self.store.all_portals().last_arrival().await?;
        if seen != (last, joined) {
            self.notify_all(subjects, last).await?;
        }
        Ok((last, joined))
    }
}

/// Looks whenever this process recorded something, and at intervals for other processes, while there are followers.
async fn look(desk: Arc<Desk>) {
    let mut recorded = desk.store.recorded();
    let mut seen = (0, 0);
    while let Some((subjects, joined)) = desk.followed() {
        recorded.mark_unchanged();
        match desk.look(&subjects, joined, seen).await {
            Ok(now) => seen = now,
            Err(error) => {
                tracing::warn!(%error, "streams are paused: new deletions can't be read");
                tokio::time::sleep(LOOK).await;
            }
        }
        let _ = tokio::time::timeout(LOOK, recorded.changed()).await; // look again after either
    }
}
