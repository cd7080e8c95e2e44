//! What was given for each setting, and where: flags before the environment, before the file, before the default.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use anyhow::{Context, anyhow, bail};
use toml::Spanned;

use self::Show::{Hidden, Whole, WithoutPassword};
use crate::cli::Flags;

pub(super) const PREFIX: &str = "TOMBSTONE_";
const FILE: &str = "TOMBSTONE_CONFIG";
/// The API key of `tombstone webhook listen`; it is no setting.
pub(crate) const API_KEY: &str = "TOMBSTONE_API_KEY";

/// How the dashboard shows the value of a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Show {
    Whole,
    /// A secret: only whether it is set.
    Hidden,
    /// The address of a database, which may have a password in it.
    WithoutPassword,
}

/// Every setting, its default, if it has one, and how it is shown.
pub(super) const KEYS: [(&str, Option<&str>, Show); 30] = [
    ("listen", Some("127.0.0.1:8080"), Whole),
    ("data_dir", Some("./tombstone-data"), Whole),
    ("database_url", None, WithoutPassword),
    ("public_url", None, Whole),
    ("client_id", None, Whole),
    ("client_secret", None, Hidden),
    ("secret_key", None, Hidden),
    ("secret_keys_old", None, Hidden),
    ("oauth_url", Some("https://oauth.bitrix.info"), Whole),
    // Both servers of docs/protocol.md 1.4.
    ("oauth_hosts", Some("oauth.bitrix.info,oauth.bitrix24.tech"), Whole),
    ("allow_private_endpoints", Some("false"), Whole),
    ("oidc_issuer", None, Whole),
    ("oidc_client_id", None, Whole),
    ("oidc_client_secret", None, Hidden),
    ("oidc_name", None, Whole),
    ("admin_email", None, Whole),
    ("admin_password", None, Hidden),
    ("language", Some("en"), Whole),
    ("retention_days", Some("0"), Whole),
    ("audit_days", Some("90"), Whole),
    ("uninstalled_days", Some("90"), Whole),
    ("renewals_per_day", Some("20000"), Whole),
    ("spool_mb", Some("1024"), Whole),
    ("webhook_retries", Some("5,300,1800,7200,18000,36000,50400,72000,86400"), Whole),
    ("webhook_disable_after", Some("120h"), Whole),
    ("api_rate", Some("50"), Whole),
    ("trusted_proxies", None, Whole),
    ("metrics_listen", None, Whole),
    ("log", Some("info"), Whole),
    ("log_format", Some("text"), Whole),
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
        let read = |path: &PathBuf| {
            std::fs::read_to_string(path).with_context(|| format!("{FILE}: {} can't be read", path.display()))
        };
        let text = file.as_ref().map(read).transpose()?;
        let file = file.as_deref().zip(text.as_deref());
        Self::of(file, environment()?.into_iter(), flags)
    }

    pub(super) fn of(
        file: Option<(&Path, &str)>,
        environment: impl Iterator<Item = (String, String)>,
        flags: &Flags,
    ) -> anyhow::Result<Self> {
        let mut layers = Self::defaults();
        if let Some((path, text)) = file {
            layers.take_file(path, text)?;
        }
        layers.take_environment(environment);
        layers.take_flags(flags);
        Ok(layers)
    }

    pub(super) fn defaults() -> Self {
        let given = |(key, text, _): (&'static str, Option<&str>, Show)| {
            Some((key, Given { text: text?.to_owned(), origin: "default".to_owned() }))
        };
        Self { given: KEYS.into_iter().filter_map(given).collect(), unknown: Vec::new() }
    }

    fn take_file(&mut self, path: &Path, text: &str) -> anyhow::Result<()> {
        let path = path.display();
        let values: BTreeMap<String, Spanned<toml::Value>> = toml::from_str(text).map_err(|error| {
            // Not the error's own text: it repeats the line, and there may be a secret in it.
            let line = error.span().map_or(1, |span| line_at(text, span.start));
            anyhow!("{FILE}: {path} can't be read: line {line}: {}", error.message())
        })?;
        for (name, value) in values {
            let place = format!("line {} of {path}", line_at(text, value.span().start));
            let own = name.replace('-', "_");
            let Some((key, ..)) = KEYS.iter().find(|(key, ..)| *key == own) else {
                let meant = like(&own).map(|key| format!("; do you mean `{key}`?")).unwrap_or_default();
                bail!("{FILE}: {place}: there is no setting `{name}`{meant}")
            };
            let text = plain(value.get_ref())
                .ok_or_else(|| anyhow!("{FILE}: {place}: `{name}` must be a text, a number, true or false"))?;
            self.given.insert(key, Given { text, origin: format!("`{name}` in {place}") });
        }
        Ok(())
    }

    fn take_environment(&mut self, environment: impl Iterator<Item = (String, String)>) {
        for (name, text) in environment {
            let Some(key) = name.strip_prefix(PREFIX).map(str::to_lowercase) else { continue };
            match KEYS.iter().find(|(known, ..)| *known == key) {
                Some((key, ..)) => drop(self.given.insert(key, Given { text, origin: name })),
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

/// The number of the line with this byte.
fn line_at(text: &str, byte: usize) -> usize {
    text.as_bytes().iter().take(byte).filter(|byte| **byte == b'\n').count() + 1
}

/// The setting that is most like a mistyped one.
fn like(typed: &str) -> Option<&'static str> {
    const SLIPS: usize = 2;
    let near = KEYS.iter().map(|(key, ..)| (strsim::osa_distance(typed, key), *key));
    near.filter(|(slips, _)| *slips <= SLIPS).min().map(|(_, key)| key)
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
