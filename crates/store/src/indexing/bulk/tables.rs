//! The tables that indexing writes.

use super::Kind::{Big, BigOrNull, Bytes, Int, IntOrNull, Small, Text, TextOrNull};
use super::Table;

pub(in crate::indexing) const DELETIONS: Table<17> = Table {
    name: "deletions",
    columns: [
        ("member_id", Text),
        ("number", Big),
        ("arrival", Big),
        ("fingerprint", Bytes),
        ("event", Text),
        ("entity_id", Text),
        ("attributes", TextOrNull),
        ("user_id", TextOrNull),
        ("sent_at", Big),
        ("received_at", Big),
        ("sources", Small),
        ("event_handler_id", TextOrNull),
        ("data", TextOrNull),
        ("ts", TextOrNull),
        ("auth", IntOrNull),
        ("expires", BigOrNull),
        ("digest", Bytes),
    ],
    conflict: "",
};

pub(in crate::indexing) const TERMS: Table<3> =
    Table { name: "terms", columns: [("member_id", Text), ("term", Text), ("number", Big)], conflict: "" };

pub(in crate::indexing) const AUTH_BLOCKS: Table<4> = Table {
    name: "auth_blocks",
    columns: [("member_id", Text), ("number", Int), ("digest", Bytes), ("auth", Text)],
    conflict: "",
};

pub(in crate::indexing) const SEGMENTS: Table<4> = Table {
    name: "segments",
    columns: [("member_id", Text), ("kind", Text), ("value", Text), ("segment", Int)],
    conflict: "ON CONFLICT DO NOTHING",
};

pub(in crate::indexing) const ROLLUPS: Table<4> = Table {
    name: "rollups",
    columns: [("member_id", Text), ("hour", Int), ("event", Text), ("deletions", Big)],
    conflict: "ON CONFLICT (member_id, hour, event) DO UPDATE SET deletions = rollups.deletions + excluded.deletions",
};

pub(in crate::indexing) const TOTALS: Table<3> = Table {
    name: "totals",
    columns: [("hour", Int), ("event", Text), ("deletions", Big)],
    conflict: "ON CONFLICT (hour, event) DO UPDATE SET deletions = totals.deletions + excluded.deletions",
};

pub(in crate::indexing) const COUNTERS: Table<7> = Table {
    name: "counters",
    columns: [
        ("member_id", Text),
        ("last_number", Big),
        ("deletions", Big),
        ("last_received_at", Big),
        ("last_digest", Bytes),
        ("recovered_until", Big),
        ("last_auth", Int),
    ],
    conflict: "ON CONFLICT (member_id) DO UPDATE SET last_number = excluded.last_number, \
        deletions = excluded.deletions, last_received_at = excluded.last_received_at, \
        last_digest = excluded.last_digest, recovered_until = excluded.recovered_until, last_auth = excluded.last_auth",
};
