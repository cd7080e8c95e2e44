//! Filters and orders of lists, validated as a portal's REST does.

use std::cmp::Ordering;

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::php::Value;
use crate::server::errors::RestError;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    Equal,
    Contains,
    Greater,
    AtLeast,
    Less,
    AtMost,
}

/// A member of a filter: a column and the values it must match.
#[derive(Debug)]
pub(super) struct Condition {
    /// Upper-case.
    pub(super) column: String,
    /// As the caller spelled it.
    key: String,
    relation: Relation,
    not: bool,
    in_list: bool,
    wanted: Value,
}

impl Condition {
    /// Parses a key such as `>=ID`; `None` for an unknown operator.
    pub(super) fn read(key: &str, wanted: &Value) -> Option<Self> {
        let column = key.trim_start_matches(|letter: char| !letter.is_ascii_alphabetic());
        let prefix = &key[..key.len() - column.len()];
        let plain = prefix.strip_prefix('!');
        let (relation, in_list) = match plain.unwrap_or(prefix) {
            "" | "=" => (Relation::Equal, false),
            "@" => (Relation::Equal, true),
            "%" => (Relation::Contains, false),
            ">" => (Relation::Greater, false),
            ">=" => (Relation::AtLeast, false),
            "<" => (Relation::Less, false),
            "<=" => (Relation::AtMost, false),
            _ => return None,
        };
        let (column, key) = (column.to_ascii_uppercase(), key.to_owned());
        Some(Self { column, key, relation, not: plain.is_some(), in_list, wanted: wanted.clone() })
    }

    /// Refuses a comparison with more than one value (docs/protocol.md 8.1).
    pub(super) fn check_scalar(&self) -> Result<(), RestError> {
        if self.wanted.is_array() || self.in_list {
            let text = format!("The value of an argument '{}' has an invalid type", self.key);
            return Err(RestError::portal("ERROR_ARGUMENT").with(text));
        }
        Ok(())
    }

    /// Whether a value matches.
    pub(super) fn holds(&self, found: &str) -> bool {
        let members = self.wanted.members();
        let holds = members.iter().filter_map(|(_, value)| value.text()).any(|wanted| self.is_related(found, &wanted));
        holds != self.not
    }

    fn is_related(&self, found: &str, wanted: &str) -> bool {
        let order = compare(found, wanted);
        match self.relation {
            Relation::Equal => order.is_eq(),
            Relation::Contains => found.to_lowercase().contains(&wanted.to_lowercase()),
            Relation::Greater => order.is_gt(),
            Relation::AtLeast => order.is_ge(),
            Relation::Less => order.is_lt(),
            Relation::AtMost => order.is_le(),
        }
    }
}

/// Compares numbers and times by value, all else as text.
pub(super) fn compare(one: &str, other: &str) -> Ordering {
    if let (Ok(one), Ok(other)) = (one.parse::<i64>(), other.parse::<i64>()) {
        return one.cmp(&other);
    }
    match (OffsetDateTime::parse(one, &Rfc3339), OffsetDateTime::parse(other, &Rfc3339)) {
        (Ok(one), Ok(other)) => one.cmp(&other),
        _ => one.cmp(other),
    }
}

/// The conditions of `filter`, which may name only these columns and no `!`.
pub(super) fn conditions(parameters: &Value, columns: &[&str]) -> Result<Vec<Condition>, RestError> {
    let refused = |text: String| RestError::portal("ERROR_ARGUMENT").with(text);
    let Some(filter) = parameters.get("filter").filter(|filter| **filter != Value::Null) else { return Ok(Vec::new()) };
    if !filter.is_array() {
        return Err(refused("The filter is not an array.".to_owned()));
    }
    let read = |(key, wanted): (String, &Value)| {
        let allowed = Condition::read(&key, wanted).filter(|condition| !condition.not);
        let condition = allowed.ok_or_else(|| refused(format!("Filter operation not allowed: {key}")))?;
        if columns.contains(&condition.column.as_str()) {
            Ok(condition)
        } else {
            Err(refused(format!("Filter field not allowed: {}", condition.column)))
        }
    };
    filter.members().into_iter().map(read).collect()
}

