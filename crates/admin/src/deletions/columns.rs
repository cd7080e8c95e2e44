//! Which columns a list of deletions has: chosen by the reader, and kept in a cookie.

use poem::Request;

/// The cookie's name.
pub(crate) const COOKIE: &str = "tombstone_columns";

/// A column beside that of the thing itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    /// In which portal, where the list is over several.
    Portal,
    /// What it belongs to.
    Belongs,
    /// Who deleted it.
    User,
    /// How it came.
    Source,
    /// The event's code.
    Event,
    /// When the portal sent it.
    Sent,
    /// When it was received.
    Received,
}

impl Column {
    /// All of them, in their order.
    pub(crate) const ALL: [Self; 7] =
        [Self::Portal, Self::Belongs, Self::User, Self::Source, Self::Event, Self::Sent, Self::Received];

    /// The name in the cookie and the form.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Portal => "portal",
            Self::Belongs => "belongs",
            Self::User => "user",
            Self::Source => "source",
            Self::Event => "event",
            Self::Sent => "sent",
            Self::Received => "received",
        }
    }
}

/// The columns that are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Columns(Vec<Column>);

impl Default for Columns {
    fn default() -> Self {
        Self(vec![Column::Portal, Column::Belongs, Column::User, Column::Source, Column::Received])
    }
}

impl Columns {
    /// Those that the reader chose.
    pub(crate) fn of(request: &Request) -> Self {
        request.cookie().get(COOKIE).map_or_else(Self::default, |cookie| Self::named(cookie.value_str().split('.')))
    }

    /// Those of these names; what is no name is left out.
    pub(crate) fn named<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let names: Vec<&str> = names.collect();
        Self(Column::ALL.into_iter().filter(|column| names.contains(&column.name())).collect())
    }

    /// The cookie's value.
    pub(crate) fn print(&self) -> String {
        self.0.iter().map(|column| column.name()).collect::<Vec<_>>().join(".")
    }

    /// Whether the column of this name is shown.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|column| column.name() == name)
    }

    /// How many columns the table has.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates give references")]
    pub(crate) fn count(&self, across: &bool) -> usize {
        1 + self.0.iter().filter(|column| *across || **column != Column::Portal).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_read_as_they_are_kept() {
        for columns in [Columns::default(), Columns::named([].into_iter()), Columns(Column::ALL.into())] {
            assert_eq!(Columns::named(columns.print().split('.')), columns);
        }
        assert_eq!(Columns::named("received.x.portal".split('.')).print(), "portal.received");
        assert_eq!((Columns::default().count(&true), Columns::default().count(&false)), (6, 5));
    }
}
