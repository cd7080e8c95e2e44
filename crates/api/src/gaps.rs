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

/// The last periods when nobody listened to a portal.
#[derive(Debug, Object)]
struct Gaps {
    /// The last hundred, newest first.
    items: Vec<Gap>,
    /// The last read of the portal's offline queue; null before the first.
    #[oai(nullable)]
    recovery: Option<Recovery>,
}

/// A period when nobody listened.
#[derive(Debug, Object)]
struct Gap {
    /// When Tombstone last listened before it.
    from: OffsetDateTime,
    /// When Tombstone listened again.
    to: OffsetDateTime,
    /// What became of it.
    state: GapState,
    /// How many deletions from that period the portal's offline queue had.
    found: u64,
    /// When it was closed or known to be lost; null while it is open.
    #[oai(nullable)]
    settled_at: Option<OffsetDateTime>,
    /// Why it is not closed, as a sentence; null if nothing prevents it.
    #[oai(nullable)]
    reason: Option<String>,
}

/// What became of a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
enum GapState {
    /// Its deletions are not fetched yet.
    Open,
    /// All that the portal kept from then is fetched.
    Closed,
    /// The portal kept nothing from then.
    Lost,
}

/// A read of a portal's offline queue.
#[derive(Debug, Object)]
pub(crate) struct Recovery {
    /// When it began.
    begun_at: OffsetDateTime,
    /// When it ended.
    ended_at: OffsetDateTime,
    /// How.
    outcome: RecoveryOutcome,
    /// How many deletions were in the queue, including any already delivered.
    found: u64,
    /// How many records were unreadable; they stay in the portal's queue.
    unreadable: u64,
    /// Why it did not reach the end of the queue, as a sentence; null if it did.
    #[oai(nullable)]
    reason: Option<String>,
}

/// How a read of a portal's offline queue ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
enum RecoveryOutcome {
    /// The queue is empty.
    Complete,
    /// The queue has more; the read continues shortly.
    Partial,
    /// A temporary problem stopped it.
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
    /// List a portal's gaps.
    ///
    /// When nobody listened. Tombstone gets what it missed from the portal's offline queue, if its plan has one.
    /// Needs the scope `portals:read`.
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
