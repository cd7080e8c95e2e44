//! Issues, rotates, expires and revokes access tokens, refresh tokens and codes.

use std::time::Instant;

use rand::RngExt;
use rand::rngs::StdRng;
use time::{Duration, OffsetDateTime};

use crate::oauth::issued::{Access, Code, Holder, Pair, Refresh};
use crate::portal::switches::Rotation;
use crate::server::errors::RestError;
use crate::state::State;

/// Event tokens kept; older ones count as unknown.
const EVENT_TOKENS: usize = 5_000;
/// Lifetime of an authorization code.
const CODE_LIFETIME: Duration = Duration::seconds(30);

impl State {
    fn holder(&self, portal: usize, user: u64) -> Holder {
        Holder { portal, user, generation: self.portals[portal].installation.generation }
    }

    pub(crate) fn issue(&mut self, portal: usize, user: u64, now: OffsetDateTime) -> Pair {
        let pair = self.mint(portal, now);
        let holder = self.holder(portal, user);
        let dies = now + Duration::days(self.portals[portal].switches.refresh_days);
        self.issued.access.insert(pair.access.clone(), Access::new(holder, pair.expires));
        self.issued.refresh.insert(pair.refresh.clone(), Refresh { holder, expires: dies, used: None, dead: false });
        pair
    }

    /// Issues the short-lived access token of an event; the refresh token beside it is never accepted.
    pub(crate) fn issue_for_event(&mut self, portal: usize, user: u64, now: OffsetDateTime) -> Pair {
        let pair = self.mint(portal, now);
        let holder = self.holder(portal, user);
        self.issued.access.insert(pair.access.clone(), Access::new(holder, pair.expires));
        self.issued.of_events.push_back(pair.access.clone());
        if self.issued.of_events.len() > EVENT_TOKENS
            && let Some(oldest) = self.issued.of_events.pop_front()
        {
            self.issued.access.remove(&oldest);
        }
        pair
    }

    fn mint(&mut self, portal: usize, now: OffsetDateTime) -> Pair {
        let portal = &mut self.portals[portal];
        let expires_in = portal.switches.token_seconds;
        Pair {
            access: random_token(&mut portal.rng),
            refresh: random_token(&mut portal.rng),
            expires_in,
            expires: now + Duration::seconds(expires_in),
        }
    }

    pub(crate) fn issue_code(&mut self, portal: usize, user: u64, now: OffsetDateTime) -> String {
        let code = random_token(&mut self.portals[portal].rng);
        let holder = self.holder(portal, user);
        self.issued.codes.insert(code.clone(), Code { holder, expires: now + CODE_LIFETIME });
        code
    }

    /// The holder of an access token, expired or not.
    pub(crate) fn owner(&self, access: &str) -> Option<Holder> {
        self.issued.access.get(access).map(|token| token.holder)
    }

    /// The holder of a refresh token, usable or not.
    pub(crate) fn refresh_owner(&self, refresh: &str) -> Option<Holder> {
        self.issued.refresh.get(refresh).map(|token| token.holder)
    }

    pub(crate) fn code_owner(&self, code: &str) -> Option<Holder> {
        self.issued.codes.get(code).map(|code| code.holder)
    }

    /// Whether the access token is expired or unknown.
    pub(crate) fn is_expired(&self, access: &str, now: OffsetDateTime) -> bool {
        let at_least = std::time::Duration::from_millis(self.server.token_milliseconds);
        let is_young = |issued: Instant| issued.elapsed() < at_least;
        let expired = |token: &Access| token.expires <= now && !token.issued.is_some_and(is_young);
        self.issued.access.get(access).is_none_or(expired)
    }

    pub(crate) fn expiry(&self, access: &str) -> Option<OffsetDateTime> {
        self.issued.access.get(access).map(|token| token.expires)
    }

    /// Whether the holder's installation is the current one.
    pub(crate) fn is_installed(&self, holder: Holder) -> bool {
        let installation = &self.portals[holder.portal].installation;
        installation.present && installation.generation == holder.generation
    }

    /// Redeems a code once.
    pub(crate) fn redeem_code(&mut self, code: &str, now: OffsetDateTime) -> Result<Holder, RestError> {
        let refused = || RestError::server("invalid_grant");
        let code = self.issued.codes.remove(code).ok_or_else(refused)?;
        self.check_grant(code.holder)?;
        if code.expires <= now { Err(refused()) } else { Ok(code.holder) }
    }

    /// Redeems a refresh token, which is dead afterwards unless the rotation switch says otherwise.
    pub(crate) fn redeem_refresh(&mut self, refresh: &str, now: OffsetDateTime) -> Result<Holder, RestError> {
        let rotation = self.server.rotation;
        let refused = || RestError::server("invalid_grant");
        let token = self.issued.refresh.get(refresh).ok_or_else(refused)?;
        let (holder, used, dead) = (token.holder, token.used, token.dead || token.expires <= now);
        self.check_grant(holder)?;
        let reusable = match (used, rotation) {
            (None, _) | (_, Rotation::Lenient) => true,
            (Some(_), Rotation::Strict) => false,
            (Some(used), Rotation::Grace(seconds)) => now - used <= Duration::seconds(seconds),
        };
        if dead || !reusable {
            return Err(refused());
        }
        self.portals[holder.portal].counts.refreshes_granted += 1;
        if let Some(token) = self.issued.refresh.get_mut(refresh) {
            token.used.get_or_insert(now);
        }
        Ok(holder)
    }

    /// Fails unless the authorization server may issue tokens to this holder.
    pub(crate) fn check_grant(&self, holder: Holder) -> Result<(), RestError> {
        if self.portals[holder.portal].switches.payment_expired && self.is_installed(holder) {
            return Err(RestError::server("PAYMENT_REQUIRED"));
        }
        self.check_holder(holder)
    }

    /// Fails unless the authorization server knows this holder, paid for or not.
    pub(crate) fn check_holder(&self, holder: Holder) -> Result<(), RestError> {
        let portal = &self.portals[holder.portal];
        if portal.switches.deleted {
            return Err(RestError::server("portal_not_found"));
        }
        if !self.is_installed(holder) {
            return Err(RestError::server("NOT_INSTALLED"));
        }
        if portal.user(holder.user).is_none_or(|user| !user.active) {
            return Err(RestError::server("invalid_grant"));
        }
        Ok(())
    }

    pub(crate) fn expire_access(&mut self, portal: usize, now: OffsetDateTime) {
        for token in self.issued.access.values_mut().filter(|token| token.holder.portal == portal) {
            (token.expires, token.issued) = (now, None);
        }
    }

    pub(crate) fn kill_refresh(&mut self, portal: usize) {
        for token in self.issued.refresh.values_mut().filter(|token| token.holder.portal == portal) {
            token.dead = true;
        }
    }
}

/// 32 lower-case letters and digits, the form of real tokens.
pub(crate) fn random_token(rng: &mut StdRng) -> String {
    const ALPHABET: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
    (0..32).map(|_| char::from(ALPHABET[rng.random_range(0..ALPHABET.len())])).collect()
}
