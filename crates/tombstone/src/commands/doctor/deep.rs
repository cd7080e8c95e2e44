//! `tombstone doctor --deep`: counts everything anew and checks every chain.

use store::StoreError;

use crate::commands::progress::show_progress;
use crate::house::House;
use crate::output::counted;

/// How many differences are named.
const NAMED: usize = 50;

/// The inner error has the differences, if there are any.
pub(super) async fn look(house: &House) -> Result<Result<String, String>, StoreError> {
    let (portals, mut differences) = look_closely(house).await?;
    if differences.is_empty() {
        return Ok(Ok(format!(
            "all deletions of {} are as stored, and the counts are right",
            counted(portals, "portal")
        )));
    }
    let more = differences.len().saturating_sub(NAMED);
    differences.truncate(NAMED);
    if more > 0 {
        differences.push(format!("and {more} more"));
    }
    Ok(Err(differences.join("\n")))
}

/// The number of portals, and what is wrong.
async fn look_closely(house: &House) -> Result<(u64, Vec<String>), StoreError> {
    let portals = house.store.all_portals().overview().await?.portals.iter().map(|(_, portals)| portals).sum();
    Ok((portals, house.store.recount(show_progress("deletions")).await?))
}
