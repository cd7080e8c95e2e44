//! What the pages call things: entities, states, ways of arrival.

mod entities;
pub(crate) mod recovery;

use domain::deletion::Source;
use domain::health::{AlarmKind, Condition};
use domain::portal::{PortalStatus, TokenHealth};

pub(crate) use entities::{ENTITIES, attribute, entity};

/// A word for a state, and the tone that repeats it in colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Label {
    /// The word.
    pub(crate) text: &'static str,
    /// `ok`, `warn`, `bad` or nothing; a class of the style sheet.
    pub(crate) tone: &'static str,
}

/// A word for a state.
pub(crate) const fn label(text: &'static str, tone: &'static str) -> Label {
    Label { text, tone }
}

/// Where a portal stands.
pub(crate) fn status(status: PortalStatus) -> Label {
    match status {
        PortalStatus::Installing => label("Installing", "warn"),
        PortalStatus::Active => label("Active", "ok"),
        PortalStatus::PaymentRequired => label("Payment required", "warn"),
        PortalStatus::NeedsReinstall => label("Needs reinstall", "bad"),
        PortalStatus::Uninstalled => label("Uninstalled", ""),
        PortalStatus::Deleted => label("Portal deleted", ""),
    }
}

/// How a portal is, in a word; none where its status or its alarms say it.
pub(crate) fn condition(condition: Condition) -> Option<Label> {
    match condition {
        Condition::Well => Some(label("Well", "ok")),
        Condition::Unknown => Some(label("Not known", "warn")),
        Condition::Alarmed(_) | Condition::Installing | Condition::Gone => None,
    }
}

/// The paid period is over.
pub(crate) const OVER: Label = label("Over", "bad");
/// All events are bound.
pub(crate) const ALL_BOUND: Label = label("Complete", "ok");
/// Some events are not bound.
pub(crate) const SOME_MISSING: Label = label("Incomplete", "bad");
/// A test event arrived.
pub(crate) const ARRIVED: Label = label("Arrived", "ok");
/// A test event is awaited.
pub(crate) const UNDER_WAY: Label = label("Under way", "plain");
/// A test event did not arrive.
pub(crate) const LOST: Label = label("Lost", "bad");

/// An alarm.
pub(crate) fn alarm(kind: AlarmKind) -> Label {
    match kind {
        AlarmKind::NeedsReinstall => label("Needs reinstall", "bad"),
        AlarmKind::PaymentEnded => label("Payment ended", "bad"),
        AlarmKind::LicenceExpired => label("Licence expired", "bad"),
        AlarmKind::Unreachable => label("Unreachable", "bad"),
        AlarmKind::EventsRefused => label("Events refused", "bad"),
        AlarmKind::TokenFailing => label("Tokens failing", "warn"),
        AlarmKind::SubscriptionsMissing => label("Events not bound", "bad"),
        AlarmKind::ProbeLost => label("Test event lost", "bad"),
        AlarmKind::GapOpen => label("Gap not closed", "bad"),
        AlarmKind::Burst => label("Much deleted at once", "warn"),
        AlarmKind::Silent => label("Silent", "warn"),
        AlarmKind::NotFinished => label("Not finished", "warn"),
    }
}

/// What a portal's state means.
pub(crate) fn meaning(status: PortalStatus) -> &'static str {
    match status {
        PortalStatus::Installing => "The installation is not finished, so Bitrix24 sends nothing yet.",
        PortalStatus::Active => "What it reports is recorded.",
        PortalStatus::PaymentRequired => "The paid period is over, so Bitrix24 sends nothing.",
        PortalStatus::NeedsReinstall => "Its tokens no longer work, so nothing can be asked or repaired there.",
        PortalStatus::Uninstalled => "The app was removed there, so nothing more arrives.",
        PortalStatus::Deleted => "The portal itself no longer exists, or is closed for a while.",
    }
}

/// What somebody can do about a portal's state.
pub(crate) fn advice(status: PortalStatus) -> &'static str {
    match status {
        PortalStatus::Installing => {
            "One of its administrators opens the app in Bitrix24 and lets the installation finish."
        }
        PortalStatus::Active => "",
        PortalStatus::PaymentRequired => "The customer renews the app; then it goes on by itself within a day.",
        PortalStatus::NeedsReinstall => "One of its administrators opens the app in Bitrix24 again, or reinstalls it.",
        PortalStatus::Uninstalled => {
            "What was recorded stays here for TOMBSTONE_UNINSTALLED_DAYS. Installing the app again takes it up where it ended."
        }
        PortalStatus::Deleted => {
            "What was recorded stays here. If the portal comes back, it goes on by itself within a week."
        }
    }
}

/// How a portal's tokens are.
pub(crate) fn token(health: TokenHealth) -> Label {
    match health {
        TokenHealth::Ok => label("Working", "ok"),
        TokenHealth::Failing => label("Failing, being retried", "warn"),
        TokenHealth::Dead => label("Refused", "bad"),
        TokenHealth::None => label("None", ""),
    }
}

/// How a deletion came.
pub(crate) fn source(source: Source) -> Label {
    match source {
        Source::Live => label("Live", "plain"),
        Source::Recovered => label("Recovered", "warn"),
        Source::Spooled => label("Spooled", "warn"),
    }
}

/// How a deletion came, in a sentence.
pub(crate) fn source_sentence(source: Source) -> &'static str {
    match source {
        Source::Live => "Live: the portal’s event arrived.",
        Source::Recovered => "Recovered: fetched from the portal’s offline queue after a gap.",
        Source::Spooled => "Spooled: the event arrived while the database was away, and was kept on disk.",
    }
}

/// The app's status letter (docs/protocol.md 1.4).
pub(crate) fn plan(letter: &str) -> Option<&'static str> {
    match letter {
        "F" => Some("free app"),
        "L" => Some("local app"),
        "D" => Some("demo"),
        "T" => Some("trial"),
        "P" => Some("paid"),
        "S" => Some("subscription"),
        _ => None,
    }
}

/// The text with a large first letter.
pub(crate) fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// A count with its thousands apart.
pub(crate) fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        for (number, text) in [(0, "0"), (999, "999"), (1_042, "1,042"), (1_234_567, "1,234,567")] {
            assert_eq!(count(number), text);
        }
    }
}
