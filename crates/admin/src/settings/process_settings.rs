//! What the process runs with, as pages know it.

use std::sync::Arc;

/// A setting as the page about them shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its environment variable.
    pub name: String,
    /// Its value; none where there is none. Of a secret, only whether it is set is known here.
    pub value: Option<SettingValue>,
    /// Whether somebody set it, so that it is not merely the default.
    pub is_set: bool,
}

/// The value of a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingValue {
    /// One that may be shown.
    Shown(String),
    /// A secret.
    Hidden,
}

/// All settings of the process that shows the page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings(pub(crate) Arc<[Setting]>);

impl Settings {
    /// A setting that is a number of days, if its value is one.
    pub(crate) fn days(&self, name: &str) -> Option<u16> {
        match self.0.iter().find(|setting| setting.name == name)?.value.as_ref()? {
            SettingValue::Shown(days) => days.parse().ok(),
            SettingValue::Hidden => None,
        }
    }
}
