//! Users and kinds as small numbers: thousands of portals are watched at once, each with few of them.

/// One portal's texts, by number.
#[derive(Clone, Debug, Default)]
pub(super) struct Names(Vec<Box<str>>);

/// A text's number.
pub(super) type Name = u16;

impl Names {
    /// The text's number, a new one if it has none; `None` once all are taken, which takes tens of thousands of users
    /// within minutes.
    pub(super) fn number(&mut self, text: &str) -> Option<Name> {
        let known = self.0.iter().position(|known| **known == *text);
        let number = Name::try_from(known.unwrap_or(self.0.len())).ok()?;
        if known.is_none() {
            self.0.push(text.into());
        }
        Some(number)
    }

    /// The text of a number that [`Names::number`] gave.
    pub(super) fn text(&self, name: Name) -> &str {
        &self.0[usize::from(name)]
    }

    /// Keeps only the used texts. Returns the new number of each old one.
    pub(super) fn keep(&mut self, used: impl Iterator<Item = Name>) -> Vec<Name> {
        let mut is_used = vec![false; self.0.len()];
        used.for_each(|name| is_used[usize::from(name)] = true);
        let mut numbers = vec![0; self.0.len()];
        let kept = numbers.iter_mut().zip(&is_used).filter(|(_, is_used)| **is_used);
        kept.zip(0..).for_each(|((number, _), new)| *number = new);
        let mut is_used = is_used.into_iter();
        self.0.retain(|_| is_used.next().unwrap_or_default());
        self.0.shrink_to_fit();
        numbers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_keep_their_numbers_until_they_are_not_used() {
        let mut names = Names::default();
        assert_eq!(["12", "LEAD", "12", "13"].map(|text| names.number(text)), [0, 1, 0, 2].map(Some));
        let numbers = names.keep([2, 1, 2].into_iter());
        assert_eq!((numbers[1], numbers[2], names.text(0), names.text(1)), (0, 1, "LEAD", "13"));
        assert_eq!(names.number("12"), Some(2));
    }

    #[test]
    fn texts_beyond_all_numbers_have_none() {
        let mut names = Names((0..Name::MAX).map(|user| user.to_string().into()).collect());
        assert_eq!(["LEAD", "DEAL", "7"].map(|text| names.number(text)), [Some(Name::MAX), None, Some(7)]);
    }
}
