//! What happens in a portal, and the events that the portal sends.

pub(crate) mod activity;
pub(crate) mod deletion_data;
pub(crate) mod deletions;
pub(crate) mod delivery;
pub(crate) mod envelope;
pub(crate) mod lifecycle;
pub(crate) mod offline;
pub(crate) mod post;
pub(crate) mod record;
pub(crate) mod things;
pub(crate) mod titles;
