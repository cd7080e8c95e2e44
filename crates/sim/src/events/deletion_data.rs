//! The `data` of each kind of deletion, shaped as portals send it.

use rand::RngExt;
use rand::rngs::StdRng;

use crate::events::deletions::Kind;
use crate::php::{Value, map};
use crate::state::PortalState;

const CONNECTORS: &[&str] = &["acme_whatsapp", "myconnector", "shop_chat", "sms_gateway"];
const CURRENCIES: &[&str] = &["CHE", "GBP", "PLN", "BRL", "SEK", "CZK", "TRY", "UYU"];
/// The smart process whose items are deleted; its events also have a code of their own.
pub(crate) const SMART_PROCESS: i64 = 147;

impl PortalState {
    /// The `data` of the next deletion event. Bot events repeat `credentials`.
    pub(crate) fn make_deletion(&mut self, kind: Kind, credentials: &Value) -> Value {
        let known = self.titles.take_oldest(kind).and_then(|id| i64::try_from(id).ok());
        let id = known.unwrap_or_else(|| self.next_id(kind));
        match kind {
            Kind::Line => Value::Int(id),
            Kind::ConnectorStatus => map([("connector", self.connector()), ("line", self.line())]),
            Kind::ConnectorMessage => self.messages(kind, "MESSAGES"),
            Kind::OpenLineMessage => self.messages(kind, "DATA"),
            Kind::Bot => map([("BOT_ID", text(id)), ("BOT_CODE", format!("assistant_{id}").into())]),
            Kind::BotMessage => self.bot_message(id, credentials),
            Kind::BotV2 => map([("bot", bot(id, credentials))]),
            Kind::BotV2Message => self.bot_v2_message(id, credentials),
            Kind::Booking | Kind::BookingResource | Kind::WaitlistItem => map([("ID", text(id))]),
            Kind::CalendarEntry | Kind::CalendarSection | Kind::CalendarRoom => map([("id", text(id))]),
            Kind::Task => task(&[("ID", id)]),
            Kind::TaskComment => task(&[("ID", id), ("TASK_ID", self.other_id(Kind::Task))]),
            _ => map([("FIELDS", self.fields(kind, id))]),
        }
    }

    fn fields(&mut self, kind: Kind, id: i64) -> Value {
        match kind {
            Kind::DynamicItem => map([("ID", text(id)), ("ENTITY_TYPE_ID", text(SMART_PROCESS))]),
            Kind::LeadField => map([
                ("ID", text(id)),
                ("ENTITY_ID", "CRM_LEAD".into()),
                ("FIELD_NAME", format!("UF_CRM_{}", 1_700_000_000 + id).into()),
            ]),
            Kind::Address => map([
                ("TYPE_ID", text(pick(&mut self.rng, &[1, 4, 6, 11]))),
                ("ENTITY_TYPE_ID", text(8)),
                ("ENTITY_ID", text(id)),
                ("ANCHOR_TYPE_ID", text(pick(&mut self.rng, &[3, 4]))),
                ("ANCHOR_ID", text(self.other_id(Kind::Company))),
            ]),
            Kind::Document => {
                map([("ID", text(id)), ("ENTITY_TYPE_ID", text(2)), ("ENTITY_ID", text(self.other_id(Kind::Deal)))])
            }
            Kind::Currency => map([("ID", pick(&mut self.rng, CURRENCIES).into())]),
            Kind::Product => map([("ID", text(id)), ("TYPE", text(pick(&mut self.rng, &[1, 3, 4, 7])))]),
            Kind::FeedPost => map([("POST_ID", text(id))]),
            _ => map([("ID", text(id))]),
        }
    }

    /// The next unused number of this kind, counting on from the portal's present numbering.
    pub(crate) fn next_id(&mut self, kind: Kind) -> i64 {
        let start = self.spec.size.head(kind.share());
        let step = self.rng.random_range(1..4);
        let head = self.heads.entry(kind).or_insert(start);
        *head += step;
        i64::try_from(*head).unwrap_or(i64::MAX)
    }

