//! The tables that indexing writes.

use super::Kind::{Big, Bytes, Int, Text};
use super::{Added, Merged};

pub(in crate::indexing) const DELETIONS: Added<18> = Added {
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

pub(in crate::indexing) const TERMS: Added<3> = Added { name: "terms", columns: ["member_id", "term", "number"] };

pub(in crate::indexing) const AUTH_BLOCKS: Added<4> =
    Added { name: "auth_blocks", columns: ["member_id", "number", "digest", "auth"] };

pub(in crate::indexing) const SEGMENTS: Merged<4> = Merged {
    name: "segments",
    columns: [("member_id", Text), ("kind", Text), ("value", Text), ("segment", Int)],
    conflict: "ON CONFLICT DO NOTHING",
};

pub(in crate::indexing) const HOURLY_COUNTS: Merged<4> = Merged {
    name: "hourly_counts",
    columns: [("member_id", Text), ("hour", Int), ("event", Text), ("deletions", Big)],
    conflict: "ON CONFLICT (member_id, hour, event) DO UPDATE SET deletions = hourly_counts.deletions + excluded.deletions",
};

pub(in crate::indexing) const DAILY_COUNTS: Merged<4> = Merged {
    name: "daily_counts",
    columns: [("member_id", Text), ("day", Int), ("event", Text), ("deletions", Big)],
    conflict: "ON CONFLICT (member_id, day, event) DO UPDATE SET deletions = daily_counts.deletions + excluded.deletions",
};

pub(in crate::indexing) const TOTALS: Merged<3> = Merged {
    name: "totals",
    columns: [("hour", Int), ("event", Text), ("deletions", Big)],
    conflict: "ON CONFLICT (hour, event) DO UPDATE SET deletions = totals.deletions + excluded.deletions",
};

pub(in crate::indexing) const COUNTERS: Merged<8> = Merged {
    name: "counters",
    columns: [
        ("member_id", Text),
        ("last_number", Big),
        ("deletions", Big),
        ("last_received_at", Big),
        ("last_digest", Bytes),
        ("recovered_until", Big),
        ("sent_until", Big),
        ("last_auth", Int),
    ],
    conflict: "ON CONFLICT (member_id) DO UPDATE SET last_number = excluded.last_number, \
        deletions = excluded.deletions, last_received_at = excluded.last_received_at, \
        last_digest = excluded.last_digest, recovered_until = excluded.recovered_until, \
        sent_until = excluded.sent_until, last_auth = excluded.last_auth",
};

pub(in crate::indexing) const TALLIES: Merged<6> = Merged {
    name: "tallies",
    columns: [("member_id", Text), ("hour", Int), ("segment", Int), ("events", Text), ("marks", Text), ("texts", Text)],
    conflict: "ON CONFLICT (member_id) DO UPDATE SET hour = excluded.hour, segment = excluded.segment, \
        events = excluded.events, marks = excluded.marks, texts = excluded.texts",
};
