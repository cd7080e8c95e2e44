//! What Tombstone knows about portals, events and deletions: rules without I/O or framework.

pub mod api_key;
pub mod clock;
pub mod deletion;
pub mod member_id;
pub mod operator;
pub mod portal;
pub mod vault;

pub use clock::Clock;
pub use member_id::{InvalidMemberId, MemberId};