    /// The number of another thing that a deletion refers to.
    fn other_id(&mut self, kind: Kind) -> i64 {
        let head = self.spec.size.head(kind.share());
        i64::try_from(self.rng.random_range(1..head)).unwrap_or(1)
    }

    fn chat(&mut self) -> u64 {
        self.rng.random_range(11..self.spec.size.head(20))
    }

    fn connector(&mut self) -> Value {
        pick(&mut self.rng, CONNECTORS).into()
    }

    fn line(&mut self) -> Value {
        let lines = self.users.len().min(40) as u64;
        Value::from(self.rng.random_range(1..lines + 2) * 2 + 1)
    }

    fn messages(&mut self, kind: Kind, list: &str) -> Value {
        let count = if self.rng.random_bool(0.7) { 1 } else { self.rng.random_range(2..4) };
        let chat = self.chat();
        let messages = (0..count).map(|_| self.message(kind, chat)).collect();
        map([("CONNECTOR", self.connector()), ("LINE", self.line()), (list, Value::List(messages))])
    }

    fn message(&mut self, kind: Kind, chat: u64) -> Value {
        let id = self.next_id(kind);
        let external = self.rng.random_range(10_000_000_u64..99_999_999);
        map([
            ("im", map([("chat_id", chat.into()), ("message_id", id.into())])),
            ("message", map([("id", format!("ext-{external}").into())])),
            ("chat", map([("id", format!("channel-{chat}").into())])),
        ])
    }

    fn bot_message(&mut self, id: i64, credentials: &Value) -> Value {
        let user = self.users[self.rng.random_range(0..self.users.len())].clone();
        let number = 571;
        let mut bot = credentials.clone();
        bot.insert("BOT_ID", text(number));
        bot.insert("BOT_CODE", "assistant".into());
        bot.insert("AUTH", credentials.clone());
        let chat = self.chat();
        let dialog = format!("chat{chat}");
        map([
            ("BOT", Value::Map(vec![(number.to_string(), bot)])),
            (
                "PARAMS",
                map([
                    ("ID", text(id)),
                    ("MESSAGE_ID", text(id)),
                    ("CHAT_ID", chat.to_string().into()),
                    ("DIALOG_ID", dialog.into()),
                    ("CHAT_TYPE", "C".into()),
                    ("FROM_USER_ID", user.id.to_string().into()),
                    ("LANGUAGE", self.spec.language.clone().into()),
                ]),
            ),
            (
                "USER",
                map([
                    ("ID", user.id.to_string().into()),
                    ("NAME", format!("{} {}", user.name, user.last_name).into()),
                    ("FIRST_NAME", user.name.into()),
                    ("LAST_NAME", user.last_name.into()),
                    ("WORK_POSITION", "".into()),
                    ("GENDER", "F".into()),
                ]),
            ),
        ])
    }

    fn bot_v2_message(&mut self, id: i64, credentials: &Value) -> Value {
        let chat = self.chat();
        map([
            ("bot", bot(571, credentials)),
            ("messageId", text(id)),
            (
                "chat",
                map([
                    ("id", chat.to_string().into()),
                    ("dialogId", format!("chat{chat}").into()),
                    ("type", "chat".into()),
                    ("muteNotifications", false.into()),
                    ("description", "".into()),
                ]),
            ),
            ("language", self.spec.language.clone().into()),
        ])
    }
}

/// The data as this code sends it, where the codes of one deletion differ.
pub(crate) fn worded(code: &str, data: &Value) -> Value {
    let mut data = data.clone();
    let Value::Map(pairs) = &mut data else { return data };
    let Some((_, fields)) = pairs.iter_mut().find(|(key, _)| key == "FIELDS") else { return data };
    match code {
        "ONCRMPRODUCTDELETE" => {
            if let Value::Map(fields) = fields {
                fields.retain(|(key, _)| key != "TYPE");
            }
        }
        "ONSALEBEFOREORDERDELETE" => {
            let id = fields.text_at("ID").unwrap_or_default();
            fields.insert("XML_ID", format!("bx_{id}").into());
            fields.insert("ACTION", "deleted".into());
        }
        _ => {}
    }
    data
}

