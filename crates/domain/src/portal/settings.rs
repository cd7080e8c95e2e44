//! A portal's own settings.

use serde::{Deserialize, Serialize};

use crate::burst::BurstSettings;
use crate::titles::TitleSettings;

/// A portal's own settings; what is not set is as everywhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PortalSettings {
    /// When bursts raise its alarm.
    pub burst: BurstSettings,
    /// Whether to keep titles of its things.
    pub titles: TitleSettings,
}
