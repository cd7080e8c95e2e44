# Один портал.

portal-tabs = Этот портал
portal-deletions = Удаления
portal-health = Состояние
portal-timeline = История
portal-events-bound = { $found } из { $expected }
portal-missing-more = { $first } и ещё { $count }
