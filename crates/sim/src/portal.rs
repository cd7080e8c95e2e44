//! A handle on one portal: its spec, its state and its switches.

pub(crate) mod app;
pub(crate) mod people;
pub(crate) mod spec;
pub(crate) mod switches;
pub(crate) mod system_user;

use std::sync::Arc;

use time::OffsetDateTime;
use url::Url;

use crate::events::post::Delivery;
use crate::events::record::Record;
use crate::oauth::issued::Pair;
use crate::server::faults::{Fault, FaultRule};
use crate::state::{PortalState, Subscription};
use crate::world::World;

use people::User;
use spec::PortalSpec;
use switches::Switches;

/// A portal of the simulator.
#[derive(Clone, Debug)]
pub struct Portal {
    pub(crate) world: Arc<World>,
    pub(crate) index: usize,
}

impl Portal {
    pub(crate) fn new(world: &Arc<World>, index: usize) -> Self {
        Self { world: Arc::clone(world), index }
    }

    pub(crate) fn add(world: &Arc<World>, mut spec: PortalSpec) -> Self {
        spec.name = spec.name.to_ascii_lowercase();
        spec.authority = spec.authority.map(|name| name.to_ascii_lowercase());
        let mut state = world.state();
        let index = state.find(&spec.name).unwrap_or_else(|| {
            state.portals.push(PortalState::new(spec, world.seed));
            state.portals.len() - 1
        });
        Self::new(world, index)
    }

    pub(crate) fn with<T>(&self, look: impl FnOnce(&mut PortalState) -> T) -> T {
        look(&mut self.world.state().portals[self.index])
    }

    /// The portal's current name.
    pub fn name(&self) -> String {
        self.with(|portal| portal.spec.name.clone())
    }

    /// `host:port`.
    pub fn host(&self) -> String {
        self.world.portal_host(&self.name())
    }

    /// The portal's URL.
    pub fn url(&self) -> Url {
        Url::parse(&self.world.portal_url(&self.name())).expect("a portal's name makes a host")
    }

    /// The URL of the portal's authorization server.
    pub fn authority(&self) -> Url {
        let name = self.with(|portal| portal.spec.authority.clone());
        Url::parse(&self.world.authority_url(name.as_deref())).expect("a name makes a host")
    }

    /// The portal's `member_id`.
    pub fn member_id(&self) -> String {
        self.with(|portal| portal.member_id.clone())
    }

    /// Whether the app's installation is finished.
    pub fn is_installed(&self) -> bool {
        self.with(|portal| portal.installation.present && portal.installation.finished)
    }

    /// The secret in the events of this installation.
    pub fn application_token(&self) -> String {
        self.with(|portal| portal.installation.application_token.clone())
    }

    /// Offers these event codes from now on, or all of its edition.
    pub fn offer(&self, events: Option<Vec<String>>) {
        self.with(|portal| portal.spec.events = events);
    }

    /// Grants these scopes from now on, or all that the app asks for.
    pub fn grant(&self, scopes: Option<Vec<String>>) {
        self.with(|portal| portal.spec.scopes = scopes);
    }

    /// Sets whether the portal's plan allows confirmed reading of the offline queue.
    pub fn set_offline_extended(&self, allowed: bool) {
        self.with(|portal| portal.spec.offline_extended = allowed);
    }

    /// The portal's users.
    pub fn users(&self) -> Vec<User> {
        self.with(|portal| portal.users.clone())
    }

    /// Makes a user an administrator or takes the right away.
    pub fn set_admin(&self, user: u64, admin: bool) {
        self.change_user(user, |user| user.admin = admin);
    }

    /// Dismisses a user, whose tokens then fail, or reinstates them.
    pub fn set_active(&self, user: u64, active: bool) {
        self.change_user(user, |user| user.active = active);
    }

    fn change_user(&self, id: u64, change: impl FnOnce(&mut User)) {
        self.with(|portal| portal.users.iter_mut().find(|user| user.id == id).map(change));
    }

    /// Sets the user whose browser opens the installer, the app and the authorization page.
    pub fn sign_in(&self, user: u64) {
        self.with(|portal| portal.signed_in = user);
    }

    /// Issues tokens for a user.
    pub fn tokens(&self, user: u64) -> Pair {
        self.world.state().issue(self.index, user, self.world.now())
    }

    /// Issues an authorization code for a user.
    pub fn code(&self, user: u64) -> String {
        self.world.state().issue_code(self.index, user, self.world.now())
    }

    /// Expires every access token of the portal.
    pub fn expire_access_tokens(&self) {
        self.world.state().expire_access(self.index, self.world.now());
    }

    /// Kills every refresh token of the portal.
    pub fn kill_refresh_tokens(&self) {
        self.world.state().kill_refresh(self.index);
    }

    /// The app's subscriptions.
    pub fn subscriptions(&self) -> Vec<Subscription> {
        self.with(|portal| portal.subscriptions.clone())
    }

    /// Drops all subscriptions, or those of one event.
    pub fn drop_subscriptions(&self, event: Option<&str>) {
        self.with(|portal| portal.subscriptions.retain(|bound| event.is_some_and(|event| bound.event != event)));
    }

    /// The last deliveries, oldest first.
    pub fn deliveries(&self) -> Vec<Delivery> {
        self.with(|portal| portal.deliveries.iter().cloned().collect())
    }

    /// How many deliveries were made in all.
    pub fn delivered(&self) -> u64 {
        self.with(|portal| portal.delivered)
    }

    /// How often a REST method was called, in batches too.
    pub fn calls(&self, method: &str) -> u64 {
        self.with(|portal| portal.calls.get(method).copied().unwrap_or(0))
    }

    /// The records of the offline queue.
    pub fn offline_queue(&self) -> Vec<Record> {
        self.with(|portal| portal.offline.clone())
    }

    /// Changes the portal's switches.
    pub fn switch(&self, change: impl FnOnce(&mut Switches)) {
        self.with(|portal| change(&mut portal.switches));
    }

    /// The portal's switches.
    pub fn switches(&self) -> Switches {
        self.with(|portal| portal.switches.clone())
    }

    /// Adds a fault for a method, given by name, as `*`, or as a prefix with `*`.
    pub fn fault(&self, on: &str, fault: Fault, times: Option<u32>) {
        self.add_fault(FaultRule { on: on.to_owned(), fault, times, after: 0 });
    }

    /// Adds a fault.
    pub fn add_fault(&self, rule: FaultRule) {
        self.with(|portal| portal.faults.add(rule));
    }

    /// The faults set.
    pub fn faults(&self) -> Vec<FaultRule> {
        self.with(|portal| portal.faults.rules().to_vec())
    }

    /// Clears all faults.
    pub fn clear_faults(&self) {
        self.with(|portal| portal.faults.clear());
    }

    /// Renames the portal; its old address answers 302 from now on.
    pub fn rename(&self, name: &str) {
        self.with(|portal| {
            let former = std::mem::replace(&mut portal.spec.name, name.to_ascii_lowercase());
            portal.former_names.insert(former);
            portal.former_names.remove(&portal.spec.name);
        });
    }

    /// The simulator's time.
    pub fn now(&self) -> OffsetDateTime {
        self.world.now()
    }
}
