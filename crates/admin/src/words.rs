//! What the pages call things: entities, states, ways of arrival.

use domain::deletion::Source;
use domain::portal::{PortalStatus, TokenHealth};

/// A word for a state, and the tone that repeats it in colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Label {
    /// The word.
    pub(crate) text: &'static str,
    /// `ok`, `warn`, `bad` or nothing; a class of the style sheet.
    pub(crate) tone: &'static str,
}

const fn label(text: &'static str, tone: &'static str) -> Label {
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

/// What a portal's state means.
pub(crate) fn meaning(status: PortalStatus) -> &'static str {
    match status {
        PortalStatus::Installing => "The installation is not finished, so Bitrix24 sends nothing yet.",
        PortalStatus::Active => "Its deletions are recorded.",
        PortalStatus::PaymentRequired => "The paid period is over, so Bitrix24 sends nothing.",
        PortalStatus::NeedsReinstall => "Its tokens no longer work.",
        PortalStatus::Uninstalled => "The app was removed there, so nothing more arrives.",
        PortalStatus::Deleted => "The portal itself no longer exists.",
    }
}

/// What somebody can do about a portal's state.
pub(crate) fn advice(status: PortalStatus) -> &'static str {
    match status {
        PortalStatus::Installing => {
            "One of its administrators opens the app in Bitrix24 and lets the installation finish."
        }
        PortalStatus::Active => "Nothing.",
        PortalStatus::PaymentRequired => "The customer renews the subscription; then it goes on by itself.",
        PortalStatus::NeedsReinstall => "One of its administrators opens the app in Bitrix24 again, or reinstalls it.",
        PortalStatus::Uninstalled => {
            "What was recorded stays here. Installing the app again takes it up where it ended."
        }
        PortalStatus::Deleted => "What was recorded stays here.",
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

/// The app's status letter (PROTOCOL.md 1.4).
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

/// Kinds of things and their names, by the part of Bitrix24 that they belong to.
pub(crate) const ENTITIES: [(&str, &[(&str, &str)]); 9] = [
    (
        "Open lines, connectors and bots",
        &[
            ("openline.line", "Open line"),
            ("openline.message", "Open line message"),
            ("imconnector.connection", "Connection"),
            ("imconnector.message", "Connector message"),
            ("imbot.bot", "Chat bot"),
            ("imbot.message", "Bot message"),
            ("im.message", "Chat message"),
        ],
    ),
    (
        "CRM",
        &[
            ("crm.lead", "Lead"),
            ("crm.deal", "Deal"),
            ("crm.deal_recurring", "Recurring deal"),
            ("crm.contact", "Contact"),
            ("crm.company", "Company"),
            ("crm.quote", "Estimate"),
            ("crm.invoice", "Invoice"),
            ("crm.invoice_recurring", "Recurring invoice"),
            ("crm.item", "Smart process item"),
            ("crm.item_type", "Smart process"),
            ("crm.activity", "Activity"),
            ("crm.timeline_comment", "Timeline comment"),
            ("crm.document", "Document"),
            ("crm.requisite", "Requisite"),
            ("crm.bank_detail", "Bank details"),
            ("crm.address", "Address"),
            ("crm.currency", "Currency"),
            ("crm.measure", "CRM unit of measure"),
        ],
    ),
    (
        "CRM fields",
        &[
            ("crm.lead_userfield", "Lead field"),
            ("crm.deal_userfield", "Deal field"),
            ("crm.contact_userfield", "Contact field"),
            ("crm.company_userfield", "Company field"),
            ("crm.quote_userfield", "Estimate field"),
            ("crm.invoice_userfield", "Invoice field"),
            ("crm.item_userfield", "Smart process field"),
            ("crm.requisite_userfield", "Requisite field"),
        ],
    ),
    (
        "Products",
        &[
            ("crm.product", "CRM product"),
            ("crm.product_property", "CRM product property"),
            ("crm.product_section", "CRM product section"),
            ("catalog.product", "Product"),
            ("catalog.price", "Price"),
            ("catalog.price_type", "Price type"),
            ("catalog.measure", "Unit of measure"),
            ("catalog.rounding_rule", "Rounding rule"),
        ],
    ),
    (
        "Sales",
        &[
            ("sale.order", "Order"),
            ("sale.payment", "Payment"),
            ("sale.shipment", "Shipment"),
            ("sale.property_value", "Order property value"),
        ],
    ),
    (
        "Tasks and calendar",
        &[
            ("task", "Task"),
            ("task.comment", "Task comment"),
            ("calendar.event", "Calendar event"),
            ("calendar.section", "Calendar"),
        ],
    ),
    (
        "Booking",
        &[
            ("booking.booking", "Booking"),
            ("booking.resource", "Booking resource"),
            ("booking.resource_type", "Booking resource type"),
            ("booking.waitlist_item", "Waiting list entry"),
        ],
    ),
    ("Groups and feed", &[("sonet.group", "Group"), ("sonet.group_subject", "Group topic"), ("log.post", "Feed post")]),
    ("Other", &[("app.installation", "App"), ("unknown", "Unknown thing")]),
];

/// What kind of thing it was, in words.
pub(crate) fn entity(code: &str) -> String {
    let named = ENTITIES.iter().flat_map(|(_, kinds)| kinds.iter()).find(|(known, _)| *known == code);
    named.map_or_else(|| sentence(code.rsplit_once('.').map_or(code, |(_, last)| last)), |(_, name)| (*name).to_owned())
}

/// What an attribute is called: `external_chat_id` is "External chat".
pub(crate) fn attribute(key: &str) -> String {
    sentence(key.strip_suffix("_id").unwrap_or(key))
}

fn sentence(key: &str) -> String {
    let mut chars = key.chars().map(|char| if char == '_' { ' ' } else { char });
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
    fn every_entity_of_the_catalogue_has_a_name() {
        let known = |code: &str| ENTITIES.iter().any(|(_, kinds)| kinds.iter().any(|(kind, _)| *kind == code));
        for entry in domain::catalogue::all() {
            assert!(known(entry.entity), "{}", entry.entity);
        }
    }

    #[test]
    fn entity_without_a_name_is_still_readable() {
        assert_eq!(entity("crm.lead"), "Lead");
        assert_eq!(entity("crm.some_new_thing"), "Some new thing");
        assert_eq!(entity(""), "");
    }

    #[test]
    fn attribute_is_named_by_what_it_identifies() {
        assert_eq!(attribute("external_chat_id"), "External chat");
        assert_eq!(attribute("line"), "Line");
    }

    #[test]
    fn thousands_stand_apart() {
        for (number, text) in [(0, "0"), (999, "999"), (1_042, "1,042"), (1_234_567, "1,234,567")] {
            assert_eq!(count(number), text);
        }
    }
}
