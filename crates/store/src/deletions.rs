//! Stored deletions: search, reading, counts, exports, following, and the chain.

pub(crate) mod chain;
pub(crate) mod counting;
pub(crate) mod export;
pub(crate) mod fitting;
pub(crate) mod follow;
pub(crate) mod hiding;
pub(crate) mod links;
pub(crate) mod list;
pub(crate) mod reading;
pub(crate) mod rows;
pub(crate) mod search;
pub(crate) mod stats;
