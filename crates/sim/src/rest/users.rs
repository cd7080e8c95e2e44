//! A portal's users: profile, user.current, user.get, user.search, user.access and access.name.

use serde_json::{Value as Json, json};

use super::caller::{Caller, Outcome, Reply};
use super::filter::{Condition, Sorting};
use super::methods::PEOPLE;
use crate::php::{Value, date};
use crate::portal::people::User;
use crate::server::errors::RestError;

/// The columns that the scopes `user_brief` and `user_basic` hide.
const HIDDEN_IN_BRIEF: [&str; 2] = ["EMAIL", "LAST_LOGIN"];
const HIDDEN_IN_BASIC: [&str; 1] = ["LAST_LOGIN"];
/// The columns that a search matches by prefix.
const SEARCHED: [&str; 4] = ["NAME", "LAST_NAME", "SECOND_NAME", "WORK_POSITION"];

impl Caller<'_> {
    pub(super) fn profile(&self) -> Reply {
        let state = self.world.state();
        let Some(user) = state.portals[self.portal].user(self.user) else { return json!([]).into() };
        json!({
            "ID": user.id.to_string(),
            "ADMIN": user.admin,
            "NAME": user.name,
            "LAST_NAME": user.last_name,
            "PERSONAL_GENDER": "",
            "TIME_ZONE": state.portals[self.portal].spec.time_zone,
        })
        .into()
    }

    pub(super) fn current_user(&self) -> Reply {
        let granted = self.granted();
        let user = self.world.state().portals[self.portal].user(self.user).cloned();
        user.map_or(json!([]), |user| self.user_fields(&user, &granted)).into()
    }

    /// Filters, sorts and pages; ignores conditions on columns that the scope hides.
    pub(super) fn users(&self, parameters: &Value, search: bool) -> Outcome {
        let granted = self.granted();
        let people = self.world.state().portals[self.portal].users.clone();
        let mut rows: Vec<Json> = people.iter().map(|user| self.user_fields(user, &granted)).collect();
        let filter = parameters.get("FILTER").filter(|filter| filter.is_array()).unwrap_or(parameters);
        for (key, wanted) in filter.members() {
            let searched = key.to_ascii_uppercase();
            if matches!(searched.as_str(), "FIND" | "NAME_SEARCH") {
                rows.retain(|row| is_found(row, &SEARCHED, wanted));
            } else if search && SEARCHED.contains(&searched.as_str()) {
                rows.retain(|row| is_found(row, &[searched.as_str()], wanted));
            } else if let Some(condition) = Condition::read(&key, &normal(&key, wanted)) {
                rows.retain(|row| row.get(&condition.column).is_none_or(|found| condition.holds(&text(found))));
            }
        }
        sorting(parameters, &rows)?.sort(&mut rows, |row, name| row.get(name).map(text).unwrap_or_default());
        Ok(Reply::page(rows, parameters))
    }

    fn user_fields(&self, user: &User, granted: &[String]) -> Json {
        let mut fields = json!({
            "ID": user.id.to_string(),
            "XML_ID": "",
            "ACTIVE": user.active,
            "NAME": user.name,
            "LAST_NAME": user.last_name,
            "SECOND_NAME": "",
            "EMAIL": format!("user{}@example.com", user.id),
            "LAST_LOGIN": date(self.world.now()),
            "DATE_REGISTER": "2024-07-22T00:00:00+00:00",
            "TIME_ZONE": self.world.state().portals[self.portal].spec.time_zone,
            "IS_ONLINE": "Y",
            "PERSONAL_GENDER": "",
            "PERSONAL_BIRTHDAY": "",
            "WORK_POSITION": "",
            "UF_EMPLOYMENT_DATE": "",
            "UF_DEPARTMENT": [1],
            "USER_TYPE": "employee",
        });
        let hidden: &[&str] = match PEOPLE.into_iter().find(|scope| granted.iter().any(|granted| granted == scope)) {
            Some("user_brief") => &HIDDEN_IN_BRIEF,
            Some("user_basic") => &HIDDEN_IN_BASIC,
            _ => &[],
        };
        if let Json::Object(fields) = &mut fields {
            fields.retain(|name, _| !hidden.contains(&name.as_str()));
        }
        fields
    }

    /// The names of access codes: `U1` is a user, `AU` everybody signed in.
    pub(super) fn access_names(&self, parameters: &Value) -> Reply {
        let Some(codes) = parameters.get("ACCESS").filter(|codes| codes.is_array() && !codes.members().is_empty())
        else {
            return json!(false).into();
        };
        let state = self.world.state();
        let mut names = Vec::new();
        for code in codes.members().into_iter().filter_map(|(_, code)| code.text()) {
            let id = code.strip_prefix('U').and_then(|id| id.parse().ok());
            let user = id.and_then(|id| state.portals[self.portal].user(id));
            let name = match (code.as_str(), user) {
                ("AU", _) => json!({"provider": "", "name": "All authorized users", "provider_id": "other"}),
                (_, Some(user)) => {
                    let name = format!("{} {}", user.name, user.last_name);
                    json!({"provider": "Users", "name": name, "provider_id": "user"})
                }
                _ => continue,
            };
            names.push((code, Value::from(name)));
        }
        Value::Map(names).to_json().into()
    }

    /// Whether the user holds one of the access codes.
    pub(super) fn has_access(&self, parameters: &Value) -> Reply {
        let own = format!("U{}", self.user);
        let codes = parameters.get("ACCESS").map(Value::members).unwrap_or_default();
        let has = codes.iter().filter_map(|(_, code)| code.text()).any(|code| code == "AU" || code == own);
        json!(self.admin || has).into()
    }
}

/// A column's text for comparison; a portal compares ACTIVE as `Y` and `N`.
fn text(found: &Json) -> String {
    match found {
        Json::Bool(yes) => if *yes { "Y" } else { "N" }.to_owned(),
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Normalizes a value for ACTIVE: empty, 0 and N are N, all else Y.
fn normal(key: &str, wanted: &Value) -> Value {
    if !key.to_ascii_uppercase().ends_with("ACTIVE") || wanted.is_array() {
        return wanted.clone();
    }
    let yes = wanted.text().is_some_and(|text| !matches!(text.as_str(), "" | "0" | "N"));
    if yes { "Y" } else { "N" }.into()
}

/// Whether each word of a search is the prefix of a column.
fn is_found(row: &Json, columns: &[&str], wanted: &Value) -> bool {
    let wanted = wanted.text().unwrap_or_default().to_lowercase();
    let values: Vec<String> =
        columns.iter().filter_map(|name| row.get(name)).map(|found| text(found).to_lowercase()).collect();
    wanted.split_whitespace().all(|word| values.iter().any(|value| value.starts_with(word)))
}

/// `sort` and `order` apply only together; the default is by ID.
fn sorting(parameters: &Value, rows: &[Json]) -> Result<Sorting, RestError> {
    let (Some(sort), Some(order)) = (parameters.text_at("sort"), parameters.text_at("order")) else {
        return Ok(Sorting::by("ID", false));
    };
    let sort = sort.to_ascii_uppercase();
    if rows.first().is_some_and(|row| row.get(&sort).is_none()) {
        return Err(RestError::portal("ERROR_ARGUMENT").with(format!("Unknown field definition `{sort}`")));
    }
    Ok(Sorting::by(&sort, order.eq_ignore_ascii_case("desc")))
}
