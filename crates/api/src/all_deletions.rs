//! The deletions of all portals that a key reaches.

use domain::api_key::Scope;
use domain::deletion::Filter;
use poem_openapi::OpenApi;
use poem_openapi::param::Query;
use poem_openapi::payload::Json;
use store::Store;

use crate::auth::Key;
use crate::cursor::Cursors;
use crate::error::ApiError;
use crate::filters::Filters;
use crate::page::DeletionPage;
use crate::query::{Order, default_limit};
use crate::tags::Tags;

pub(crate) struct AllDeletionsApi {
    pub(crate) store: Store,
}

#[OpenApi(tag = "Tags::Deletions")]
impl AllDeletionsApi {
    /// List the deletions of all portals.
    ///
    /// In order of receipt, newest first unless `order` says otherwise; filters and cursors work as in one portal's
    /// list. Matches may be far back: a page may have few or none although more follow; continue with `next_cursor`.
    /// Needs the scope `deletions:read`; a key for some portals gets only those.
    #[oai(path = "/deletions", method = "get", operation_id = "listAllDeletions")]
    async fn list(
        &self,
        key: Key,
        filters: Filters,
        /// Which end comes first.
        #[oai(default = "Order::usual")]
        order: Query<Order>,
        /// Maximum items per page.
        #[oai(default = "default_limit", validator(minimum(value = "1"), maximum(value = "500")))]
        limit: Query<u64>,
        /// The previous page's `next_cursor`.
        cursor: Query<Option<String>>,
    ) -> Result<Json<DeletionPage>, ApiError> {
        key.allows(Scope::DeletionsRead)?;
        let filter: Filter = filters.try_into()?;
        let order = order.0.into();
        let cursors = Cursors::of_all_deletions(self.store.hash_key(), &filter, order);
        let after = cursors.read_number(cursor.as_deref())?;

        let page = self.store.within(key.reach()).deletions().list(&filter, order, after, limit.0).await?;
        let next = page.next.map(|place| cursors.print(&place.to_string()));
        Ok(Json(DeletionPage::new(page.items.into_iter().map(|(_, deletion)| deletion), next)?))
    }
}
