# Обзор.

overview-title = Обзор
overview-attention = Требует внимания
overview-well = Всё хорошо. Ни на одном портале нет тревог.
overview-alarmed = { $count ->
    [one] { $count } портал
    [few] { $count } портала
   *[other] { $count } порталов
}
overview-more = и ещё { $count }
overview-since = с { $when }
overview-unknown = { $count ->
    [one] Пока неизвестно, обо всех ли удалениях сообщает { $count } портал; Tombstone спросит снова.
   *[other] Пока неизвестно, обо всех ли удалениях сообщают порталы ({ $count }); Tombstone спросит снова.
}
overview-unknown-link = Показать порталы
overview-refused = { $count ->
    [one] За последние 24 часа отклонена { $count } установка. Это ничего не изменило.
    [few] За последние 24 часа отклонены { $count } установки. Это ничего не изменило.
   *[other] За последние 24 часа отклонено { $count } установок. Это ничего не изменило.
}
overview-refused-many = За последние 24 часа отклонено очень много установок. Это ничего не изменило.
overview-refused-link = Причина — в аудите
overview-today = Удалено сегодня
overview-usual = обычно за день: { $count }
overview-month = Последние 30 дней
overview-deletions = Хранится удалений
overview-last-event = Последнее событие
overview-none-yet = пока не было
overview-portals = Порталы
overview-no-portals = Ждём первый портал
    .text = Когда администратор портала Битрикс24 установит приложение, портал и его удаления появятся здесь сами.
overview-newest = Последние удаления
overview-all = Все удаления
overview-oldest = самое старое пришло { $when }
overview-last-seen = последний сигнал { $when }
spool-gone = { $count ->
    [one] { $count } событие ждёт в процессе, который не работает
    [few] { $count } события ждут в процессе, который не работает
   *[other] { $count } событий ждут в процессе, который не работает
}
    .advice = На них уже ответили, и лежат они только в его папке данных. Запустите процесс снова с той же папкой, и он сам перенесёт их в базу; до тех пор не удаляйте папку. Имя ниже записано в её файле `process`.
spool-waiting = { $count ->
    [one] { $count } событие ждёт базу данных
    [few] { $count } события ждут базу данных
   *[other] { $count } событий ждут базу данных
}
    .advice = На них уже ответили, и лежат они только в папке данных работающего процесса. Он перенесёт их, как только база начнёт принимать события; если это затянется, `tombstone doctor` с его настройками скажет почему.

# How the service is.
overview-care = { $count ->
    [one] { $count } требует внимания
    [few] { $count } требуют внимания
   *[other] { $count } требуют внимания
}
overview-tokens = Токены
    .well = Все работают
overview-tokens-failing = не обновляются: { $count }
overview-tokens-dead = отклонены: { $count }
overview-tokens-due = пора обновить: { $count }
overview-quarantine = Карантин
    .none = Пусто
overview-quarantined = { $count ->
    [one] { $count } событие
    [few] { $count } события
   *[other] { $count } событий
}
overview-lag = Индексация
    .none = Без задержки
overview-lag-behind = отстаёт: { $length }
