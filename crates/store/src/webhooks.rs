//! Outgoing webhooks: endpoints, what is queued for them, and what came of it.
//!
//! Deletions are queued in the transaction that records them, for the endpoints that each process remembers; a number that
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
pub(crate) use keeping::erase;
pub use of_deletion::SentTo;
pub use outcomes::{Disabled, Outcome};
pub(crate) use queue::EndpointCache;
pub use redelivery::Range as RedeliveryRange;
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
    /// Whose rows they are.
    fn owner_id(&self) -> &str {
        owner_id(self.owner)
    }
}

/// What stands for the owner of an endpoint, or for the portal of a message, in `member_id`.
fn owner_id(owner: Option<&MemberId>) -> &str {
    owner.map_or("", MemberId::as_str)
}
