//! The simulator's state: portals, their users and subscriptions, and all that was ever issued.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use rand::SeedableRng;
use rand::rngs::StdRng;
use time::OffsetDateTime;

use crate::events::deletions::Kind;
use crate::events::post::{Delivery, Outgoing};
use crate::events::record::Record;
use crate::events::titles::Titles;
use crate::oauth::issued::Issued;
use crate::portal::people::{User, people};
use crate::portal::spec::PortalSpec;
use crate::portal::switches::{ServerSwitches, Switches};
use crate::rest::bucket::Bucket;
use crate::rest::operating::Operating;
use crate::server::faults::Faults;

/// All mutable state, behind one lock.
#[derive(Debug, Default)]
pub(crate) struct State {
    pub(crate) portals: Vec<PortalState>,
    pub(crate) issued: Issued,
    pub(crate) server: ServerSwitches,
    pub(crate) server_faults: Faults,
    pub(crate) server_calls: BTreeMap<String, u64>,
    pub(crate) grants: BTreeMap<&'static str, u64>,
}

/// An event subscription of the app at a portal.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Subscription {
    /// The number that events carry as `event_handler_id`.
    pub id: u64,
    /// The event's code, upper-case.
    pub event: String,
    /// The handler's URL; none for the offline queue.
    pub handler: Option<String>,
    /// The user whose token events carry; 0 for the acting user.
    pub auth_type: u64,
    /// Whether it fills the offline queue.
    pub offline: bool,
    /// The offline queue's connector.
    pub connector: String,
    /// The least seconds between two pushes of ONOFFLINEEVENT.
    pub min_timeout: i64,
}

/// The app's installation at a portal.
#[derive(Clone, Debug, Default)]
pub(crate) struct Installation {
    /// The portal has the app and issues tokens for it.
    pub(crate) present: bool,
    /// `INSTALLED`: the installation is finished.
    pub(crate) finished: bool,
    /// Counts installations; a new one kills earlier tokens.
    pub(crate) generation: u32,
    pub(crate) application_token: String,
    /// Counts changes of the application token.
    pub(crate) token_generation: u32,
    pub(crate) version: u32,
}

/// Counters of a portal beside those of its methods.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Requests with one of its refresh tokens, successful or not.
    pub(crate) refreshes: u64,
    /// Those that issued new tokens, the answer lost or not.
    pub(crate) refreshes_granted: u64,
}

#[derive(Debug)]
pub(crate) struct PortalState {
    pub(crate) spec: PortalSpec,
    pub(crate) member_id: String,
    pub(crate) former_names: HashSet<String>,
    pub(crate) rng: StdRng,
    pub(crate) users: Vec<User>,
    /// The hidden user that acts for the app.
    pub(crate) system_user: Option<User>,
    pub(crate) signed_in: u64,
    pub(crate) installation: Installation,
    pub(crate) subscriptions: Vec<Subscription>,
    pub(crate) next_subscription: u64,
    pub(crate) offline: Vec<Record>,
    pub(crate) next_record: u64,
    pub(crate) last_push: Option<OffsetDateTime>,
    pub(crate) held: Vec<Outgoing>,
    pub(crate) faults: Faults,
    pub(crate) switches: Switches,
    pub(crate) bucket: Bucket,
    pub(crate) operating: Operating,
    pub(crate) counts: Counts,
    pub(crate) deliveries: VecDeque<Delivery>,
    pub(crate) delivered: u64,
    pub(crate) calls: BTreeMap<String, u64>,
    pub(crate) heads: HashMap<Kind, u64>,
    pub(crate) titles: Titles,
}

impl PortalState {
    pub(crate) fn new(spec: PortalSpec, seed: u64) -> Self {
        let mut rng = StdRng::seed_from_u64(seed ^ digest(&spec.name));
        let member_id = spec.member_id.clone().unwrap_or_else(|| hex32(&[&spec.name, &seed.to_string()]));
        let users = people(&spec, &mut rng);
        let next_subscription = 401 + digest(&spec.name) % 400;
        Self {
            member_id,
            former_names: HashSet::new(),
            users,
            system_user: None,
            signed_in: 1,
            installation: Installation { version: 1, ..Installation::default() },
            subscriptions: Vec::new(),
            next_subscription,
            offline: Vec::new(),
            next_record: 1,
            last_push: None,
            held: Vec::new(),
            faults: Faults::default(),
            switches: Switches::default(),
            bucket: Bucket::default(),
            operating: Operating::default(),
            counts: Counts::default(),
            deliveries: VecDeque::new(),
            delivered: 0,
            calls: BTreeMap::new(),
            heads: HashMap::new(),
            titles: Titles::default(),
            rng,
            spec,
        }
    }

    /// Whether the portal sends events at all.
    pub(crate) fn sends_events(&self) -> bool {
        let installation = &self.installation;
        let switches = &self.switches;
        installation.present && installation.finished && !switches.payment_expired && !switches.deleted
    }

    pub(crate) fn user(&self, id: u64) -> Option<&User> {
        self.users.iter().chain(&self.system_user).find(|user| user.id == id)
    }

    pub(crate) fn is_admin(&self, id: u64) -> bool {
        self.user(id).is_some_and(|user| user.admin && user.active)
    }

    /// Starts an installation: kills earlier tokens and drops earlier subscriptions.
    pub(crate) fn begin_installation(&mut self, client_secret: &str) {
        let first = self.installation.generation == 0;
        self.installation.generation += 1;
        self.installation.present = true;
        self.installation.finished = false;
        self.subscriptions.clear();
        self.offline.clear();
        if first || self.switches.new_token_on_reinstall {
            self.renew_application_token(client_secret);
        }
    }

    /// Hashes portal, secret and generation into a new token.
    pub(crate) fn renew_application_token(&mut self, client_secret: &str) {
        self.installation.token_generation += 1;
        let turn = self.installation.token_generation.to_string();
        self.installation.application_token = hex32(&[&self.member_id, client_secret, &turn]);
    }
}

/// 64-bit FNV-1a, the same in every run.
pub(crate) fn digest(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// 32 hex digits derived from `parts`. Not secret: this is a simulator.
pub(crate) fn hex32(parts: &[&str]) -> String {
    let text = parts.join("|");
    let first = digest(&text).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let second = digest(&format!("{text}|{first}")).wrapping_mul(0xc2b2_ae3d_27d4_eb4f);
    format!("{first:016x}{second:016x}")
}
