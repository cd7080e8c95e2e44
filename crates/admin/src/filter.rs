//! The filter of a list of deletions: read from the query string, shown in its form, turned back into addresses.

mod controls;

use std::collections::BTreeMap;

use domain::deletion::{Filter, Source};
use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};
use url::form_urlencoded;
use web::export::Format;

pub(crate) use controls::Choice;

pub(crate) const MAX_CHARS: usize = 200;

/// The fields, under the names that the API uses too, with what the form calls them.
const FIELDS: [(&str, &str); 8] = [
    ("q", "Id begins with"),
    ("entity", "What"),
    ("entity_id", "Exact id"),
    ("event", "Event code"),
    ("user_id", "By user"),
    ("source", "How it came"),
    ("from", "Received from (UTC)"),
    ("to", "Received before (UTC)"),
];

/// What the query string asks a list of deletions for.
#[derive(Debug, Default)]
pub(crate) struct Asked {
    path: String,
    typed: BTreeMap<&'static str, String>,
    wrong: BTreeMap<&'static str, String>,
    filter: Filter,
    cursor: Option<String>,
}

impl Asked {
    /// Reads the query string of the list at `path`; nothing in it is an error that could not be shown.
    pub(crate) fn read(path: &str, query: Option<&str>) -> Self {
        let mut asked = Self { path: path.to_owned(), ..Self::default() };
        for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            if name == "cursor" {
                asked.cursor = Some(value.to_owned());
            } else if let Some((known, _)) = FIELDS.iter().find(|(known, _)| *known == name) {
                asked.typed.insert(known, value.to_owned());
            }
        }
        asked.judge();
        asked
    }

    fn judge(&mut self) {
        self.filter = Filter {
            event: self.text("event").map(|event| event.to_uppercase()).into_iter().collect(),
            entity: self.text("entity").into_iter().collect(),
            entity_id: self.text("entity_id").into_iter().collect(),
            user_id: self.text("user_id").into_iter().collect(),
            source: self.source().into_iter().collect(),
            from: self.time("from"),
            to: self.time("to"),
            q: self.text("q"),
        };
        if let (Some(from), Some(to)) = (self.filter.from, self.filter.to)
            && to <= from
        {
            self.wrong.insert("to", "This is not after the time in the field before.".to_owned());
        }
    }

    fn text(&mut self, name: &'static str) -> Option<String> {
        let text = self.typed.get(name)?;
        if let Some(wrong) = wrong_text(text) {
            self.wrong.insert(name, wrong);
            return None;
        }
        Some(text.clone())
    }

    fn source(&mut self) -> Option<Source> {
        let source = self.typed.get("source")?.parse();
        if source.is_err() {
            self.wrong.insert("source", "It is one of live, recovered and spooled.".to_owned());
        }
        source.ok()
    }

    fn time(&mut self, name: &'static str) -> Option<OffsetDateTime> {
        let time = parse_time(self.typed.get(name)?);
        if time.is_none() {
            let wrong = "This is no date. Write it like 2026-03-17 or 2026-03-17T15:16:17Z.";
            self.wrong.insert(name, wrong.to_owned());
        }
        time
    }

    /// The filter, as far as it could be read.
    pub(crate) fn filter(&self) -> &Filter {
        &self.filter
    }

    /// Where the page of the list begins.
    pub(crate) fn cursor(&self) -> Option<&str> {
        self.cursor.as_deref()
    }

    /// Whether every field could be read.
    pub(crate) fn is_sound(&self) -> bool {
        self.wrong.is_empty()
    }

    /// Whether any field is filled in.
    pub(crate) fn is_filtered(&self) -> bool {
        !self.typed.is_empty()
    }

    /// Whether one of the further filters is filled in.
    pub(crate) fn goes_deep(&self) -> bool {
        self.typed.keys().any(|name| !["q", "entity"].contains(name))
    }

    /// The list's own path.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// What was typed into a field.
    pub(crate) fn typed(&self, name: &str) -> &str {
        self.typed.get(name).map_or("", String::as_str)
    }

    /// What is wrong with a field.
    pub(crate) fn wrong(&self, name: &str) -> Option<&str> {
        self.wrong.get(name).map(String::as_str)
    }

    /// The address of the list with these filters, from `cursor` on.
    pub(crate) fn href(&self, cursor: Option<&str>) -> String {
        self.address(|_| true, cursor)
    }

    /// Where all that the filter shows is had as a file.
    pub(crate) fn export_href(&self, format: Format) -> String {
        let folder = self.path.trim_end_matches("/deletions");
        let list = Self { path: format!("{folder}/deletions/export"), typed: self.typed.clone(), ..Self::default() };
        let address = list.href(None);
        let joint = if address.contains('?') { '&' } else { '?' };
        format!("{address}{joint}format={}", format.as_str())
    }

    fn address(&self, keep: impl Fn(&str) -> bool, cursor: Option<&str>) -> String {
        let kept = self.typed.iter().filter(|(name, _)| keep(name));
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(kept);
        query.extend_pairs(cursor.map(|cursor| ("cursor", cursor)));
        let query = query.finish();
        if query.is_empty() { self.path.clone() } else { format!("{}?{query}", self.path) }
    }
}

/// The message that says what is wrong with a text to filter by, if anything; its argument `max` is [`MAX_CHARS`].
pub(crate) fn wrong_key(text: &str) -> Option<&'static str> {
    if text.chars().count() > MAX_CHARS {
        return Some("wrong-long");
    }
    text.contains(char::is_control).then_some("wrong-invisible")
}

