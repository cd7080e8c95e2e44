//! The columns of a deletion that make its search index entry, its counts and its link.

use domain::deletion::{Source, Sources, terms};
use sea_orm::{EntityTrait, FromQueryResult, QuerySelect, Select};

use crate::deletions::search::Entry;
use crate::entities::deletion;
use crate::error::StoreError;

/// A deletion, as far as the search index, the counts and the chain need it.
#[derive(Clone, Debug, FromQueryResult)]
pub(crate) struct Row {
    pub(crate) member_id: String,
    pub(crate) number: i64,
    pub(crate) arrival: i64,
    pub(crate) event: String,
    pub(crate) entity_id: String,
    pub(crate) attributes: Option<String>,
    pub(crate) user_id: Option<String>,
    pub(crate) sent_at: i64,
    pub(crate) received_at: i64,
    pub(crate) sources: i16,
    pub(crate) event_handler_id: Option<String>,
    pub(crate) data: Option<String>,
    pub(crate) ts: Option<String>,
    pub(crate) auth: Option<i32>,
    pub(crate) expires: Option<i64>,
    pub(crate) digest: Option<Vec<u8>>,
}

impl Row {
    pub(crate) fn select() -> Select<deletion::Entity> {
        use deletion::Column as C;
        let columns = [
            C::MemberId,
            C::Number,
            C::Arrival,
            C::Event,
            C::EntityId,
            C::Attributes,
            C::UserId,
            C::SentAt,
            C::ReceivedAt,
            C::Sources,
            C::EventHandlerId,
            C::Data,
            C::Ts,
            C::Auth,
            C::Expires,
            C::Digest,
        ];
        deletion::Entity::find().select_only().columns(columns)
    }

    pub(crate) fn texts(&self) -> Result<Vec<String>, StoreError> {
        texts(&self.entity_id, self.attributes.as_deref(), self.data.as_deref())
    }

    /// The row as an entry of the search index, with its texts and its portal's key there.
    pub(crate) fn entry<'a>(&'a self, search_key: i64, texts: &'a [String]) -> Entry<'a> {
        Entry {
            member_id: &self.member_id,
            search_key,
            number: self.number,
            arrival: self.arrival,
            event: &self.event,
            user_id: self.user_id.as_deref(),
            sources: Sources::from_bits(self.sources).unwrap_or(Source::Live.into()),
            texts,
        }
    }
}

/// The texts by which the search index finds a deletion, from its columns.
pub(crate) fn texts(id: &str, attributes: Option<&str>, data: Option<&str>) -> Result<Vec<String>, StoreError> {
    let attributes = attributes.map(serde_json::from_str).transpose();
    let attributes = attributes.map_err(|error| StoreError::corrupt("deletions", error))?.unwrap_or_default();
    Ok(terms(id, &attributes, data))
}
