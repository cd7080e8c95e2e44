//! A draft of settings, to be written to a file.

use std::fmt::Write as _;

use super::layers::{Given, Layers};
use super::{Flags, Settings};

/// Not written: the operator is made at once, and no service needs their password again.
const NOT_WRITTEN: [&str; 2] = ["admin_email", "admin_password"];

pub(crate) struct Draft(Layers);

impl Draft {
    /// Begins with the file named by the environment, the environment and the flags.
    pub(crate) fn load(flags: &Flags) -> anyhow::Result<Self> {
        Layers::load(flags).map(Self)
    }

    #[cfg(test)]
    pub(crate) fn empty() -> Self {
        Self(Layers::defaults())
    }

    /// Whether somebody gave this setting.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.0.given.get(key).is_some_and(|given| given.origin != "default" && !given.text.trim().is_empty())
    }

    /// Its default, or what was given.
    pub(crate) fn text(&self, key: &str) -> &str {
        self.0.given.get(key).map_or("", |given| given.text.as_str())
    }

    /// Sets it if it can be used; otherwise changes nothing.
    pub(crate) fn set(&mut self, key: &'static str, text: String) -> anyhow::Result<()> {
        let before = self.0.given.insert(key, Given { text, origin: "this".to_owned() });
        let checked = self.settings();
        if checked.is_err() {
            match before {
                Some(before) => drop(self.0.given.insert(key, before)),
                None => drop(self.0.given.remove(key)),
            }
        }
        checked.map(drop)
    }

    pub(crate) fn settings(&self) -> anyhow::Result<Settings> {
        self.0.clone().into_settings()
    }

    /// The file of these settings, without defaults.
    pub(crate) fn to_toml(&self) -> String {
        let mut text = String::new();
        for (key, given) in &self.0.given {
            if self.has(key) && !NOT_WRITTEN.contains(key) {
                // A JSON text is a TOML text too.
                let quoted = serde_json::to_string(given.text.trim()).expect("a text is JSON");
                writeln!(text, "{key} = {quoted}").expect("a text takes everything");
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_says_what_was_given_and_is_read_again() {
        let mut draft = Draft::empty();
        assert!(!draft.has("data_dir") && draft.text("data_dir") == "./tombstone-data");
        for (key, text) in [
            ("public_url", "https://tombstone.example"),
            ("client_secret", "a \"quoted\" \\ secret"),
            ("admin_email", "ada@example.com"),
            ("admin_password", "hush hush hush"),
            ("spool_mb", "12"),
        ] {
            draft.set(key, text.to_owned()).unwrap();
        }
        assert!(draft.set("public_url", "tombstone.example".to_owned()).is_err());
        assert!(draft.set("listen", "8080".to_owned()).is_err());
        assert_eq!((draft.text("public_url"), draft.text("listen")), ("https://tombstone.example", "127.0.0.1:8080"));
        let text = draft.to_toml();
        assert!(!text.contains("hush") && !text.contains("ada@") && !text.contains("listen"), "{text}");
        let again = Settings::of(Some(&text), std::iter::empty(), &Flags::default()).unwrap();
        let secret = secrecy::ExposeSecret::expose_secret(again.client_secret.as_ref().unwrap());
        assert_eq!((secret, again.spool_bytes), ("a \"quoted\" \\ secret", 12 << 20));
    }
}
