//! Portals that somebody names in a form, by host or `member_id`.

use std::collections::BTreeSet;

use domain::MemberId;
use domain::reach::Reach;
use store::AllPortals;

use crate::page::error::PageError;

/// How many portals a form may name.
const MOST: usize = 500;

/// Why the names can't be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum WrongPortals {
    /// No portal has this name.
    Unknown(String),
    /// There are too many names.
    TooMany,
}

/// Reads names separated by spaces, commas, semicolons or line breaks; no names mean all portals.
pub(crate) async fn read(text: &str, all: AllPortals<'_>) -> Result<Result<Reach, WrongPortals>, PageError> {
    let names: BTreeSet<String> = text
        .split([' ', ',', ';', '\n', '\r', '\t'])
        .map(|name| name.trim_start_matches("https://").trim_end_matches('/').to_lowercase())
        .filter(|name| !name.is_empty())
        .collect();
    if names.is_empty() {
        return Ok(Ok(Reach::AllPortals));
    }
    if names.len() > MOST {
        return Ok(Err(WrongPortals::TooMany));
    }
    let mut portals = BTreeSet::new();
    for name in names {
        match find(&name, all).await? {
            Some(member_id) => portals.insert(member_id),
            None => return Ok(Err(WrongPortals::Unknown(name.chars().take(100).collect()))),
        };
    }
    Ok(Ok(Reach::Portals(portals)))
}

/// The portal with this host or `member_id`; `None` if the name is empty or unknown.
pub(crate) async fn find(name: &str, all: AllPortals<'_>) -> Result<Option<MemberId>, PageError> {
    if name.is_empty() {
        return Ok(None);
    }
    Ok(all.list_named(name).await?.into_iter().next())
}
