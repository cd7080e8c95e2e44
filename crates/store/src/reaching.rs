//! An operator's or key's reach, in one column.

use std::collections::BTreeSet;

use domain::reach::Reach;
use domain::{InvalidMemberId, MemberId};

use crate::portals::rows::split;

/// The column: NULL for all portals, else their ids, separated by commas.
pub(crate) fn kept(reach: &Reach) -> Option<String> {
    let portals = reach.portals()?;
    Some(portals.iter().map(MemberId::as_str).collect::<Vec<_>>().join(","))
}

/// Parses what [`kept`] wrote.
pub(crate) fn read(kept: Option<&str>) -> Result<Reach, InvalidMemberId> {
    let Some(kept) = kept else { return Ok(Reach::AllPortals) };
    let portals = split(kept).iter().map(|text| MemberId::parse(text)).collect::<Result<BTreeSet<_>, _>>()?;
    Ok(Reach::Portals(portals))
}

/// The value without this portal; none if the portal was not in it.
pub(crate) fn without(kept: &str, portal: &MemberId) -> Option<String> {
    let portals = split(kept);
    let left: Vec<&str> = portals.iter().map(String::as_str).filter(|text| *text != portal.as_str()).collect();
    (left.len() < portals.len()).then(|| left.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reach_is_read_as_it_is_kept() {
        let [own, other] = ["own", "other"].map(|text| MemberId::parse(text).unwrap());
        let some = Reach::Portals([own.clone(), other.clone()].into());
        for reach in [Reach::AllPortals, Reach::Portals(BTreeSet::new()), Reach::portal(own.clone()), some.clone()] {
            assert_eq!(read(kept(&reach).as_deref()), Ok(reach));
        }
        assert_eq!(without(&kept(&some).unwrap(), &own).as_deref(), Some("other"));
        assert_eq!(without("other", &other).as_deref(), Some(""), "none is not all");
        assert_eq!(without("other", &own), None);
    }
}
