//! A deletion as a list and its own page show it.

use std::collections::BTreeMap;
use std::fmt::Display;

use domain::deletion::{Deletion, Source};
use time::Duration;
use url::form_urlencoded;
use words::Words;

use crate::frame::Frame;
use crate::labels::{self, Label};
use crate::when::When;

/// So many attributes fit into a row.
const SHOWN: usize = 3;

/// A deletion, and when it was, seen from now.
pub(crate) struct Row {
    words: &'static Words,
    pub(crate) deletion: Deletion,
    pub(crate) received: When,
    pub(crate) sent: When,
}

impl Row {
    /// The deletion in the page around it.
    pub(crate) fn new(deletion: Deletion, frame: &Frame) -> Self {
        let (received, sent) = (frame.when(deletion.received_at), frame.when(deletion.sent_at));
        Self { words: frame.words, deletion, received, sent }
    }

    /// Names the row among all portals' deletions.
    pub(crate) fn key(&self) -> String {
        format!("{}-{}", self.deletion.member_id, self.deletion.number)
    }

    pub(crate) fn number(&self) -> u64 {
        self.deletion.number
    }

    /// What kind of thing it was, in words.
    pub(crate) fn noun(&self) -> String {
        self.words.entity(&self.deletion.entity)
    }

    pub(crate) fn entity_id(&self) -> &str {
        &self.deletion.entity_id
    }

    pub(crate) fn event(&self) -> &str {
        &self.deletion.event
    }

    pub(crate) fn domain(&self) -> &str {
        &self.deletion.domain
    }

    pub(crate) fn user_id(&self) -> Option<&str> {
        self.deletion.user_id.as_deref()
    }

    pub(crate) fn source(&self) -> Label {
        labels::source(self.words, self.deletion.source)
    }

    /// Whether it came as most do.
    pub(crate) fn is_live(&self) -> bool {
        self.deletion.source == Source::Live
    }

    pub(crate) fn source_sentence(&self) -> String {
        self.words.source_meaning(self.deletion.source)
    }

    pub(crate) fn is_incomplete(&self) -> bool {
        self.deletion.is_incomplete()
    }

    /// Whether there are attributes to show.
    pub(crate) fn has_pairs(&self) -> bool {
        told(&self.deletion.attributes).next().is_some()
    }

    /// The first attributes: those of the portal before those of the outer channel.
    pub(crate) fn pairs(&self) -> Vec<(String, &str)> {
        let outer = |key: &str| key.starts_with("external_");
        let inner = told(&self.deletion.attributes).filter(|(key, _)| !outer(key));
        let rest = told(&self.deletion.attributes).filter(|(key, _)| outer(key));
        inner.chain(rest).take(SHOWN).map(|(key, value)| (self.words.attribute_name(key), value)).collect()
    }

    /// All attributes.
    pub(crate) fn all_pairs(&self) -> Vec<(String, &str)> {
        told(&self.deletion.attributes).map(|(key, value)| (self.words.attribute_name(key), value)).collect()
    }

    /// How much later than it was sent the event was received; nothing if that is not worth a word.
    pub(crate) fn delay(&self) -> Option<String> {
        let delay = self.deletion.received_at - self.deletion.sent_at;
        (delay >= Duration::seconds(1)).then(|| self.words.span(delay))
    }

    /// The deletion's own page.
    pub(crate) fn href(&self) -> String {
        self.neighbour_href(self.deletion.number)
    }

    /// The page of another deletion of the same portal.
    pub(crate) fn neighbour_href(&self, number: impl Display) -> String {
        format!("{}/deletions/{number}", self.portal_href())
    }

    /// The page of its portal.
    pub(crate) fn portal_href(&self) -> String {
        format!("/admin/portals/{}", self.deletion.member_id)
    }

    /// The portal's deletions of the same thing.
    pub(crate) fn same_thing_href(&self) -> String {
        self.filtered(&[("entity", &self.deletion.entity), ("entity_id", &self.deletion.entity_id)])
    }

    /// The portal's deletions by the same user.
    pub(crate) fn same_user_href(&self) -> String {
        self.filtered(&[("user_id", self.user_id().unwrap_or_default())])
    }

    fn filtered(&self, fields: &[(&str, &str)]) -> String {
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        format!("{}?{query}", self.portal_href())
    }
}

fn told(attributes: &BTreeMap<String, String>) -> impl Iterator<Item = (&str, &str)> {
    let told = attributes.iter().filter(|(key, _)| *key != "incomplete");
    told.map(|(key, value)| (key.as_str(), value.as_str()))
}
