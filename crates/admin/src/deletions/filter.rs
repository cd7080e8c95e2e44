//! The query of a list of deletions: read from the query string in one place, shown in its bar and form, and turned
//! back into addresses.

mod addresses;
mod bar;
mod controls;
mod field;
mod portals;
pub(crate) mod time;
mod wrong;

use std::collections::BTreeMap;

use ::time::OffsetDateTime;
use domain::deletion::{Filter, Order, Source};
use domain::{MemberId, Zone};
use web::query::{NotText, pairs};
use words::Words;

use crate::page::ignored::Ignored;

pub(crate) use controls::{Choice, Group, entity_groups};
pub(crate) use field::Field;
pub(crate) use time::{parse as parse_time, print as print_time, shown as shown_time};
pub(crate) use wrong::Wrong;

/// How many characters a value may have, and how many values a field.
pub(crate) const MAX_CHARS: usize = 200;
const MAX_VALUES: usize = 50;

/// Where in the list a page begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Place {
    /// At its beginning.
    #[default]
    Start,
    /// After this position.
    After(u64),
    /// Before this position: the page that ends there.
    Before(u64),
    /// At this time of receipt.
    At(OffsetDateTime),
}

/// The query of a list of deletions.
#[derive(Debug, Default)]
pub(crate) struct Asked {
    path: String,
    /// Whether the list covers several portals.
    across: bool,
    typed: BTreeMap<Field, Vec<String>>,
    wrong: BTreeMap<&'static str, Wrong>,
    ignored: Ignored,
    /// A line of the query bar that is still to be parsed.
    line: Option<String>,
    filter: Filter,
    /// The portals that the filter means, once they were looked up; `None` if it names none.
    portals: Option<Vec<MemberId>>,
    order: Order,
    place: Place,
    unfolded: bool,
    /// The operator's time zone.
    zone: Zone,
}

impl Asked {
    /// Reads the query string of the list at `path`. It keeps errors, for the page to show.
    pub(crate) fn read(path: &str, query: Option<&str>, now: OffsetDateTime, zone: &Zone) -> Self {
        let mut asked = Self { path: path.to_owned(), across: path == ALL, zone: zone.clone(), ..Self::default() };
        for pair in pairs(query.unwrap_or_default()) {
            match pair {
                Ok((name, value)) => asked.take(&name, value.trim(), now),
                Err(NotText(name)) => match known(&name) {
                    Some(name) => asked.refuse(name, Wrong::NotText),
                    None => asked.ignored.note(&name),
                },
            }
        }
        asked.judge(now);
        asked
    }

    fn take(&mut self, name: &str, value: &str, now: OffsetDateTime) {
        let Some(known) = known(name).filter(|name| self.across || *name != Field::Portal.name()) else {
            self.ignored.note(name);
            return;
        };
        if value.is_empty() {
            return;
        }
        if let Some(field) = Field::of_name(known) {
            return self.put(field, value, now);
        }
        match known {
            "query" => self.line = Some(value.to_owned()),
            "folds" => self.unfolded = value == "open",
            "order" => self.read_order(value),
            "at" => self.read_at(value, now),
            "cursor" => self.read_place(value, Place::After),
            "before" => self.read_place(value, Place::Before),
            _ => {} // the format belongs to exports
        }
    }

    fn put(&mut self, field: Field, value: &str, now: OffsetDateTime) {
        if let Some(wrong) = find_wrong(value) {
            return self.refuse(field.name(), wrong);
        }
        let meant = self.meant(field, value, now);
        let values = self.typed.entry(field).or_default();
        if !field.is_list() && !values.is_empty() && *values != meant {
            return self.refuse(field.name(), Wrong::Twice);
        }
        for meant in meant {
            if !values.contains(&meant) {
                values.push(meant);
            }
        }
        if values.len() > MAX_VALUES {
            values.truncate(MAX_VALUES);
            self.refuse(field.name(), Wrong::TooMany);
        }
    }

    /// The values that a typed text means, with times in the operator's zone.
    fn meant(&self, field: Field, value: &str, now: OffsetDateTime) -> Vec<String> {
        let time = if field.is_time() { time::fixed(value, now, &self.zone) } else { None };
        time.map_or_else(|| field.meant(value), |time| vec![time])
    }

    fn read_order(&mut self, value: &str) {
        match value.parse() {
            Ok(order) => self.order = order,
            Err(_) => self.refuse("order", Wrong::NoOrder),
        }
    }

    fn read_at(&mut self, value: &str, now: OffsetDateTime) {
        match time::parse(value, now, &self.zone) {
            Some(at) => self.place = Place::At(at),
            None => self.refuse("at", Wrong::NoTime),
        }
    }

    fn read_place(&mut self, value: &str, place: fn(u64) -> Place) {
        match value.parse().ok().filter(|number| i64::try_from(*number).is_ok()) {
            Some(number) => self.place = place(number),
            None => self.refuse("cursor", Wrong::NoPlace),
        }
    }

