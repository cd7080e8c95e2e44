//! Names of kinds of things and of their attributes.

use crate::Words;

/// The kinds of things, by the part of Bitrix24 that they belong to.
pub const ENTITIES: [(&str, &[&str]); 9] = [
    (
        "lines",
        &[
            "openline.line",
            "openline.message",
            "imconnector.connection",
            "imconnector.message",
            "imbot.bot",
            "imbot.message",
            "im.message",
        ],
    ),
    (
        "crm",
        &[
            "crm.lead",
            "crm.deal",
            "crm.deal_recurring",
            "crm.contact",
            "crm.company",
            "crm.quote",
            "crm.invoice",
            "crm.invoice_recurring",
            "crm.item",
            "crm.item_type",
            "crm.activity",
            "crm.timeline_comment",
            "crm.document",
            "crm.requisite",
            "crm.bank_detail",
            "crm.address",
            "crm.currency",
            "crm.measure",
        ],
    ),
    (
        "fields",
        &[
            "crm.lead_userfield",
            "crm.deal_userfield",
            "crm.contact_userfield",
            "crm.company_userfield",
            "crm.quote_userfield",
            "crm.invoice_userfield",
            "crm.item_userfield",
            "crm.requisite_userfield",
        ],
    ),
    (
        "products",
        &[
            "crm.product",
            "crm.product_property",
            "crm.product_section",
            "catalog.product",
            "catalog.price",
            "catalog.price_type",
            "catalog.measure",
            "catalog.rounding_rule",
        ],
    ),
    ("sales", &["sale.order", "sale.payment", "sale.shipment", "sale.property_value"]),
    ("tasks", &["task", "task.comment", "calendar.event", "calendar.section", "calendar.room"]),
    ("booking", &["booking.booking", "booking.resource", "booking.resource_type", "booking.waitlist_item"]),
    ("groups", &["sonet.group", "sonet.group_subject", "log.post"]),
    ("other", &["app.installation", "userfield", "unknown"]),
];

/// The attributes with a name, without `_id` at their end.
pub(crate) const ATTRIBUTES: [&str; 18] = [
    "action",
    "anchor",
    "anchor_type",
    "bot_code",
    "bot",
    "chat",
    "clean",
    "connector",
    "dialog",
    "entity",
    "entity_type",
    "external_chat",
    "external_message",
    "field_name",
    "line",
    "task",
    "type",
    "xml",
];

impl Words {
    /// The name of a kind of thing. One without a name is called by its code.
    pub fn entity(&self, code: &str) -> String {
        let known = ENTITIES.iter().any(|(_, codes)| codes.contains(&code));
        if known {
            self.plain("entity", &code.replace('.', "-"))
        } else {
            spaced(code.rsplit('.').next().unwrap_or(code))
        }
    }

    /// The name of a part of Bitrix24 in [`ENTITIES`].
    pub fn entity_group(&self, group: &str) -> String {
        self.plain("entity-group", group)
    }

    /// The name of an attribute: `external_chat_id` is "External chat".
    pub fn attribute_name(&self, key: &str) -> String {
        let name = name_of(key);
        if ATTRIBUTES.contains(&name) { self.plain("attribute", name) } else { spaced(name) }
    }
}

fn name_of(key: &str) -> &str {
    key.strip_suffix("_id").unwrap_or(key)
}

/// `some_new_thing` is "Some new thing".
fn spaced(key: &str) -> String {
    let text = key.replace('_', " ");
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::english;

    #[test]
    fn everything_in_the_catalogue_has_a_name() {
        let known = |code: &str| ENTITIES.iter().any(|(_, codes)| codes.contains(&code));
        for entry in domain::catalogue::all() {
            assert!(known(entry.entity), "{}", entry.entity);
            for (attribute, _) in entry.parent_paths() {
                assert!(ATTRIBUTES.contains(&name_of(attribute)), "{attribute}");
            }
        }
    }

    #[test]
    fn what_has_no_name_is_still_readable() {
        assert_eq!(english().entity("crm.lead"), "Lead");
        assert_eq!(english().entity("crm.some_new_thing"), "Some new thing");
        assert_eq!(english().entity(""), "");
        assert_eq!(english().attribute_name("external_chat_id"), "External chat");
        assert_eq!(english().attribute_name("line"), "Line");
        assert_eq!(english().attribute_name("some_new_id"), "Some new");
    }
}
