//! Deletions, their search indexes, and their counts.
//!
//! SQLite stores rows in the order of their arrival, and an FTS5 table finds them; PostgreSQL keys them by portal and
//! number, so that they can be spread over machines, and ordinary indexes find them (docs/adr/0011).

use sea_orm_migration::sea_orm::DbBackend;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

/// Search on SQLite: each deletion's terms as one text, under its arrival; the terms as a table; small numbers for
/// event codes; and where each 64th number of a portal is.
const SQLITE: &str = r#"
CREATE VIRTUAL TABLE search USING fts5(terms, content='', contentless_delete=1, detail=none,
    tokenize="ascii tokenchars '._'");
INSERT INTO search(search, rank) VALUES ('hashsize', 4194304);
CREATE VIRTUAL TABLE search_terms USING fts5vocab('search', 'instance');
CREATE TABLE event_codes (number integer NOT NULL PRIMARY KEY, code text NOT NULL UNIQUE);
CREATE TABLE places (member_id varchar(64) NOT NULL, number integer NOT NULL, arrival integer NOT NULL,
    PRIMARY KEY (member_id, number)) WITHOUT ROWID;
CREATE UNIQUE INDEX deletions_once ON deletions (fingerprint, member_id);
CREATE INDEX counters_by_search_key ON counters (search_key);
"#;

/// Search on PostgreSQL. Rows that change with each block get free space beside them, so that a change stays on its
/// page and no index has to follow it. Hardly any deletion has another source than live.
const POSTGRES: &str = r#"
CREATE TABLE terms (member_id varchar(64) COLLATE "C" NOT NULL, term text COLLATE "C" NOT NULL, number bigint NOT NULL,
    PRIMARY KEY (member_id, term, number));
CREATE INDEX terms_by_term ON terms (term);
CREATE UNIQUE INDEX deletions_once ON deletions (member_id, fingerprint);
CREATE INDEX deletions_by_arrival ON deletions (arrival);
CREATE INDEX deletions_by_event ON deletions (member_id, event, number);
CREATE INDEX deletions_by_event_of_all ON deletions (event, arrival);
CREATE INDEX deletions_by_user ON deletions (member_id, user_id, number);
CREATE INDEX deletions_not_live ON deletions (member_id, number) WHERE sources & 6 <> 0;
ALTER TABLE counters SET (fillfactor = 40);
ALTER TABLE totals SET (fillfactor = 70);
"#;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let engine = manager.get_database_backend();
        let tables = vec![
            deletions(engine),
            clustered(engine, auth_blocks()),
            clustered(engine, counters()),
            arrivals(),
            rollup(),
            clustered(engine, counts("hourly_counts", "hour")),
            clustered(engine, counts("daily_counts", "day")),
            clustered(engine, daily_totals()),
            clustered(engine, totals()),
        ];
        super::create(manager, tables).await?;
        let db = manager.get_connection();
        db.execute_unprepared("INSERT INTO arrivals (name, last, last_received_at) VALUES ('deletions', 0, 0)").await?;
        db.execute_unprepared(
            "INSERT INTO rollup (name, arrival) VALUES ('counts', 0), ('uncounted', 0), ('removals', 0)",
        )
        .await?;
        if engine == DbBackend::Postgres {
            super::byte_order::set(manager).await?; // before any index exists that would be rebuilt
            return db.execute_unprepared(POSTGRES).await.map(std::mem::drop);
        }
        db.execute_unprepared(SQLITE).await.map(std::mem::drop)
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            "search_terms",
            "search",
            "event_codes",
            "places",
            "terms",
            "totals",
            "daily_totals",
            "daily_counts",
            "hourly_counts",
            "rollup",
            "arrivals",
            "counters",
            "auth_blocks",
            "deletions",
        ];
        super::drop(manager, &tables).await
    }
}

/// On SQLite, stores the rows in their key's own tree, not in a second one beside it.
fn clustered(engine: DbBackend, mut table: TableCreateStatement) -> TableCreateStatement {
    if engine == DbBackend::Sqlite {
        table.extra("WITHOUT ROWID");
    }
    table
}

