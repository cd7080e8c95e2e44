//! What Tombstone knows about portals, events and deletions: rules without I/O or framework.

pub mod activity_baseline;
pub mod api_key;
pub mod audit;
pub mod burst;
pub mod catalogue;
pub mod chain;
pub mod clock;
pub mod coded;
pub mod deletion;
pub mod event;
pub mod failure;
pub mod gap;
pub mod health;
pub mod journal;
pub mod member_id;
pub mod network;
pub mod operator;
pub mod page_token;
pub mod people;
pub mod portal;
pub mod quarantine;
pub mod reach;
pub mod recovery;
pub mod refusal;
pub mod requested_task;
pub mod schedule;
pub mod second_factor;
pub mod stats;
pub mod vault;
pub mod webhook;
pub mod wire;
pub mod zone;

pub use clock::Clock;
pub use event::Event;
pub use member_id::{InvalidMemberId, MemberId};
pub use zone::Zone;
