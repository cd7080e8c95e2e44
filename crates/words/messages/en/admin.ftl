# What is around every page of the dashboard.

nav-label = Main
nav-overview = Overview
nav-portals = Portals
nav-deletions = Deletions
nav-audit = Audit log
frame-skip = Skip to content
frame-zone = Times are in { $zone }.
    .change = Change
frame-log-out = Log out
live-on = Live
live-paused = Paused
live-reading = Paused while you read
live-lost = Offline, reconnecting
live-pause = Pause
live-resume = Resume
copy-copy = Copy
copy-copied = Copied
copy-failed = Copy failed
wrong-long = { $max ->
    [one] Use at most { $max } character.
   *[other] Use at most { $max } characters.
}
wrong-invisible = Remove the invisible character.
wrong-filter = This filter isn’t valid.
    .advice = Correct the marked field to see the list.
ignored-names = This page ignores unknown filters: { $names }.
list-show = Apply
list-pages = Pages
list-first = First page
list-next = Next page
list-end = You’ve reached the end of the list.
crumbs-label = Breadcrumb
bars-none = No deletions in the last { $days } days.
bars-each = Deletions per day over the last { $days } days; at most { $most }.
bars-last = last 24 hours
