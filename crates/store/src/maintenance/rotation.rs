//! Key rotation: seals everything with the present key, while the service runs.

use domain::MemberId;
use domain::vault::{Belongs, Unreadable};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbErr, Order, QueryResult, Value};
use secrecy::SecretString;

use crate::error::StoreError;
use crate::operators::second_factors;
use crate::portals::pending::SEALED;
use crate::portals::spare_tokens::{SPARE_ACCESS_TOKEN, SPARE_REFRESH_TOKEN};
use crate::portals::titles;
use crate::portals::tokens::{ACCESS_TOKEN, REFRESH_TOKEN};
use crate::portals::user_names;
use crate::{Process, Store, secrets, webhooks};

/// Rows per query.
const BATCH: u64 = 200;

const PORTAL: &[&str] = &["member_id"];
const USER: &[&str] = &["member_id", "user_id"];
const THING: &[&str] = &["member_id", "entity", "entity_id"];
const ENDPOINT: &[&str] = &["member_id", "id"];
const OPERATOR: &[&str] = &["id"];

/// A column of secrets, each of which opens in its own place only.
struct Column {
    table: &'static str,
    name: &'static str,
    /// The columns that identify a row and its place: the portal first, if it is a portal's.
    key: &'static [&'static str],
    /// Names the place of a row with this key.
    place: fn(&[String]) -> String,
    /// Whether several rows share a key, and strangers chose their size: one is read at a time.
    is_untrusted: bool,
}

/// All columns of secrets, except the service's own.
const COLUMNS: [Column; 11] = [
    Column::new("portals", "access_token", PORTAL, |_| ACCESS_TOKEN.to_owned()),
    Column::new("portals", "refresh_token", PORTAL, |_| REFRESH_TOKEN.to_owned()),
    Column::new("spare_tokens", "access_token", PORTAL, |_| SPARE_ACCESS_TOKEN.to_owned()),
    Column::new("spare_tokens", "refresh_token", PORTAL, |_| SPARE_REFRESH_TOKEN.to_owned()),
    Column { is_untrusted: true, ..Column::new("pending_events", "sealed", PORTAL, |_| SEALED.to_owned()) },
    Column::new("user_names", "name", USER, |key| user_names::column(&key[1])),
    Column::new("titles", "title", THING, |key| titles::column(&key[1], &key[2])),
    Column::new("webhook_endpoints", "secret", ENDPOINT, |key| webhooks::secret_place(&key[1])),
    Column::new("webhook_endpoints", "old_secrets", ENDPOINT, |key| webhooks::secret_place(&key[1])),
    Column::new("operators", "totp_secret", OPERATOR, |key| second_factors::place(&key[0])),
    Column::new("operators", "totp_offered", OPERATOR, |key| second_factors::place(&key[0])),
];

/// A secret that another key sealed.
struct Sealed {
    key: Vec<Value>,
    names: Vec<String>,
    text: String,
}

impl Store {
    /// Seals with the present key what another one sealed: tokens, pending installs, names and titles, second factors,
    /// secrets of webhooks, and last the service's own secrets. It leaves alone what the running service changes
    /// meanwhile, and may be interrupted and repeated. `progress` gets how many secrets were resealed so far.
    ///
    /// Fails if no key at hand opens a secret, or if a running process goes on sealing with another key.
    pub async fn rotate_keys(&self, mut progress: impl FnMut(u64)) -> Result<u64, StoreError> {
        let mut rotated = 0;
        for column in &COLUMNS {
            let mut after = None;
            loop {
                let found = column.find_others(self, after).await?;
                let Some(last) = found.last().map(|last| last.key.clone()) else { break };
                for sealed in &found {
                    rotated += column.seal_anew(self, sealed).await?;
                }
                progress(rotated);
                // A row of an untrusted column drops out of this query once it is resealed, or changed by the service.
                after = (!column.is_untrusted).then_some(last);
            }
        }
        if self.count_under_other_keys().await? > 0 {
            return Err(StoreError::Conflict);
        }
        Ok(rotated + secrets::rotate(&self.connections, &self.vault).await?)
    }

