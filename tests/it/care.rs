//! Care for installed portals: tokens, subscriptions, test events, alarms. The simulator plays the portals.

mod absences;
mod alarms;
mod calls;
mod crowds;
mod decisions;
mod handlers;
mod keeper;
mod looks;
mod names;
mod recovery;
mod regions;
mod requests;
mod strangers;
mod subscription_check;
mod system_user;
mod titles;
mod together;

use domain::MemberId;
use domain::portal::{Portal, PortalStatus, TokenHealth};
use domain::schedule::Task;
use portals::{InstallRequest, InstallResult, PortalError};
use serde_json::{Value, json};
use sim::{App, Options, PortalSpec, Simulator};
use time::Duration;
use url::Url;

use crate::outward::{NOWHERE, Outward};
use crate::support::House;

const CLIENT_ID: &str = "app.tombstone-test";

/// A house with one installed portal of the simulator, both on one clock.
struct Scene {
    house: House,
    sim: Simulator,
    portal: sim::Portal,
    outward: Outward,
    member_id: MemberId,
}

impl Scene {
    async fn new() -> Self {
        Self::with(PortalSpec::new("north")).await
    }

    async fn with(spec: PortalSpec) -> Self {
        Box::pin(Self::build(spec)).await // a large future
    }

    async fn build(spec: PortalSpec) -> Self {
        let house = House::new().await;
        let nowhere: Url = "http://127.0.0.1:9/".parse().unwrap();
        let app = App::at(&nowhere, CLIENT_ID, "secret");
        let listen = ([127, 0, 0, 1], 0).into();
        let sim = Simulator::start(Options { listen, clock: house.clock.clone(), seed: 7, app }).await.unwrap();
        let portal = sim.add_portal(spec);
        portal.install_silently();
        let outward = Outward::new(&house, &sim.url(), CLIENT_ID, NOWHERE);
        let member_id = MemberId::parse(&portal.member_id()).unwrap();
        let scene = Self { house, sim, portal, outward, member_id };
        scene.install(1).await;
        scene
    }

    /// The same with a portal that is not installed here.
    async fn bare() -> Self {
        let scene = Self::new().await;
        let other = scene.sim.add_portal(PortalSpec::new("south"));
        other.install_silently();
        let member_id = MemberId::parse(&other.member_id()).unwrap();
        Self { portal: other, member_id, ..scene }
    }

    /// Installs the portal with a user's tokens.
    async fn install(&self, user: u64) -> InstallResult {
        self.install_portal(&self.portal, user).await
    }

    async fn install_portal(&self, portal: &sim::Portal, user: u64) -> InstallResult {
        self.install_as(portal, user, Some(&portal.application_token())).await
    }

    /// The same with any `application_token` or none.
    async fn install_with(&self, user: u64, application_token: Option<&str>) -> InstallResult {
        self.install_as(&self.portal, user, application_token).await
    }

    async fn install_as(&self, portal: &sim::Portal, user: u64, application_token: Option<&str>) -> InstallResult {
        let pair = portal.tokens(user);
        let request = InstallRequest {
            member_id: MemberId::parse(&portal.member_id()).unwrap(),
            host: portal.host(),
            server_endpoint: portal.authority().join("rest/").ok().map(Into::into),
            user_id: None,
            access_token: pair.access.into(),
            refresh_token: Some(pair.refresh.into()),
            expires_in: Some(Duration::seconds(pair.expires_in)),
            application_token: application_token.map(Into::into),
            language: None,
            sent_at: None,
            finished: true,
            system_user: false,
            source: None,
        };
        Box::pin(self.outward.installer.install(&request)).await.expect("the database answers")
    }

    /// Advances the clock past the access token's lifetime.
    fn let_token_end(&self) {
        self.house.hands.advance(Duration::minutes(61));
    }

    async fn call(&self) -> Result<Value, PortalError> {
        Box::pin(self.outward.portals.call(&self.member_id, "profile", json!({}))).await
    }

    async fn facts(&self) -> Portal {
        self.house.store.tenant(&self.member_id).find_portal().await.unwrap().unwrap()
    }

    async fn state(&self) -> (PortalStatus, TokenHealth) {
        let facts = self.facts().await;
        (facts.status, facts.token.health)
    }

    async fn journal(&self) -> Vec<String> {
        let lines = self.house.store.tenant(&self.member_id).list_journal(50).await.unwrap();
        lines.into_iter().map(|line| line.entry.code()).collect()
    }

    /// Runs due tasks.
    async fn care(&self) {
        self.outward.caretaker.do_due().await;
    }

    /// Unschedules all other tasks.
    async fn let_only(&self, task: Task) {
        self.let_only_of(&self.member_id, task).await;
    }

    async fn let_only_of(&self, member_id: &MemberId, task: Task) {
        for other in Task::ALL.into_iter().filter(|other| *other != task) {
            self.house.store.tenant(member_id).schedule(other, None).await.unwrap();
        }
    }

    /// Checks the subscriptions now.
    async fn check_subscriptions(&self) {
        let tenant = self.house.store.tenant(&self.member_id);
        tenant.schedule(Task::SubscriptionCheck, Some(self.house.clock.now())).await.unwrap();
        self.care().await;
    }
}
