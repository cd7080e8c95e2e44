//! The receiver's operations: parse an event, prove it, and keep it according to its kind.

use std::net::IpAddr;
use std::sync::{Arc, LazyLock};
use std::time::Instant;

use domain::MemberId;
use domain::audit::Refused;
use domain::deletion::Source;
use domain::event::{Arrival, Event, Kind, LifeCycle};
use domain::portal::PortalStatus;
use domain::refusal::RefusalReason;
use domain::schedule::Task;
use domain::titles::Thing;
use domain::vault::KeyedHash;
use metrics::Counter;
use poem::Request;
use poem::web::Data;
use poem_openapi::OpenApi;
use poem_openapi::param::Path;
use portals::Unheard;
use store::{CachedPortal, Known, LogError, LoggedEvent, Taken, ToPark};
use time::Duration;

use crate::Receiver;
use crate::answer::{ApiError, Received};
use crate::body::EventBody;

/// How soon to ask a portal that seemed gone and now sends.
const ASK_SOON: Duration = Duration::minutes(1);

pub(crate) struct EventsApi;

#[OpenApi]
impl EventsApi {
    // `Direct` answers it; here it is in the document.
    /// Receive an event from a portal.
    ///
    /// Answers once the event is durable; a repeat adds nothing.
    #[oai(path = "/bitrix24/events", method = "post", operation_id = "receiveEvent")]
    async fn receive_event(
        &self,
        receiver: Data<&Arc<Receiver>>,
        request: &Request,
        body: EventBody,
    ) -> Result<Received, ApiError> {
        receiver.take(request, body).await
    }

    /// Receive the test event that brings a portal's `application_token`.
    ///
    /// Only the portal knows this address, which takes one event: it completes an install without an
    /// `application_token`.
    #[oai(path = "/bitrix24/events/:address", method = "post", operation_id = "receiveTestEvent")]
    async fn receive_test_event(
        &self,
        receiver: Data<&Arc<Receiver>>,
        /// The address, made for one event.
        address: Path<String>,
        body: EventBody,
    ) -> Result<Received, ApiError> {
        Box::pin(receiver.learn(&address.0, &body.parse()?)).await
    }
}

// Rare paths are boxed where they are called, so that the futures for every event stay small.
impl Receiver {
    /// Answers an event, and counts the answer.
    pub(crate) async fn take(&self, request: &Request, body: EventBody) -> Result<Received, ApiError> {
        let begun = Instant::now();
        let answer = self.answer(request, body).await;
        self.minute.count(&answer, begun.elapsed());
        answer
    }

    /// Keeps or applies the event, then answers.
    async fn answer(&self, request: &Request, body: EventBody) -> Result<Received, ApiError> {
        let arrival = body.parse()?;
        let source = Some(web::client_ip(request));
        web::requests::note_portal(&arrival.event.member_id);
        match arrival.event.code.kind() {
            Kind::LifeCycle(LifeCycle::Install | LifeCycle::Update) => {
                let when = web::server::count_as_install(request).await?;
                Box::pin(self.install(&arrival, source, when)).await
            }
            Kind::LifeCycle(LifeCycle::UserReady) => {
                let when = web::server::count_as_install(request).await?;
                Box::pin(self.hear_of_system_user(&arrival, source, when)).await
            }
            Kind::LifeCycle(LifeCycle::Payment) => Box::pin(self.hear_of_payment(&arrival)).await,
            kind => self.receive(kind, arrival, source).await,
        }
    }

