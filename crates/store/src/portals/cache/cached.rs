//! The columns of a portal's row that decide on its events.

use domain::portal::PortalStatus;
use domain::vault::KeyedHash;

use crate::entities::portal;
use crate::error::StoreError;
use crate::portals::settings;

/// What decides on a portal's events.
#[derive(Clone, Copy, Debug)]
pub struct CachedPortal {
    /// The portal's status.
    pub status: PortalStatus,
    /// Its present installation.
    pub generation: i64,
    /// The hash of its `application_token`, if known.
    pub application_token: Option<KeyedHash>,
    /// Whether titles of its items are kept.
    pub keeps_titles: bool,
}

impl CachedPortal {
    /// Whether an event is accepted if the right token proves it.
    pub fn accepts_events(&self) -> bool {
        self.status.accepts_events() && self.application_token.is_some()
    }

    /// Whether `token` is the portal's own. In constant time.
    pub fn is_proven_by(&self, token: KeyedHash) -> bool {
        self.application_token == Some(token)
    }
}

/// The columns of a cached portal.
pub(super) const COLUMNS: [portal::Column; 5] = [
    portal::Column::MemberId,
    portal::Column::Status,
    portal::Column::Generation,
    portal::Column::ApplicationTokenHash,
    portal::Column::Settings,
];

/// The values of [`COLUMNS`].
pub(super) type Row = (String, String, i64, Option<Vec<u8>>, Option<String>);

pub(super) fn read((_, status, generation, hash, own): &Row) -> Result<CachedPortal, StoreError> {
    let hash = hash.as_deref().map(KeyedHash::try_from).transpose();
    Ok(CachedPortal {
        status: status.parse().map_err(|error| StoreError::corrupt("portals", error))?,
        generation: *generation,
        application_token: hash.map_err(|error| StoreError::corrupt("portals", error))?,
        // Unreadable settings must not stop its events.
        keeps_titles: settings::read(own.as_deref()).is_ok_and(|own| own.titles.is_on),
    })
}
