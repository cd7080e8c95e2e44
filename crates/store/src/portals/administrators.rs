//! A portal's confirmed administrators, and when it confirmed them: when payment ends and it answers no more calls,
//! they can go on reading for a while.

use domain::clock::micros;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};
use time::OffsetDateTime;

use crate::entities::administrator::{ActiveModel, Column, Entity};
use crate::error::StoreError;
use crate::{Store, Tenant};

impl Store {
    /// Forgets those confirmed before `time`. Returns how many.
    pub async fn drop_administrators_before(&self, time: OffsetDateTime) -> Result<u64, StoreError> {
        let old = Entity::delete_many().filter(Column::SeenAt.lt(micros(time)));
        Ok(old.exec(&self.connections.write).await?.rows_affected)
    }
}

impl Tenant<'_> {
    /// Records that the portal just confirmed this user as an administrator.
    pub async fn note_administrator(&self, user_id: &str, now: OffsetDateTime) -> Result<(), StoreError> {
        let row = ActiveModel {
            member_id: Set(self.member_id.to_string()),
            user_id: Set(user_id.to_owned()),
            seen_at: Set(micros(now)),
        };
        let again = OnConflict::columns([Column::MemberId, Column::UserId]).update_column(Column::SeenAt).to_owned();
        Entity::insert(row).on_conflict(again).exec_without_returning(&self.store.connections.write).await?;
        Ok(())
    }

    /// Records that the portal just denied that this user is an administrator.
    pub async fn forget_administrator(&self, user_id: &str) -> Result<(), StoreError> {
        let this = Entity::delete_by_id((self.member_id.to_string(), user_id.to_owned()));
        this.exec(&self.store.connections.write).await?;
        Ok(())
    }

    /// Whether the portal confirmed this user as an administrator since `since`.
    pub async fn was_administrator(&self, user_id: &str, since: OffsetDateTime) -> Result<bool, StoreError> {
        let this = Entity::find_by_id((self.member_id.to_string(), user_id.to_owned()));
        Ok(this.filter(Column::SeenAt.gte(micros(since))).count(&self.store.connections.read).await? > 0)
    }
}
