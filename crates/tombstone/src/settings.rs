//! Settings: flags, environment, file and defaults, in this order; a bad one is named and stops the start.

mod draft;
mod layers;
mod oidc;
mod shown;
mod values;

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;

use domain::setup::Setup;
use domain::vault::SecretKey;
use ipnet::IpNet;
use secrecy::SecretString;
use store::Database;
use url::Url;
use words::Language;
use worker::WebhookPolicy;

use crate::cli::Flags;
pub(crate) use draft::Draft;
pub(crate) use layers::API_KEY;
use layers::Layers;
pub(crate) use oidc::OidcSettings;
pub(crate) use shown::is_secret;
use values::{
    Count, Days, Email, Key, Listen, Mebibytes, Network, OauthHost, OauthUrl, Password, Pause, Period, PublicUrl, Truth,
};

#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// What the dashboard shows of them.
    pub(crate) shown: Vec<admin::Setting>,
    pub(crate) listen: SocketAddr,
    pub(crate) data_dir: PathBuf,
    pub(crate) database_url: Option<Database>,
    pub(crate) public_url: Option<Url>,
    pub(crate) client_id: Option<String>,
    pub(crate) client_secret: Option<SecretString>,
    pub(crate) secret_key: Option<SecretKey>,
    pub(crate) secret_keys_old: Vec<SecretKey>,
    pub(crate) oauth_url: Url,
    pub(crate) oauth_hosts: Vec<String>,
    pub(crate) allow_private_endpoints: bool,
    /// The OpenID provider that operators may sign in at.
    pub(crate) oidc: Option<OidcSettings>,
    pub(crate) admin_email: Option<String>,
    pub(crate) admin_password: Option<SecretString>,
    /// The dashboard's language for people who ask for none that it has.
    pub(crate) language: Language,
    pub(crate) retention_days: u16,
    /// For how many days lines of the audit are kept; 0: forever.
    pub(crate) audit_days: u16,
    /// For how many days a portal's data is kept after it removed the app; 0: forever.
    pub(crate) uninstalled_days: u16,
    /// How many tokens are renewed on schedule in a day at most, all portals together.
    pub(crate) renewals_per_day: u32,
    /// How many bytes of events the data folder may hold that the database does not.
    pub(crate) spool_bytes: u64,
    /// How long an outgoing webhook is tried, and for how long its endpoint may only fail.
    pub(crate) webhooks: WebhookPolicy,
    /// How many requests a second each API key has; 0 is no limit.
    pub(crate) api_rate: u32,
    pub(crate) trusted_proxies: Vec<IpNet>,
    /// The only address of metrics and health details, if it is set.
    pub(crate) metrics_listen: Option<SocketAddr>,
    pub(crate) log: String,
    pub(crate) log_format: LogFormat,
    /// The settings that somebody gave: the demo has its own defaults for some.
    named: BTreeSet<&'static str>,
    /// Variables of the environment that look like settings and are none: reported, but no error, since the
    /// environment may be shared.
    pub(crate) unknown: Vec<String>,
}

/// A setting that can't be used; the text names it and says what can. The exit code is 2.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct BadSetting(pub(crate) String);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LogFormat {
    Text,
    Json,
}

impl Settings {
    /// What decides whether a portal can install the app.
    pub(crate) fn setup(&self) -> Setup {
        Setup {
            has_credentials: self.client_id.is_some() && self.client_secret.is_some(),
            public_url: self.public_url.clone(),
            is_private: self.allow_private_endpoints,
        }
    }
}

impl FromStr for LogFormat {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            _ => Err("it is text or json"),
        }
    }
}

impl Settings {
    /// Reads the file named by the environment, the environment and the flags.
    pub(crate) fn load(flags: &Flags) -> anyhow::Result<Self> {
        let settings = Layers::load(flags).and_then(Layers::into_settings);
        settings.map_err(|error| BadSetting(format!("{error:#}")).into())
    }

    /// Whether somebody gave this setting: it is not just the default.
    pub(crate) fn is_named(&self, key: &str) -> bool {
        self.named.contains(key)
    }

    #[cfg(test)]
    fn of(
        file: Option<&str>,
        environment: impl Iterator<Item = (String, String)>,
        flags: &Flags,
    ) -> anyhow::Result<Self> {
        let file = file.map(|text| (std::path::Path::new("tombstone.toml"), text));
        Layers::of(file, environment, flags)?.into_settings()
    }
}

