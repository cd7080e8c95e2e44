# What is around every page of the dashboard.

nav-label = Main
nav-overview = Overview
nav-portals = Portals
nav-deletions = Deletions
nav-audit = Audit
frame-skip = Skip to the content
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
