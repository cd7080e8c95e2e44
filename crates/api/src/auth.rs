//! Authentication: a request's API key, its scopes and the portals it reaches.

use domain::api_key::{ApiKey, Reach, Scope};
use domain::{Clock, MemberId};
use poem::Request;
use poem_openapi::SecurityScheme;
use poem_openapi::auth::Bearer;
use store::Store;

use crate::error::ApiError;
use crate::rate::Rate;
use crate::wrong_query::WrongQuery;
use crate::{PATIENCE, within};

/// What checks a key; the routes put it into requests.
#[derive(Clone, Debug)]
pub(crate) struct Gate {
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    /// The limit on calls per key, if there is one.
    pub(crate) rate: Option<Rate>,
}

/// A key made with `tombstone api-key create`.
#[derive(Debug, SecurityScheme)]
#[oai(ty = "bearer", rename = "apiKey", checker = "admit")]
pub(crate) struct Key(ApiKey);

/// Finds the request's key, and refuses parameters that the operation does not have.
///
/// The store looks the key up by its keyed hash, so no comparison reveals anything of it.
async fn admit(request: &Request, bearer: Bearer) -> poem::Result<ApiKey> {
    within(PATIENCE, find(request, bearer)).await
}

async fn find(request: &Request, bearer: Bearer) -> poem::Result<ApiKey> {
    let gate: &Gate = request.data().expect("the routes put the gate into every request");
    let key = gate.find_usable(&bearer.token).await?;
    if let Some(rate) = &gate.rate {
        rate.take(key.id).note(request)?;
    }
    if let Some(wrong) = request.extensions().get::<WrongQuery>() {
        return Err(ApiError::from(wrong).into());
    }
    let now = gate.clock.now();
    if key.is_use_news(now)
        && let Err(error) = gate.store.note_api_key_use(key.id, now).await
    {
        // A read can be answered even while nothing can be written.
        tracing::debug!(%error, key = key.id, "an API key's last use could not be saved");
    }
    Ok(key)
}

impl Gate {
    /// Fails if no key has this text or it is unusable.
    pub(crate) async fn find_usable(&self, text: &str) -> Result<ApiKey, ApiError> {
        let known = self.store.find_api_key(text).await?;
        known.filter(|key| key.is_usable(self.clock.now())).ok_or_else(ApiError::unauthorized)
    }
}

impl Key {
    /// Fails if the key lacks the scope.
    pub(crate) fn allows(&self, scope: Scope) -> Result<(), ApiError> {
        if self.0.allows(scope) { Ok(()) } else { Err(ApiError::insufficient_scope(scope)) }
    }

    /// The path's portal; answers as for an unknown one if the key does not reach it.
    pub(crate) fn reaches(&self, member_id: &str) -> Result<MemberId, ApiError> {
        let member_id = MemberId::parse(member_id).ok();
        member_id.filter(|member_id| self.0.reach.covers(member_id)).ok_or_else(ApiError::portal_not_found)
    }

    /// Fails if the key reaches only some portals.
    pub(crate) fn reaches_all(&self) -> Result<(), ApiError> {
        if self.0.reach.is_unlimited() { Ok(()) } else { Err(ApiError::all_portals_key_required()) }
    }

    /// The key, for checking later that it is still usable.
    pub(crate) fn key(&self) -> &ApiKey {
        &self.0
    }

    /// The caller's name in the audit.
    pub(crate) fn actor(&self) -> String {
        format!("API key {} ({})", self.0.id, self.0.name)
    }

    pub(crate) fn reach(&self) -> &Reach {
        &self.0.reach
    }
}