impl Layers {
    fn into_settings(self) -> anyhow::Result<Settings> {
        let shown = self.shown();
        Ok(Settings {
            shown,
            listen: self.get::<Listen>("listen")?.0,
            data_dir: self.get("data_dir")?,
            database_url: self.find("database_url")?,
            public_url: self.find::<PublicUrl>("public_url")?.map(|url| url.0),
            client_id: self.find("client_id")?,
            client_secret: self.find::<String>("client_secret")?.map(Into::into),
            secret_key: self.find::<Key>("secret_key")?.map(|key| key.0),
            secret_keys_old: self.list::<Key>("secret_keys_old")?.into_iter().map(|key| key.0).collect(),
            oauth_url: self.get::<OauthUrl>("oauth_url")?.0,
            oauth_hosts: self.list::<OauthHost>("oauth_hosts")?.into_iter().map(|host| host.0).collect(),
            allow_private_endpoints: self.get::<Truth>("allow_private_endpoints")?.0,
            oidc: self.oidc()?,
            admin_email: self.find::<Email>("admin_email")?.map(|email| email.0),
            admin_password: self.find::<Password>("admin_password")?.map(|password| password.0),
            language: self.get("language")?,
            retention_days: self.get::<Days>("retention_days")?.0,
            audit_days: self.get::<Days>("audit_days")?.0,
            uninstalled_days: self.get::<Days>("uninstalled_days")?.0,
            renewals_per_day: self.get::<Count>("renewals_per_day")?.0,
            spool_bytes: u64::from(self.get::<Mebibytes>("spool_mb")?.0.get()) << 20,
            webhooks: WebhookPolicy {
                pauses: self.list::<Pause>("webhook_retries")?.into_iter().map(|pause| pause.0).collect(),
                disable_after: self.get::<Period>("webhook_disable_after")?.0,
            },
            api_rate: self.get::<Count>("api_rate")?.0,
            trusted_proxies: self.list::<Network>("trusted_proxies")?.into_iter().map(|network| network.0).collect(),
            metrics_listen: self.find::<Listen>("metrics_listen")?.map(|listen| listen.0),
            log: self.get("log")?,
            log_format: self.get("log_format")?,
            named: self.named(),
            unknown: self.unknown,
        })
    }
}

#[cfg(test)]
mod tests {
    use clap::Args;

    use super::layers::{KEYS, PREFIX};
    use super::*;

    const OPERATIONS: &str = include_str!("../../../docs/operations.md");

    fn load(file: &str, environment: &[(&str, &str)], flags: &Flags) -> anyhow::Result<Settings> {
        let environment = environment.iter().map(|&(name, value)| (name.to_owned(), value.to_owned()));
        Settings::of(Some(file), environment, flags)
    }

    #[test]
    fn flag_goes_before_environment_before_file_before_default() {
        let none = Flags::default();
        let port = |settings: Settings| settings.listen.port();
        assert_eq!(port(load("", &[], &none).unwrap()), 8080);
        let file = "listen = '127.0.0.1:1'";
        assert_eq!(port(load(file, &[], &none).unwrap()), 1);
        let environment = [("TOMBSTONE_LISTEN", "127.0.0.1:2")];
        assert_eq!(port(load(file, &environment, &none).unwrap()), 2);
        let flags = Flags { listen: Some("127.0.0.1:3".into()), ..Flags::default() };
        assert_eq!(port(load(file, &environment, &flags).unwrap()), 3);
    }

    #[test]
    fn each_setting_is_a_flag_and_stands_in_the_documents() {
        let command = Flags::augment_args(clap::Command::new("tombstone"));
        let flags: BTreeSet<_> = command.get_arguments().map(|flag| flag.get_id().as_str()).collect();
        assert_eq!(flags, KEYS.map(|(key, ..)| key).into());
        let rows = || OPERATIONS.lines().filter(|line| line.starts_with("| `TOMBSTONE_"));
        for (key, ..) in KEYS {
            let variable = format!("`{PREFIX}{}`", key.to_uppercase());
            assert!(rows().any(|row| row.contains(&variable)), "docs/operations.md does not list {variable}");
        }
        let row = rows().find(|row| row.contains("TOMBSTONE_LANGUAGE")).unwrap();
        let help = command.get_arguments().find(|flag| flag.get_id() == "language").unwrap().get_help().unwrap();
        for language in Language::ALL {
            assert!(row.contains(&format!("`{language}`")), "docs/operations.md: {language}");
            assert!(help.to_string().contains(language.tag()), "{help}: {language}");
        }
    }

    #[test]
    fn bad_value_is_named_and_a_secret_is_not_repeated() {
        let error = load("", &[("TOMBSTONE_SECRET_KEY", "hush")], &Flags::default()).unwrap_err().to_string();
        assert!(error.contains("TOMBSTONE_SECRET_KEY") && !error.contains("hush"), "{error}");
        let error = load("retention-days = 'x'", &[], &Flags::default()).unwrap_err().to_string();
        assert!(error.contains("retention-days"), "{error}");
        let error = load("listne = 1", &[], &Flags::default()).unwrap_err().to_string();
        assert!(error.contains("listne"), "{error}");
    }

