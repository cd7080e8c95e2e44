//! What the query string asks the list of portals for.

use domain::health::AlarmKind;
use domain::portal::PortalStatus;
use store::PortalFilter;
use url::form_urlencoded;

use crate::filter::{Choice, wrong_text};
use crate::labels;
use crate::list::Empty;

/// What the query string asks the list of portals for.
#[derive(Default)]
pub(crate) struct AskedPortals {
    pub(crate) q: String,
    status: String,
    alarm: String,
    pub(crate) cursor: Option<String>,
    pub(crate) filter: PortalFilter,
    pub(crate) wrong_q: Option<String>,
    pub(crate) wrong_status: Option<&'static str>,
    pub(crate) wrong_alarm: Option<&'static str>,
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
                "cursor" => asked.cursor = Some(value).filter(|cursor| !cursor.is_empty()),
                _ => {}
            }
        }
        asked.judge();
        asked
    }

    fn judge(&mut self) {
        self.wrong_q = wrong_text(&self.q);
        self.filter.q = Some(self.q.clone()).filter(|q| !q.is_empty());
        self.filter.status = self.status.parse().ok();
        if !self.status.is_empty() && self.filter.status.is_none() {
            self.wrong_status = Some("There is no such state. Choose one of the list.");
        }
        self.filter.alarm = self.alarm.parse().ok();
        if !self.alarm.is_empty() && self.filter.alarm.is_none() {
            self.wrong_alarm = Some("There is no such alarm. Choose one of the list.");
        }
    }

    pub(crate) fn is_sound(&self) -> bool {
        self.wrong_q.is_none() && self.wrong_status.is_none() && self.wrong_alarm.is_none()
    }

    pub(crate) fn is_filtered(&self) -> bool {
        !self.q.is_empty() || !self.status.is_empty() || !self.alarm.is_empty()
    }

    pub(crate) fn href(&self, cursor: Option<&str>) -> String {
        let cursor = cursor.unwrap_or_default();
        let fields = [("q", &*self.q), ("status", &self.status), ("alarm", &self.alarm), ("cursor", cursor)];
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(fields.iter().filter(|(_, value)| !value.is_empty()));
        let query = query.finish();
        if query.is_empty() { "/admin/portals".to_owned() } else { format!("/admin/portals?{query}") }
    }

    pub(crate) fn statuses(&self) -> Vec<Choice> {
        let choice = |status: PortalStatus| Choice {
            value: status.as_str().to_owned(),
            name: labels::status(status).text.to_owned(),
            chosen: self.filter.status == Some(status),
        };
        PortalStatus::ALL.into_iter().map(choice).collect()
    }

    pub(crate) fn alarms(&self) -> Vec<Choice> {
        let choice = |kind: AlarmKind| Choice {
            value: kind.as_str().to_owned(),
            name: labels::alarm(kind).text.to_owned(),
            chosen: self.filter.alarm == Some(kind),
        };
        AlarmKind::ALL.into_iter().map(choice).collect()
    }

    pub(crate) fn empty(&self) -> Empty {
        let way_out = Some(("/admin/portals".to_owned(), "Show all portals"));
        if let Some(kind) = self.filter.alarm.filter(|_| self.q.is_empty() && self.status.is_empty()) {
            let title = if kind == AlarmKind::Silent { "No portal is silent" } else { "This alarm is on nowhere" };
            return Empty { title, text: "Portals for which it goes on appear here by themselves.", way_out };
        }
        if self.is_filtered() {
            let text = "Look for a shorter piece of its domain or member_id, or in any state and with any alarm.";
            return Empty { title: "No portal fits", text, way_out };
        }
        if self.cursor.is_some() {
            return Empty { title: "No further portals", text: "The list ends here.", way_out };
        }
        Empty {
            title: "No portal has installed the app yet",
            text: "When an administrator of a Bitrix24 portal installs it, the portal appears here by itself, and its deletions are recorded from then on.",
            way_out: None,
        }
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
            PortalFilter { q: Some("some".into()), status: Some(PortalStatus::Active), alarm: None }
        );
        assert_eq!(asked.cursor.as_deref(), Some("abc"));
        assert_eq!(asked.href(Some("d")), "/admin/portals?q=some&status=active&cursor=d");
    }

    #[test]
    fn unknown_state_is_said_beside_its_field() {
        let asked = AskedPortals::read(Some("status=asleep"));
        assert!(asked.wrong_status.is_some() && !asked.is_sound());
        assert!(AskedPortals::read(Some("q=&status=")).is_sound());
    }
}
