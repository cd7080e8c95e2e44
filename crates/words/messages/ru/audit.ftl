# Аудит.

audit-install-refused = Установка отклонена
    .detail = { $reason }
audit-event-refused = Событие отклонено
    .detail = { $reason }
audit-app-page-refused = Страница приложения не показана
    .detail = { $reason }
audit-log-in-failed = Вход не удался
    .detail = { $reason }
audit-act-refused = Действие отклонено
    .detail = { $reason }
audit-removal-undone = Удаление приложения отменено
    .detail = { $reason }
audit-logged-in = Вход
audit-logged-out = Выход
audit-check-requested = Запрошена проверка
    .detail = Tombstone проверяет { $domain }.
audit-probe-requested = Запрошено тестовое событие
    .detail = Tombstone просит { $domain } прислать тестовое событие.
audit-recovery-requested = Запрошено восстановление
    .detail = Tombstone читает офлайн-очередь портала { $domain }.
audit-renewal-requested = Запрошено обновление токенов
    .detail = Tombstone обновляет токены { $domain }.
audit-task-ended = Запрос выполнен
    .detail = { $outcome }
audit-purge-requested = Запрошено удаление данных портала
    .detail = { $deletions ->
        [one] Оператор запросил удаление { $deletions } записи и всех остальных данных портала.
        [few] Оператор запросил удаление { $deletions } записей и всех остальных данных портала.
       *[other] Оператор запросил удаление { $deletions } записей и всех остальных данных портала.
    }
audit-api-key-created = Ключ API создан
    .detail = Ключ «{ $name }» даёт доступ { $portals ->
        [none] ко всем порталам.
        [one] к порталу { $portal }.
       *[other] к порталам: { $portals }.
    }
audit-api-key-revoked = Ключ API отозван
    .detail = Ключ { $id } больше не действует.
audit-operator-added = Оператор добавлен
    .detail = { $email } может входить.
audit-role-set = Роль назначена
    .detail = { $email } — { $role ->
        [owner] владелец: можно всё.
        [operator] оператор: можно работать с порталами.
       *[viewer] наблюдатель: можно только смотреть.
    }
audit-portals-set = Порталы оператора назначены
    .detail = { $email } видит { $portals ->
        [none] все порталы.
        [0] ни одного портала.
        [one] { $portals } портал.
        [few] { $portals } портала.
       *[other] { $portals } порталов.
    }
audit-password-set = Пароль изменён
    .detail = У { $email } новый пароль.
audit-second-factor-on = Второй фактор включён
    .detail = Теперь для входа { $email } нужен код.
audit-second-factor-off = Второй фактор выключен
    .detail = Для входа { $email } код больше не нужен.
audit-recovery-codes-made = Коды восстановления созданы
    .detail = У { $email } новые коды восстановления; старые больше не действуют.
audit-recovery-code-used = Код восстановления использован
    .detail = { $left ->
        [0] Кодов восстановления не осталось.
        [one] Остался { $left } код восстановления.
        [few] Осталось { $left } кода восстановления.
       *[other] Осталось { $left } кодов восстановления.
    }
audit-account-bound = Учётная запись привязана
    .detail = Оператор { $email } теперь связан с учётной записью, с которой вошёл через { $provider }.
audit-account-released = Учётная запись отвязана
    .detail = Следующая учётная запись с адресом { $email } будет привязана к этому оператору.
audit-sessions-ended = Сеансы завершены
    .detail = { $sessions ->
        [one] Оператор завершил { $sessions } из своих сеансов.
        [few] Оператор завершил { $sessions } из своих сеансов.
       *[other] Оператор завершил { $sessions } из своих сеансов.
    }
audit-preferences-set = Настройки изменены
audit-operator-removed = Оператор удалён
    .detail = { $email } больше не может входить.
audit-portal-purged = Данные портала удалены
    .detail = { $deletions ->
        [one] Tombstone навсегда удалил { $deletions } запись.
        [few] Tombstone навсегда удалил { $deletions } записи.
       *[other] Tombstone навсегда удалил { $deletions } записей.
    } { $cause ->
        [removal] Портал попросил об этом, когда удалил приложение.
        [operator] Об этом попросил оператор.
        [administrator] Об этом попросил администратор портала.
       *[uninstalled] Приложение не было там установлено (срок в днях: { $days }).
    }
