# One portal.

portal-tabs = This portal
portal-deletions = Deletions
portal-health = Health
portal-timeline = Timeline
portal-events-bound = { $found } of { $expected }
portal-missing-more = { $first } and { $count } more
