# Um portal.

portal-tabs = Este portal
portal-deletions = Exclusões
portal-health = Estado
portal-timeline = Linha do tempo
portal-events-bound = { $found } de { $expected }
portal-missing-more = { $first } e mais { $count }
