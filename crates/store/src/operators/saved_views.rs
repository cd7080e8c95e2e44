//! Operators' saved views of lists: a filter under a name, private or shared with all.

use domain::clock::micros;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, FromQueryResult, NotSet, PaginatorTrait, QueryFilter,
    QueryOrder, Set,
};
use time::OffsetDateTime;

use crate::Store;
use crate::entities::saved_view::{ActiveModel, Column, Entity};
use crate::error::StoreError;

/// How many views an operator may keep.
const MOST: u64 = 50;

/// A saved view.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct SavedView {
    /// Its number.
    pub id: i64,
    /// Its owner.
    pub operator_id: i64,
    /// Its name.
    pub name: String,
    /// The filter, as a query string.
    pub query: String,
    /// Whether other operators see it too.
    pub is_shared: bool,
}

/// The operator has as many views as allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManyViews;

impl Store {
    /// The views that an operator sees, their own first, by name.
    pub async fn list_saved_views(&self, operator_id: i64) -> Result<Vec<SavedView>, StoreError> {
        let seen = Condition::any().add(Column::OperatorId.eq(operator_id)).add(Column::IsShared.eq(true));
        let rows = Entity::find().filter(seen).order_by_asc(Column::Name).order_by_asc(Column::Id);
        let mut views: Vec<SavedView> = rows.into_model().all(&self.connections.read).await?;
        views.sort_by_key(|view| view.operator_id != operator_id);
        Ok(views)
    }

    /// Saves a view. Replaces the operator's view of the same name.
    pub async fn save_view(
        &self,
        operator_id: i64,
        name: &str,
        query: &str,
        is_shared: bool,
        now: OffsetDateTime,
    ) -> Result<Result<(), TooManyViews>, StoreError> {
        let transaction = self.connections.begin().await?;
        let own = || Entity::find().filter(Column::OperatorId.eq(operator_id));
        let known = own().filter(Column::Name.eq(name)).one(&transaction).await?;
        if known.is_none() && own().count(&transaction).await? >= MOST {
            return Ok(Err(TooManyViews));
        }
        let row = ActiveModel {
            id: known.map_or(NotSet, |known| Set(known.id)),
            operator_id: Set(operator_id),
            name: Set(name.to_owned()),
            query: Set(query.to_owned()),
            is_shared: Set(is_shared),
            created_at: Set(micros(now)),
        };
        row.save(&transaction).await?;
        transaction.commit().await?;
        Ok(Ok(()))
    }

    /// Removes a view of the operator. Returns whether it existed.
    pub async fn remove_saved_view(&self, operator_id: i64, id: i64) -> Result<bool, StoreError> {
        let own = Entity::delete_many().filter(Column::Id.eq(id)).filter(Column::OperatorId.eq(operator_id));
        Ok(own.exec(&self.connections.write).await?.rows_affected > 0)
    }
}
