//! A portal as clients get it.

use domain::portal;
use poem_openapi::types::Example;
use poem_openapi::{Enum, Object};
use time::OffsetDateTime;
use time::macros::datetime;

/// A Bitrix24 account that has, or once had, the app.
#[derive(Debug, Object)]
#[oai(example)]
pub(crate) struct Portal {
    /// Names the portal for ever; its domain may change.
    member_id: String,
    /// Its present host.
    domain: String,
    /// Where it stands.
    status: PortalStatus,
    /// How the app is licensed there, in Bitrix24's letters (`F` free, `D` demo, `T` trial, `P` paid, `L` local, `S`
    /// subscription); null while it is not known.
    #[oai(nullable)]
    app_status: Option<String>,
    /// Whether the installation was finished.
    finished: bool,
    /// The scopes that the portal granted to the app.
    scopes: Vec<String>,
    /// When the present installation was verified.
    #[oai(nullable)]
    installed_at: Option<OffsetDateTime>,
    /// When its last deletion was received; null before the first.
    #[oai(nullable)]
    last_event_at: Option<OffsetDateTime>,
    /// How many deletions are kept of it.
    deletions: u64,
    /// The state of its OAuth tokens, which are never shown.
    token: Token,
    /// Which events it sends; null while that was not found out yet.
    #[oai(nullable)]
    subscriptions: Option<Subscriptions>,
    /// Whether what it could not deliver can be fetched from its offline queue.
    offline_queue: OfflineQueue,
    /// The last test delivery; null while there was none.
    #[oai(nullable)]
    probe: Option<Probe>,
}

/// Where a portal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub(crate) enum PortalStatus {
    /// Known, but the installation is not finished.
    Installing,
    /// Its deletions are recorded.
    Active,
    /// Its paid period is over: Bitrix24 sends nothing.
    PaymentRequired,
    /// Its tokens are dead: an administrator there has to open or install the app again.
    NeedsReinstall,
    /// The app was removed there.
    Uninstalled,
    /// The portal itself is gone.
    Deleted,
}

/// The state of a portal's tokens.
#[derive(Debug, Object)]
struct Token {
    /// Whether they work.
    state: TokenHealth,
    /// When the access token ends.
    #[oai(nullable)]
    expires_at: Option<OffsetDateTime>,
    /// When they were renewed last.
    #[oai(nullable)]
    refreshed_at: Option<OffsetDateTime>,
    /// When they will be renewed.
    #[oai(nullable)]
    renew_at: Option<OffsetDateTime>,
    /// Why they can't be renewed.
    #[oai(nullable)]
    error: Option<String>,
}

/// Whether a portal's tokens work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "lowercase")]
enum TokenHealth {
    /// They work.
    Ok,
    /// Renewing them fails and is tried again.
    Failing,
    /// They were refused for good.
    Dead,
    /// There are none.
    None,
}

/// Which of the catalogue's events a portal sends.
#[derive(Debug, Object)]
struct Subscriptions {
    /// How many it offers under the granted scopes.
    expected: u32,
    /// How many of them it sends.
    found: u32,
    /// The codes of the others.
    missing: Vec<String>,
    /// When that was found out.
    checked_at: OffsetDateTime,
}

/// Whether a portal keeps what it could not deliver.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "lowercase")]
enum OfflineQueue {
    /// It does.
    Confirmed,
    /// It should, which was not seen yet.
    Unconfirmed,
    /// Its plan has no offline queue.
    Unavailable,
    /// It was not found out yet.
    Unknown,
}

/// A test delivery: the portal was asked to send a test event.
#[derive(Debug, Object)]
struct Probe {
    /// When it was asked.
    at: OffsetDateTime,
    /// How long the event took.
    #[oai(nullable)]
    seconds: Option<f64>,
}