/// What is wrong with a text to filter by, if anything.
fn wrong_text(text: &str) -> Option<String> {
    wrong_key(text).map(|key| words::english().text_with(key, &[("max", &MAX_CHARS)]))
}

/// A time as people and browsers write it: RFC 3339, or in UTC a day or a day and a time.
fn parse_time(text: &str) -> Option<OffsetDateTime> {
    let text = with_separators(text);
    let endings = ["", "Z", ":00Z", "T00:00:00Z"];
    let parse = |end: &&str| OffsetDateTime::parse(&format!("{text}{end}"), &Rfc3339).ok();
    endings.iter().find_map(parse)?.checked_to_offset(UtcOffset::UTC)
}

/// A blank between day and time becomes `T`; a later one was a `+` before a browser or a person decoded it.
fn with_separators(text: &str) -> String {
    let (day, time) = text.split_once([' ', 'T', 't']).unwrap_or((text, ""));
    let joint = if time.is_empty() { "" } else { "T" };
    format!("{day}{joint}{}", time.replace(" UTC", "Z").replace(' ', "+"))
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    fn asked(query: &str) -> Asked {
        Asked::read("/admin/deletions", Some(query))
    }

    #[test]
    fn query_string_becomes_a_filter() {
        let asked = asked(
            "event=oncrmleaddelete&entity=crm.lead&entity_id=7&user_id=27&source=live&q=ext&from=2026-03-17&to=&x=1",
        );
        let filter = Filter {
            event: vec!["ONCRMLEADDELETE".into()],
            entity: vec!["crm.lead".into()],
            entity_id: vec!["7".into()],
            user_id: vec!["27".into()],
            source: vec![Source::Live],
            from: Some(datetime!(2026-03-17 0:00 UTC)),
            to: None,
            q: Some("ext".into()),
        };
        assert_eq!(*asked.filter(), filter);
        assert!(asked.is_sound() && asked.is_filtered() && asked.goes_deep());
    }

    #[test]
    fn empty_fields_filter_nothing() {
        let asked = asked("event=&entity=&q=+&from=");
        assert!(asked.filter().is_empty() && asked.is_sound() && !asked.is_filtered());
        assert_eq!(asked.href(None), "/admin/deletions");
    }

    #[test]
    fn times_are_read_as_people_and_browsers_write_them() {
        let expected = Some(datetime!(2026-03-17 15:16:00 UTC));
        for text in [
            "2026-03-17T15:16",
            "2026-03-17T15:16:00",
            "2026-03-17T15:16:00Z",
            "2026-03-17 15:16",
            "2026-03-17T18:16:00+03:00",
            "2026-03-17T18:16:00 03:00",
            "2026-03-17 15:16:00 UTC",
            "2026-03-17t15:16:00.000Z",
        ] {
            assert_eq!(parse_time(text), expected, "{text}");
        }
        assert_eq!(parse_time("2026-03-17"), Some(datetime!(2026-03-17 0:00 UTC)));
    }

    #[test]
    fn what_is_no_time_is_said_beside_its_field() {
        for text in ["yesterday", "2026-02-30", "2026-03-17T25:00", "17.03.2026", "9999-12-31T23:59:59-23:59", "T", "1"]
        {
            let asked = asked(&format!("from={text}"));
            assert!(asked.wrong("from").is_some(), "{text}");
            let field = asked.field("from", "");
            assert_eq!((field.kind, field.value.as_str()), ("text", text));
        }
    }

    #[test]
    fn range_that_ends_before_it_begins_is_refused() {
        assert!(asked("from=2026-03-17&to=2026-03-17").wrong("to").is_some());
        assert!(asked("from=2026-03-17&to=2026-03-18").is_sound());
    }

    #[test]
    fn text_that_no_database_takes_is_refused() {
        assert!(asked("q=a%00b").wrong("q").is_some());
        assert!(asked(&format!("entity_id={}", "9".repeat(201))).wrong("entity_id").is_some());
        assert!(asked("source=elsewhere").wrong("source").is_some());
    }

    #[test]
    fn chip_leads_to_the_list_without_its_filter() {
        let asked = asked("entity=crm.lead&user_id=a%26b&cursor=10");
        let chips = asked.chips();
        let told: Vec<_> = chips.iter().map(|chip| (chip.label, chip.value.as_str(), chip.without.as_str())).collect();
        assert_eq!(
            told,
            [
                ("What", "Lead", "/admin/deletions?user_id=a%26b"),
                ("By user", "a&b", "/admin/deletions?entity=crm.lead")
            ]
        );
        assert_eq!(asked.href(Some("9")), "/admin/deletions?entity=crm.lead&user_id=a%26b&cursor=9");
    }

    #[test]
    fn entity_that_has_no_name_stays_chosen() {
        let groups = asked("entity=crm.new_thing").entities();
        let chosen: Vec<_> = groups.iter().flat_map(|group| &group.choices).filter(|choice| choice.chosen).collect();
        assert_eq!(chosen.len(), 1);
        assert_eq!(chosen[0].value, "crm.new_thing");
    }

    #[test]
    fn time_is_given_back_to_the_browser_in_utc() {
        let asked = asked("from=2026-03-17T18:16:05%2B03:00");
        let field = asked.field("from", "");
        assert_eq!((field.kind, field.value.as_str()), ("datetime-local", "2026-03-17T15:16:05"));
    }
}
