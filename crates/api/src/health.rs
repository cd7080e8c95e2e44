//! A portal's health, and the tasks a client may request.

use domain::Clock;
use domain::api_key::Scope;
use domain::audit::AuditEntry;
use domain::requested_task::RequestedTask;
use poem::http::StatusCode;
use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Enum, Object, OpenApi};
use store::Store;
use web::Problem;

use crate::auth::Key;
use crate::error::ApiError;
use crate::portal::Health;
use crate::query::example;
use crate::tags::Tags;

pub(crate) struct HealthApi {
    pub(crate) store: Store,
    pub(crate) clock: Clock,
}

/// What became of a requested task.
#[derive(Debug, ApiResponse)]
enum TaskAnswer {
    /// A worker does it as soon as it can, usually within seconds; the portal's health shows the outcome.
    #[oai(status = 202)]
    Scheduled(Json<Scheduled>),
    /// The portal can't take this now: `portal_not_callable`. `detail` says why.
    #[oai(status = 409, content_type = "application/problem+json")]
    Refused(Json<Box<Problem>>),
}

/// The task is scheduled.
#[derive(Debug, Object)]
struct Scheduled {
    /// What became of it.
    result: ScheduledResult,
}

/// What became of a requested task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "lowercase")]
enum ScheduledResult {
    /// It is due.
    Scheduled,
}

#[OpenApi(tag = "Tags::Portals")]
impl HealthApi {
    /// Get a portal's health.
    ///
    /// What is wrong, what to do, and everything else that is known. Needs the scope `portals:read`.
    #[oai(path = "/portals/:member_id/health", method = "get", operation_id = "getPortalHealth")]
    async fn get(
        &self,
        key: Key,
        /// The portal.
        #[oai(example = "example::member_id")]
        member_id: Path<String>,
    ) -> Result<Json<Health>, ApiError> {
        key.allows(Scope::PortalsRead)?;
        let member_id = key.reaches(&member_id)?;

        let health = self.store.tenant(&member_id).find_health(self.clock.now()).await?;
        Ok(Json(health.ok_or_else(ApiError::portal_not_found)?.into()))
    }

    /// Check a portal now.
    ///
    /// Compares its subscriptions with those expected, binds what is missing, and asks what it pays for. Tombstone also
    /// does this about daily. Needs the scope `portals:manage`.
    #[oai(path = "/portals/:member_id/check", method = "post", operation_id = "checkPortal")]
    async fn check(
        &self,
        key: Key,
        /// The portal.
        #[oai(example = "example::member_id")]
        member_id: Path<String>,
    ) -> Result<TaskAnswer, ApiError> {
        self.ask(&key, &member_id, RequestedTask::Check).await
    }

    /// Ask a portal to send a test event now.
    ///
    /// The portal's `probe` shows how long it takes. Needs the scope `portals:manage`.
    #[oai(path = "/portals/:member_id/probe", method = "post", operation_id = "probePortal")]
    async fn probe(
        &self,
        key: Key,
        /// The portal.
        #[oai(example = "example::member_id")]
        member_id: Path<String>,
    ) -> Result<TaskAnswer, ApiError> {
        self.ask(&key, &member_id, RequestedTask::Probe).await
    }

    /// Read a portal's offline queue now.
    ///
    /// Fetches what it could not deliver. Tombstone also does this after a gap, when the portal says that there is
    /// something, and several times a day. Needs the scope `portals:manage`.
    #[oai(path = "/portals/:member_id/recover", method = "post", operation_id = "recoverPortal")]
    async fn recover(
        &self,
        key: Key,
        /// The portal.
        #[oai(example = "example::member_id")]
        member_id: Path<String>,
    ) -> Result<TaskAnswer, ApiError> {
        self.ask(&key, &member_id, RequestedTask::Recover).await
    }
}

impl HealthApi {
    async fn ask(&self, key: &Key, member_id: &str, requested: RequestedTask) -> Result<TaskAnswer, ApiError> {
        key.allows(Scope::PortalsManage)?;
        let member_id = key.reaches(member_id)?;
        let tenant = self.store.tenant(&member_id);
        let portal = tenant.find_portal().await?.ok_or_else(ApiError::portal_not_found)?;
        if let Some(why) = requested.refused(&portal) {
            let problem = Problem::new(StatusCode::CONFLICT, "portal_not_callable", words::english().task_refusal(why));
            return Ok(TaskAnswer::Refused(Json(Box::new(problem))));
        }

        let now = self.clock.now();
        tenant.request(requested, now).await?;
        self.store
            .record_audit(
                now,
                &key.actor(),
                Some(&member_id),
                &AuditEntry::of_requested_task(requested, &portal.domain),
            )
            .await?;
        Ok(TaskAnswer::Scheduled(Json(Scheduled { result: ScheduledResult::Scheduled })))
    }
}
