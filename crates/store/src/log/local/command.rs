//! What the writer is asked, and how it answers.

use sea_orm::Condition;
use tokio::sync::oneshot;

use crate::entities::parked::Model;
use crate::log::outcome::{LogError, Room};

type Done<T> = oneshot::Sender<Result<T, LogError>>;

pub(in crate::log) enum Command {
    /// Puts records on the log, in order.
    Append { records: Vec<Vec<u8>>, room: Room, done: Done<()> },
    /// Parks something; false if there is no room for it.
    Park { row: Box<Model>, room: Room, done: Done<bool> },
    /// Moves parked events to the log, for this installation. Answers how many.
    Admit { which: Condition, generation: i64, done: Done<u64> },
    /// Lets an event wait for the install of its portal, or drops it if there is no room for that.
    AwaitInstall { position: i64, done: Done<()> },
    /// Removes what is parked. Answers how many.
    Remove { which: Condition, done: Done<u64> },
    /// The database has everything up to a position.
    Trim { position: i64, done: Done<()> },
    /// Goes on in another file if the present one has rows from before a time, and removes what is done with.
    TurnOver { before: i64, done: Done<()> },
    /// Gives the log another name, which is answered.
    Rename { done: Done<String> },
    /// Writes as an event would be written.
    Probe { done: Done<()> },
}

impl Command {
    pub(super) fn events(&self) -> usize {
        match self {
            Self::Append { records, .. } => records.len(),
            _ => 0,
        }
    }

    /// Whether its outcome shows that the disk can be written.
    pub(super) fn writes(&self) -> bool {
        matches!(self, Self::Append { .. } | Self::Park { .. } | Self::Probe { .. })
    }
}

/// The answers that may be given once something is durable, or is known not to be.
pub(super) type Answers = Vec<Box<dyn FnOnce(Result<(), LogError>) + Send>>;

pub(super) fn answer<T: Send + 'static>(done: Done<T>, value: T) -> Box<dyn FnOnce(Result<(), LogError>) + Send> {
    answer_of(None, done, value)
}

/// An answer with which the room that the command took is free again.
pub(super) fn answer_of<T: Send + 'static>(
    room: Room,
    done: Done<T>,
    value: T,
) -> Box<dyn FnOnce(Result<(), LogError>) + Send> {
    Box::new(move |outcome| {
        drop(room);
        drop(done.send(outcome.map(|()| value)));
    })
}
