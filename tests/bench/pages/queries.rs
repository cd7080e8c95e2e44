//! Queries of pages and the API.

use domain::deletion::{Filter, Source};
use domain::stats::Bucket;
use time::Duration;

use super::seed::{DAYS, Seeded};

/// Per page.
const PAGE: u64 = 50;

#[derive(Clone, Copy, Debug)]
pub(super) enum Query {
    Newest,
    Event,
    EventAndTime,
    EntityAndUser,
    Time,
    RarePrefix,
    CommonPrefix,
    Recovered,
    Histogram,
    Days,
    Totals,
    NewestOfAll,
    EventAndTimeOfAll,
    PrefixOfAll,
    HistogramOfAll,
    TotalsOfAll,
}

impl Query {
    pub(super) fn all() -> [Self; 16] {
        [
            Self::Newest,
            Self::Event,
            Self::EventAndTime,
            Self::EntityAndUser,
            Self::Time,
            Self::RarePrefix,
            Self::CommonPrefix,
            Self::Recovered,
            Self::Histogram,
            Self::Days,
            Self::Totals,
            Self::NewestOfAll,
            Self::EventAndTimeOfAll,
            Self::PrefixOfAll,
            Self::HistogramOfAll,
            Self::TotalsOfAll,
        ]
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Newest => "newest 50",
            Self::Event => "event",
            Self::EventAndTime => "event and a week",
            Self::EntityAndUser => "kind and user",
            Self::Time => "half a day",
            Self::RarePrefix => "beginning of an id",
            Self::CommonPrefix => "beginning of many ids",
            Self::Recovered => "recovered ones",
            Self::Histogram => "histogram of 30 days",
            Self::Days => "counts of 30 days by event",
            Self::Totals => "a portal's totals",
            Self::NewestOfAll => "all portals: newest 50",
            Self::EventAndTimeOfAll => "all portals: event and a week",
            Self::PrefixOfAll => "all portals: beginning of an id",
            Self::HistogramOfAll => "all portals: histogram of 30 days",
            Self::TotalsOfAll => "all portals: totals",
        }
    }

    /// Runs it on the largest portal or on all.
    pub(super) async fn ask(self, seeded: &Seeded) {
        let store = &seeded.store;
        let (portal, all) = (store.tenant(&seeded.largest), store.all_portals().deletions());
        let first_day = Bucket::Day.beginning(seeded.now) - Duration::days(29);
        match self {
            Self::Histogram => drop(portal.deletions().count_days(first_day, 30).await.expect("counts")),
            Self::Days => {
                let to = first_day + Duration::days(30);
                drop(portal.deletions().count_events(Bucket::Day, first_day, to).await.expect("counts"));
            }
            Self::Totals => drop(portal.find_portal().await.expect("a portal")),
            Self::HistogramOfAll => drop(all.count_days(first_day, 30).await.expect("counts")),
            Self::TotalsOfAll => drop(store.all_portals().overview().await.expect("an overview")),
            Self::NewestOfAll | Self::EventAndTimeOfAll | Self::PrefixOfAll => {
                let page = all.list_deletions(&self.filter(seeded), None, PAGE).await.expect("a page");
                assert!(!page.items.is_empty(), "{self:?} finds nothing");
            }
            _ => {
                let page = portal.deletions().list_deletions(&self.filter(seeded), None, PAGE).await.expect("a page");
                assert!(
                    !page.items.is_empty() || matches!(self, Self::EntityAndUser | Self::Recovered),
                    "{self:?} finds nothing"
                );
            }
        }
    }

    fn filter(self, seeded: &Seeded) -> Filter {
        let none = Filter::default();
        let middle = seeded.now - Duration::days(DAYS / 2);
        let event = vec!["ONCRMLEADDELETE".to_owned()];
        let week = (Some(middle), Some(middle + Duration::WEEK));
        match self {
            Self::Event => Filter { event, ..none },
            Self::EventAndTime | Self::EventAndTimeOfAll => Filter { event, from: week.0, to: week.1, ..none },
            Self::EntityAndUser => Filter { entity: vec!["crm.deal".into()], user_id: vec!["7".into()], ..none },
            Self::Time => Filter { from: Some(middle), to: Some(middle + Duration::HOUR * 12), ..none },
            Self::RarePrefix | Self::PrefixOfAll => Filter { q: Some(seeded.rare_id()), ..none },
            Self::CommonPrefix => Filter { q: Some("1".into()), ..none },
            Self::Recovered => Filter { source: vec![Source::Recovered], ..none },
            _ => none,
        }
    }
}
