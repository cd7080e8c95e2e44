//! Checks query strings before an operation sees them: only parameters of the document may be there. Headers that are
//! parameters are checked too: an unreadable one is not ignored.

use std::sync::{Arc, LazyLock};

use poem::http::uri::{PathAndQuery, Uri};
use poem::http::{HeaderMap, Method};
use poem::{Endpoint, Error, Request};
use serde_json::Value;
use url::form_urlencoded::Serializer;
use web::query::{NotText, pairs};

use crate::document;
use crate::error::ApiError;
use crate::wrong_query::WrongQuery;

/// The operations of the document.
static OPERATIONS: LazyLock<Vec<Operation>> = LazyLock::new(operations);
/// An address that is no operation, which takes no parameters.
static NOTHING: Operation =
    Operation { method: String::new(), path: Vec::new(), parameters: Vec::new(), headers: Vec::new() };

#[derive(Debug)]
struct Operation {
    method: String,
    path: Vec<String>,
    parameters: Vec<Parameter>,
    /// The headers that are parameters.
    headers: Vec<String>,
}

#[derive(Debug)]
struct Parameter {
    name: String,
    is_list: bool,
    /// The end of a sentence on what it must be.
    rule: String,
}

/// Notes what is wrong with the query string, and removes empty parameters from it. An error carries the operation: its
/// rules word what is wrong with a parameter.
pub(crate) async fn look<E: Endpoint>(endpoint: Arc<E>, mut request: Request) -> poem::Result<E::Output> {
    let operation = find(request.method(), request.uri().path());
    if let Some(wrong) = operation.and_then(|operation| operation.wrong_header(request.headers())) {
        request.extensions_mut().insert(wrong);
    }
    if let Some((operation, query)) = operation.zip(request.uri().query()) {
        match operation.read(query) {
            Ok(query) => {
                if let Some(uri) = with_query(request.uri(), &query) {
                    *request.uri_mut() = uri;
                }
            }
            Err(wrong) => {
                if let Some(uri) = with_query(request.uri(), "") {
                    *request.uri_mut() = uri;
                }
                request.extensions_mut().insert(wrong);
            }
        }
    }
    let mut answered = endpoint.call(request).await;
    if let (Err(error), Some(operation)) = (&mut answered, operation) {
        error.set_data(operation);
    }
    answered
}

/// Refuses any parameter: for addresses that are no operation.
pub(crate) async fn none(request: Request) -> poem::Result<Request> {
    if let Some(Err(wrong)) = request.uri().query().map(|query| NOTHING.read(query)) {
        return Err(ApiError::from(&wrong).into());
    }
    Ok(request)
}

/// The methods that the path takes; none if it is unknown.
pub(crate) fn methods(path: &str) -> Vec<&'static str> {
    let parts = parts(path);
    let open = fitting(&parts).map(Operation::open).min();
    let nearest = fitting(&parts).filter(|operation| Some(operation.open()) == open);
    nearest.map(|operation| operation.method.as_str()).collect()
}

/// What the parameter has to be at the operation that failed, as a sentence. Others may have another one of this name.
pub(crate) fn rule(error: &Error, name: &str) -> String {
    let rule = error.data::<&'static Operation>().and_then(|operation| operation.rule(name));
    format!("`{name}` {}.", rule.unwrap_or("can't be read"))
}

/// The operation at this path: of those that fit, the one with the fewest placeholders.
fn find(method: &Method, path: &str) -> Option<&'static Operation> {
    let method = if method == Method::HEAD { Method::GET.as_str() } else { method.as_str() };
    fitting(&parts(path)).filter(|operation| operation.method == method).min_by_key(|operation| operation.open())
}

/// Whether a `GET` of this path is the operation with that path in the document, below `/api/v1`.
pub(crate) fn leads_to(path: &str, operation: &str) -> bool {
    find(&Method::GET, path).is_some_and(|found| found.path == parts(operation))
}

fn parts(path: &str) -> Vec<&str> {
    path.split('/').filter(|part| !part.is_empty()).collect()
}

/// The operations whose path fits.
fn fitting(parts: &[&str]) -> impl Iterator<Item = &'static Operation> {
    let fits = move |operation: &&Operation| {
        let parts_fit = || operation.path.iter().zip(parts).all(|(known, part)| is_open(known) || known == part);
        operation.path.len() == parts.len() && parts_fit()
    };
    OPERATIONS.iter().filter(fits)
}

