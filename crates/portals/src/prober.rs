//! Test events: the portal is asked to send one, to see that deliveries arrive, or to learn what proves them.

use domain::{Clock, MemberId};
use serde_json::{Value, json};
use store::Store;
use time::Duration;
use url::Url;

use crate::calls::{PortalError, Portals};

/// How long a token is awaited at an address.
const AWAITED: Duration = Duration::minutes(15);

/// Lets portals send test events. Cheap to clone.
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

    /// Lets the portal send a test event to all its handlers. When it arrives is recorded by whoever receives it.
    pub async fn probe(&self, member_id: &MemberId) -> Result<(), PortalError> {
        self.store.tenant(member_id).record_probe_sent(self.clock.now()).await?; // it may be back before the answer
        let asked = self.portals.call(member_id, "event.test", json!({ "reason": "probe" })).await;
        if asked.is_err() {
            self.store.tenant(member_id).forget_probe(self.clock.now()).await?;
        }
        asked.map(drop)
    }

    /// Where no install brought an `application_token`, lets the portal send a test event to an address that only it
    /// knows, and that is good for one event: what comes with it proves itself by where it came.
    ///
    /// Nothing is done where it is known already. Returns whether it is awaited now.
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

    /// The address has done its work, or will never.
    pub async fn forget_address(&self, member_id: &MemberId, nonce: &str) -> Result<(), PortalError> {
        let unbind = json!({ "event": "ONAPPTEST", "handler": format!("{}/{nonce}", self.handler) });
        self.portals.call(member_id, "event.unbind", unbind).await.map(drop)
    }
}
