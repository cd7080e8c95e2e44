//! Users who reported a deletion after its first report, which may name nobody.

use crate::error::StoreError;

/// How many of them are stored per deletion.
const MOST: usize = 8;

/// Who reported a deletion first, and who did after that.
#[derive(Clone, Debug, Default)]
pub(super) struct Reporters {
    first: Option<String>,
    others: Vec<String>,
}

impl Reporters {
    /// For a deletion that this user reported first, if anybody did.
    pub(super) fn of(first: Option<&str>) -> Self {
        Self { first: first.map(str::to_owned), others: Vec::new() }
    }

    /// For a stored deletion.
    pub(super) fn kept(first: Option<&str>, others: Option<&str>) -> Result<Self, StoreError> {
        let others = others.map(serde_json::from_str).transpose();
        let others = others.map_err(|error| StoreError::corrupt("deletions", error.to_string()))?;
        Ok(Self { others: others.unwrap_or_default(), ..Self::of(first) })
    }

    /// Adds a user who reported it again. Returns whether the user was added.
    pub(super) fn add(&mut self, user: Option<&str>) -> bool {
        let Some(user) = user else { return false };
        let is_known = self.first.as_deref() == Some(user) || self.others.iter().any(|other| other == user);
        if is_known || self.others.len() == MOST {
            return false;
        }
        self.others.push(user.to_owned());
        true
    }

    /// The others as they are stored; none if there are none.
    pub(super) fn to_json(&self) -> Option<String> {
        (!self.others.is_empty()).then(|| serde_json::to_string(&self.others).expect("a list of texts is JSON"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn others_are_there_once_and_not_without_end() {
        let mut reporters = Reporters::of(Some("1"));
        assert_eq!((reporters.add(Some("1")), reporters.add(None), reporters.to_json()), (false, false, None));
        assert!(reporters.add(Some("2")) && !reporters.add(Some("2")));
        assert_eq!(reporters.to_json().as_deref(), Some(r#"["2"]"#));

        let mut again = Reporters::kept(Some("1"), Some(r#"["2"]"#)).unwrap();
        for user in 3..20 {
            again.add(Some(&user.to_string()));
        }
        assert_eq!(again.to_json().as_deref(), Some(r#"["2","3","4","5","6","7","8","9"]"#));
        assert!(Reporters::kept(None, Some("x")).is_err());
        assert!(Reporters::of(None).add(Some("1")), "nobody was named first");
    }
}
