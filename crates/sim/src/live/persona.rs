//! The demo's three portals: an agency, a wholesaler and a support centre.

use rand::RngExt;
use rand::rngs::StdRng;

use super::names::{ENGLISH, GERMAN, Names};
use super::working_hours::WorkingHours;
use crate::events::deletions::Kind;
use crate::portal::spec::{Edition, PortalSpec, Size};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Frame,
    Callback,
}

/// A portal's spec and habits.
#[derive(Clone, Debug)]
pub(crate) struct Persona {
    pub(crate) spec: PortalSpec,
    pub(crate) way: Way,
    /// Its share of all deletions.
    pub(crate) share: f64,
    pub(crate) hours: WorkingHours,
    pub(crate) kinds: &'static [(Kind, u32)],
    /// The names of its things; empty if the app may not keep them.
    pub(crate) names: Names,
}

const AGENCY: &[(Kind, u32)] = &[
    (Kind::Lead, 22),
    (Kind::Deal, 16),
    (Kind::Contact, 12),
    (Kind::Task, 14),
    (Kind::TaskComment, 9),
    (Kind::CalendarEntry, 8),
    (Kind::Booking, 7),
    (Kind::TimelineComment, 6),
    (Kind::Activity, 6),
    (Kind::FeedPost, 4),
    (Kind::Group, 2),
    (Kind::ConnectorMessage, 5),
    (Kind::ConnectorStatus, 1),
    (Kind::Line, 1),
    (Kind::Bot, 1),
];

const WHOLESALER: &[(Kind, u32)] = &[
    (Kind::Product, 18),
    (Kind::Price, 9),
    (Kind::Order, 10),
    (Kind::Payment, 5),
    (Kind::Shipment, 5),
    (Kind::Company, 9),
    (Kind::Contact, 9),
    (Kind::Lead, 14),
    (Kind::Deal, 10),
    (Kind::Quote, 7),
    (Kind::DynamicItem, 7),
    (Kind::Document, 5),
    (Kind::Requisite, 4),
    (Kind::BankDetail, 3),
    (Kind::Address, 6),
    (Kind::Currency, 1),
    (Kind::LeadField, 1),
    (Kind::ConnectorMessage, 6),
    (Kind::ConnectorStatus, 1),
    (Kind::Line, 1),
    (Kind::Bot, 1),
];

const SUPPORT: &[(Kind, u32)] = &[
    (Kind::ConnectorMessage, 60),
    (Kind::OpenLineMessage, 12),
    (Kind::BotMessage, 14),
    (Kind::BotV2Message, 9),
    (Kind::Lead, 22),
    (Kind::Activity, 9),
    (Kind::Contact, 7),
    (Kind::TimelineComment, 6),
    (Kind::Task, 5),
    (Kind::ConnectorStatus, 4),
    (Kind::Line, 2),
    (Kind::Bot, 2),
    (Kind::BotV2, 1),
];

/// What any office deletes.
pub(crate) const OFFICE: &[(Kind, u32)] = &[
    (Kind::Lead, 20),
    (Kind::Deal, 12),
    (Kind::Contact, 12),
    (Kind::Company, 6),
    (Kind::Task, 12),
    (Kind::TaskComment, 8),
    (Kind::CalendarEntry, 8),
    (Kind::Activity, 6),
    (Kind::TimelineComment, 6),
    (Kind::ConnectorMessage, 10),
];

/// All three, smallest first.
pub(crate) fn personas() -> Vec<Persona> {
    let agency = PortalSpec { status: "P".to_owned(), ..PortalSpec::new("greenfield-studio") };
    let wholesaler = PortalSpec {
        language: "de".to_owned(),
        size: Size::Medium,
        edition: Edition::SelfHosted,
        newer_frame_keys: false,
        offline_extended: false,
        ..PortalSpec::new("nordhandel")
    };
    let support = PortalSpec {
        language: "br".to_owned(),
        size: Size::Large,
        status: "S".to_owned(),
        ..PortalSpec::new("atendimento-litoral")
    };
    vec![
        Persona {
            spec: agency,
            way: Way::Frame,
            share: 0.14,
            hours: WorkingHours { zone: 0, weekend: 0.08, night: 0.005 },
            kinds: AGENCY,
            names: ENGLISH,
        },
        Persona {
            spec: wholesaler,
            way: Way::Frame,
            share: 0.31,
            hours: WorkingHours { zone: 1, weekend: 0.15, night: 0.01 },
            kinds: WHOLESALER,
            names: GERMAN,
        },
        Persona {
            spec: support,
            way: Way::Callback,
            share: 0.55,
            hours: WorkingHours { zone: -3, weekend: 0.55, night: 0.12 },
            kinds: SUPPORT,
            names: &[],
        },
    ]
}

impl Persona {
    /// A random bound kind to delete next.
    pub(crate) fn pick(&self, rng: &mut StdRng, bound: &[Kind]) -> Option<Kind> {
        let kinds = || self.kinds.iter().filter(|(kind, _)| bound.contains(kind));
        let total: u32 = kinds().map(|(_, weight)| weight).sum();
        let mut at = if total == 0 { return None } else { rng.random_range(0..total) };
        kinds().find_map(|(kind, weight)| {
            let found = at < *weight;
            at = at.saturating_sub(*weight);
            found.then_some(*kind)
        })
    }
}
