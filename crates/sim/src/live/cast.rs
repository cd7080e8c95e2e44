//! Further portals for the demo. Something goes wrong at each, and nobody notifies the app: it must notice from missing
//! events and from the answers to its calls.

use time::Duration;

use super::persona::{OFFICE, Persona, Way};
use super::resident::Resident;
use super::working_hours::WorkingHours;
use crate::events::deletions::Kind;
use crate::portal::Portal;
use crate::portal::spec::{Edition, PortalSpec, Size};
use crate::portal::switches::ExpiredLicence;
use crate::simulator::Simulator;

/// Deletions a day at each of them.
pub(super) const A_DAY: usize = 3;
/// The subscriptions that one portal loses and refuses to bind again.
const LOST: [&str; 3] = ["ONCRMDEALDELETE", "ONCRMCONTACTDELETE", "ONTASKDELETE"];

/// Deletions that the app refuses after a portal's token has changed.
const REFUSED: usize = 4;

/// What happens to a portal of the cast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// The installer opens once, but the portal answers every bind with `false`, so it never finishes.
    NeverFinished,
    /// The paid period ends without an event.
    Unpaid,
    /// All tokens die; events still arrive.
    TokensDied,
    /// The app is removed; its data shall be kept.
    Uninstalled,
    Gone,
    /// Some subscriptions vanish and can't be bound again.
    SubscriptionsLost,
    /// The owner blocks the cloud queue: no event arrives any more.
    Silent,
    /// A proxy blocks calls; events still arrive.
    RestClosed,
    /// The licence of a self-hosted portal expires.
    LicenceExpired,
    /// The application token changes without an event, and ONAPPTEST can't be bound.
    TokenChanged,
}

#[derive(Clone, Debug)]
pub(super) struct Member {
    pub(super) resident: Resident,
    fate: Fate,
    /// How long before the past's end it happens.
    pub(super) before: Duration,
}

/// The whole cast, in installation order.
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
    /// Whether it has the app from the start.
    pub(super) fn installs(&self) -> bool {
        self.fate != Fate::NeverFinished
    }

    /// Whether deletions go on after its fate, and may reach the app.
    pub(super) fn lives_on(&self) -> bool {
        matches!(
            self.fate,
            Fate::TokensDied | Fate::SubscriptionsLost | Fate::Silent | Fate::RestClosed | Fate::TokenChanged
        )
    }

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
