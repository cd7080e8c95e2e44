//! The settings of the process, as pages show them.

use std::sync::Arc;

/// A setting on the settings page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its environment variable.
    pub name: String,
    /// Its value, if it has one. Of a secret we only know whether it is set.
    pub value: Option<SettingValue>,
    /// Whether somebody set it; otherwise it has its default.
    pub is_set: bool,
}

/// The value of a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingValue {
    /// A value that may be shown.
    Shown(String),
    /// A secret.
    Hidden,
}

/// All settings of this process.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings(pub(crate) Arc<[Setting]>);

impl Settings {
    /// A number of days; `None` if the value is not one.
    pub(crate) fn days(&self, name: &str) -> Option<u16> {
        match self.0.iter().find(|setting| setting.name == name)?.value.as_ref()? {
            SettingValue::Shown(days) => days.parse().ok(),
            SettingValue::Hidden => None,
        }
    }
}