impl From<portal::Portal> for Portal {
    fn from(known: portal::Portal) -> Self {
        Self {
            member_id: known.member_id.to_string(),
            domain: known.domain,
            status: known.status.into(),
            app_status: known.app_status,
            finished: known.finished,
            scopes: known.scopes,
            installed_at: known.installed_at,
            last_event_at: known.last_event_at,
            deletions: known.deletions,
            token: known.token.into(),
            subscriptions: known.subscriptions.map(Subscriptions::from),
            offline_queue: known.offline_queue.into(),
            probe: known.probe.map(|probe| Probe { at: probe.sent_at, seconds: probe.seconds() }),
        }
    }
}

impl From<portal::OfflineQueue> for OfflineQueue {
    fn from(queue: portal::OfflineQueue) -> Self {
        match queue {
            portal::OfflineQueue::Confirmed => Self::Confirmed,
            portal::OfflineQueue::Unconfirmed => Self::Unconfirmed,
            portal::OfflineQueue::Unavailable => Self::Unavailable,
            portal::OfflineQueue::Unknown => Self::Unknown,
        }
    }
}

impl From<portal::TokenState> for Token {
    fn from(token: portal::TokenState) -> Self {
        let portal::TokenState { health, expires_at, refreshed_at, renew_at, error } = token;
        Self { state: health.into(), expires_at, refreshed_at, renew_at, error }
    }
}

impl From<portal::TokenHealth> for TokenHealth {
    fn from(health: portal::TokenHealth) -> Self {
        match health {
            portal::TokenHealth::Ok => Self::Ok,
            portal::TokenHealth::Failing => Self::Failing,
            portal::TokenHealth::Dead => Self::Dead,
            portal::TokenHealth::None => Self::None,
        }
    }
}

impl From<portal::Subscriptions> for Subscriptions {
    fn from(known: portal::Subscriptions) -> Self {
        let found = known.found();
        let portal::Subscriptions { expected, missing, checked_at } = known;
        Self { expected, found, missing, checked_at }
    }
}

impl From<portal::PortalStatus> for PortalStatus {
    fn from(status: portal::PortalStatus) -> Self {
        match status {
            portal::PortalStatus::Installing => Self::Installing,
            portal::PortalStatus::Active => Self::Active,
            portal::PortalStatus::PaymentRequired => Self::PaymentRequired,
            portal::PortalStatus::NeedsReinstall => Self::NeedsReinstall,
            portal::PortalStatus::Uninstalled => Self::Uninstalled,
            portal::PortalStatus::Deleted => Self::Deleted,
        }
    }
}

impl From<PortalStatus> for portal::PortalStatus {
    fn from(status: PortalStatus) -> Self {
        match status {
            PortalStatus::Installing => Self::Installing,
            PortalStatus::Active => Self::Active,
            PortalStatus::PaymentRequired => Self::PaymentRequired,
            PortalStatus::NeedsReinstall => Self::NeedsReinstall,
            PortalStatus::Uninstalled => Self::Uninstalled,
            PortalStatus::Deleted => Self::Deleted,
        }
    }
}

impl Example for Portal {
    fn example() -> Self {
        let checked_at = datetime!(2026-03-17 06:00:04 UTC);
        Self {
            member_id: "bac1cd5c8940947a75e0d71b1a84e348".into(),
            domain: "some-domain.bitrix24.com".into(),
            status: PortalStatus::Active,
            app_status: Some("F".into()),
            finished: true,
            scopes: ["crm", "imbot", "imconnector", "imopenlines"].map(str::to_owned).into(),
            installed_at: Some(datetime!(2026-01-09 09:15:00 UTC)),
            last_event_at: Some(datetime!(2026-03-17 15:16:17.482113 UTC)),
            deletions: 1042,
            token: Token {
                state: TokenHealth::Ok,
                expires_at: Some(datetime!(2026-03-17 16:00:00 UTC)),
                refreshed_at: Some(datetime!(2026-03-17 15:00:00 UTC)),
                renew_at: None,
                error: None,
            },
            subscriptions: Some(Subscriptions { expected: 58, found: 58, missing: Vec::new(), checked_at }),
            offline_queue: OfflineQueue::Unknown,
            probe: None,
        }
    }
}
