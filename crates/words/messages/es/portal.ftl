# Un portal.

portal-tabs = Este portal
portal-deletions = Eliminaciones
portal-health = Estado
portal-timeline = Cronología
portal-events-bound = { $found } de { $expected }
portal-missing-more = { $first } y { $count } más
