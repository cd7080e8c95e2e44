//! All operations of the API.

use crate::all_deletions::AllDeletionsApi;
use crate::catalogue::CatalogueApi;
use crate::deletions::DeletionsApi;
use crate::export::ExportApi;
use crate::feed::FeedApi;
use crate::filters::Filtered;
use crate::gaps::GapsApi;
use crate::health::HealthApi;
use crate::portals::PortalsApi;
use crate::stats::StatsApi;
use crate::stream::StreamApi;
use crate::webhooks::{AllWebhooksApi, PortalWebhooksApi};

pub(crate) type Operations = Filtered<(
    PortalsApi,
    HealthApi,
    GapsApi,
    DeletionsApi,
    AllDeletionsApi,
    ExportApi,
    StatsApi,
    FeedApi,
    StreamApi,
    CatalogueApi,
    PortalWebhooksApi,
    AllWebhooksApi,
)>;
