//! Retention and removal of titles.

use domain::clock::micros;
use domain::titles::TitleSettings;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use time::OffsetDateTime;

use crate::among::one_of_rows;
use crate::entities::title::{Column, Entity};
use crate::error::StoreError;
use crate::{Store, Tenant};

/// How many are removed at once: others write in between.
const BATCH: u64 = 1_000;
const MICROS_OF_DAY: i64 = 86_400_000_000;

impl Store {
    /// Removes one batch of expired titles. Returns whether there may be more.
    pub async fn drop_expired_titles(&self, now: OffsetDateTime) -> Result<bool, StoreError> {
        let expired = Entity::find().filter(Column::ExpiresAt.lte(micros(now))).limit(BATCH);
        let rows = expired.all(&self.connections.read).await?;
        let read = rows.len() as u64;
        if read > 0 {
            let keys = rows.into_iter().map(|row| [row.member_id, row.entity, row.entity_id]);
            let columns = [Column::MemberId, Column::Entity, Column::EntityId].map(Expr::col);
            let these = one_of_rows(self.connections.write.get_database_backend(), columns, keys);
            // The portal may have sent one of them again meanwhile.
            let these = Entity::delete_many().filter(these).filter(Column::ExpiresAt.lte(micros(now)));
            these.exec(&self.connections.write).await?;
        }
        Ok(read == BATCH)
    }
}

impl Tenant<'_> {
    /// Removes all titles of the portal, also those that are still to be fetched.
    pub async fn erase_titles(&self) -> Result<(), StoreError> {
        self.drop_titles(&self.store.connections.write).await
    }

    pub(crate) async fn drop_titles(&self, db: &impl ConnectionTrait) -> Result<(), StoreError> {
        Entity::delete_many().filter(self.own_titles()).exec(db).await?;
        Ok(())
    }

    /// Applies new settings: titles stay for so many days, or go if they are off.
    pub(crate) async fn keep_titles(
        &self,
        db: &impl ConnectionTrait,
        settings: TitleSettings,
    ) -> Result<(), StoreError> {
        if !settings.is_on {
            return self.drop_titles(db).await;
        }
        let kept = i64::from(settings.days) * MICROS_OF_DAY;
        let expires_at = match settings.days {
            0 => Expr::value(None::<i64>),
            _ => Expr::col(Column::NotedAt).add(kept),
        };
        let own = Entity::update_many().filter(self.own_titles()).filter(Column::NotedAt.is_not_null());
        own.col_expr(Column::ExpiresAt, expires_at).exec(db).await?;
        Ok(())
    }
}
