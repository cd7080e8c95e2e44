# Ein Portal.

portal-tabs = Dieses Portal
portal-deletions = Löschungen
portal-health = Zustand
portal-timeline = Verlauf
portal-events-bound = { $found } von { $expected }
portal-missing-more = { $first } und { $count } weitere
