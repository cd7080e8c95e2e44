# How a portal is. `.frame` is for the portal's own administrators.

condition-well = All is well. The portal has no alarms, and Tombstone records its deletions.
    .label = Well
    .frame = Tombstone records everything that is deleted here.
condition-unknown = Tombstone can't tell yet whether the portal reports all its deletions: it has not asked the portal, or got no answer. It records what arrives.
    .label = Unknown
    .frame = Tombstone records what this portal reports, but currently can’t tell whether it reports everything.
condition-alarmed = Something is wrong.
    .frame = Tombstone records what this portal reports, but:
condition-installing = The portal is installing the app; Tombstone raises an alarm if this takes more than an hour.
condition-gone = The portal removed the app or is closed, so Tombstone expects nothing from it.

# Where a portal stands. The value is for sentences; `.frame` is for the portal's own administrators.

status-installing = installing
    .label = Installing
    .meaning = The installation is not finished, so Bitrix24 sends nothing yet.
    .advice = A portal administrator has to open the app in Bitrix24 and let the installation finish.
    .frame = The installation is not complete yet; this takes a moment.
status-active = active
    .label = Active
    .frame = Tombstone records what this portal reports.
status-payment-required = waiting for payment
    .label = Payment ended
    .frame = The app’s paid period has ended, so Bitrix24 reports nothing. Renew the app.
status-needs-reinstall = waiting for an administrator to open or reinstall the app
    .label = Needs reinstall
    .frame = Bitrix24 no longer accepts Tombstone’s access, so Tombstone can’t repair anything.
status-uninstalled = uninstalled
    .label = Uninstalled
    .meaning = The portal removed the app, so nothing more arrives.
    .advice = Tombstone keeps what it recorded { $days ->
        [0] forever.
        [one] for { $days } day.
       *[other] for { $days } days.
    } Installing the app again resumes recording.
    .frame = This portal removed the app, so it reports nothing.
status-deleted = closed or deleted
    .label = Portal deleted
    .meaning = The portal no longer exists or is temporarily closed.
    .advice = Tombstone keeps what it recorded. If the portal comes back, recording resumes within a week.
    .frame = This portal was closed for a while, so it reported nothing.
