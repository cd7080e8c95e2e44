//! What became of an install, whichever way it came, and of what follows it.

use std::net::IpAddr;

use bitrix24::CallError;
use domain::MemberId;
use domain::refusal::RefusalReason;
use store::{CachedPortal, LogError, StoreError};

use crate::calls::PortalError;
use crate::inspector::Inspection;

/// What a browser that comes back with a code says of its portal.
#[derive(Clone, Debug, Default)]
pub struct CodeReturn {
    /// The portal that it has to be, if that is known.
    pub member_id: Option<MemberId>,
    /// The host that it came back from, if that is not the one at which it began: a renamed portal sends the browser
    /// back from its new one (docs/protocol.md 8.4).
    pub new_host: Option<String>,
    /// The authorization server that gave the code, if the return or the portal's row names one.
    pub server_endpoint: Option<String>,
    /// The address that it came from, if that is known.
    pub source: Option<IpAddr>,
}

/// What became of an install.
#[derive(Debug)]
pub enum InstallResult {
    /// The portal is kept.
    Installed(Installed),
    /// It is not what it claims to be.
    Refused(RefusalReason),
    /// The authorization server, or the portal, could not be asked now.
    Unreachable(CallError),
}

/// A portal that was verified and is kept.
#[derive(Clone, Copy, Debug)]
pub struct Installed {
    /// What decides about its events from now on.
    pub cached: CachedPortal,
    /// Whether the request's tokens are kept: only an administrator's replace those of an active installation.
    pub has_tokens: bool,
}

/// Who opened the app inside a portal.
#[derive(Debug)]
pub enum Visitor {
    /// One of the portal's administrators.
    Administrator(Person),
    /// Another of its users.
    User(Person),
    /// Somebody of whom the portal says nothing, since it answers nothing any more: payment ended. The authorization server
    /// names them.
    Unpaid(Person),
    /// Nobody that is believed.
    Refused(RefusalReason),
    /// The authorization server, or the portal, could not be asked now.
    Unreachable(CallError),
}

/// A user of a portal, as the authorization server and the portal know them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// The user's number, if the authorization server names it.
    pub user_id: Option<String>,
    /// The time zone that the user chose, if the portal says so.
    pub zone: Option<String>,
}

/// What following an install up has come to.
#[derive(Debug)]
pub struct SetUp {
    /// The portal's subscriptions, as the portal reports them itself.
    pub inspection: Inspection,
    /// What proves its events.
    pub proof: Proof,
}

/// How far it is known what proves a portal's events.
#[derive(Debug)]
pub enum Proof {
    /// It is known.
    Known,
    /// The portal was asked to send it with a test event.
    Awaited,
    /// It comes once the installation is finished.
    Unfinished,
    /// The portal could not be asked to send it; that is tried again.
    Later(PortalError),
}

/// What became of an install that came as an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InstallEvent {
    /// It is verified and kept; its events are being bound.
    Accepted,
    /// It is not what it claims to be. Nothing was changed.
    Refused(RefusalReason),
    /// Its `application_token` is not the one of the portal that it names. Nothing was changed.
    Mismatch,
    /// The portal that it names has not installed the app, and it brings nothing that could. Nothing was changed.
    NotInstalled,
    /// It waits, sealed, until the authorization server answers.
    Pending,
    /// It waits, sealed, until the database is back.
    Kept,
    /// Too many of the kind wait already.
    NoRoom,
}

/// What became of a removal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// It is confirmed, or there was none.
    Done,
    /// It was made up, and is undone.
    Undone,
    /// Nobody knows yet.
    Pending,
}

/// Why what an event says of the app could not take effect.
#[derive(Debug, thiserror::Error)]
pub enum Unheard {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The event log.
    #[error(transparent)]
    Log(#[from] LogError),
}