fn is_open(part: &str) -> bool {
    part.starts_with('{')
}

fn with_query(uri: &Uri, query: &str) -> Option<Uri> {
    let whole = if query.is_empty() { uri.path().to_owned() } else { format!("{}?{query}", uri.path()) };
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(whole).ok()?);
    Uri::from_parts(parts).ok()
}

impl Operation {
    /// How many parts of its path are placeholders.
    fn open(&self) -> usize {
        self.path.iter().filter(|part| is_open(part)).count()
    }

    /// The query string without empty parameters.
    fn read(&self, query: &str) -> Result<String, WrongQuery> {
        let mut kept = Serializer::new(String::new());
        let mut seen: Vec<&str> = Vec::new();
        for pair in pairs(query) {
            let (name, value) = pair.map_err(|NotText(name)| WrongQuery::NotText(name))?;
            let known = self.parameters.iter().find(|parameter| parameter.name == name);
            let known = known.ok_or_else(|| WrongQuery::Unknown(name.clone(), self.names()))?;
            if value.is_empty() {
                continue;
            }
            if !known.is_list && seen.contains(&known.name.as_str()) {
                return Err(WrongQuery::Twice(name));
            }
            seen.push(&known.name);
            kept.append_pair(&name, &value);
        }
        Ok(kept.finish())
    }

    /// The first header that is no text or is given twice.
    fn wrong_header(&self, headers: &HeaderMap) -> Option<WrongQuery> {
        self.headers.iter().find_map(|name| {
            let mut values = headers.get_all(name).iter();
            let is_odd = values.next()?.to_str().is_err();
            match values.next() {
                Some(_) => Some(WrongQuery::Twice(name.clone())),
                None => is_odd.then(|| WrongQuery::NotPlain(name.clone())),
            }
        })
    }

    fn rule(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|parameter| parameter.name == name).map(|parameter| parameter.rule.as_str())
    }

    fn names(&self) -> String {
        let names: Vec<_> = self.parameters.iter().map(|parameter| format!("`{}`", parameter.name)).collect();
        names.join(", ")
    }
}

fn operations() -> Vec<Operation> {
    let document = document::value();
    let mut operations = Vec::new();
    for (path, methods) in document["paths"].as_object().into_iter().flatten() {
        let path = path.strip_prefix("/api/v1").unwrap_or(path);
        for (method, operation) in methods.as_object().into_iter().flatten() {
            let parameters = || operation["parameters"].as_array().into_iter().flatten();
            let of_query = parameters().filter(|parameter| parameter["in"] == "query");
            let headers = parameters().filter(|parameter| parameter["in"] == "header");
            operations.push(Operation {
                method: method.to_uppercase(),
                path: path.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect(),
                parameters: of_query.map(|parameter| Parameter::of(parameter, &document)).collect(),
                headers: headers.filter_map(|header| header["name"].as_str().map(str::to_owned)).collect(),
            });
        }
    }
    operations
}

impl Parameter {
    fn of(parameter: &Value, document: &Value) -> Self {
        let schema = &parameter["schema"];
        let is_list = schema["type"] == "array";
        let one = resolve(if is_list { &schema["items"] } else { schema }, document);
        Self { name: parameter["name"].as_str().unwrap_or_default().to_owned(), is_list, rule: rule_of(one) }
    }
}

/// The schema referred to, or itself.
fn resolve<'a>(schema: &'a Value, document: &'a Value) -> &'a Value {
    let reference = schema["$ref"].as_str().and_then(|reference| reference.strip_prefix('#'));
    reference.and_then(|pointer| document.pointer(pointer)).unwrap_or(schema)
}

