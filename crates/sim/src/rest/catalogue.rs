//! The event codes that a portal offers, with their scopes.

use crate::portal::spec::Edition;

/// Life-cycle events, which need no scope.
const BASIC: &[&str] = &[
    "ONAPPUNINSTALL",
    "ONAPPINSTALL",
    "ONAPPUPDATE",
    "ONAPPPAYMENT",
    "ONAPPTEST",
    "ONAPPMETHODCONFIRM",
    "ONOFFLINEEVENT",
];

const CRM: &[&str] = &[
    "ONCRMLEADADD",
    "ONCRMLEADUPDATE",
    "ONCRMLEADDELETE",
    "ONCRMLEADUSERFIELDDELETE",
    "ONCRMDEALADD",
    "ONCRMDEALUPDATE",
    "ONCRMDEALDELETE",
    "ONCRMDEALUSERFIELDDELETE",
    "ONCRMDEALRECURRINGDELETE",
    "ONCRMCONTACTADD",
    "ONCRMCONTACTUPDATE",
    "ONCRMCONTACTDELETE",
    "ONCRMCONTACTUSERFIELDDELETE",
    "ONCRMCOMPANYADD",
    "ONCRMCOMPANYUPDATE",
    "ONCRMCOMPANYDELETE",
    "ONCRMCOMPANYUSERFIELDDELETE",
    "ONCRMQUOTEDELETE",
    "ONCRMQUOTEUSERFIELDDELETE",
    "ONCRMDYNAMICITEMADD",
    "ONCRMDYNAMICITEMUPDATE",
    "ONCRMDYNAMICITEMDELETE",
    "ONCRMDYNAMICITEMADD_147",
    "ONCRMDYNAMICITEMUPDATE_147",
    "ONCRMDYNAMICITEMDELETE_147",
    "ONCRMTYPEDELETE",
    "ONCRMTYPEUSERFIELDDELETE",
    "ONCRMCURRENCYDELETE",
    "ONCRMREQUISITEDELETE",
    "ONCRMREQUISITEUSERFIELDDELETE",
    "ONCRMBANKDETAILDELETE",
    "ONCRMADDRESSREGISTER",
    "ONCRMADDRESSUNREGISTER",
    "ONCRMACTIVITYDELETE",
    "ONCRMTIMELINECOMMENTDELETE",
    "ONCRMDOCUMENTGENERATORDOCUMENTDELETE",
    "ONCRMINVOICEDELETE",
    "ONCRMINVOICEUSERFIELDDELETE",
    "ONCRMINVOICERECURRINGDELETE",
    "ONCRMPRODUCTDELETE",
    "ONCRMPRODUCTPROPERTYDELETE",
    "ONCRMPRODUCTSECTIONDELETE",
    "ONCRMMEASUREDELETE",
];

const CATALOG: &[&str] = &[
    "CATALOG.PRODUCT.ON.DELETE",
    "CATALOG.PRICE.ON.DELETE",
    "CATALOG.PRICE.TYPE.ON.DELETE",
    "CATALOG.MEASURE.ON.DELETE",
    "CATALOG.ROUNDING.ON.DELETE",
];

const SALE: &[&str] =
    &["ONSALEBEFOREORDERDELETE", "ONORDERDELETED", "ONPAYMENTDELETED", "ONSHIPMENTDELETED", "ONPROPERTYVALUEDELETED"];

const BOOKING: &[&str] =
    &["ONBOOKINGDELETE", "ONBOOKINGRESOURCEDELETE", "ONBOOKINGRESOURCETYPEDELETE", "ONBOOKINGWAITLISTITEMDELETE"];

const IMCONNECTOR: &[&str] = &[
    "ONIMCONNECTORLINEDELETE",
    "ONIMCONNECTORSTATUSDELETE",
    "ONIMCONNECTORMESSAGEADD",
    "ONIMCONNECTORMESSAGEUPDATE",
    "ONIMCONNECTORMESSAGEDELETE",
];

