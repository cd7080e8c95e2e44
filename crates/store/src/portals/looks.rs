//! Outcomes of looks at a portal.

use domain::clock::micros;
use domain::failure::Failure;
use domain::portal::Trouble;
use sea_orm::Set;
use time::OffsetDateTime;

use crate::Tenant;
use crate::error::StoreError;

impl Tenant<'_> {
    /// A look at the portal was complete, or met `trouble` for a reason. Returns how many looks have failed in a row,
    /// with this one and before it.
    pub async fn record_look(
        &self,
        trouble: Option<(Trouble, &Failure)>,
        now: OffsetDateTime,
    ) -> Result<(u32, u32), StoreError> {
        let Some(mut change) = self.change().await? else { return Ok((0, 0)) };
        let before = u32::try_from(change.known.check_failures).unwrap_or(u32::MAX);
        if trouble.is_none() && before == 0 {
            return Ok((0, 0));
        }
        let failures = if trouble.is_some() { before.saturating_add(1) } else { 0 };
        let since = change.known.look_failed_since.unwrap_or(micros(now));
        let row = &mut change.row;
        row.check_failures = Set(failures.into());
        row.look_trouble = Set(trouble.map(|(trouble, _)| trouble.as_str().to_owned()));
        row.look_detail = Set(trouble.map(|(_, reason)| reason.to_text()));
        row.look_failed_since = Set(trouble.map(|_| since));
        row.alarm_check_at = Set(Some(micros(now))); // this raises and ends alarms
        change.commit().await?;
        Ok((failures, before))
    }
}
