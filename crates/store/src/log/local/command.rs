//! The commands to the writer, and their answers.

use sea_orm::Condition;
use tokio::sync::oneshot;

use crate::entities::parked::Model;
use crate::log::outcome::{LogError, Room};

type Done<T> = oneshot::Sender<Result<T, LogError>>;

pub(in crate::log) enum Command {
    /// Appends a record to the log.
    Append { record: Vec<u8>, room: Room, done: Done<()> },
    /// Parks a row; false if there is no room for it.
    Park { row: Box<Model>, room: Room, done: Done<bool> },
    /// Moves parked events to the log, for this installation. Answers how many.
    Admit { which: Condition, generation: i64, done: Done<u64> },
    /// Makes an event wait for its portal's install, or drops it if there is no room for that.
    AwaitInstall { position: i64, done: Done<()> },
    /// Removes parked rows. Answers how many.
    Remove { which: Condition, done: Done<u64> },
    /// The database has everything up to a position.
    Trim { position: i64, done: Done<()> },
    /// Begins another segment if the present one has rows from before a time, and removes indexed segments.
    TurnOver { before: i64, done: Done<()> },
    /// Renames the log, and answers the new name.
    Rename { done: Done<String> },
    /// Tries a write as large as an event.
    Probe { done: Done<()> },
}

/// Gives the outcome of a commit, once that is durable or has failed.
pub(super) type Answer = Box<dyn FnOnce(Result<(), LogError>) + Send>;

/// An answer that also frees the memory reserved for the command.
pub(super) fn answer<T: Send + 'static>(room: Room, done: Done<T>, value: T) -> Answer {
    Box::new(move |outcome| {
        drop(room);
        drop(done.send(outcome.map(|()| value)));
    })
}