/// The sort columns, most significant first; true means descending.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Sorting(Vec<(String, bool)>);

impl Sorting {
    /// Reads `order`, which may name only these columns; without one, ascending by `otherwise`.
    pub(super) fn read(parameters: &Value, columns: &[&str], otherwise: &str) -> Result<Self, RestError> {
        let refused = |text: String| RestError::portal("ERROR_ARGUMENT").with(text);
        let Some(order) = parameters.get("order").filter(|order| **order != Value::Null) else {
            return Ok(Self::by(otherwise, false));
        };
        if !order.is_array() {
            return Err(refused("The order is not an array.".to_owned()));
        }
        let read = |(key, direction): (String, &Value)| {
            let column = key.to_ascii_uppercase();
            if !columns.contains(&column.as_str()) {
                return Err(refused(format!("Order field not allowed: {column}")));
            }
            match direction.text().unwrap_or_default().to_ascii_uppercase().as_str() {
                "ASC" => Ok((column, false)),
                "DESC" => Ok((column, true)),
                _ => Err(refused(format!("Order direction not allowed for field: {column}"))),
            }
        };
        order.members().into_iter().map(read).collect::<Result<_, _>>().map(Self)
    }

    /// Sorts by one column.
    pub(super) fn by(column: &str, descending: bool) -> Self {
        Self(vec![(column.to_owned(), descending)])
    }

    /// Sorts rows by the values that `column` returns; the sort is stable.
    pub(super) fn sort<T>(&self, rows: &mut [T], column: impl Fn(&T, &str) -> String) {
        rows.sort_by(|one, other| {
            let by = |(name, descending): &(String, bool)| {
                let order = compare(&column(one, name), &column(other, name));
                if *descending { order.reverse() } else { order }
            };
            self.0.iter().map(by).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::php::map;

    fn filter(key: &str, wanted: impl Into<Value>) -> Result<Vec<Condition>, RestError> {
        conditions(&map([("filter", map([(key, wanted.into())]))]), &["ID", "TIMESTAMP_X", "EVENT_NAME"])
    }

    #[test]
    fn numbers_and_times_are_compared_by_value() {
        let holds = |key: &str, wanted: &str, found: &str| filter(key, wanted).expect("a filter")[0].holds(found);
        assert!(holds(">id", "9", "10") && !holds("<ID", "9", "10"));
        assert!(holds("<=TIMESTAMP_X", "2026-03-17T16:00:00+01:00", "2026-03-17T15:00:00+00:00"));
        assert!(holds("%EVENT_NAME", "lead", "ONCRMLEADDELETE"));
    }

    #[test]
    fn a_filter_is_refused_for_its_operation_or_its_field() {
        assert_eq!(filter("!ID", "1").expect_err("refused").error, "ERROR_ARGUMENT");
        let text = filter("=APP_ID", "1").expect_err("refused").description;
        assert_eq!(text.as_deref(), Some("Filter field not allowed: APP_ID"));
        assert!(conditions(&map([("filter", "ID".into())]), &["ID"]).is_err());
    }

    #[test]
    fn rows_are_sorted_by_every_column_named() {
        let order = map([("order", map([("EVENT_NAME", "desc".into()), ("ID", "ASC".into())]))]);
        let sorting = Sorting::read(&order, &["ID", "EVENT_NAME"], "ID").expect("an order");
        let mut rows = [("10", "A"), ("9", "A"), ("1", "B")];
        sorting.sort(&mut rows, |row, column| if column == "ID" { row.0 } else { row.1 }.to_owned());
        assert_eq!(rows, [("1", "B"), ("9", "A"), ("10", "A")]);
        assert!(Sorting::read(&order, &["ID"], "ID").is_err());
    }
}