fn bot(id: i64, credentials: &Value) -> Value {
    map([("id", text(id)), ("code", format!("assistant_{id}").into()), ("auth", credentials.clone())])
}

fn task(before: &[(&str, i64)]) -> Value {
    let before = before.iter().map(|(key, id)| ((*key).to_owned(), text(*id))).collect();
    let nothing: Value = "undefined".into();
    map([("FIELDS_BEFORE", Value::Map(before)), ("FIELDS_AFTER", nothing.clone()), ("IS_ACCESSIBLE_BEFORE", nothing)])
}

fn text(id: i64) -> Value {
    id.to_string().into()
}

fn pick<T: Copy>(rng: &mut StdRng, from: &[T]) -> T {
    from[rng.random_range(0..from.len())]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::portal::spec::PortalSpec;

    /// Where portals put each kind's identifiers.
    const PATHS: &[(Kind, &[&str])] = &[
        (Kind::ConnectorStatus, &["connector", "line"]),
        (Kind::ConnectorMessage, &["MESSAGES.0.im.message_id", "MESSAGES.0.message.id", "MESSAGES.0.chat.id", "LINE"]),
        (Kind::OpenLineMessage, &["DATA.0.im.message_id", "DATA.0.im.chat_id", "CONNECTOR"]),
        (Kind::Bot, &["BOT_ID", "BOT_CODE"]),
        (Kind::BotMessage, &["PARAMS.MESSAGE_ID", "PARAMS.CHAT_ID", "PARAMS.DIALOG_ID", "BOT.571.BOT_ID"]),
        (Kind::BotV2, &["bot.id", "bot.code"]),
        (Kind::BotV2Message, &["messageId", "chat.id", "chat.dialogId", "bot.id"]),
        (Kind::DynamicItem, &["FIELDS.ID", "FIELDS.ENTITY_TYPE_ID"]),
        (Kind::LeadField, &["FIELDS.ID", "FIELDS.ENTITY_ID", "FIELDS.FIELD_NAME"]),
        (Kind::Address, &["FIELDS.TYPE_ID", "FIELDS.ENTITY_TYPE_ID", "FIELDS.ENTITY_ID", "FIELDS.ANCHOR_ID"]),
        (Kind::Document, &["FIELDS.ID", "FIELDS.ENTITY_TYPE_ID", "FIELDS.ENTITY_ID"]),
        (Kind::Task, &["FIELDS_BEFORE.ID"]),
        (Kind::TaskComment, &["FIELDS_BEFORE.ID", "FIELDS_BEFORE.TASK_ID"]),
        (Kind::CalendarEntry, &["id"]),
        (Kind::CalendarSection, &["id"]),
        (Kind::CalendarRoom, &["id"]),
        (Kind::TimelineComment, &["FIELDS.ID"]),
        (Kind::Booking, &["ID"]),
        (Kind::BookingResource, &["ID"]),
        (Kind::WaitlistItem, &["ID"]),
        (Kind::Product, &["FIELDS.ID", "FIELDS.TYPE"]),
        (Kind::FeedPost, &["FIELDS.POST_ID"]),
    ];

    #[test]
    fn every_kind_names_what_was_deleted_where_portals_do() {
        let mut portal = PortalState::new(PortalSpec::new("acme"), 7);
        for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::Line) {
            let data = portal.make_deletion(kind, &map([("access_token", "t".into())]));
            let paths = PATHS.iter().find(|(known, _)| *known == kind).map_or(&["FIELDS.ID"][..], |(_, paths)| paths);
            for path in paths {
                let found = path.split('.').try_fold(&data, |value, key| value.get(key)).and_then(Value::text);
                assert!(found.is_some(), "{kind:?} {path}");
            }
        }
        assert!(matches!(portal.make_deletion(Kind::Line, &Value::Null), Value::Int(_)));
    }

    #[test]
    fn nothing_is_deleted_twice() {
        let mut portal = PortalState::new(PortalSpec::new("acme"), 7);
        let deleted: Vec<Value> = (0..500).map(|_| portal.make_deletion(Kind::Lead, &Value::Null)).collect();
        assert!(deleted.iter().enumerate().all(|(index, data)| !deleted[..index].contains(data)));
    }
}
