//! A portal as the pages show it.

use domain::health::{Alarm, AlarmKind, Condition};
use domain::portal::{Portal, PortalStatus, Subscriptions, TokenHealth};
use words::Words;

use crate::page::frame::Frame;
use crate::page::labels::{self, Label};
use crate::page::when::When;
use crate::portals::alarms::{AlarmView, Piece, pieces, plain};

/// How many unbound events to name.
const MISSING_SHOWN: usize = 3;

pub(crate) struct PortalView {
    words: &'static Words,
    portal: Portal,
    last_event: Option<When>,
    installed: Option<When>,
    uninstalled: Option<When>,
    token_renewed: Option<When>,
    alarms: Vec<AlarmView>,
    condition: Condition,
    uninstalled_days: u16,
}

impl PortalView {
    pub(crate) fn new(portal: Portal, alarms: &[Alarm], frame: &Frame) -> Self {
        let condition = Condition::of(&portal, alarms);
        let alarms = alarms.iter().map(|alarm| AlarmView::new(alarm, frame)).collect();
        let when = |at: Option<_>| at.map(|at| frame.when(at));
        Self {
            words: frame.words,
            last_event: when(portal.last_event_at),
            installed: when(portal.installed_at),
            uninstalled: when(portal.uninstalled_at),
            token_renewed: when(portal.token.refreshed_at).filter(|_| portal.token.health != TokenHealth::None),
            alarms,
            condition,
            uninstalled_days: frame.uninstalled_days,
            portal,
        }
    }

    pub(crate) fn known(&self) -> &Portal {
        &self.portal
    }

    pub(crate) fn key(&self) -> &str {
        self.portal.member_id.as_str()
    }

    pub(crate) fn href(&self) -> String {
        format!("/admin/portals/{}", self.portal.member_id)
    }

    pub(crate) fn health_href(&self) -> String {
        format!("{}/health", self.href())
    }

    pub(crate) fn timeline_href(&self) -> String {
        format!("{}/timeline", self.href())
    }

    /// Where the form that purges the portal is posted; the form is on the health page.
    pub(crate) fn purge_href(&self) -> String {
        format!("{}/purge", self.href())
    }

    pub(crate) fn webhooks_href(&self) -> String {
        format!("{}/webhooks", self.href())
    }

    pub(crate) fn alarms(&self) -> &[AlarmView] {
        &self.alarms
    }

    /// The alarms that its status does not already say.
    pub(crate) fn further_alarms(&self) -> impl Iterator<Item = &AlarmView> {
        self.alarms.iter().filter(|alarm| !alarm.repeats(self.portal.status))
    }

    pub(crate) fn domain(&self) -> &str {
        self.portal.name()
    }

    pub(crate) fn status(&self) -> Label {
        labels::status(self.words, self.portal.status)
    }

    /// Its condition, where its status and its alarms don't say it.
    pub(crate) fn condition(&self) -> Option<Label> {
        labels::condition(self.words, self.condition)
    }

    /// Whether it is anything but well.
    pub(crate) fn needs_attention(&self) -> bool {
        self.condition != Condition::Well
    }

    /// Its condition, and what to do about it, in sentences; `None` if its alarms say all of that.
    pub(crate) fn verdict(&self, frame: &Frame) -> Option<Vec<Piece>> {
        let is_late = self.alarms.iter().any(|alarm| alarm.kind == AlarmKind::NotFinished);
        match self.portal.status {
            PortalStatus::Uninstalled | PortalStatus::Deleted => return Some(self.status_sentences()),
            PortalStatus::Installing if !is_late => return Some(self.status_sentences()),
            _ => {}
        }
        if let Some(kind) = self.alarm_to_come() {
            let advice = self.words.alarm_advice(kind, frame.may_act());
            return Some(pieces(&format!("{} {advice}", self.words.alarm_meaning(kind))));
        }
        match self.condition {
            Condition::Alarmed(_) => None,
            condition => Some(pieces(&self.words.condition(condition))),
        }
    }

    /// The alarm that its status or condition brings, if the worker has not raised it yet.
    fn alarm_to_come(&self) -> Option<AlarmKind> {
        let kind = match (self.portal.status, self.condition) {
            (PortalStatus::NeedsReinstall, _) => AlarmKind::NeedsReinstall,
            (PortalStatus::PaymentRequired, _) => AlarmKind::PaymentEnded,
            (_, Condition::Alarmed(kind)) => kind,
            _ => return None,
        };
        (!self.alarms.iter().any(|alarm| alarm.kind == kind)).then_some(kind)
    }

    fn status_sentences(&self) -> Vec<Piece> {
        let status = self.portal.status;
        let advice = self.words.status_advice(status, self.uninstalled_days);
        vec![plain(&format!("{} {advice}", self.words.status_meaning(status)))]
    }

    pub(crate) fn tone(&self) -> &'static str {
        self.condition().unwrap_or_else(|| self.status()).tone
    }

    /// Whether we record what it reports now.
    pub(crate) fn is_recorded(&self) -> bool {
        self.portal.status == PortalStatus::Active
    }

    /// Whether its installation is in progress.
    pub(crate) fn is_installing(&self) -> bool {
        self.portal.status == PortalStatus::Installing
    }

    /// The app's plan in the portal: free, on trial, paid.
    pub(crate) fn plan(&self) -> Option<String> {
        self.portal.app_status.as_deref().map(|letter| self.words.app_status(letter))
    }

    pub(crate) fn deletions(&self) -> String {
        self.words.number(self.portal.deletions)
    }

    pub(crate) fn last_event(&self) -> Option<When> {
        self.last_event
    }

    pub(crate) fn installed(&self) -> Option<When> {
        self.installed
    }

    /// When it removed the app.
    pub(crate) fn uninstalled(&self) -> Option<When> {
        self.uninstalled
    }

    /// The state of its tokens; `None` while the portal is closed, since nobody can tell.
    pub(crate) fn token(&self) -> Option<Label> {
        labels::token_of(self.words, &self.portal)
    }

    pub(crate) fn token_renewed(&self) -> Option<When> {
        self.token_renewed
    }

    pub(crate) fn subscriptions(&self) -> Option<&Subscriptions> {
        self.portal.bound()
    }

    /// Whether the portal may be purged: the app is gone, and we still keep data.
    pub(crate) fn may_be_purged(&self) -> bool {
        let is_gone = matches!(self.portal.status, PortalStatus::Uninstalled | PortalStatus::Deleted);
        is_gone && !self.portal.domain.is_empty()
    }

    /// The events that it should send but does not.
    pub(crate) fn missing(&self) -> Option<String> {
        self.subscriptions().and_then(|bound| first_missing(&bound.missing_codes(), self.words))
    }
}

/// The first unbound events, and how many more there are.
fn first_missing(missing: &[String], words: &Words) -> Option<String> {
    let first = missing.iter().take(MISSING_SHOWN).map(String::as_str).collect::<Vec<_>>().join(", ");
    match missing.len() {
        0 => None,
        1..=MISSING_SHOWN => Some(first),
        count => {
            Some(words.text_with("portal-missing-more", &[("first", &first), ("count", &(count - MISSING_SHOWN))]))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_events_are_named_until_there_are_many() {
        let missing =
            |count: usize| first_missing(&(1..=count).map(|n| format!("E{n}")).collect::<Vec<_>>(), words::english());
        assert_eq!(missing(0), None);
        assert_eq!(missing(3).as_deref(), Some("E1, E2, E3"));
        assert_eq!(missing(58).as_deref(), Some("E1, E2, E3 and 55 more"));
    }
}
