//! The surroundings of every page of the frame: the portal, three tabs, and a line about its condition.

use domain::health::{AlarmKind, Condition};
use domain::portal::PortalStatus;
use words::{Argument, Words};

use super::visit::Visit;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tab {
    Deletions,
    Health,
    Settings,
}

#[derive(Debug)]
pub(crate) struct Shell {
    pub(crate) words: &'static Words,
    pub(crate) domain: String,
    pub(crate) token: String,
    tab: Tab,
    tabs: [(Tab, String); 3],
    /// Sentences about the portal's condition, where somebody should know.
    pub(crate) notices: Vec<Said>,
}

/// A sentence above the page.
#[derive(Debug)]
pub(crate) struct Said {
    /// Its name for programs.
    pub(crate) name: &'static str,
    pub(crate) tone: &'static str,
    pub(crate) text: String,
    /// An address, and the link's text.
    pub(crate) link: Option<(String, String)>,
}

impl Said {
    pub(crate) fn new(name: &'static str, tone: &'static str, text: String) -> Self {
        Self { name, tone, text, link: None }
    }

    pub(crate) fn leads_out(&self) -> bool {
        self.link.as_ref().is_some_and(|(href, _)| href.starts_with("http"))
    }
}

impl Shell {
    pub(crate) fn new(visit: &Visit, tab: Tab) -> Self {
        let words = visit.words;
        let tabs = [(Tab::Deletions, "deletions"), (Tab::Health, "health"), (Tab::Settings, "settings")];
        Self {
            words,
            domain: visit.portal.domain.clone(),
            token: visit.token().to_owned(),
            tab,
            tabs: tabs.map(|(tab, page)| (tab, visit.href(page, &[]))),
            notices: Vec::new(),
        }
    }

    /// Adds sentences above the page.
    pub(crate) fn saying(mut self, said: impl IntoIterator<Item = Said>) -> Self {
        self.notices.extend(said);
        self
    }

    /// The tabs: address, name, and whether it is the present one.
    pub(crate) fn tabs(&self) -> impl Iterator<Item = (&str, String, bool)> {
        self.tabs.iter().map(|(tab, href)| {
            let text = match tab {
                Tab::Deletions => self.words.text("app-tab-deletions"),
                Tab::Health => self.words.text("app-tab-health"),
                Tab::Settings => self.words.text("app-tab-settings"),
            };
            (href.as_str(), text, *tab == self.tab)
        })
    }

    pub(crate) fn t(&self, key: &str) -> String {
        self.words.text(key)
    }

    pub(crate) fn t1(&self, key: &str, name: &str, value: &dyn Argument) -> String {
        self.words.text_with(key, &[(name, value)])
    }
}

/// The portal's condition, unless it is well.
pub(crate) fn condition(visit: &Visit, condition: Condition) -> Option<Said> {
    let words = visit.words;
    if condition == Condition::Alarmed(AlarmKind::PaymentEnded) {
        let said = Said::new("unpaid", "warn", words.text("app-unpaid.notice"));
        return Some(Said { link: Some((market(&visit.token.host), words.text("app-unpaid.link"))), ..said });
    }
    let text = match condition {
        Condition::Well => return None,
        Condition::Alarmed(kind) => words.alarm_in_frame(kind),
        condition => words.condition_in_frame(condition, visit.portal.status),
    };
    let said = Said::new("alarm", "warn", text);
    Some(Said { link: Some((visit.href("health", &[]), words.text("app-to-health"))), ..said })
}

/// Where administrators renew the paid app (an inference: Market's pages are below this address).
pub(crate) fn market(host: &str) -> String {
    format!("https://{host}/market/")
}

/// Whether deletions in the portal are recorded now.
pub(crate) fn is_recorded(visit: &Visit) -> bool {
    visit.portal.status == PortalStatus::Active
}