    /// Handles everything that the portal's `application_token` proves.
    async fn receive(&self, kind: Kind, arrival: Arrival, source: Option<IpAddr>) -> Result<Received, ApiError> {
        let token = self.proof(&arrival)?;
        let event = arrival.event;
        let Known::Portal(known) = self.store.find_cached_portal(&event.member_id, token).await else {
            return Box::pin(self.park_unverified(kind, &event, token, source)).await;
        };
        let Some(portal) = known.filter(CachedPortal::accepts_events) else {
            return Box::pin(self.park_not_installed(kind, &event, token, source)).await;
        };
        if !portal.is_proven_by(token) {
            return Box::pin(self.refuse(&event)).await;
        }
        match kind {
            Kind::Deletion(_) | Kind::UnknownDeletion => {
                if portal.status != PortalStatus::Active {
                    Box::pin(self.hear_of_life(&event.member_id, portal)).await;
                }
                self.keep(event, portal).await
            }
            Kind::LifeCycle(life_cycle) => {
                Box::pin(self.hear_of_life(&event.member_id, portal)).await;
                Box::pin(self.live(life_cycle, &event, token)).await
            }
            Kind::Change(_) | Kind::Other => {
                if portal.keeps_titles {
                    self.note_change(&event);
                }
                note_result("ignored");
                Ok(Received::ignored())
            }
        }
    }

    /// Remembers that the title of an added or changed thing is to be asked for. Nothing else of such an event is kept.
    fn note_change(&self, event: &Event) {
        let Some(thing) = Thing::changed(event) else { return };
        if !self.changes.add(&event.member_id, thing) {
            metrics::counter!("tombstone_titles_passed_over_total").increment(1);
        }
    }

    /// A proven event shows that the installation is finished, or that a portal that seemed gone is back. A failure to
    /// record that must not lose the event; the next one shows the same.
    async fn hear_of_life(&self, member_id: &MemberId, portal: CachedPortal) {
        let (tenant, now) = (self.store.tenant(member_id), self.clock.now());
        let heard = match portal.status {
            PortalStatus::Installing => Box::pin(self.store.write_promptly(tenant.record_finished(now))).await,
            PortalStatus::Deleted => {
                self.store.write_promptly(tenant.bring_forward(Task::SubscriptionCheck, now + ASK_SOON)).await
            }
            _ => return,
        };
        match heard {
            Err(error) if !error.is_away() => {
                tracing::error!(%member_id, %error, "what an event shows of its portal can't be recorded; the event is kept");
            }
            _ => {}
        }
    }

    /// The keyed hash of the event's token.
    pub(crate) fn proof(&self, arrival: &Arrival) -> Result<KeyedHash, ApiError> {
        let token = arrival.credentials.application_token.as_ref();
        let token = token.ok_or_else(|| ApiError::malformed("`auth.application_token` is missing."))?;
        Ok(self.store.hash_key().application_token(&arrival.event.member_id, token))
    }

    async fn refuse(&self, event: &Event) -> Result<Received, ApiError> {
        metrics::counter!("tombstone_events_refused_total", "why" => "application_token").increment(1);
        let why = RefusalReason::WrongToken { event: event.code.as_str().to_owned() };
        let audited = self.store.record_refusal(self.clock.now(), &event.member_id, Refused::Event, why);
        // A line that is only late is written all the same.
        if let Err(error) = self.store.write_promptly(audited).await
            && (!error.is_away() || self.store.is_silent())
        {
            tracing::warn!(member_id = %event.member_id, %error, "a refusal may be missing from the audit");
        }
        Box::pin(self.note_refused(event)).await;
        Err(ApiError::token_mismatch())
    }

    /// The portal's token may have changed silently (docs/protocol.md 8.2). Several events with another token, or a
    /// test event that we asked for, make us ask the portal itself.
    async fn note_refused(&self, event: &Event) {
        let (member_id, now) = (&event.member_id, self.clock.now());
        let is_test = event.code.kind() == Kind::LifeCycle(LifeCycle::Test);
        let Some(burst) = self.refused.count(member_id, is_test, now) else { return };
        let tenant = self.store.tenant(member_id);
        let noted = tenant.record_refused(burst.count, burst.first_at, now);
        if let Err(error) = Box::pin(self.store.write_promptly(noted)).await {
            if error.is_away() {
                self.refused.put_back(member_id, burst, now);
            } else {
                tracing::warn!(%member_id, %error, "refused events are not noted");
            }
        }
    }

