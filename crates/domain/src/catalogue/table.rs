//! The table. Titles, scopes, entities and paths come from `events.csv`, except the scope of group events, which is
//! misprinted there (docs/protocol.md 8.3); further paths are the older and unclear shapes in the notes of
//! docs/protocol.md 2.

use super::entry::{Binding, CatalogueEntry, Parent, Paths, SMART_PROCESS, SMART_PROCESS_FAMILY};

/// An entry whose id is where most have it.
const fn row(code: &'static str, title: &'static str, scope: &'static str, entity: &'static str) -> CatalogueEntry {
    CatalogueEntry {
        code,
        title,
        scope,
        entity,
        binding: Binding::App,
        documented: true,
        announces: false,
        superseded_by: None,
        id: &[&["data.FIELDS.ID"]],
        parents: &[],
        list: &[],
    }
}

const fn crm(code: &'static str, title: &'static str, entity: &'static str) -> CatalogueEntry {
    row(code, title, "crm", entity)
}

const fn crm_userfield(code: &'static str, title: &'static str, entity: &'static str) -> CatalogueEntry {
    crm(code, title, entity)
        .parents(&[("entity_id", &["data.FIELDS.ENTITY_ID"]), ("field_name", &["data.FIELDS.FIELD_NAME"])])
}

impl CatalogueEntry {
    const fn id_at(self, id: &'static [Paths]) -> Self {
        Self { id, ..self }
    }

    const fn parents(self, parents: &'static [Parent]) -> Self {
        Self { parents, ..self }
    }

    const fn bound(self, binding: Binding) -> Self {
        Self { binding, ..self }
    }

    const fn undocumented(self) -> Self {
        Self { documented: false, ..self }
    }

    const fn announces(self) -> Self {
        Self { announces: true, ..self }
    }

    const fn superseded_by(self, code: &'static str) -> Self {
        Self { superseded_by: Some(code), ..self }
    }

    /// Messages of connectors and open lines: the list has either name, depending on the event and its age.
    const fn messages(self, list: &'static [&'static str]) -> Self {
        let parents: &[Parent] = &[
            ("connector", &["data.CONNECTOR"]),
            ("line", &["data.LINE"]),
            ("chat_id", &["item.im.chat_id"]),
            ("external_message_id", &["item.message.id[]"]),
            ("external_chat_id", &["item.chat.id"]),
        ];
        Self { list, ..self.id_at(&[&["item.im.message_id"]]).parents(parents) }
    }
}

const ROOT_ID: &[Paths] = &[&["data.ID"]];

