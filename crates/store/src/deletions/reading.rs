//! Reading deletions in order, without ever looking at all of them: the search index names places, and the rows there are
//! looked at (docs/adr/0011).

mod candidates;
mod page;
mod row_filter;
mod rows;
mod shared;
mod spotted;
mod walk;

pub(crate) use page::{HourlyCounts, Reading};
pub(crate) use rows::at_arrivals;
pub(crate) use shared::Shared;
pub(crate) use walk::walk;

#[cfg(test)]
mod tests;
