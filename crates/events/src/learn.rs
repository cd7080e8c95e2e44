//! Learns a portal's `application_token` from the one test event that arrives at an address that only the portal knows.

use domain::audit::Refused;
use domain::event::{Arrival, Kind, LifeCycle};
use domain::refusal::RefusalReason;

use crate::Receiver;
use crate::answer::{ApiError, Received};

impl Receiver {
    /// `ONAPPTEST` at an address made up for it.
    pub(crate) async fn learn(&self, address: &str, arrival: &Arrival) -> Result<Received, ApiError> {
        let (event, member_id) = (&arrival.event, &arrival.event.member_id);
        let token = arrival.credentials.application_token.as_ref();
        let token = token.ok_or_else(|| ApiError::malformed("`auth.application_token` is missing."))?;
        if event.code.kind() != Kind::LifeCycle(LifeCycle::Test) {
            return Err(ApiError::malformed("Here only ONAPPTEST is awaited; other events go to /bitrix24/events."));
        }
        self.expect_database().await?;
        let nonce = self.store.hash_key().hash("learning", Some(member_id), address);
        let Some(known) = self.store.tenant(member_id).learn(nonce, token, self.clock.now()).await? else {
            let (now, why) = (self.clock.now(), RefusalReason::UnexpectedTest);
            self.store.record_refusal(now, member_id, Refused::Event, why).await?;
            return Err(ApiError::token_mismatch());
        };
        tracing::info!(%member_id, "the service learned the portal's application_token");
        self.installer.release_parked(member_id, known).await;
        self.forget_address(address, arrival);
        Ok(Received::accepted())
    }

    /// Unbinds the address after the answer to the portal. If that fails now, the next subscription check does it.
    fn forget_address(&self, address: &str, arrival: &Arrival) {
        let (prober, address) = (self.installer.prober().clone(), address.to_owned());
        let member_id = arrival.event.member_id.clone();
        tokio::spawn(async move {
            if let Err(error) = prober.forget_address(&member_id, &address).await {
                tracing::info!(%member_id, %error, "a handler of no use is still bound");
            }
        });
    }
}
