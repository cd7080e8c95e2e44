# Jeden portal.

portal-tabs = Ten portal
portal-deletions = Usunięcia
portal-health = Stan
portal-timeline = Historia
portal-events-bound = { $found } z { $expected }
portal-missing-more = { $first } i jeszcze { $count }
