//! Titles under the present key.

use domain::MemberId;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use super::column;
use crate::Store;
use crate::entities::title::{Column, Entity};
use crate::error::StoreError;

/// How many rows are read at once.
const BATCH: u64 = 200;

impl Store {
    /// How many titles are not under the present key.
    pub(crate) async fn count_titles_of_other_keys(&self) -> Result<u64, StoreError> {
        let others = Entity::find().filter(self.of_other_keys(&[Expr::col(Column::Title)]));
        Ok(others.count(&self.connections.read).await?)
    }

    /// Seals titles with the present key that were sealed with another one. Returns how many.
    pub(crate) async fn rotate_titles(&self) -> Result<u64, StoreError> {
        use Column::{Entity as OfKind, EntityId, MemberId as Portal, Title};
        let (mut rotated, mut after) = (0, None);
        loop {
            let later = |(portal, kind, id): (String, String, String)| {
                let same = Portal.eq(portal.as_str());
                let of_kind = OfKind.gt(kind.as_str()).or(OfKind.eq(kind.as_str()).and(EntityId.gt(id)));
                Portal.gt(portal.as_str()).or(same.and(of_kind))
            };
            let others = Entity::find().filter(self.of_other_keys(&[Expr::col(Title)]));
            let others = others.filter(Condition::all().add_option(after.map(later))).limit(BATCH);
            let others = others.order_by_asc(Portal).order_by_asc(OfKind).order_by_asc(EntityId);
            let rows = others.all(&self.connections.read).await?;
            let Some(last) = rows.last() else { return Ok(rotated) };
            after = Some((last.member_id.clone(), last.entity.clone(), last.entity_id.clone()));
            for row in rows {
                let member_id = MemberId::parse(&row.member_id);
                let member_id = member_id.map_err(|error| StoreError::corrupt("titles", error))?;
                let Some(sealed) = &row.title else { continue };
                let column = column(&row.entity, &row.entity_id);
                let Some(anew) = self.sealed_anew(sealed, &member_id, &column)? else { continue };
                let own = Portal.eq(row.member_id.as_str()).and(OfKind.eq(row.entity.as_str()));
                let own = own.and(EntityId.eq(row.entity_id.as_str()));
                rotated += self.replace_sealed::<Entity>(own, Title, sealed, anew).await?;
            }
        }
    }
}