pub(super) static TABLE: [CatalogueEntry; 64] = [
    row("ONIMCONNECTORLINEDELETE", "Open line removed", "imconnector", "openline.line")
        .id_at(&[&["data", "data.LINE_ID"]]),
    row("ONIMCONNECTORSTATUSDELETE", "Connector switched off on a line", "imconnector", "imconnector.connection")
        .id_at(&[&["data.connector"], &["data.line"]])
        .parents(&[("connector", &["data.connector"]), ("line", &["data.line"])]),
    row("ONIMCONNECTORMESSAGEDELETE", "Operator message removed in a line", "imconnector", "imconnector.message")
        .messages(&["MESSAGES", "DATA"]),
    row("ONOPENLINEMESSAGEDELETE", "Message removed in an open-line chat", "imopenlines", "openline.message")
        .messages(&["DATA", "MESSAGES"]),
    row("ONIMBOTDELETE", "Chat bot removed (old bot API)", "imbot", "imbot.bot")
        .bound(Binding::OwnBot)
        .id_at(&[&["data.BOT_ID"]])
        .parents(&[("bot_code", &["data.BOT_CODE"])]),
    row("ONIMBOTMESSAGEDELETE", "Message removed in a dialogue with a bot (old bot API)", "imbot", "imbot.message")
        .bound(Binding::OwnBot)
        .id_at(&[&["data.PARAMS.MESSAGE_ID", "data.PARAMS.ID"]])
        .parents(&[
            ("chat_id", &["data.PARAMS.CHAT_ID"]),
            ("dialog_id", &["data.PARAMS.DIALOG_ID"]),
            ("bot_id", &["data.BOT.{BOT_ID}.BOT_ID", "data.BOT.{BOT_ID}"]),
        ]),
    row("ONIMBOTV2DELETE", "Chat bot removed (bot API 2.0)", "imbot", "imbot.bot")
        .bound(Binding::Portal)
        .id_at(&[&["data.bot.id"]])
        .parents(&[("bot_code", &["data.bot.code"])]),
    row("ONIMBOTV2MESSAGEDELETE", "Message removed in a chat of a bot (bot API 2.0)", "imbot", "imbot.message")
        .bound(Binding::Portal)
        .id_at(&[&["data.messageId"]])
        .parents(&[
            ("chat_id", &["data.chat.id"]),
            ("dialog_id", &["data.chat.dialogId"]),
            ("bot_id", &["data.bot.id"]),
        ]),
    row("ONIMV2MESSAGEDELETE", "Message removed in a chat of a user", "im", "im.message")
        .bound(Binding::Polled)
        .id_at(&[&["data.messageId"]])
        .parents(&[("chat_id", &["data.chat.id"]), ("dialog_id", &["data.chat.dialogId"])]),
    crm("ONCRMLEADDELETE", "Lead removed", "crm.lead"),
    crm("ONLEADDELETE", "Lead removed (code as misprinted in older documentation and in the seed)", "crm.lead")
        .bound(Binding::Alias),
    crm_userfield("ONCRMLEADUSERFIELDDELETE", "Custom field of leads removed", "crm.lead_userfield"),
    crm("ONCRMDEALDELETE", "Deal removed", "crm.deal"),
    crm_userfield("ONCRMDEALUSERFIELDDELETE", "Custom field of deals removed", "crm.deal_userfield"),
    crm("ONCRMDEALRECURRINGDELETE", "Template of a recurring deal removed", "crm.deal_recurring"),
    crm("ONCRMCONTACTDELETE", "Contact removed", "crm.contact"),
    crm_userfield("ONCRMCONTACTUSERFIELDDELETE", "Custom field of contacts removed", "crm.contact_userfield"),
    crm("ONCRMCOMPANYDELETE", "Company removed", "crm.company"),
    crm_userfield("ONCRMCOMPANYUSERFIELDDELETE", "Custom field of companies removed", "crm.company_userfield"),
    crm("ONCRMQUOTEDELETE", "Estimate (quote) removed", "crm.quote"),
    crm_userfield("ONCRMQUOTEUSERFIELDDELETE", "Custom field of estimates removed", "crm.quote_userfield"),
    crm(SMART_PROCESS, "Smart-process item (or new-style invoice) removed", "crm.item")
        .parents(&[("entity_type_id", &["data.FIELDS.ENTITY_TYPE_ID"])]),
    crm(SMART_PROCESS_FAMILY, "Item of one given smart process removed", "crm.item")
        .bound(Binding::Family)
        .parents(&[("entity_type_id", &["data.FIELDS.ENTITY_TYPE_ID", "code"])]),
    crm("ONCRMTYPEDELETE", "Smart process (custom CRM type) removed", "crm.item_type"),
    crm_userfield(
        "ONCRMTYPEUSERFIELDDELETE",
        "Custom field of a smart process, new invoice or document for signing removed",
        "crm.item_userfield",
    ),
    crm("ONCRMCURRENCYDELETE", "Currency removed", "crm.currency"),
    crm("ONCRMREQUISITEDELETE", "Requisite removed", "crm.requisite"),
    crm_userfield("ONCRMREQUISITEUSERFIELDDELETE", "Custom field of requisites removed", "crm.requisite_userfield"),
    crm("ONCRMBANKDETAILDELETE", "Bank details removed", "crm.bank_detail"),
    crm("ONCRMADDRESSUNREGISTER", "Address removed", "crm.address")
        .id_at(&[&["data.FIELDS.TYPE_ID"], &["data.FIELDS.ENTITY_TYPE_ID"], &["data.FIELDS.ENTITY_ID"]])
        .parents(&[("anchor_type_id", &["data.FIELDS.ANCHOR_TYPE_ID"]), ("anchor_id", &["data.FIELDS.ANCHOR_ID"])]),
    crm("ONCRMACTIVITYDELETE", "Activity removed", "crm.activity"),
    crm("ONCRMTIMELINECOMMENTDELETE", "Timeline comment removed", "crm.timeline_comment").id_at(ROOT_ID),
    crm("ONCRMDOCUMENTGENERATORDOCUMENTDELETE", "Generated document removed", "crm.document")
        .parents(&[("entity_type_id", &["data.FIELDS.ENTITY_TYPE_ID"]), ("entity_id", &["data.FIELDS.ENTITY_ID"])]),
    crm("ONCRMINVOICEDELETE", "Old-style invoice removed", "crm.invoice"),
    crm("ONCRMINVOICEUSERFIELDDELETE", "Custom field of old-style invoices removed", "crm.invoice_userfield")
        .id_at(&[&["data.FIELDS.ID", "data.ID"]])
        .parents(&[
            ("entity_id", &["data.FIELDS.ENTITY_ID", "data.FIELDS.entityId", "data.ENTITY_ID", "data.entityId"]),
            ("field_name", &["data.FIELDS.FIELD_NAME", "data.FIELDS.fieldName", "data.FIELD_NAME", "data.fieldName"]),
        ]),
    crm("ONCRMINVOICERECURRINGDELETE", "Recurring old-style invoice removed", "crm.invoice_recurring"),
    crm("ONCRMPRODUCTDELETE", "CRM product removed (old)", "crm.product").superseded_by("CATALOG.PRODUCT.ON.DELETE"),
    crm("ONCRMPRODUCTPROPERTYDELETE", "Property of a CRM product removed (old)", "crm.product_property"),
    crm("ONCRMPRODUCTSECTIONDELETE", "Section of CRM products removed (old)", "crm.product_section"),
    crm("ONCRMMEASUREDELETE", "Unit of measure removed (old)", "crm.measure"),
    row("ONTASKDELETE", "Task removed", "task", "task").id_at(&[&["data.FIELDS_BEFORE.ID", "data.FIELDS_AFTER.ID"]]),
    row("ONTASKCOMMENTDELETE", "Task comment removed", "task", "task.comment")
        .id_at(&[&["data.FIELDS_BEFORE.ID", "data.FIELDS_AFTER.ID"]])
        .parents(&[("task_id", &["data.FIELDS_BEFORE.TASK_ID", "data.FIELDS_AFTER.TASK_ID"])]),
    row("ONCALENDARENTRYDELETE", "Calendar event removed", "calendar", "calendar.event").id_at(&[&["data.id"]]),
    row("ONCALENDARSECTIONDELETE", "Calendar section or resource removed", "calendar", "calendar.section")
        .id_at(&[&["data.id"]]),
    row("CATALOG.PRODUCT.ON.DELETE", "Catalogue product removed", "catalog", "catalog.product")
        .parents(&[("type", &["data.FIELDS.TYPE"])]),
    row("CATALOG.PRICE.ON.DELETE", "Price removed", "catalog", "catalog.price"),
    row("CATALOG.PRICE.TYPE.ON.DELETE", "Price type removed", "catalog", "catalog.price_type"),
    row("CATALOG.MEASURE.ON.DELETE", "Unit of measure removed", "catalog", "catalog.measure"),
    row("CATALOG.ROUNDING.ON.DELETE", "Price rounding rule removed", "catalog", "catalog.rounding_rule"),
    row("ONSALEBEFOREORDERDELETE", "Order about to be removed", "sale", "sale.order")
        .announces()
        .parents(&[("xml_id", &["data.FIELDS.XML_ID"]), ("action", &["data.FIELDS.ACTION"])]),
    row("ONORDERDELETED", "Order removed", "sale", "sale.order"),
    row("ONPAYMENTDELETED", "Payment removed", "sale", "sale.payment"),
    row("ONSHIPMENTDELETED", "Shipment removed", "sale", "sale.shipment"),
    row("ONPROPERTYVALUEDELETED", "Value of an order property removed", "sale", "sale.property_value"),
    row("ONBOOKINGDELETE", "Booking removed", "booking", "booking.booking").id_at(ROOT_ID),
    row("ONBOOKINGRESOURCEDELETE", "Booking resource removed", "booking", "booking.resource").id_at(ROOT_ID),
    row("ONBOOKINGRESOURCETYPEDELETE", "Booking resource type removed", "booking", "booking.resource_type")
        .id_at(ROOT_ID),
    row("ONBOOKINGWAITLISTITEMDELETE", "Waiting-list entry removed", "booking", "booking.waitlist_item").id_at(ROOT_ID),
    row("ONSONETGROUPDELETE", "Workgroup or project removed", "sonet_group", "sonet.group"),
    row("ONSONETGROUPSUBJECTDELETE", "Workgroup topic about to be removed (old)", "sonet_group", "sonet.group_subject")
        .announces()
        .id_at(&[&["data.FIELDS.ID", "data.ID"]]),
    row("ONLIVEFEEDPOSTDELETE", "Feed post removed", "log", "log.post").id_at(&[&["data.FIELDS.POST_ID"]]),
    row("ONAPPUNINSTALL", "App removed from the portal", "basic", "app.installation")
        .id_at(&[&["auth.member_id"]])
        .parents(&[("clean", &["data.CLEAN"])]),
    row("ONCALENDARROOMDELETE", "Meeting room removed", "calendar", "calendar.room")
        .undocumented()
        .id_at(&[&["data.id"]]),
    row("MAIN.ON.USER.TYPE.DELETE", "Custom field removed", "userfieldconfig", "userfield").undocumented(),
];
