//! Checks whether one deletion still is what its portal's chain linked.

use domain::chain::{Link, Standing};
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter};

use crate::Tenant;
use crate::deletions::chain::{AuthDigests, into_link, link};
use crate::deletions::rows::Row;
use crate::deletions::search::{Own, place_of};
use crate::entities::{counter, deletion};
use crate::error::StoreError;

impl Tenant<'_> {
    /// Whether the deletion with this number fits the one before it; none if there is no such deletion.
    pub async fn check_link(&self, number: u64) -> Result<Option<Standing>, StoreError> {
        let Ok(number) = i64::try_from(number) else { return Ok(None) };
        let snapshot = self.store.connections.begin_snapshot().await?;
        let Some(own) = Own::find(&snapshot, self.member_id).await? else { return Ok(None) };
        let Some(row) = find_row(&snapshot, &own, number).await? else { return Ok(None) };
        let Some(kept) = link(&row) else { return Ok(Some(Standing::OlderThanChain)) };
        let Some(before) = self.link_before(&snapshot, &own, number).await? else {
            return Ok(Some(Standing::PredecessorMissing));
        };
        let mut auths = AuthDigests::default();
        auths.look_up(&snapshot, std::slice::from_ref(&row)).await?;
        let fits = auths.digest(&row, number, before.as_ref()) == Some(kept);
        Ok(Some(if fits { Standing::Fits } else { Standing::Changed }))
    }

    /// The numbers of the deletions before and after this one, as far as they are kept.
    pub async fn find_neighbours(&self, number: u64) -> Result<[Option<u64>; 2], StoreError> {
        let (Ok(number), Some((own, kept))) = (i64::try_from(number), self.find_range().await?) else {
            return Ok([None; 2]);
        };
        let before = match number - 1 {
            before if kept.has(before) => find_row(&self.store.connections.read, &own, before).await?,
            _ => None,
        };
        let after = kept.has(number + 1).then_some(number + 1);
        Ok([before.map(|row| row.number), after].map(|number| number.map(i64::unsigned_abs)))
    }

    /// The link before a number: that of the deletion before it, or of the checkpoint; none if there is neither.
    async fn link_before(
        &self,
        db: &sea_orm::DatabaseTransaction,
        own: &Own,
        number: i64,
    ) -> Result<Option<Option<Link>>, StoreError> {
        let counter = counter::Entity::find_by_id(self.member_id.as_str()).one(db).await?;
        if let Some(counter) = counter.filter(|counter| counter.checkpoint_number == number - 1) {
            return Ok(Some(into_link(counter.checkpoint_digest)?));
        }
        Ok(find_row(db, own, number - 1).await?.map(|row| link(&row)))
    }
}

pub(crate) async fn find_row(db: &impl ConnectionTrait, own: &Own, number: i64) -> Result<Option<Row>, StoreError> {
    let Some(place) = place_of(db, own, number).await? else { return Ok(None) };
    let column = match db.get_database_backend() {
        DbBackend::Postgres => deletion::Column::Number,
        _ => deletion::Column::Arrival,
    };
    let of_portal = deletion::Column::MemberId.eq(own.member_id.as_str());
    let row = deletion::Entity::find().filter(of_portal).filter(column.eq(place)).one(db).await?;
    Ok(row.filter(|row| row.number == number))
}
