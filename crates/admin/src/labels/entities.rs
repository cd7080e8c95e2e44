//! What kinds of things and their attributes are called.

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
            ("calendar.room", "Meeting room"),
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
    ("Other", &[("app.installation", "App"), ("userfield", "Custom field"), ("unknown", "Unknown thing")]),
];

/// What kind of thing it was, in words.
pub(crate) fn entity(code: &str) -> String {
    let named = ENTITIES.iter().flat_map(|(_, kinds)| kinds.iter()).find(|(known, _)| *known == code);
    named.map_or_else(|| spaced(code.rsplit_once('.').map_or(code, |(_, last)| last)), |(_, name)| (*name).to_owned())
}

/// What an attribute is called: `external_chat_id` is "External chat".
pub(crate) fn attribute(key: &str) -> String {
    spaced(key.strip_suffix("_id").unwrap_or(key))
}

fn spaced(key: &str) -> String {
    super::sentence(&key.replace('_', " "))
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
}
