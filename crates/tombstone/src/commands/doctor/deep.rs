//! `tombstone doctor --deep`: everything counted anew, and every chain checked.

use domain::MemberId;
use store::StoreError;

use crate::commands::portal::show_progress;
use crate::house::House;

/// How many portals are read at once.
const PAGE: u64 = 500;
/// How many differences are named.
const NAMED: usize = 50;

pub(super) async fn look(house: &House) -> Result<String, String> {
    let (portals, mut differences) = look_closely(house).await.map_err(|error| super::unreadable(&error))?;
    if differences.is_empty() {
        return Ok(format!("all deletions of {portals} portals are as they were stored, and counted right"));
    }
    let more = differences.len().saturating_sub(NAMED);
    differences.truncate(NAMED);
    if more > 0 {
        differences.push(format!("and {more} more"));
    }
    Err(differences.join("\n"))
}

/// How many portals there are, and what is wrong.
async fn look_closely(house: &House) -> Result<(u64, Vec<String>), StoreError> {
    let store = &house.store;
    let all = store.all_portals().overview().await?.portals.iter().map(|(_, portals)| portals).sum();
    let mut progress = show_progress("portals");
    let (mut done, mut differences, mut after) = (0, Vec::new(), None::<MemberId>);
    loop {
        let page = store.list_retentions(after.as_ref(), PAGE).await?;
        for (portal, _) in &page {
            let tenant = store.tenant(portal);
            let fault = tenant.verify(|_, _| {}).await?.fault.map(|fault| fault.to_string());
            let wrong = tenant.recount().await?.into_iter().chain(fault);
            differences.extend(wrong.map(|wrong| format!("{portal}: {wrong}")));
            done += 1;
            progress(done, all);
        }
        match page.into_iter().last() {
            Some((last, _)) => after = Some(last),
            None => break,
        }
    }
    differences.extend(store.recount_totals().await?);
    Ok((done, differences))
}
