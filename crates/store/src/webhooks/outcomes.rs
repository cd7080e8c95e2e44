//! Outcomes of attempts: written together, since many end at the same time.

mod taken;

use std::collections::BTreeMap;

use domain::MemberId;
use domain::clock::micros;
use domain::webhook::{Attempt, DeliveryState, DisabledWhy, Endpoint, EndpointStatus, Next};
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};
use time::OffsetDateTime;

use super::claims::{ClaimedMessage, DeliveryKey, these};
use super::owner_id;
use super::queue::note_change;
use crate::Store;
use crate::entities::{webhook_attempt, webhook_delivery, webhook_endpoint};
use crate::error::StoreError;

/// How many pending messages one statement gives up.
const BATCH: u64 = 2_000;
/// The error of messages given up with their endpoint.
const DISABLED: &str = "The endpoint was disabled.";

/// The outcome of one attempt.
#[derive(Clone, Debug)]
pub struct Outcome {
    key: DeliveryKey,
    lease: String,
    owner: Option<MemberId>,
    attempt: Option<Attempt>,
    next: Next,
}

/// An endpoint that was just disabled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disabled {
    /// The portal whose endpoint it is; none if it is over all portals.
    pub portal: Option<MemberId>,
    /// Its id.
    pub id: String,
    /// The reason.
    pub why: DisabledWhy,
}

/// The summary of an endpoint's outcomes: the last success and the first failure.
#[derive(Clone, Copy, Debug, Default)]
struct Standing {
    delivered_at: Option<i64>,
    failed_at: Option<i64>,
    disable: Option<DisabledWhy>,
}

impl ClaimedMessage {
    /// The outcome of an attempt to deliver it to its endpoint; without an attempt if its deletion is no longer kept.
    pub fn outcome(&self, endpoint: &Endpoint, attempt: Option<Attempt>, next: Next) -> Outcome {
        let (key, lease, owner) = (self.key.clone(), self.lease.clone(), endpoint.portal.clone());
        Outcome { key, lease, owner, attempt, next }
    }
}

impl Outcome {
    /// Its endpoint's id.
    pub fn endpoint_id(&self) -> &str {
        let [_, endpoint_id, _] = &self.key;
        endpoint_id
    }

    /// When it is retried, if it is.
    pub fn again_at(&self) -> Option<OffsetDateTime> {
        if let Next::Again(at) = self.next { Some(at) } else { None }
    }
}

impl Store {
    /// Writes outcomes in one transaction, then disables the endpoints that they require to. Returns those.
    pub async fn record_outcomes(
        &self,
        outcomes: &[Outcome],
        now: OffsetDateTime,
    ) -> Result<Vec<Disabled>, StoreError> {
        let transaction = self.connections.begin().await?;
        let mut standings: BTreeMap<(Option<&MemberId>, &str), Standing> = BTreeMap::new();
        let mut settled = taken::settle(&transaction, outcomes).await?;
        for outcome in outcomes.iter().filter(|outcome| outcome.next != Next::Done) {
            if settle(&transaction, outcome).await? {
                settled.insert(&outcome.key);
            }
        }
        let mut attempts = Vec::with_capacity(settled.len());
        for outcome in outcomes {
            if settled.contains(&outcome.key) {
                attempts.extend(outcome.attempt.as_ref().map(|attempt| row(&outcome.key, attempt)));
            }
            standings.entry((outcome.owner.as_ref(), outcome.endpoint_id())).or_default().add(outcome);
        }
        if !attempts.is_empty() {
            let added = webhook_attempt::Entity::insert_many(attempts).on_conflict_do_nothing();
            added.exec_without_returning(&transaction).await?;
        }
        for ((owner, id), standing) in &standings {
            standing.save(&transaction, owner_id(*owner), id).await?;
        }
        transaction.commit().await?;

        let mut disabled = Vec::new();
        for ((owner, id), standing) in standings {
            let Some(why) = standing.disable else { continue };
            if self.disable(owner_id(owner), id, why, now).await? {
                disabled.push(Disabled { portal: owner.cloned(), id: id.to_owned(), why });
            }
        }
        Ok(disabled)
    }

    /// Disables an endpoint and gives up its pending messages. False if not enabled.
    async fn disable(&self, owner: &str, id: &str, why: DisabledWhy, now: OffsetDateTime) -> Result<bool, StoreError> {
        use webhook_endpoint::Column::{DisabledAt, DisabledWhy as Why, Id, MemberId, Status, Version};
        let transaction = self.connections.begin().await?;
        note_change(&transaction).await?;
        let enabled = webhook_endpoint::Entity::update_many()
            .col_expr(Status, Expr::value(EndpointStatus::Disabled.as_str()))
            .col_expr(DisabledAt, Expr::value(micros(now)))
            .col_expr(Why, Expr::value(why.as_str()))
            .col_expr(Version, Expr::col(Version).add(1))
            .filter(MemberId.eq(owner))
            .filter(Id.eq(id))
            .filter(Status.eq(EndpointStatus::Enabled.as_str()));
        let changed = enabled.exec(&transaction).await?.rows_affected > 0;
        transaction.commit().await?;
        if changed {
            self.check_alarms(owner, now).await?;
            self.fail_pending(id).await?;
        }
        Ok(changed)
    }