const SCOPES: &[(&str, &[&str])] = &[
    ("imconnector", IMCONNECTOR),
    ("imopenlines", &["ONOPENLINEMESSAGEADD", "ONOPENLINEMESSAGEDELETE", "ONSESSIONFINISH"]),
    ("imbot", &["ONIMBOTMESSAGEADD", "ONIMBOTMESSAGEDELETE", "ONIMBOTJOINCHAT", "ONIMBOTDELETE"]),
    ("crm", CRM),
    ("task", &["ONTASKADD", "ONTASKUPDATE", "ONTASKDELETE", "ONTASKCOMMENTADD", "ONTASKCOMMENTDELETE"]),
    ("calendar", &["ONCALENDARENTRYADD", "ONCALENDARENTRYDELETE", "ONCALENDARSECTIONDELETE", "ONCALENDARROOMDELETE"]),
    ("catalog", CATALOG),
    ("sale", SALE),
    ("booking", BOOKING),
    ("sonet_group", &["ONSONETGROUPADD", "ONSONETGROUPDELETE", "ONSONETGROUPSUBJECTDELETE"]),
    ("log", &["ONLIVEFEEDPOSTADD", "ONLIVEFEEDPOSTDELETE"]),
    ("user", &["ONUSERADD"]),
    ("userfieldconfig", &["MAIN.ON.USER.TYPE.ADD", "MAIN.ON.USER.TYPE.DELETE"]),
];

/// Scopes that older self-hosted portals lack.
const NEWER_SCOPES: &[&str] = &["booking"];

/// Codes that the portal itself binds for a bot's owner; `events` omits them and `event.bind` refuses them.
pub(crate) fn is_bound_by_portal(code: &str) -> bool {
    code.starts_with("ONIMBOTV2")
}

/// Whether the portal needlessly adds a refresh token to this event (docs/protocol.md 8.3).
pub(crate) fn brings_refresh_token(code: &str) -> bool {
    code.starts_with("ONCALENDAR") && code.ends_with("DELETE")
}

/// All scopes that have events.
pub(crate) fn scopes() -> Vec<&'static str> {
    SCOPES.iter().map(|(scope, _)| *scope).collect()
}

/// The codes of one scope; without one, of all scopes.
pub(crate) fn codes(edition: Edition, scope: Option<&str>) -> Vec<String> {
    let basic = if scope.is_none() { BASIC } else { &[] };
    let known = SCOPES.iter().filter(|(name, _)| edition == Edition::Cloud || !NEWER_SCOPES.contains(name));
    let wanted = known.filter(|(name, _)| scope.is_none_or(|scope| scope == *name));
    let codes = wanted.flat_map(|(_, codes)| codes.iter());
    basic.iter().chain(codes).map(|code| (*code).to_owned()).collect()
}

/// The scope that a code needs; none for life-cycle events and unknown codes.
pub(crate) fn scope_of(code: &str) -> Option<&'static str> {
    let found = SCOPES.iter().find(|(_, codes)| codes.contains(&code)).map(|(scope, _)| *scope);
    found.or_else(|| code.starts_with("ONCRMDYNAMICITEM").then_some("crm"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_self_hosted_portal_lacks_the_newer_modules() {
        assert!(codes(Edition::Cloud, None).contains(&"ONBOOKINGDELETE".to_owned()));
        assert!(!codes(Edition::SelfHosted, None).contains(&"ONBOOKINGDELETE".to_owned()));
    }

    #[test]
    fn a_scope_has_its_own_codes_only() {
        assert_eq!(codes(Edition::Cloud, Some("log")), ["ONLIVEFEEDPOSTADD", "ONLIVEFEEDPOSTDELETE"]);
        assert_eq!(scope_of("ONLIVEFEEDPOSTDELETE"), Some("log"));
    }
}
