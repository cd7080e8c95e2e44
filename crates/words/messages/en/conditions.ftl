# How a portal is. `.frame` is for the portal's own administrators.

condition-well = All is well. Nothing gives cause for alarm, and Tombstone records the portal's deletions.
    .frame = Everything that is deleted here is recorded.
condition-unknown = Nobody knows yet whether the portal reports all its deletions: Tombstone has not asked it, or it did not answer. Tombstone records what arrives. `Check now` asks the portal at once.
    .frame = What is reported from here is recorded. Tombstone does not know at the moment whether everything is reported.
condition-alarmed = Something is wrong.
    .frame = What is reported from here is recorded, but:
condition-installing = The installation has begun; an alarm goes on if the portal does not finish it within an hour.
condition-gone = The portal removed the app, or is closed: Tombstone expects nothing from it.

# Where a portal stands. The value is for sentences; `.frame` is for the portal's own administrators.

status-installing = installing
    .frame = The installation is not complete yet; this takes a moment.
status-active = active
    .frame = What is reported from here is recorded.
status-payment-required = waiting for payment
    .frame = The app’s paid period has ended, so Bitrix24 reports nothing. Renew the app.
status-needs-reinstall = waiting for an administrator to open or reinstall the app
    .frame = Bitrix24 no longer accepts the access that it gave, so Tombstone can repair nothing.
status-uninstalled = uninstalled
    .frame = The app was removed here, so nothing is reported.
status-deleted = closed or deleted
    .frame = The portal was closed for a while, so nothing was reported.
