//! The event log: an accepted event is one row, durable before it is acknowledged, until the indexer has it.
//!
//! With the embedded database it is files beside it; with PostgreSQL a table there, and the files are the spool. What
//! can't be decided on yet is parked in a small database beside those files, with the reason.
//!
//! Imports go down, and no file imports one above it:
//!
//! ```text
//! erasing, parking            what is done about a portal: impl EventLog
//! event_log                   opens, appends, reports
//! reader                      what the indexer reads
//! shared → intake, drainer → connection, table      PostgreSQL; both write through local
//! local → writer, repair → command, parked, log_stats → budget, spool_usage
//! block, record, limits, outcome                    types that all of them use
//! ```

mod block;
mod erasing;
mod event_log;
mod limits;
mod local;
mod outcome;
mod parking;
mod reader;
mod record;
mod shared;

pub use block::LogBlock;
pub use event_log::{EventLog, LogState};
pub use limits::LogLimits;
pub use local::Spool;
pub use local::parked::{ParkedEvent, ToPark};
pub use outcome::{LogError, Taken};
pub use parking::Decision;
pub use reader::LogReader;
pub use record::{CompactRecord, LoggedEvent, Unparsable};
pub(crate) use shared::table::{oldest, remove};
pub use wal::LogRow;
