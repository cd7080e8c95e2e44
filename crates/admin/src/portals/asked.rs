//! The query of the list of portals.

use domain::health::{AlarmKind, Condition};
use domain::portal::PortalStatus;
use store::PortalFilter;
use url::form_urlencoded;

use crate::deletions::filter::{Choice, wrong_key};
use crate::deletions::list::Empty;
use crate::page::frame::Frame;
use crate::page::ignored::Ignored;
use crate::page::labels::{self, Label};

/// A problem that some portals have, as a link to them.
pub(crate) struct Chip {
    pub(crate) href: String,
    pub(crate) label: Label,
    pub(crate) count: String,
    pub(crate) chosen: bool,
}

/// The only condition to filter by; the others are alarms or statuses.
const UNKNOWN: &str = "unknown";

#[derive(Default)]
pub(crate) struct AskedPortals {
    pub(crate) q: String,
    status: String,
    alarm: String,
    condition: String,
    pub(crate) cursor: Option<String>,
    pub(crate) filter: PortalFilter,
    pub(crate) wrong_q: Option<&'static str>,
    pub(crate) wrong_status: Option<&'static str>,
    pub(crate) wrong_alarm: Option<&'static str>,
    pub(crate) ignored: Ignored,
    wrong_condition: bool,
}

impl AskedPortals {
    pub(crate) fn read(query: Option<&str>) -> Self {
        let mut asked = Self::default();
        for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
            let value = value.trim().to_owned();
            match &*name {
                "q" => asked.q = value,
                "status" => asked.status = value,
                "alarm" => asked.alarm = value,
                "condition" => asked.condition = value,
                "cursor" => asked.cursor = Some(value).filter(|cursor| !cursor.is_empty()),
                _ => asked.ignored.note(&name),
            }
        }
        asked.judge();
        asked
    }

    fn judge(&mut self) {
        self.wrong_q = wrong_key(&self.q);
        self.filter.q = Some(self.q.clone()).filter(|q| !q.is_empty());
        self.filter.status = self.status.parse().ok();
        if !self.status.is_empty() && self.filter.status.is_none() {
            self.wrong_status = Some("portals-wrong-status");
        }
        self.filter.alarm = self.alarm.parse().ok();
        if !self.alarm.is_empty() && self.filter.alarm.is_none() {
            self.wrong_alarm = Some("portals-wrong-alarm");
        }
        self.filter.is_unknown = self.condition == UNKNOWN;
        self.wrong_condition = !self.condition.is_empty() && !self.filter.is_unknown;
    }

    pub(crate) fn is_sound(&self) -> bool {
        self.wrong_q.is_none() && self.wrong_status.is_none() && self.wrong_alarm.is_none() && !self.wrong_condition
    }

    pub(crate) fn is_filtered(&self) -> bool {
        [&self.q, &self.status, &self.alarm, &self.condition].iter().any(|field| !field.is_empty())
    }

    pub(crate) fn href(&self, cursor: Option<&str>) -> String {
        self.href_of(&self.alarm, &self.condition, cursor.unwrap_or_default())
    }

    /// The problems of portals, the most urgent first; the chosen one links back to all portals.
    pub(crate) fn chips(&self, alarms: &[(AlarmKind, u64)], unknown: u64, frame: &Frame) -> Vec<Chip> {
        let chip = |(kind, count): &(AlarmKind, u64)| {
            let chosen = self.filter.alarm == Some(*kind);
            let href = self.href_of(if chosen { "" } else { kind.as_str() }, "", "");
            Chip { href, label: labels::alarm(frame.words, *kind), count: frame.n(*count), chosen }
        };
        alarms.iter().map(chip).chain(self.unknown_chip(unknown, frame)).collect()
    }

    /// Portals in an unknown condition. It replaces the alarm of the filter, since these portals have none.
    fn unknown_chip(&self, count: u64, frame: &Frame) -> Option<Chip> {
        let chosen = self.filter.is_unknown;
        let label = labels::condition(frame.words, Condition::Unknown)?;
        let href = self.href_of("", if chosen { "" } else { UNKNOWN }, "");
        (count > 0 || chosen).then(|| Chip { href, label, count: frame.n(count), chosen })
    }

    fn href_of(&self, alarm: &str, condition: &str, cursor: &str) -> String {
        let fields =
            [("q", &*self.q), ("status", &self.status), ("alarm", alarm), ("condition", condition), ("cursor", cursor)];
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(fields.iter().filter(|(_, value)| !value.is_empty()));
        let query = query.finish();
        if query.is_empty() { "/admin/portals".to_owned() } else { format!("/admin/portals?{query}") }
    }

    pub(crate) fn statuses(&self, frame: &Frame) -> Vec<Choice> {
        let choice = |status: PortalStatus| Choice {
            value: status.as_str().to_owned(),
            name: frame.words.status_label(status),
            chosen: self.filter.status == Some(status),
        };
        PortalStatus::ALL.into_iter().map(choice).collect()
    }

    /// The chosen condition, which the form keeps.
    pub(crate) fn condition(&self) -> Option<&str> {
        self.filter.is_unknown.then_some(UNKNOWN)
    }

    pub(crate) fn alarms(&self, frame: &Frame) -> Vec<Choice> {
        let choice = |kind: AlarmKind| Choice {
            value: kind.as_str().to_owned(),
            name: frame.words.alarm_label(kind),
            chosen: self.filter.alarm == Some(kind),
        };
        AlarmKind::ALL.into_iter().map(choice).collect()
    }

    pub(crate) fn empty(&self, frame: &Frame) -> Empty {
        let way_out = Some(("/admin/portals".to_owned(), frame.t("portals-all")));
        let (title, text) = if self.filter.is_unknown && self.q.is_empty() && self.status.is_empty() {
            ("portals-none-unknown", "portals-none-unknown.text")
        } else if self.filter.alarm.is_some() && self.q.is_empty() && self.status.is_empty() {
            ("portals-no-alarm", "portals-no-alarm.text")
        } else if self.is_filtered() {
            ("portals-none-fits", "portals-none-fits.text")
        } else if self.cursor.is_some() {
            ("portals-no-further", "list-end")
        } else {
            let (title, text) = (frame.t("portals-none"), frame.t("portals-none.text"));
            return Empty { title, text, way_out: None };
        };
        Empty { title: frame.t(title), text: frame.t(text), way_out }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn query_string_becomes_a_filter_of_portals() {
        let asked = AskedPortals::read(Some("q=+some+&status=active&cursor=abc"));
        assert_eq!(
            asked.filter,
            PortalFilter { q: Some("some".into()), status: Some(PortalStatus::Active), ..PortalFilter::default() }
        );
        assert_eq!(asked.cursor.as_deref(), Some("abc"));
        assert_eq!(asked.href(Some("d")), "/admin/portals?q=some&status=active&cursor=d");
    }

    #[test]
    fn unknown_state_is_said_beside_its_field() {
        let unknown = AskedPortals::read(Some("condition=unknown"));
        assert!(unknown.filter.is_unknown && unknown.is_sound() && unknown.is_filtered());
        assert!(!AskedPortals::read(Some("condition=well")).is_sound(), "there is a state for it");
        let asked = AskedPortals::read(Some("status=asleep"));
        assert!(asked.wrong_status.is_some() && !asked.is_sound());
        assert!(AskedPortals::read(Some("q=&status=")).is_sound());
    }
}
