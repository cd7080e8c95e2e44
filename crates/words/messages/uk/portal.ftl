# Один портал.

portal-tabs = Цей портал
portal-deletions = Видалення
portal-health = Стан
portal-not-all = Це не єдина проблема.
portal-what-to-do = Що з цим робити
portal-state = Статус
portal-kept = Зберігається видалень
portal-last-event = Остання подія
portal-installed = Встановлено
portal-tokens = Токени
portal-renewed = оновлено { $when }
portal-bound = Підписки
portal-events-bound = { $found } з { $expected }
portal-missing = бракує: { $events }
portal-missing-more = { $first } і ще { $count }
portal-not-checked = поки не перевірено
portal-not-recorded = Видалення на цьому порталі знову записуватимуться, коли його статус стане «Активний».
