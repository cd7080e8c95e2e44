//! Times as numbers: a portal's numbers are dense, and the times grow with them, so that no index is needed.

use domain::MemberId as Portal;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::entities::deletion;
use crate::entities::deletion::Column::{MemberId, Number, ReceivedAt};
use crate::error::StoreError;

/// The first number of the portal that was received at this time or later; one more than the last if there is none.
pub(crate) async fn first_since(db: &impl ConnectionTrait, portal: &Portal, time: i64) -> Result<i64, StoreError> {
    let own =
        || deletion::Entity::find().filter(MemberId.eq(portal.as_str())).select_only().columns([Number, ReceivedAt]);
    let first = own().order_by_asc(Number).into_tuple::<(i64, i64)>().one(db).await?;
    let last = own().order_by_desc(Number).into_tuple::<(i64, i64)>().one(db).await?;
    let Some(((first, _), (last, _))) = first.zip(last) else { return Ok(1) };
    let (mut low, mut high) = (first, last + 1); // the number sought is in low..=high
    while low < high {
        let middle = i64::midpoint(low, high);
        // Whatever number is there from the middle on, should one be missing.
        let there = own().filter(Number.gte(middle)).order_by_asc(Number).into_tuple::<(i64, i64)>().one(db).await?;
        match there {
            Some((number, at)) if at < time => low = number + 1,
            _ => high = middle,
        }
    }
    Ok(low)
}
