//! The questions of `tombstone init`. Whatever a flag, the environment or a file answers is not asked.

use std::io::{self, BufRead, IsTerminal, Write};

use anyhow::{Context, bail};

use crate::commands::operator::expect_long;
use crate::output::warn;
use crate::settings::{BadSetting, Draft};

struct Question {
    key: &'static str,
    text: &'static str,
    /// Whether it must be answered.
    is_needed: bool,
    is_secret: bool,
    /// Skipped without this setting.
    with: Option<&'static str>,
}

const QUESTIONS: [Question; 7] = [
    Question {
        key: "public_url",
        text: "Address where portals and people reach the service, such as https://tombstone.example",
        is_needed: true,
        is_secret: false,
        with: None,
    },
    Question {
        key: "client_id",
        text: "Client id from the app's card at Bitrix24 (empty: later)",
        is_needed: false,
        is_secret: false,
        with: None,
    },
    Question {
        key: "client_secret",
        text: "Client secret from the app's card",
        is_needed: true,
        is_secret: true,
        with: Some("client_id"),
    },
    Question { key: "data_dir", text: "Data folder", is_needed: false, is_secret: false, with: None },
    Question {
        key: "database_url",
        text: "PostgreSQL, as postgres://USER:PASSWORD@HOST/DATABASE (empty: an embedded database in the data folder)",
        is_needed: false,
        is_secret: false,
        with: None,
    },
    Question {
        key: "admin_email",
        text: "Email of the first operator (empty: `tombstone serve` prints a link instead)",
        is_needed: false,
        is_secret: false,
        with: None,
    },
    Question {
        key: "admin_password",
        text: "Password of the first operator (at least 10 characters)",
        is_needed: true,
        is_secret: true,
        with: Some("admin_email"),
    },
];

/// Answers what is still open: on a terminal by asking; or only secrets, by the lines of standard input.
pub(super) fn answer(draft: &mut Draft, secrets_stdin: bool) -> anyhow::Result<()> {
    if secrets_stdin {
        answer_by(draft, |question, _| if question.is_secret { line().map(Some) } else { Ok(None) })
    } else if io::stdin().is_terminal() {
        answer_by(draft, |question, default| ask(question, default).map(Some))
    } else {
        answer_by(draft, |_, _| Ok(None))
    }
}

/// Asks the questions in order through `reply`, which returns none if nobody is there to ask. An unusable reply is
/// asked for again.
fn answer_by(
    draft: &mut Draft,
    mut reply: impl FnMut(&Question, &str) -> anyhow::Result<Option<String>>,
) -> anyhow::Result<()> {
    for question in &QUESTIONS {
        let makes_sense = question.with.is_none_or(|other| draft.has(other));
        while makes_sense && !draft.has(question.key) {
            match reply(question, draft.text(question.key))? {
                Some(text) if text.trim().is_empty() && !question.is_needed => break,
                Some(text) if text.trim().is_empty() => warn("this is required"),
                Some(text) => {
                    if let Err(error) = draft.set(question.key, text) {
                        warn(format_args!("{error:#}"));
                    }
                }
                None if question.is_needed => return Err(missing(question).into()),
                None => break,
            }
        }
    }
    Ok(())
}

fn name(question: &Question) -> String {
    format!("TOMBSTONE_{}", question.key.to_uppercase())
}

fn missing(question: &Question) -> BadSetting {
    let name = name(question);
    let flag = question.key.replace('_', "-");
    BadSetting(if question.is_secret {
        format!("{name} is missing: set it in the environment, use --secrets-stdin, or run this on a terminal")
    } else {
        format!("{name} is missing: use --{flag}, set it in the environment, or run this on a terminal")
    })
}

fn ask(question: &Question, default: &str) -> anyhow::Result<String> {
    if question.is_secret {
        return ask_secretly(question);
    }
    let default = if default.is_empty() { String::new() } else { format!(" [{default}]") };
    write!(io::stderr(), "{}{default}: ", question.text)?;
    io::stderr().flush()?;
    line()
}

/// A new password is typed twice, since typing shows nothing.
fn ask_secretly(question: &Question) -> anyhow::Result<String> {
    let typed = rpassword::prompt_password(format!("{}: ", question.text))?;
    if question.key != "admin_password" {
        return Ok(typed);
    }
    if let Err(error) = expect_long(&typed) {
        warn(error);
    } else if rpassword::prompt_password("Again: ")? == typed {
        return Ok(typed);
    } else {
        warn("the two do not match");
    }
    ask_secretly(question)
}

fn line() -> anyhow::Result<String> {
    let mut line = String::new();
    if io::stdin().lock().read_line(&mut line).context("can't read standard input")? == 0 {
        bail!("standard input ended before everything was answered; nothing was written");
    }
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn question_for_a_password_says_how_long_it_has_to_be() {
        let asked = QUESTIONS.iter().find(|question| question.key == "admin_password").unwrap();
        assert!(asked.text.contains(&format!("{} characters", admin::password::MIN_CHARS)), "{}", asked.text);
    }

    fn answered_by(replies: &[&str]) -> (Draft, Vec<&'static str>) {
        let (mut draft, mut asked, mut replies) = (Draft::empty(), Vec::new(), replies.iter());
        let reply = |question: &Question, _: &str| {
            asked.push(question.key);
            Ok(Some((*replies.next().unwrap()).to_owned()))
        };
        answer_by(&mut draft, reply).unwrap();
        assert_eq!(replies.next(), None);
        (draft, asked)
    }

    #[test]
    fn what_is_not_needed_is_left_out_and_what_follows_from_it_is_not_asked() {
        let (draft, asked) = answered_by(&["https://tombstone.example", "", "", "", ""]);
        assert_eq!(asked, ["public_url", "client_id", "data_dir", "database_url", "admin_email"]);
        assert_eq!(draft.to_toml(), "public_url = \"https://tombstone.example\"\n");
    }

    #[test]
    fn what_can_not_be_used_is_asked_again() {
        let replies = [
            "",
            "tombstone.example",
            "https://tombstone.example",
            "app.1",
            "",
            "secret",
            "/var/lib/tombstone",
            "mysql://x",
            "postgres://ada:hush@db.example/tombstone",
            "nobody",
            "ada@example.com",
            "short",
            "a long enough password",
        ];
        let (draft, asked) = answered_by(&replies);
        assert_eq!((asked.len(), draft.text("admin_email")), (replies.len(), "ada@example.com"));
        let text = draft.to_toml();
        for line in ["client_secret = \"secret\"", "data_dir = \"/var/lib/tombstone\"", "ada:hush@db.example"] {
            assert!(text.contains(line), "{text}");
        }
    }
}
