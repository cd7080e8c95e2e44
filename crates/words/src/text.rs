//! Messages by their keys, which stand as literals where they are used: a test reads them there.

use fluent_bundle::{FluentArgs, FluentValue};

use crate::Words;

/// An argument of a message: a number, for which the language has its plurals and its digits, or a text.
pub trait Argument {
    /// The value that the message takes.
    fn argument(&self) -> FluentValue<'_>;
}

impl Argument for str {
    fn argument(&self) -> FluentValue<'_> {
        self.into()
    }
}

impl Argument for String {
    fn argument(&self) -> FluentValue<'_> {
        self.as_str().into()
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl Argument for $number {
            fn argument(&self) -> FluentValue<'_> {
                (*self).into()
            }
        }
    )*};
}

numbers!(u8, u16, u32, u64, usize, i32, i64, f64);

impl<T: Argument + ?Sized> Argument for &T {
    fn argument(&self) -> FluentValue<'_> {
        (**self).argument()
    }
}

impl Words {
    /// The message `key`, or its attribute for `key.attribute`.
    ///
    /// A key that no language has is shown as it is; tests refuse that.
    pub fn text(&self, key: &str) -> String {
        self.text_with(key, &[])
    }

    /// The message `key` with its arguments by name, or its attribute for `key.attribute`.
    pub fn text_with(&self, key: &str, arguments: &[(&str, &dyn Argument)]) -> String {
        let arguments: FluentArgs<'_> = arguments.iter().map(|(name, value)| (*name, value.argument())).collect();
        let (message, attribute) = key.split_once('.').map_or((key, None), |(key, attribute)| (key, Some(attribute)));
        let found = self.message(message, attribute, &arguments);
        debug_assert!(found.is_some(), "there is no message {key}");
        found.unwrap_or_else(|| key.to_owned())
    }

    /// The text of `key` before and after its only argument, which is more than text, such as a link.
    pub fn around(&self, key: &str, name: &str) -> (String, String) {
        const HERE: &str = "\u{fffc}";
        let text = self.text_with(key, &[(name, &HERE)]);
        let (before, after) = text.split_once(HERE).unwrap_or((&text, ""));
        (before.to_owned(), after.to_owned())
    }
}
