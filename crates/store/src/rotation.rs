//! Bringing everything that is sealed under the present key, while the service runs.

use domain::MemberId;
use domain::vault::{Belongs, Unreadable};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use secrecy::SecretString;

use crate::entities::{pending_event, portal, spare_token, user_name, webhook_endpoint};
use crate::error::StoreError;
use crate::secrets;
use crate::spare_tokens::{SPARE_ACCESS_TOKEN, SPARE_REFRESH_TOKEN};
use crate::tokens::{ACCESS_TOKEN, REFRESH_TOKEN};
use crate::{Process, Store, user_names, webhooks};

/// How many rows are read at once.
const BATCH: u64 = 200;

/// How far a rotation has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rotated {
    /// Secrets that are under the present key now and were under another one.
    pub secrets: u64,
    /// Portals that were looked at.
    pub portals: u64,
}

impl Store {
    /// Seals with the present key what was sealed with another one: tokens, installs that wait, second factors, secrets of
    /// webhooks, and at last the service's own secrets. What is changed meanwhile by the running service is left as it then is. May be broken
    /// off and begun again. `progress` hears how far it is.
    ///
    /// Fails if something can't be opened by any key at hand, or if a running process goes on sealing with another one.
    pub async fn rotate_keys(&self, mut progress: impl FnMut(Rotated)) -> Result<Rotated, StoreError> {
        let mut rotated = Rotated::default();
        let mut after = None;
        while let Some(last) = self.rotate_portals(after, &mut rotated).await? {
            progress(rotated);
            after = Some(last);
        }
        rotated.secrets += self.rotate_spares().await?;
        rotated.secrets += self.rotate_pending().await?;
        rotated.secrets += webhooks::rotate(self).await?;
        rotated.secrets += self.rotate_names().await?;
        rotated.secrets += self.rotate_titles().await?;
        rotated.secrets += self.rotate_second_factors().await?;
        if self.count_under_other_keys().await? > 0 {
            return Err(StoreError::Conflict);
        }
        rotated.secrets += secrets::rotate(&self.connections, &self.vault).await?;
        Ok(rotated)
    }

    /// Forgets the old keys, so that the service starts without them, unless a process needs one or did when it last
    /// ran: installs sealed with it may lie in its data folder. Returns these processes; the old keys can go if there are
    /// none.
    pub async fn retire_old_keys(&self) -> Result<Vec<Process>, StoreError> {
        let processes = self.list_with_other_keys().await?;
        if processes.is_empty() {
            secrets::forget_other_keys(&self.connections, &self.vault).await?;
        }
        Ok(processes)
    }

    /// How many rows have something that is not under the present key.
    pub async fn count_under_other_keys(&self) -> Result<u64, StoreError> {
        let db = &self.connections.read;
        let portals = portal::Entity::find().filter(self.of_other_keys(&portal_columns())).count(db).await?;
        let spares = spare_token::Entity::find().filter(self.of_other_keys(&spare_columns())).count(db).await?;
        let pending = pending_event::Entity::find();
        let pending = pending.filter(self.of_other_keys(&[Expr::col(pending_event::Column::Sealed)])).count(db).await?;
        let webhooks = webhook_endpoint::Entity::find().filter(self.of_other_keys(&webhooks::secret_columns()));
        let webhooks = webhooks.count(db).await?;
        let names = user_name::Entity::find();
        let names = names.filter(self.of_other_keys(&[Expr::col(user_name::Column::Name)])).count(db).await?;
        let second_factors = self.count_second_factors_of_other_keys().await?;
        let titles = self.count_titles_of_other_keys().await?;
        Ok(portals + spares + pending + second_factors + webhooks + names + titles)
    }

    pub(crate) fn of_other_keys(&self, columns: &[Expr]) -> Condition {
        let present = format!("{}.%", self.vault.present_key_id());
        let other = |column: &Expr| column.clone().not_like(present.as_str());
        columns.iter().fold(Condition::any(), |any, column| any.add(other(column)))
    }

    /// One batch; returns the last portal of it, and nothing after the end.
    async fn rotate_portals(&self, after: Option<String>, rotated: &mut Rotated) -> Result<Option<String>, StoreError> {
        let after = after.map(|after| portal::Column::MemberId.gt(after));
        let rows: Vec<(String, Option<String>, Option<String>)> = portal::Entity::find()
            .select_only()
            .columns([portal::Column::MemberId, portal::Column::AccessToken, portal::Column::RefreshToken])
            .filter(self.of_other_keys(&portal_columns()))
            .filter(Condition::all().add_option(after))
            .order_by_asc(portal::Column::MemberId)
            .limit(BATCH)
            .into_tuple()
            .all(&self.connections.read)
            .await?;
        for (id, access_token, refresh_token) in &rows {
            let member_id = MemberId::parse(id).map_err(|error| StoreError::corrupt("portals", error))?;
            let columns = [
                (portal::Column::AccessToken, ACCESS_TOKEN, access_token),
                (portal::Column::RefreshToken, REFRESH_TOKEN, refresh_token),
            ];
            for (column, name, sealed) in columns {
                let Some(sealed) = sealed else { continue };
                let Some(anew) = self.sealed_anew(sealed, &member_id, name)? else { continue };
                let own = portal::Column::MemberId.eq(id.as_str());
                rotated.secrets += self.replace_sealed::<portal::Entity>(own, column, sealed, anew).await?;
            }
            rotated.portals += 1;
        }
        Ok(rows.into_iter().next_back().map(|(last, ..)| last))
    }

