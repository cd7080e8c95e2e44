//! Reading deletions in order, without ever looking at all of them: DESIGN.md 11.
//!
//! A place in a portal is a number, over all portals an arrival. A filter becomes a way to the rows that may fit
//! (`ways`), each of which is then looked at (`scan`), and at most some ten thousand for one page.

mod codes;
mod everywhere;
mod hours;
mod lane;
mod page;
mod rows;
mod scan;
pub(crate) mod segments;
mod stretch;
mod times;
mod ways;

pub(crate) use hours::HOUR;
pub(crate) use lane::{Lane, Order};
pub(crate) use page::Reading;
pub(crate) use segments::Kind;
pub(crate) use stretch::Stretch;
pub(crate) use times::received;

#[cfg(test)]
mod tests;
