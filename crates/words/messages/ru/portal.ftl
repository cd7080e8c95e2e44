# Один портал.

portal-tabs = Этот портал
portal-deletions = Удаления
portal-health = Состояние
portal-not-all = Это не единственная проблема.
portal-what-to-do = Что с этим делать
portal-state = Статус
portal-kept = Хранится удалений
portal-last-event = Последнее событие
portal-installed = Установлено
portal-tokens = Токены
portal-renewed = обновлены { $when }
portal-bound = Подписки
portal-events-bound = { $found } из { $expected }
portal-missing = не хватает: { $events }
portal-missing-more = { $first } и ещё { $count }
portal-not-checked = пока не проверено
portal-not-recorded = Удаления на этом портале снова записываются, когда его статус станет «Активен».
