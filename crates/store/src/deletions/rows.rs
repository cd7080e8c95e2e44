//! A row of `deletions`, and what the search index has about it.

use domain::deletion::{Source, Sources, terms};

use crate::deletions::search::Entry;
use crate::error::StoreError;

pub(crate) use crate::entities::deletion::Model as Row;

impl Row {
    /// The texts by which the search index finds it.
    pub(crate) fn texts(&self) -> Result<Vec<String>, StoreError> {
        let attributes = self.attributes.as_deref().map(serde_json::from_str).transpose();
        let attributes = attributes.map_err(|error| StoreError::corrupt("deletions", error))?.unwrap_or_default();
        Ok(terms(&self.entity_id, &attributes, self.data.as_deref()))
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
