//! The columns of a list of deletions, which the reader chooses and a cookie keeps.

use poem::Request;

pub(crate) const COOKIE: &str = "tombstone_columns";

/// A column beside that of the deleted thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    /// The portal, in lists over several.
    Portal,
    /// What it belongs to.
    Belongs,
    User,
    /// How the report reached us.
    Source,
    Event,
    /// When the portal sent the event.
    Sent,
    /// When we received it.
    Received,
}

impl Column {
    /// All columns, in their order.
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

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Columns(Vec<Column>);

impl Default for Columns {
    /// Without the source: nearly every deletion came live, and one that did not says so beside its name.
    fn default() -> Self {
        Self(vec![Column::Portal, Column::Belongs, Column::User, Column::Received])
    }
}

impl Columns {
    /// The columns that the reader chose.
    pub(crate) fn of(request: &Request) -> Self {
        request.cookie().get(COOKIE).map_or_else(Self::default, |cookie| Self::named(cookie.value_str().split('.')))
    }

    /// The columns of these names; unknown names are left out.
    pub(crate) fn named<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let names: Vec<&str> = names.collect();
        Self(Column::ALL.into_iter().filter(|column| names.contains(&column.name())).collect())
    }

    /// The cookie's value.
    pub(crate) fn print(&self) -> String {
        self.0.iter().map(|column| column.name()).collect::<Vec<_>>().join(".")
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|column| column.name() == name)
    }

    /// How many columns the table has, with that of the deleted thing.
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
        assert_eq!((Columns::default().count(&true), Columns::default().count(&false)), (5, 4));
    }
}
