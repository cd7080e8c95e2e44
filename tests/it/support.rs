//! What the tests share: a database for each, a portal in it, the roles on top.

use domain::clock::ManualClock;
use domain::vault::{SecretKey, Vault};
use domain::{Clock, MemberId};
use store::{EventLog, HeldLimits, Installation, PortalTokens, Store};
use tempfile::TempDir;
use time::macros::datetime;
use worker::Indexer;

/// A store and an event log of one test, gone with it.
pub(crate) struct House {
    pub(crate) store: Store,
    pub(crate) log: EventLog,
    pub(crate) clock: Clock,
    pub(crate) hands: ManualClock,
    _folder: TempDir,
}

impl House {
    /// An empty one, whose clock stands at noon of a day in November 2026.
    pub(crate) async fn new() -> Self {
        let folder = TempDir::new().expect("a folder for the test");
        let (clock, hands) = Clock::manual(datetime!(2026-11-20 12:00 UTC));
        let vault = Vault::new(SecretKey::generate(), []);
        let store = Store::open(&folder.path().join("tombstone.db"), vault).await.expect("the database opens");
        let path = folder.path().join("events.db");
        let log = EventLog::open(&path, clock.clone(), HeldLimits::default()).await.expect("the event log opens");
        Self { store, log, clock, hands, _folder: folder }
    }

    /// Makes this portal an installed one that proves its events with `application_token`.
    pub(crate) async fn install(&self, member_id: &MemberId, domain: &str, application_token: &str) {
        let installation = Installation {
            domain: domain.to_owned(),
            app_status: Some("F".into()),
            finished: true,
            scopes: ["crm", "imbot", "imconnector", "imopenlines"].map(str::to_owned).into(),
            language: Some("en".into()),
            client_endpoint: format!("https://{domain}/rest/"),
            server_endpoint: "https://oauth.bitrix.info/rest/".into(),
            application_token: Some(application_token.to_owned().into()),
            sent_at: self.clock.now(),
            tokens: Some(PortalTokens {
                access_token: format!("access-of-{member_id}").into(),
                refresh_token: Some(format!("refresh-of-{member_id}").into()),
                expires_at: self.clock.now() + time::Duration::HOUR,
                renew_at: self.clock.now() + time::Duration::days(130),
                user_id: Some("1".into()),
            }),
        };
        let tenant = self.store.tenant(member_id);
        let seen = tenant.find_admission().await.expect("reads").and_then(|known| known.application_token);
        tenant.save_installation(&installation, seen, self.clock.now()).await.expect("installs");
    }

    /// Indexes all that was received.
    pub(crate) async fn indexed(&self) {
        let indexer = Indexer::new(self.store.clone(), self.log.clone(), self.clock.clone());
        indexer.index_all().await.expect("indexes");
    }
}

/// The portal of most payloads.
pub(crate) fn member_id(text: &str) -> MemberId {
    MemberId::parse(text).expect("a member_id")
}
