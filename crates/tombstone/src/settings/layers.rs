//! What was given for each setting, and where: flags before the environment, before the file, before the default.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::str::FromStr;

use anyhow::{Context, anyhow, bail};

use crate::cli::Flags;

pub(super) const PREFIX: &str = "TOMBSTONE_";
const FILE: &str = "TOMBSTONE_CONFIG";
/// The API key of `tombstone webhook listen`; it is no setting.
pub(crate) const API_KEY: &str = "TOMBSTONE_API_KEY";

/// Every setting and its default, if it has one.
pub(super) const KEYS: [(&str, Option<&str>); 30] = [
    ("listen", Some("127.0.0.1:8080")),
    ("data_dir", Some("./tombstone-data")),
    ("database_url", None),
    ("public_url", None),
    ("client_id", None),
    ("client_secret", None),
    ("secret_key", None),
    ("secret_keys_old", None),
    ("oauth_url", Some("https://oauth.bitrix.info")),
    // Both servers of docs/protocol.md 1.4.
    ("oauth_hosts", Some("oauth.bitrix.info,oauth.bitrix24.tech")),
    ("allow_private_endpoints", Some("false")),
    ("oidc_issuer", None),
    ("oidc_client_id", None),
    ("oidc_client_secret", None),
    ("oidc_name", None),
    ("admin_email", None),
    ("admin_password", None),
    ("language", Some("en")),
    ("retention_days", Some("0")),
    ("audit_days", Some("90")),
    ("uninstalled_days", Some("90")),
    ("renewals_per_day", Some("20000")),
    ("spool_mb", Some("1024")),
    ("webhook_retries", Some("5,300,1800,7200,18000,36000,50400,72000,86400")),
    ("webhook_disable_after", Some("120h")),
    ("api_rate", Some("50")),
    ("trusted_proxies", None),
    ("metrics_listen", None),
    ("log", Some("info")),
    ("log_format", Some("text")),
];

/// A value and where it comes from, for the message that names it.
#[derive(Clone)]
pub(super) struct Given {
    pub(super) text: String,
    pub(super) origin: String,
}

/// All values that were given, by key.
#[derive(Clone)]
pub(super) struct Layers {
    pub(super) given: BTreeMap<&'static str, Given>,
    /// Variables of the environment that look like settings and are none.
    pub(super) unknown: Vec<String>,
}

impl Layers {
    pub(super) fn load(flags: &Flags) -> anyhow::Result<Self> {
        let file = std::env::var_os(FILE).filter(|path| !path.is_empty()).map(PathBuf::from);
        let file =
            file.map(|path| std::fs::read_to_string(&path).with_context(|| format!("{FILE}: {}", path.display())));
        Self::of(file.transpose()?.as_deref(), environment()?.into_iter(), flags)
    }

    pub(super) fn of(
        file: Option<&str>,
        environment: impl Iterator<Item = (String, String)>,
        flags: &Flags,
    ) -> anyhow::Result<Self> {
        let mut layers = Self::defaults();
        layers.take_file(file.unwrap_or_default())?;
        layers.take_environment(environment);
        layers.take_flags(flags);
        Ok(layers)
    }

    pub(super) fn defaults() -> Self {
        let given = |(key, text): (&'static str, Option<&str>)| {
            Some((key, Given { text: text?.to_owned(), origin: "default".to_owned() }))
        };
        Self { given: KEYS.into_iter().filter_map(given).collect(), unknown: Vec::new() }
    }

    fn take_file(&mut self, text: &str) -> anyhow::Result<()> {
        let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
            // Not the error's own text: it repeats the line, and there may be a secret in it.
            let line = error.span().map_or(1, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
            anyhow!("{FILE}: the file can't be read: line {line}: {}", error.message())
        })?;
        for (name, value) in table {
            let known = KEYS.iter().find(|(key, _)| *key == name.replace('-', "_"));
            let Some((key, _)) = known else { bail!("{FILE}: there is no setting `{name}`") };
            let text =
                plain(&value).ok_or_else(|| anyhow!("{FILE}: `{name}` must be a text, a number, true or false"))?;
            self.given.insert(key, Given { text, origin: format!("`{name}` in the file of {FILE}") });
        }
        Ok(())
    }

    fn take_environment(&mut self, environment: impl Iterator<Item = (String, String)>) {
        for (name, text) in environment {
            let Some(key) = name.strip_prefix(PREFIX).map(str::to_lowercase) else { continue };
            match KEYS.iter().find(|(known, _)| *known == key) {
                Some((key, _)) => drop(self.given.insert(key, Given { text, origin: name })),
                None if name == FILE || name == API_KEY => {}
                None => self.unknown.push(name),
            }
        }
    }

    fn take_flags(&mut self, flags: &Flags) {
        for (key, text) in flags.given() {
            let origin = format!("--{}", key.replace('_', "-"));
            self.given.insert(key, Given { text: text.to_owned(), origin });
        }
    }

    /// The parsed value of a key; an empty text is no value.
    pub(super) fn find<T: FromStr<Err: std::fmt::Display>>(&self, key: &str) -> anyhow::Result<Option<T>> {
        let Some(given) = self.given.get(key).filter(|given| !given.text.trim().is_empty()) else { return Ok(None) };
        // The text itself is not repeated: it may be a secret.
        given.text.trim().parse().map(Some).map_err(|error| anyhow!("{} can't be used: {error}", given.origin))
    }

    pub(super) fn get<T: FromStr<Err: std::fmt::Display>>(&self, key: &str) -> anyhow::Result<T> {
        self.find(key)?.ok_or_else(|| anyhow!("{PREFIX}{} must not be empty", key.to_uppercase()))
    }

    pub(super) fn list<T: FromStr<Err: std::fmt::Display>>(&self, key: &str) -> anyhow::Result<Vec<T>> {
        let Some(given) = self.given.get(key) else { return Ok(Vec::new()) };
        let parts = given.text.split(',').map(str::trim).filter(|_| !given.text.trim().is_empty());
        parts.map(|part| part.parse().map_err(|error| anyhow!("{} can't be used: {error}", given.origin))).collect()
    }

    pub(super) fn named(&self) -> BTreeSet<&'static str> {
        self.given.iter().filter(|(_, given)| given.origin != "default").map(|(key, _)| *key).collect()
    }
}

/// The variables of the environment that may be settings.
fn environment() -> anyhow::Result<Vec<(String, String)>> {
    let named = std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value)));
    let ours = named.filter(|(name, _)| name.starts_with(PREFIX) && name != FILE);
    ours.map(|(name, value)| match value.into_string() {
        Ok(text) => Ok((name, text)),
        Err(_) => bail!("{name} can't be used: it is no text in UTF-8"),
    })
    .collect()
}

/// A value of the file as the environment would write it; lists are joined by commas.
fn plain(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Boolean(truth) => Some(truth.to_string()),
        toml::Value::Array(values) => values.iter().map(plain).collect::<Option<Vec<_>>>().map(|texts| texts.join(",")),
        _ => None,
    }
}
