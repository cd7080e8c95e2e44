//! Reads deletions in order, without scanning the table: the search index names places, and the rows there are checked
//! (docs/adr/0011).

mod candidates;
mod page;
mod row_filter;
mod rows;
mod shared;
mod walk;

pub(crate) use page::{HourlyCounts, Reading};
pub(crate) use rows::at_arrivals;
pub(crate) use shared::Shared;
pub(crate) use walk::{Step, walk, walk_ahead};

#[cfg(test)]
mod tests;
