# Ein Portal.

portal-tabs = Dieses Portal
portal-deletions = Löschungen
portal-health = Zustand
portal-not-all = Das ist nicht alles, was nicht stimmt.
portal-what-to-do = Was zu tun ist
portal-state = Status
portal-kept = Aufbewahrte Löschungen
portal-last-event = Letztes Ereignis
portal-installed = Installiert
portal-tokens = Token
portal-renewed = erneuert { $when }
portal-bound = Abonnements
portal-events-bound = { $found } von { $expected }
portal-missing = es fehlen: { $events }
portal-missing-more = { $first } und { $count } weitere
portal-not-checked = noch nicht geprüft
portal-not-recorded = Was in diesem Portal gelöscht wird, wird wieder erfasst, sobald sein Status „Aktiv“ ist.
