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

/// The urgency of all portals for which an alarm is on: `member_id`, `most_urgent`.
pub(crate) fn alarmed() -> SelectStatement {
    let of_kind = |case: CaseStatement, kind: AlarmKind| {
        case.case(Expr::col(alarm::Column::Kind).eq(kind.as_str()), kind.urgency())
    };
    let urgencies = AlarmKind::ALL.into_iter().fold(CaseStatement::new(), of_kind);
    let mut alarms = Query::select();
    alarms.column(alarm::Column::MemberId).expr_as(Func::min(urgencies), "most_urgent");
    alarms.from(alarm::Entity).group_by_col(alarm::Column::MemberId);
    alarms
}

/// Active portals whose condition is unknown: they were not checked yet, or did not answer.
pub(crate) fn not_known() -> Condition {
    let alarmed = Query::select().column(alarm::Column::MemberId).from(alarm::Entity).take();
    let unknown = without_alarm().eq(State::Unknown.urgency());
    Condition::all().add(unknown).add(portal::Column::MemberId.not_in_subquery(alarmed))
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
