# How a portal is. `.frame` is for the portal's own administrators.

condition-well = All is well. Nothing gives cause for alarm, and Tombstone records the portal's deletions.
    .label = Well
    .frame = Everything that is deleted here is recorded.
condition-unknown = Nobody knows yet whether the portal reports all its deletions: Tombstone has not asked it, or it did not answer. Tombstone records what arrives.
    .label = Not known
    .frame = What is reported from here is recorded. Tombstone does not know at the moment whether everything is reported.
condition-alarmed = Something is wrong.
    .frame = What is reported from here is recorded, but:
condition-installing = The installation has begun; an alarm goes on if the portal does not finish it within an hour.
condition-gone = The portal removed the app, or is closed: Tombstone expects nothing from it.

# Where a portal stands. The value is for sentences; `.frame` is for the portal's own administrators.

status-installing = installing
    .label = Installing
    .meaning = The installation is not finished, so Bitrix24 sends nothing yet.
    .advice = One of its administrators opens the app in Bitrix24 and lets the installation finish.
    .frame = The installation is not complete yet; this takes a moment.
status-active = active
    .label = Active
    .meaning = Tombstone records what it reports.
    .frame = What is reported from here is recorded.
status-payment-required = waiting for payment
    .label = Payment ended
    .meaning = The paid period is over, so Bitrix24 sends nothing.
    .advice = The customer renews the app; then it goes on by itself within a day.
    .frame = The app’s paid period has ended, so Bitrix24 reports nothing. Renew the app.
status-needs-reinstall = waiting for an administrator to open or reinstall the app
    .label = Needs reinstall
    .meaning = Its tokens no longer work, so Tombstone can neither ask nor repair anything there.
    .advice = One of its administrators opens the app in Bitrix24 again, or reinstalls it.
    .frame = Bitrix24 no longer accepts the access that it gave, so Tombstone can repair nothing.
status-uninstalled = uninstalled
    .label = Uninstalled
    .meaning = The app was removed there, so nothing more arrives.
    .advice = What was recorded stays here { $days ->
        [0] for ever.
        [one] for { $days } day.
       *[other] for { $days } days.
    } Installing the app again takes it up where it ended.
    .frame = The app was removed here, so nothing is reported.
status-deleted = closed or deleted
    .label = Portal deleted
    .meaning = The portal itself no longer exists, or is closed for a while.
    .advice = What was recorded stays here. If the portal comes back, it goes on by itself within a week.
    .frame = The portal was closed for a while, so nothing was reported.