    /// Gives up all pending messages of a disabled endpoint.
    pub(crate) async fn fail_pending(&self, id: &str) -> Result<(), StoreError> {
        use webhook_delivery::Column::{DueAt, EndpointId, LastError, Lease, MemberId, MessageId, State};
        let db = &self.connections.write;
        loop {
            let pending = webhook_delivery::Entity::find().filter(EndpointId.eq(id)).filter(DueAt.is_not_null());
            let pending = pending.order_by_asc(DueAt).limit(BATCH).select_only().columns([MemberId, MessageId]);
            let pending: Vec<(String, String)> = pending.into_tuple().all(db).await?;
            let some = pending.len() as u64;
            if some > 0 {
                let failed = webhook_delivery::Entity::update_many()
                    .col_expr(State, Expr::value(DeliveryState::Failed.number()))
                    .col_expr(DueAt, Expr::value(None::<i64>))
                    .col_expr(Lease, Expr::value(None::<String>))
                    .col_expr(LastError, Func::coalesce([Expr::col(LastError), Expr::value(DISABLED)]).into())
                    .filter(these(db, id, pending));
                failed.exec(db).await?;
            }
            if some < BATCH {
                return Ok(());
            }
        }
    }
}

impl Standing {
    fn add(&mut self, outcome: &Outcome) {
        let Some(attempt) = &outcome.attempt else { return };
        let ended = micros(attempt.at) + i64::from(attempt.millis) * 1_000;
        match outcome.next {
            Next::Done => self.delivered_at = Ord::max(self.delivered_at, Some(ended)),
            _ => self.failed_at = Some(self.failed_at.map_or(ended, |first| Ord::min(first, ended))),
        }
        if let Next::Disable(why) = outcome.next {
            self.disable = Some(why);
        }
    }

    /// An endpoint that accepted one message is not failing, whatever happened to others.
    async fn save(&self, transaction: &DatabaseTransaction, owner: &str, id: &str) -> Result<(), StoreError> {
        use webhook_endpoint::Column::{FailingSince, Id, LastDeliveredAt, MemberId};
        let own = || webhook_endpoint::Entity::update_many().filter(MemberId.eq(owner)).filter(Id.eq(id));
        let change = match (self.delivered_at, self.failed_at) {
            (Some(at), _) => {
                let own = own().col_expr(LastDeliveredAt, Expr::value(at));
                own.col_expr(FailingSince, Expr::value(None::<i64>))
            }
            (None, Some(at)) => own().col_expr(FailingSince, Expr::value(at)).filter(FailingSince.is_null()),
            (None, None) => return Ok(()),
        };
        change.exec(transaction).await?;
        Ok(())
    }
}

/// Writes the outcome of a message that was not accepted. False if its row is gone, or claimed by another process.
async fn settle(transaction: &DatabaseTransaction, outcome: &Outcome) -> Result<bool, StoreError> {
    use webhook_delivery::Column as C;
    let Outcome { key, lease, attempt, next, .. } = outcome;
    let (state, due_at) = match next {
        Next::Again(at) => (DeliveryState::Pending, Some(micros(*at))),
        Next::Done | Next::GivenUp | Next::Disable(_) => (DeliveryState::Failed, None),
    };
    let [member_id, endpoint_id, message_id] = key.each_ref().map(String::as_str);
    let own = C::MemberId.eq(member_id).and(C::EndpointId.eq(endpoint_id)).and(C::MessageId.eq(message_id));
    let held = C::Lease.eq(lease.as_str());
    let not_kept = || "The deletion is no longer stored.".to_owned();
    let error = attempt.as_ref().map_or_else(|| Some(not_kept()), |attempt| attempt.error.clone());
    let status = attempt.as_ref().and_then(|attempt| attempt.status).map(i32::from);
    let made = i32::from(attempt.is_some());
    let change = webhook_delivery::Entity::update_many()
        .col_expr(C::State, Expr::value(state.number()))
        .col_expr(C::DueAt, Expr::value(due_at))
        .col_expr(C::Lease, Expr::value(None::<String>))
        .col_expr(C::Attempts, Expr::col(C::Attempts).add(made))
        .col_expr(C::Tries, Expr::col(C::Tries).add(made))
        .col_expr(C::LastStatus, Expr::value(status))
        .col_expr(C::LastError, Expr::value(error))
        .filter(own.and(held));
    Ok(change.exec(transaction).await?.rows_affected > 0)
}

fn row(key: &DeliveryKey, attempt: &Attempt) -> webhook_attempt::ActiveModel {
    let [member_id, endpoint_id, message_id] = key.clone();
    let row = webhook_attempt::Model {
        member_id,
        endpoint_id,
        message_id,
        at: micros(attempt.at),
        status: attempt.status.map(i32::from),
        error: attempt.error.clone(),
        millis: i32::try_from(attempt.millis).unwrap_or(i32::MAX),
        response: attempt.response.clone(),
    };
    row.into_active_model().reset_all()
}
