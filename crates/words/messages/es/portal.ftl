# Un portal.

portal-tabs = Este portal
portal-deletions = Eliminaciones
portal-health = Estado
portal-events-bound = { $found } de { $expected }
portal-missing-more = { $first } y { $count } más
