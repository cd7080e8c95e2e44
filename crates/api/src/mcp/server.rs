//! The MCP server: lists the tools and calls them.

use std::sync::Arc;

use poem::endpoint::BoxEndpoint;
use poem::http::{HeaderValue, StatusCode, Uri, header, request};
use poem::{Endpoint, Request, Response};
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, Implementation, ListToolsResult,
    PaginatedRequestParams, ServerCapabilities, ServerConfig,
};
use rmcp::service::RequestContext;
use rmcp::{ErrorData, RoleServer, ServerHandler};
use serde_json::{Map, Value};
use url::form_urlencoded::{Serializer, byte_serialize};

use super::tools::{ALL, TOOLS, ToolDescription};
use crate::parameters::leads_to;

const INSTRUCTIONS: &str = "Tombstone records what was deleted in Bitrix24 portals. A member_id identifies a portal; \
    portal_health lists them. Times are RFC 3339 in UTC, identifiers are text.";

#[derive(Clone)]
pub(super) struct Operations(pub(super) Arc<BoxEndpoint<'static, Response>>);

#[derive(Clone)]
pub(super) struct Server(pub(super) Operations);

impl ServerHandler for Server {
    fn get_info(&self) -> ServerConfig {
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(Implementation::new("tombstone", env!("CARGO_PKG_VERSION")))
            .with_instructions(INSTRUCTIONS)
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(TOOLS.clone()))
    }

    async fn call_tool(
        &self,
        asked: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let tool = ALL.iter().find(|tool| tool.name == asked.name);
        let tool = tool.ok_or_else(|| ErrorData::invalid_params(format!("There is no tool {}.", asked.name), None))?;
        let parts = context.extensions.get::<request::Parts>();
        let key = parts.and_then(|parts| parts.headers.get(header::AUTHORIZATION)).cloned();
        let result = match address(tool, asked.arguments.unwrap_or_default()) {
            Ok(address) => self.0.get(address, key).await.map(|mut answer| {
                shorten(tool, &mut answer);
                answer
            }),
            Err(detail) => Err(detail),
        };
        Ok(CallToolResponse::Complete(match result {
            Ok(answer) => CallToolResult::structured(answer),
            Err(detail) => CallToolResult::error(vec![ContentBlock::text(detail)]),
        }))
    }
}

impl Operations {
    /// Calls an operation with the key; else what is wrong and what to do.
    async fn get(&self, address: Uri, key: Option<HeaderValue>) -> Result<Value, String> {
        let mut request = Request::builder().uri(address).finish();
        request.headers_mut().extend(key.map(|key| (header::AUTHORIZATION, key)));
        let failed = |_| "Something failed here. It was logged; try again.".to_owned();
        let mut response = self.0.call(request).await.map_err(failed)?;
        let (status, body) = (response.status(), response.take_body().into_bytes().await);
        let answer: Value = body.ok().and_then(|body| serde_json::from_slice(&body).ok()).unwrap_or_default();
        if status == StatusCode::OK {
            return Ok(answer);
        }
        let text = |name: &str| answer[name].as_str().unwrap_or_default().to_owned();
        Err(format!("{} ({status}, {})", text("detail"), text("code")))
    }
}

/// The operation's address with the tool's arguments. An empty one counts as not given, as in a query string.
fn address(tool: &ToolDescription, mut arguments: Map<String, Value>) -> Result<Uri, String> {
    arguments.retain(|_, value| !value.is_null() && value != "");
    let is_of_portal = arguments.contains_key("member_id") || tool.of_all.is_none();
    let operation = tool.of_all.filter(|_| !is_of_portal).unwrap_or(tool.of_portal);
    let mut path = operation.to_owned();
    for name in ["member_id", "id"] {
        let place = format!("{{{name}}}");
        if path.contains(&place) {
            let given = arguments.remove(name).ok_or_else(|| format!("`{name}` is needed."))?;
            let value: String = byte_serialize(text(name, &given)?.as_bytes()).collect();
            path = path.replace(&place, &value);
        }
    }
    // An argument in the path must not lead to another operation, such as an export or a stream that never ends.
    if !leads_to(&path, operation) {
        return Err("Nothing has this id.".to_owned());
    }
    if let Some((usual, most)) = tool.limits.filter(|_| path.ends_with("/deletions") || path.ends_with("/portals")) {
        let limit = text("limit", arguments.entry("limit").or_insert_with(|| usual.into()));
        let limit = limit.ok().and_then(|limit| limit.parse::<u64>().ok());
        if limit.is_none_or(|limit| limit > most) {
            return Err(format!("`limit` is a whole number from 1 to {most}."));
        }
    }
    let mut query = Serializer::new(String::new());
    for (name, value) in &arguments {
        let one = std::slice::from_ref(value);
        for value in value.as_array().map_or(one, Vec::as_slice) {
            query.append_pair(name, &text(name, value)?);
        }
    }
    format!("/api/v1{path}?{}", query.finish()).parse().map_err(|_| "The arguments are too long.".to_owned())
}

fn text(name: &str, value: &Value) -> Result<String, String> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Number(number) => Ok(number.to_string()),
        _ => Err(format!("`{name}` is a text, a number or a list of them.")),
    }
}

/// Payloads are most of a page, and an assistant reads all it gets.
fn shorten(tool: &ToolDescription, answer: &mut Value) {
    let items = answer.get_mut("items").filter(|_| tool.name == "find_deletions").and_then(Value::as_array_mut);
    for item in items.into_iter().flatten().filter_map(Value::as_object_mut) {
        item.shift_remove("payload");
    }
}
