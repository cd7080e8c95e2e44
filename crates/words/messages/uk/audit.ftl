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
audit-check-requested = Запит на перевірку
    .detail = Tombstone перевіряє { $domain }.
audit-probe-requested = Запит на тестову подію
    .detail = Tombstone просить { $domain } надіслати тестову подію.
audit-recovery-requested = Запит на відновлення
    .detail = Tombstone читає офлайн-чергу порталу { $domain }.
audit-renewal-requested = Запит на оновлення токенів
    .detail = Tombstone оновлює токени { $domain }.
audit-task-ended = Запит виконано
    .detail = { $outcome }
audit-purge-requested = Запит на видалення даних порталу
    .detail = { $deletions ->
        [one] Оператор подав запит на видалення { $deletions } запису і всіх інших даних порталу.
        [few] Оператор подав запит на видалення { $deletions } записів і всіх інших даних порталу.
       *[other] Оператор подав запит на видалення { $deletions } записів і всіх інших даних порталу.
    }
audit-api-key-created = Ключ API створено
    .detail = Ключ «{ $name }» дає доступ { $portals ->
        [none] до всіх порталів.
        [one] до порталу { $portal }.
       *[other] до порталів: { $portals }.
    }
audit-api-key-revoked = Ключ API відкликано
    .detail = Ключ { $id } більше не діє.
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
audit-password-set = Пароль змінено
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
audit-account-bound = Обліковий запис прив’язано
    .detail = Оператора { $email } тепер пов’язано з обліковим записом, з яким той увійшов через { $provider }.
audit-account-released = Обліковий запис відв’язано
    .detail = Наступний обліковий запис з адресою { $email } буде прив’язано до цього оператора.
audit-sessions-ended = Сеанси завершено
    .detail = { $sessions ->
        [one] Оператор завершив { $sessions } зі своїх сеансів.
        [few] Оператор завершив { $sessions } зі своїх сеансів.
       *[other] Оператор завершив { $sessions } зі своїх сеансів.
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
audit-burst-alarm-set = Тривогу про масове видалення налаштовано
    .detail = { $is_on ->
        [true] Tombstone здіймає тривогу, коли на порталі { $domain } за п’ять хвилин видаляють багато (поріг: { $threshold }) і більше, ніж там зазвичай.
       *[false] Tombstone не здіймає тривогу про масове видалення на порталі { $domain }.
    }
audit-titles-set = Зберігання назв налаштовано
    .detail = { $is_on ->
        [true] Tombstone зберігає назви лідів, угод, контактів, компаній і завдань порталу { $domain } { $days ->
            [0] безстроково.
            [one] { $days } день.
            [few] { $days } дні.
            [many] { $days } днів.
           *[other] { $days } дня.
        }
       *[false] Tombstone не зберігає назви лідів, угод, контактів, компаній і завдань порталу { $domain } і стер ті, що мав.
    }
audit-retention-set = Строк зберігання задано
    .detail = Tombstone зберігає видалення порталу { $domain } { $days ->
        [none] стільки, скільки задано типово.
        [0] безстроково.
        [one] { $days } день.
        [few] { $days } дні.
       *[other] { $days } днів.
    }
audit-deletions-exported = Видалення вивантажено
    .detail = { $deletions ->
        [one] { $deletions } видалення
        [few] { $deletions } видалення
       *[other] { $deletions } видалень
    } { $domain ->
        [none] з усіх порталів
       *[other] з порталу { $domain }
    } у форматі { $format }, { $filter ->
        [none] без фільтра.
       *[other] з фільтром { $filter }.
    } { $whole ->
        [false] Вивантаження обірвалося до кінця.
       *[other] { "" }
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
audit-quarantine-retry-requested = Запит на повторну обробку карантину
    .detail = Tombstone знову пробує проіндексувати { $events ->
        [one] { $events } подію.
        [few] { $events } події.
       *[other] { $events } подій.
    }
audit-webhook-created = Вебхук створено
    .detail = Tombstone надсилає повідомлення на { $host } ({ $id }).
audit-webhook-changed = Вебхук змінено
    .detail = Адреса доставки { $id } на { $host } має нові налаштування.
audit-webhook-deleted = Вебхук видалено
    .detail = Tombstone більше нічого не надсилає на { $host } ({ $id }).
audit-webhook-secret-rotated = Секрет вебхука змінено
    .detail = Tombstone підписує те, що надсилає на { $host } ({ $id }), новим секретом, а ще 24 години — і старим.
audit-webhook-tested = Вебхук перевірено
    .detail = Tombstone надсилає тестове повідомлення на { $host }.
audit-webhook-redelivered = Повідомлення вебхука надіслано знову
    .detail = Tombstone знову надсилає { $messages ->
        [one] { $messages } повідомлення
        [few] { $messages } повідомлення
       *[other] { $messages } повідомлень
    } на адресу доставки { $id }.
audit-webhook-disabled = Вебхук вимкнено
    .detail = { $gone ->
        [true] Адреса доставки { $id } на { $host } відповіла, що її більше немає.
       *[false] Усі спроби надіслати на { $host } ({ $id }) надто довго не вдаються.
    }
audit-quarantine-discarded = Карантин очищено
    .detail = Tombstone видалив { $events ->
        [one] { $events } подію, яку не зміг проіндексувати.
        [few] { $events } події, які не зміг проіндексувати.
       *[other] { $events } подій, які не зміг проіндексувати.
    }
audit-audit-exported = Аудит вивантажено
    .detail = { $lines ->
        [one] У файлі { $lines } запис.
        [few] У файлі { $lines } записи.
       *[other] У файлі { $lines } записів.
    }
