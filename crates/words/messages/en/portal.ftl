# One portal.

portal-events-bound = { $found } of { $expected }
