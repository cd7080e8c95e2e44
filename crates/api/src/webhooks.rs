//! Outgoing webhooks: the endpoints of a portal, and those over all portals.

mod all;
mod fields;
mod objects;
mod operations;
mod portal;

pub(crate) use all::AllWebhooksApi;
pub(crate) use operations::Context;
pub(crate) use portal::PortalWebhooksApi;
