//! Addresses of lists: with these filters, without one of them, or from another position on.

use ::time::OffsetDateTime;
use ::time::format_description::BorrowedFormatItem;
use ::time::macros::format_description;
use domain::deletion::{Filter, Order};
use url::form_urlencoded::Serializer;
use web::export::Format;

use super::{Asked, Field, Place, Wrong, bar, time};

/// The format of a browser's input for a time.
const INPUT: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]T[hour]:[minute]");

impl Asked {
    /// What the query bar shows.
    pub(crate) fn line(&self) -> String {
        let typed = |(field, value): (Field, String)| (field, self.as_typed(field, &value));
        self.line.clone().unwrap_or_else(|| bar::print(&self.pairs().into_iter().map(typed).collect::<Vec<_>>()))
    }

    /// Parses the query bar and returns the address of the list that it means. `None` if the bar is empty, or can't be
    /// parsed, which is then noted beside it.
    pub(crate) fn read_line(&mut self, now: OffsetDateTime) -> Option<String> {
        let line = self.line.as_deref()?;
        let fields = match bar::parse(line) {
            Ok(fields) => fields,
            Err(wrong) => {
                self.refuse("query", Wrong::Line(wrong));
                return None;
            }
        };
        let mut query = Serializer::new(String::new());
        for (field, value) in fields {
            if field == Field::Portal && !self.across {
                self.refuse("query", Wrong::Line(bar::WrongBar::UnknownWord(field.word().to_owned())));
                return None;
            }
            query.extend_pairs(self.meant(field, &value, now).iter().map(|value| (field.name(), value)));
        }
        if self.order == Order::Oldest {
            query.append_pair("order", self.order.as_str());
        }
        Some(self.with(&query.finish()))
    }

    /// The filter as a query string, the same in whatever order it was typed.
    pub(crate) fn query(&self) -> String {
        let mut query = Serializer::new(String::new());
        query.extend_pairs(self.pairs().iter().map(|(field, value)| (field.name(), value)));
        if self.order == Order::Oldest {
            query.append_pair("order", self.order.as_str());
        }
        query.finish()
    }

    /// The list with these filters, from its beginning.
    pub(crate) fn href(&self) -> String {
        self.with(&self.query())
    }

    /// The same list from this position on.
    pub(crate) fn href_from(&self, place: &Place) -> String {
        let place = match place {
            Place::Start => String::new(),
            Place::After(number) => format!("cursor={number}"),
            Place::Before(number) => format!("before={number}"),
            Place::At(at) => Serializer::new(String::new()).append_pair("at", &time::print(*at)).finish(),
        };
        self.with(&joined(&joined(&self.query(), &place), self.folds()))
    }

    /// The list without one value of a field.
    pub(crate) fn href_without(&self, field: Field, value: &str) -> String {
        let mut query = Serializer::new(String::new());
        let kept = self.pairs().into_iter().filter(|(other, one)| *other != field || one != value);
        query.extend_pairs(kept.map(|(field, value)| (field.name(), value)));
        if self.order == Order::Oldest {
            query.append_pair("order", self.order.as_str());
        }
        self.with(&query.finish())
    }

    /// The list with these values instead of all others of their fields, newest first.
    pub(crate) fn href_with(&self, fields: &[(Field, &str)]) -> String {
        let mut query = Serializer::new(String::new());
        let kept = self.pairs().into_iter().filter(|(other, _)| !fields.iter().any(|(field, _)| field == other));
        query.extend_pairs(kept.map(|(field, value)| (field.name(), value)));
        query.extend_pairs(fields.iter().map(|(field, value)| (field.name(), value)));
        self.with(&query.finish())
    }

    /// The same list in the opposite order.
    pub(crate) fn href_turned(&self) -> String {
        let order = if self.order == Order::Newest { "order=oldest" } else { "" };
        let query = self.query();
        let filter = query.trim_end_matches("order=oldest").trim_end_matches('&');
        self.with(&joined(filter, order))
    }

    /// The deletions of a folded row, one per row, in the order of the list.
    pub(crate) fn href_unfolded(&self, fields: &[(Field, &str)]) -> String {
        let address = self.href_with(fields);
        let joint = if address.contains('?') { '&' } else { '?' };
        let order = if self.order == Order::Oldest { "&order=oldest" } else { "" };
        format!("{address}{joint}folds=open{order}")
    }

    /// The address that exports everything that the filter matches.
    pub(crate) fn export_href(&self, format: Format) -> String {
        let folder = self.path.trim_end_matches("/deletions");
        let query = joined(&self.query(), &format!("format={}", format.as_str()));
        format!("{folder}/deletions/export?{query}")
    }

    /// The filter as hidden fields of a form that changes something else.
    pub(crate) fn hidden(&self) -> Vec<(&'static str, String)> {
        let mut fields: Vec<_> = self.pairs().into_iter().map(|(field, value)| (field.name(), value)).collect();
        if self.order == Order::Oldest {
            fields.push(("order", self.order.as_str().to_owned()));
        }
        fields
    }

    /// The value of the browser's input that jumps to a time.
    pub(crate) fn at_input(&self) -> String {
        let Place::At(at) = self.place else { return String::new() };
        self.zone.local(at).format(INPUT).unwrap_or_default()
    }

    pub(crate) fn suggest_href(&self) -> String {
        let folder = self.path.trim_end_matches("/deletions");
        format!("{folder}/deletions/suggest")
    }

    /// What the address of an unfolded list has in addition.
    fn folds(&self) -> &'static str {
        if self.unfolded { "folds=open" } else { "" }
    }

    /// Where the list gets new rows after this position.
    pub(crate) fn live_href(&self, after: u64) -> String {
        let folder = self.path.trim_end_matches("/deletions");
        let query = joined(&joined(&self.query(), self.folds()), &format!("cursor={after}"));
        format!("{folder}/deletions/live?{query}")
    }

    /// The query string of the same request to the API, with absolute times. The caller puts a single portal into the
    /// path.
    pub(crate) fn api_query(&self) -> String {
        let Filter { event, entity, entity_id, user_id, source, from, to, q } = &self.filter;
        let mut query = Serializer::new(String::new());
        let lists = [("event", event), ("entity", entity), ("entity_id", entity_id), ("user_id", user_id)];
        for (name, values) in lists {
            query.extend_pairs(values.iter().map(|value| (name, value)));
        }
        query.extend_pairs(source.iter().map(|source| ("source", source.as_str())));
        let time = |time: &Option<OffsetDateTime>| time.map(time::print);
        query.extend_pairs(time(from).map(|from| ("from", from)));
        query.extend_pairs(time(to).map(|to| ("to", to)));
        query.extend_pairs(q.iter().map(|q| ("q", q)));
        if self.order == Order::Oldest {
            query.append_pair("order", self.order.as_str());
        }
        query.finish()
    }

    fn with(&self, query: &str) -> String {
        if query.is_empty() { self.path.clone() } else { format!("{}?{query}", self.path) }
    }
}

fn joined(query: &str, more: &str) -> String {
    let joint = if query.is_empty() || more.is_empty() { "" } else { "&" };
    format!("{query}{joint}{more}")
}
