//! What goes on in the background, a job a file.

pub mod housekeeping;
pub mod indexer;

pub use indexer::Indexer;