/// Columns of fixed size come first, so that PostgreSQL leaves no gaps between them.
fn deletions(engine: DbBackend) -> TableCreateStatement {
    let (mut arrival, mut table) = (big_integer("arrival"), Table::create().table("deletions").take());
    if engine == DbBackend::Sqlite {
        arrival = arrival.primary_key().take();
    } else {
        table.primary_key(Index::create().name("deletions_by_number").col("member_id").col("number"));
    }
    table
        .col(arrival) // its place among all portals' deletions
        .col(big_integer("number"))
        .col(big_integer("sent_at"))
        .col(big_integer("received_at"))
        .col(big_integer_null("expires")) // `auth.expires`, where it is a plain number
        .col(integer_null("auth")) // the number of the auth block
        .col(small_integer("sources")) // 1 live, 2 recovered, 4 spooled, and sums of them
        .col(string_len("member_id", 64))
        .col(var_binary("fingerprint", 12)) // begins with the second of sending
        .col(text("event"))
        .col(text("entity_id"))
        .col(text_null("attributes")) // JSON; null if there are none
        .col(text_null("user_id"))
        .col(text_null("event_handler_id"))
        .col(text_null("data")) // JSON, without any token
        .col(text_null("ts")) // null if it is `sent_at` in seconds, empty if the event has none
        .col(var_binary_null("digest", 32))
        .col(text_null("also_reported_by")) // JSON
        .take()
}

fn auth_blocks() -> TableCreateStatement {
    let mut once = Index::create().name("auth_blocks_once").unique().take();
    Table::create()
        .table("auth_blocks")
        .col(string_len("member_id", 64))
        .col(integer("number"))
        .col(var_binary("digest", 32))
        .col(text("auth")) // JSON, without any token, `expires`, and the id of the acting user
        .primary_key(Index::create().col("member_id").col("number"))
        .index(once.col("member_id").col("digest"))
        .take()
}

fn counters() -> TableCreateStatement {
    Table::create()
        .table("counters")
        .col(string_len("member_id", 64).primary_key())
        .col(big_integer("search_key").default(0)) // identifies the portal in the search index; SQLite only
        .col(big_integer("last_number"))
        .col(big_integer("last_arrival").default(0)) // the arrival of the last number
        .col(big_integer("deletions"))
        .col(big_integer("last_received_at"))
        .col(big_integer("checkpoint_number").default(0)) // the chain begins after it
        .col(big_integer("recovered_until").default(0)) // no live report of a recovered deletion was sent later
        .col(big_integer("removed_until").default(0)) // no removed deletion was sent later
        .col(big_integer("sent_until").default(0)) // no deletion was sent later
        .col(integer("last_auth").default(0)) // the number of the last auth block
        .col(integer("auth_epoch").default(0)) // grows whenever auth blocks or users' names are removed
        .col(var_binary_null("last_digest", 32))
        .col(var_binary_null("checkpoint_digest", 32)) // null if nothing precedes the chain's first link
        .take()
}

/// The last arrival: one row, which every indexing transaction locks.
fn arrivals() -> TableCreateStatement {
    Table::create()
        .table("arrivals")
        .col(string_len("name", 16).primary_key())
        .col(big_integer("last"))
        .col(big_integer("last_received_at"))
        .take()
}

/// Up to which arrival the hourly and daily counts include deletions; how often some were removed uncounted; and
/// whether the search index may still have removed ones in its files.
fn rollup() -> TableCreateStatement {
    Table::create().table("rollup").col(string_len("name", 16).primary_key()).col(big_integer("arrival")).take()
}

/// A portal's deletions per hour or day since 1970, in UTC.
fn counts(table: &'static str, since: &'static str) -> TableCreateStatement {
    Table::create()
        .table(table)
        .col(string_len("member_id", 64))
        .col(integer(since))
        .col(text("event"))
        .col(big_integer("deletions"))
        .primary_key(Index::create().col("member_id").col(since).col("event"))
        .take()
}

/// A portal's deletions of all events per day since 1970, in UTC: a list of portals shows a month of each.
fn daily_totals() -> TableCreateStatement {
    Table::create()
        .table("daily_totals")
        .col(string_len("member_id", 64))
        .col(integer("day"))
        .col(big_integer("deletions"))
        .primary_key(Index::create().col("member_id").col("day"))
        .take()
}

/// All portals' deletions per hour.
fn totals() -> TableCreateStatement {
    Table::create()
        .table("totals")
        .col(integer("hour"))
        .col(text("event"))
        .col(big_integer("deletions"))
        .primary_key(Index::create().col("hour").col("event"))
        .take()
}
