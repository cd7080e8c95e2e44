//! Why an event could not be indexed.

use serde::{Deserialize, Serialize};

/// Why an event was quarantined. A `detail` comes from a library or the database, in English.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum QuarantineReason {
    /// Its record in the log can't be read.
    Unreadable {
        /// What is wrong with it.
        detail: String,
    },
    /// The database refuses to keep it.
    Refused {
        /// The database's message.
        detail: String,
    },
    /// Others were indexing the same during the retry.
    Crowded,
    /// Another version wrote it, with a code that this version does not know.
    Other {
        /// What it wrote.
        other: String,
    },
}

impl QuarantineReason {
    /// Serialises it for a database column.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what [`to_text`](Self::to_text) wrote, in this or another version.
    pub fn of_text(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_else(|_| Self::Other { other: text.to_owned() })
    }

    /// One of each variant, for tests.
    #[doc(hidden)]
    pub fn examples() -> Vec<Self> {
        let detail = "expected value at line 1 column 1".to_owned();
        vec![
            Self::Unreadable { detail: detail.clone() },
            Self::Refused { detail },
            Self::Crowded,
            Self::Other { other: "danced".to_owned() },
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_read_as_it_is_kept() {
        crate::coded::assert_kept(&QuarantineReason::examples());
        for reason in QuarantineReason::examples() {
            assert_eq!(QuarantineReason::of_text(&reason.to_text()), reason);
        }
        let plain = QuarantineReason::of_text("in plain words");
        assert_eq!(plain, QuarantineReason::Other { other: "in plain words".to_owned() });
    }
}
