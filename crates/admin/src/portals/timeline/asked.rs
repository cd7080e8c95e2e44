//! The query of a portal's timeline.

use domain::timeline::Topic;
use url::form_urlencoded;

use crate::page::frame::Frame;
use crate::page::ignored::Ignored;
use crate::portals::PortalView;

/// A topic, as a link to its lines.
pub(super) struct TopicChip {
    pub(super) href: String,
    pub(super) text: String,
    pub(super) chosen: bool,
}

#[derive(Debug, Default)]
pub(super) struct TimelineQuery {
    /// Shows only this topic; `None` shows everything.
    pub(super) topic: Option<Topic>,
    pub(super) cursor: Option<String>,
    pub(super) ignored: Ignored,
    is_wrong: bool,
}

impl TimelineQuery {
    pub(super) fn read(query: Option<&str>) -> Self {
        let mut asked = Self::default();
        for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
            match &*name {
                "topic" if !value.is_empty() => {
                    asked.topic = value.parse().ok();
                    asked.is_wrong = asked.topic.is_none();
                }
                "cursor" => asked.cursor = Some(value.into_owned()).filter(|cursor| !cursor.is_empty()),
                "topic" | "done" => {}
                _ => asked.ignored.note(&name),
            }
        }
        asked
    }

    pub(super) fn is_sound(&self) -> bool {
        !self.is_wrong
    }

    pub(super) fn href(&self, portal: &PortalView, cursor: Option<&str>) -> String {
        href(portal, self.topic, cursor)
    }

    pub(super) fn chips(&self, portal: &PortalView, frame: &Frame) -> Vec<TopicChip> {
        let topics = std::iter::once(None).chain(Topic::ALL.map(Some));
        let chip = |topic: Option<Topic>| TopicChip {
            href: href(portal, topic, None),
            text: frame.t(key(topic)),
            chosen: self.is_sound() && self.topic == topic,
        };
        topics.map(chip).collect()
    }
}

fn href(portal: &PortalView, topic: Option<Topic>, cursor: Option<&str>) -> String {
    let fields = [("topic", topic.map(Topic::as_str)), ("cursor", cursor)];
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(fields.iter().filter_map(|(name, value)| Some((name, (*value)?))));
    let query = query.finish();
    let path = portal.timeline_href();
    if query.is_empty() { path } else { format!("{path}?{query}") }
}

fn key(topic: Option<Topic>) -> &'static str {
    match topic {
        None => "timeline-all",
        Some(Topic::App) => "timeline-app",
        Some(Topic::Tokens) => "timeline-tokens",
        Some(Topic::Events) => "timeline-events",
        Some(Topic::Acts) => "timeline-acts",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topic_is_read_and_one_that_is_none_is_noticed() {
        let asked = TimelineQuery::read(Some("topic=tokens&cursor=1-2-3"));
        assert_eq!(
            (asked.topic, asked.cursor.as_deref(), asked.is_sound()),
            (Some(Topic::Tokens), Some("1-2-3"), true)
        );
        assert!(!TimelineQuery::read(Some("topic=weather")).is_sound());
        assert!(TimelineQuery::read(Some("topic=&cursor=")).is_sound() && TimelineQuery::read(None).topic.is_none());
    }
}
