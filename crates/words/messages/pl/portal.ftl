# Jeden portal.

portal-tabs = Ten portal
portal-deletions = Usunięcia
portal-health = Stan
portal-not-all = To nie wszystko, co jest nie tak.
portal-what-to-do = Co z tym zrobić
portal-state = Status
portal-kept = Przechowywane usunięcia
portal-last-event = Ostatnie zdarzenie
portal-installed = Zainstalowano
portal-tokens = Tokeny
portal-renewed = odnowiono { $when }
portal-bound = Subskrypcje
portal-events-bound = { $found } z { $expected }
portal-missing = brakuje: { $events }
portal-missing-more = { $first } i jeszcze { $count }
portal-not-checked = jeszcze nie sprawdzono
portal-not-recorded = Usunięcia w tym portalu będą znów zapisywane, gdy jego status będzie „Aktywny”.
