//! Further portals for demonstrations. At each of them something goes wrong, and nobody notifies the app: it has to
//! notice by itself, from what events stop coming and what calls are answered.

use time::Duration;

use super::persona::{OFFICE, Persona, Way};
use super::resident::Resident;
use super::working_hours::WorkingHours;
use crate::events::deletions::Kind;
use crate::portal::Portal;
use crate::portal::spec::{Edition, PortalSpec, Size};
use crate::portal::switches::ExpiredLicence;
use crate::simulator::Simulator;

/// How many things are deleted a day at each of them.
pub(super) const A_DAY: usize = 3;
/// Subscriptions that one portal loses and does not take again.
const LOST: [&str; 3] = ["ONCRMDEALDELETE", "ONCRMCONTACTDELETE", "ONTASKDELETE"];

/// How many deletions are refused at once after a portal's token has changed.
const REFUSED: usize = 4;

/// What becomes of a portal of the cast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// The installer page is opened once and binds nothing: the portal answers `false`, so it is never finished.
    NeverFinished,
    /// The paid period ends, silently.
    Unpaid,
    /// All tokens die; events still come.
    TokensDied,
    /// The app is removed, its data to be kept.
    Uninstalled,
    /// The portal is deleted.
    Gone,
    /// Some subscriptions are lost and can't be bound again.
    SubscriptionsLost,
    /// The owner blocks the cloud queue: nothing is sent any more.
    Silent,
    /// A proxy keeps calls out; events still come.
    RestClosed,
    /// The licence of the owner's server expires.
    LicenceExpired,
    /// The app's token changes, no event says so, and no test event can be asked for.
    TokenChanged,
}

/// A portal of the cast.
#[derive(Clone, Debug)]
pub(super) struct Member {
    pub(super) resident: Resident,
    fate: Fate,
    /// How long before the past's end its fate comes.
    pub(super) before: Duration,
}

/// All of them, in the order in which they install.
pub(super) fn cast(sim: &Simulator) -> Vec<Member> {
    let older = |spec| PortalSpec { newer_frame_keys: false, offline_extended: false, ..spec };
    let own_server = |spec| PortalSpec { edition: Edition::SelfHosted, ..older(spec) };
    let medium = |spec| PortalSpec { size: Size::Medium, ..spec };
    let member = |spec: PortalSpec, zone: i8, fate: Fate, before: Duration| {
        let hours = WorkingHours { zone, weekend: 0.6, night: 0.01 };
        let persona = Persona { spec, way: Way::Frame, share: 0.02, hours, kinds: OFFICE, names: &[] };
        let portal = sim.add_portal(persona.spec.clone());
        Member { resident: Resident { persona, portal }, fate, before }
    };
    vec![
        member(named("harbour-dental", "en"), 0, Fate::Unpaid, Duration::days(9)),
        member(named("fjord-kayaks", "en"), 1, Fate::Gone, Duration::days(6)),
        member(older(named("estudio-bossa", "br")), -3, Fate::TokensDied, Duration::days(5)),
        member(own_server(named("padaria-aurora", "br")), -3, Fate::Silent, Duration::days(4)),
        member(named("mebel-na-volge", "ru"), 3, Fate::Uninstalled, Duration::days(3)),
        member(medium(named("druckerei-sommer", "de")), 1, Fate::SubscriptionsLost, Duration::days(2)),
        member(medium(named("klinika-zdorovie", "ru")), 3, Fate::RestClosed, Duration::hours(44)),
        member(own_server(named("imprenta-delta", "la")), -5, Fate::LicenceExpired, Duration::hours(30)),
        member(named("tischlerei-brandt", "de"), 1, Fate::NeverFinished, Duration::hours(20)),
        member(named("oak-and-iron", "en"), 0, Fate::TokenChanged, Duration::minutes(20)),
    ]
}

fn named(name: &str, language: &str) -> PortalSpec {
    PortalSpec { language: language.to_owned(), status: "P".to_owned(), ..PortalSpec::new(name) }
}

impl Member {
    /// Whether it has the app from the beginning.
    pub(super) fn installs(&self) -> bool {
        self.fate != Fate::NeverFinished
    }

    /// Whether things are deleted there also after its fate has come, and the app may hear of it.
    pub(super) fn lives_on(&self) -> bool {
        matches!(
            self.fate,
            Fate::TokensDied | Fate::SubscriptionsLost | Fate::Silent | Fate::RestClosed | Fate::TokenChanged
        )
    }

    /// Lets its fate come.
    pub(super) async fn meet_fate(&self) {
        let portal: &Portal = &self.resident.portal;
        match self.fate {
            Fate::NeverFinished => {
                portal.switch(|switches| switches.refused_events = vec!["*".to_owned()]);
                portal.install_by_frame().await;
            }
            Fate::Unpaid => {
                portal.set_paid(false).await;
            }
            Fate::TokensDied => {
                portal.kill_refresh_tokens();
                portal.expire_access_tokens();
            }
            Fate::Uninstalled => {
                portal.uninstall(false).await;
            }
            Fate::Gone => portal.switch(|switches| switches.deleted = true),
            Fate::SubscriptionsLost => {
                portal.switch(|switches| switches.refused_events = LOST.map(str::to_owned).to_vec());
                for event in LOST {
                    portal.drop_subscriptions(Some(event));
                }
            }
            Fate::Silent => portal.switch(|switches| switches.muted = true),
            Fate::RestClosed => portal.switch(|switches| switches.rest_closed = true),
            Fate::LicenceExpired => {
                portal.switch(|switches| switches.licence_expired = Some(ExpiredLicence::ToLicencePage));
            }
            Fate::TokenChanged => {
                portal.switch(|switches| switches.refused_events = vec!["ONAPPTEST".to_owned()]);
                portal.renew_application_token();
                portal.delete_many(Kind::Lead, REFUSED).await;
            }
        }
    }
}
