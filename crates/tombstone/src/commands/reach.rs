//! The reach of a key or an operator, as the command line takes and shows it.

use std::collections::BTreeSet;

use anyhow::bail;
use domain::MemberId;
use domain::api_key::Reach;

use crate::house::House;

/// The portals of the command line; fails if one is unknown here.
pub(crate) async fn known_portals(house: &House, named: &[String]) -> anyhow::Result<Reach> {
    let mut portals = BTreeSet::new();
    for text in named {
        let member_id = MemberId::parse(text)?;
        if house.store.tenant(&member_id).find_portal().await?.is_none() {
            bail!("there is no portal {member_id}; `tombstone portal list` shows them");
        }
        portals.insert(member_id);
    }
    Ok(Reach::Portals(portals))
}

pub(crate) fn reach(reach: &Reach) -> String {
    match reach.portals() {
        None => "all portals".to_owned(),
        Some(portals) if portals.is_empty() => "no portal".to_owned(),
        Some(portals) => portals.iter().map(MemberId::as_str).collect::<Vec<_>>().join(" "),
    }
}
