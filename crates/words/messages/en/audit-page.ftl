# The page of the audit.

audit-page-title = Audit
audit-page-lead = What operators and programs did, and what was refused, newest first.
audit-page-portal = About a portal
audit-page-portal-example = Its whole member_id
audit-page-kind = What happened
audit-page-any = Anything
audit-page-all = Show all lines
audit-page-caption = Audit, newest first
audit-page-what = What
audit-page-who = By whom
audit-page-of = Portal
audit-page-more = More of it
audit-page-when = When
audit-page-from = from { $source }
audit-page-of-portal = All lines about this portal
audit-page-none-fits = No line fits
    .text = Nothing of the kind was done or refused.
audit-page-empty = Nothing yet
    .text = Tombstone writes down here log-ins, keys, what operators do and what it refuses.
audit-page-wrong-kind = There is no such kind; choose one of these.
