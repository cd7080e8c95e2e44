//! What is around every page of the frame: the portal, three tabs, and how it stands in a line.

use domain::health::{AlarmKind, Condition};
use domain::portal::PortalStatus;
use words::{Argument, Words};

use super::visit::Visit;

/// The tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tab {
    Deletions,
    Health,
    Settings,
}

/// What is around a page.
#[derive(Debug)]
pub(crate) struct Shell {
    pub(crate) words: &'static Words,
    pub(crate) domain: String,
    pub(crate) token: String,
    tab: Tab,
    tabs: [(Tab, String); 3],
    /// How the portal is, where somebody should know.
    pub(crate) notices: Vec<Said>,
}

/// A sentence above the page.
#[derive(Debug)]
pub(crate) struct Said {
    /// What it is for programs.
    pub(crate) name: &'static str,
    pub(crate) tone: &'static str,
    pub(crate) text: String,
    /// Where to go for it, and what that is called.
    pub(crate) link: Option<(String, String)>,
}

impl Said {
    pub(crate) fn new(name: &'static str, tone: &'static str, text: String) -> Self {
        Self { name, tone, text, link: None }
    }

    /// Whether its link leads out of the frame.
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

    /// With a sentence above the page.
    pub(crate) fn saying(mut self, said: impl IntoIterator<Item = Said>) -> Self {
        self.notices.extend(said);
        self
    }

    /// The tabs: where each leads, what it is called, and whether it is the present one.
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

    /// A text.
    pub(crate) fn t(&self, key: &str) -> String {
        self.words.text(key)
    }

    /// A text with an argument.
    pub(crate) fn t1(&self, key: &str, name: &str, value: &dyn Argument) -> String {
        self.words.text_with(key, &[(name, value)])
    }
}

/// How the portal is, where that is not well: nothing where a page says it itself.
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

/// Where a portal's administrators renew what they pay for (an inference: the pages of Market are below this address).
pub(crate) fn market(host: &str) -> String {
    format!("https://{host}/market/")
}

/// Whether what is deleted in the portal is recorded now.
pub(crate) fn is_recorded(visit: &Visit) -> bool {
    visit.portal.status == PortalStatus::Active
}
