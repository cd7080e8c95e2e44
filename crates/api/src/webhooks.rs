//! Outgoing webhooks: the endpoints of a portal, and those over all portals.

mod all;
mod answers;
mod fields;
mod objects;
mod operations;
mod portal;
mod reading;

pub(crate) use all::AllWebhooksApi;
pub(crate) use operations::Context;
pub(crate) use portal::PortalWebhooksApi;
