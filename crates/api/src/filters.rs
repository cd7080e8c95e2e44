//! The filters of deletions: query parameters that every operation over deletions takes.
//!
//! The framework documents one parameter for each argument of an operation. All filters are one argument here, and
//! [`Filtered`] puts their descriptions into the document in its place, so that each is read and described once.

use std::collections::HashMap;

use domain::deletion::{Filter, MAX_TERM};
use poem::endpoint::BoxEndpoint;
use poem::http::Method;
use poem::{Request, RequestBody};
use poem_openapi::param::Query;
use poem_openapi::registry::{MetaApi, MetaOperationParam, MetaParamIn, MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::types::ParseFromParameter;
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions, OpenApi};
use time::OffsetDateTime;

use crate::deletion::Source;
use crate::error::ApiError;
use crate::query::{range, term, text};

/// How many values a filter may have.
const MAX_VALUES: usize = 100;
/// The name of the argument for all filters.
const FILTERS: &str = "filters";
/// The name of the argument for all filters but those of time.
const MATCHING: &str = "matching";

/// A parameter that may be repeated.
type Many<T> = Query<Option<Vec<T>>>;
/// A parameter that may be given once.
type One<T> = Query<Option<T>>;

/// All filters as sent, or all but those of time. An operation takes them as its argument `filters` or `matching`.
pub(crate) struct Filters<const WITH_TIME: bool = true> {
    event: Many<String>,
    entity: Many<String>,
    entity_id: Many<String>,
    user_id: Many<String>,
    source: Many<Source>,
    from: One<OffsetDateTime>,
    to: One<OffsetDateTime>,
    q: One<String>,
}

/// The filters but those of time.
pub(crate) type Matching = Filters<false>;

impl<const WITH_TIME: bool> TryFrom<Filters<WITH_TIME>> for Filter {
    type Error = ApiError;

    fn try_from(sent: Filters<WITH_TIME>) -> Result<Self, ApiError> {
        let (Query(from), Query(to)) = (sent.from, sent.to);
        range(from, to)?;
        Ok(Self {
            event: texts("event", sent.event)?.into_iter().map(|event| event.to_ascii_uppercase()).collect(),
            entity: texts("entity", sent.entity)?,
            entity_id: texts("entity_id", sent.entity_id)?,
            user_id: texts("user_id", sent.user_id)?,
            source: sent.source.0.unwrap_or_default().into_iter().map(Into::into).collect(),
            from,
            to,
            q: term("q", sent.q)?,
        })
    }
}

fn texts(name: &str, Query(values): Many<String>) -> Result<Vec<String>, ApiError> {
    let values = values.unwrap_or_default();
    if values.len() > MAX_VALUES {
        return Err(ApiError::invalid_parameter(name, format!("`{name}` may have {MAX_VALUES} values.")));
    }
    values.into_iter().map(|value| text(name, value)).collect()
}

impl<'a, const WITH_TIME: bool> ApiExtractor<'a> for Filters<WITH_TIME> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::Parameter];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        Many::<Source>::register(registry);
    }

    fn param_in() -> Option<MetaParamIn> {
        Some(MetaParamIn::Query)
    }

    fn param_schema_ref() -> Option<MetaSchemaRef> {
        Some(stand_in())
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        Ok(Self {
            event: read(request, body, "event").await?,
            entity: read(request, body, "entity").await?,
            entity_id: read(request, body, "entity_id").await?,
            user_id: read(request, body, "user_id").await?,
            source: read(request, body, "source").await?,
            q: read(request, body, "q").await?,
            from: if WITH_TIME { read(request, body, "from").await? } else { Query(None) },
            to: if WITH_TIME { read(request, body, "to").await? } else { Query(None) },
        })
    }
}

/// Reads one parameter as the framework does.
async fn read<T: ParseFromParameter>(
    request: &Request,
    body: &mut RequestBody,
    name: &'static str,
) -> poem::Result<Query<T>> {
    Query::from_request(request, body, ExtractParamOptions { name, ..ExtractParamOptions::default() }).await
}

/// A placeholder in the framework's description, which [`Filtered`] replaces.
fn stand_in() -> MetaSchemaRef {
    MetaSchemaRef::Inline(Box::new(MetaSchema::ANY))
}

/// Operations whose document lists each filter.
pub(crate) struct Filtered<T>(pub(crate) T);

impl<T: OpenApi> OpenApi for Filtered<T> {
    fn meta() -> Vec<MetaApi> {
        let mut groups = T::meta();
        let paths = groups.iter_mut().flat_map(|group| &mut group.paths);
        for operation in paths.flat_map(|path| &mut path.operations) {
            operation.params = std::mem::take(&mut operation.params).into_iter().flat_map(describe).collect();
        }
        groups
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }

    fn add_routes(self, routes: &mut HashMap<String, HashMap<Method, BoxEndpoint<'static>>>) {
        self.0.add_routes(routes);
    }
}

/// The parameters that an argument stands for.
fn describe(argument: MetaOperationParam) -> Vec<MetaOperationParam> {
    match argument.name.as_str() {
        FILTERS => matching().into_iter().chain(time()).collect(),
        MATCHING => matching().into(),
        _ => vec![argument],
    }
}

fn matching() -> [MetaOperationParam; 6] {
    let q = MetaSchema { max_length: Some(MAX_TERM), ..MetaSchema::ANY };
    [
        parameter::<Many<String>>("event", "Only these event codes, ignoring case: `ONIMCONNECTORMESSAGEDELETE`."),
        parameter::<Many<String>>("entity", "Only these kinds of things, as in the catalogue: `imconnector.message`."),
        parameter::<Many<String>>(
            "entity_id",
            "Only things with exactly these ids: `86501`. Ids are unique within a kind, so name the kind too.",
        ),
        parameter::<Many<String>>("user_id", "Only by these users: `27`."),
        parameter::<Many<Source>>("source", "Only from these sources: `live`."),
        narrowed(
            parameter::<One<String>>(
                "q",
                "Only those whose `entity_id` or any attribute value begins with this, ignoring case: `ext-msg`.",
            ),
            q,
        ),
    ]
}

fn time() -> [MetaOperationParam; 2] {
    [
        parameter::<One<OffsetDateTime>>("from", "Only those received at this time or later: `2026-03-01T00:00:00Z`."),
        parameter::<One<OffsetDateTime>>("to", "Only those received before this time: `2026-04-01T00:00:00Z`."),
    ]
}

/// Describes an optional query parameter.
fn parameter<T: for<'a> ApiExtractor<'a>>(name: &str, description: &str) -> MetaOperationParam {
    MetaOperationParam {
        name: name.into(),
        schema: T::param_schema_ref().expect("what is read from the query string has a schema"),
        in_type: MetaParamIn::Query,
        description: Some(description.into()),
        required: false,
        deprecated: false,
        explode: true,
        style: None,
    }
}

fn narrowed(parameter: MetaOperationParam, bounds: MetaSchema) -> MetaOperationParam {
    MetaOperationParam { schema: parameter.schema.merge(bounds), ..parameter }
}
