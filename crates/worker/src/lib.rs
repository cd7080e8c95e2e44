//! What goes on in the background, a job a file.

mod allowance;
mod caretaker;
mod decoding;
mod gauges;
mod heartbeat;
mod housekeeping;
mod indexer;
mod log_keeping;
mod own_thread;
mod pending_installs;
mod quarantine;
mod retention;
mod standstill;
mod traces;
mod turn;
mod uninstalled;

pub use caretaker::Caretaker;
pub use decoding::Decoding;
pub use gauges::Gauges;
pub use heartbeat::Heartbeat;
pub use housekeeping::{Housekeeper, KeptFor};
pub use indexer::Indexer;
pub use log_keeping::LogKeeper;
pub use own_thread::on_own_thread;
pub use quarantine::{Retried, retry_quarantined};
pub use standstill::Standstill;
pub use traces::TraceRemover;
