# One portal.

portal-tabs = This portal
portal-deletions = Deletions
portal-health = Health
portal-not-all = That is not all that is wrong.
portal-what-to-do = What to do about it
portal-state = State
portal-kept = Deletions kept
portal-last-event = Last event
portal-installed = Installed
portal-tokens = Tokens
portal-renewed = renewed { $when }
portal-bound = Events bound
portal-events-bound = { $found } of { $expected }
portal-missing = missing: { $events }
portal-missing-more = { $first } and { $count } more
portal-not-checked = not checked yet
portal-not-recorded = What is deleted in this portal is recorded once its state is “Active” again.
