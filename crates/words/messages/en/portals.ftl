# The list of portals.

portals-title = Portals
portals-lead = Every Bitrix24 account that installed the app.
portals-find = Find a portal
portals-find-example = Domain or member_id
portals-status = State
portals-any = Any
portals-alarm = Alarm
portals-any-or-none = Any or none
portals-all = Show all portals
portals-portal = Portal
portals-deletions = Deletions
portals-last-event = Last event
portals-events = Events bound
portals-troubles = What is wrong
portals-volume-words = { $count } deleted in the last { $days } days (UTC); { $most } on the busiest.
portals-none-yet = none yet
portals-not-yet = not yet
portals-wrong-status = There is no such state. Choose one of the list.
portals-wrong-alarm = There is no such alarm. Choose one of the list.
portals-no-alarm = This alarm is on nowhere
    .text = Portals for which it goes on appear here by themselves.
portals-none-fits = No portal fits
    .text = Look for a shorter piece of its domain or member_id, or in any state and with any alarm.
portals-no-further = No further portals
portals-none = No portal has installed the app yet
    .text = When an administrator of a Bitrix24 portal installs it, the portal appears here by itself, and its deletions are recorded from then on.
