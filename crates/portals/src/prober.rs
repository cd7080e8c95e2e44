//! Test events: the prober makes a portal send one, to see that deliveries arrive, or to learn its `application_token`.

use domain::{Clock, MemberId};
use serde_json::{Value, json};
use store::Store;
use time::Duration;
use url::Url;

use crate::calls::{PortalError, Portals};

/// How long a test event is awaited at its address.
const AWAITED: Duration = Duration::minutes(15);

/// Makes portals send test events. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Prober {
    store: Store,
    portals: Portals,
    handler: Url,
    clock: Clock,
}

impl Prober {
    /// A prober of portals whose events go to `handler`.
    pub fn new(store: Store, portals: Portals, handler: Url, clock: Clock) -> Self {
        Self { store, portals, handler, clock }
    }

    /// Makes the portal send a test event to all its handlers. The receiver records its arrival.
    pub async fn probe(&self, member_id: &MemberId) -> Result<(), PortalError> {
        self.store.tenant(member_id).record_probe_sent(self.clock.now()).await?; // it may be back before the answer
        let asked = self.portals.call(member_id, "event.test", json!({ "reason": "probe" })).await;
        if asked.is_err() {
            self.store.tenant(member_id).forget_probe(self.clock.now()).await?;
        }
        asked.map(drop)
    }

    /// If no install brought an `application_token`, makes the portal send a test event to an address that only the
    /// portal knows and that takes one event: the address proves what comes there.
    ///
    /// Does nothing if the token is known. Returns whether the event is awaited now.
    pub async fn await_token(&self, member_id: &MemberId) -> Result<bool, PortalError> {
        let nonce = format!("{:032x}", rand::random::<u128>());
        let hash = self.store.hash_key().hash("learning", Some(member_id), &nonce);
        if !self.store.tenant(member_id).begin_learning(hash, self.clock.now() + AWAITED).await? {
            return Ok(false);
        }
        let handler = format!("{}/{nonce}", self.handler);
        let bind = json!({ "event": "ONAPPTEST", "handler": handler });
        let bound = self.portals.call(member_id, "event.bind", bind).await?;
        if bound != Value::Bool(true) {
            return Err(PortalError::Refused("event.bind: false".to_owned()));
        }
        self.portals.call(member_id, "event.test", json!({ "reason": "install" })).await?;
        Ok(true)
    }

    /// Unbinds such an address, which is of no more use.
    pub async fn forget_address(&self, member_id: &MemberId, nonce: &str) -> Result<(), PortalError> {
        let unbind = json!({ "event": "ONAPPTEST", "handler": format!("{}/{nonce}", self.handler) });
        self.portals.call(member_id, "event.unbind", unbind).await.map(drop)
    }
}
