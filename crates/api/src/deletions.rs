//! A portal's deletions.

use domain::MemberId;
use domain::api_key::Scope;
use domain::deletion::Filter;
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use store::{Store, Tenant};

use crate::auth::Key;
use crate::cursor::{Cursors, parse_number};
use crate::deletion::Deletion;
use crate::error::ApiError;
use crate::filters::Filters;
use crate::page::DeletionPage;
use crate::query::{Order, default_limit, example};
use crate::tags::Tags;

pub(crate) struct DeletionsApi {
    pub(crate) store: Store,
}

#[OpenApi(tag = "Tags::Deletions")]
impl DeletionsApi {
    /// List a portal's deletions.
    ///
    /// By `id`, newest first unless `order` says otherwise. A deletion must match one value of every filter given; an
    /// empty filter counts as not given. Paging with `cursor` shows every deletion that existed at the start exactly
    /// once, however many arrive meanwhile. Needs the scope `deletions:read`.
    #[oai(path = "/portals/:member_id/deletions", method = "get", operation_id = "listDeletions")]
    async fn list(
        &self,
        key: Key,
        /// The portal.
        #[oai(example = "example::member_id")]
        member_id: Path<String>,
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
        let member_id = key.reaches(&member_id)?;
        let filter: Filter = filters.try_into()?;
        let order = order.0.into();
        let cursors = Cursors::of_deletions(self.store.hash_key(), &member_id, &filter, order);
        let after = cursors.read_number(cursor.as_deref())?;
        let portal = open(&self.store, &member_id).await?;

        let page = portal.deletions().list(&filter, order, after, limit.0).await?;
        let next = page.next.map(|number| cursors.print(&number.to_string()));
        Ok(Json(DeletionPage::new(page.items.into_iter().map(|(_, deletion)| deletion), next)?))
    }

    /// Get one deletion.
    ///
    /// Needs the scope `deletions:read`.
    #[oai(path = "/portals/:member_id/deletions/:id", method = "get", operation_id = "getDeletion")]
    async fn get(
        &self,
        key: Key,
        /// The portal.
        #[oai(example = "example::member_id")]
        member_id: Path<String>,
        /// The deletion's number within the portal.
        #[oai(example = "example::id")]
        id: Path<String>,
    ) -> Result<Json<Deletion>, ApiError> {
        key.allows(Scope::DeletionsRead)?;
        let member_id = key.reaches(&member_id)?;
        let portal = open(&self.store, &member_id).await?;

        let number = parse_number(&id).ok_or_else(ApiError::deletion_not_found)?;
        let deletion = portal.find_deletion(number).await?.ok_or_else(ApiError::deletion_not_found)?;
        Ok(Json(deletion.try_into()?))
    }
}

/// The portal's tenant; fails if there is no such portal.
pub(crate) async fn open<'a>(store: &'a Store, member_id: &'a MemberId) -> Result<Tenant<'a>, ApiError> {
    let portal = store.tenant(member_id);
    portal.purged_up_to().await?.ok_or_else(ApiError::portal_not_found)?;
    Ok(portal)
}
