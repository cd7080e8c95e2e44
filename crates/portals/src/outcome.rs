//! Outcomes of an install, whichever way it came, and of what follows it.

use std::net::IpAddr;

use bitrix24::CallError;
use domain::MemberId;
use domain::refusal::RefusalReason;
use store::{CachedPortal, LogError, StoreError};

use crate::calls::PortalError;
use crate::inspector::Inspection;

/// What a browser's return with a code says of its portal.
#[derive(Clone, Debug, Default)]
pub struct CodeReturn {
    /// The expected portal, if known.
    pub member_id: Option<MemberId>,
    /// The host that the browser came back from, if it is not the one where it began: a renamed portal sends the
    /// browser back from its new host (docs/protocol.md 8.4).
    pub new_host: Option<String>,
    /// The authorization server that gave the code, if the return or the portal's row names one.
    pub server_endpoint: Option<String>,
    /// The browser's address, if known.
    pub source: Option<IpAddr>,
}

/// The outcome of an install.
#[derive(Debug)]
pub enum InstallResult {
    /// Verified and kept.
    Installed(Installed),
    /// Not what it claims to be.
    Refused(RefusalReason),
    /// The authorization server, or the portal, could not be asked now.
    Unreachable(CallError),
}

/// A verified install, as it was kept.
#[derive(Clone, Copy, Debug)]
pub struct Installed {
    /// The facts that decide about the portal's events from now on.
    pub cached: CachedPortal,
    /// Whether the request's tokens were kept: only an administrator's replace those of an active installation.
    pub has_tokens: bool,
}

/// Who opened the app inside a portal.
#[derive(Debug)]
pub enum Visitor {
    /// An administrator of the portal.
    Administrator(Person),
    /// Another user of the portal.
    User(Person),
    /// A user whom only the authorization server names: the portal answers nothing, since nobody pays for the app.
    Unpaid(Person),
    /// Somebody who is not believed.
    Refused(RefusalReason),
    /// The authorization server, or the portal, could not be asked now.
    Unreachable(CallError),
}

/// A user of a portal, as the authorization server and the portal know them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// The user's number, if the authorization server names it.
    pub user_id: Option<String>,
    /// The user's time zone, if the portal says so.
    pub zone: Option<String>,
}

/// The result of following up an install.
#[derive(Debug)]
pub struct SetUp {
    /// The portal's subscriptions, as the portal itself reports them.
    pub inspection: Inspection,
    /// Whether the `application_token` is known.
    pub proof: Proof,
}

/// How far learning a portal's `application_token` has come.
#[derive(Debug)]
pub enum Proof {
    /// Known.
    Known,
    /// The portal was asked to send it with a test event.
    Awaited,
    /// It will come once the installation is finished.
    Unfinished,
    /// The portal could not be asked for it; the worker retries.
    Later(PortalError),
}

/// The outcome of an install that came as an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InstallEvent {
    /// Verified and kept; its events are being bound.
    Accepted,
    /// Not what it claims to be. Nothing was changed.
    Refused(RefusalReason),
    /// Its `application_token` is not that of the portal it names. Nothing was changed.
    Mismatch,
    /// The portal it names has not installed the app, and it brings nothing to install with. Nothing was changed.
    NotInstalled,
    /// Waiting, sealed, for the authorization server.
    Pending,
    /// Parked until the database is back; sealed if it brings tokens.
    Kept,
    /// Too many of its kind are waiting already.
    NoRoom,
}

/// The outcome of a reported removal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// Confirmed, or there was none.
    Done,
    /// Made up, and undone.
    Undone,
    /// Not known yet.
    Pending,
}

/// Why an event about the app could not take effect.
#[derive(Debug, thiserror::Error)]
pub enum Unheard {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The event log failed.
    #[error(transparent)]
    Log(#[from] LogError),
}
