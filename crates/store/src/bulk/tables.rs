//! The tables that are written in bulk.

/// A table that gets new rows only; if one exists all the same, nothing is written.
#[derive(Debug)]
pub(crate) struct Added<const N: usize> {
    pub(super) name: &'static str,
    pub(super) columns: [&'static str; N],
}

/// A table that gets rows which may exist.
#[derive(Debug)]
pub(crate) struct Merged<const N: usize> {
    pub(super) name: &'static str,
    /// With the SQL type of each.
    pub(super) columns: [(&'static str, &'static str); N],
    /// What the statement does about an existing row.
    pub(super) conflict: &'static str,
}

pub(crate) const DELETIONS: Added<18> = Added {
    name: "deletions",
    columns: [
        "member_id",
        "number",
        "arrival",
        "fingerprint",
        "event",
        "entity_id",
        "attributes",
        "user_id",
        "sent_at",
        "received_at",
        "sources",
        "event_handler_id",
        "data",
        "ts",
        "auth",
        "expires",
        "digest",
        "also_reported_by",
    ],
};

pub(crate) const DELIVERIES: Added<12> = Added {
    name: "webhook_deliveries",
    columns: [
        "member_id",
        "endpoint_id",
        "message_id",
        "kind",
        "number",
        "arrival",
        "received_at",
        "state",
        "attempts",
        "tries",
        "created_at",
        "due_at",
    ],
};

pub(crate) const TERMS: Added<3> = Added { name: "terms", columns: ["member_id", "term", "number"] };

pub(crate) const AUTH_BLOCKS: Added<4> =
    Added { name: "auth_blocks", columns: ["member_id", "number", "digest", "auth"] };

pub(crate) const SEARCH: Added<2> = Added { name: "search", columns: ["rowid", "terms"] };

pub(crate) const PLACES: Added<3> = Added { name: "places", columns: ["member_id", "number", "arrival"] };

pub(crate) const EVENT_CODES: Added<2> = Added { name: "event_codes", columns: ["number", "code"] };

pub(crate) const TOTALS: Merged<3> = Merged {
    name: "totals",
    columns: [("hour", "integer"), ("event", "text"), ("deletions", "bigint")],
    conflict: "ON CONFLICT (hour, event) DO UPDATE SET deletions = totals.deletions + excluded.deletions",
};

pub(crate) const HOURLY_COUNTS: Merged<4> = Merged {
    name: "hourly_counts",
    columns: [("member_id", "text"), ("hour", "integer"), ("event", "text"), ("deletions", "bigint")],
    conflict: "ON CONFLICT (member_id, hour, event) \
        DO UPDATE SET deletions = hourly_counts.deletions + excluded.deletions",
};

pub(crate) const DAILY_COUNTS: Merged<4> = Merged {
    name: "daily_counts",
    columns: [("member_id", "text"), ("day", "integer"), ("event", "text"), ("deletions", "bigint")],
    conflict: "ON CONFLICT (member_id, day, event) \
        DO UPDATE SET deletions = daily_counts.deletions + excluded.deletions",
};

pub(crate) const DAILY_TOTALS: Merged<3> = Merged {
    name: "daily_totals",
    columns: [("member_id", "text"), ("day", "integer"), ("deletions", "bigint")],
    conflict: "ON CONFLICT (member_id, day) DO UPDATE SET deletions = daily_totals.deletions + excluded.deletions",
};

pub(crate) const COUNTERS: Merged<9> = Merged {
    name: "counters",
    columns: [
        ("member_id", "text"),
        ("last_number", "bigint"),
        ("last_arrival", "bigint"),
        ("deletions", "bigint"),
        ("last_received_at", "bigint"),
        ("last_digest", "bytea"),
        ("recovered_until", "bigint"),
        ("sent_until", "bigint"),
        ("last_auth", "integer"),
    ],
    conflict: "ON CONFLICT (member_id) DO UPDATE SET last_number = excluded.last_number, \
        last_arrival = excluded.last_arrival, \
        deletions = excluded.deletions, last_received_at = excluded.last_received_at, \
        last_digest = excluded.last_digest, recovered_until = excluded.recovered_until, \
        sent_until = excluded.sent_until, last_auth = excluded.last_auth",
};

pub(crate) const USER_NAMES: Merged<3> = Merged {
    name: "user_names",
    columns: [("member_id", "text"), ("user_id", "text"), ("due_at", "bigint")],
    conflict: "ON CONFLICT (member_id, user_id) DO NOTHING",
};
