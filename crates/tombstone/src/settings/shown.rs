//! The settings as the dashboard shows them: without any secret.

use admin::{Setting, SettingValue};

use super::layers::{KEYS, Layers, PREFIX, Show};

/// Whether the value of the setting with this key is never shown.
pub(crate) fn is_secret(key: &str) -> bool {
    KEYS.iter().any(|(known, _, show)| *known == key && *show == Show::Hidden)
}

impl Layers {
    /// All settings in their order, without the values of secrets.
    pub(super) fn shown(&self) -> Vec<Setting> {
        let shown = |(key, _, show): (&'static str, Option<&str>, Show)| {
            let given = self.given.get(key).filter(|given| !given.text.trim().is_empty());
            let value = given.map(|given| match show {
                Show::Whole => SettingValue::Shown(given.text.trim().to_owned()),
                Show::Hidden => SettingValue::Hidden,
                Show::WithoutPassword => without_password(&given.text),
            });
            let is_set = given.is_some_and(|given| given.origin != "default");
            Setting { name: format!("{PREFIX}{}", key.to_uppercase()), value, is_set }
        };
        KEYS.map(shown).into()
    }
}

fn without_password(url: &str) -> SettingValue {
    let database: Result<store::Database, _> = url.trim().parse();
    database.map_or(SettingValue::Hidden, |database| SettingValue::Shown(database.to_string()))
}

#[cfg(test)]
mod tests {
    use super::super::{Flags, Settings};
    use super::*;

    #[test]
    fn no_secret_is_shown() {
        let key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
        let environment = [
            ("TOMBSTONE_CLIENT_SECRET", "hush"),
            ("TOMBSTONE_ADMIN_PASSWORD", "hush hush hush"),
            ("TOMBSTONE_OIDC_ISSUER", "https://id.example"),
            ("TOMBSTONE_OIDC_CLIENT_ID", "tombstone"),
            ("TOMBSTONE_OIDC_CLIENT_SECRET", "hush too"),
            ("TOMBSTONE_SECRET_KEY", key),
            ("TOMBSTONE_SECRET_KEYS_OLD", key),
            ("TOMBSTONE_DATABASE_URL", "postgres://ada:hush@db.example/tombstone"),
            ("TOMBSTONE_RETENTION_DAYS", "30"),
        ];
        let environment = environment.iter().map(|&(name, value)| (name.to_owned(), value.to_owned()));
        let shown = Settings::of(None, environment, &Flags::default()).unwrap().shown;
        let text = format!("{shown:?}");
        assert!(!text.contains("hush") && !text.contains(key), "{text}");
        assert!(text.contains("db.example") && shown.len() == KEYS.len());
        let retention = shown.iter().find(|setting| setting.name == "TOMBSTONE_RETENTION_DAYS").unwrap();
        let expected = (Some(SettingValue::Shown("30".into())), true);
        assert_eq!((retention.value.clone(), retention.is_set), expected);
        assert!(shown.iter().any(|setting| setting.name == "TOMBSTONE_LOG" && !setting.is_set));
    }
}
