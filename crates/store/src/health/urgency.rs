//! How urgent it is to look at a portal: [`Condition::of`](domain::health::Condition::of) as SQL.

use std::sync::LazyLock;

use domain::health::{AlarmKind, Condition as State};
use domain::portal::{PortalStatus, TokenHealth};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, Func, Query, SelectStatement, SqliteQueryBuilder};
use sea_orm::{ColumnTrait, Condition};

use crate::entities::{alarm, portal};

/// The urgency by the portal's own row, with every value written out: databases use the index on this expression only
/// where a query repeats it exactly.
static WITHOUT_ALARM: LazyLock<String> = LazyLock::new(|| {
    let select = Query::select().expr(of_row()).to_string(SqliteQueryBuilder);
    select.trim_start_matches("SELECT ").to_owned()
});

/// The urgency of a portal for which no alarm is on.
pub(crate) fn without_alarm() -> Expr {
    Expr::cust(WITHOUT_ALARM.as_str())
}

/// The urgency of the most urgent alarm of a row of `portals`; null if none is on. Which portals have any is found once
/// for all rows.
pub(crate) fn of_alarms() -> Expr {
    let of_kind = |case: CaseStatement, kind: AlarmKind| {
        case.case(Expr::col(alarm::Column::Kind).eq(kind.as_str()), kind.urgency())
    };
    let urgencies = AlarmKind::ALL.into_iter().fold(CaseStatement::new(), of_kind);
    let own = Expr::col((alarm::Entity, alarm::Column::MemberId)).eq(portal::Column::MemberId.into_expr());
    let most_urgent = Query::select().expr(Func::min(urgencies)).from(alarm::Entity).and_where(own).take();
    CaseStatement::new().case(portal::Column::MemberId.in_subquery(alarmed()), Expr::from(most_urgent)).into()
}

/// Active portals whose condition is unknown: they were not checked yet, or did not answer.
pub(crate) fn not_known() -> Condition {
    let unknown = without_alarm().eq(State::Unknown.urgency());
    Condition::all().add(unknown).add(portal::Column::MemberId.not_in_subquery(alarmed()))
}

/// The portals for which an alarm is on.
fn alarmed() -> SelectStatement {
    Query::select().column(alarm::Column::MemberId).from(alarm::Entity).take()
}

fn of_row() -> CaseStatement {
    let status = |status: PortalStatus| Expr::col(portal::Column::Status).eq(status.as_str());
    let active = |what: Condition| Condition::all().add(status(PortalStatus::Active)).add(what);
    CaseStatement::new()
        .case(status(PortalStatus::NeedsReinstall), State::Alarmed(AlarmKind::NeedsReinstall).urgency())
        .case(status(PortalStatus::PaymentRequired), State::Alarmed(AlarmKind::PaymentEnded).urgency())
        .case(active(tokens_fail()), State::Alarmed(AlarmKind::TokenFailing).urgency())
        .case(active(lacks_events()), State::Alarmed(AlarmKind::SubscriptionsMissing).urgency())
        .case(active(unknown()), State::Unknown.urgency())
        .case(status(PortalStatus::Active), State::Well.urgency())
        .case(status(PortalStatus::Installing), State::Installing.urgency())
        .finally(State::Gone.urgency())
}

/// Portals whose condition is unknown, provided that their tokens work and no subscription is missing.
fn unknown() -> Condition {
    use portal::Column::{
        ApplicationTokenConfirmedAt as Confirmed, LookTrouble, RefusedCount, RefusedFirstAt, RefusedLastAt,
        TokenHealth as Tokens,
    };
    let unconfirmed = null(Confirmed).or(Expr::col(Confirmed).lt(Expr::col(RefusedLastAt)));
    let refused = Expr::col(RefusedCount).gt(0).and(known(RefusedFirstAt)).and(known(RefusedLastAt));
    let tokens = Expr::col(Tokens).is_in([TokenHealth::Dead.as_str(), TokenHealth::None.as_str()]);
    let undecided = Condition::any();
    let undecided =
        undecided.add(was_checked().not()).add(known(LookTrouble)).add(refused.and(unconfirmed)).add(tokens);
    Condition::all().add(undecided)
}

/// Portals whose tokens can't be renewed at the moment.
fn tokens_fail() -> Condition {
    Condition::all().add(Expr::col(portal::Column::TokenHealth).eq(TokenHealth::Failing.as_str()))
}

/// Portals with working tokens that are known to lack subscriptions.
fn lacks_events() -> Condition {
    use portal::Column::{SubscriptionsMissing as Missing, TokenHealth as Tokens};
    let missing = Condition::all().add(known(Missing)).add(Expr::col(Missing).ne(""));
    missing.add(was_checked()).add(Expr::col(Tokens).eq(TokenHealth::Ok.as_str()))
}

fn was_checked() -> Condition {
    use portal::Column::{SubscriptionsCheckedAt, SubscriptionsExpected};
    Condition::all().add(known(SubscriptionsCheckedAt)).add(known(SubscriptionsExpected))
}

fn known(column: portal::Column) -> Expr {
    Expr::col(column).is_not_null()
}

fn null(column: portal::Column) -> Expr {
    Expr::col(column).is_null()
}