    /// Forgets the old keys, so that the service starts without them, unless a process needs one, or did when it last
    /// ran: its data folder may hold installs sealed with it. Returns these processes; if there are none, the old keys
    /// can go.
    pub async fn retire_old_keys(&self) -> Result<Vec<Process>, StoreError> {
        let processes = self.list_with_other_keys().await?;
        if processes.is_empty() {
            secrets::forget_other_keys(&self.connections, &self.vault).await?;
        }
        Ok(processes)
    }

    /// How many secrets another key sealed, not counting the service's own.
    pub async fn count_under_other_keys(&self) -> Result<u64, StoreError> {
        let mut count = 0;
        for column in &COLUMNS {
            let mut others = column.others(self);
            others.expr(Expr::col(column.name).count());
            let row = self.connections.read.query_one(&others).await?;
            let found: i64 = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default();
            count += found.unsigned_abs();
        }
        Ok(count)
    }
}

impl Column {
    const fn new(
        table: &'static str,
        name: &'static str,
        key: &'static [&'static str],
        place: fn(&[String]) -> String,
    ) -> Self {
        Self { table, name, key, place, is_untrusted: false }
    }

    /// Rows with a secret that another key sealed.
    fn others(&self, store: &Store) -> SelectStatement {
        let present = format!("{}.%", store.vault.present_key_id());
        Query::select().from(self.table).and_where(Expr::col(self.name).not_like(present)).take()
    }

    /// The next of these rows by key.
    async fn find_others(&self, store: &Store, after: Option<Vec<Value>>) -> Result<Vec<Sealed>, StoreError> {
        let mut others = self.others(store);
        others.columns(self.key.iter().copied()).column(self.name).limit(if self.is_untrusted { 1 } else { BATCH });
        for column in self.key {
            others.order_by(*column, Order::Asc);
        }
        if let Some(after) = after {
            let key = Expr::tuple(self.key.iter().map(|column| Expr::col(*column)));
            others.and_where(key.gt(Expr::tuple(after.into_iter().map(Expr::value))));
        }
        let rows = store.connections.read.query_all(&others).await?;
        Ok(rows.iter().map(|row| self.read(row)).collect::<Result<_, _>>()?)
    }

    fn read(&self, row: &QueryResult) -> Result<Sealed, DbErr> {
        let (mut key, mut names) = (Vec::new(), Vec::new());
        for at in 0..self.key.len() {
            if let Ok(text) = row.try_get_by_index::<String>(at) {
                key.push(text.as_str().into());
                names.push(text);
            } else {
                let number: i64 = row.try_get_by_index(at)?;
                key.push(number.into());
                names.push(number.to_string());
            }
        }
        Ok(Sealed { key, names, text: row.try_get_by_index(self.key.len())? })
    }

    /// Reseals the secret in its place, unless it was changed meanwhile. Returns how many rows it changed.
    async fn seal_anew(&self, store: &Store, sealed: &Sealed) -> Result<u64, StoreError> {
        let corrupt = |error: &dyn ToString| StoreError::corrupt(self.table, error.to_string());
        let portal = (self.key[0] == PORTAL[0]).then(|| sealed.names[0].as_str()).filter(|portal| !portal.is_empty());
        let portal = portal.map(MemberId::parse).transpose().map_err(|error| corrupt(&error))?;
        let belongs = Belongs { member_id: portal.as_ref(), column: &(self.place)(&sealed.names) };
        let unreadable = |error: Unreadable| corrupt(&format!("{} of {}: {error}", self.name, sealed.names.join(" ")));
        let secret: SecretString = store.vault.open(&sealed.text, belongs).map_err(unreadable)?;
        let mut anew = Query::update();
        anew.table(self.table).value(self.name, store.vault.seal(&secret, belongs));
        for (column, value) in self.key.iter().zip(&sealed.key) {
            anew.and_where(Expr::col(*column).eq(value.clone()));
        }
        anew.and_where(Expr::col(self.name).eq(sealed.text.as_str()));
        Ok(store.connections.write.execute(&anew).await?.rows_affected())
    }
}