    #[test]
    fn mistyped_key_of_the_file_is_named_with_its_place_and_the_right_one() {
        let error = load("listen = '127.0.0.1:1'\n\nretention_dys = 5\n", &[], &Flags::default()).unwrap_err();
        let expected = "TOMBSTONE_CONFIG: line 3 of tombstone.toml: there is no setting `retention_dys`; do you mean \
                        `retention_days`?";
        assert_eq!(error.to_string(), expected);
        let error = load("colour = 'red'", &[], &Flags::default()).unwrap_err().to_string();
        assert!(error.ends_with("there is no setting `colour`"), "{error}");
        let error = load("log = 'info'\nlisten = '8080'", &[], &Flags::default()).unwrap_err().to_string();
        assert!(error.starts_with("`listen` in line 2 of tombstone.toml can't be used: write"), "{error}");
    }

    #[test]
    fn what_can_be_written_instead_is_said_in_words() {
        for (name, bad, instead) in [
            ("TOMBSTONE_RETENTION_DAYS", "long", "write a whole number of days, from 0 to 65535, such as 90"),
            ("TOMBSTONE_AUDIT_DAYS", "70000", "from 0 to 65535"),
            ("TOMBSTONE_API_RATE", "fast", "write a whole number, such as 50"),
            ("TOMBSTONE_SPOOL_MB", "0", "write a whole number of MiB, at least 1"),
            ("TOMBSTONE_TRUSTED_PROXIES", "10.0.0.1", "such as 10.0.0.0/8"),
            ("TOMBSTONE_ALLOW_PRIVATE_ENDPOINTS", "yes", "write true or false"),
            ("TOMBSTONE_WEBHOOK_DISABLE_AFTER", "5 days", "hours, minutes or seconds, such as 5d, 120h, 30m or 45s"),
        ] {
            let error = load("", &[(name, bad)], &Flags::default()).unwrap_err().to_string();
            assert!(error.starts_with(&format!("{name} can't be used: ")) && error.contains(instead), "{error}");
        }
    }

    #[test]
    fn line_of_the_file_that_can_not_be_read_is_named() {
        for (file, line) in [
            ("listen = 'a", 1),
            ("listen = 'a'\nlisten = 'b'", 2), // from the first column on
            ("listen = 'a'\n\n  listen = 'b'\n", 3),
            ("listen = 'a'\r\nlog = hush\r\n", 2),
        ] {
            let error = load(file, &[], &Flags::default()).unwrap_err().to_string();
            assert!(
                error.contains(&format!("can't be read: line {line}: ")) && !error.contains("hush"),
                "{file:?}: {error}"
            );
        }
    }

    #[test]
    fn webhooks_are_tried_as_it_is_set() {
        let policy = load("", &[], &Flags::default()).unwrap().webhooks;
        assert_eq!((policy.pauses.len(), policy.pauses[0].whole_seconds()), (9, 5));
        assert_eq!(policy.disable_after.whole_days(), 5);
        let environment = [("TOMBSTONE_WEBHOOK_RETRIES", "1, 2"), ("TOMBSTONE_WEBHOOK_DISABLE_AFTER", "30s")];
        let policy = load("", &environment, &Flags::default()).unwrap().webhooks;
        assert_eq!((policy.pauses.len(), policy.disable_after.whole_seconds()), (2, 30));
        let none = load("", &[("TOMBSTONE_WEBHOOK_RETRIES", "")], &Flags::default()).unwrap().webhooks;
        assert_eq!(none.pauses.len(), 0, "what fails is not tried again");
    }

    #[test]
    fn what_can_t_be_used_is_refused_by_its_name() {
        for bad in [
            ("TOMBSTONE_WEBHOOK_RETRIES", "5,x"),
            ("TOMBSTONE_WEBHOOK_RETRIES", "5,,6"),
            ("TOMBSTONE_WEBHOOK_DISABLE_AFTER", "120"),
            ("TOMBSTONE_ADMIN_EMAIL", "nobody"),
            ("TOMBSTONE_ADMIN_PASSWORD", "short"),
        ] {
            let error = load("", &[bad], &Flags::default()).unwrap_err().to_string();
            assert!(error.contains(bad.0), "{error}");
        }
    }

    #[test]
    fn lists_may_be_lists_in_the_file() {
        let settings = load("trusted_proxies = ['10.0.0.0/8', '::1/128']", &[], &Flags::default()).unwrap();
        assert_eq!(settings.trusted_proxies.len(), 2);
        let settings = load("", &[("TOMBSTONE_OAUTH_HOSTS", "a.example, b.example:81")], &Flags::default()).unwrap();
        assert_eq!(settings.oauth_hosts, ["a.example", "b.example:81"]);
    }
}
