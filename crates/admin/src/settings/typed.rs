//! The forms of the settings page, and what was typed into one of them.

use domain::portal::PortalSettings;

use crate::page::form::OwnForm;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Retention,
    Burst,
    Titles,
}

impl Form {
    pub(super) const ALL: [Self; 3] = [Self::Retention, Self::Burst, Self::Titles];

    /// The end of the address that it is posted to.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Retention => "retention",
            Self::Burst => "burst",
            Self::Titles => "titles",
        }
    }

    /// The name of its number field.
    pub(super) fn number(self) -> &'static str {
        if self == Self::Burst { "threshold" } else { "days" }
    }
}

/// What was typed into a form.
#[derive(Clone, Debug)]
pub(super) struct TypedSetting {
    pub(super) form: Form,
    pub(super) portal: String,
    /// Days, or a threshold.
    pub(super) number: String,
    pub(super) is_on: bool,
    pub(super) problem: Option<String>,
}

impl TypedSetting {
    pub(super) fn read(form: Form, posted: &OwnForm) -> Self {
        let field = |name: &str| posted.field(name).trim().to_owned();
        let is_on = !posted.field("on").is_empty();
        Self { form, portal: field("portal"), number: field(form.number()), is_on, problem: None }
    }

    /// The form before anybody typed into it.
    pub(super) fn empty(form: Form) -> Self {
        let PortalSettings { burst, titles } = PortalSettings::default();
        let (number, is_on) = match form {
            Form::Retention => (String::new(), true),
            Form::Burst => (burst.threshold.to_string(), burst.is_on),
            Form::Titles => (titles.days.to_string(), true),
        };
        Self { form, portal: String::new(), number, is_on, problem: None }
    }

    pub(super) fn wrong(self, problem: String) -> Self {
        Self { problem: Some(problem), ..self }
    }
}
