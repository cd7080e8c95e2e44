//! The deletions of all portals that a key reaches.

use domain::api_key::Scope;
use domain::deletion::Filter;
use poem_openapi::OpenApi;
use poem_openapi::param::Query;
use poem_openapi::payload::Json;
use store::Store;
use time::OffsetDateTime;

use crate::auth::Key;
use crate::cursor::Cursors;
use crate::deletion::Source;
use crate::error::ApiError;
use crate::page::DeletionPage;
use crate::query::{Asked, Many, Order, default_limit};
use crate::tags::Tags;

/// What was deleted anywhere.
pub(crate) struct AllDeletionsApi {
    pub(crate) store: Store,
}

#[OpenApi(tag = "Tags::Deletions")]
impl AllDeletionsApi {
    /// List the deletions of all portals.
    ///
    /// In the order in which they were received, newest first unless asked; filters and cursors work as in the list of one portal.
    /// What is asked for may be far back: a page may have few deletions or none though more follow, and `next_cursor`
    /// goes on. Needs the scope `deletions:read`; of a key of some portals it has just those.
    #[oai(path = "/deletions", method = "get", operation_id = "listAllDeletions")]
    #[expect(clippy::too_many_arguments, reason = "the framework documents a parameter an argument")]
    async fn list(
        &self,
        key: Key,
        /// Only of one of these event codes, without regard to case: `ONIMCONNECTORMESSAGEDELETE`.
        event: Many<String>,
        /// Only of one of these kinds of things, as in the catalogue: `imconnector.message`.
        entity: Many<String>,
        /// Only of exactly one of these things: `86501`. Ids are unique within a kind, so name the kind too.
        entity_id: Many<String>,
        /// Only by one of these users: `27`.
        user_id: Many<String>,
        /// Only those that came from one of these sources: `live`.
        source: Many<Source>,
        /// Only those received at this time or later: `2026-03-01T00:00:00Z`.
        from: Query<Option<OffsetDateTime>>,
        /// Only those received before this time: `2026-04-01T00:00:00Z`.
        to: Query<Option<OffsetDateTime>>,
        /// Only those whose `entity_id` or any attribute value begins with this, without regard to case: `ext-msg`.
        #[oai(validator(max_length = 100))]
        q: Query<Option<String>>,
        /// Which end comes first.
        #[oai(default = "Order::usual")]
        order: Query<Order>,
        /// How many a page may have.
        #[oai(default = "default_limit", validator(minimum(value = "1"), maximum(value = "500")))]
        limit: Query<u64>,
        /// Where the page begins: the `next_cursor` of the page before.
        cursor: Query<Option<String>>,
    ) -> Result<Json<DeletionPage>, ApiError> {
        key.allows(Scope::DeletionsRead)?;
        let filter: Filter = Asked { event, entity, entity_id, user_id, source, from, to, q }.try_into()?;
        let order = order.0.into();
        let cursors = Cursors::of_all_deletions(self.store.hash_key(), &filter, order);
        let after = cursors.read_number(cursor.as_deref())?;

        let page = self.store.within(key.reach()).deletions().list(&filter, order, after, limit.0).await?;
        let next = page.next.map(|place| cursors.print(&place.to_string()));
        Ok(Json(DeletionPage::new(page.items.into_iter().map(|(_, deletion)| deletion), next)?))
    }
}
