//! Junk input: parameter values that are meaningless, too large, or not text.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::admin::dashboard::OWN;

/// Junk for parameters with these names, the same in every run.
pub(crate) struct Junk {
    names: Vec<String>,
    runner: TestRunner,
}

impl Junk {
    pub(crate) fn new(names: Vec<String>) -> Self {
        assert!(!names.is_empty());
        Self { names, runner: TestRunner::deterministic() }
    }

    /// A query string or form body: some names more than once, some without a value.
    pub(crate) fn pairs(&mut self) -> String {
        let names = proptest::sample::select(self.names.clone());
        let pairs = proptest::collection::vec((names, value()), 1..6);
        let pairs = pairs.new_tree(&mut self.runner).expect("a case").current();
        pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
    }

    /// An address of this pattern with junk in its parameters, sometimes a `known` value.
    pub(crate) fn address(&mut self, pattern: &str, known: &[(&str, &str)]) -> String {
        let part = |part: &str| {
            let known = known.iter().find(|(name, _)| part == *name).map(|(_, value)| *value);
            match known {
                Some(known) if self.toss() => known.to_owned(),
                _ if part.starts_with(':') => self.part(),
                _ => part.to_owned(),
            }
        };
        pattern.split('/').map(part).collect::<Vec<_>>().join("/")
    }

    fn toss(&mut self) -> bool {
        any::<bool>().new_tree(&mut self.runner).expect("a case").current()
    }

    fn part(&mut self) -> String {
        let part = value().new_tree(&mut self.runner).expect("a case").current();
        // Characters that would make it another path.
        part.replace(['+', '&', '='], "-").replace("%2F", "-").chars().take(1_000).collect()
    }
}

/// A value as encoded in an address.
fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        ".{0,20}".prop_map(|text| form_encoded(&text)),
        "[%+&=A-F0-9]{0,12}",
        "-?[0-9]{1,25}[mhdwMy]?",
        "[0-9]{1,6}-[0-9]{2}-[0-9]{2}(T[0-9:.+Z-]{0,14})?",
        "(kind|user|from|at|portal|id)?:?[\\\\\",a-z:%0-9-]{0,20}".prop_map(|text| form_encoded(&text)),
        proptest::sample::select(vec![
            String::new(),
            "%FF%FE".to_owned(),
            "%00".to_owned(),
            "a%00b%0D%0Ac".to_owned(),
            "%E2%80%AEexe.png".to_owned(),
            "x".repeat(3_000),
            "9".repeat(400),
            "-1".to_owned(),
            "-99999999w".to_owned(),
            "9999-12-31T23%3A59%3A59.999999999Z".to_owned(),
            "99999-01-01".to_owned(),
            "0000-01-01".to_owned(),
            "9223372036854775807".to_owned(),
            "18446744073709551616".to_owned(),
            "NaN".to_owned(),
            OWN.to_owned(),
            "crm.lead".to_owned(),
            "oldest".to_owned(),
            "yes".to_owned(),
        ]),
    ]
}

fn form_encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// The addresses in a file of routes, so that tests cover new ones too. `constants` is the file that defines named
/// addresses.
pub(crate) fn addresses_in(routes: &str, constants: &str) -> Vec<String> {
    let address = |rest: &str| {
        let named = rest.split(',').next().expect("an address").trim();
        if let Some(literal) = named.strip_prefix('"') {
            return literal.trim_end_matches('"').to_owned();
        }
        let name = named.rsplit("::").next().expect("a name");
        let (_, value) = constants
            .split_once(&format!("const {name}: &str = \""))
            .unwrap_or_else(|| panic!("it is not known which address {named} is: name the file in which it stands"));
        value.split('"').next().expect("it ends").to_owned()
    };
    routes.split(".at(").skip(1).map(address).collect()
}

/// The names of all form fields in this folder of templates and below, so that tests cover new ones too.
pub(crate) fn fields_of_templates(folder: &str) -> Vec<String> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates").join(folder);
    let (mut folders, mut fields) = (vec![root], std::collections::BTreeSet::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("templates").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(path).expect("text");
            let names = text.split(" name=\"").skip(1).filter_map(|rest| rest.split('"').next());
            fields.extend(
                names
                    .filter(|name| name.chars().all(|letter| letter.is_alphanumeric() || "_-".contains(letter)))
                    .map(str::to_owned),
            );
        }
    }
    fields.into_iter().collect()
}
