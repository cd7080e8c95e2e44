# Один портал.

portal-tabs = Цей портал
portal-deletions = Видалення
portal-health = Стан
portal-timeline = Історія
portal-events-bound = { $found } з { $expected }
portal-missing-more = { $first } і ще { $count }
