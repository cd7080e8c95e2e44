//! What goes on in the background, a job a file.

mod housekeeping;
mod indexer;

pub use housekeeping::Housekeeper;
pub use indexer::Indexer;
