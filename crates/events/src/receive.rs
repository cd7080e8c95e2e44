//! The one operation: an event is parsed, proven, and kept according to its kind.

use std::sync::Arc;

use domain::MemberId;
use domain::deletion::Source;
use domain::event::{Arrival, Event, Kind, LifeCycle};
use domain::portal::PortalStatus;
use domain::schedule::Task;
use domain::vault::KeyedHash;
use poem::web::Data;
use poem_openapi::OpenApi;
use poem_openapi::param::Path;
use store::{Admission, LoggedEvent};
use time::Duration;

use crate::Receiver;
use crate::answer::{ApiError, Received};
use crate::body::EventBody;

/// How soon a portal that seemed gone, and sends, is asked.
const ASK_SOON: Duration = Duration::minutes(1);

pub(crate) struct EventsApi;

#[OpenApi]
impl EventsApi {
    /// Receive an event from a portal.
    ///
    /// Answers once the event is durable; a repeat adds nothing.
    #[oai(path = "/bitrix24/events", method = "post", operation_id = "receiveEvent")]
    async fn receive_event(&self, receiver: Data<&Arc<Receiver>>, body: EventBody) -> Result<Received, ApiError> {
        let arrival = body.parse()?;
        match arrival.event.code.kind() {
            Kind::LifeCycle(LifeCycle::Install | LifeCycle::Update) => receiver.install(&arrival).await,
            Kind::LifeCycle(LifeCycle::Payment) => receiver.hear_of_payment(&arrival).await,
            kind => receiver.receive(kind, arrival).await,
        }
    }

    /// Receive the test event that tells what proves a portal's events.
    ///
    /// Only the portal was told this address, and it is good for one event: an install that brings no
    /// `application_token` is completed so.
    #[oai(path = "/bitrix24/events/:address", method = "post", operation_id = "receiveTestEvent")]
    async fn receive_test_event(
        &self,
        receiver: Data<&Arc<Receiver>>,
        /// The address, made up for one event.
        address: Path<String>,
        body: EventBody,
    ) -> Result<Received, ApiError> {
        receiver.learn(&address.0, &body.parse()?).await
    }
}

impl Receiver {
    /// Everything that the portal's `application_token` proves.
    async fn receive(&self, kind: Kind, arrival: Arrival) -> Result<Received, ApiError> {
        let token = self.proof(&arrival)?;
        let event = arrival.event;
        let known = self.store.find_admission(&event.member_id, token).await?;
        let Some(portal) = known.filter(Admission::accepts_events) else { return self.hold(kind, &event, token).await };
        if !portal.is_proven_by(token) {
            return self.refuse(&event).await;
        }
        self.hear_of_life(&event.member_id, portal).await?;
        match kind {
            Kind::Deletion(_) | Kind::UnknownDeletion => self.keep(event, portal).await,
            Kind::LifeCycle(life_cycle) => self.live(life_cycle, &event).await,
            Kind::Other => Ok(Received::ignored()),
        }
    }

    /// A proven event tells that the installation is finished, or that a portal that seemed gone is there again.
    async fn hear_of_life(&self, member_id: &MemberId, portal: Admission) -> Result<(), ApiError> {
        let (tenant, now) = (self.store.tenant(member_id), self.clock.now());
        match portal.status {
            PortalStatus::Installing => tenant.record_finished(now).await?,
            PortalStatus::Deleted => tenant.bring_forward(Task::Guard, now + ASK_SOON).await?,
            _ => {}
        }
        Ok(())
    }

    /// The keyed hash of the token that came with an event.
    pub(crate) fn proof(&self, arrival: &Arrival) -> Result<KeyedHash, ApiError> {
        let token = arrival.credentials.application_token.as_ref();
        let token = token.ok_or_else(|| ApiError::malformed("`auth.application_token` is missing."))?;
        Ok(self.store.hash_key().application_token(&arrival.event.member_id, token))
    }

    async fn refuse(&self, event: &Event) -> Result<Received, ApiError> {
        metrics::counter!("tombstone_events_refused_total", "why" => "application_token").increment(1);
        let detail = format!("{} with a wrong application_token", event.code.as_str());
        self.store.record_refusal(self.clock.now(), &event.member_id, "event refused", &detail).await?;
        Err(ApiError::token_mismatch())
    }

    async fn keep(&self, event: Event, portal: Admission) -> Result<Received, ApiError> {
        let logged = LoggedEvent { generation: portal.generation, source: Source::Live, event };
        self.log.append(&logged).await?; // durable when it returns
        let LoggedEvent { event, .. } = logged;
        let deletions = event.deletion_count();
        metrics::counter!("tombstone_events_received_total", "result" => "stored").increment(1);
        tracing::debug!(member_id = %event.member_id, event = event.code.as_str(), deletions, "event logged");
        Ok(Received::stored(deletions))
    }

    /// Only deletions are worth keeping until an install proves them.
    async fn hold(&self, kind: Kind, event: &Event, token: KeyedHash) -> Result<Received, ApiError> {
        let deletion = matches!(kind, Kind::Deletion(_) | Kind::UnknownDeletion);
        let result = if deletion && self.log.hold(event, token).await? { "held" } else { "dropped" };
        metrics::counter!("tombstone_events_received_total", "result" => result).increment(1);
        tracing::debug!(member_id = %event.member_id, event = event.code.as_str(), result, "the portal is not installed");
        Ok(Received::held())
    }
}