    fn judge(&mut self, now: OffsetDateTime) {
        let texts = |asked: &Self, field| asked.typed.get(&field).cloned().unwrap_or_default();
        let kinds = texts(self, Field::Entity);
        if let Some(unknown) = kinds.iter().find(|kind| !field::is_kind(kind)) {
            self.refuse(Field::Entity.name(), Wrong::NoKind(unknown.clone(), field::like(unknown)));
        }
        self.filter = Filter {
            event: texts(self, Field::Event),
            entity: kinds,
            entity_id: texts(self, Field::EntityId),
            user_id: texts(self, Field::User),
            source: self.read_sources(),
            from: self.time(Field::From, now),
            to: self.time(Field::To, now),
            q: texts(self, Field::Q).pop(),
        };
        if let Some((from, to)) = self.filter.from.zip(self.filter.to)
            && to < from
        {
            self.refuse(Field::To.name(), Wrong::EndsBeforeItBegins);
        }
    }

    fn read_sources(&mut self) -> Vec<Source> {
        let typed = self.typed.get(&Field::Source).cloned().unwrap_or_default();
        let sources: Vec<Source> = typed.iter().filter_map(|source| source.parse().ok()).collect();
        if sources.len() < typed.len() {
            self.refuse(Field::Source.name(), Wrong::NoSource);
        }
        sources
    }

    fn time(&mut self, field: Field, now: OffsetDateTime) -> Option<OffsetDateTime> {
        let time = time::parse(self.typed.get(&field)?.first()?, now, &self.zone);
        if time.is_none() {
            self.refuse(field.name(), Wrong::NoTime);
        }
        time
    }

    /// Notes what is wrong with a field; the first note counts.
    pub(crate) fn refuse(&mut self, name: &'static str, wrong: Wrong) {
        self.wrong.entry(name).or_insert(wrong);
    }

    /// The filter, as far as it could be read.
    pub(crate) fn filter(&self) -> &Filter {
        &self.filter
    }

    /// The portals that the filter means; `None` if it names none.
    pub(crate) fn portals(&self) -> Option<&[MemberId]> {
        self.portals.as_deref()
    }

    pub(crate) fn order(&self) -> Order {
        self.order
    }

    pub(crate) fn place(&self) -> &Place {
        &self.place
    }

    /// Whether every field could be read.
    pub(crate) fn is_sound(&self) -> bool {
        self.wrong.is_empty()
    }

    /// Whether the query string has only known names.
    pub(crate) fn is_known(&self) -> bool {
        self.ignored.is_empty()
    }

    /// Unknown names in the query string.
    pub(crate) fn ignored(&self) -> &Ignored {
        &self.ignored
    }

    /// Whether any field is filled in.
    pub(crate) fn is_filtered(&self) -> bool {
        !self.typed.is_empty()
    }

    /// Whether it can be saved as a view.
    pub(crate) fn can_be_saved(&self) -> bool {
        self.is_sound() && self.is_filtered()
    }

    /// Whether folded deletions are shown one by one.
    pub(crate) fn is_unfolded(&self) -> bool {
        self.unfolded
    }

    pub(crate) fn is_across(&self) -> bool {
        self.across
    }

    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    pub(crate) fn values(&self, field: Field) -> &[String] {
        self.typed.get(&field).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn wrong(&self, name: &str) -> Option<&Wrong> {
        self.wrong.get(name)
    }

    /// A value as the operator would type it.
    fn as_typed(&self, field: Field, value: &str) -> String {
        if field.is_time() { time::shown(value, &self.zone) } else { value.to_owned() }
    }

    fn pairs(&self) -> Vec<(Field, String)> {
        let pairs = self.typed.iter();
        pairs.flat_map(|(field, values)| values.iter().map(|value| (*field, value.clone()))).collect()
    }
}

/// The path of the list over all portals.
pub(crate) const ALL: &str = "/admin/deletions";

/// Names that are not filter fields: the line of the query bar, and what part of the list to show.
const OTHERS: [&str; 7] = ["query", "cursor", "before", "at", "order", "folds", "format"];

fn known(name: &str) -> Option<&'static str> {
    let field = Field::of_name(name).map(Field::name);
    field.or_else(|| OTHERS.into_iter().find(|other| *other == name))
}

/// The message that says what is wrong with a filter text, if anything.
pub(crate) fn wrong_text(text: &str, words: &Words) -> Option<String> {
    find_wrong(text).map(|wrong| wrong.text(words))
}

/// The key of the message that says what is wrong with a filter text, if anything; its argument `max` is [`MAX_CHARS`].
pub(crate) fn wrong_key(text: &str) -> Option<&'static str> {
    find_wrong(text).map(|wrong| if matches!(wrong, Wrong::TooLong) { "wrong-long" } else { "wrong-invisible" })
}

fn find_wrong(text: &str) -> Option<Wrong> {
    if text.chars().count() > MAX_CHARS {
        return Some(Wrong::TooLong);
    }
    text.contains(char::is_control).then_some(Wrong::Invisible)
}

#[cfg(test)]
mod tests;
