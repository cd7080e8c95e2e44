# What is around every page of the dashboard.

nav-label = Main
nav-overview = Overview
nav-portals = Portals
nav-deletions = Deletions
nav-audit = Audit
frame-skip = Skip to the content
frame-zone = Times are in { $zone }.
    .change = Change
frame-log-out = Log out
live-on = Live
live-paused = Paused
live-reading = Waiting while you read
live-lost = No connection, trying again
live-pause = Pause
live-resume = Resume
copy-copy = Copy
copy-copied = Copied
copy-failed = Not copied
wrong-long = { $max ->
    [one] This is longer than { $max } character.
   *[other] This is longer than { $max } characters.
}
wrong-invisible = There is an invisible character in this.
wrong-filter = This filter can’t be used as it is.
    .advice = Correct the marked field, and the list is shown.
list-show = Apply
list-pages = Pages
list-first = First page
list-next = Next page
list-end = The list ends here.
crumbs-label = You are here
bars-none = Nothing was deleted in the last { $days } days.
bars-each = Deletions on each of the last { $days } days; { $most } on the busiest.
bars-last = last 24 hours
