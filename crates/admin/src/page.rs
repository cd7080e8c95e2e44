//! What pages share: the frame around them, words, times, markup, errors and forms.

pub(crate) mod assets;
pub(crate) mod bars;
pub(crate) mod done;
pub(crate) mod error;
pub(crate) mod form;
pub(crate) mod frame;
pub(crate) mod headers;
pub(crate) mod ignored;
pub(crate) mod labels;
pub(crate) mod language;
pub(crate) mod markup;
pub(crate) mod methods;
pub(crate) mod site;
pub(crate) mod when;
pub(crate) mod zone;