fn rule_of(schema: &Value) -> String {
    let words: Vec<&str> = schema["enum"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    match (&schema["format"], schema["minimum"].as_f64(), schema["maximum"].as_f64(), &schema["maxLength"]) {
        _ if !words.is_empty() => format!("is one of {}", words.join(", ")),
        (Value::String(format), ..) if format == "date-time" => {
            "is a time as in RFC 3339, such as 2026-03-17T15:16:17Z (a `+` in a query string is written `%2B`)"
                .to_owned()
        }
        (_, Some(least), Some(most), _) => format!("is a whole number from {least} to {most}"),
        (.., Value::Number(length)) => format!("may have {length} characters"),
        _ => "can't be read".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use poem::http::StatusCode;

    use super::*;

    fn read(path: &str, query: &str) -> Result<String, WrongQuery> {
        find(&Method::GET, path).expect("an operation").read(query)
    }

    /// What the parameter has to be where `GET` of this path fails.
    fn rule_at(path: &str, name: &str) -> String {
        let mut error = Error::from_status(StatusCode::BAD_REQUEST);
        error.set_data(find(&Method::GET, path).expect("an operation"));
        rule(&error, name)
    }

    #[test]
    fn path_leads_to_its_operation() {
        let names = |path| find(&Method::GET, path).map(Operation::names);
        assert!(names("/portals/x/deletions/export").unwrap().contains("`format`"));
        assert_eq!(names("/portals/x/deletions/7").as_deref(), Some(""));
        assert!(names("/portals/x/deletions").unwrap().contains("`cursor`"));
        assert_eq!(names("/portals/x/deletions/7/8"), None);
        assert!(find(&Method::POST, "/portals/x/check").is_some() && find(&Method::POST, "/portals").is_none());
    }

    #[test]
    fn what_is_given_empty_is_taken_out() {
        assert_eq!(read("/deletions", "event=&limit=&q=a%26b+c&cursor="), Ok("q=a%26b+c".to_owned()));
        assert_eq!(read("/deletions", ""), Ok(String::new()));
    }

    #[test]
    fn lists_take_several_values_and_others_one() {
        assert!(read("/deletions", "event=A&event=B&source=live&source=spooled").is_ok());
        for name in ["limit", "from", "to", "q", "order", "cursor"] {
            assert_eq!(read("/deletions", &format!("{name}=1&{name}=1")), Err(WrongQuery::Twice(name.to_owned())));
            assert!(read("/deletions", &format!("{name}=1&{name}=")).is_ok(), "one is not given");
        }
    }

    #[test]
    fn what_is_unknown_or_no_text_is_refused() {
        assert!(matches!(read("/deletions", "entty=crm.lead"), Err(WrongQuery::Unknown(name, _)) if name == "entty"));
        assert!(matches!(read("/deletions", "entty="), Err(WrongQuery::Unknown(..))), "also if it is empty");
        assert!(matches!(read("/deletions", "Event=A"), Err(WrongQuery::Unknown(..))));
        assert!(matches!(read("/catalogue", "a=1"), Err(WrongQuery::Unknown(..))));
        assert_eq!(read("/deletions", "q=%FF"), Err(WrongQuery::NotText("q".to_owned())));
    }

    #[test]
    fn rule_is_that_of_the_operation() {
        assert!(rule_at("/portals", "status").starts_with("`status` is one of installing, active,"));
        for path in ["/webhooks/a/deliveries", "/portals/x/webhooks/a/deliveries"] {
            assert_eq!(rule_at(path, "status"), "`status` is one of pending, delivered, failed.");
        }
        assert_eq!(rule_at("/catalogue", "status"), "`status` can't be read.", "it has none");
    }

    #[test]
    fn rules_are_those_of_the_document() {
        assert_eq!(rule_at("/deletions", "limit"), "`limit` is a whole number from 1 to 500.");
        assert_eq!(rule_at("/deletions", "source"), "`source` is one of live, recovered, spooled.");
        assert_eq!(rule_at("/deletions", "order"), "`order` is one of newest, oldest.");
        assert_eq!(rule_at("/deletions/stats", "bucket"), "`bucket` is one of hour, day.");
        assert_eq!(rule_at("/deletions", "q"), "`q` may have 100 characters.");
        assert!(rule_at("/deletions", "from").contains("%2B"));
        let rules = OPERATIONS.iter().flat_map(|operation| &operation.parameters);
        let free = ["event", "entity", "entity_id", "user_id", "cursor", "after"];
        for parameter in rules.filter(|parameter| !free.contains(&parameter.name.as_str())) {
            assert_ne!(parameter.rule, "can't be read", "{}", parameter.name);
        }
    }
}
