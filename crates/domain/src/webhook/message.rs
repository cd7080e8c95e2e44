//! A message, its deliveries to endpoints and their attempts.

use std::fmt;
use std::str::FromStr;

use time::OffsetDateTime;

use crate::MemberId;
use crate::portal::UnknownWord;

/// What a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MessageType {
    /// A deletion was recorded.
    DeletionRecorded,
    /// An alarm of a portal went on or off.
    PortalAlarm,
    /// A portal deletes far more than it usually does.
    PortalBurst,
    /// A test of the endpoint that somebody asked for; no endpoint chooses this one.
    Test,
}

impl MessageType {
    /// All types.
    pub const ALL: [Self; 4] = [Self::DeletionRecorded, Self::PortalAlarm, Self::PortalBurst, Self::Test];
    /// The types that an endpoint may choose.
    pub const CHOICE: [Self; 3] = [Self::DeletionRecorded, Self::PortalAlarm, Self::PortalBurst];

    /// Its name in messages, in the API and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DeletionRecorded => "deletion.recorded",
            Self::PortalAlarm => "portal.alarm",
            Self::PortalBurst => "portal.burst",
            Self::Test => "webhook.test",
        }
    }
}

impl fmt::Display for MessageType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for MessageType {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|message| message.as_str() == text).ok_or(UnknownWord)
    }
}

/// The value of `webhook-id`. A deletion's is made of the deletion's own identity, so that it is the same for every
/// attempt, every redelivery and every endpoint. It has no dot: dots separate the parts of what is signed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MessageId(String);

/// Stands for a dot, which a `member_id` may have; no `member_id` has this character.
const DOT: &str = "~";

impl MessageId {
    /// The longest id, in characters.
    pub const MAX_LEN: usize = 96;

    /// The id of a deletion's message.
    pub fn of_deletion(member_id: &MemberId, number: u64) -> Self {
        Self(format!("msg_{}_{number}", member_id.as_str().replace('.', DOT)))
    }

    /// The id of any other message, made of this randomness.
    pub fn random(random: u128) -> Self {
        Self(format!("msg_{random:032x}"))
    }

    /// The deletion that it names, if any.
    pub fn deletion(&self) -> Option<(MemberId, u64)> {
        let (member_id, number) = self.0.strip_prefix("msg_")?.rsplit_once('_')?;
        let number = number.parse::<i64>().ok().filter(|number| *number > 0)?.unsigned_abs();
        let member_id = MemberId::parse(&member_id.replace(DOT, ".")).ok()?;
        (Self::of_deletion(&member_id, number) == *self).then_some((member_id, number))
    }

    /// The id as stored and sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Takes a stored id, or one that somebody names: it need not exist.
impl From<&str> for MessageId {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// The state of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DeliveryState {
    /// It waits for an attempt.
    Pending,
    /// The endpoint accepted it.
    Delivered,
    /// We gave it up.
    Failed,
}

impl DeliveryState {
    /// All states.
    pub const ALL: [Self; 3] = [Self::Pending, Self::Delivered, Self::Failed];

    /// Its name in the API and on pages.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
        }
    }

    /// Its number in the database.
    pub fn number(self) -> i16 {
        match self {
            Self::Pending => 0,
            Self::Delivered => 1,
            Self::Failed => 2,
        }
    }

    /// The state with this number.
    pub fn of_number(number: i16) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.number() == number)
    }
}

/// A message on its way to one endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The message's id.
    pub message_id: MessageId,
    /// The name of its [`MessageType`], or of one that another version has.
    pub kind: String,
    /// The portal that it is about, if it is about one.
    pub member_id: Option<MemberId>,
    /// The number of the deletion, if it is about one.
    pub deletion: Option<u64>,
    /// Its state.
    pub state: DeliveryState,
    /// How many attempts were made.
    pub attempts: u32,
    /// When it was first queued.
    pub created_at: OffsetDateTime,
    /// When the next attempt is due, if any.
    pub next_attempt_at: Option<OffsetDateTime>,
    /// The HTTP status of the last attempt, if there was an answer.
    pub last_status: Option<u16>,
    /// Why the last attempt failed, or why we gave the message up.
    pub last_error: Option<String>,
}

/// One attempt to deliver a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// When it began.
    pub at: OffsetDateTime,
    /// The HTTP status, if there was an answer.
    pub status: Option<u16>,
    /// Why it failed, if it did.
    pub error: Option<String>,
    /// How long it took, in milliseconds.
    pub millis: u32,
    /// The beginning of the answer.
    pub response: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn id_of_a_deletion_names_it_and_has_no_dot() {
        for portal in ["bac1cd5c8940947a75e0d71b1a84e348", "a.b_c-d", "7_1"] {
            let member_id = MemberId::parse(portal).unwrap();
            let id = MessageId::of_deletion(&member_id, 1042);
            assert!(!id.as_str().contains('.') && id.as_str().len() <= MessageId::MAX_LEN, "{id}");
            assert_eq!(id.deletion(), Some((member_id, 1042)));
        }
        for other in ["", "msg_", "msg_a", "msg_a_0", "msg_a_01", "msg_a_-1", "msg_a_x", "a_1", "msg__1"] {
            assert_eq!(MessageId::from(other).deletion(), None, "{other}");
        }
        assert_eq!(MessageId::random(u128::MAX).deletion(), None);
        let longest = MessageId::of_deletion(&MemberId::parse(&"a".repeat(64)).unwrap(), i64::MAX.unsigned_abs());
        assert!(longest.as_str().len() <= MessageId::MAX_LEN);
    }

    #[test]
    fn words_and_numbers_are_read_as_they_are_written() {
        for message in MessageType::ALL {
            assert_eq!(message.as_str().parse(), Ok(message));
        }
        for state in DeliveryState::ALL {
            assert_eq!(DeliveryState::of_number(state.number()), Some(state));
        }
        assert_eq!(DeliveryState::of_number(3), None);
    }
}
