//! Maintenance by an operator, over all data: checks, copies, rebuilt indexes, new keys.

pub(crate) mod checking;
pub(crate) mod copying;
pub(crate) mod rebuilding;
pub(crate) mod rotation;
