//! Due tasks of portals: found by an index and claimed in batches, each by one process only.

use domain::MemberId;
use domain::clock::{from_micros, micros};
use domain::schedule::Task;
use sea_orm::sea_query::{Expr, ExprTrait, Func, Query};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, UpdateMany};
use time::{Duration, OffsetDateTime};

use crate::entities::portal;
use crate::error::StoreError;
use crate::{Store, Tenant};

/// How often taking a hint is tried while others change the row.
const HINTS: usize = 5;

/// The column of a task's time.
pub(crate) fn due(task: Task) -> portal::Column {
    match task {
        Task::Renew => portal::Column::RenewAt,
        Task::SubscriptionCheck => portal::Column::SubscriptionCheckAt,
        Task::Probe => portal::Column::ProbeAt,
        Task::AlarmCheck => portal::Column::AlarmCheckAt,
        Task::Learn => portal::Column::LearnAt,
        Task::Recover => portal::Column::RecoverAt,
        Task::Confirm => portal::Column::ConfirmAt,
        Task::Names => portal::Column::NamesAt,
        Task::Titles => portal::Column::TitlesAt,
    }
}

/// A time from `begin` on for each of so many portals, which are `spacing` apart on average.
pub(crate) fn spread(begin: OffsetDateTime, spacing: Duration, portals: u64) -> Expr {
    let spread = (spacing * i32::try_from(portals).unwrap_or(i32::MAX)).max(Duration::MICROSECOND);
    let spread = i64::try_from(spread.whole_microseconds()).unwrap_or(i64::MAX);
    // The last token refresh is as good as random, and every portal has one.
    let chance = Func::coalesce([Expr::col(portal::Column::TokenRefreshedAt), Expr::value(0_i64)]);
    Expr::value(micros(begin)).add(Expr::expr(chance).modulo(spread))
}

impl Store {
    /// Claims `task` for the portals for which it has been due the longest, `limit` at most. It is due again at `until`
    /// unless rescheduled, so that another process takes over after a crash.
    pub async fn claim_due(
        &self,
        task: Task,
        now: OffsetDateTime,
        until: OffsetDateTime,
        limit: u64,
    ) -> Result<Vec<MemberId>, StoreError> {
        let due = due(task);
        let due_portals = portal::Entity::find().select_only().column(portal::Column::MemberId);
        let due_portals = due_portals.filter(due.lte(micros(now))).order_by_asc(due).limit(limit);
        let due_portals: Vec<String> = due_portals.into_tuple().all(&self.connections.read).await?;
        // Mostly nothing is due; an update would then only hold up other writers.
        if due_portals.is_empty() {
            return Ok(Vec::new());
        }
        // Whoever moves the time first has the portal. No lock before: rows of several machines can't be locked
        // together.
        let mut claim = Query::update();
        claim.table(portal::Entity).value(due, micros(until));
        claim.and_where(portal::Column::MemberId.is_in(&due_portals)).and_where(due.lte(micros(now)));
        claim.returning_col(portal::Column::MemberId);
        let claimed = self.connections.write.query_all(&claim).await?;
        let claimed: Vec<String> = claimed.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?;
        claimed.iter().map(|id| MemberId::parse(id).map_err(|error| StoreError::corrupt("portals", error))).collect()
    }
}

impl Tenant<'_> {
    /// When `task` is due; none if it is not.
    pub async fn find_due(&self, task: Task) -> Result<Option<OffsetDateTime>, StoreError> {
        let own = portal::Entity::find_by_id(self.member_id.as_str()).select_only().column(due(task));
        let at: Option<Option<i64>> = own.into_tuple().one(&self.store.connections.read).await?;
        Ok(at.flatten().map(from_micros))
    }

    /// Reschedules a task that was claimed until `claimed`, or ends it; does nothing if it was made due anew meanwhile.
    /// A waiting hint keeps the subscription check at its earlier time.
    pub async fn reschedule(
        &self,
        task: Task,
        claimed: OffsetDateTime,
        at: Option<OffsetDateTime>,
        now: OffsetDateTime,
    ) -> Result<(), StoreError> {
        use portal::Column::HintedAt;
        let at = at.map(micros);
        let waits = HintedAt.gt(micros(now)).and(HintedAt.lt(at.unwrap_or(i64::MAX)));
        let at = match task {
            Task::SubscriptionCheck => Expr::case(waits, Expr::col(HintedAt)).finally(Expr::value(at)).into(),
            _ => Expr::value(at),
        };
        let same = due(task).eq(micros(claimed));
        self.update_row(portal::Entity::update_many().col_expr(due(task), at).filter(same)).await.map(drop)
    }

    /// Takes an unproven hint that the portal has news: makes the subscription check due at once, or a `pause` after
    /// the last hint took effect, so that no hint is forgotten and nobody can force constant calls. Returns when it is
    /// due; none if the portal is not known.
    pub async fn take_hint(&self, now: OffsetDateTime, pause: Duration) -> Result<Option<OffsetDateTime>, StoreError> {
        use portal::Column::{HintedAt, SubscriptionCheckAt};
        for _ in 0..HINTS {
            let Some(row) = self.find_row(&self.store.connections.read).await? else { return Ok(None) };
            let last = row.hinted_at.map(from_micros);
            // A future time is a hint that waits.
            let due_at = last.map_or(now, |last| if last > now { last } else { Ord::max(now, last + pause) });
            let check_at = row.subscription_check_at.map_or(micros(due_at), |at| Ord::min(at, micros(due_at)));
            if (row.hinted_at, row.subscription_check_at) == (Some(micros(due_at)), Some(check_at)) {
                return Ok(Some(due_at)); // a repeated hint writes nothing
            }
            let same = row.hinted_at.map_or_else(|| HintedAt.is_null(), |last| HintedAt.eq(last));
            let same_check = row
                .subscription_check_at
                .map_or_else(|| SubscriptionCheckAt.is_null(), |at| SubscriptionCheckAt.eq(at));
            let taken = portal::Entity::update_many()
                .col_expr(SubscriptionCheckAt, Expr::value(check_at))
                .col_expr(HintedAt, Expr::value(micros(due_at)))
                .filter(same.and(same_check));
            if self.update_row(taken).await? {
                return Ok(Some(due_at));
            }
        }
        Err(StoreError::Conflict)
    }

    /// Makes `task` due at a time, unless it is due earlier.
    pub async fn bring_forward(&self, task: Task, at: OffsetDateTime) -> Result<(), StoreError> {
        let later = Condition::any().add(due(task).is_null()).add(due(task).gt(micros(at)));
        self.update_row(timed(task, Some(at)).filter(later)).await.map(drop)
    }

    /// Makes `task` due at a time, or never. Does nothing for a portal without the app.
    pub async fn schedule(&self, task: Task, at: Option<OffsetDateTime>) -> Result<(), StoreError> {
        self.update_row(timed(task, at)).await.map(drop)
    }
}

/// Makes `task` due at a time, or never, for portals with the app.
fn timed(task: Task, at: Option<OffsetDateTime>) -> UpdateMany<portal::Entity> {
    let timed = portal::Entity::update_many().col_expr(due(task), Expr::value(at.map(micros)));
    timed.filter(portal::Column::AccessToken.is_not_null())
}
