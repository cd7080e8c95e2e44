//! The address of a database.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use sea_orm::SqlxError;
use sea_orm::sqlx::ConnectOptions;
use sea_orm::sqlx::postgres::PgConnectOptions;
use secrecy::{ExposeSecret, SecretString};

/// This program's name in the server's list of connections.
const NAME: &str = "tombstone";

/// The address of a database.
#[derive(Clone, Debug)]
pub enum Database {
    /// An embedded one: the path of its file.
    Sqlite(PathBuf),
    /// A server that several processes share.
    Postgres(PostgresUrl),
}

/// The text is no address of a database. The error does not repeat it: it may hold a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidDatabaseUrl {
    /// It begins with neither scheme.
    #[error("it must begin with sqlite:// or postgres://")]
    Scheme,
    /// What follows `sqlite://` is no path.
    #[error("sqlite:// must be followed by the path of a file")]
    Path,
    /// An `@` comes after the first `/`, `?` or `#`, so that nobody knows where the password ends.
    #[error(
        "special characters in its user or password must be written as percent codes: @ as %40, / as %2F, ? as %3F, \
         # as %23, : as %3A"
    )]
    Unescaped,
    /// What follows `postgres://` can't be parsed.
    #[error("it must look like postgres://USER:PASSWORD@HOST:PORT/DATABASE?sslmode=verify-full")]
    Postgres,
}

impl FromStr for Database {
    type Err = InvalidDatabaseUrl;

    fn from_str(url: &str) -> Result<Self, InvalidDatabaseUrl> {
        if let Some(path) = url.strip_prefix("sqlite://") {
            let path = path.split('?').next().unwrap_or(path);
            return if path.is_empty() { Err(InvalidDatabaseUrl::Path) } else { Ok(Self::Sqlite(path.into())) };
        }
        if ["postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme)) {
            return PostgresUrl::parse(url).map(Self::Postgres);
        }
        Err(InvalidDatabaseUrl::Scheme)
    }
}

/// For messages: without the password.
impl fmt::Display for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => path.display().fmt(f),
            Self::Postgres(url) => url.fmt(f),
        }
    }
}

/// The address of a database on a server; it may hold a password.
#[derive(Clone, Debug)]
pub struct PostgresUrl(SecretString);

impl PostgresUrl {
    fn parse(url: &str) -> Result<Self, InvalidDatabaseUrl> {
        // An unescaped `/`, `?` or `#` in a password makes the rest of it a path, and what is before it a host.
        let after = url.split_once("://").and_then(|(_, rest)| rest.split_once(['/', '?', '#']));
        if after.is_some_and(|(_, rest)| rest.contains('@')) {
            return Err(InvalidDatabaseUrl::Unescaped);
        }
        url.parse::<PgConnectOptions>().map_err(|_| InvalidDatabaseUrl::Postgres)?;
        Ok(Self(url.into()))
    }

    /// Flags and their values for PostgreSQL's own programs, without the password.
    pub fn client_arguments(&self) -> Vec<(&'static str, String)> {
        let Ok(options) = self.options() else { return Vec::new() };
        let host =
            options.get_socket().map_or_else(|| options.get_host().to_owned(), |path| path.display().to_string());
        let database = options.get_database().unwrap_or(options.get_username());
        vec![
            ("host", host),
            ("port", options.get_port().to_string()),
            ("username", options.get_username().to_owned()),
            ("dbname", database.to_owned()),
        ]
    }

    pub(crate) fn options(&self) -> Result<PgConnectOptions, SqlxError> {
        let options: PgConnectOptions = self.0.expose_secret().parse()?;
        let options = options.disable_statement_logging();
        Ok(if options.get_application_name().is_none() { options.application_name(NAME) } else { options })
    }
}

impl fmt::Display for PostgresUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Ok(options) = self.options() else { return f.write_str("postgres://") };
        match options.get_socket() {
            Some(socket) => write!(f, "postgres://{}", socket.display())?,
            None => write!(f, "postgres://{}:{}", options.get_host(), options.get_port())?,
        }
        write!(f, "/{}", options.get_database().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn address_names_its_database() {
        let database = "sqlite:///var/lib/x.db?mode=rwc".parse();
        assert!(matches!(database, Ok(Database::Sqlite(path)) if path == Path::new("/var/lib/x.db")));
        for url in ["postgres://u@h/d", "postgresql://u:p@h:6432/d?sslmode=require", "postgres:///d?host=/run/pg"] {
            assert!(matches!(url.parse(), Ok(Database::Postgres(_))), "{url}");
        }
        for (url, refused) in [
            ("mysql://u@h/d", InvalidDatabaseUrl::Scheme),
            ("/var/lib/x.db", InvalidDatabaseUrl::Scheme),
            ("sqlite://", InvalidDatabaseUrl::Path),
            ("postgres://u@h:port/d", InvalidDatabaseUrl::Postgres),
            ("postgres://ada:hu@s/h@db.example/d", InvalidDatabaseUrl::Unescaped),
            ("postgres://ada:hu@s?h@db.example/d", InvalidDatabaseUrl::Unescaped),
            ("postgres://ada:hu@s#h@db.example/d", InvalidDatabaseUrl::Unescaped),
            ("postgresql://ada:12/34@db.example/d", InvalidDatabaseUrl::Unescaped),
            ("postgres://h/d?user=ada&password=hu@sh", InvalidDatabaseUrl::Unescaped),
            ("postgres://u@h/d?sslmode=perhaps", InvalidDatabaseUrl::Postgres),
        ] {
            assert_eq!(url.parse::<Database>().unwrap_err(), refused, "{url}");
        }
    }

    #[test]
    fn password_is_not_shown() {
        let database: Database = "postgres://ada:hush@db.example:6432/tombstone".parse().unwrap();
        assert_eq!(database.to_string(), "postgres://db.example:6432/tombstone");
        assert!(!format!("{database:?}").contains("hush"));
        for password in ["hu@sh", "@hush@", "hu%40sh", "hu:sh@", "h@:1"] {
            let database: Database = format!("postgres://ada:{password}@db.example/tombstone").parse().unwrap();
            assert_eq!(database.to_string(), "postgres://db.example:5432/tombstone", "{password}");
        }
    }
}
