//! The kinds of things that a portal can delete.

use serde::{Deserialize, Serialize};

/// A kind of thing that can be deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say what is deleted")]
pub enum Kind {
    Line,
    ConnectorStatus,
    ConnectorMessage,
    Bot,
    Lead,
    Deal,
    Contact,
    Company,
    Quote,
    DynamicItem,
    SmartType,
    LeadField,
    Requisite,
    BankDetail,
    Address,
    Activity,
    TimelineComment,
    Document,
    Currency,
    Task,
    TaskComment,
    CalendarEntry,
    CalendarSection,
    CalendarRoom,
    Product,
    Price,
    Order,
    Payment,
    Shipment,
    Booking,
    BookingResource,
    WaitlistItem,
    Group,
    FeedPost,
    OpenLineMessage,
    BotMessage,
    BotV2,
    BotV2Message,
    UserFieldType,
}

impl Kind {
    /// The five kinds that the app is mainly for.
    pub const CORE: [Self; 5] = [Self::Line, Self::ConnectorStatus, Self::ConnectorMessage, Self::Bot, Self::Lead];

    /// Every kind.
    pub const ALL: [Self; 39] = [
        Self::Line,
        Self::ConnectorStatus,
        Self::ConnectorMessage,
        Self::Bot,
        Self::Lead,
        Self::Deal,
        Self::Contact,
        Self::Company,
        Self::Quote,
        Self::DynamicItem,
        Self::SmartType,
        Self::LeadField,
        Self::Requisite,
        Self::BankDetail,
        Self::Address,
        Self::Activity,
        Self::TimelineComment,
        Self::Document,
        Self::Currency,
        Self::Task,
        Self::TaskComment,
        Self::CalendarEntry,
        Self::CalendarSection,
        Self::CalendarRoom,
        Self::Product,
        Self::Price,
        Self::Order,
        Self::Payment,
        Self::Shipment,
        Self::Booking,
        Self::BookingResource,
        Self::WaitlistItem,
        Self::Group,
        Self::FeedPost,
        Self::OpenLineMessage,
        Self::BotMessage,
        Self::BotV2,
        Self::BotV2Message,
        Self::UserFieldType,
    ];

    /// The codes that a deletion raises; a portal sends only the bound ones.
    pub fn codes(self) -> &'static [&'static str] {
        match self {
            Self::Line => &["ONIMCONNECTORLINEDELETE"],
            Self::ConnectorStatus => &["ONIMCONNECTORSTATUSDELETE"],
            Self::ConnectorMessage => &["ONIMCONNECTORMESSAGEDELETE"],
            Self::Bot => &["ONIMBOTDELETE"],
            Self::Lead => &["ONCRMLEADDELETE"],
            Self::Deal => &["ONCRMDEALDELETE"],
            Self::Contact => &["ONCRMCONTACTDELETE"],
            Self::Company => &["ONCRMCOMPANYDELETE"],
            Self::Quote => &["ONCRMQUOTEDELETE"],
            Self::DynamicItem => &["ONCRMDYNAMICITEMDELETE", "ONCRMDYNAMICITEMDELETE_147"],
            Self::SmartType => &["ONCRMTYPEDELETE"],
            Self::LeadField => &["ONCRMLEADUSERFIELDDELETE"],
            Self::Requisite => &["ONCRMREQUISITEDELETE"],
            Self::BankDetail => &["ONCRMBANKDETAILDELETE"],
            Self::Address => &["ONCRMADDRESSUNREGISTER"],
            Self::Activity => &["ONCRMACTIVITYDELETE"],
            Self::TimelineComment => &["ONCRMTIMELINECOMMENTDELETE"],
            Self::Document => &["ONCRMDOCUMENTGENERATORDOCUMENTDELETE"],
            Self::Currency => &["ONCRMCURRENCYDELETE"],
            Self::Task => &["ONTASKDELETE"],
            Self::TaskComment => &["ONTASKCOMMENTDELETE"],
            Self::CalendarEntry => &["ONCALENDARENTRYDELETE"],
            Self::CalendarSection => &["ONCALENDARSECTIONDELETE"],
            Self::CalendarRoom => &["ONCALENDARROOMDELETE"],
            Self::Product => &["CATALOG.PRODUCT.ON.DELETE", "ONCRMPRODUCTDELETE"],
            Self::Price => &["CATALOG.PRICE.ON.DELETE"],
            Self::Order => &["ONSALEBEFOREORDERDELETE", "ONORDERDELETED"],
            Self::Payment => &["ONPAYMENTDELETED"],
            Self::Shipment => &["ONSHIPMENTDELETED"],
            Self::Booking => &["ONBOOKINGDELETE"],
            Self::BookingResource => &["ONBOOKINGRESOURCEDELETE"],
            Self::WaitlistItem => &["ONBOOKINGWAITLISTITEMDELETE"],
            Self::Group => &["ONSONETGROUPDELETE"],
            Self::FeedPost => &["ONLIVEFEEDPOSTDELETE"],
            Self::OpenLineMessage => &["ONOPENLINEMESSAGEDELETE"],
            Self::BotMessage => &["ONIMBOTMESSAGEDELETE"],
            Self::BotV2 => &["ONIMBOTV2DELETE"],
            Self::BotV2Message => &["ONIMBOTV2MESSAGEDELETE"],
            Self::UserFieldType => &["MAIN.ON.USER.TYPE.DELETE"],
        }
    }

    /// How many thousandths of a portal's numbers this kind has used up.
    pub(crate) fn share(self) -> u64 {
        match self {
            Self::ConnectorMessage | Self::OpenLineMessage | Self::BotMessage | Self::BotV2Message => 1_000,
            Self::Activity | Self::TimelineComment => 600,
            Self::Contact | Self::TaskComment => 300,
            Self::Lead | Self::Deal | Self::Task => 200,
            Self::Company | Self::CalendarEntry | Self::Order | Self::Payment | Self::Price => 80,
            Self::Line | Self::Bot | Self::BotV2 | Self::SmartType | Self::Group | Self::BookingResource => 1,
            _ => 30,
        }
    }
}
