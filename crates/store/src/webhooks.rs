//! Outgoing webhooks: endpoints, their queue, and the outcomes of deliveries.
//!
//! Deletions are queued in the transaction that records them, for the endpoints that each process caches; a number that
//! is read with each block anyway says whether they have changed (`queue`).

mod across;
mod claims;
mod deliveries;
mod endpoints;
mod idempotency;
mod keeping;
mod messages;
mod of_deletion;
mod outcomes;
mod queue;
mod redelivery;
mod rows;
mod secrets;

use domain::MemberId;

pub use claims::{ClaimedMessage, Content, Target};
pub use deliveries::DeliveryPlace;
pub use endpoints::{EndpointChange, KeptEndpoint, MAX_ENDPOINTS, NewEndpoint, Updated};
pub use idempotency::Repeatable;
pub use of_deletion::SentTo;
pub use outcomes::{Disabled, Outcome};
pub(crate) use queue::{EndpointCache, note_change};
pub use redelivery::RedeliveryRange;
pub(crate) use secrets::column as secret_place;

use crate::{Store, Tenant};

/// The endpoints of one portal, or those over all portals.
#[derive(Clone, Copy, Debug)]
pub struct Webhooks<'a> {
    store: &'a Store,
    owner: Option<&'a MemberId>,
}

impl<'a> Tenant<'a> {
    /// The portal's endpoints.
    pub fn webhooks(&self) -> Webhooks<'a> {
        Webhooks { store: self.store, owner: Some(self.member_id) }
    }
}

impl Store {
    /// The endpoints that get the messages of all portals.
    pub fn all_webhooks(&self) -> Webhooks<'_> {
        Webhooks { store: self, owner: None }
    }
}

impl Webhooks<'_> {
    fn owner_id(&self) -> &str {
        owner_id(self.owner)
    }
}

/// The `member_id` of an endpoint's owner, or of a message's portal; empty if there is none.
fn owner_id(owner: Option<&MemberId>) -> &str {
    owner.map_or("", MemberId::as_str)
}
