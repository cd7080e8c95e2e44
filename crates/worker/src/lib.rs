//! What goes on in the background, a job a file.

mod allowance;
mod caretaker;
mod housekeeping;
mod indexer;

pub use caretaker::Caretaker;
pub use housekeeping::Housekeeper;
pub use indexer::Indexer;
