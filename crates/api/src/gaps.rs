//! Gaps: times when nobody listened to a portal, and what its offline queue kept.

use domain::gap;
use domain::recovery;
use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::{Enum, Object, OpenApi};
use store::Store;
use time::OffsetDateTime;

use crate::auth::Key;
use crate::error::ApiError;
use crate::query::example;
use crate::tags::Tags;

/// Gaps per answer.
const LISTED: u64 = 100;

pub(crate) struct GapsApi {
    pub(crate) store: Store,
}

/// The last times in which nobody listened to a portal.
#[derive(Debug, Object)]
struct Gaps {
    /// The last hundred, newest first.
    items: Vec<Gap>,
    /// The last look into the portal's offline queue; null if there was none yet.
    #[oai(nullable)]
    recovery: Option<Recovery>,
}

/// A time in which nobody listened.
#[derive(Debug, Object)]
struct Gap {
    /// When the portal was listened to for the last time before.
    from: OffsetDateTime,
    /// Since when it is listened to again.
    to: OffsetDateTime,
    /// What became of it.
    state: GapState,
    /// How many deletions of that time were found in the portal's offline queue.
    found: u64,
    /// When it was closed, or known to be lost; null while it is open.
    #[oai(nullable)]
    settled_at: Option<OffsetDateTime>,
    /// Why it is not closed, as a sentence; null if nothing stands in the way.
    #[oai(nullable)]
    reason: Option<String>,
}

/// What became of a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
enum GapState {
    /// What was deleted meanwhile is not fetched yet.
    Open,
    /// All that the portal kept of that time was fetched.
    Closed,
    /// The portal kept nothing of that time.
    Lost,
}

/// A look into a portal's offline queue.
#[derive(Debug, Object)]
pub(crate) struct Recovery {
    /// When it began.
    begun_at: OffsetDateTime,
    /// When it ended.
    ended_at: OffsetDateTime,
    /// How.
    outcome: RecoveryOutcome,
    /// How many deletions were in the queue, those among them that had been delivered too.
    found: u64,
    /// How many records could not be read; they are left in the portal's queue.
    unreadable: u64,
    /// Why it did not reach the end of the queue, as a sentence; null if it did.
    #[oai(nullable)]
    reason: Option<String>,
}

/// How a look into a portal's offline queue ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
enum RecoveryOutcome {
    /// The queue is empty.
    Complete,
    /// There is more in the queue; it goes on in a moment.
    Partial,
    /// Something that may pass was in the way.
    Failed,
    /// The portal refuses, or can't be called.
    Refused,
    /// The portal keeps no queue for the app.
    Unavailable,
    /// It is not known yet whether it keeps one.
    Unknown,
}

#[OpenApi(tag = "Tags::Portals")]
impl GapsApi {
    /// List when nobody listened to a portal.
    ///
    /// What was deleted then is fetched from the portal's offline queue, where its plan has one. Needs the scope
    /// `portals:read`.
    #[oai(path = "/portals/:member_id/gaps", method = "get", operation_id = "listGaps")]
    async fn list(
        &self,
        key: Key,
        /// The portal.
        #[oai(example = "example::member_id")]
        member_id: Path<String>,
    ) -> Result<Json<Gaps>, ApiError> {
        key.allows(domain::api_key::Scope::PortalsRead)?;
        let member_id = key.reaches(&member_id)?;

        let tenant = self.store.tenant(&member_id);
        tenant.find_portal().await?.ok_or_else(ApiError::portal_not_found)?;
        let items = tenant.list_gaps(LISTED).await?.into_iter().map(Gap::from).collect();
        Ok(Json(Gaps { items, recovery: tenant.find_recovery().await?.map(Recovery::from) }))
    }
}

impl From<gap::Gap> for Gap {
    fn from(gap: gap::Gap) -> Self {
        let gap::Gap { from, to, state, found, settled_at, reason } = gap;
        let reason = reason.map(|reason| words::english().failure(&reason));
        Self { from, to, state: state.into(), found, settled_at, reason }
    }
}

impl From<gap::GapState> for GapState {
    fn from(state: gap::GapState) -> Self {
        match state {
            gap::GapState::Open => Self::Open,
            gap::GapState::Closed => Self::Closed,
            gap::GapState::Lost => Self::Lost,
        }
    }
}

impl From<recovery::Recovery> for Recovery {
    fn from(recovery: recovery::Recovery) -> Self {
        let recovery::Recovery { begun_at, ended_at, outcome, found, unreadable, reason } = recovery;
        let reason = reason.map(|reason| words::english().failure(&reason));
        Self { begun_at, ended_at, outcome: outcome.into(), found, unreadable, reason }
    }
}

impl From<recovery::RecoveryOutcome> for RecoveryOutcome {
    fn from(outcome: recovery::RecoveryOutcome) -> Self {
        match outcome {
            recovery::RecoveryOutcome::Complete => Self::Complete,
            recovery::RecoveryOutcome::Partial => Self::Partial,
            recovery::RecoveryOutcome::Failed => Self::Failed,
            recovery::RecoveryOutcome::Refused => Self::Refused,
            recovery::RecoveryOutcome::Unavailable => Self::Unavailable,
            recovery::RecoveryOutcome::Unknown => Self::Unknown,
        }
    }
}
