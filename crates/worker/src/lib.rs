//! The background work: the indexer, and the jobs that [`jobs`] lists.

mod bursts;
mod caretaker;
mod decoding;
mod gauges;
mod heartbeat;
mod housekeeping;
mod indexer;
mod job;
pub mod jobs;
mod leader_lease;
mod lease;
mod log_keeping;
mod own_thread;
mod pending_installs;
mod quarantine;
mod rate_limit;
mod retention;
mod scrubber;
mod stall;
mod uninstalled;
mod webhooks;

pub use caretaker::Caretaker;
pub use decoding::Decoding;
pub use heartbeat::Heartbeat;
pub use indexer::Indexer;
pub use job::{Job, Progress, Run};
pub use jobs::KeptFor;
pub use own_thread::on_own_thread;
pub use quarantine::{Retried, retry_quarantined, retry_wanted};
pub use scrubber::Scrubber;
pub use stall::Stall;
pub use webhooks::{Deliverer, WebhookPolicy};
