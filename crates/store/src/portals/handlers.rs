//! The handler address at which each portal's events are bound.

use domain::clock::micros;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter};
use time::{Duration, OffsetDateTime};

use crate::entities::portal;
use crate::error::StoreError;
use crate::portals::due::spread;
use crate::{Store, Tenant};

/// The average time between subscription checks of different portals.
const SPACING: Duration = Duration::milliseconds(100);

impl Store {
    /// Records that the service has a new address: what portals with another handler send is unknown until each is
    /// checked, which becomes due from now on, spread out. Returns how many portals that are.
    pub async fn note_handler(&self, handler: &str, now: OffsetDateTime) -> Result<u64, StoreError> {
        use portal::Column::{
            AccessToken, AlarmCheckAt, Handler, SubscriptionCheckAt, SubscriptionsCheckedAt, SubscriptionsExpected,
        };
        let elsewhere = Condition::all()
            .add(AccessToken.is_not_null())
            .add(Handler.ne(handler))
            .add(SubscriptionCheckAt.is_not_null());
        let portals = portal::Entity::find().filter(elsewhere.clone()).count(&self.connections.read).await?;
        if portals == 0 {
            return Ok(0);
        }
        portal::Entity::update_many()
            .col_expr(SubscriptionCheckAt, spread(now, SPACING, portals))
            .col_expr(AlarmCheckAt, Expr::value(micros(now)))
            .col_expr(SubscriptionsExpected, Expr::value(None::<i32>))
            .col_expr(SubscriptionsCheckedAt, Expr::value(None::<i64>))
            .filter(elsewhere)
            .exec(&self.connections.write)
            .await?;
        Ok(portals)
    }
}

impl Tenant<'_> {
    /// Saves where its events are bound.
    pub async fn save_handler(&self, handler: &str) -> Result<(), StoreError> {
        let bound = portal::Entity::update_many().col_expr(portal::Column::Handler, Expr::value(handler));
        self.update_row(bound).await.map(drop)
    }
}
