# Аудит.

audit-install-refused = Встановлення відхилено
    .detail = { $reason }
audit-event-refused = Подію відхилено
    .detail = { $reason }
audit-app-page-refused = Сторінку застосунку не показано
    .detail = { $reason }
audit-log-in-failed = Вхід не вдався
    .detail = { $reason }
audit-act-refused = Дію відхилено
    .detail = { $reason }
audit-removal-undone = Видалення застосунку скасовано
    .detail = { $reason }
audit-logged-in = Вхід
audit-logged-out = Вихід
audit-check-requested = Запитано перевірку
    .detail = Tombstone перевіряє { $domain }.
audit-probe-requested = Запитано тестову подію
    .detail = Tombstone просить { $domain } надіслати тестову подію.
audit-recovery-requested = Запитано відновлення
    .detail = Tombstone читає офлайн-чергу порталу { $domain }.
audit-api-key-created = Ключ API створено
    .detail = Ключ «{ $name }» дає доступ { $portals ->
        [none] до всіх порталів.
        [one] до порталу { $portal }.
       *[other] до порталів: { $portals }.
    }
audit-api-key-revoked = Ключ API відкликано
    .detail = Ключ { $id } більше нікуди не дає доступу.
audit-operator-added = Оператора додано
    .detail = { $email } може входити.
audit-role-set = Роль призначено
    .detail = { $email } — { $role ->
        [owner] власник: можна все.
        [operator] оператор: можна працювати з порталами.
       *[viewer] спостерігач: можна лише дивитися.
    }
audit-portals-set = Портали оператора призначено
    .detail = { $email } бачить { $portals ->
        [none] усі портали.
        [0] жодного порталу.
        [one] { $portals } портал.
        [few] { $portals } портали.
       *[other] { $portals } порталів.
    }
audit-password-set = Пароль задано
    .detail = { $email } має новий пароль.
audit-second-factor-on = Другий фактор увімкнено
    .detail = Відтепер для входу { $email } потрібен код.
audit-second-factor-off = Другий фактор вимкнено
    .detail = Для входу { $email } код більше не потрібен.
audit-recovery-codes-made = Коди відновлення створено
    .detail = { $email } має нові коди відновлення; старі більше не діють.
audit-recovery-code-used = Код відновлення використано
    .detail = { $left ->
        [0] Кодів відновлення не залишилося.
        [one] Залишився { $left } код відновлення.
        [few] Залишилося { $left } коди відновлення.
       *[other] Залишилося { $left } кодів відновлення.
    }
audit-sessions-ended = Сеанси завершено
    .detail = { $sessions ->
        [one] Оператор завершив { $sessions } свій сеанс.
        [few] Оператор завершив { $sessions } свої сеанси.
       *[other] Оператор завершив { $sessions } своїх сеансів.
    }
audit-preferences-set = Налаштування змінено
audit-operator-removed = Оператора видалено
    .detail = { $email } більше не може входити.
audit-portal-purged = Дані порталу видалено
    .detail = { $deletions ->
        [one] Tombstone назавжди видалив { $deletions } запис.
        [few] Tombstone назавжди видалив { $deletions } записи.
       *[other] Tombstone назавжди видалив { $deletions } записів.
    } { $cause ->
        [removal] Портал попросив про це, коли видалив застосунок.
        [operator] Про це попросив оператор.
        [administrator] Про це попросив адміністратор порталу.
       *[uninstalled] Застосунок не був там встановлений (днів: { $days }).
    }
audit-retention-set = Строк зберігання задано
    .detail = Tombstone зберігає видалення порталу { $domain } { $days ->
        [none] стільки ж, скільки всіх інших.
        [0] безстроково.
        [one] { $days } день.
        [few] { $days } дні.
       *[other] { $days } днів.
    }
audit-keys-rotated = Ключі змінено
    .detail = { $secrets ->
        [one] Команда зашифрувала { $secrets } секрет поточним ключем.
        [few] Команда зашифрувала { $secrets } секрети поточним ключем.
       *[other] Команда зашифрувала { $secrets } секретів поточним ключем.
    }
audit-quarantine-retried = Карантин оброблено знову
    .detail = Tombstone проіндексував { $events ->
        [one] { $events } подію
        [few] { $events } події
       *[other] { $events } подій
    }; { $deletions ->
        [one] з них { $deletions } нове видалення.
        [few] з них { $deletions } нові видалення.
       *[other] з них { $deletions } нових видалень.
    }
audit-quarantine-discarded = Карантин очищено
    .detail = Tombstone викинув { $events ->
        [one] { $events } подію, яку не зміг проіндексувати.
        [few] { $events } події, які не зміг проіндексувати.
       *[other] { $events } подій, які не зміг проіндексувати.
    }
audit-audit-exported = Аудит вивантажено
    .detail = { $lines ->
        [one] До файлу потрапив { $lines } рядок.
        [few] До файлу потрапили { $lines } рядки.
       *[other] До файлу потрапило { $lines } рядків.
    }
