//! The texts by which deletions are found, against those that they should be found by, in bounded memory.

use std::hash::{DefaultHasher, Hash, Hasher};

use domain::deletion::terms;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::Tenant;
use crate::entities::{deletion, term};
use crate::error::StoreError;
use crate::tallies::Tally;

/// How many rows are in memory at once.
const PIECE: u64 = 2_000;

/// So many texts, and a sum over them that does not depend on their order.
#[derive(Debug, Default, PartialEq, Eq)]
struct Sum {
    texts: u64,
    sum: u64,
}

impl Sum {
    fn add(&mut self, text: &str, number: i64) {
        let mut hash = DefaultHasher::new();
        (text, number).hash(&mut hash);
        self.texts += 1;
        self.sum = self.sum.wrapping_add(hash.finish());
    }
}

impl Tenant<'_> {
    /// What differs, in words.
    pub(super) async fn recount_terms(
        &self,
        under_way: &Tally,
        snapshot: &DatabaseTransaction,
    ) -> Result<Option<String>, StoreError> {
        let (expected, mut found) = (self.sum_expected(snapshot).await?, self.sum_found(snapshot).await?);
        under_way.texts.iter().for_each(|(text, number)| found.add(text, *number));
        if expected == found {
            return Ok(None);
        }
        let Sum { texts, .. } = found;
        Ok(Some(format!("texts: the deletions have {}, {texts} are there, and they are not the same", expected.texts)))
    }

    async fn sum_expected(&self, snapshot: &DatabaseTransaction) -> Result<Sum, StoreError> {
        use deletion::Column::{Attributes, EntityId, MemberId, Number};
        let (mut sum, mut after) = (Sum::default(), 0);
        loop {
            let own = deletion::Entity::find().filter(MemberId.eq(self.member_id.as_str())).filter(Number.gt(after));
            let own = own.order_by_asc(Number).select_only().columns([Number, EntityId, Attributes]).limit(PIECE);
            let rows: Vec<(i64, String, Option<String>)> = own.into_tuple().all(snapshot).await?;
            for (number, entity_id, attributes) in &rows {
                let attributes = attributes.as_deref().map(serde_json::from_str).transpose();
                let attributes = attributes.map_err(|error| StoreError::corrupt("deletions", error))?;
                for text in terms(entity_id, &attributes.unwrap_or_default()) {
                    sum.add(&text, *number);
                }
                after = *number;
            }
            if (rows.len() as u64) < PIECE {
                return Ok(sum);
            }
        }
    }

    async fn sum_found(&self, snapshot: &DatabaseTransaction) -> Result<Sum, StoreError> {
        use term::Column::{MemberId, Number, Term};
        let (mut sum, mut after) = (Sum::default(), (String::new(), 0));
        loop {
            let later = Expr::tuple([Expr::col(Term), Expr::col(Number)])
                .gt(Expr::tuple([Expr::value(after.0.as_str()), Expr::value(after.1)]));
            let own = term::Entity::find().filter(MemberId.eq(self.member_id.as_str())).filter(later);
            let own = own.order_by_asc(Term).order_by_asc(Number).select_only().columns([Term, Number]).limit(PIECE);
            let rows: Vec<(String, i64)> = own.into_tuple().all(snapshot).await?;
            for (text, number) in &rows {
                sum.add(text, *number);
            }
            let is_last = (rows.len() as u64) < PIECE;
            match rows.into_iter().last() {
                Some(last) if !is_last => after = last,
                _ => return Ok(sum),
            }
        }
    }
}
