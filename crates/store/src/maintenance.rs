//! What an operator does to all data at once: checking it, copying it, building indexes anew, changing keys.

pub(crate) mod checking;
pub(crate) mod copying;
pub(crate) mod rebuilding;
pub(crate) mod rotation;
