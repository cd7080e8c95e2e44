//! What keeps people from using a page, as axe-core finds it: `scripts/axe` brings that.

use std::fs;
use std::path::Path;

use fantoccini::Client;
use serde_json::json;

/// Which rules a page has to keep to: WCAG 2.2 at the levels A and AA, and headings in their order.
const RULES: [&str; 5] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

const RUN: &str = "const [tags, done] = arguments;\
    axe.run(document, {runOnly: {type: 'tag', values: tags}, rules: {'heading-order': {enabled: true}}, resultTypes: ['violations']})\
    .then(found => done(found.violations.flatMap(rule => rule.nodes.map(node =>\
        `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary.replace(/\\s+/g, ' ')} ${node.html}`))),\
        error => done([`axe failed: ${error}`]));";

/// The program that looks at pages.
#[derive(Debug)]
pub struct Axe {
    source: String,
}

impl Axe {
    /// Reads it; panics with how to get it if it is not there.
    pub fn read() -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/axe/node_modules/axe-core/axe.min.js");
        let source = fs::read_to_string(&path);
        Self { source: source.unwrap_or_else(|error| panic!("{}: {error}; scripts/axe brings it", path.display())) }
    }

    /// What it finds on the page, or in the frame, that the window is at.
    pub async fn findings(&self, window: &Client) -> Vec<String> {
        window.execute(&self.source, Vec::new()).await.expect("axe is there");
        let found = window.execute_async(RUN, vec![json!(RULES)]).await.expect("axe looks");
        let found = found.as_array().expect("a list").iter();
        found.map(|finding| finding.as_str().unwrap_or_default().to_owned()).collect()
    }
}