    async fn keep(&self, event: Event, portal: CachedPortal) -> Result<Received, ApiError> {
        let logged = LoggedEvent { generation: portal.generation, source: Source::Live, event };
        let taken = self.log.append(&logged).await.inspect_err(|error| self.outage.missed(*error, self.clock.now()))?;
        self.outage.heard(&self.store, &self.clock);
        let LoggedEvent { event, .. } = logged;
        let deletions = event.deletion_count();
        let (result, received) = match taken {
            Taken::Stored => ("stored", Received::stored(deletions)),
            Taken::Spooled => ("spooled", Received::spooled()),
        };
        note_result(result);
        tracing::debug!(member_id = %event.member_id, event = event.code.as_str(), deletions, result, "event logged");
        Ok(received)
    }

    /// Applies an event about the app to the database, or parks it until the database is back.
    async fn live(&self, life_cycle: LifeCycle, event: &Event, token: KeyedHash) -> Result<Received, ApiError> {
        let heard = match self.expect_database().await {
            Ok(()) => self.installer.hear(life_cycle, event, self.clock.now()).await,
            Err(error) => Err(error.into()),
        };
        match heard {
            Ok(()) => Ok(Received::accepted()),
            Err(Unheard::Log(error)) => Err(error.into()),
            Err(Unheard::Store(error)) => {
                tracing::debug!(member_id = %event.member_id, %error, event = event.code.as_str(), "it waits for the database");
                self.park_unverified(Kind::LifeCycle(life_cycle), event, token, None).await
            }
        }
    }

    /// Parks an event that nobody can verify, or that can't take effect, until the database is back.
    async fn park_unverified(
        &self,
        kind: Kind,
        event: &Event,
        token: KeyedHash,
        source: Option<IpAddr>,
    ) -> Result<Received, ApiError> {
        let says_queue = kind == Kind::LifeCycle(LifeCycle::OfflineEvent);
        if matches!(kind, Kind::Change(_) | Kind::Other) {
            note_result("ignored");
            return Ok(Received::ignored());
        }
        let said = (event.member_id.clone(), token.to_bytes());
        if says_queue && self.said_queue.contains_key(&said) {
            return Ok(Received::spooled()); // the parked one says all of it
        }
        let parked = self.log.park(ToPark::unverified(event, token, source)).await;
        let parked = parked.and_then(|parked| if parked { Ok(()) } else { Err(LogError::Full) });
        if !matches!(kind, Kind::LifeCycle(_)) {
            parked.inspect_err(|error| self.outage.missed(*error, self.clock.now()))?;
        }
        parked?;
        if says_queue {
            self.said_queue.insert(said, ());
        }
        note_result("unverified");
        tracing::debug!(member_id = %event.member_id, event = event.code.as_str(), "event parked until it can be verified");
        Ok(Received::spooled())
    }

    /// Only deletions are worth parking until an install proves them.
    async fn park_not_installed(
        &self,
        kind: Kind,
        event: &Event,
        token: KeyedHash,
        source: Option<IpAddr>,
    ) -> Result<Received, ApiError> {
        let deletion = matches!(kind, Kind::Deletion(_) | Kind::UnknownDeletion);
        let parked = deletion && self.log.park(ToPark::not_installed(event, token, source)).await?;
        let result = if parked { "held" } else { "dropped" };
        note_result(result);
        tracing::debug!(member_id = %event.member_id, event = event.code.as_str(), result, "the portal is not installed");
        Ok(Received::held())
    }
}

/// The counter of each outcome: looking it up by its label for each event would cost more than counting.
static RESULTS: LazyLock<[(&str, Counter); 6]> = LazyLock::new(|| {
    ["stored", "spooled", "unverified", "held", "dropped", "ignored"]
        .map(|result| (result, metrics::counter!("tombstone_events_received_total", "result" => result)))
});

fn note_result(result: &'static str) {
    if let Some((_, counter)) = RESULTS.iter().find(|(other, _)| *other == result) {
        counter.increment(1);
    }
}
