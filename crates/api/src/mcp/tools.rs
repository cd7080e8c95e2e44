//! The tools: each calls one or two operations of this API, and takes their parameters from the document.

use std::sync::LazyLock;

use rmcp::model::{JsonObject, Tool, ToolAnnotations};
use serde_json::{Map, Value, json};

use crate::document;

pub(super) struct ToolDescription {
    pub(super) name: &'static str,
    description: &'static str,
    /// The path of the operation on one portal, below `/api/v1`.
    pub(super) of_portal: &'static str,
    /// The path of the one over all portals, if there is one.
    pub(super) of_all: Option<&'static str>,
    /// The default and the largest number of items.
    pub(super) limits: Option<(u64, u64)>,
}

pub(super) const ALL: [ToolDescription; 4] = [
    ToolDescription {
        name: "find_deletions",
        description: "Find what was deleted in Bitrix24, when and by which user. Without member_id, searches all \
            portals that the key reaches. Newest first. Payloads are left out: get_deletion has them. For more, pass \
            next_cursor as cursor with the same filters.",
        of_portal: "/portals/{member_id}/deletions",
        of_all: Some("/deletions"),
        limits: Some((20, 100)),
    },
    ToolDescription {
        name: "get_deletion",
        description: "Get one deletion with its whole payload.",
        of_portal: "/portals/{member_id}/deletions/{id}",
        of_all: None,
        limits: None,
    },
    ToolDescription {
        name: "portal_health",
        description: "Get a portal's health: what is wrong and what to do about it. Without member_id, lists the \
            portals that the key reaches, with their member_id, domain and condition.",
        of_portal: "/portals/{member_id}/health",
        of_all: Some("/portals"),
        limits: Some((20, 100)),
    },
    ToolDescription {
        name: "deletion_stats",
        description: "Count deletions by hour or day and event. Without member_id, over all portals the key reaches.",
        of_portal: "/portals/{member_id}/deletions/stats",
        of_all: Some("/deletions/stats"),
        limits: None,
    },
];

/// Answers `tools/list`.
pub(super) static TOOLS: LazyLock<Vec<Tool>> = LazyLock::new(|| {
    let document = document::value();
    ALL.iter().map(|tool| tool.described(&document)).collect()
});

impl ToolDescription {
    fn described(&self, document: &Value) -> Tool {
        let annotations = ToolAnnotations::from_raw(None, Some(true), Some(false), Some(true), Some(false));
        Tool::new(self.name, self.description, self.schema(document)).with_annotations(annotations)
    }

    fn schema(&self, document: &Value) -> JsonObject {
        let (mut properties, mut required) = (Map::new(), Vec::new());
        for path in [Some(self.of_portal), self.of_all].into_iter().flatten() {
            let parameters = document["paths"][format!("/api/v1{path}")]["get"]["parameters"].as_array();
            for parameter in parameters.into_iter().flatten().filter(|parameter| parameter["in"] != "header") {
                let name = parameter["name"].as_str().unwrap_or_default();
                if parameter["in"] == "path" && !(name == "member_id" && self.of_all.is_some()) {
                    required.push(name.to_owned());
                }
                let mut schema = resolved(&parameter["schema"], document);
                schema["description"] = parameter["description"].clone();
                if let Some((usual, most)) = self.limits.filter(|_| name == "limit") {
                    (schema["default"], schema["maximum"]) = (usual.into(), most.into());
                }
                properties.entry(name.to_owned()).or_insert(schema);
            }
        }
        let schema = json!({
            "type": "object", "properties": properties, "required": required, "additionalProperties": false,
        });
        schema.as_object().cloned().unwrap_or_default()
    }
}

/// Inlines what the schema refers to and drops what only OpenAPI knows.
fn resolved(schema: &Value, document: &Value) -> Value {
    let reference = schema["$ref"].as_str().and_then(|reference| reference.strip_prefix('#'));
    let mut schema = reference.and_then(|pointer| document.pointer(pointer)).unwrap_or(schema).clone();
    if !schema["items"].is_null() {
        schema["items"] = resolved(&schema["items"], document);
    }
    if let Some(fields) = schema.as_object_mut() {
        fields.retain(|name, value| !value.is_null() && !matches!(name.as_str(), "nullable" | "example"));
    }
    schema
}