    async fn rotate_spares(&self) -> Result<u64, StoreError> {
        use spare_token::Column::{AccessToken, MemberId as Portal, RefreshToken};
        let mut rotated = 0;
        let rows = spare_token::Entity::find().filter(self.of_other_keys(&spare_columns()));
        for row in rows.all(&self.connections.read).await? {
            let member_id = MemberId::parse(&row.member_id);
            let member_id = member_id.map_err(|error| StoreError::corrupt("spare_tokens", error))?;
            let columns = [
                (AccessToken, SPARE_ACCESS_TOKEN, &row.access_token),
                (RefreshToken, SPARE_REFRESH_TOKEN, &row.refresh_token),
            ];
            for (column, name, sealed) in columns {
                let Some(anew) = self.sealed_anew(sealed, &member_id, name)? else { continue };
                let own = Portal.eq(row.member_id.as_str());
                rotated += self.replace_sealed::<spare_token::Entity>(own, column, sealed, anew).await?;
            }
        }
        Ok(rotated)
    }

    async fn rotate_pending(&self) -> Result<u64, StoreError> {
        use pending_event::Column::{Digest, MemberId as Portal, Sealed};
        let mut rotated = 0;
        let others = pending_event::Entity::find().filter(self.of_other_keys(&[Expr::col(Sealed)]));
        let keys = others.select_only().columns([Portal, Digest]);
        let keys: Vec<(String, Vec<u8>)> = keys.into_tuple().all(&self.connections.read).await?;
        for (id, digest) in keys {
            // One body at a time: strangers say how long they are.
            let row = pending_event::Entity::find_by_id((id, digest)).one(&self.connections.read).await?;
            let Some(row) = row else { continue };
            let member_id = MemberId::parse(&row.member_id);
            let member_id = member_id.map_err(|error| StoreError::corrupt("pending_events", error))?;
            let Some(anew) = self.sealed_anew(&row.sealed, &member_id, crate::pending::SEALED)? else { continue };
            let changed = pending_event::Entity::update_many()
                .col_expr(Sealed, Expr::value(anew))
                .filter(Portal.eq(row.member_id.as_str()))
                .filter(Digest.eq(row.digest))
                .exec(&self.connections.write)
                .await?;
            rotated += changed.rows_affected;
        }
        Ok(rotated)
    }

    async fn rotate_names(&self) -> Result<u64, StoreError> {
        use user_name::Column::{MemberId as Portal, Name, UserId};
        let (mut rotated, mut after) = (0, None);
        loop {
            let later = |(portal, user): (String, String)| {
                Portal.gt(portal.as_str()).or(Portal.eq(portal.as_str()).and(UserId.gt(user)))
            };
            let others = user_name::Entity::find().filter(self.of_other_keys(&[Expr::col(Name)]));
            let others = others.filter(Condition::all().add_option(after.map(later))).limit(BATCH);
            let rows = others.order_by_asc(Portal).order_by_asc(UserId).all(&self.connections.read).await?;
            let Some(last) = rows.last() else { return Ok(rotated) };
            after = Some((last.member_id.clone(), last.user_id.clone()));
            for row in rows {
                let member_id = MemberId::parse(&row.member_id);
                let member_id = member_id.map_err(|error| StoreError::corrupt("user_names", error))?;
                let Some(sealed) = &row.name else { continue };
                let column = user_names::column(&row.user_id);
                let Some(anew) = self.sealed_anew(sealed, &member_id, &column)? else { continue };
                let own = Portal.eq(row.member_id.as_str()).and(UserId.eq(row.user_id.as_str()));
                rotated += self.replace_sealed::<user_name::Entity>(own, Name, sealed, anew).await?;
            }
        }
    }

    /// Puts a secret under the present key in the place of what was read, unless it was changed meanwhile. Returns how
    /// many rows that are.
    pub(crate) async fn replace_sealed<E: EntityTrait>(
        &self,
        own: Expr,
        column: E::Column,
        sealed: &str,
        anew: String,
    ) -> Result<u64, StoreError> {
        let own = E::update_many().filter(own).filter(column.eq(sealed));
        Ok(own.col_expr(column, Expr::value(anew)).exec(&self.connections.write).await?.rows_affected)
    }

    /// The secret under the present key; none if it is already.
    pub(crate) fn sealed_anew(
        &self,
        sealed: &str,
        member_id: &MemberId,
        column: &str,
    ) -> Result<Option<String>, StoreError> {
        if self.vault.is_present(sealed) {
            return Ok(None);
        }
        let belongs = Belongs { member_id: Some(member_id), column };
        let unreadable =
            |error: Unreadable| StoreError::corrupt("portals", format!("{column} of {member_id}: {error}"));
        let opened: SecretString = self.vault.open(sealed, belongs).map_err(unreadable)?;
        Ok(Some(self.vault.seal(&opened, belongs)))
    }
}

fn spare_columns() -> [Expr; 2] {
    [spare_token::Column::AccessToken, spare_token::Column::RefreshToken].map(Expr::col)
}

fn portal_columns() -> [Expr; 2] {
    [portal::Column::AccessToken, portal::Column::RefreshToken].map(Expr::col)
}
