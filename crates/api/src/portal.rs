//! A portal as clients get it.

mod alarm;
mod condition;
mod health;
mod parts;
mod status;

use domain::health as known;
use domain::portal;
use poem_openapi::Object;
use poem_openapi::types::Example;
use time::OffsetDateTime;
use time::macros::datetime;

pub(crate) use alarm::{Alarm, AlarmKind};
use condition::Condition;
pub(crate) use health::Health;
use parts::{OfflineQueue, Payment, Probe, Subscriptions, Token, TokenHealth};
pub(crate) use status::PortalStatus;

/// A Bitrix24 account that has, or once had, the app.
#[derive(Debug, Object)]
#[oai(example)]
pub(crate) struct Portal {
    #[oai(flatten)]
    facts: Facts,
    /// How it is, in one word.
    condition: Condition,
    /// What is wrong with it, most urgent first.
    alarms: Vec<Alarm>,
}

/// What is known of a portal.
#[derive(Debug, Object)]
struct Facts {
    /// Its permanent identifier; its domain may change.
    member_id: String,
    /// Its current host.
    domain: String,
    /// Its status.
    status: PortalStatus,
    /// How the app is licensed there, as Bitrix24's letter (`F` free, `D` demo, `T` trial, `P` paid, `L` local, `S`
    /// subscription); null while unknown.
    #[oai(nullable)]
    app_status: Option<String>,
    /// Whether the installation is finished.
    finished: bool,
    /// The scopes that the portal granted the app.
    scopes: Vec<String>,
    /// When the current installation was verified.
    #[oai(nullable)]
    installed_at: Option<OffsetDateTime>,
    /// When its last deletion was received; null before the first.
    #[oai(nullable)]
    last_event_at: Option<OffsetDateTime>,
    /// How many deletions are kept.
    deletions: u64,
    /// The state of its OAuth tokens, which are never shown.
    token: Token,
    /// Which events it sends; null until the first check.
    #[oai(nullable)]
    subscriptions: Option<Subscriptions>,
    /// What the app costs it; null until first asked.
    #[oai(nullable)]
    payment: Option<Payment>,
    /// Whether its offline queue keeps what it could not deliver.
    offline_queue: OfflineQueue,
    /// The last test delivery; null before the first.
    #[oai(nullable)]
    probe: Option<Probe>,
}

impl Portal {
    pub(crate) fn new(portal: portal::Portal, alarms: &[known::Alarm]) -> Self {
        let condition = known::Condition::of(&portal, alarms).into();
        Self { facts: portal.into(), condition, alarms: alarms.iter().cloned().map(Alarm::from).collect() }
    }
}

impl From<portal::Portal> for Facts {
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
            payment: known.plan.map(Payment::from),
            offline_queue: known.offline_queue.into(),
            probe: known.probe.map(Probe::from),
        }
    }
}

impl Example for Portal {
    fn example() -> Self {
        Self { facts: Facts::example(), condition: Condition::Well, alarms: Vec::new() }
    }
}

impl Example for Facts {
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
                renew_at: Some(datetime!(2026-07-26 04:12:09 UTC)),
                error: None,
            },
            subscriptions: Some(Subscriptions { expected: 58, found: 58, missing: Vec::new(), checked_at }),
            payment: Some(Payment {
                expired: false,
                days: None,
                license: Some("en_basic".into()),
                checked_at: Some(checked_at),
            }),
            offline_queue: OfflineQueue::Confirmed,
            probe: Some(Probe { at: datetime!(2026-03-17 06:00:09 UTC), seconds: Some(0.8) }),
        }
    }
}
