//! After a kept install: releases parked events, binds events, and learns the `application_token`.

use domain::MemberId;
use domain::schedule::{Task, next_check, next_recovery};
use store::CachedPortal;

use crate::calls::PortalError;
use crate::inspector::Inspection;
use crate::installer::Installer;
use crate::outcome::{Proof, SetUp};

impl Installer {
    /// Releases the portal's parked events that are proven now. The log keeper retries what fails here.
    pub async fn release_parked(&self, member_id: &MemberId, cached: CachedPortal) {
        let Some(token) = cached.application_token else { return };
        match self.log.release(member_id, token, cached.generation).await {
            Ok(0) => {}
            Ok(released) => tracing::info!(%member_id, released, "parked events are released"),
            Err(error) => tracing::warn!(%member_id, %error, "parked events can't be released yet"),
        }
    }

    /// Follows up an install: binds events, and makes the portal send its `application_token` if no install brought it.
    pub async fn set_up(&self, member_id: &MemberId) -> Result<SetUp, PortalError> {
        let tenant = self.store.tenant(member_id);
        let subscription_check_at = tenant.find_due(Task::SubscriptionCheck).await?;
        let inspection = self.inspector.inspect(member_id).await?;
        let Inspection { expected, missing, refusal, .. } = &inspection;
        if missing.is_empty() {
            tracing::info!(%member_id, expected, "events are bound");
        } else {
            tracing::warn!(%member_id, expected, ?missing, ?refusal, "the portal did not bind all events");
        }
        let now = self.clock.now();
        if let Some(subscription_check_at) = subscription_check_at {
            // Somebody may have requested another check meanwhile, without knowing of this one.
            let portal = tenant.find_portal().await?;
            let next = portal.and_then(|portal| next_check(portal.status, now, rand::random()));
            tenant.reschedule(Task::SubscriptionCheck, subscription_check_at, next, now).await?;
        }
        tenant.bring_forward(Task::Recover, next_recovery(now, rand::random())).await?;
        let proof = self.prove(member_id, inspection.finished).await?;
        Ok(SetUp { inspection, proof })
    }

    /// A portal sends nothing before its installation is finished, so it is not asked before.
    async fn prove(&self, member_id: &MemberId, finished: bool) -> Result<Proof, PortalError> {
        let asked = if finished { self.prober.await_token(member_id).await } else { Ok(false) };
        let known = self.store.tenant(member_id).find_cached_portal().await?;
        if known.is_some_and(|known| known.application_token.is_some()) {
            return Ok(Proof::Known);
        }
        match asked {
            Ok(true) => Ok(Proof::Awaited),
            Ok(false) => Ok(Proof::Unfinished),
            Err(error @ PortalError::Store(_)) => Err(error),
            Err(error) => {
                tracing::warn!(%member_id, %error, "the portal can't be asked for its application_token now");
                Ok(Proof::Later(error))
            }
        }
    }
}