audit-burst-alarm-set = Тревога о массовом удалении настроена
    .detail = { $is_on ->
        [true] Tombstone поднимает тревогу, когда на портале { $domain } за пять минут удаляют много (порог: { $threshold }) и больше, чем там обычно.
       *[false] Tombstone не поднимает тревогу о массовом удалении на портале { $domain }.
    }
audit-titles-set = Хранение названий настроено
    .detail = { $is_on ->
        [true] Tombstone хранит названия лидов, сделок, контактов, компаний и задач портала { $domain } { $days ->
            [0] бессрочно.
            [one] { $days } день.
            [few] { $days } дня.
            [many] { $days } дней.
           *[other] { $days } дня.
        }
       *[false] Tombstone не хранит названия лидов, сделок, контактов, компаний и задач портала { $domain } и стёр те, что были.
    }
audit-retention-set = Срок хранения задан
    .detail = Tombstone хранит удаления портала { $domain } { $days ->
        [none] столько, сколько задано по умолчанию.
        [0] бессрочно.
        [one] { $days } день.
        [few] { $days } дня.
       *[other] { $days } дней.
    }
audit-deletions-exported = Удаления выгружены
    .detail = { $deletions ->
        [one] { $deletions } удаление
        [few] { $deletions } удаления
       *[other] { $deletions } удалений
    } { $domain ->
        [none] со всех порталов
       *[other] с портала { $domain }
    } в формате { $format }, { $filter ->
        [none] без фильтра.
       *[other] с фильтром { $filter }.
    } { $whole ->
        [false] Выгрузка оборвалась до конца.
       *[other] { "" }
    }
audit-keys-rotated = Ключи сменены
    .detail = { $secrets ->
        [one] Команда зашифровала { $secrets } секрет текущим ключом.
        [few] Команда зашифровала { $secrets } секрета текущим ключом.
       *[other] Команда зашифровала { $secrets } секретов текущим ключом.
    }
audit-quarantine-retried = Карантин обработан снова
    .detail = Tombstone проиндексировал { $events ->
        [one] { $events } событие
        [few] { $events } события
       *[other] { $events } событий
    }; { $deletions ->
        [one] из них { $deletions } новое удаление.
        [few] из них { $deletions } новых удаления.
       *[other] из них { $deletions } новых удалений.
    }
audit-quarantine-retry-requested = Запрошена повторная обработка карантина
    .detail = Tombstone снова пробует проиндексировать { $events ->
        [one] { $events } событие.
        [few] { $events } события.
       *[other] { $events } событий.
    }
audit-webhook-created = Вебхук создан
    .detail = Tombstone отправляет сообщения на { $host } ({ $id }).
audit-webhook-changed = Вебхук изменён
    .detail = У адреса доставки { $id } на { $host } новые настройки.
audit-webhook-deleted = Вебхук удалён
    .detail = Tombstone больше ничего не отправляет на { $host } ({ $id }).
audit-webhook-secret-rotated = Секрет вебхука сменён
    .detail = Tombstone подписывает то, что отправляет на { $host } ({ $id }), новым секретом, а ещё 24 часа — и старым.
audit-webhook-tested = Вебхук проверен
    .detail = Tombstone отправляет тестовое сообщение на { $host }.
audit-webhook-redelivered = Сообщения вебхука отправлены снова
    .detail = Tombstone снова отправляет { $messages ->
        [one] { $messages } сообщение
        [few] { $messages } сообщения
       *[other] { $messages } сообщений
    } на адрес доставки { $id }.
audit-webhook-disabled = Вебхук выключен
    .detail = { $gone ->
        [true] Адрес доставки { $id } на { $host } ответил, что его больше нет.
       *[false] Все попытки отправить на { $host } ({ $id }) слишком долго не удаются.
    }
audit-quarantine-discarded = Карантин очищен
    .detail = Tombstone удалил { $events ->
        [one] { $events } событие, которое не смог проиндексировать.
        [few] { $events } события, которые не смог проиндексировать.
       *[other] { $events } событий, которые не смог проиндексировать.
    }
audit-audit-exported = Аудит выгружен
    .detail = { $lines ->
        [one] В файле { $lines } запись.
        [few] В файле { $lines } записи.
       *[other] В файле { $lines } записей.
    }
